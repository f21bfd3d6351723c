"""Brings the figures of a ledger into the form that checks compare."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, select, true

from whence.ledger.bodies import Bodies
from whence.ledger.counts import Count
from whence.ledger.listing import copies_apart
from whence.ledger.schema import copies, figures, passages, reports, terms
from whence.ledger.series import Evidence
from whence.ledger.stored import Fields, is_current, stands
from whence.ledger.words import told

# More than the figures of any report: a count's position tells its report and its place there.
POSITIONS = 1_000_000
# Rows fetched at a time, and values named in one question; databases take 32,766 of these.
FETCHED, ASKED = 2000, 10_000

_OWN = (
    *"number id report published position words measure low high comparator".split(),
    *"population_words source period_kind period_start period_end place_words".split(),
    *"modality part_of rule".split(),
)


def gather_evidence(connection: Connection) -> Evidence:
    """Return all figures that stand in the ledger."""
    return Evidence(count for _, count in gather_counts(connection))


def gather_counts(
    connection: Connection, wanted: ColumnElement[bool] | None = None
) -> Iterator[tuple[int, Count]]:
    """Yield the figures that stand and are `wanted`, each with the number of its row.

    What was rejected, or replaced by a later revision, is left out; what repeats another
    report's story is marked.
    """
    bodies = Bodies(connection)
    asked = _figures(copies_apart(connection)).where(true() if wanted is None else wanted)
    with connection.execute(asked.execution_options(yield_per=FETCHED)) as rows:
        for row in rows.mappings():
            yield row["number"], _count(row, bodies)


def gather_by_id(connection: Connection, claims: Iterable[str]) -> Iterator[Count]:
    """Yield the figures with the ids `claims`, as they stand."""
    ids = sorted(set(claims))
    for at in range(0, len(ids), ASKED):
        for _, count in gather_counts(connection, figures.c.id.in_(ids[at : at + ASKED])):
            yield count


def _figures(told_apart: list[int]) -> Select[Any]:
    """Return the question for all figures that stand; `told_apart` are copies that are none."""
    is_copy = exists().where(
        copies.c.report == figures.c.report, copies.c.number.not_in(told_apart)
    )
    asked = select(
        *(figures.c[name] for name in _OWN),
        passages.c.words.label("quote"),
        reports.c.id.label("report_id"),
        terms.c.words.label("called"),
        is_copy.label("copied"),
    )
    return (
        asked.join(passages, passages.c.number == figures.c.passage)
        .join(reports, reports.c.number == figures.c.report)
        .outerjoin(terms, terms.c.number == figures.c.source)
        .where(stands(figures), figures.c.status != "rejected", is_current(figures.c.report))
    )


def _count(row: Fields, bodies: Bodies) -> Count:
    source = row["source"]
    return Count(
        claim=row["id"],
        report=told(row["report_id"]),
        day=row["published"] or None,
        position=row["report"] * POSITIONS + row["position"],
        words=told(row["words"]),
        measure=row["measure"],
        low=row["low"],
        high=row["high"],
        comparator=row["comparator"],
        population=_told(row["population_words"]),
        source=None if source is None else bodies.words(source) or told(row["called"]),
        kind=row["period_kind"],
        start=row["period_start"],
        end=row["period_end"],
        place=_told(row["place_words"]),
        modality=row["modality"],
        part_of=row["part_of"],
        quote=told(row["quote"]),
        copied=bool(row["copied"]),
        added=row["rule"] == "retroactive",
    )


def _told(words: str | None) -> str | None:
    return None if words is None else told(words)
