"""The `whence` command: parse what was asked, call, print.

What the reading needs is imported only once there is something to read, so that
`whence --help` answers at once.
"""

import logging
import os
import sys
import warnings
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whence import __version__
from whence.commands import check, desk, judge, ledger, series
from whence.commands.sources import (
    DayOption,
    LanguageOption,
    ModelOption,
    check_either,
    input_options,
    read_all,
)
from whence.commands.terminal import FAILED, console, quiet_ends, say
from whence.exports.parts import Part

if TYPE_CHECKING:
    from whence.exports.html import Page
    from whence.records import Reading

app = typer.Typer(
    name="whence",
    help="Every figure in the news, and whence it came.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command; the entry point of the `whence` script."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # libraries warn their developers, not our readers
    logging.getLogger().addHandler(logging.NullHandler())  # the same for their logs
    for stream in (sys.stdout, sys.stderr):
        # JSON is UTF-8 everywhere; on a terminal an odd letter is better than no table.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    app()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"whence {__version__}")
        raise typer.Exit


@app.callback()
def _whence(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Every figure in the news, and whence it came."""


@app.command()
def read(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...",
            help="Text, Markdown, HTML or JSON Lines files, folders, http(s) addresses; "
            "- for standard input.",
            show_default=False,
        ),
    ] = None,
    example: Annotated[
        bool, typer.Option("--example", help="Read the bundled example: an invented crisis.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a report, one a line.")
    ] = False,
    with_text: Annotated[
        bool, typer.Option("--text", help="Keep the report's text in the JSON.")
    ] = False,
    only: Annotated[
        Part | None,
        typer.Option(
            help="Print figures, statements or releases alone; without it, all three.",
            show_default=False,
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the annotated reports as one page."),
    ] = None,
    date: DayOption = None,
    language: LanguageOption = "en",
    model: ModelOption = None,
) -> None:
    """Read reports: print every figure with its source, period and place, and who says what."""
    check_either(sources, example=example)
    if with_text and not as_json:
        raise typer.BadParameter("it goes with --json", param_hint="--text")
    if only and html and not as_json:
        raise typer.BadParameter("a page has all three; give it with --json", param_hint="--only")
    _check_page(html)
    options = input_options(date, language)
    printer = _Printer(as_json=as_json, with_text=with_text, only=only, page=html)
    with quiet_ends(), printer:
        status = read_all(sources or [], options, model, printer.put)
        status = status if printer.close() else FAILED
    raise typer.Exit(status)


ledger.register(app)
judge.register(app)
check.register(app)
series.register(app)
desk.register(app)


def _check_page(path: Path | None) -> None:
    """Refuse a page that could not be written, before anything is read for it."""
    if path is None:
        return
    folder = path.parent
    if path.is_dir():
        raise typer.BadParameter(f"{path} is a folder; give a file's name", param_hint="--html")
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {folder}", param_hint="--html")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise typer.BadParameter(f"you may not write to {path}", param_hint="--html")


class _Printer:
    """Where the readings go: JSON or a table on standard output, a page in a file."""

    def __init__(
        self, *, as_json: bool, with_text: bool, only: Part | None, page: Path | None
    ) -> None:
        self._path = page
        self._with_text = with_text
        self._only = only
        self._form = self._json if as_json else None if page else self._table
        self._page: Page | None = None

    def __enter__(self) -> "_Printer":
        if self._path:
            from whence.exports.html import Page

            self._page = Page()
        return self

    def __exit__(self, *_: object) -> None:
        if self._page:
            self._page.close()

    def put(self, reading: "Reading") -> None:
        """Print `reading`, and add it to the page."""
        if self._form:
            sys.stdout.write(self._form(reading) + "\n")
        if self._page:
            self._page.add(reading)

    def close(self) -> bool:
        """Write the page, if there is one; say how it went and return whether well."""
        sys.stdout.flush()
        if self._page is None or self._path is None:
            return True
        if not self._page.entries:
            say(f"{self._path}: not written, because no report was read.")
            return True
        try:
            self._page.save(self._path)
        except OSError as error:
            say(f"{self._path}: the page could not be written ({error.strerror or error}).")
            return False
        say(f"{self._path}: {self._page.summary}.")
        return True

    def _json(self, reading: "Reading") -> str:
        from whence.exports.json import reading_json

        return reading_json(reading, with_text=self._with_text, only=self._only)

    def _table(self, reading: "Reading") -> str:
        from whence.exports.table import reading_table

        screen = console()
        with screen.capture() as capture:
            screen.print(reading_table(reading, width=screen.width, only=self._only))
        return capture.get()
