"""A day at the desk in a real Chromium: from a pasted report to a settled finding."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from whence.ledger import Ledger

if TYPE_CHECKING:
    from tests.web.conftest import Open

MONDAY = """\
The Harbour Board said on Monday that 12 people were killed and 40 wounded in Orrin in the past \
24 hours. Its total stands at 205 dead since 1 February 2031.
"""
TUESDAY = """\
The Harbour Board said on Tuesday that nine people were killed in Orrin in the past 24 hours. \
Its total now stands at 198 dead since 1 February 2031.
"""


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    address = str(tmp_path / "whence.db")
    with Ledger(address, create=True):
        return address


@pytest.mark.parametrize("scripts", [True, False])
def test_reports_are_read_kept_compared_judged_and_searched(
    opened: "Open", *, scripts: bool
) -> None:
    page = opened("/read", scripts=scripts)
    for text, title, day in ((MONDAY, "Monday", "2031-03-03"), (TUESDAY, "Tuesday", "2031-03-04")):
        page.get_by_role("link", name="Read", exact=True).click()
        page.get_by_label("Its text").fill(text)
        page.get_by_label("Title").fill(title)
        page.get_by_label("Its day").fill(day)
        page.get_by_role("button", name="Read it").click()
        page.locator("mark").first.wait_for()
        assert page.get_by_text("Read, and not kept.").is_visible()
        page.get_by_role("button", name="Keep it in the ledger").click()
        page.wait_for_url("**/reports/*")
        assert page.locator("mark").first.is_visible()

    # From a figure to its record, and on to its series.
    page.locator("a.whence-record").last.click()
    page.wait_for_url("**/figures/*")
    assert "198" in page.locator("h1").inner_text()
    record = page.url
    page.locator(".series-list a").first.click()
    page.wait_for_url("**/series/*")
    assert page.locator("svg a").count() >= 2
    with page.expect_download() as csv:
        page.get_by_role("link", name="CSV").first.click()
    assert b"205" in Path(csv.value.path()).read_bytes()

    # The total fell: a finding, settled for a reason.
    page.get_by_role("link", name="Findings").first.click()
    page.get_by_role("link", name="205").first.click()
    page.wait_for_url("**/findings/*")
    page.get_by_label("Why").first.fill("the board confirmed it by telephone")
    page.get_by_role("button", name="It is real").click()
    page.get_by_text("the board confirmed it by telephone").first.wait_for()

    # The figure is corrected on its record, and that is undone.
    page.goto(record)
    page.get_by_label("Low bound").fill("208")
    page.get_by_label("High bound").fill("208")
    page.get_by_role("button", name="Save correction").click()
    page.get_by_text("corrected").first.wait_for()
    page.get_by_text("Undo", exact=True).first.click()
    page.get_by_role("button", name="Undo entry").first.click()
    page.get_by_text("(undone)").first.wait_for()

    page.get_by_role("searchbox").first.fill("Harbour")
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url("**/search*")
    assert page.get_by_role("link", name="Tuesday").first.is_visible()
