"""The table: whole at any width, and nothing in it but words."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from whence.exports.parts import PARTS, Part
from whence.exports.table import (
    LEAST_WIDTHS,
    RELEASE_WIDTHS,
    STATEMENT_WIDTHS,
    reading_table,
)
from whence.records import Reading, Report, Span

HEADS = {
    "figures": LEAST_WIDTHS,
    "statements": STATEMENT_WIDTHS,
    "releases": RELEASE_WIDTHS,
}


def _lines(reading: Reading, width: int, only: Part | None = None) -> list[str]:
    console = Console(width=width, highlight=False, color_system=None)
    with console.capture() as capture:
        console.print(reading_table(reading, width=width, only=only))
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


@pytest.mark.parametrize("width", [80, 120])
def test_statements_and_releases_follow_the_figures(spoken: Reading, width: int) -> None:
    lines = _lines(spoken, width)
    assert lines[1] == "4 Mar 2031 · 3 figures · 6 statements · 1 release · spoken"
    assert max(map(cell_len, lines)) <= width
    heads = [line.split() for line in lines if line.split() in map(_head, HEADS)]
    assert heads == [_head(part) for part in PARTS]


def _head(part: str) -> list[str]:
    return " ".join(HEADS[part]).split()


@pytest.mark.parametrize("only", PARTS)
def test_only_one_part_is_printed(spoken: Reading, only: Part) -> None:
    lines = _lines(spoken, 80, only)
    heads = [line.split() for line in lines if line.split() in map(_head, HEADS)]
    assert heads == [_head(only)]


def test_a_statement_says_who_in_full_how_and_by_which_way(spoken: Reading) -> None:
    words = [" ".join(line.split()) for line in _lines(spoken, 160, "statements")]
    (guard,) = [line for line in words if line.startswith("a harbour guard")]
    assert "via the state agency asserts The Tarn Valley" in guard
    assert "Ilse Marrow warns fuel would run out by Friday warned" in words
    assert "(nobody) asserts Two of the captives have reportedly been moved reportedly" in words


def test_what_is_said_is_shortened_between_words(spoken: Reading) -> None:
    long = replace(spoken.statements[0], content=(Span(0, len(spoken.report.text)),))
    words = " ".join(_lines(replace(spoken, statements=(long,)), 300, "statements"))
    assert "dead The Tarn Valley Brigade has released a video of … quoted" in " ".join(
        words.split()
    )


def test_markup_and_escapes_are_only_words(marked_up: Reading) -> None:
    words = "".join(_lines(marked_up, 200))
    assert "<script>" in words
    nasty = Reading(Report(id="a", text="", title="\x1b[2J[bold]loud[/bold]"))
    assert _lines(nasty, 80)[0] == "[2J[bold]loud[/bold]"
