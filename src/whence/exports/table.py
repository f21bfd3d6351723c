"""A reading as tables for the terminal: figures, statements, releases."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from whence.exports.parts import PARTS, Part
from whence.exports.wording import (
    contents_words,
    count_words,
    day_words,
    heading,
    measure_words,
    period_words,
    shortened,
    source_words,
    tidy,
)
from whence.records import Figure, Phrase, Reading, Release, Source, Statement

# What each column keeps when the widest give way. A common long word ("Twenty-three", "casualties",
# "hypothetical") stays whole, and all seven with a blank between fit 80 characters.
LEAST_WIDTHS = {
    "figure": 12,
    "measure": 10,
    "of whom": 9,
    "source": 13,
    "period": 10,
    "place": 7,
    "modality": 12,
}
# The same for statements: "estimates" and "according" stay whole, and what is said has the room.
STATEMENT_WIDTHS = {"source": 18, "stance": 9, "statement": 36, "cue": 10}
RELEASE_WIDTHS = {"release": 9, "source": 16, "date": 11, "channel": 12, "shows": 24}
SHORT = 100  # characters of what is said that a table has room for: three lines of 80 columns
WIDE = 100  # characters from which the columns can afford two blanks between them
DOUBTED = "yellow"  # a figure that is not told as fact should not look like one that is
OWN_VOICE = "(the report)"
NOBODY = "(nobody)"
UNSAID = "–"

Row = tuple[str, ...]


def reading_table(reading: Reading, *, width: int, only: Part | None = None) -> RenderableType:
    """Return `reading` for a console of `width`: a heading, then a table for each part it has.

    A figure that the report does not tell as fact stands in another colour. `only` leaves
    out the other parts.
    """
    lines: list[RenderableType] = [_heading(reading, only)]
    for part in PARTS:
        if only in (None, part) and (table := _part(reading, part, width)):
            lines += ["", table]
    return Group(*lines)


def _part(reading: Reading, part: Part, width: int) -> Table | None:
    if part == "figures":
        styles = ["" if f.modality == "asserted" else DOUBTED for f in reading.figures]
        return _table(LEAST_WIDTHS, list(map(_cells, reading.figures)), width, styles)
    if part == "statements":
        rows = [_statement_cells(said, reading.report.text) for said in reading.statements]
        return _table(STATEMENT_WIDTHS, rows, width)
    rows = [_release_cells(release, reading.report.text) for release in reading.releases]
    return _table(RELEASE_WIDTHS, rows, width)


def _table(
    least: Mapping[str, int], rows: list[Row], width: int, styles: Sequence[str] = ()
) -> Table | None:
    """Return a table of `rows` no wider than `width`, its first column bold; None for no rows."""
    if not rows:
        return None
    gap = 2 if width >= WIDE else 1
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, gap - 1, 0, 0), pad_edge=False)
    widths = _widths(rows, least, room=width - gap * len(least))
    for name, column in zip(least, widths, strict=True):
        table.add_column(name, width=column, overflow="fold")
    for row, style in zip(rows, styles or [""] * len(rows), strict=True):
        table.add_row(Text(row[0], "bold"), *map(Text, row[1:]), style=style)
    return table


def _heading(reading: Reading, only: Part | None) -> Text:
    report = reading.report
    dated = day_words(report.published) if report.published else "no date"
    known = (report.publisher, dated, count_words(reading, only), report.url or report.id)
    facts = " · ".join(tidy(fact) for fact in known if fact)
    return Text.assemble((heading(reading), "bold underline"), "\n", (facts, "dim"))


def _cells(figure: Figure) -> Row:
    return (
        tidy(figure.amount.words),
        measure_words(figure),
        _words(figure.population),
        _words(figure.source, unsaid=OWN_VOICE),
        period_words(figure.period) or UNSAID,
        _words(figure.place),
        figure.modality,
    )


def _statement_cells(said: Statement, text: str) -> Row:
    who = source_words(said.source) or NOBODY
    via = "".join(f", via {tidy(words)}" for words in said.via)
    words = shortened(contents_words(said, text), SHORT) or UNSAID
    return (who + via, said.stance, words, _words(said.cue))


def _release_cells(release: Release, text: str) -> Row:
    shows = [shortened(tidy(release.shows.words), SHORT)] if release.shows else []
    if release.caption:
        caption = text[release.caption.start : release.caption.end]
        shows.append(f"caption: {shortened(tidy(caption), SHORT)}")
    return (
        release.kind,
        source_words(release.source) or NOBODY,
        day_words(release.date) if release.date else UNSAID,
        _words(release.channel),
        "; ".join(shows) or UNSAID,
    )


def _words(phrase: Phrase | Source | None, *, unsaid: str = UNSAID) -> str:
    return tidy(phrase.words) if phrase else unsaid


def _widths(rows: list[Row], least_widths: Mapping[str, int], *, room: int) -> list[int]:
    """Return the columns' widths: as wide as their words, the widest giving way to fit `room`."""
    columns = zip(tuple(least_widths), *rows, strict=True)
    widths = [max(map(cell_len, column)) for column in columns]
    least = [min(width, at) for width, at in zip(widths, least_widths.values(), strict=True)]
    while sum(widths) > room and widths != least:
        wide = [width if width > at else 0 for width, at in zip(widths, least, strict=True)]
        widths[wide.index(max(wide))] -= 1
    return widths
