"""What waits to be judged, in which order, and how far the reader was right."""

import pytest

from whence.ledger import (
    Agreement,
    By,
    Claim,
    Filter,
    Ledger,
    Progress,
    agreement,
    apart,
    confirm,
    correct,
    find_claim,
    find_claims,
    last_entry,
    list_settled,
    list_sitting,
    next_to_judge,
    progress,
    reject,
    same,
    tell_history,
    undo,
)
from whence.records import Reading

ANN, BEN = By("ann", "read again"), By("ben", "read again")


@pytest.fixture
def example(ledger: Ledger, coded: list[Reading]) -> Ledger:
    for reading in coded[:3]:
        ledger.file(reading)
    return ledger


def _walk(ledger: Ledger, wanted: Filter, *, back: bool = False) -> list[Claim]:
    found: list[Claim] = []
    with ledger.reading() as connection:
        after = None
        while (after := next_to_judge(connection, wanted, after, back=back)) is not None:
            found.append(after)
    return found


@pytest.mark.parametrize("wanted", [Filter(), Filter(measure="killed")])
def test_the_newest_report_comes_first_and_each_from_its_beginning(
    example: Ledger, wanted: Filter
) -> None:
    found = _walk(example, wanted)
    with example.reading() as connection:
        every = list(find_claims(connection, "figure", wanted))
    every.sort(key=lambda one: one.position)
    every.sort(key=lambda one: (one.published or "", one.report), reverse=True)
    assert [one.id for one in found] == [one.id for one in every]
    back = _walk(example, wanted, back=True)
    assert [one.id for one in back] == [one.id for one in reversed(every)]


def test_of_one_report_alone_nothing_else_waits(example: Ledger) -> None:
    with example.reading() as connection:
        first = next_to_judge(connection)
        assert first
    found = _walk(example, Filter(report=first.report_id))
    assert {one.report for one in found} == {first.report}


def test_what_is_judged_waits_no_longer_and_counts(example: Ledger) -> None:
    found = _walk(example, Filter())
    with example.reading() as connection:
        since = last_entry(connection)
    confirm(example, found[0].id, by=ANN)
    low = correct(example, found[1].id, {"low": "3", "high": "90000"}, ANN)
    reject(example, found[2].id, BEN)
    with example.reading() as connection:
        assert next_to_judge(connection) == found[3]
        assert progress(connection) == Progress(3, len(found) - 3, more=False)
        sitting = list_sitting(connection, "ann", since)
        assert [one.subject for one in sitting] == [found[1].id, found[0].id]
        assert list_sitting(connection, "ann", low) == []
    told = agreement(example)
    assert told == Agreement(1, 1, 1, people=2, fields={"high": 1, "low": 1})
    confirm(example, found[1].id, by=BEN)  # as corrected: the reader had it wrong all the same
    assert agreement(example) == told
    undo(example, low + 2, BEN)
    undo(example, low, BEN)
    with example.reading() as connection:
        assert next_to_judge(connection) == find_claim(connection, found[1].id)
        acts = [one.act for one in tell_history(connection, found[1])]
        assert acts == ["undo", "undo", "confirm", "correct", "correct"]
    assert agreement(example).fields == {}


def test_settled_names_are_listed_until_undone(example: Ledger) -> None:
    with example.reading() as connection:
        names = sorted(
            {one.figure.source.words for one in find_claims(connection, "figure", Filter())
             if one.figure.source and one.figure.source.words[:1].isupper()}
        )  # fmt: skip
    entry = same(example, names[0], names[1], called="The Body", by=ANN)
    apart(example, names[0], names[2], by=ANN)
    with example.reading() as connection:
        last, first = list_settled(connection, 10)
        assert (last.judgement.act, first.called) == ("apart", "The Body")
    undo(example, entry, ANN)
    with example.reading() as connection:
        assert [one.judgement.act for one in list_settled(connection, 10)] == ["apart"]
