"""The finder of times and its dates: cases with a reason, and what holds for any text."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.find.times import find_times
from whence.resolve.periods import resolve_time

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "times.toml").read_text(encoding="utf-8")
)["case"]

# fmt: off
PIECES = [
    "since", "from", "to", "between", "and", "the", "last", "20", "May", "MAY", "march", "2019",
    "days", "ago", "Friday", "in", "past", "24", "hours", "of", "a", "day", "later", "two", "half",
    "twenty-one", "week", "until", "by", "as", "Jan.", "3", "12/03/2024", "1987-1990", "night",
    "on", ",", ".", "(", "-", "'s", "war", "began", "11.40", "people", "every", "\n", "\n\n", "  ",
]
# fmt: on
timelike = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
any_text = st.one_of(timelike, st.text(max_size=80))


def unmarked(text: str) -> tuple[str, list[str]]:
    """Return the text without its brackets, and what stood in them."""
    return re.sub(r"[\[\]]", "", text), re.findall(r"\[([^\]]*)\]", text)


def dates_of(mention: Any, case: dict[str, Any]) -> str:
    found = resolve_time(mention, published=case["date"], anchor=case.get("anchor"))
    if found is None:
        return ""
    if found.kind == "on":
        return f"on {found.start}"
    return f"{found.kind} {found.start or '..'} {found.end or '..'}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    text, spans = unmarked(case["text"])
    mentions = find_times(text)
    assert [mention.words for mention in mentions] == spans
    assert [[m.sense, dates_of(m, case)] for m in mentions] == case["times"]


@settings(deadline=None, max_examples=150)
@given(any_text)
def test_slices_are_the_words_left_to_right(text: str) -> None:
    at = 0
    for mention in find_times(text):
        assert at <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.words
        at = mention.end


@settings(deadline=None, max_examples=150)
@given(any_text, timelike)
def test_text_before_changes_nothing(before: str, text: str) -> None:
    def found(whole: str, shift: int) -> list[tuple[int, int, str]]:
        return [
            (m.start - shift, m.end - shift, m.sense) for m in find_times(whole) if m.start >= shift
        ]

    lead = before + "\n\n"
    assert found(lead + text, len(lead)) == found(text, 0)


@settings(deadline=None, max_examples=150)
@given(
    any_text,
    st.sampled_from(["2025-12-07", "2024", "nonsense", None, "0001-01-01", "9999-12-31"]),
    st.booleans(),
)
def test_dates_are_dates_in_order(text: str, day: str | None, forward: bool) -> None:
    for mention in find_times(text):
        found = resolve_time(mention, published=day, anchor=day, forward=forward)
        if found is None:
            continue
        for date in (found.start, found.end):
            assert date is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", date)
        if found.start and found.end:
            size = min(len(found.start), len(found.end))
            assert found.start[:size] <= found.end[:size]
