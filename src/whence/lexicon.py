"""Opens a language's word lists and checks them.

The lists are TOML files in `data/<language>/`, each decoded into the frozen record
that its finder declares, so that an unknown key or a wrong type is an error that
names the file. Another language is another folder.
"""

from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec


class LexiconError(ValueError):
    """A word list that cannot be used; the message names the file and what is wrong in it."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the records that word lists are decoded into: frozen, unknown keys refused."""


W = TypeVar("W", bound=Words)


@cache
def open_words(language: str, name: str, into: type[W]) -> W:
    """Return the word list `data/<language>/<name>.toml` as an `into`.

    Raises LexiconError where the file is missing, has a key that `into` does not
    know, or a value of another type.
    """
    path = files("whence") / "data" / language / f"{name}.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=into)
    except FileNotFoundError:
        raise LexiconError(f"there is no word list data/{language}/{name}.toml") from None
    except msgspec.MsgspecError as error:
        raise LexiconError(f"data/{language}/{name}.toml: {error}") from None
