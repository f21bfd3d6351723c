"""Judging in a real Chromium, with the keyboard, with scripts and without."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.web.conftest import FAINT, LAPTOP, PHONE, UNNAMED

from whence.ledger import Filter, Ledger, find_claim, find_claims, list_judgements
from whence.records import Reading

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page
    from tests.web.conftest import Open


@pytest.fixture
def ledger(coded: list[Reading], tmp_path: Path) -> str:
    address = str(tmp_path / "judged.db")
    with Ledger(address, create=True) as book:
        for reading in coded[:3]:
            book.file(reading, by="test")
    return address


def queue(ledger: str) -> list[str]:
    """Return the figures in the order in which they are asked."""
    with Ledger(ledger) as book, book.reading() as connection:
        found = list(find_claims(connection, "figure", Filter()))
    found.sort(key=lambda one: one.position)
    found.sort(key=lambda one: (one.published or "", one.report), reverse=True)
    return [one.id for one in found]


def statuses(ledger: str, claims: list[str]) -> list[str]:
    with Ledger(ledger) as book, book.reading() as connection:
        return [find_claim(connection, claim).status for claim in claims]


def asked(page: "Page") -> str:
    return page.locator("#fields input[name=claim]").input_value()


def press(page: "Page", *keys: str) -> None:
    """Press keys, the last of which leads to another page; wait for it."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def test_several_in_a_row_with_the_keyboard_alone(opened: "Open", ledger: str) -> None:
    order = queue(ledger)
    page = opened("/judge")
    for claim in order[:6]:
        assert asked(page) == claim
        assert page.evaluate("document.activeElement.id") == "figure"
        press(page, "c")
    assert "6 judged" in page.locator("#progress").inner_text()
    assert "6 in this sitting" in page.locator("#progress").inner_text()
    page.locator("#told", has_text="6 judged").wait_for(state="attached")
    press(page, "j")
    assert asked(page) == order[7]
    press(page, "k")
    assert asked(page) == order[6]
    page.keyboard.press("e")
    page.keyboard.type("1")
    press(page, "Enter")
    page.keyboard.press("r")
    page.keyboard.type("a date, no count")
    press(page, "Enter")
    assert statuses(ledger, order[6:8]) == ["corrected", "rejected"]
    press(page, "s")
    press(page, "u")
    assert asked(page) == order[7]
    assert statuses(ledger, order[:8]) == ["confirmed"] * 6 + ["corrected", "read"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_figure_is_corrected_and_that_is_undone(
    opened: "Open", ledger: str, *, scripts: bool
) -> None:
    claim = queue(ledger)[0]
    page = opened("/judge", scripts=scripts)
    page.get_by_label("Low bound").fill("3")
    page.get_by_label("High bound").fill("2,000")
    page.locator("#fields").get_by_label("Where").fill("Lower Orrin")
    page.get_by_label("Told as").select_option("hedged")
    page.locator("#fields").get_by_label("Where").press("Enter")  # saves, as the button does
    page.wait_for_url("**after=*")
    with Ledger(ledger) as book:
        fields = {one.field: one.value for one in list_judgements(book, subject=claim)}
    assert fields == {"low": "3", "high": "2000", "place": "Lower Orrin", "modality": "hedged"}
    assert "corrected" in page.locator(".judge-last").inner_text()
    page.locator(".judge-last button").click()
    page.wait_for_url("**claim=*")
    assert asked(page) == claim
    assert page.locator("#fields").get_by_label("Where").input_value() != "Lower Orrin"
    assert statuses(ledger, [claim]) == ["read"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_what_is_typed_is_not_lost(opened: "Open", ledger: str, *, scripts: bool) -> None:
    page = opened("/judge", scripts=scripts)
    page.get_by_label("High bound").fill("a few")
    page.get_by_role("button", name="Save correction").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "High is a whole number" in alert.inner_text()
    assert page.get_by_label("High bound").input_value() == "a few"
    assert page.locator(".judge-changed label").all_inner_texts() == ["High bound"]
    if scripts:
        assert page.evaluate("document.activeElement.id") == "alert"
        questions: list[str] = []

        def stay(dialog: "Dialog") -> None:
            questions.append(dialog.type)
            dialog.dismiss()

        page.on("dialog", stay)
        page.get_by_role("link", name="Today").click(no_wait_after=True)
        page.wait_for_timeout(300)
        assert questions == ["beforeunload"]
        assert page.get_by_label("High bound").input_value() == "a few"
    page.get_by_role("button", name="Confirm").click()
    page.get_by_text("You changed High bound").wait_for()
    assert statuses(ledger, queue(ledger)[:1]) == ["read"]


def test_a_record_is_rejected_and_commented_without_scripts(opened: "Open", ledger: str) -> None:
    claim = queue(ledger)[0]
    page = opened(f"/figures/{claim}", scripts=False)
    page.get_by_label("A comment").fill("the second edition has another number")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("wrote: the second edition").wait_for()
    page.get_by_label("It is no such figure").fill("an age")
    page.get_by_role("button", name="Reject").click()
    page.get_by_text("rejected it").wait_for()
    assert statuses(ledger, [claim]) == ["rejected"]
    page.get_by_text("Undo", exact=True).click()
    page.get_by_role("button", name="Undo entry").click()
    page.get_by_text("undid entry").wait_for()
    assert statuses(ledger, [claim]) == ["read"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_all_is_legible_named_and_within_the_window(
    opened: "Open", ledger: str, size: tuple[int, int], scheme: str
) -> None:
    more = {"viewport": {"width": size[0], "height": size[1]}, "color_scheme": scheme}
    page = opened("/judge", **more)
    press(page, "c")
    page.get_by_label("High bound").fill("12")
    base = page.url.partition("/judge")[0]
    figure = f"/figures/{queue(ledger)[0]}"
    for path in (None, figure, "/names", "/judge/agreement"):
        if path is not None:
            page.on("dialog", lambda dialog: dialog.accept())
            page.goto(base + path)
        assert page.evaluate(FAINT) == [], path
        assert page.evaluate(UNNAMED) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
        assert page.locator("h1").count() == 1
        assert page.locator("main, nav, header, footer").count() >= 4


def test_a_record_prints_without_its_forms(opened: "Open", ledger: str) -> None:
    page = opened(f"/figures/{queue(ledger)[0]}")
    page.emulate_media(media="print")
    assert page.locator(".judge-sentence").is_visible()
    assert page.locator(".desk-fields").is_visible()
    assert not page.get_by_role("button", name="Confirm").is_visible()
