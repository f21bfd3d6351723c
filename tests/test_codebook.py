"""The codebook defines what the records allow, and its page is fresh."""

from pathlib import Path
from typing import get_args

import pytest

from whence.codebook import codebook_page, open_codebook, read_codebook
from whence.find.amounts import find_amounts
from whence.lexicon import LexiconError
from whence.records import Amount, Comparator, Modality, PeriodKind

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "whence" / "data" / "codebook.toml"
BOOK = open_codebook()


def test_the_page_is_fresh() -> None:
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert page == codebook_page(BOOK) + "\n", "run: python -m whence.codebook > docs/codebook.md"


def test_the_page_names_every_entry() -> None:
    page = codebook_page(BOOK)
    names = {*BOOK.by_measure, *BOOK.by_comparator, *(entry.kind for entry in BOOK.period)}
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_it_defines_what_the_records_allow() -> None:
    assert set(BOOK.by_comparator) == set(get_args(Comparator))
    assert {entry.kind for entry in BOOK.period} == set(get_args(PeriodKind))
    assert {entry.name for entry in BOOK.modality} == set(get_args(Modality))


def test_the_measures_are_the_guidelines() -> None:
    assert list(BOOK.by_measure) == [
        *("killed", "wounded", "casualties", "missing", "captive", "abducted", "detained"),
        *("freed", "rescued", "alive", "displaced", "evacuated", "returned", "affected"),
        *("homes_destroyed", "homes_damaged"),
    ]


def test_states_and_homes() -> None:
    states = {entry.name for entry in BOOK.measure if entry.period == "state"}
    assert states == {"missing", "captive", "alive", "displaced", "affected"}
    homes = {entry.name for entry in BOOK.measure if entry.counts == "homes"}
    assert homes == {"homes_destroyed", "homes_damaged"}


def _only_amount(text: str) -> Amount:
    (mention,) = find_amounts(text)
    return mention.amount


@pytest.mark.parametrize("words", BOOK.worth)
def test_a_vague_word_is_read_at_its_worth(words: str) -> None:
    """The finder of amounts and the codebook say the same of a vague word."""
    amount = _only_amount(f"There were {words} dead.")
    entry = BOOK.worth[words]
    bounds = BOOK.by_comparator[entry.comparator]
    assert (amount.low, amount.comparator) == (entry.low, entry.comparator)
    assert amount.high == (entry.low if bounds.high == "given" else None)


COMPARED = [(entry.name, words) for entry in BOOK.comparator for words in entry.words]


@pytest.mark.parametrize(("name", "words"), COMPARED, ids=lambda value: value)
def test_an_example_of_a_comparator_is_read_so(name: str, words: str) -> None:
    amount = _only_amount(f"They said that {words} people died.")
    entry = BOOK.by_comparator[name]
    assert amount.comparator == name
    assert (amount.low is None, amount.high is None) == (entry.low == "none", entry.high == "none")


def test_a_name_defined_twice_is_an_error() -> None:
    twice = SOURCE.read_text(encoding="utf-8").replace('name = "wounded"', 'name = "killed"')
    with pytest.raises(LexiconError, match="the measure 'killed' is defined twice"):
        read_codebook(twice.encode())


def test_an_unknown_comparator_is_an_error() -> None:
    odd = SOURCE.read_text(encoding="utf-8").replace('name = "about"', 'name = "roughly"')
    with pytest.raises(LexiconError, match=r"data/codebook\.toml: .*roughly"):
        read_codebook(odd.encode())
