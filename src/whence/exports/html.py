"""A reading as annotated text: a fragment for Jupyter, or one self-contained page.

The page needs no script and loads nothing: figures are links in the text, their
details appear on hover or focus and stand in a list beside it. All that comes from
a report is escaped.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from whence.exports.wording import (
    count_words,
    counted,
    day_words,
    heading,
    measure_words,
    period_words,
    tidy,
)
from whence.records import Figure, Note, Reading

# Measures that share a colour: what happened to people, in seven kinds. A colour is a help to the
# eye only; every mark also says its measure in words.
FAMILIES = {
    "killed": "dead",
    "wounded": "hurt",
    "casualties": "hurt",
    "missing": "lost",
    "captive": "held",
    "abducted": "held",
    "detained": "held",
    "freed": "safe",
    "rescued": "safe",
    "alive": "safe",
    "returned": "safe",
    "displaced": "moved",
    "evacuated": "moved",
    "affected": "moved",
    "homes_destroyed": "homes",
    "homes_damaged": "homes",
}
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def reading_fragment(reading: Reading) -> str:
    """Return `reading` as HTML to stand inside another page, such as a notebook."""
    # Two outputs in one notebook must not share anchors.
    article = _article(reading, prefix=f"w{reading.report.sha256[:10]}", level=3)
    return f'<div class="whence"><style>{_style()}</style>{article}</div>'


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
        facts = " · ".join([*_facts(reading), count_words(reading)])
        number = len(self.entries) + 1
        self.entries.append(Entry(f"r{number}", heading(reading), facts, len(reading.figures)))
        if number == 1:
            self._only = reading  # its heading is the page's own unless another report follows
            return
        self._flush(level=2)
        self._articles.write(_article(reading, prefix=f"r{number}", level=2))

    def save(self, path: Path) -> None:
        """Write the page to `path` in one step. Raises OSError where that cannot be.

        A reader of that file sees the old page or the new one, never half of one.
        """
        self._flush(level=1)
        self._articles.seek(0)
        pieces = _template("page.html").generate(
            title=self.entries[0].heading if len(self.entries) == 1 else self.summary,
            entries=self.entries,
            style=_style(),
            body=map(Markup, self._articles),
        )
        _replace(path, pieces)

    def _flush(self, *, level: int) -> None:
        if self._only:
            self._articles.write(_article(self._only, prefix="r1", level=level))
            self._only = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; `figures` are the indices of those it counts, if it is marked."""

    text: str
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in words, for the templates. `mark` is the first figure of the mark it shares."""

    index: int
    mark: int
    words: str
    measure: str
    family: str
    asserted: bool
    fields: tuple[tuple[str, str], ...]
    part_of: "FigureView | None" = None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A reading in words, for the templates."""

    prefix: str
    language: str
    heading: list[Piece]
    facts: list[str]
    url: str | None
    paragraphs: list[list[Piece]]
    count: str
    figures: list[FigureView]
    notes: tuple[Note, ...]
    versions: str


def _article(reading: Reading, *, prefix: str, level: int) -> Markup:
    view = _view(reading, prefix)
    return Markup(_template("reading.html").render(view=view, level=level))


def _view(reading: Reading, prefix: str) -> ReadingView:
    report = reading.report
    marks = _marks(reading.figures)
    paragraphs = list(_paragraphs(report.text, marks))
    title = [Piece(heading(reading))]
    # Many texts begin with their title: mark it there instead of printing it twice.
    if paragraphs and tidy("".join(piece.text for piece in paragraphs[0])) == title[0].text:
        title = paragraphs.pop(0)
    return ReadingView(
        prefix=prefix,
        language=report.language,
        heading=title,
        facts=_facts(reading),
        url=report.url if report.url and report.url.startswith(("https://", "http://")) else None,
        paragraphs=paragraphs,
        count=count_words(reading).capitalize(),
        figures=_figure_views(reading.figures, marks),
        notes=reading.notes,
        versions=", ".join(f"{name} {number}" for name, number in reading.versions.items()),
    )


def _facts(reading: Reading) -> list[str]:
    report = reading.report
    dated = day_words(report.published) if report.published else "no date"
    return [tidy(fact) for fact in (report.publisher, dated) if fact]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to be marked, with every figure whose number overlaps it."""

    start: int
    end: int
    figures: tuple[int, ...]


def _marks(figures: tuple[Figure, ...]) -> list[Mark]:
    """Return the stretches to mark, left to right; numbers that overlap share one."""
    marks: list[Mark] = []
    spans = [(f.amount.start, f.amount.end, i) for i, f in enumerate(figures)]
    for start, end, index in sorted(spans):
        if marks and start < marks[-1].end:
            last = marks.pop()
            marks.append(Mark(last.start, max(last.end, end), (*last.figures, index)))
        else:
            marks.append(Mark(start, end, (index,)))
    return marks


def _paragraphs(text: str, marks: list[Mark]) -> Iterator[list[Piece]]:
    """Yield the text's paragraphs, cut at the marks. Not a character but blank lines is lost."""
    start = 0
    for gap in [*PARAGRAPH_BREAK.finditer(text), None]:
        # A number across a blank line keeps its paragraph whole.
        if gap and any(mark.start < gap.end() and gap.start() < mark.end for mark in marks):
            continue
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield list(_pieces(text, start, end, marks))
        start = gap.end() if gap else end


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[Piece]:
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            if start < mark.start:
                yield Piece(text[start : mark.start])
            yield Piece(text[mark.start : mark.end], mark.figures)
            start = mark.end
    if start < end:
        yield Piece(text[start:end])


def _figure_views(figures: tuple[Figure, ...], marks: list[Mark]) -> list[FigureView]:
    mark_of = {index: mark.figures[0] for mark in marks for index in mark.figures}
    views = [_figure_view(figure, i, mark_of[i]) for i, figure in enumerate(figures)]
    return [
        replace(view, part_of=None if figure.part_of is None else views[figure.part_of])
        for view, figure in zip(views, figures, strict=True)
    ]


def _figure_view(figure: Figure, index: int, mark: int) -> FigureView:
    known = {
        "of whom": figure.population.words if figure.population else "",
        "source": figure.source.words if figure.source else "the report itself",
        "period": period_words(figure.period),
        "place": figure.place.words if figure.place else "",
        "told as": "" if figure.modality == "asserted" else figure.modality,
    }
    return FigureView(
        index=index,
        mark=mark,
        words=tidy(figure.amount.words),
        measure=measure_words(figure),
        family=FAMILIES.get(figure.measure, "other"),
        asserted=figure.modality == "asserted",
        fields=tuple((label, tidy(words)) for label, words in known.items() if words),
    )


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
def _style() -> Markup:
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
