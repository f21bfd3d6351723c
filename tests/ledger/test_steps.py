"""Series as they are told: steps, roles, gaps; and which places a source counts apart."""

from typing import Any

import pytest
from tests.casefile import open_cases, rows

from whence.exports.series import step_words
from whence.find.amounts import find_amounts
from whence.ledger.by_place import split_by_place
from whence.ledger.counts import Count
from whence.ledger.series import Series, find_series
from whence.ledger.steps import steps_of

PERIODS = ("since", "on", "window", "state")


def _count(position: int, given: dict[str, Any]) -> Count:
    amount = find_amounts(given["words"])[0].amount
    kind = next((kind for kind in PERIODS if kind in given), "total")
    start, _, end = str(given.get(kind, "")).partition("/")
    return Count(
        claim=given.get("id", f"c{position}"),
        report=f"r{position}",
        day=given["day"],
        position=position,
        words=amount.words,
        measure=given.get("measure", "killed"),
        low=amount.low,
        high=amount.high,
        comparator=amount.comparator,
        source="Health Office",
        kind=kind,  # type: ignore[arg-type]  # one of PERIODS, or a total
        start=start or None,
        end=start if kind in {"on", "state"} else end or None,
        place=given.get("place"),
        part_of=given.get("part_of"),
        superseded=given.get("superseded", False),
        copied=given.get("copied", False),
    )


def _series(case: dict[str, Any]) -> list[Series]:
    shared = case.get("all", {})
    return find_series(_count(at, shared | given) for at, given in enumerate(case["counts"]))


@pytest.mark.parametrize("case", rows(open_cases("series")))
def test_steps(case: dict[str, Any]) -> None:
    (series,) = _series(case)
    steps = steps_of(series)
    assert [[step.count.words, step.role, step_words(step)] for step in steps] == case["tell"]
    if "missed" in case:
        assert [step.missed for step in steps] == case["missed"]


@pytest.mark.parametrize("case", rows(open_cases("series_places")))
def test_places(case: dict[str, Any]) -> None:
    found = [part for series in _series(case) for part, _ in split_by_place(series)]
    assert [[count.words for count in part.counts] for part in found] == case["series"]
