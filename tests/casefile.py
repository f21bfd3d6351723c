"""Opens a file of cases; a known miss is a strict expected failure, so that luck is noticed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def open_cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of `cases/<name>.toml`."""
    table = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    cases: list[dict[str, Any]] = table["case"]
    return cases


def rows(cases: list[dict[str, Any]]) -> list[Any]:
    """Return the cases as parameters of a test, each under its label."""
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(reason=case["why"], strict=True)] if _is_miss(case) else [],
        )
        for case in cases
    ]


def _is_miss(case: dict[str, Any]) -> bool:
    return case.get("state") == "known miss"
