"""What is asked of the ledger is found, page by page, and nothing else."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.making import figure, report

from whence.ledger import (
    Filter,
    Ledger,
    LedgerError,
    Page,
    find_claims,
    list_changes,
    list_reports,
    list_revisions,
    list_sources,
)
from whence.ledger import search as searching
from whence.ledger.query import date_range
from whence.records import Period, Reading

TEXTS = [
    ("a", "2031-02-28", "In Orrin 11 people were killed, the Harbour Board said.", "2031-02-27"),
    ("b", "2031-03-01", "In Lower Orrin 12 miners were wounded, the Board said.", "2031-02"),
    ("c", "2031-03-04", "In Tern 13 people were killed, the Harbour Board said.", "2031"),
    ("d", "2032-01-01", "In Tern 14 women fled the café on the quay, a doctor said.", None),
]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger with four reports of one figure each."""
    for (name, day, text, when), number in zip(TEXTS, (11, 12, 13, 14), strict=True):
        told = report(text, name, published=day)
        place = text.split()[1] if name != "b" else "Lower Orrin"
        one = figure(
            told,
            f"{number}",
            number,
            {"b": "wounded", "d": "displaced"}.get(name, "killed"),
            source=text[text.index(", ") + 2 : -6],
            population=text.split(f"{number} ")[1].split()[0],
            place=place,
            period=Period("on", when, when, None)
            if when
            else Period("since", "2031-06", None, None),
        )
        ledger.file(Reading(told, (one,)))
    return ledger


def ids(ledger: Ledger, **wanted: Any) -> str:
    with ledger.reading() as connection:
        found = find_claims(connection, "figure", Filter(**wanted))
        return "".join(claim.report_id for claim in found)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "abcd"),
        ({"source": "harbour board"}, "ac"),
        ({"source": "board"}, "abc"),
        ({"source": "=Board"}, "b"),
        ({"source": "The Harbour Board’s"}, "ac"),
        ({"source": "doctor"}, "d"),
        ({"source": "100%_"}, ""),
        ({"measure": "killed"}, "ac"),
        ({"population": "miners"}, "b"),
        ({"place": "orrin"}, "ab"),
        ({"place": "=orrin"}, "a"),
        ({"date": "2031"}, "abc"),
        ({"date": "2031-03"}, "bc"),
        ({"date": "2031-03-01.."}, "bcd"),
        ({"date": "..2031-03-01"}, "ab"),
        ({"date": "2031-02-28..2031-03"}, "abc"),
        ({"period": "2031-02-27"}, "abc"),
        ({"period": "2031-02-26"}, "bc"),
        ({"period": "2031-12-31"}, "cd"),
        ({"period": "2034"}, "d"),
        ({"text": "killed"}, "ac"),
        ({"text": "said KILLED"}, "ac"),
        ({"text": '"harbour board"'}, "ac"),
        ({"text": '"board harbour"'}, ""),
        ({"text": "café"}, "d"),
        ({"text": "quay OR killed"}, ""),
        ({"report": "b"}, "b"),
        ({"source": "board", "measure": "killed", "date": "2031-03"}, "c"),
    ],
)
def test_filters(filled: Ledger, wanted: dict[str, str], found: str) -> None:
    assert ids(filled, **wanted) == found


def test_frequent_words_are_found_another_way(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW_HITS", 1)
    assert ids(filled, text="killed") == "ac"
    assert ids(filled, text="killed", place="tern") == "c"


def test_pages_follow_each_other_either_way(filled: Ledger) -> None:
    for newest, order in ((False, "abcd"), (True, "dcba")):
        after, met = None, ""
        for _ in range(5):
            with filled.reading() as connection:
                page = Page(1, after, newest)
                claims = list(find_claims(connection, "figure", Filter(), page))
            met += "".join(claim.report_id for claim in claims)
            after = claims[0].cursor if claims else after
        assert met == order


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"date": "soon"}, "'soon' is no date"),
        ({"period": "2031-3"}, "is no date"),
        ({"text": "…"}, "there is no word"),
        ({"report": "nowhere"}, "there is no report 'nowhere'"),
    ],
)
def test_what_cannot_be_asked_is_said(filled: Ledger, wanted: dict[str, str], said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        ids(filled, **wanted)


def test_statements_have_no_measure(filled: Ledger) -> None:
    with (
        filled.reading() as connection,
        pytest.raises(LedgerError, match="fields of figures alone"),
    ):
        list(find_claims(connection, "statement", Filter(measure="killed")))


def test_sources_say_how_much_about_what(filled: Ledger) -> None:
    with filled.reading() as connection:
        first, *others = list_sources(connection)
    assert (first.words, first.measures) == ("the Harbour Board", {"killed": 2})
    assert (first.first, first.last) == ("2031-02-28", "2031-03-04")
    assert {line.words: line.kind for line in others} == {"the Board": "body", "a doctor": "voice"}


def test_reports_are_listed_and_searched(filled: Ledger) -> None:
    with filled.reading() as connection:
        page = Page(2, newest=True)
        listed = list(list_reports(connection, page=page))
        assert [line.id for line in listed] == ["d", "c"]
        last = listed[-1]
        rest = Page(2, (last.published or "", last.number, 0), newest=True)
        assert [line.id for line in list_reports(connection, page=rest)] == ["b", "a"]
        assert [line.id for line in list_reports(connection, words="orrin")] == ["a", "b"]
        assert [line.id for line in list_reports(connection, date="2032")] == ["d"]


def test_a_revision_tells_what_it_changed(ledger: Ledger) -> None:
    url = "https://north.example/a"
    for name, number in (("a", 11), ("b", 12)):
        told = report(f"In Orrin {number} people were killed, the Board said.", name, url=url)
        ledger.file(Reading(told, (figure(told, f"{number}", number, place="Orrin"),)))
    with ledger.reading() as connection:
        ((change, old, new),) = list_changes(connection, 2)
        assert list_changes(connection, 1) == []
        assert [line.id for line in list_revisions(connection, 1)] == ["a", "b"]
    assert old
    assert new
    assert (change.kind, change.fields) == ("changed", ("low", "high"))
    assert (old.figure.amount.low, new.figure.amount.low) == (11, 12)
    assert (old.superseded, new.superseded) == (True, False)


@given(st.text(max_size=12), st.sampled_from(["source", "place", "text", "report"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # asking changes nothing
def test_any_words_can_be_asked_for(filled: Ledger, words: str, field: str) -> None:
    with suppress(LedgerError):
        assert set(ids(filled, **{field: words})) <= set("abcd")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2031", ("2031-01-01", "2031-12-31")),
        ("2031-02", ("2031-02-01", "2031-02-31")),
        ("2031-02-03", ("2031-02-03", "2031-02-03")),
        ("..2031", (None, "2031-12-31")),
        ("..", (None, None)),
    ],
)
def test_a_date_is_a_range(words: str, days: tuple[str | None, str | None]) -> None:
    assert date_range(words) == days
