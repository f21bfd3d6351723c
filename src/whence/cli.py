"""The `whence` command: parse what was asked, call, print.

What the reading needs is imported only once there is something to read, so that
`whence --help` answers at once.
"""

import logging
import os
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from whence import __version__
from whence.exports.parts import Part

if TYPE_CHECKING:
    from rich.console import Console

    from whence.exports.html import Page
    from whence.reader import Reader
    from whence.records import Reading, Report
    from whence.text.inputs import InputOptions

OK, FAILED, MISUSED = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 and the signal's number, as shells have it
PIPED_WIDTH = 120  # a table that goes to a file or a pager has no terminal to ask for its width

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
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="The report's day, where the source tells none."),
    ] = None,
    language: Annotated[
        str, typer.Option(metavar="CODE", help="The language of reports that tell none.")
    ] = "en",
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Another installed spaCy pipeline.", show_default=False),
    ] = None,
) -> None:
    """Read reports: print every figure with its source, period and place, and who says what."""
    if bool(sources) == example:
        raise typer.BadParameter("give either a SOURCE or --example")
    if with_text and not as_json:
        raise typer.BadParameter("it goes with --json", param_hint="--text")
    if only and html and not as_json:
        raise typer.BadParameter("a page has all three; give it with --json", param_hint="--only")
    _check_page(html)
    options = _options(date, language)
    printer = _Printer(as_json=as_json, with_text=with_text, only=only, page=html)
    with _quiet_ends():
        status = _read_all(sources or [], options, model, printer)
    raise typer.Exit(status)


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


def _options(date: str | None, language: str) -> "InputOptions":
    from whence.text.inputs import InputOptions

    if language not in _languages():
        raise typer.BadParameter(_unknown_language(language), param_hint="--language")
    try:
        return InputOptions(date=date, language=language)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--date") from None


def _languages() -> list[str]:
    """Return the languages there are word lists for."""
    folders = (files("whence") / "data").iterdir()
    return sorted(folder.name for folder in folders if folder.is_dir() and folder.name.isalpha())


def _unknown_language(language: str) -> str:
    return f"there are no word lists for {language!r}; there are for: {', '.join(_languages())}"


def _read_all(
    sources: Sequence[str], options: "InputOptions", model: str | None, printer: "_Printer"
) -> int:
    """Read every report of `sources`, or of the example where there are none; return the status."""
    from whence.example import example_reports
    from whence.progress import Progress
    from whence.records import Report
    from whence.text.grammar import ModelError
    from whence.text.inputs import open_sources

    items = open_sources(sources, options) if sources else example_reports()
    readers = _Readers(model)
    status = OK
    with Progress(_total(sources)) as progress, printer:
        for item in items:
            if not isinstance(item, Report):
                progress.pause()
                _say(item.message)
                status = FAILED if item.fatal else status
                continue
            progress.begin(item.id)
            try:
                reading = readers.read(item)
            except ModelError as error:  # no report can be read without it
                progress.pause()
                _say(f"{error}.")
                return MISUSED
            progress.pause()
            if reading is None:
                status = FAILED
            else:
                printer.put(reading)
            progress.done()
        progress.pause()
        return status if printer.close() else FAILED


def _total(sources: Sequence[str]) -> int | None:
    """Return how many reports `sources` hold where that is plain to see: one a file or address."""
    if not sources:
        return None
    plain = all(
        source != "-" and not Path(source).is_dir() and "json" not in Path(source).suffix
        for source in sources
    )
    return len(sources) if plain else None


class _Readers:
    """A reader for each language met, and a sentence for each report that none can read."""

    def __init__(self, model: str | None) -> None:
        self._model = model
        self._readers: dict[str, Reader] = {}

    def read(self, report: "Report") -> "Reading | None":
        """Return the reading of `report`, or say why there is none and return None."""
        from whence.text.grammar import ModelError

        language = report.language.partition("-")[0].lower()  # en-GB is read as en
        if language not in _languages():
            _say(f"{report.id}: {_unknown_language(report.language)}.")
            return None
        try:
            return self._reader(language).read(report)
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - one report must not cost the others
            _say(
                f"{report.id}: it could not be read because of a fault in Whence "
                f"({type(error).__name__}: {error}); set WHENCE_TRACEBACK=1 to see where, "
                "and please report it."
            )
            if os.environ.get("WHENCE_TRACEBACK"):
                traceback.print_exc()
            return None

    def _reader(self, language: str) -> "Reader":
        from whence.reader import Reader

        if language not in self._readers:
            self._readers[language] = Reader(language=language, model=self._model)
        return self._readers[language]


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
            _say(f"{self._path}: not written, because no report was read.")
            return True
        try:
            self._page.save(self._path)
        except OSError as error:
            _say(f"{self._path}: the page could not be written ({error.strerror or error}).")
            return False
        _say(f"{self._path}: {self._page.summary}.")
        return True

    def _json(self, reading: "Reading") -> str:
        from whence.exports.json import reading_json

        return reading_json(reading, with_text=self._with_text, only=self._only)

    def _table(self, reading: "Reading") -> str:
        from whence.exports.table import reading_table

        console = _console()
        with console.capture() as capture:
            console.print(reading_table(reading, width=console.width, only=self._only))
        return capture.get()


@cache
def _console() -> "Console":
    from rich.console import Console

    fixed = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(width=None if fixed else PIPED_WIDTH, highlight=False)


def _say(sentence: str) -> None:
    """Print one sentence on standard error, with nothing in it that could steer a terminal."""
    from whence.exports.wording import tidy

    print(f"whence: {tidy(sentence)}", file=sys.stderr)


@contextmanager
def _quiet_ends() -> Iterator[None]:
    """End without a traceback when the user, the pipe or the disk says stop."""
    try:
        yield
    except KeyboardInterrupt:
        _say("interrupted.")
        _leave(INTERRUPTED)
    except BrokenPipeError:
        _leave(PIPE_CLOSED)
    except OSError as error:
        _say(f"the output could not be written ({error.strerror or error}).")
        _leave(FAILED)


def _leave(status: int) -> NoReturn:
    """Exit with `status`, without a second complaint when Python closes standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)
