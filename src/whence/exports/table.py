"""A reading as a table for the terminal."""

from rich import box
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from whence.exports.wording import (
    count_words,
    day_words,
    heading,
    measure_words,
    period_words,
    tidy,
)
from whence.records import Figure, Phrase, Reading, Source

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
WIDE = 100  # characters from which the columns can afford two blanks between them
DOUBTED = "yellow"  # a figure that is not told as fact should not look like one that is
OWN_VOICE = "(the report)"
UNSAID = "–"


def reading_table(reading: Reading, *, width: int) -> RenderableType:
    """Return `reading` for a console of `width`: a heading, then a row for each figure.

    A figure that the report does not tell as fact stands in another colour.
    """
    if not reading.figures:
        return _heading(reading)
    rows = [_cells(figure) for figure in reading.figures]
    gap = 2 if width >= WIDE else 1
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, gap - 1, 0, 0), pad_edge=False)
    widths = _widths(rows, room=width - gap * len(LEAST_WIDTHS))
    for name, column in zip(LEAST_WIDTHS, widths, strict=True):
        table.add_column(name, width=column, overflow="fold")
    for figure, row in zip(reading.figures, rows, strict=True):
        style = "" if figure.modality == "asserted" else DOUBTED
        table.add_row(Text(row[0], "bold"), *map(Text, row[1:]), style=style)
    return Group(_heading(reading), "", table)


def _heading(reading: Reading) -> Text:
    report = reading.report
    dated = day_words(report.published) if report.published else "no date"
    known = (report.publisher, dated, count_words(reading), report.url or report.id)
    facts = " · ".join(tidy(fact) for fact in known if fact)
    return Text.assemble((heading(reading), "bold underline"), "\n", (facts, "dim"))


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        tidy(figure.amount.words),
        measure_words(figure),
        _words(figure.population),
        _words(figure.source, unsaid=OWN_VOICE),
        period_words(figure.period) or UNSAID,
        _words(figure.place),
        figure.modality,
    )


def _words(phrase: Phrase | Source | None, *, unsaid: str = UNSAID) -> str:
    return tidy(phrase.words) if phrase else unsaid


def _widths(rows: list[tuple[str, ...]], *, room: int) -> list[int]:
    """Return the columns' widths: as wide as their words, the widest giving way to fit `room`."""
    heads = tuple(LEAST_WIDTHS)
    widths = [max(map(cell_len, column)) for column in zip(heads, *rows, strict=True)]
    least = [min(width, at) for width, at in zip(widths, LEAST_WIDTHS.values(), strict=True)]
    while sum(widths) > room and widths != least:
        wide = [width if width > at else 0 for width, at in zip(widths, least, strict=True)]
        widths[wide.index(max(wide))] -= 1
    return widths
