"""`whence add`, `import`, `verify`, `figures`, `statements` and `sources`: the ledger's commands.

Thin: parse, call, print. The ledger and its database library are imported once they are needed.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whence.commands.sources import (
    DayOption,
    LanguageOption,
    ModelOption,
    check_either,
    input_options,
    read_all,
)
from whence.commands.terminal import FAILED, MISUSED, OK, console, quiet_ends, say

if TYPE_CHECKING:
    from rich.table import Table

    from whence.ledger import Ledger
    from whence.records import Reading

DEFAULT = "whence.db"
# Rows of a table on a terminal before it asks for a narrower filter, or for --limit.
TABLE_ROWS = 200

LedgerOption = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="PATH",
        envvar="WHENCE_LEDGER",
        help="The ledger: a file, or postgresql://…",
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who does it; else the system's user."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV, safe for spreadsheets.")]
LimitOption = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, help="At most so many.")
]
SourceOption = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="A name, a part of it, or =NAME.")
]
MeasureOption = Annotated[
    str | None, typer.Option("--measure", metavar="NAME", help="killed, displaced …")
]
PopulationOption = Annotated[
    str | None, typer.Option("--population", metavar="WORDS", help="Of whom.")
]
PlaceOption = Annotated[str | None, typer.Option("--place", metavar="NAME", help="Where.")]
PeriodOption = Annotated[
    str | None, typer.Option("--period", metavar="DATE", help="When the harm happened.")
]
DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="The report's day: 2031, 2031-03, A..B."),
]
TextOption = Annotated[
    str | None, typer.Option("--text", metavar="WORDS", help="Words of the sentence.")
]
ReportOption = Annotated[
    str | None, typer.Option("--report", metavar="ID", help="A report's id or address.")
]
AllOption = Annotated[
    bool, typer.Option("--all", help="Also what was rejected or stands in older revisions.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(add)
    app.command("import")(import_)
    app.command()(verify)
    app.command()(figures)
    app.command()(statements)
    app.command()(sources)


def add(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE...", help="What `whence read` takes.", show_default=False),
    ] = None,
    example: Annotated[bool, typer.Option("--example", help="Add the bundled example.")] = False,
    ledger: LedgerOption = DEFAULT,
    as_json: JsonOption = False,
    by: ByOption = None,
    date: DayOption = None,
    language: LanguageOption = "en",
    model: ModelOption = None,
) -> None:
    """Read reports and file them: each whole or not at all."""
    check_either(sources, example=example)
    options = input_options(date, language)
    with quiet_ends(), opened(ledger, create=True, failed=FAILED) as book:
        from whence.ledger import last_term, record_proposals

        newest = last_term(book)
        adder = _Adder(book, by, as_json=as_json)
        status = read_all(sources or [], options, model, adder.put)
        proposed = record_proposals(book, since=newest)
        if proposed:
            say(
                f"{len(proposed)} pairs of names may each be one body; "
                "`whence judge proposals` shows them."
            )
    raise typer.Exit(status or adder.status)


class _Adder:
    """Files readings and says what became of each."""

    def __init__(self, ledger: "Ledger", by: str | None, *, as_json: bool) -> None:
        self._ledger = ledger
        self._by = by
        self._as_json = as_json
        self.status = OK

    def put(self, reading: "Reading") -> None:
        """File `reading`; one that cannot be filed does not cost the others."""
        from whence.exports.claims import json_line
        from whence.exports.filed import filed_lines, filed_record
        from whence.ledger import RefusedError

        try:
            filed = self._ledger.file(reading, by=self._by)
        except RefusedError as error:
            say(f"{reading.report.id}: {error}.")
            self.status = FAILED
            return
        if self._as_json:
            print(json_line(filed_record(filed, reading)), flush=True)
        else:
            print("\n".join(filed_lines(filed, reading)), flush=True)


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or JSON table.")],
    map_: Annotated[Path, typer.Option("--map", metavar="MAP.toml", help="What its columns are.")],
    ledger: LedgerOption = DEFAULT,
    by: ByOption = None,
) -> None:
    """File the figures of a table, as claims of a named source."""
    from whence.ledger import LedgerError, import_table, open_map, open_table

    with quiet_ends():
        try:
            columns = open_map(map_)
            table = open_table(file, where=columns.rows.list)
        except LedgerError as error:
            say(f"{error}.")
            raise typer.Exit(FAILED) from None
        with opened(ledger, create=True, failed=FAILED) as book:
            done = import_table(book, table, columns, by=by)
        kept = done.rows - done.new - done.revised
        print(
            f"{file}: {done.figures:,} figures filed from {done.new:,} new rows and "
            f"{done.revised:,} changed ones; {kept:,} rows were kept already."
        )


def verify(
    ledger: LedgerOption = DEFAULT,
    seal: Annotated[
        str | None,
        typer.Option(metavar="SEAL", help="A seal written down earlier, that must be met."),
    ] = None,
) -> None:
    """Walk the chain and the evidence, and name the first break."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import verify as walk

        found = walk(book, seal=seal)
        if found.broken:
            print(f"{ledger}: broken: {found.broken}.")
            print(f"The {found.entries:,} entries before it hold; the last seal is {found.seal}")
            raise typer.Exit(FAILED)
        print(f"{ledger}: {found.entries:,} entries hold, with {found.rows:,} rows.")
        print(f"The last seal is {found.seal}")


def figures(
    source: SourceOption = None,
    measure: MeasureOption = None,
    population: PopulationOption = None,
    place: PlaceOption = None,
    date: DateOption = None,
    period: PeriodOption = None,
    text: TextOption = None,
    report: ReportOption = None,
    every: AllOption = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """List the figures that were filed, by the day of their reports."""
    from whence.exports.claims import claim_record, figures_table
    from whence.ledger import Filter, Page, find_claims

    check_measure(measure)
    wanted = Filter(source, measure, population, place, date, period, text, report, every)
    with quiet_ends(), opened(ledger) as book, book.reading() as connection:
        page = Page(limit or _rows(as_json or as_csv))
        found = find_claims(connection, "figure", wanted, page)
        _print(found, claim_record, figures_table, as_json=as_json, as_csv=as_csv, limit=limit)


def statements(
    source: SourceOption = None,
    date: DateOption = None,
    text: TextOption = None,
    report: ReportOption = None,
    every: AllOption = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """List the statements that were filed, by the day of their reports."""
    from whence.exports.claims import claim_record, statements_table
    from whence.ledger import Filter, Page, find_claims

    wanted = Filter(source=source, date=date, text=text, report=report, every=every)
    with quiet_ends(), opened(ledger) as book, book.reading() as connection:
        page = Page(limit or _rows(as_json or as_csv))
        found = find_claims(connection, "statement", wanted, page)
        _print(found, claim_record, statements_table, as_json=as_json, as_csv=as_csv, limit=limit)


def sources(
    limit: LimitOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """List who says how much about what."""
    from whence.exports.claims import source_record, sources_table
    from whence.ledger import list_sources

    with quiet_ends(), opened(ledger) as book, book.reading() as connection:
        found = islice(list_sources(connection), limit or _rows(as_json or as_csv))
        _print(found, source_record, sources_table, as_json=as_json, as_csv=as_csv, limit=limit)


@contextmanager
def opened(address: str, *, create: bool = False, failed: int = MISUSED) -> Iterator["Ledger"]:
    """Give the ledger at `address`; what it cannot do is said and ends with status `failed`."""
    from whence.ledger import Ledger, LedgerError

    status = MISUSED
    try:
        with Ledger(address, create=create) as book:
            status = failed
            yield book
    except LedgerError as error:
        say(f"{error}.")
        raise typer.Exit(status) from None


def _rows(whole: bool) -> int | None:
    """Return how many rows are asked for: one more than a table shows, to know of more."""
    return None if whole else TABLE_ROWS + 1


def _print(
    found: Iterable[Any],
    record: Callable[[Any], dict[str, Any]],
    table: Callable[[Iterable[Any]], "Table"],
    *,
    as_json: bool,
    as_csv: bool,
    limit: int | None,
) -> None:
    from whence.exports.claims import write_csv, write_json

    if as_json or as_csv:
        write = write_json if as_json else write_csv
        write(map(record, found), sys.stdout)
        return
    rows = list(found)
    if not rows:
        say("nothing in the ledger fits.")
        return
    shown = limit or TABLE_ROWS
    console().print(table(rows[:shown]))
    if len(rows) > shown:
        say(f"there are more than {shown} rows; narrow the filter, or ask for more by --limit.")


def check_measure(measure: str | None) -> None:
    """Refuse a measure that is none of the codebook's, and list those."""
    from whence.codebook import open_codebook

    names = list(open_codebook().by_measure)
    if measure is not None and measure not in names:
        raise typer.BadParameter(
            f"there is no measure {measure!r}; there are: {', '.join(names)}",
            param_hint="--measure",
        )
