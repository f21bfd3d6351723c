"""Small ledgers read from their texts by the tool itself: what `whence check` tells of them."""

from pathlib import Path
from typing import Any

import pytest
from tests.casefile import open_cases, rows

from whence import Reader, Report
from whence.ledger import Ledger
from whence.ledger.checks import check_ledger


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("case", rows(open_cases("ledgers")))
def test_case(case: dict[str, Any], reader: Reader, tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "whence.db"), create=True) as ledger:
        for told in case["reports"]:
            report = Report(
                id=told["id"], text=told["text"], published=told["day"], url=told.get("url")
            )
            ledger.file(reader.read(report))
        with ledger.reading() as connection:
            found = list(check_ledger(connection))
    assert sorted((each.kind, list(each.reports)) for each in found) == sorted(
        (each["kind"], each["reports"]) for each in case["find"]
    ), [each.sentence for each in found]
