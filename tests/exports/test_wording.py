"""Fields in plain words."""

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.exports.wording import counted, period_words, shortened, tidy
from whence.records import Period

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "wording.toml").read_text("utf-8"))

OVERRIDES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["label"])
def test_period_words(case: dict[str, Any]) -> None:
    given = {"start": None, "end": None, "words": None} | case["period"]
    assert period_words(Period(**given)) == case["words"]


def test_no_period_is_no_words() -> None:
    assert period_words(None) == ""


def test_counted() -> None:
    assert [counted(n, "figure") for n in (0, 1, 2)] == ["no figures", "1 figure", "2 figures"]


@given(st.text(), st.integers(min_value=3, max_value=60))
def test_shortened_words_are_those_of_the_text_and_fit(words: str, size: int) -> None:
    short = shortened(words, size)
    assert short == words or (short.endswith(" …") and words.startswith(short[:-2]))
    assert len(short) <= size + 1


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_that_steers_a_terminal_is_left(words: str) -> None:
    kept = tidy(words)
    bad = {"Cc", "Cs", "Zl", "Zp"}
    assert not any(unicodedata.category(letter) in bad for letter in kept)
    assert not any(unicodedata.bidirectional(letter) in OVERRIDES for letter in kept)
    assert tidy(kept) == kept


def test_tidy_keeps_what_is_written() -> None:
    assert tidy("  the Çelik\n\tdistrict — №4 ") == "the Çelik district — №4"
    assert tidy("\x1b[31mred\u202e") == "[31mred"
