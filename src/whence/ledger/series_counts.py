"""Reads the figures of series: what tells them apart, and the counts themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
)

from whence.ledger.bodies import Bodies
from whence.ledger.counts import Count, group_of
from whence.ledger.evidence import POSITIONS, count_of
from whence.ledger.listing import is_copied
from whence.ledger.schema import figures, passages, reports, terms
from whence.ledger.search import as_table
from whence.ledger.series import SeriesKind, kind_of
from whence.ledger.stored import is_current, stands
from whence.ledger.words import told_if_any
from whence.records import Comparator, Modality, PeriodKind

TOLD_AS_FACT = ("asserted", "hedged")
PERIODS: dict[SeriesKind, tuple[PeriodKind, ...]] = {
    "running": ("since", "total"),
    "window": ("window",),
    "event": ("on",),
    "state": ("state",),
}
# Periods whose start tells one series from another: that of a window is another each day.
STARTED = ("on", "since")


class _Figure(NamedTuple):
    """A figure with what a series needs; reading a row by its columns' names is slow."""

    id: str
    report: int
    published: str
    position: int
    words: str
    measure: str
    low: int | None
    high: int | None
    comparator: Comparator
    population: int | None
    population_words: str | None
    source: int | None
    period_kind: PeriodKind
    period_start: str | None
    period_end: str | None
    place: int | None
    place_words: str | None
    modality: Modality
    part_of: str | None
    rule: str
    finder: str
    quote: str
    report_id: str
    called: str | None
    copied: bool
    superseded: bool


# The first so many are columns of the figure itself.
_OWN = _Figure._fields[: _Figure._fields.index("quote")]

# By what figures of series are looked up: events by their day, others by their group's words.
KEY = ("source", "measure", "period_kind")
STARTED_KEY, WORDED_KEY = (*KEY, "period_start"), (*KEY, "population_words")
Values = tuple[Any, ...]
# As the index has it: a bound value would keep SQLite from using that.
NO_EVENT: ColumnElement[bool] = figures.c.period_kind != literal_column("'on'")


class Apart(NamedTuple):
    """What tells a figure from those of other series, as its row has it; names by number.

    The population is in words, since these tell the group.
    """

    body: int
    measure: str
    population: str | None
    place: int | None
    period: PeriodKind
    start: str | None

    @property
    def kind(self) -> SeriesKind:
        """The kind of its series."""
        kind = kind_of(self.period)
        assert kind is not None  # all periods have one, and a figure without is asked for nowhere
        return kind

    @property
    def group(self) -> str:
        """The group that is counted."""
        return group_of(self.population, self.measure)

    @property
    def family(self) -> tuple[object, ...]:
        """What is the same of all figures of a series: there are at least so many series."""
        return (
            self.body,
            self.measure,
            self.group,
            self.kind,
            self.start if self.kind == "event" else None,
        )


def in_series() -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that a figure is in a series; an event without a day is in none."""
    yield figures.c.source.is_not(None)
    yield from countable()


def countable() -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that a figure would be in a series, were it known whose."""
    yield figures.c.period_kind.is_not(None)
    yield figures.c.modality.in_(TOLD_AS_FACT)
    yield or_(figures.c.period_kind != "on", figures.c.period_start.is_not(None))


def telling_start() -> ColumnElement[str | None]:
    """Return the start of a figure's period where it tells one series from another."""
    return case((figures.c.period_kind.in_(STARTED), figures.c.period_start), else_=None)


def find_apart(
    connection: Connection,
    met: Iterable[ColumnElement[bool]],
    bodies: Bodies,
    look: int | None = None,
    *,
    newest_first: bool = True,
) -> tuple[list[Apart], bool]:
    """Return what tells the figures that meet `met` apart, the last told first.

    Only the newest `look` of them are looked at; with it comes whether these were all. Without
    `newest_first` they are any: where all are of one day, to have them in the order of reports
    would keep SQLite from the index of their day.
    """
    names = "source measure population population_words place period_kind published".split()
    chosen = select(*(figures.c[name] for name in names), telling_start().label("start"))
    chosen = chosen.where(*met)
    if look is not None:
        chosen = chosen.limit(look)
        if newest_first:
            chosen = chosen.order_by(figures.c.published.desc())
    few = chosen.subquery()
    by = [few.c[name] for name in [*names[:-1], "start"]]
    asked = select(*by, func.count().label("many")).group_by(*by)
    rows = connection.execute(asked.order_by(func.max(few.c.published).desc(), *by)).all()
    found = {_apart(row, row.start, bodies): None for row in rows}
    return list(found), look is None or sum(row.many for row in rows) < look


def read_counts(
    connection: Connection, wanted: Iterable[Apart], bodies: Bodies
) -> Iterator[tuple[Apart, Count]]:
    """Yield the figures of every series that may have one of `wanted`.

    All running totals of a source, measure and group are read, since their starts tell which
    of them are one; of events only those of the day.
    """
    events: set[Values] = set()
    others: dict[Values, set[str]] = defaultdict(set)
    for apart in wanted:
        for term in bodies.members(apart.body):
            for period in PERIODS[apart.kind]:
                if apart.kind == "event":
                    events.add((term, apart.measure, period, apart.start))
                else:
                    others[term, apart.measure, period].add(apart.group)
    for asked in (
        _is_one_of(connection, STARTED_KEY, events),
        _is_one_of(connection, WORDED_KEY, _worded(connection, others, bodies), NO_EVENT),
    ):
        for met in asked:
            yield from select_counts(connection, [met, *in_series()], bodies)


def _worded(
    connection: Connection, groups: Mapping[Values, set[str]], bodies: Bodies
) -> Iterator[Values]:
    """Yield the keys of `groups`, each with all words by which one of its groups is named."""
    by = [figures.c[name] for name in (*WORDED_KEY, "population")]
    for joined in _joined(connection, KEY, groups, NO_EVENT):
        for *key, words, term in connection.execute(select(*by).select_from(joined).distinct()):
            if group_of(_called(term, words, bodies), key[1]) in groups[tuple(key)]:
                yield (*key, words)


def _is_one_of(
    connection: Connection,
    names: Sequence[str],
    keys: Iterable[Values],
    *also: ColumnElement[bool],
) -> Iterator[ColumnElement[bool]]:
    """Yield the condition that columns of a figure are one of `keys`, if there are any."""
    for joined in _joined(connection, names, keys, *also):
        yield figures.c.number.in_(select(figures.c.number).select_from(joined))


def _joined(
    connection: Connection,
    names: Sequence[str],
    keys: Iterable[Values],
    *also: ColumnElement[bool],
) -> Iterator[FromClause]:
    """Yield `keys` with the figures whose columns `names` are one of them, if there are any.

    A list of keys would be held against every figure; joined, each is looked up by the index.
    """
    listed = sorted(keys, key=str)
    if listed:
        wanted = as_table(connection, [figures.c[name] for name in names], listed)
        same = [
            figures.c[name].is_not_distinct_from(wanted.c[name])
            if name == "population_words"
            else figures.c[name] == wanted.c[name]
            for name in names
        ]
        yield wanted.join(figures, and_(*same, *also))


def select_counts(
    connection: Connection, met: Iterable[ColumnElement[bool]], bodies: Bodies
) -> Iterator[tuple[Apart, Count]]:
    """Yield the figures that stand and meet `met`, with those of superseded revisions."""
    asked = _question(connection).where(*met)
    for row in map(_Figure._make, connection.execute(asked).all()):
        start = row.period_start if row.period_kind in STARTED else None
        apart = _apart(row, start, bodies)
        yield (
            apart,
            count_of(
                row,
                source=_called(row.source, row.called, bodies),
                population=apart.population,
                place=_called(row.place, row.place_words, bodies),
                superseded=bool(row.superseded),
            ),
        )


def report_number(count: Count) -> int:
    """Return the number of the report that a count of the ledger stands in."""
    return count.position // POSITIONS


def _question(connection: Connection) -> Select[Any]:
    asked = select(
        *(figures.c[name] for name in _OWN),
        passages.c.words.label("quote"),
        reports.c.id.label("report_id"),
        terms.c.words.label("called"),
        is_copied(connection).label("copied"),
        (~is_current(figures.c.report)).label("superseded"),
    )
    return (
        asked.join(passages, passages.c.number == figures.c.passage)
        .join(reports, reports.c.number == figures.c.report)
        .outerjoin(terms, terms.c.number == figures.c.source)
        .where(stands(figures), figures.c.status != "rejected")
    )


def _apart(row: Any, start: str | None, bodies: Bodies) -> Apart:
    return Apart(
        body=0 if row.source is None else bodies.body(row.source),
        measure=row.measure,
        population=_called(row.population, row.population_words, bodies),
        place=None if row.place is None else bodies.body(row.place),
        period=row.period_kind,
        start=start,
    )


def _called(term: int | None, words: str | None, bodies: Bodies) -> str | None:
    """Return the words for a name: its own, or those that it was judged the same as."""
    judged = None if term is None else bodies.words(term)
    return judged or told_if_any(words)
