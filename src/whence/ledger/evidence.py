"""Brings the figures of a ledger into the form that checks compare."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, delete, select, true

from whence.ledger.bodies import Bodies
from whence.ledger.counts import Count
from whence.ledger.driver import insert_rows
from whence.ledger.listing import is_copied
from whence.ledger.schema import figures, passages, reports, speakers, terms
from whence.ledger.series import Evidence
from whence.ledger.speaking import (
    Standing,
    is_owned_by,
    own_voice,
    read_standings,
    tells_own_count,
)
from whence.ledger.stored import is_current, stands
from whence.ledger.words import kept, told, told_if_any
from whence.records import Comparator, Modality, PeriodKind, SourceKind

# More than the figures of any report: a count's position tells its report and its place there.
POSITIONS = 1_000_000
UNKNOWN = Standing(is_body=False, speaks_for=None, kind=None)
A_BODY = Standing(is_body=True, speaks_for=None, kind=None)
# Rows fetched at a time, and values named in one question; databases take 32,766 of these.
FETCHED, ASKED = 2000, 10_000


class _Figure(NamedTuple):
    """A figure with what comparing it needs; reading a row by its columns' names is slow."""

    number: int
    id: str
    report: int
    published: str
    position: int
    words: str
    measure: str
    low: int | None
    high: int | None
    comparator: Comparator
    population_words: str | None
    source: int | None
    period_kind: PeriodKind | None
    period_start: str | None
    period_end: str | None
    place_words: str | None
    modality: Modality
    part_of: str | None
    rule: str
    finder: str
    quote: str
    report_id: str
    publisher: str
    title: str
    called: str | None
    copied: bool
    is_body: bool | None
    speaks_for: str | None
    kind: SourceKind | None


# The first so many are columns of the figure itself.
_OWN = _Figure._fields[: _Figure._fields.index("quote")]


def gather_evidence(connection: Connection) -> Evidence:
    """Return all figures that stand in the ledger, by nothing that was kept of them before."""
    standings = read_standings(connection)
    bodies = Bodies(connection)
    return Evidence(
        _count(row, bodies, standings.get((row.report, _name(row, bodies) or ""), UNKNOWN))
        for row in _rows(connection, true())
    )


def gather_counts(
    connection: Connection, wanted: ColumnElement[bool]
) -> Iterator[tuple[int, Count]]:
    """Yield the figures that stand and are `wanted`, each with the number of its row.

    What was rejected, or replaced by a later revision, is left out; what repeats another
    report's story is marked. Who speaks for whom is taken from what was kept of the reports.
    """
    bodies = Bodies(connection)
    for row in _rows(connection, wanted):
        yield row.number, _count(row, bodies, _standing(row))


def keep_speakers(connection: Connection, numbers: Collection[int]) -> None:
    """Keep who is quoted in the reports `numbers`, and for whom they speak, as is known now."""
    bodies = Bodies(connection)
    standings = read_standings(connection, numbers)
    asked: Select[Any] = (
        select(figures.c.report, figures.c.source, terms.c.words.label("called"))
        .join(terms, terms.c.number == figures.c.source)
        .where(figures.c.report.in_(numbers))
        .distinct()
    )
    rows = []
    for row in connection.execute(asked):
        name = bodies.words(row.source) or told(row.called)
        known = standings.get((row.report, name), UNKNOWN)
        speaks_for = known.speaks_for and kept(known.speaks_for)
        rows.append([row.report, row.source, int(known.is_body), speaks_for, known.kind])
    connection.execute(delete(speakers).where(speakers.c.report.in_(numbers)))
    insert_rows(connection, "speakers", rows)


def _rows(connection: Connection, wanted: ColumnElement[bool]) -> Iterator[_Figure]:
    asked = _figures(connection).where(wanted)
    with connection.execute(asked.execution_options(yield_per=FETCHED)) as rows:
        yield from map(_Figure._make, rows)


def gather_by_id(connection: Connection, claims: Iterable[str]) -> Iterator[Count]:
    """Yield the figures with the ids `claims`, as they stand."""
    ids = sorted(set(claims))
    for at in range(0, len(ids), ASKED):
        for _, count in gather_counts(connection, figures.c.id.in_(ids[at : at + ASKED])):
            yield count


def _figures(connection: Connection) -> Select[Any]:
    """Return the question for all figures that stand."""
    asked = select(
        *(figures.c[name] for name in _OWN),
        passages.c.words.label("quote"),
        reports.c.id.label("report_id"),
        reports.c.publisher,
        reports.c.title,
        terms.c.words.label("called"),
        is_copied(connection).label("copied"),
        *(speakers.c[name] for name in ("is_body", "speaks_for", "kind")),
    )
    return (
        asked.join(passages, passages.c.number == figures.c.passage)
        .join(reports, reports.c.number == figures.c.report)
        .outerjoin(terms, terms.c.number == figures.c.source)
        .outerjoin(
            speakers,
            (speakers.c.report == figures.c.report) & (speakers.c.source == figures.c.source),
        )
        .where(stands(figures), figures.c.status != "rejected", is_current(figures.c.report))
    )


def _name(row: _Figure, bodies: Bodies) -> str | None:
    """Return what the source of a figure is called, merges included."""
    return None if row.source is None else bodies.words(row.source) or told_if_any(row.called)


def _standing(row: _Figure) -> Standing:
    return Standing(bool(row.is_body), told_if_any(row.speaks_for), row.kind)


def _teller(row: _Figure, bodies: Bodies, standing: Standing) -> tuple[str | None, Standing]:
    """Return who gives a figure: its source, or the body whose own document the report is."""
    if row.source is None and row.publisher:
        publisher = told(row.publisher)
        counts = tells_own_count(told(row.quote))
        own = own_voice(publisher, told(row.title or ""), counts=counts)
        if own is not None:
            return publisher, own
    name = _name(row, bodies)
    if name is not None and row.publisher and not standing.speaks_for:
        publisher = told(row.publisher)
        own = own_voice(publisher, told(row.title or "")) if is_owned_by(name, publisher) else None
        if own is not None:
            return publisher, own
    return name, standing


def _count(row: _Figure, bodies: Bodies, standing: Standing) -> Count:
    source, standing = _teller(row, bodies, standing)
    return count_of(
        row,
        source=source,
        population=told_if_any(row.population_words),
        place=told_if_any(row.place_words),
        standing=standing,
    )


def count_of(
    row: Any,
    *,
    source: str | None,
    population: str | None,
    place: str | None,
    superseded: bool = False,
    standing: Standing | None = None,
) -> Count:
    """Return the count of a figure's row, with its names as they are called.

    `standing` is that of its source in its report, where that is asked for.
    """
    known = standing or A_BODY
    return Count(
        claim=row.id,
        report=told(row.report_id),
        day=row.published or None,
        position=row.report * POSITIONS + row.position,
        words=told(row.words),
        measure=row.measure,
        low=row.low,
        high=row.high,
        comparator=row.comparator,
        population=population,
        source=source,
        kind=row.period_kind,
        start=row.period_start,
        end=row.period_end,
        place=place,
        modality=row.modality,
        part_of=row.part_of,
        quote=told(row.quote),
        copied=bool(row.copied),
        added=row.rule == "retroactive",
        tabled=row.finder == "import",
        superseded=superseded,
        is_body=known.is_body,
        speaks_for=known.speaks_for,
        source_kind=known.kind,
    )
