"""Amounts: cases with a reason, what holds for any text, and the word list held against itself."""

import re
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.find.amounts import find_amounts
from whence.find.numerals import NumberWords
from whence.lexicon import LexiconError, open_words
from whence.records import Comparator

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "amounts.toml").read_text(encoding="utf-8")
)["case"]

# fmt: off
PIECES = [
    "at least", "more than", "about", "up to", "between", "and", "to", "or", "perhaps", "12",
    "3,400", "1 200", "2.5", "million", "two", "twenty-one", "a hundred", "dozen", "dozens",
    "several", "no", "both", "a single", "people", "dead", "km", "percent", "$", "aged",
    "Mira Holt", "May", "August", "2023", "in", "No.", "Block", "-", "–", ",", ".", "(", "+",
    "or more", "of", "thousands", "\n", "\n\n", "  ", "14:30", "3rd", "F-4", "one", "another",
    "a", "the", "other", "votes",
]
# fmt: on
numberlike = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
any_text = st.one_of(numberlike, st.text(max_size=80))


def unmarked(text: str) -> tuple[str, list[str]]:
    """Return the text without its brackets, and what stood in them."""
    return re.sub(r"[\[\]]", "", text), re.findall(r"\[([^\]]*)\]", text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    text, spans = unmarked(case["text"])
    found = [mention.amount for mention in find_amounts(text)]
    assert [amount.words for amount in found] == spans
    ends = [["" if end is None else str(end) for end in (a.low, a.high)] for a in found]
    assert ends == case["ends"]
    if "comparators" in case:
        assert [amount.comparator for amount in found] == case["comparators"]


def test_core_and_form() -> None:
    text = "At least 12 died, no one fled, both were held, dozens of a single crew, two dozen"
    found = find_amounts(text)
    assert [text[m.core.start : m.core.end] for m in found] == [
        "12", "no one", "both", "dozens", "a single", "two dozen",
    ]  # fmt: skip
    assert [m.form for m in found] == ["digits", "none", "both", "vague", "single", "words"]


@settings(deadline=None, max_examples=200)
@given(any_text)
def test_slices_are_the_words_left_to_right(text: str) -> None:
    at = 0
    for mention in find_amounts(text):
        amount, core = mention.amount, mention.core
        assert at <= amount.start <= core.start < core.end <= amount.end
        assert text[amount.start : amount.end] == amount.words
        at = amount.end


@settings(deadline=None, max_examples=150)
@given(any_text)
def test_bounds_fit_the_comparator(text: str) -> None:
    for amount in (mention.amount for mention in find_amounts(text)):
        if amount.comparator in ("exact", "about"):
            assert amount.low == amount.high is not None
        elif amount.comparator in ("at_most", "fewer_than"):
            assert amount.low is None
            assert amount.high is not None
        elif amount.comparator == "between":
            assert amount.low is not None
            assert amount.high is not None
            assert amount.low < amount.high
        else:
            assert amount.low is not None
            assert amount.high is None


@settings(deadline=None, max_examples=100)
@given(any_text)
def test_a_paragraph_before_changes_nothing(text: str) -> None:
    prefix = "On Monday 14 people died in Enn.\n\n"
    alone = [(m.amount.start, m.amount.words) for m in find_amounts(text)]
    after = [(m.amount.start - len(prefix), m.amount.words) for m in find_amounts(prefix + text)]
    assert [each for each in after if each[0] >= 0] == alone


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 999_999_999), st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f"]))
def test_any_number_in_digits(number: int, mark: str) -> None:
    text = f"They say {number:,} people died.".replace(",", mark)
    (mention,) = find_amounts(text)
    assert mention.amount.low == mention.amount.high == number


def test_another_language_is_another_folder() -> None:
    with pytest.raises(LexiconError, match="numbers"):
        find_amounts("12", "xx")


def lists_in(words: Any, path: str = "") -> list[tuple[str, list[str]]]:
    """Every list and every table's keys in the word list, with its path."""
    if isinstance(words, dict):
        tables = [part for key, value in words.items() for part in lists_in(value, f"{path}.{key}")]
        return [*tables, (path, list(words))]
    return [(path, words)] if isinstance(words, list) else []


def test_word_list_is_clean() -> None:
    source = Path(__file__).parents[2] / "src/whence/data/en/numbers.toml"
    for path, phrases in lists_in(tomllib.loads(source.read_text(encoding="utf-8"))):
        assert len(phrases) == len(set(phrases)), path
        assert [each for each in phrases if each != " ".join(each.split()) or not each] == [], path


def test_no_modifier_under_two_heads() -> None:
    words = open_words("en", "numbers", NumberWords)
    phrases = [phrase for each in words.before.values() for phrase in each]
    assert len(phrases) == len(set(phrases))
    assert set(words.before) | set(words.after) | set(words.signs) <= set(get_args(Comparator))
    assert set(words.verbs_before) <= set(phrases)
