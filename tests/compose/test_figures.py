"""What counts and what it counts: cases with a reason, read whole, as a user reads them."""

import re
from typing import Any

import pytest
from tests.casefile import open_cases, rows

from whence import Reader, Report
from whence.records import Figure

CASES = open_cases("figures")


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without its brackets, and the spans that stood in them."""
    spans: list[tuple[int, int]] = []
    plain = ""
    for piece in re.split(r"(\[[^\]]*\])", text):
        inside = piece[1:-1] if piece.startswith("[") else None
        if inside is not None:
            spans.append((len(plain), len(plain) + len(inside)))
        plain += piece if inside is None else inside
    return plain, spans


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("case", rows(CASES))
def test_case(case: dict[str, Any], reader: Reader) -> None:
    text, spans = marked(case["text"])
    figures = reader.read(Report(id="case", text=text, published="2031-05-20")).figures
    found: dict[tuple[int, int], list[Figure]] = {}
    for figure in figures:
        found.setdefault((figure.amount.start, figure.amount.end), []).append(figure)
    words = {span: text[slice(*span)] for span in found}
    assert sorted(found) == spans, words
    told = [" ".join(sorted(f.measure for f in found[span])) for span in spans]
    assert told == case["measures"]
    if "population" in case:
        groups = [found[span][0].population for span in spans]
        assert [group.words if group else "" for group in groups] == case["population"]
    if "modality" in case:
        assert [found[span][0].modality for span in spans] == case["modality"]


def test_every_case_has_its_fields_and_no_label_comes_twice() -> None:
    labels = [case["label"] for case in CASES]
    assert len(set(labels)) == len(labels)
    known = {"label", "why", "text", "measures", "population", "modality", "state"}
    for case in CASES:
        assert {"label", "why", "text", "measures"} <= case.keys() <= known
        assert len(marked(case["text"])[1]) == len(case["measures"])
