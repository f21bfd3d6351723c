"""Rows of the ledger as records: a kept reading on its way out."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, exists, select

from whence.ledger.schema import figures, passages, releases, reports, statements
from whence.ledger.words import told, told_if_any
from whence.records import (
    Amount,
    Figure,
    MadeBy,
    Note,
    Period,
    Phrase,
    Reading,
    Release,
    Report,
    Source,
    Span,
    Statement,
)

T = TypeVar("T")
# One row by its columns' names.
Fields = RowMapping | Mapping[str, Any]


def claims_with_quotes(table: Table, *more: Any) -> Select[Any]:
    """Return the query for claims with the passage each stands in."""
    return select(
        *table.columns,
        passages.c.begins.label("quote_begins"),
        passages.c.ends.label("quote_ends"),
        passages.c.words.label("quote_words"),
        *more,
    ).join_from(table, passages, passages.c.number == table.c.passage)


@cache  # making it takes longer than most questions that it is a part of
def stands(table: Table) -> ColumnElement[bool]:
    """Return the condition that no later row amends a claim's row."""
    later = table.alias("later")
    return ~exists().where(later.c.amends == table.c.number)


@cache
def is_current(report: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that no later revision of `report` is kept."""
    later = reports.alias("later_revision")
    return ~exists().where(later.c.revises == report)


def read_report(connection: Connection, number: int, *, as_read: bool = False) -> Reading:
    """Return the kept reading of a report.

    Its claims are as corrected, without those rejected; `as_read`, as they were first filed.
    """
    row = connection.execute(select(reports).where(reports.c.number == number)).mappings().one()
    figure_rows = _claims(connection, figures, number, as_read=as_read)
    at = {row["id"]: index for index, row in enumerate(figure_rows)}
    return Reading(
        report_of(row),
        tuple(figure_of(row, at.get(row["part_of"])) for row in figure_rows),
        tuple(
            statement_of(row, indices(row["figures"], at))
            for row in _claims(connection, statements, number, as_read=as_read)
        ),
        tuple(
            release_of(row, indices(row["figures"], at))
            for row in _claims(connection, releases, number, as_read=as_read)
        ),
        notes=tuple(map(_note, _decode(row["notes"], list[Note]))),
        versions=_decode(row["versions"], dict[str, str]),
    )


def _claims(
    connection: Connection, table: Table, report: int, *, as_read: bool
) -> Sequence[RowMapping]:
    wanted = table.c.amends.is_(None) if as_read else stands(table) & (table.c.status != "rejected")
    asked = claims_with_quotes(table).where(table.c.report == report, wanted)
    return connection.execute(asked.order_by(table.c.position)).mappings().all()


def indices(ids: str, at: Mapping[str, int]) -> tuple[int, ...]:
    """Return where the claims of a JSON list of ids stand, without those that do not."""
    return tuple(at[one] for one in msgspec.json.decode(ids) if one in at)


def report_of(row: Fields) -> Report:
    """Return the report of a row of `reports`."""
    return Report(
        id=told(row["id"]),
        text=told(row["text"]),
        url=told_if_any(row["url"]),
        title=told_if_any(row["title"]),
        publisher=told_if_any(row["publisher"]),
        published=row["published"],
        language=told(row["language"]),
    )


def figure_of(row: Fields, part_of: int | None = None) -> Figure:
    """Return the figure of a row of `figures` with its quote."""
    kind = row["period_kind"]
    words = told_if_any(row["period_words"])
    return Figure(
        amount=Amount(
            row["begins"],
            row["ends"],
            told(row["words"]),
            row["low"],
            row["high"],
            row["comparator"],
        ),
        measure=row["measure"],
        population=_phrase(row, "population"),
        source=_source(row),
        period=Period(kind, row["period_start"], row["period_end"], words) if kind else None,
        place=_phrase(row, "place"),
        modality=row["modality"],
        part_of=part_of,
        quote=quote_of(row),
        made_by=MadeBy(told(row["finder"]), told(row["rule"])),
    )


def statement_of(row: Fields, inside: tuple[int, ...] = ()) -> Statement:
    """Return the statement of a row of `statements`."""
    return Statement(
        source=_source(row),
        cue=_phrase(row, "cue"),
        content=tuple(Span(*span) for span in msgspec.json.decode(row["content"])),
        form=row["form"],
        stance=row["stance"],
        via=tuple(map(told, _decode(row["via"], list[str]))),
        figures=inside,
        made_by=MadeBy(told(row["finder"]), told(row["rule"])),
    )


def release_of(row: Fields, inside: tuple[int, ...] = ()) -> Release:
    """Return the release of a row of `releases`."""
    begins = row["caption_begins"]
    return Release(
        source=_source(row),
        kind=row["kind"],
        date=row["date"],
        channel=_phrase(row, "channel"),
        shows=_phrase(row, "shows"),
        caption=None if begins is None else Span(begins, row["caption_ends"]),
        figures=inside,
    )


def quote_of(row: Fields) -> Phrase:
    """Return the passage that a claim stands in."""
    return Phrase(row["quote_begins"], row["quote_ends"], told(row["quote_words"]))


def _phrase(row: Fields, name: str) -> Phrase | None:
    words = row[f"{name}_words"]
    if words is None:
        return None
    begins, ends = row[f"{name}_begins"], row[f"{name}_ends"]
    # A correction in words that the text does not have stands nowhere in it.
    return Phrase(begins or 0, ends or 0, told(words))


def _source(row: Fields) -> Source | None:
    words = row["source_words"]
    if words is None:
        return None
    begins, ends = row["source_begins"], row["source_ends"]
    name = told_if_any(row["source_name"])
    return Source(begins or 0, ends or 0, told(words), name, row["source_kind"])


def _note(note: Note) -> Note:
    return Note(note.start, note.end, told(note.words), told(note.reason))


def _decode(json: str, into: type[T]) -> T:
    """Decode a column of JSON; its texts are kept as such, and so is the JSON itself."""
    return msgspec.json.decode(told(json), type=into)
