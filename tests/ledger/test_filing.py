"""Filing: whole or not at all, once, exactly as read, on both databases."""

from dataclasses import replace
from typing import Any

import pytest
from tests.ledger.making import figure, report

from whence.ledger import (
    Filter,
    Ledger,
    RefusedError,
    find_claims,
    find_report,
    list_copies,
    read_report,
    report_line,
    verify,
)
from whence.ledger.copies import Story
from whence.ledger.schema import CLAIMS
from whence.records import Amount, Figure, Note, Reading, Report

STORY = (
    "Nineteen people drowned when the ferry Grebe went down off Tern Point on Sunday, the coast "
    "guard said. The ship had left Alder with 140 on board and took on water in a squall an hour "
    "later. Fishermen pulled 121 people out of the sea, and divers searched the wreck until dark. "
    "The owner, a firm in Alder, said that the ship had passed its inspection on 2 February."
)
STRANGE = "half a pair \ud83d, a NUL \x00, \ufdd0 and \ufdd00041: 12 dead, ‘they’ said. Ünï 𝟙𝟚."


def kept(ledger: Ledger, number: int = 1) -> Reading:
    with ledger.reading() as connection:
        return read_report(connection, number)


def count(ledger: Ledger) -> int:
    return verify(ledger).rows


def test_a_reading_comes_back_as_it_was(ledger: Ledger, quake: Reading) -> None:
    filed = ledger.file(quake, by="ann", why="a trial")
    assert (filed.entry, filed.report_id, filed.claims) == (1, "quake", 5)
    assert kept(ledger) == quake
    assert verify(ledger).broken is None


def test_a_text_is_kept_exactly(ledger: Ledger) -> None:
    told = report(STRANGE, "\ud83d\x00", title="\x00", publisher="\udc00")
    notes = (Note(0, 1, "\ud83d", "\ufdd0 and \x00"),)
    reading = Reading(told, (figure(told, "12", 12, population="12 dead, ‘they’"),), notes=notes)
    ledger.file(reading)
    assert kept(ledger) == reading
    assert ledger.file(reading).entry is None
    assert verify(ledger).broken is None


def test_the_same_text_twice_adds_nothing(ledger: Ledger, quake: Reading) -> None:
    ledger.file(quake)
    rows = count(ledger)
    again = replace(quake, report=replace(quake.report, id="other", title="Another title"))
    filed = ledger.file(again)
    assert (filed.entry, filed.report_id) == (None, "quake")
    assert count(ledger) == rows


@pytest.mark.parametrize(
    ("field", "value", "is_new"),
    [
        ("url", "http://www.north.example/quake/?utm_source=x#top", False),
        ("url", None, False),
        ("url", "https://south.example/quake", True),
    ],
)
def test_what_makes_the_same_text_another_report(
    ledger: Ledger, quake: Reading, field: str, value: Any, is_new: bool
) -> None:
    ledger.file(quake)
    other = replace(quake, report=replace(quake.report, **{field: value}))
    assert (ledger.file(other).entry is not None) is is_new


def test_without_an_address_publisher_and_day_tell_reports_apart(ledger: Ledger) -> None:
    first = Reading(report(STORY, "a", publisher="North"))
    ledger.file(first)
    assert ledger.file(Reading(report(STORY, "b"))).report_id == "a"
    south = ledger.file(Reading(report(STORY, "c", publisher="South")))
    assert south.entry is not None
    assert [copy.report_id for copy in south.copies] == ["a"]
    later = ledger.file(Reading(report(STORY, "d", publisher="North", published="2031-03-09")))
    assert later.entry is not None


def test_a_copy_with_small_edits_is_one_story(ledger: Ledger) -> None:
    ledger.file(Reading(report(STORY, "wire")))
    edited = STORY.replace("went down", "sank").replace(" and divers searched the wreck", "")
    filed = ledger.file(Reading(report(edited, "paper", publisher="South")))
    assert [copy.report_id for copy in filed.copies] == ["wire"]
    with ledger.reading() as connection:
        line = report_line(connection, find_report(connection, "paper"))
        assert line.story == find_report(connection, "wire")
        assert [(copy.report, copy.original, copy.apart) for copy in list_copies(connection)] == [
            (2, 1, False)
        ]


def test_a_copy_is_looked_up_by_what_was_kept_of_texts_before() -> None:
    """Ledgers hold these numbers: what makes them may never change."""
    told = "Nine boats of the harbour fleet were lost on Friday, and two crews are missing."
    assert Story(told).bands() == [
        3682720860695099467,
        4902160647722080159,
        8902001461262184929,
        1862077818134088710,
        1039859605818658163,
        1222149600454120153,
        6271994396294519823,
        3936217080460167520,
        1074498715849434811,
        5521627212269994896,
    ]


def test_two_days_of_one_bulletin_are_two_stories(ledger: Ledger) -> None:
    words = (
        "The Board of Health said that {} people were killed and {} hurt in the past 24 hours, "
        "which brings its count since the first day of the siege to {} dead and {} hurt."
    )
    ledger.file(Reading(report(words.format(12, 30, 4012, 9030), "monday")))
    filed = ledger.file(Reading(report(words.format(19, 44, 4031, 9074), "tuesday")))
    assert filed.copies == ()


def test_another_text_at_an_address_is_a_revision(ledger: Ledger, quake: Reading) -> None:
    ledger.file(quake)
    told = replace(quake.report, id="later", text=quake.report.text.replace("Nine", "Tenn"))
    filed = ledger.file(replace(quake, report=told, figures=_moved(quake, told)))
    assert filed.revises == "quake"
    assert [(change.kind, change.fields) for change in filed.changes] == [
        ("changed", ("low", "high"))
    ]
    assert filed.copies == ()
    assert ledger.file(quake).entry is None  # the old one stays, and is known
    with ledger.reading() as connection:
        standing = list(find_claims(connection, "figure"))
        every = list(find_claims(connection, "figure", Filter(every=True)))
    assert {claim.report_id for claim in standing} == {"later"}
    assert [claim.superseded for claim in every].count(True) == 3


def _moved(reading: Reading, told: Report) -> tuple[Figure, ...]:
    first = reading.figures[0]
    amount = replace(first.amount, words="Tenn", low=10, high=10)
    quote = replace(first.quote, words=first.quote.words.replace("Nine", "Tenn"))
    assert told.text.startswith("Tenn")
    return (replace(first, amount=amount, quote=quote), *reading.figures[1:])


def test_an_id_that_is_taken_gets_a_number(ledger: Ledger, quake: Reading) -> None:
    ledger.file(quake)
    assert ledger.file(Reading(report("Nobody was hurt.", "quake"))).report_id == "quake~2"
    assert ledger.file(Reading(report("Rain fell.", "quake"))).report_id == "quake~3"


def test_ids_are_the_same_in_every_ledger(ledger: Ledger, quake: Reading, tmp_path: object) -> None:
    ledger.file(Reading(report("Rain fell.", "first")))
    ledger.file(quake)
    with Ledger(f"{tmp_path}/other.db", create=True) as other:
        other.file(quake)
        assert _ids(other) == _ids(ledger)
    assert len(set(_ids(ledger))) == 5


def _ids(ledger: Ledger) -> list[str]:
    with ledger.reading() as connection:
        return [claim.id for kind in CLAIMS for claim in find_claims(connection, kind)]


def test_two_figures_on_the_same_words_have_two_ids(ledger: Ledger) -> None:
    told = report("Eleven of each were killed.")
    ledger.file(Reading(told, (figure(told, "Eleven", 11), figure(told, "Eleven", 11))))
    assert len(set(_ids(ledger))) == 2


def test_a_quote_that_is_not_in_the_text_is_refused_whole(ledger: Ledger, quake: Reading) -> None:
    amount = replace(quake.figures[2].amount, words="five")
    wrong = replace(quake, figures=(*quake.figures[:2], replace(quake.figures[2], amount=amount)))
    with pytest.raises(RefusedError, match="'five'"):
        ledger.file(wrong)
    assert count(ledger) == 0
    assert ledger.file(quake).entry == 1


def test_a_number_beyond_all_bounds_is_left_out_and_noted(ledger: Ledger) -> None:
    told = report("It spoke of 9999999999999999999999 dead, 12 of them here.")
    huge = figure(told, "9999999999999999999999", 10**22 - 1)
    assert isinstance(huge.amount, Amount)
    ledger.file(Reading(told, (huge, replace(figure(told, "12", 12), part_of=0))))
    back = kept(ledger)
    assert [one.amount.low for one in back.figures] == [12]
    assert back.figures[0].part_of is None
    assert [note.words for note in back.notes] == ["9999999999999999999999"]


def test_many_readings_of_one_entry_are_all_or_none(ledger: Ledger, quake: Reading) -> None:
    bad = replace(quake.figures[0], amount=replace(quake.figures[0].amount, words="x"))
    other = Reading(report("Rain fell.", "first"))
    with pytest.raises(RefusedError):
        ledger.file_all([other, replace(quake, figures=(bad,))], act="import")
    assert count(ledger) == 0


def test_names_and_addresses_of_any_length_are_kept(ledger: Ledger) -> None:
    long = "Ö" * 5000
    told = report(f"In {long} 12 were killed.", long, url=f"https://n.example/{long}", title=long)
    reading = Reading(told, (figure(told, "12", 12, place=long),))
    filed = ledger.file(reading)
    assert filed.report_id.startswith("ÖÖÖ")
    assert kept(ledger).figures == reading.figures
    assert ledger.file(reading).entry is None
    with ledger.reading() as connection:
        assert [one.id for one in find_claims(connection, "figure", Filter(place=long))]
        assert find_report(connection, f"https://n.example/{long}") == 1


def test_a_text_too_long_for_full_text_is_kept_and_filed(ledger: Ledger) -> None:
    words = " ".join(f"word{number}" for number in range(200_000))
    ledger.file(Reading(report(f"Nobody was hurt. {words}")))
    assert verify(ledger).broken is None
