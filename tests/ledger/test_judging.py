"""Judgements: rows that change nothing, and each of which another can take back."""

from collections.abc import Callable

import pytest

from whence.ledger import (
    Agreement,
    By,
    ChangedError,
    Claim,
    Filter,
    Ledger,
    LedgerError,
    agreement,
    apart_reports,
    comment,
    confirm,
    correct,
    find_claim,
    find_claims,
    list_judgements,
    read_report,
    reject,
    undo,
    verify,
)
from whence.records import Period, Reading

ANN = By("ann", "the bulletin says so")


@pytest.fixture
def claim(ledger: Ledger, quake: Reading) -> Claim:
    """The first figure: nine killed in Orrin."""
    ledger.file(quake)
    with ledger.reading() as connection:
        return next(find_claims(connection, "figure"))


def now(ledger: Ledger, claim: Claim) -> Claim:
    with ledger.reading() as connection:
        return find_claim(connection, claim.id)


def test_a_correction_keeps_the_id_and_the_first_row(ledger: Ledger, claim: Claim) -> None:
    fields = {
        "low": "8",
        "high": "1,001",
        "comparator": "between",
        "population": "children",
        "source": "Ilse Tarn",
        "place": "the square",
        "period": "window:2031-03-01..2031-03-03",
        "modality": "hedged",
        "measure": "wounded",
    }
    correct(ledger, claim.id[:6], fields, ANN)
    found = now(ledger, claim)
    figure = found.figure
    assert (found.id, found.status) == (claim.id, "corrected")
    assert (figure.amount.low, figure.amount.high, figure.amount.words) == (8, 1001, "Nine")
    assert figure.period == Period("window", "2031-03-01", "2031-03-03", None)
    for phrase in (figure.population, figure.source, figure.place):
        assert phrase
        with ledger.reading() as connection:
            text = read_report(connection, 1).report.text
        assert text[phrase.start : phrase.end] == phrase.words
    assert found.source_name == "Ilse Tarn"
    assert verify(ledger).broken is None
    with ledger.reading() as connection:
        wounded = Filter(measure="wounded", source="tarn")
        assert [one.id for one in find_claims(connection, "figure", wounded)] == [claim.id]
        assert read_report(connection, 1, as_read=True).figures[0] == claim.figure


def test_words_that_the_text_does_not_have_stand_nowhere(ledger: Ledger, claim: Claim) -> None:
    correct(ledger, claim.id, {"place": "Orrin, Lower Town"}, ANN)
    place = now(ledger, claim).figure.place
    assert place
    assert (place.words, place.start, place.end) == ("Orrin, Lower Town", 0, 0)
    assert verify(ledger).broken is None


def test_an_empty_value_says_that_the_text_tells_none(ledger: Ledger, claim: Claim) -> None:
    correct(ledger, claim.id, dict.fromkeys(("high", "place", "source", "period"), ""), ANN)
    figure = now(ledger, claim).figure
    assert (figure.amount.high, figure.place, figure.source, figure.period) == (None,) * 4


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"low": "10", "high": "9"}, "low is 10 and high is 9"),
        ({"low": "a few"}, "low is a whole number"),
        ({"measure": "lost"}, "measure is one of killed"),
        ({"period": "since:soon"}, "'since:soon' is no period"),
        ({"words": "9"}, "a figure has no field 'words'"),
        ({}, "say which field"),
    ],
)
def test_a_wrong_correction_changes_nothing(
    ledger: Ledger, claim: Claim, fields: dict[str, str], said: str
) -> None:
    with pytest.raises(LedgerError, match=said):
        correct(ledger, claim.id, fields, ANN)
    assert now(ledger, claim) == claim
    assert verify(ledger).entries == 1


def test_undone_in_any_order_all_is_as_it_was(ledger: Ledger, claim: Claim) -> None:
    low = correct(ledger, claim.id, {"low": "8"}, ANN)
    place = correct(ledger, claim.id, {"place": "the square"}, ANN)
    gone = reject(ledger, claim.id, ANN)
    assert now(ledger, claim).status == "rejected"
    undo(ledger, low, ANN)
    undo(ledger, gone, ANN)
    left = now(ledger, claim)
    assert (left.status, left.figure.amount.low) == ("corrected", 9)
    assert left.figure.place
    assert left.figure.place.words == "the square"
    taken = undo(ledger, place, ANN)
    assert (now(ledger, claim).figure, now(ledger, claim).status) == (claim.figure, "read")
    undo(ledger, taken, ANN)  # an undo is undone
    assert now(ledger, claim).figure == left.figure
    with pytest.raises(LedgerError, match="is undone already"):
        undo(ledger, low, ANN)
    with pytest.raises(LedgerError, match="entry 1 is no judgement"):
        undo(ledger, 1, ANN)
    assert verify(ledger).broken is None


def test_what_is_rejected_is_seen_only_where_asked_for(ledger: Ledger, claim: Claim) -> None:
    reject(ledger, claim.id, ANN)
    with ledger.reading() as connection:
        assert claim.id not in {one.id for one in find_claims(connection, "figure")}
        every = {
            one.id: one.status for one in find_claims(connection, "figure", Filter(every=True))
        }
        assert every[claim.id] == "rejected"
        assert len(read_report(connection, 1).figures) == 2


@pytest.mark.usefixtures("claim")
def test_statements_and_releases_are_judged_too(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        statement = next(find_claims(connection, "statement"))
        release = next(find_claims(connection, "release"))
    correct(ledger, statement.id, {"stance": "demands"}, ANN)
    reject(ledger, release.id, ANN)
    with ledger.reading() as connection:
        reading = read_report(connection, 1)
    assert reading.statements[0].stance == "demands"
    assert reading.releases == ()


def test_confirming_one_field_leaves_the_status(ledger: Ledger, claim: Claim) -> None:
    confirm(ledger, claim.id, field="low", by=ANN)
    assert now(ledger, claim).status == "read"
    confirm(ledger, claim.id, by=ANN)
    assert now(ledger, claim).status == "confirmed"
    assert agreement(ledger) == Agreement(confirmed=1, people=1)


def test_what_was_judged_since_it_was_looked_at_is_left_as_it_is(
    ledger: Ledger, claim: Claim
) -> None:
    seen = claim.number
    correct(ledger, claim.id, {"low": "3"}, By("ann", "the annex"), seen=seen)
    acts: list[Callable[[], int]] = [
        lambda: correct(ledger, claim.id, {"low": "4"}, By("ben", "a slip"), seen=seen),
        lambda: confirm(ledger, claim.id, by=By("ben"), seen=seen),
        lambda: reject(ledger, claim.id, By("ben", "no count"), seen=seen),
    ]
    for act in acts:
        with pytest.raises(ChangedError, match="since it was looked at"):
            act()
    assert now(ledger, claim).figure.amount.low == 3
    assert confirm(ledger, claim.id, by=By("ben"), seen=now(ledger, claim).number)


def test_judgements_say_who_when_and_why(ledger: Ledger, claim: Claim) -> None:
    entry = correct(ledger, claim.id, {"low": "8"}, ANN)
    comment(ledger, "quake", "half a pair \ud83d", By("ben"))
    undo(ledger, entry, By("ben", "misread"))
    last, said, first = list_judgements(ledger)
    assert (first.who, first.why, first.at) == ("ann", ANN.why, "2031-03-04T12:00:00Z")
    assert (first.field, first.was, first.value, first.undone) == ("low", "9", "8", True)
    assert (said.kind, said.subject, said.value) == ("report", "quake", "half a pair \ud83d")
    assert (last.act, last.undoes, last.why) == ("undo", entry, "misread")
    assert [one.entry for one in list_judgements(ledger, subject=claim.id)] == [entry]


def test_an_id_must_name_one_claim(ledger: Ledger, claim: Claim) -> None:
    for start in ("", "zz", claim.id + "0"):
        with pytest.raises(LedgerError, match="there is "):
            confirm(ledger, start)


@pytest.mark.usefixtures("claim")
def test_two_reports_are_said_to_be_two_stories(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="there is no report 'nowhere'"):
        apart_reports(ledger, "quake", "nowhere", ANN)
