"""`whence series`: figures on the same count, in the order of time."""

import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whence.commands.ledger import (
    DEFAULT,
    TABLE_ROWS,
    CsvOption,
    DateOption,
    JsonOption,
    LedgerOption,
    LimitOption,
    MeasureOption,
    PeriodOption,
    PlaceOption,
    PopulationOption,
    ReportOption,
    SourceOption,
    TextOption,
    check_measure,
    opened,
)
from whence.commands.terminal import FAILED, console, quiet_ends, say

if TYPE_CHECKING:
    from whence.exports.series import ShownSeries
    from whence.ledger import Connection, Filter, SeriesLine

PlotOption = Annotated[
    Path | None, typer.Option("--plot", metavar="FILE", help="Draw them: FILE.svg or FILE.png.")
]


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(series)


def series(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID...", help="Series by their ids.", show_default=False),
    ] = None,
    source: SourceOption = None,
    measure: MeasureOption = None,
    population: PopulationOption = None,
    place: PlaceOption = None,
    date: DateOption = None,
    period: PeriodOption = None,
    text: TextOption = None,
    report: ReportOption = None,
    limit: LimitOption = None,
    plot: PlotOption = None,
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """List series of figures on the same count; show the counts of one, with their steps."""
    from whence.ledger import Filter

    check_measure(measure)
    _check_plot(plot)
    wanted = Filter(source, measure, population, place, date, period, text, report)
    if ids and wanted != Filter():
        raise typer.BadParameter("give ids or a filter, not both", param_hint="ID...")
    with quiet_ends(), opened(ledger) as book, book.reading() as connection:
        most = limit or (None if as_json or as_csv else TABLE_ROWS + 1)
        lines = _find(connection, ids or [], wanted, most)
        if not lines:
            say("no series in the ledger fits.")
            return
        if plot:
            _draw(lines, plot)
        if as_json or as_csv:
            _write(connection, lines, as_json=as_json)
        elif ids or len(lines) == 1:
            for line in lines:
                _show(_shown(connection, line))
        elif not plot:
            _list(lines, limit or TABLE_ROWS)


def _check_plot(plot: Path | None) -> None:
    if plot and plot.suffix.lower() not in {".svg", ".png"}:
        raise typer.BadParameter("the picture is a .svg or .png file", param_hint="--plot")


def _find(
    connection: "Connection", ids: Sequence[str], wanted: "Filter", limit: int | None
) -> list["SeriesLine"]:
    from whence.ledger import find_series_lines, list_series

    if not ids:
        return list_series(connection, wanted, limit)
    found = chain.from_iterable(find_series_lines(connection, one) for one in ids)
    return list({line.id: line for line in found}.values())


def _shown(connection: "Connection", line: "SeriesLine") -> "ShownSeries":
    from whence.exports.series import ShownSeries
    from whence.ledger import find_belonging

    return ShownSeries.of(line, find_belonging(connection, line))


def _write(connection: "Connection", lines: Sequence["SeriesLine"], *, as_json: bool) -> None:
    from whence.exports.claims import write_csv, write_json
    from whence.exports.series import series_record, series_rows

    shown = (_shown(connection, line) for line in lines)
    if as_json:
        write_json(map(series_record, shown), sys.stdout)
    else:
        write_csv(chain.from_iterable(map(series_rows, shown)), sys.stdout)


def _list(lines: Sequence["SeriesLine"], most: int) -> None:
    from whence.exports.series import series_table

    console().print(series_table(lines[:most]))
    if len(lines) > most:
        say(f"there are more than {most} series; narrow the filter, or ask for more by --limit.")


def _show(shown: "ShownSeries") -> None:
    from whence.exports.series import counts_table, heading_words, may_belong_table

    printer = console()
    printer.print(f"{heading_words(shown.line)}  ({shown.line.id})\n", markup=False)
    printer.print(counts_table(shown))
    if shown.may_belong:
        printer.print(may_belong_table(shown))
        printer.print("Nothing was merged; `whence judge` says what is so.")
    printer.print()


def _draw(lines: Sequence["SeriesLine"], file: Path) -> None:
    from whence.exports.plot import draw
    from whence.exports.plotted import PlotError

    try:
        drawn = draw(lines, "png" if file.suffix.lower() == ".png" else "svg")
    except PlotError as error:
        raise typer.BadParameter(f"{error}", param_hint="--plot") from None
    try:
        file.write_bytes(drawn)
    except OSError as error:
        say(f"{file}: the picture could not be written ({error.strerror}).")
        raise typer.Exit(FAILED) from None
    counts = sum(len(line.counts) for line in lines)
    say(f"{file}: {len(lines)} series, {counts:,} counts.")
