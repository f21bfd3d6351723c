"""The table: whole at any width, and nothing in it but words."""

import pytest
from rich.cells import cell_len
from rich.console import Console

from whence.exports.table import LEAST_WIDTHS, reading_table
from whence.records import Reading, Report


def _lines(reading: Reading, width: int) -> list[str]:
    console = Console(width=width, highlight=False, color_system=None)
    with console.capture() as capture:
        console.print(reading_table(reading, width=width))
    return capture.get().splitlines()


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_every_column_fits(coded: list[Reading], width: int) -> None:
    for reading in coded:
        lines = _lines(reading, width)
        assert max(map(cell_len, lines)) <= width
        (head,) = [line for line in lines if line.startswith("figure")]
        assert head.split() == " ".join(LEAST_WIDTHS).split()


@pytest.mark.parametrize("width", [80, 120])
def test_measures_and_modalities_are_never_broken(coded: list[Reading], width: int) -> None:
    for reading in coded:
        lines = _lines(reading, width)
        for figure in reading.figures:
            assert any(figure.modality in line for line in lines)
            assert any(figure.measure.split("_")[0] in line for line in lines)


def test_a_narrow_terminal_still_gets_its_table(coded: list[Reading]) -> None:
    assert _lines(coded[0], 30)


def test_a_report_without_figures_says_so() -> None:
    assert _lines(Reading(Report(id="a", text="Nothing.")), 80) == ["a", "no date · no figures · a"]


def test_markup_and_escapes_are_only_words(marked_up: Reading) -> None:
    words = "".join(_lines(marked_up, 200))
    assert "<script>" in words
    nasty = Reading(Report(id="a", text="", title="\x1b[2J[bold]loud[/bold]"))
    assert _lines(nasty, 80)[0] == "[2J[bold]loud[/bold]"
