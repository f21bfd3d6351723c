"""Finds the series that stand beside others: of a claim, of a report, and of other sources."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, select

from whence.ledger.bodies import Bodies
from whence.ledger.counts import Count, place_words
from whence.ledger.linking import SeriesLine, lines_of
from whence.ledger.schema import figures, terms
from whence.ledger.search import without_index
from whence.ledger.series import SeriesKey
from whence.ledger.series_counts import PERIODS, find_apart, in_series, report_number
from whence.ledger.steps import Step, holds_for, steps_of

# Figures of other sources among which those of the same count are looked for, the newest first.
LOOKED_AT = 400


def find_series_of(connection: Connection, numbers: Iterable[int]) -> list[SeriesLine]:
    """Return the series that the figures in the rows `numbers` are in, the last told of first."""
    bodies = Bodies(connection)
    rows = figures.c.number.in_(list(numbers))
    apart, _ = find_apart(connection, [rows, *in_series()], bodies)
    return lines_of(connection, apart, bodies)


def find_moved(
    connection: Connection, reports: Iterable[int], limit: int
) -> list[tuple[SeriesLine, Step]]:
    """Return the series that moved with a count in one of `reports`, each with that step.

    Totals, states and events, whose newest count is another than the one before.
    """
    numbers = set(reports)
    bodies = Bodies(connection)
    met = [figures.c.report.in_(numbers), figures.c.period_kind != "window", *in_series()]
    apart, _ = find_apart(connection, met, bodies)
    wanted = set(list(dict.fromkeys(one.family for one in apart))[: 3 * limit])
    moved = []
    for line in lines_of(connection, [one for one in apart if one.family in wanted], bodies):
        step = next((one for one in reversed(steps_of(line.series)) if one.role == "new"), None)
        if step is not None and step.change and report_number(step.count) in numbers:
            moved.append((line, step))
    return moved[:limit]


def find_alongside(connection: Connection, line: SeriesLine, limit: int) -> list[SeriesLine]:
    """Return series of other sources on the count of `line`, one a source, the last told first.

    They have its measure and group, and count in its way: totals since the same day, the event of
    a day, at a place that may be the same.
    """
    bodies = Bodies(connection)
    met = [*_near(connection, line, bodies), *in_series()]
    apart, _ = find_apart(connection, met, bodies, LOOKED_AT, newest_first=line.key.kind != "event")
    fit = [one for one in apart if (one.group, one.kind) == (line.key.group, line.key.kind)]
    # Of an event there may be others on its day, elsewhere.
    looked_at = 3 * limit if line.key.kind == "event" else limit
    wanted = set(list(dict.fromkeys(one.family for one in fit))[:looked_at])
    found: dict[str | None, SeriesLine] = {}
    for other in lines_of(connection, [one for one in fit if one.family in wanted], bodies):
        if _is_same_count(line, other):
            found.setdefault(other.key.source, other)
    return list(found.values())[:limit]


def _near(
    connection: Connection, line: SeriesLine, bodies: Bodies
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that a figure of another source may be of the count of a series."""
    key = line.key
    yield figures.c.measure == key.measure
    yield figures.c.period_kind.in_(PERIODS[key.kind])
    mine = bodies.members(line.body)
    if key.kind == "event":
        # Few figures are of one day: by the index they are a look for each source.
        others = select(terms.c.number).where(terms.c.kind.in_(("body", "voice")))
        yield figures.c.source.in_(others.where(terms.c.number.not_in(mine)))
        yield figures.c.period_start == key.start
        return
    # Of the many figures of a measure the newest are soon found, in the order of their days.
    yield without_index(connection, figures.c.source).not_in(mine)
    if key.kind == "running":
        yield figures.c.period_start.is_not_distinct_from(key.start)
        return
    days = {day for one in line.counts for day in (one.day, holds_for(line.series, one)) if day}
    if days:
        yield figures.c.published.between(min(days), f"{max(days)}~")


def _is_same_count(line: SeriesLine, other: SeriesLine) -> bool:
    here, there = _places(line.counts), _places(other.counts)
    return _way(line.key) == _way(other.key) and (not here or not there or bool(here & there))


def _way(key: SeriesKey) -> tuple[str, str, str | None]:
    return key.group, key.kind, key.start


def _places(counts: Iterable[Count]) -> set[str]:
    """Return the words of the places that counts are of; a running total has the whole crisis."""
    return {word for count in counts if count.kind == "on" for word in place_words(count.place)}
