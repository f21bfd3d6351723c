"""Small ledgers read from their texts by the tool itself: what `whence check` tells of them."""

from pathlib import Path
from typing import Any

import pytest
from tests.casefile import open_cases, rows

from whence import Reader, Report
from whence.ledger import Ledger
from whence.ledger.checking import check_ledger
from whence.ledger.findings import KINDS

_PAGE = Path(__file__).parents[2] / "docs" / "findings.md"
MANUAL = " ".join(_PAGE.read_text(encoding="utf-8").replace("\n> ", "\n").split())


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("case", rows(open_cases("ledgers")))
def test_case(case: dict[str, Any], reader: Reader, tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "whence.db"), create=True) as ledger:
        for told in case["reports"]:
            report = Report(
                id=told["id"],
                text=told["text"],
                published=told["day"],
                url=told.get("url"),
                publisher=told.get("publisher"),
                title=told.get("title"),
            )
            ledger.file(reader.read(report))
        with ledger.reading() as connection:
            found = list(check_ledger(connection))
    assert sorted((each.kind, list(each.reports)) for each in found) == sorted(
        (each["kind"], each["reports"]) for each in case["find"]
    ), [each.sentence for each in found]
    if case["label"] in KINDS:
        shown = next(each.sentence for each in found if each.kind == case["label"])
        assert f" {shown} " in MANUAL, "docs/findings.md must show what the check says"


def test_the_manual_has_a_page_on_each_kind() -> None:
    assert [kind for kind in KINDS if f" ## {kind.capitalize()} " not in MANUAL] == []
