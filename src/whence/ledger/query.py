"""What the ledger is asked: figures, statements and releases by a filter, page by page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    func,
    select,
    tuple_,
)

from whence.ledger.amending import STATUS
from whence.ledger.bodies import Bodies
from whence.ledger.errors import LedgerError, MissingError
from whence.ledger.schema import CLAIMS, ClaimKind, figures, reports, terms
from whence.ledger.search import FEW_HITS, holds_words, met_by_date, without_index
from whence.ledger.stored import (
    Fields,
    claims_with_quotes,
    figure_of,
    is_current,
    quote_of,
    release_of,
    stands,
    statement_of,
)
from whence.ledger.words import address_key, fold, kept, told, told_if_any
from whence.records import Figure, Phrase, Release, Statement

DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
# Rows fetched at a time, so that a list of a million is told in little memory.
FETCHED = 500
# What fills a date that is less exact, as the first and the last day it can mean.
FIRST, LAST = "-01-01", "-12-31"
NO_END = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are wanted; None asks for nothing.

    A name (`source`, `population`, `place`) is found in any case, without its article, and with
    all that was judged the same: every name that it is a part of, or after "=" that name alone.
    `date` is the report's day and `period` that of the harm: `2031`, `2031-03`,
    `2031-03-04`, or two of them with `..` between, either of which may be left out. `text` are
    words of the sentence, in any order, or phrases in quotation marks. `report` is an id or an
    address. With `every`, what was rejected or stands in a superseded revision is there too; a
    report that is asked for by its id is, whatever revised it. With `judged`, only what people
    judged; where that is False, only what the reader read and nobody judged yet.
    """

    source: str | None = None
    measure: str | None = None
    population: str | None = None
    place: str | None = None
    date: str | None = None
    period: str | None = None
    text: str | None = None
    report: str | None = None
    every: bool = False
    judged: bool | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure, statement or release as it stands in the ledger.

    `id` never changes; `number` is that of the row that holds it now, `entry` who filed that.
    `source_name` is what its body is called, merges included. `story` is the number of the
    report that told the story first. `part_of` and `figures` are ids of claims.
    """

    id: str
    kind: ClaimKind
    number: int
    entry: int
    status: str
    superseded: bool
    report: int
    report_id: str
    report_kind: str
    story: int
    published: str | None
    publisher: str | None
    title: str | None
    url: str | None
    position: int
    record: Figure | Statement | Release
    quote: Phrase
    source: int | None
    source_name: str | None
    population: int | None = None
    place: int | None = None
    part_of: str | None = None
    content: str | None = None

    @property
    def figure(self) -> Figure:
        """The record, where it is a figure."""
        assert isinstance(self.record, Figure)
        return self.record

    @property
    def statement(self) -> Statement:
        """The record, where it is a statement."""
        assert isinstance(self.record, Statement)
        return self.record

    @property
    def release(self) -> Release:
        """The record, where it is a release."""
        assert isinstance(self.record, Release)
        return self.record

    @property
    def cursor(self) -> tuple[str, int, int]:
        """Where it stands in the order by day: what `after` takes for the next page."""
        return (self.published or "", self.report, self.position)


@dataclass(frozen=True, slots=True)
class Page:
    """How many claims are wanted, after which, the oldest or the newest first."""

    limit: int | None = None
    after: tuple[str, int, int] | None = None
    newest: bool = False


EVERYTHING, ALL = Filter(), Page()


def find_claims(
    connection: Connection, kind: ClaimKind, wanted: Filter = EVERYTHING, page: Page = ALL
) -> Iterator[Claim]:
    """Yield the claims of `kind` that `wanted` describes, by the report's day."""
    table = CLAIMS[kind]
    bodies = Bodies(connection)
    met = list(conditions(connection, table, wanted, bodies))
    if page.limit is not None:
        # The page is chosen before anything is joined to it: a sort would carry all that is.
        picked = _ordered(table, select(table.c.number).where(*met), page)
        met, page = [table.c.number.in_(picked)], Page(newest=page.newest)
    asked = _ordered(table, _claims(table).where(*met), page)
    with connection.execute(asked.execution_options(yield_per=FETCHED)) as rows:
        for row in rows.mappings():
            yield _claim(kind, row, bodies)


def count_claims(
    connection: Connection, kind: ClaimKind, wanted: Filter, *, most: int | None = None
) -> int:
    """Return how many claims `wanted` describes, counting no further than `most`."""
    table = CLAIMS[kind]
    met = conditions(connection, table, wanted, Bodies(connection))
    few = select(table.c.number).where(*met).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(few)).scalar_one()


def find_claim(connection: Connection, start: str) -> Claim:
    """Return the claim whose id begins with `start`.

    Raises LedgerError where there is none, or more than one.
    """
    bodies = Bodies(connection)
    found: list[Claim] = []
    for kind, table in CLAIMS.items():
        asked = _claims(table).where(_begins(table.c.id, start), stands(table)).limit(2)
        rows = connection.execute(asked).mappings()
        found += [_claim(kind, row, bodies) for row in rows]
    if len(found) != 1 or not start:
        seen = "more than one claim" if len(found) > 1 else "no claim"
        raise MissingError(
            f"there is {seen} with the id {start!r}; `whence figures --json` prints ids"
        )
    return found[0]


def claims_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Claim]:
    """Return the figures with these ids as they stand, whatever became of them."""
    bodies = Bodies(connection)
    asked = _claims(figures).where(figures.c.id.in_(sorted(set(ids))), stands(figures))
    rows = connection.execute(asked).mappings()
    return {row["id"]: _claim("figure", row, bodies) for row in rows}


def find_report(connection: Connection, named: str) -> int:
    """Return the number of the report with the id or address `named`, its last revision.

    Raises LedgerError where there is none.
    """
    wanted = kept(named)
    by_id = select(reports.c.number).where(reports.c.id == wanted)
    address = kept(address_key(named) or "")
    by_address = select(reports.c.number).where(reports.c.address == address)
    for asked in (by_id, by_address):
        found = connection.execute(asked.order_by(reports.c.number.desc()).limit(1)).scalar()
        if found is not None:
            return int(found)
    raise MissingError(f"there is no report {named!r} in the ledger")


def _begins(column: ColumnElement[str], start: str) -> ColumnElement[bool]:
    """Return the condition that a hexadecimal id begins with `start`, as an index can find it."""
    return and_(column >= start.lower(), column < f"{start.lower()}g")


@cache
def _claims(table: Table) -> Select[Any]:
    of_report = "id kind story publisher title url".split()
    more = [reports.c[name].label(f"report_{name}") for name in of_report]
    superseded = (~is_current(table.c.report)).label("superseded")
    called = terms.c.words.label("source_called")
    asked = claims_with_quotes(table, *more, superseded, called)
    return asked.join(reports, reports.c.number == table.c.report).outerjoin(
        terms, terms.c.number == table.c.source
    )


def _ordered(table: Table, asked: Select[Any], page: Page) -> Select[Any]:
    by = (table.c.published, table.c.report, table.c.position)
    if page.after is not None:
        place = tuple_(*by)
        asked = asked.where(place < page.after if page.newest else place > page.after)
    asked = asked.order_by(*(column.desc() if page.newest else column.asc() for column in by))
    return asked.limit(page.limit) if page.limit is not None else asked


def conditions(
    connection: Connection, table: Table, wanted: Filter, bodies: Bodies
) -> Iterator[ColumnElement[bool]]:
    """Yield what the rows of `table` meet that `wanted` describes."""
    yield stands(table)
    if wanted.judged is not None:
        yield from _judged(table) if wanted.judged else [table.c.status == "read"]
    elif not wanted.every:
        yield table.c.status != "rejected"
    if not wanted.every and wanted.report is None:
        yield is_current(table.c.report)
    if wanted.source is not None:
        found = find_terms(connection, "source", wanted.source, bodies)
        yield _is_of(connection, table, "source", found, wanted)
    if wanted.date is not None:
        first, last = date_range(wanted.date)
        yield table.c.published.between(first or "0", last or NO_END)
    if wanted.report is not None:
        yield table.c.report == find_report(connection, wanted.report)
    if wanted.text is not None:
        yield holds_words(connection, "passages", table.c.passage, wanted.text)
    yield from _figure_conditions(connection, table, wanted, bodies)


def _judged(table: Table) -> Iterator[ColumnElement[bool]]:
    yield table.c.status.in_(STATUS.values())
    # Few rows amend one, and an index holds those alone.
    yield table.c.amends.is_not(None)


def _figure_conditions(
    connection: Connection, table: Table, wanted: Filter, bodies: Bodies
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that only figures can meet."""
    asked = (wanted.measure, wanted.population, wanted.place, wanted.period)
    if table is not figures and any(one is not None for one in asked):
        raise LedgerError("measure, population, place and period are fields of figures alone")
    if wanted.measure is not None:
        column = table.c.measure
        narrow = _is_narrow(wanted)
        yield (without_index(connection, column) if narrow else column) == wanted.measure
    for kind, words in (("population", wanted.population), ("place", wanted.place)):
        if words is not None:
            found = find_terms(connection, kind, words, bodies)
            yield _is_of(connection, table, kind, found, wanted)
    if wanted.period is not None:
        first, last = date_range(wanted.period)
        start, end = table.c.period_start, table.c.period_end
        yield _filled(func.coalesce(start, end), FIRST) <= (last or NO_END)
        lasts = case((table.c.period_kind == "since", NO_END), else_=end)
        yield _filled(lasts, LAST) >= (first or "0")


def _is_of(
    connection: Connection, table: Table, name: str, found: list[int], wanted: Filter
) -> ColumnElement[bool]:
    """Return the condition that the term `name` of a claim is among `found`."""
    column = table.c[name]
    if _is_narrow(wanted):
        return without_index(connection, column).in_(found)
    if len(found) == 1:
        return column == found[0]
    few = select(column).where(column.in_(found)).limit(FEW_HITS).subquery()
    count = connection.execute(select(func.count()).select_from(few)).scalar_one()
    return met_by_date(connection, column, count).in_(found)


def _is_narrow(wanted: Filter) -> bool:
    """Whether a filter asks for a few claims that an index has, whatever else it asks.

    Of all that was killed, SQLite would else look up each to see whether it is in the report.
    """
    return wanted.report is not None or wanted.judged is True


def _filled(date: ColumnElement[Any], filling: str) -> ColumnElement[str]:
    """Return a date of any exactness as the first or last day it can mean."""
    return date.concat(func.substr(filling, func.length(date) - 3))


def find_terms(connection: Connection, kind: str, words: str, bodies: Bodies) -> list[int]:
    """Return the numbers of the terms that `words` name, with all that was judged the same."""
    kinds = ("body", "voice") if kind == "source" else (kind,)
    key = kept(fold(words.removeprefix("=")))
    is_named = terms.c.key == key
    if not words.startswith("="):
        is_named = terms.c.key.contains(key, autoescape=True)
    asked = select(terms.c.number).where(terms.c.kind.in_(kinds), is_named)
    found = connection.execute(asked).scalars().all()
    return sorted({member for term in found for member in bodies.members(term)})


def date_range(words: str) -> tuple[str | None, str | None]:
    """Return the first and the last day that `words` mean; None where an end is open.

    >>> date_range("2031-02..2031-03-04")
    ('2031-02-01', '2031-03-04')
    """
    first, dots, last = words.partition("..")
    if not dots:
        last = first
    for end in (first, last):
        if end and not DATE.fullmatch(end):
            raise LedgerError(
                f"{words!r} is no date; write 2031, 2031-03, 2031-03-04 or 2031-03-01..2031-03-04"
            )
    return (
        first + FIRST[len(first) - 4 :] if first else None,
        last + LAST[len(last) - 4 :] if last else None,
    )


def _claim(kind: ClaimKind, row: Fields, bodies: Bodies) -> Claim:
    source = row["source"]
    return Claim(
        id=row["id"],
        kind=kind,
        number=row["number"],
        entry=row["entry"],
        status=row["status"],
        superseded=bool(row["superseded"]),
        report=row["report"],
        report_id=told(row["report_id"]),
        report_kind=row["report_kind"],
        story=row["report_story"],
        published=row["published"] or None,
        publisher=told_if_any(row["report_publisher"]),
        title=told_if_any(row["report_title"]),
        url=told_if_any(row["report_url"]),
        position=row["position"],
        record=_record(kind, row),
        quote=quote_of(row),
        source=None if source is None else bodies.body(source),
        source_name=(source and bodies.words(source)) or told_if_any(row["source_called"]),
        **_own(kind, row),
    )


def _own(kind: ClaimKind, row: Fields) -> dict[str, Any]:
    """Return what claims of only one kind have: to ask a row for what it has not is slow."""
    if kind == "figure":
        return {name: row[name] for name in ("population", "place", "part_of")}
    return {"content": told_if_any(row["content_words"])} if kind == "statement" else {}


def _record(kind: ClaimKind, row: Fields) -> Figure | Statement | Release:
    if kind == "figure":
        return figure_of(row)
    return statement_of(row) if kind == "statement" else release_of(row)
