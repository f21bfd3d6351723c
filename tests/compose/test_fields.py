"""By whom, when, where, how firmly, of whom and of which whole a figure is told, by cases."""

import re
from typing import Any

import pytest
from tests.casefile import open_cases, rows

from whence.reader import Reader
from whence.records import Figure, Period, Report

CASES = open_cases("fields")
PUBLISHED = "2026-02-19"
FIELDS = {"source", "measure", "period", "place", "modality", "population", "part_of"}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("case", rows(CASES))
def test_fields(case: dict[str, Any], reader: Reader) -> None:
    text, starts = unmarked(case["text"].strip())
    reading = reader.read(Report("case", text, published=case.get("date", PUBLISHED)))
    marked = [figure_at(reading.figures, start) for start in starts]
    assert len(marked) == len(case["expect"])
    for figure, expected in zip(marked, case["expect"], strict=True):
        told = as_told(figure, reading.figures)
        assert {key: told[key] for key in expected} == expected


def test_the_cases_are_sound() -> None:
    labels = [case["label"] for case in CASES]
    assert len(labels) == len(set(labels)) >= 50
    assert all(case["why"] for case in CASES)
    assert all(set(row) <= FIELDS for case in CASES for row in case["expect"])


def unmarked(marked: str) -> tuple[str, list[int]]:
    """Take the brackets out, and say where what they held begins."""
    starts = [match.start() - 2 * n for n, match in enumerate(re.finditer(r"\[", marked))]
    return re.sub(r"[\[\]]", "", marked), starts


def figure_at(figures: tuple[Figure, ...], start: int) -> Figure:
    """The figure whose amount holds the character at `start`."""
    found = [f for f in figures if f.amount.start <= start < f.amount.end]
    assert found, f"no figure at {start} among {[f.amount.words for f in figures]}"
    return found[0]


def as_told(figure: Figure, figures: tuple[Figure, ...]) -> dict[str, str]:
    """The fields in the words of the cases."""
    whole = figures[figure.part_of].amount.words if figure.part_of is not None else "none"
    return {
        "measure": figure.measure,
        "source": figure.source.words if figure.source else "none",
        "period": in_words(figure.period),
        "place": figure.place.words if figure.place else "none",
        "modality": figure.modality,
        "population": figure.population.words if figure.population else "none",
        "part_of": whole,
    }


def in_words(period: Period | None) -> str:
    """A period as "on 2026-02-16" or "window 2026-02-18/2026-02-19"."""
    if period is None:
        return "none"
    days = f"{period.start}/{period.end}" if period.kind == "window" else period.start
    return f"{period.kind} {days}" if days else period.kind
