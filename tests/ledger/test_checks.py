"""Findings: each kind is found, and none is cried where nothing is wrong."""

from typing import Any

import pytest
from tests.casefile import open_cases, rows

from whence.find.amounts import find_amounts
from whence.ledger.checks import check
from whence.ledger.counts import Count, contradict, group_of, rounding
from whence.ledger.findings import Finding
from whence.ledger.series import Evidence
from whence.records import PeriodKind

CASES = open_cases("findings")
PERIODS: tuple[PeriodKind, ...] = ("since", "on", "window", "state")


def _count(position: int, given: dict[str, Any]) -> Count:
    """Build a count from a case's short form: its words are read, its period is named."""
    amount = find_amounts(given["words"])[0].amount
    kind: PeriodKind | None = next((kind for kind in PERIODS if kind in given), None)
    start, _, end = str(given.get(kind or "", "")).partition("/")
    if kind in {"on", "state"}:
        end = start
    return Count(
        claim=given.get("id", f"c{position}"),
        report=given["report"],
        day=given.get("day"),
        position=position,
        words=amount.words,
        measure=given.get("measure", "killed"),
        low=amount.low,
        high=amount.high,
        comparator=amount.comparator,
        population=given.get("of"),
        source=given.get("source", "Health Office") or None,
        kind="total" if given.get("total") else kind,
        start=start or None,
        end=end or None,
        place=given.get("place"),
        modality=given.get("modality", "asserted"),
        part_of=given.get("part_of"),
        quote=given.get("quote", ""),
        superseded=given.get("superseded", False),
        copied=given.get("copied", False),
        added=given.get("added", False),
        tabled=given.get("tabled", False),
        is_body=given.get("is_body", True),
        speaks_for=given.get("speaks_for"),
        source_kind=given.get("sort"),
    )


def _shared(shared: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return what a count takes from the others: no period where it has its own."""
    own = any(kind in given for kind in PERIODS)
    return {key: value for key, value in shared.items() if not (own and key in PERIODS)}


def _findings(case: dict[str, Any]) -> list[Finding]:
    shared = case.get("all", {})
    counts = [_count(at, _shared(shared, given) | given) for at, given in enumerate(case["counts"])]
    return list(check(Evidence(counts)))


@pytest.mark.parametrize("case", rows(CASES))
def test_case(case: dict[str, Any]) -> None:
    found = _findings(case)
    assert sorted(each.kind for each in found) == sorted(case["find"]), [f.sentence for f in found]
    for words in case.get("says", ()):
        assert any(words in f"{each.sentence} {each.hint or ''}" for each in found)
    if "reports" in case:
        assert [list(each.reports) for each in found] == [case["reports"]]
    for each in found:
        assert each.explained == (
            each.kind in {"retroactive", "gap", "update", "reconciliation"}
            or (each.kind == "balance" and "comes out" in each.sentence)
        )


@pytest.mark.parametrize(
    ("population", "measure", "group"),
    [
        (None, "killed", ""),
        ("people", "killed", ""),
        ("Tolmaris", "killed", ""),
        ("bodies", "killed", ""),
        ("captives", "captive", ""),
        ("captives", "killed", "captive"),
        ("Aid seekers", "killed", "seeker"),
        ("Tolmari women", "wounded", "woman"),
        ("Children", "killed", "child"),
        ("children who starved", "killed", "child starved"),
        ("people who starved", "killed", "starved"),
        ("residents of Orrin", "killed", ""),
        ("people in the city", "killed", ""),
        ("pensioners", "displaced", "pensioner"),
        ("captive", "captive", ""),
        ("a captive", "freed", "captive"),
    ],
)
def test_the_group_of_a_population(population: str | None, measure: str, group: str) -> None:
    assert group_of(population, measure) == group


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("some 4,500", "4,538", False),
        ("some 4,500", "4,600", True),
        ("at least 22", "31", False),
        ("at least 22", "17", True),
        ("no more than 5", "22", True),
        ("fewer than 12", "about 12", True),
        ("hundreds", "7,000", True),
        ("hundreds", "640", False),
        ("18 to 25", "21", False),
        ("more than 40", "40", True),
    ],
)
def test_which_counts_contradict(one: str, other: str, clash: bool) -> None:
    mine, theirs = (
        _count(at, {"report": "a", "words": words}) for at, words in enumerate((one, other))
    )
    assert contradict(mine, theirs) is clash
    assert contradict(theirs, mine) is clash


def test_a_number_is_rounded_to_its_last_sure_place() -> None:
    assert [rounding(n) for n in (4500, 12, 190_000, 100, 0)] == [50, 0.5, 5000, 10, 0]
