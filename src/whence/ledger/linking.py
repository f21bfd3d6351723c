"""Finds series in the ledger, by a filter or an id.

Only the figures of the series that are wanted are ever read: first what tells them apart, then
their counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, false, or_, select

from whence.ledger.bodies import Bodies
from whence.ledger.by_place import split_by_place
from whence.ledger.citing import LEAST, WHO, Citation, what_digits, who_digits
from whence.ledger.counts import Count, place_words
from whence.ledger.errors import LedgerError, MissingError
from whence.ledger.query import EVERYTHING, Filter, conditions
from whence.ledger.schema import figures, terms
from whence.ledger.series import Series, SeriesKey, find_series, kind_of
from whence.ledger.series_counts import (
    PERIODS,
    STARTED,
    Apart,
    find_apart,
    in_series,
    read_counts,
)
from whence.ledger.words import told

# Figures for each series of a page among which these are looked for, the newest first; then
# LARGER times more.
FIRST_LOOK, LARGER = 4, 8
Family = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series as the ledger has it, with its counts in the order of time.

    Among these are such as stand in superseded revisions and in copies, and are marked. `body` is
    the number of its source's name, and `named` tells whether that is the name of a body: a
    source that is not named ("officials") is only found by its words, and may be several.
    `population` are the words for the group, and `place` is that which sets the series apart,
    None where its source counts a whole crisis.
    """

    citation: Citation
    series: Series
    body: int
    named: bool
    population: str | None
    place: str | None

    @property
    def id(self) -> str:
        """By what it is cited."""
        return self.citation.id

    @property
    def key(self) -> SeriesKey:
        """What all its counts share."""
        return self.series.key

    @property
    def counts(self) -> tuple[Count, ...]:
        """Its counts, the oldest first."""
        return self.series.counts


def list_series(
    connection: Connection, wanted: Filter = EVERYTHING, limit: int | None = None
) -> list[SeriesLine]:
    """Return the series with a figure that `wanted` describes, the last told of first.

    Each is whole, whichever of its figures the filter met. Figures without a source, without a
    period, or not told as fact are in no series.
    """
    bodies = Bodies(connection)
    apart, families = _apart(connection, wanted, bodies, limit)
    first = set(families[:limit])
    return lines_of(connection, [one for one in apart if one.family in first], bodies)[:limit]


def page_of_series(
    connection: Connection, wanted: Filter, *, skip: int, limit: int
) -> tuple[list[SeriesLine], bool]:
    """Return the series of one page of the list, and whether there are more behind it.

    What is counted by place is on one page together, so that this may have a few more.
    """
    bodies = Bodies(connection)
    apart, families = _apart(connection, wanted, bodies, skip + limit + 1)
    shown = set(families[skip : skip + limit])
    on_page = [one for one in apart if one.family in shown]
    more = len(families) > skip + limit
    # Of a family only what was told last was looked at: its other series are on this page too.
    # All figures of a family have its source, measure and group, so a filter by these meets all.
    if replace(wanted, source=None, measure=None, population=None) == EVERYTHING:
        return lines_of(connection, on_page, bodies, whole=True), more
    first = {one.family: one for one in on_page}.values()
    near = or_(false(), *(_near(one, bodies) for one in first))
    met = [*conditions(connection, figures, wanted, bodies), *in_series(), near]
    found = [one for one in find_apart(connection, met, bodies)[0] if one.family in shown]
    return lines_of(connection, found, bodies), more


def _near(apart: Apart, bodies: Bodies) -> ColumnElement[bool]:
    """Return the condition that a figure is of the family of another, but for its group."""
    start = apart.start if apart.kind == "event" else None
    return and_(
        figures.c.source.in_(bodies.members(apart.body)),
        figures.c.measure == apart.measure,
        figures.c.period_kind.in_(PERIODS[apart.kind]),
        *_is(start),
    )


def _apart(
    connection: Connection, wanted: Filter, bodies: Bodies, limit: int | None
) -> tuple[list[Apart], list[Family]]:
    """Return what tells the wanted figures apart and their families, the last told of first.

    There are at least `limit` families, or these are all.
    """
    met = [*conditions(connection, figures, wanted, bodies), *in_series()]
    look = FIRST_LOOK * limit if limit is not None else None
    while True:
        apart, are_all = find_apart(connection, met, bodies, look)
        families = list(dict.fromkeys(one.family for one in apart))
        if are_all or look is None or len(families) >= (limit or 0):
            return apart, families
        look *= LARGER


def find_series_lines(connection: Connection, start: str) -> list[SeriesLine]:
    """Return the series whose id begins with `start`, or once did.

    An id that was cited before names were judged the same, or before a series was found to
    be one with another, leads to what became of it. Raises MissingError where nothing does.
    """
    start = start.lower()
    if len(start) < LEAST:
        raise LedgerError(f"{start!r} is too short for a series' id; give {LEAST} digits or more")
    bodies = Bodies(connection)
    found: dict[str, SeriesLine] = {}
    for term in connection.execute(select(terms).where(terms.c.kind.in_(("body", "voice")))):
        if who_digits(_subject(term)) == start[:WHO]:
            apart = _cited(connection, term.number, start, bodies)
            for line in lines_of(connection, _of_group(apart, _subject(term), start), bodies):
                found[line.id] = line
    named = [line for line in found.values() if line.id.startswith(start)]
    lines = named or [line for line in found.values() if _was(connection, line, start, bodies)]
    if not lines:
        raise MissingError(f"there is no series with the id {start!r}; `whence series` lists them")
    return lines


def _cited(connection: Connection, term: int, start: str, bodies: Bodies) -> list[Apart]:
    """Return what tells those figures of a body apart of which an id tells the beginning.

    The id is by one of its names; that which has the series' start may be another.
    """
    of_body = figures.c.source.in_(bodies.members(term))
    by = (figures.c.measure, figures.c.period_kind, figures.c.period_start)
    asked = select(*by).where(of_body).group_by(*by)  # the index alone tells, in its order
    given = {
        (measure, period, begins if period in STARTED else None)
        for measure, period, begins in connection.execute(asked)
    }
    fit = [
        and_(figures.c.measure == measure, figures.c.period_kind == period, *_is(since))
        for measure, period, since in given
        if (kind := kind_of(period)) is not None
        and what_digits(measure, kind, since) == start[WHO:LEAST]
    ]
    if not fit:
        return []
    return find_apart(connection, [of_body, *in_series(), or_(*fit)], bodies)[0]


def _of_group(apart: list[Apart], subject: str, start: str) -> list[Apart]:
    """Return those of the group that an id tells; all, where the id has a place in it."""
    groups = {
        one.group
        for one in apart
        for key in [SeriesKey(None, one.measure, one.group, one.kind, one.start)]
        if Citation(subject, key).id.startswith(start)
    }
    return [one for one in apart if one.group in groups] or apart


def _is(start: str | None) -> Iterator[ColumnElement[bool]]:
    if start is not None:
        yield figures.c.period_start == start


def _was(connection: Connection, line: SeriesLine, start: str, bodies: Bodies) -> bool:
    """Whether a series once had an id that begins with `start`."""
    names = _names(connection, bodies.members(line.body)).values()
    starts = {count.start for count in line.counts} | {None}
    return any(
        line.citation.of(_subject(name), since, place).id.startswith(start)
        for name in names
        for since in starts
        for place in {line.citation.place, ""}
    )


def lines_of(
    connection: Connection, wanted: Iterable[Apart], bodies: Bodies, *, whole: bool = False
) -> list[SeriesLine]:
    """Return the series of the figures that are told apart as `wanted`, in this order.

    With `whole`, all series of their families.
    """
    ranks = {apart: at for at, apart in enumerate(wanted)}
    families: dict[Family, int] = {}
    for apart, at in ranks.items():
        families.setdefault(apart.family, at)
    by_body: defaultdict[int, list[Count]] = defaultdict(list)
    met: dict[str, int] = {}
    for apart, count in read_counts(connection, ranks, bodies):
        by_body[apart.body].append(count)
        rank = ranks.get(apart, families.get(apart.family) if whole else None)
        if rank is not None:
            met[count.claim] = rank
    names = _names(connection, by_body)
    lines = [
        (min(found), line)
        for body, counts in by_body.items()
        for line in _of_body(counts, names[body])
        if (found := [met[count.claim] for count in line.counts if count.claim in met])
    ]
    return [line for _, line in sorted(lines, key=lambda ranked: (ranked[0], ranked[1].id))]


def _of_body(counts: list[Count], name: Row[Any]) -> Iterator[SeriesLine]:
    for whole in find_series(counts):
        for series, placed in split_by_place(whole):
            place = placed.place if placed else None
            group = next((count.population for count in series.counts if count.group), None)
            yield SeriesLine(
                Citation(_subject(name), series.key, " ".join(sorted(place_words(place)))),
                series,
                name.number,
                name.kind == "body",
                group,
                place,
            )


def _names(connection: Connection, numbers: Iterable[int]) -> dict[int, Row[Any]]:
    asked = select(terms).where(terms.c.number.in_(list(numbers)))
    return {row.number: row for row in connection.execute(asked)}


def _subject(name: Row[Any]) -> str:
    return f"{name.kind}:{told(name.key)}"
