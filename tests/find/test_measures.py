"""What words say of people: the list held against the codebook, the cheap test, who holds whom."""

from typing import get_args

import pytest

from whence.codebook import open_codebook
from whence.find.counting import CountingWords
from whence.find.measures import Counts, MeasureWords, open_measures
from whence.lexicon import open_words

WORDS = open_words("en", "measures", MeasureWords)
MEASURES = open_measures()
# "held" is settled by the report: captive or detained.
KNOWN = {measure.name for measure in open_codebook().measure} | {"held"}


def test_every_measure_is_in_the_codebook() -> None:
    entries = [*WORDS.verb, *WORDS.adjective, *WORDS.phrase, *WORDS.noun, *WORDS.held]
    named = {entry.measure for entry in entries}
    named |= {entry.of_many for entry in WORDS.verb if entry.of_many is not None}
    assert named <= KNOWN


def test_the_cheap_test_passes_every_listed_word() -> None:
    listed = {lemma for entry in WORDS.verb for lemma in entry.lemmas}
    listed |= {word for entry in WORDS.adjective for word in entry.words}
    listed |= {word for entry in WORDS.noun for word in entry.words}
    listed |= {word for entry in WORDS.phrase for word in entry.nouns}
    listed |= {*WORDS.counters.words, *WORDS.irregular.words}
    missed = {word for word in listed if not MEASURES.may_say(f"Two {word} there.")}
    assert missed == set()


@pytest.mark.parametrize(
    "form", ["killed", "dying", "Wounding", "FLED", "buried", "casualties", "bodies", "shot"]
)
def test_the_cheap_test_passes_other_forms(form: str) -> None:
    assert MEASURES.may_say(f"They {form} there.")


def test_the_cheap_test_stops_other_news() -> None:
    assert not MEASURES.may_say("The orchestra plays a symphony.")


@pytest.mark.parametrize(
    ("texts", "measure"),
    [
        (["The kidnappers hold nine."], "captive"),
        (["Police hold nine."], "detained"),
        (["Nine are held.", "A court ordered it."], "detained"),
        (["Police and the kidnappers hold nine.", "The ransom was paid."], "captive"),
        (["Nine are held."], None),
    ],
)
def test_who_holds_people(texts: list[str], measure: str | None) -> None:
    assert MEASURES.holder(*texts) == measure


def test_entries_count_what_the_code_knows() -> None:
    assert {entry.counts for entry in WORDS.verb} <= set(get_args(Counts))


def test_the_small_words_open() -> None:
    words = open_words("en", "counting", CountingWords)
    assert "them" in words.pronouns
    assert "kill" not in words.pronouns
