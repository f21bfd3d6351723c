"""What pages ask a ledger: a page of series, those beside one, what moved, and findings by page."""

from typing import Any

import pytest
from tests.ledger.making import figure, report

from whence.ledger import (
    By,
    Filter,
    Finding,
    Ledger,
    MissingError,
    WantedFindings,
    correct,
    find_alongside,
    find_finding,
    find_findings,
    find_moved,
    find_series_of,
    findings_in_report,
    findings_on,
    findings_with,
    last_point,
    list_series,
    list_sources,
    names_in,
    page_of_findings,
    page_of_series,
    point_at,
    settle_finding,
    source_line,
    unchecked,
)
from whence.records import Period, Reading

SINCE = Period("since", "2030-11-09", None, None)
MARCH = Period("since", "2031-03-01", None, None)
DAY = Period("on", "2031-03-04", "2031-03-04", None)
BOARD, WATCH, OFFICE = "the Harbour Board", "Marrow Watch", "the Rescue Office"
ANN = By("ann", "she asked")


def tell(ledger: Ledger, day: str, who: str, *counts: tuple[str, Period, str]) -> None:
    """File a report of `day` in which `who` gives numbers, each of a period and of a group."""
    words = [f"{number} {group} were counted there, {who} said." for number, _, group in counts]
    told = report(" ".join(words), f"{who} {day}", published=f"2031-03-{day}")
    found = tuple(
        figure(told, number, int(number), source=who, period=period, population=group)
        for number, period, group in counts
    )
    ledger.file(Reading(told, found))


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Two sources with totals since two days, and an event on which they disagree."""
    tell(ledger, "04", BOARD, ("4205", SINCE, "people"), ("31", MARCH, "people"))
    tell(ledger, "05", BOARD, ("4224", SINCE, "people"), ("44", MARCH, "children"))
    tell(ledger, "06", WATCH, ("4300", SINCE, "people"), ("17", DAY, "people"))
    tell(ledger, "07", OFFICE, ("22", DAY, "people"), ("60", SINCE, "children"))
    tell(ledger, "08", BOARD, ("4150", SINCE, "people"))
    return ledger


def keys(lines: Any) -> list[tuple[str | None, str | None, str]]:
    return [(line.key.source, line.key.start, line.key.group) for line in lines]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
@pytest.mark.parametrize("wanted", [Filter(), Filter(measure="killed"), Filter(date="2031-03")])
def test_pages_have_every_series_once(told: Ledger, limit: int, wanted: Filter) -> None:
    with told.reading() as connection:
        every = [line.id for line in list_series(connection, wanted)]
        seen: list[str] = []
        for page in range(len(every) + 1):
            lines, more = page_of_series(connection, wanted, skip=page * limit, limit=limit)
            seen += [line.id for line in lines]
            if not more:
                break
    assert sorted(seen) == sorted(every)


def test_what_counts_the_same_in_the_same_way_stands_beside_a_series(told: Ledger) -> None:
    with told.reading() as connection:
        (board,) = [
            line
            for line in list_series(connection, Filter(source=f"={BOARD}"))
            if line.key.start == "2030-11-09"
        ]
        assert keys(find_alongside(connection, board, 7)) == [(WATCH, "2030-11-09", "")]
        (event,) = [
            line
            for line in list_series(connection, Filter(source=f"={WATCH}"))
            if line.key.kind == "event"
        ]
        assert keys(find_alongside(connection, event, 7)) == [(OFFICE, "2031-03-04", "")]


def test_an_event_elsewhere_is_not_beside_one(ledger: Ledger) -> None:
    for who, place in ((BOARD, "Orrin"), (WATCH, "Marrow Hill"), (OFFICE, "Orrin Market")):
        told = report(f"There were 22 dead in {place}, {who} said.", who)
        one = figure(told, "22", 22, source=who, period=DAY, place=place)
        ledger.file(Reading(told, (one,)))
    with ledger.reading() as connection:
        (line,) = list_series(connection, Filter(source=f"={BOARD}"))
        assert [one.key.source for one in find_alongside(connection, line, 7)] == [OFFICE]


def test_states_stand_beside_each_other_where_their_days_meet(ledger: Ledger) -> None:
    for day, who in (("04", BOARD), ("05", WATCH), ("06", BOARD), ("09", OFFICE)):
        held = Period("state", None, f"2031-03-{day}", None)
        tell(ledger, day, who, (f"1{day}", held, "people"))
    with ledger.reading() as connection:
        (line,) = list_series(connection, Filter(source=f"={BOARD}"))
        beside = find_alongside(connection, line, 7)
    assert [one.key.source for one in beside] == [WATCH]


def test_a_figure_leads_to_its_series_and_a_report_to_what_it_moved(told: Ledger) -> None:
    with told.reading() as connection:
        lines = list_series(connection, Filter(source=f"={BOARD}"))
        count = next(line for line in lines if line.key.start == "2030-11-09").counts[0]
        row = connection.exec_driver_sql(
            f"select number from figures where id = '{count.claim}'"
        ).scalar_one()
        (line,) = find_series_of(connection, [row])
        assert count in line.counts
        moved = find_moved(connection, [2], 8)
        assert moved == []  # a later report told the total again
        ((line, step),) = find_moved(connection, [5], 8)
    assert (line.key.source, step.change) == (BOARD, 4150 - 4224)


def test_findings_come_page_by_page_and_by_what_they_rest_on(told: Ledger) -> None:
    with told.reading() as connection:
        assert unchecked(connection) == 5
    found = find_findings(told)
    kinds: dict[str, Finding] = {line.finding.kind: line.finding for line in found}
    assert {"fall", "disagreement"} <= set(kinds)
    with told.reading() as connection:
        assert unchecked(connection) == 0
        page = page_of_findings(connection, WantedFindings("all"), skip=0, limit=50)
        assert [line.finding for line in page.lines] == [line.finding for line in found]
        second = page_of_findings(connection, WantedFindings("all"), skip=1, limit=1)
        assert (second.lines[0].finding, second.many) == (found[1].finding, len(found))
        for wanted, kind in [
            (WantedFindings(kind="fall"), "fall"),
            (WantedFindings(severity=kinds["fall"].severity), "fall"),
            (WantedFindings(kind="disagreement"), "disagreement"),
        ]:
            shown = page_of_findings(connection, wanted, skip=0, limit=9).lines
            assert kinds[kind] in [line.finding for line in shown]
        fall = kinds["fall"]
        assert [one.finding for one in findings_on(connection, fall.claims[:1])] == [fall]
        assert fall in [one.finding for one in findings_in_report(connection, 5)]
        assert fall in [one.finding for one in findings_with(connection, BOARD)]
        assert set(names_in(connection, kinds["disagreement"])) == {WATCH, OFFICE}
        assert find_finding(connection, fall.id[:6])[0].finding == fall
        for start in ("", "zzz", "0" * 12):
            with pytest.raises(MissingError):
                find_finding(connection, start)


def test_what_is_settled_or_found_no_more_is_told_apart(told: Ledger) -> None:
    (fall,) = [line.finding for line in find_findings(told) if line.finding.kind == "fall"]
    settle_finding(told, fall, "real", ANN)
    assert fall not in shown(told, WantedFindings())
    assert fall in shown(told, WantedFindings("settled"))
    correct(told, fall.claims[-1], {"low": "4250", "high": "4250"}, ANN)
    find_findings(told)
    assert fall not in shown(told, WantedFindings("all"))
    with told.reading() as connection:
        line, gone = find_finding(connection, fall.id)
    assert (line.finding, gone is not None) == (fall, True)


def shown(ledger: Ledger, wanted: WantedFindings) -> list[Finding]:
    with ledger.reading() as connection:
        page = page_of_findings(connection, wanted, skip=0, limit=50, newest=True)
    return [line.finding for line in page.lines]


def test_a_copy_and_a_revision_are_findings_of_their_reports(ledger: Ledger) -> None:
    words = " ".join(f"On the {n} day the river rose by {n * 7} and fell again." for n in range(9))
    for name, day in (("a", "04"), ("b", "05")):
        told = report(f"There were 22 dead. {words}", name, published=f"2031-03-{day}")
        ledger.file(Reading(told, (figure(told, "22", 22),)))
    find_findings(ledger)
    with ledger.reading() as connection:
        for number in (1, 2):
            found = findings_in_report(connection, number)
            assert [line.finding.kind for line in found] == ["duplicate"]


def test_one_source_is_as_in_the_list_of_all(told: Ledger) -> None:
    with told.reading() as connection:
        for line in list_sources(connection):
            assert source_line(connection, line.number) == line
        with pytest.raises(MissingError):
            source_line(connection, 999)


def test_a_ledger_tells_how_far_it_has_come(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert last_point(connection).entry == 0
    tell(ledger, "04", BOARD, ("4205", SINCE, "people"))
    with ledger.reading() as connection:
        now = last_point(connection)
        assert point_at(connection, now.entry) == now
        assert point_at(connection, now.entry + 1) is None
        assert point_at(connection, 0)
