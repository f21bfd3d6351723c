"""Times to dates where the report's date or a look ahead matters; more in `cases/times.toml`."""

import pytest

from whence.find.times import find_times
from whence.resolve.periods import Resolved, kind_of, resolve_time

AHEAD = [
    ("will go on Friday", "on", "2026-02-20", "2026-02-20"),
    ("will meet on March 3", "on", "2026-03-03", "2026-03-03"),
    ("will be handed over in February", "on", "2026-02", "2026-02"),
    ("will return from March 1", "since", "2026-03-01", None),
    ("to move by 15 September", "window", "2026-02-19", "2026-09-15"),
    ("to free all within 72 hours", "window", "2026-02-19", "2026-02-22"),
    # What lies behind stays behind, whatever the sentence looks to.
    ("held since March 3", "since", "2025-03-03", None),
    ("as of 3 March", "on", "2025-03-03", "2025-03-03"),
    ("died up to June 30, 2025", "window", None, "2025-06-30"),
    ("seized last Friday", "on", "2026-02-13", "2026-02-13"),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), AHEAD, ids=str)
def test_a_look_ahead(text: str, kind: str, start: str | None, end: str | None) -> None:
    [mention] = find_times(text)
    found = resolve_time(mention, published="2026-02-19", forward=True)
    assert found is not None
    assert (found.kind, found.start, found.end) == (kind, start, end)


@pytest.mark.parametrize(
    "text", ["on Friday", "in March", "yesterday", "in the past week", "3 May"]
)
def test_without_the_reports_date_the_relative_has_none(text: str) -> None:
    [mention] = find_times(text)
    assert resolve_time(mention, published=None) is None
    assert kind_of(mention) in ("on", "window")


def test_a_full_date_needs_no_other() -> None:
    [mention] = find_times("on 3 May 2024")
    assert resolve_time(mention, published=None) == Resolved("on", "2024-05-03", "2024-05-03")


def test_an_open_since_has_no_start() -> None:
    [mention] = find_times("since the war began")
    assert resolve_time(mention, published="2026-02-19") == Resolved("since", None, None)


@pytest.mark.parametrize(
    ("anchor", "text", "start"),
    [
        ("2023-04", "that month", "2023-04"),
        ("2023-04", "that day", "2023-04"),
        ("2023", "the year after", "2024"),
        ("2024-01-31", "the next day", "2024-02-01"),
    ],
)
def test_an_anchor_as_exact_as_it_is(anchor: str, text: str, start: str) -> None:
    [mention] = find_times(text)
    found = resolve_time(mention, published="2026-02-19", anchor=anchor)
    assert found is not None
    assert found.start == start


def test_no_day_can_be_counted_from_a_month() -> None:
    [mention] = find_times("two days later")
    assert resolve_time(mention, published="2026-02-19", anchor="2023-04") is None


def test_29_february_finds_its_leap_year() -> None:
    [mention] = find_times("on 29 February")
    assert resolve_time(mention, published="2026-02-19") == Resolved(
        "on", "2024-02-29", "2024-02-29"
    )
