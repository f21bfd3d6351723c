"""What `whence read` and `whence add` share: from sources to readings, one report at a time."""

import os
import traceback
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from whence.commands.terminal import FAILED, MISUSED, OK, say

if TYPE_CHECKING:
    from whence.reader import Reader
    from whence.records import Reading, Report
    from whence.text.inputs import InputOptions


DayOption = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="YYYY-MM-DD", help="The report's day, where the source tells none."
    ),
]
LanguageOption = Annotated[
    str,
    typer.Option("--language", metavar="CODE", help="The language of reports that tell none."),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="NAME", help="Another installed spaCy pipeline.", show_default=False
    ),
]


def check_either(sources: Sequence[str] | None, *, example: bool) -> None:
    """Refuse a command that names no source and no example, or both."""
    if bool(sources) == example:
        raise typer.BadParameter("give either a SOURCE or --example")


def input_options(date: str | None, language: str) -> "InputOptions":
    """Return how sources are opened; misuse where the date or the language is none."""
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


def read_all(
    sources: Sequence[str],
    options: "InputOptions",
    model: str | None,
    put: Callable[["Reading"], None],
) -> int:
    """Read every report of `sources`, or of the example where there are none; return the status.

    Each reading goes to `put`.
    """
    from whence.example import example_reports
    from whence.progress import Progress
    from whence.records import Report
    from whence.text.grammar import ModelError
    from whence.text.inputs import open_sources

    items = open_sources(sources, options) if sources else example_reports()
    readers = _Readers(model)
    status = OK
    with Progress(_count_plain(sources)) as progress:
        for item in items:
            if not isinstance(item, Report):
                progress.pause()
                say(item.message)
                status = FAILED if item.fatal else status
                continue
            progress.begin(item.id)
            try:
                reading = readers.read(item)
            except ModelError as error:  # no report can be read without it
                progress.pause()
                say(f"{error}.")
                return MISUSED
            progress.pause()
            if reading is None:
                status = FAILED
            else:
                put(reading)
            progress.done()
        progress.pause()
    return status


def _count_plain(sources: Sequence[str]) -> int | None:
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
            say(f"{report.id}: {_unknown_language(report.language)}.")
            return None
        try:
            return self._reader(language).read(report)
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - one report must not cost the others
            say(
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
