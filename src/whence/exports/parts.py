"""The three parts of a reading, by the names that the JSON and `--only` have for them."""

from typing import Literal, get_args

Part = Literal["figures", "statements", "releases"]
PARTS: tuple[Part, ...] = get_args(Part)
