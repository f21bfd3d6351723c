"""A reading as annotated text: a fragment for Jupyter, or one self-contained page.

The page needs no script and loads nothing: figures are links in the text, their
details appear on hover or focus and stand in a list beside it; who speaks stands in
the margin. All that comes from a report is escaped.
"""

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from whence.exports.views import facts_of, reading_view
from whence.exports.wording import count_words, counted, heading
from whence.records import Reading


def reading_fragment(reading: Reading) -> str:
    """Return `reading` as HTML to stand inside another page, such as a notebook."""
    # Two outputs in one notebook must not share anchors.
    article = reading_article(reading, prefix=f"w{reading.report.sha256[:10]}", level=3)
    return f'<div class="whence"><style>{reading_style()}</style>{article}</div>'


@dataclass(frozen=True, slots=True)
class Entry:
    """A report's line in the page's list of contents."""

    prefix: str
    heading: str
    facts: str
    figures: int


class Page:
    """One self-contained page of readings, written as they come.

    Articles wait in a temporary file, so that a page of any length holds one reading
    in memory. `save` puts the finished page in its place, `close` lets go of it.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._only: Reading | None = None
        self._articles = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - by close

    @property
    def summary(self) -> str:
        """What the page holds: "18 reports, 317 figures"."""
        figures = sum(entry.figures for entry in self.entries)
        return f"{counted(len(self.entries), 'report')}, {counted(figures, 'figure')}"

    def close(self) -> None:
        """Let go of the articles; what was saved stays."""
        self._articles.close()

    def add(self, reading: Reading) -> None:
        """Add `reading` at the end of the page."""
        facts = " · ".join([*facts_of(reading), count_words(reading)])
        number = len(self.entries) + 1
        self.entries.append(Entry(f"r{number}", heading(reading), facts, len(reading.figures)))
        if number == 1:
            self._only = reading  # its heading is the page's own unless another report follows
            return
        self._flush(level=2)
        self._articles.write(reading_article(reading, prefix=f"r{number}", level=2))

    def save(self, path: Path) -> None:
        """Write the page to `path` in one step. Raises OSError where that cannot be.

        A reader of that file sees the old page or the new one, never half of one.
        """
        self._flush(level=1)
        self._articles.seek(0)
        pieces = _template("page.html").generate(
            title=self.entries[0].heading if len(self.entries) == 1 else self.summary,
            entries=self.entries,
            style=reading_style(),
            body=map(Markup, self._articles),
        )
        _replace(path, pieces)

    def _flush(self, *, level: int) -> None:
        if self._only:
            self._articles.write(reading_article(self._only, prefix="r1", level=level))
            self._only = None


def reading_article(
    reading: Reading, *, prefix: str, level: int, records: Sequence[str] = ()
) -> Markup:
    """Return the article of `reading`, for a page that has `reading_style`.

    `prefix` begins its anchors and `level` is that of its heading. `records` are addresses,
    one a figure, at which more is told of each.
    """
    view = reading_view(reading, prefix, records)
    return Markup(_template("reading.html").render(view=view, level=level, counted=counted))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("whence.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def reading_style() -> Markup:
    """Return the style sheet of the article."""
    return Markup((files("whence.exports") / "templates" / "style.css").read_text("utf-8"))


def _replace(path: Path, pieces: Iterable[str]) -> None:
    """Write `pieces` beside `path` and move them there once they are all written."""
    path = path.resolve()  # a link goes on pointing to its file
    if path.exists() and not path.is_file():  # a pipe or a device is written to, never replaced
        with path.open("w", encoding="utf-8", errors="replace") as stream:
            stream.writelines(pieces)
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.writelines(pieces)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
