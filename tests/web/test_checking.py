"""Checks beside the pages: nobody waits long, and what is filed is found."""

from threading import Event
from time import monotonic

import pytest
from tests.web.conftest import Desk

from whence.ledger import Ledger, LedgerError, find_findings, is_checked
from whence.records import Reading
from whence.web import checking


@pytest.fixture
def ledger(empty_ledger: str, coded: list[Reading]) -> str:
    with Ledger(empty_ledger) as book:
        for reading in coded[:4]:
            book.file(reading, by="test")
    return empty_ledger


def is_up_to_date(address: str) -> bool:
    with Ledger(address) as ledger, ledger.reading() as connection:
        return is_checked(connection)


def test_a_page_of_findings_has_what_was_filed_checked(
    desk: Desk, ledger: str, coded: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "PATIENCE", 60.0)
    client = desk(ledger)
    client.get("/findings")
    assert is_up_to_date(ledger)
    with Ledger(ledger) as book:
        book.file(coded[4], by="test")
    assert not is_up_to_date(ledger)
    tag = client.get("/").headers["ETag"]
    assert is_up_to_date(ledger)
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 200  # it was checked
    tag = client.get("/").headers["ETag"]
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 304


def test_nobody_waits_for_a_long_check(
    desk: Desk, ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on, steps = Event(), []

    def slowly(_: Ledger) -> bool:
        steps.append(1)
        return not going_on.wait(30)

    monkeypatch.setattr(checking, "PATIENCE", 0.2)
    monkeypatch.setattr(checking, "check_on", slowly)
    client = desk(ledger)
    assert "not checked yet" in client.get("/findings").text
    begun = monotonic()
    for _ in range(5):
        assert client.get("/findings").status_code == 200
    assert monotonic() - begun < 10
    assert steps == [1]  # one check at a time
    going_on.set()


def test_what_cannot_be_checked_is_shown_as_it_was(
    desk: Desk, ledger: str, monkeypatch: pytest.MonkeyPatch, coded: list[Reading]
) -> None:
    with Ledger(ledger) as book:
        known = [line.finding.id for line in find_findings(book)]
        book.file(coded[5], by="test")

    def refused(_: Ledger) -> bool:
        raise LedgerError("you may not write to the ledger")

    monkeypatch.setattr(checking, "check_on", refused)
    page = desk(ledger).get("/findings?state=all")
    assert page.status_code == 200
    assert "One entry of the ledger is not checked yet" in page.text
    assert all(one in page.text for one in known)
