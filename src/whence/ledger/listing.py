"""What the ledger holds, told over: its reports with revisions and copies, and its sources."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    RowMapping,
    Select,
    exists,
    func,
    literal_column,
    select,
    tuple_,
)

from whence.ledger.bodies import Bodies, undone
from whence.ledger.errors import MissingError
from whence.ledger.query import ALL, Claim, Filter, Page, date_range, find_claims, find_report
from whence.ledger.revisions import Change, changes_between
from whence.ledger.schema import copies, entries, figures, judgements, reports, terms
from whence.ledger.search import holds_words
from whence.ledger.stored import is_current, report_of
from whence.ledger.tallies import read_tallies
from whence.ledger.words import kept, told, told_if_any
from whence.records import Reading

# As the index has it: a bound value would keep the databases from using that.
NO_DAY: ColumnElement[str] = literal_column("''")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report as it is listed, without its text; `filed` is when."""

    number: int
    entry: int
    id: str
    kind: str
    url: str | None
    title: str | None
    publisher: str | None
    published: str | None
    sha256: str
    revises: int | None
    story: int
    filed: str
    superseded: bool


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A report that tells the story of an earlier one; `apart` where a person says it does not."""

    report: int
    original: int
    score: int
    apart: bool


@dataclass(slots=True)
class SourceLine:
    """A body, or a voice, with its names and how many figures it gives of each measure."""

    number: int
    words: str
    kind: str
    sort: str | None
    names: list[str] = field(default_factory=list)
    measures: dict[str, int] = field(default_factory=dict)
    statements: int = 0
    first: str | None = None
    last: str | None = None

    @property
    def figures(self) -> int:
        """How many figures it gives in all."""
        return sum(self.measures.values())


def list_reports(
    connection: Connection,
    *,
    date: str | None = None,
    words: str | None = None,
    named: str | None = None,
    every: bool = False,
    page: Page = ALL,
) -> Iterator[ReportLine]:
    """Yield the reports by day, with `words` those whose title or text holds them.

    With `named`, an id or an address, it is that report alone, whatever revised it.
    `page.after` is a line's `(published or "", number)`, with a third member that is not used.
    Rows of imported tables are left out, and so are superseded revisions unless `every`.
    """
    day = func.coalesce(reports.c.published, NO_DAY)
    asked = _lines().where(reports.c.kind == "text")
    if named is not None:
        asked = asked.where(reports.c.number == find_report(connection, named))
    elif not every:
        asked = asked.where(is_current(reports.c.number))
    if date is not None:
        first, last = date_range(date)
        asked = asked.where(day.between(first or "0", last or "9999-12-31"))
    if words is not None:
        asked = asked.where(holds_words(connection, "reports", reports.c.number, words))
    by = (day, reports.c.number)
    if page.after is not None:
        at, number, _ = page.after
        place = tuple_(*by)
        asked = asked.where(place < (at, number) if page.newest else place > (at, number))
    asked = asked.order_by(*(column.desc() if page.newest else column.asc() for column in by))
    for row in connection.execute(asked.limit(page.limit)).mappings():
        yield _line(row)


def newest_reports(connection: Connection, limit: int) -> list[ReportLine]:
    """Return the reports that were filed last, the newest first; rows of tables are left out."""
    asked = _lines().where(reports.c.kind == "text").order_by(reports.c.number.desc())
    return [_line(row) for row in connection.execute(asked.limit(limit)).mappings()]


def filed_at(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return when each of the reports with these ids was filed."""
    asked = select(reports.c.id, entries.c.at).join(entries, entries.c.number == reports.c.entry)
    asked = asked.where(reports.c.id.in_([kept(one) for one in ids]))
    return {told(row.id): row.at for row in connection.execute(asked)}


def report_line(connection: Connection, number: int) -> ReportLine:
    """Return the line of one report."""
    asked = _lines().where(reports.c.number == number)
    row = connection.execute(asked).mappings().first()
    if row is None:
        raise MissingError(f"there is no report {number} in the ledger")
    return _line(row)


def report_lines(connection: Connection, numbers: Iterable[int]) -> dict[int, ReportLine]:
    """Return the lines of several reports by their numbers."""
    asked = _lines().where(reports.c.number.in_(sorted(set(numbers))))
    rows = connection.execute(asked).mappings()
    return {row["number"]: _line(row) for row in rows}


def list_revisions(connection: Connection, number: int) -> list[ReportLine]:
    """Return all revisions of the article that a report is one of, the oldest first."""
    address = connection.execute(
        select(reports.c.address).where(reports.c.number == number)
    ).scalar()
    same = reports.c.number == number if address is None else reports.c.address == address
    asked = _lines().where(same).order_by(reports.c.number)
    return [_line(row) for row in connection.execute(asked).mappings()]


def list_changes(
    connection: Connection, number: int
) -> list[tuple[Change, Claim | None, Claim | None]]:
    """Return what a revision changed: each change with the claim before and the claim after."""
    revises = connection.execute(
        select(reports.c.revises).where(reports.c.number == number)
    ).scalar()
    if revises is None:
        return []
    old, new = (_Claims(connection, at) for at in (revises, number))
    return [
        (change, old.get(change.of, change.old), new.get(change.of, change.new))
        for change in changes_between(old.reading, new.reading)
    ]


def list_copies(connection: Connection, number: int | None = None) -> list[CopyLine]:
    """Return which reports tell the story of which, of all or of one report either way."""
    asked = select(copies).order_by(copies.c.number)
    if number is not None:
        asked = asked.where((copies.c.report == number) | (copies.c.original == number))
    apart = _apart(connection)
    return [
        CopyLine(
            row.report, row.original, row.score, frozenset((row.report, row.original)) in apart
        )
        for row in connection.execute(asked)
    ]


def copies_apart(connection: Connection) -> list[int]:
    """Return the numbers of the copies that a standing judgement says are two stories."""
    apart = _apart(connection)
    if not apart:
        return []
    asked = select(copies).where(copies.c.report.in_({number for pair in apart for number in pair}))
    rows = connection.execute(asked.order_by(copies.c.number))
    return [row.number for row in rows if frozenset((row.report, row.original)) in apart]


def is_copied(connection: Connection) -> ColumnElement[bool]:
    """Return the condition that a figure's report tells another's story, which nobody denies."""
    told_apart = copies_apart(connection)
    return exists().where(copies.c.report == figures.c.report, copies.c.number.not_in(told_apart))


def list_sources(connection: Connection) -> list[SourceLine]:
    """Return who says how much about what, who says most first; merged names are one line."""
    found = _sources(connection, Bodies(connection), None)
    return sorted(found.values(), key=lambda line: (-line.figures, -line.statements, line.words))


def source_line(connection: Connection, number: int) -> SourceLine:
    """Return the line of one source. Raises MissingError where there is none of that number."""
    bodies = Bodies(connection)
    found = _sources(connection, bodies, bodies.members(number)).get(number)
    if found is None:
        raise MissingError(f"there is no source {number} in the ledger")
    return found


def _sources(
    connection: Connection, bodies: Bodies, only: list[int] | None
) -> dict[int, SourceLine]:
    """Return the sources by their numbers, or only those with one of the names `only`."""
    found: dict[int, SourceLine] = {}
    asked = _source_terms() if only is None else _source_terms().where(terms.c.number.in_(only))
    names = {row.number: row for row in connection.execute(asked)}
    for (source, measure), tally in read_tallies(connection, only).items():
        line = _source_line(found, names, bodies, source)
        if not measure:
            line.statements += tally.many
            continue
        line.measures[measure] = line.measures.get(measure, 0) + tally.many
        line.first = min(filter(None, (line.first, tally.first)), default=None)
        line.last = max(filter(None, (line.last, tally.last)), default=None)
    return found


def _lines() -> Select[Any]:
    columns = [column for column in reports.columns if column.name not in {"text", "notes"}]
    superseded = (~is_current(reports.c.number)).label("superseded")
    asked = select(*columns, superseded, entries.c.at.label("filed"))
    return asked.join(entries, entries.c.number == reports.c.entry)


def _line(row: RowMapping) -> ReportLine:
    return ReportLine(
        number=row["number"],
        entry=row["entry"],
        id=told(row["id"]),
        kind=row["kind"],
        url=told_if_any(row["url"]),
        title=told_if_any(row["title"]),
        publisher=told_if_any(row["publisher"]),
        published=row["published"],
        sha256=row["sha256"],
        revises=row["revises"],
        story=row["story"],
        filed=row["filed"],
        superseded=bool(row["superseded"]),
    )


class _Claims:
    """The claims of one report as they stand, and the reading that they make."""

    def __init__(self, connection: Connection, number: int) -> None:
        asked = select(reports).where(reports.c.number == number)
        row = connection.execute(asked).mappings().one()
        named = Filter(report=told(row["id"]))
        self._figures = _standing(find_claims(connection, "figure", named))
        self._statements = _standing(find_claims(connection, "statement", named))
        self.reading = Reading(
            report_of(row),
            tuple(claim.figure for claim in self._figures),
            tuple(claim.statement for claim in self._statements),
        )

    def get(self, of: str, at: int | None) -> Claim | None:
        """Return the claim that a change is of."""
        if at is None:
            return None
        return self._figures[at] if of == "figure" else self._statements[at]


def _standing(claims: Iterator[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.status != "rejected"]


def _apart(connection: Connection) -> set[frozenset[int]]:
    """Return the pairs of reports that a standing judgement says are two stories."""
    gone = undone(connection)
    asked = select(judgements).where(judgements.c.act == "apart", judgements.c.kind == "report")
    pairs = [
        (told(row.subject), told(row.other))
        for row in connection.execute(asked)
        if row.entry not in gone
    ]
    return {frozenset(find_report(connection, one) for one in pair) for pair in pairs}


def _source_line(
    found: dict[int, SourceLine],
    names: dict[int, Row[Any]],
    bodies: Bodies,
    term: int,
) -> SourceLine:
    """Return the line of the body that goes by the name `term`, begun if need be."""
    body = bodies.body(term)
    if body not in found:
        row = names[body]
        words = bodies.words(term) or told(row.words)
        called = [told(names[member].words) for member in bodies.members(term)]
        found[body] = SourceLine(body, words, row.kind, row.sort, called)
    return found[body]


def _source_terms() -> Select[Any]:
    return select(terms).where(terms.c.kind.in_(("body", "voice")))
