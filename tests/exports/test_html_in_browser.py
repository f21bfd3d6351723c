"""The annotated page in a real Chromium, as a reader meets it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from tests.spoken import spoken_reading

from whence.exports.html import Page as Annotated
from whence.records import Reading

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LAPTOP = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(coded: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "page.html"
    with closing(Annotated()) as page:
        for reading in coded[:3]:
            page.add(reading)
        page.save(path)
    return path.as_uri()


@contextmanager
def _opened(
    browser: "Browser", address: str, size: dict[str, int], *, scripts: bool = False
) -> Iterator["Page"]:
    """Open the page, and see that it asks for nothing else and complains of nothing."""
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]}, java_script_enabled=scripts
    )
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    yield page
    assert {url.partition("#")[0] for url in asked} == {address}
    assert complaints == []
    context.close()


@pytest.mark.parametrize("scripts", [False, True])
def test_figures_are_marked_and_listed(
    browser: "Browser", address: str, coded: list[Reading], *, scripts: bool
) -> None:
    with _opened(browser, address, LAPTOP, scripts=scripts) as page:
        first = page.locator("#r1")
        assert first.locator("mark > a").count() == len(coded[0].figures)
        assert first.locator(".whence-figure").count() == len(coded[0].figures)
        assert first.locator("mark > a").first.is_visible()
        assert page.locator(".whence-contents li").count() == 3


def test_details_come_on_hover_and_on_focus(browser: "Browser", address: str) -> None:
    with _opened(browser, address, LAPTOP) as page:
        tip = page.locator("#r1-t3")
        assert not tip.is_visible()
        page.hover("#r1-m3")
        tip.wait_for(state="visible", timeout=2000)
        assert "since 9 Nov 2025" in tip.inner_text()
        page.mouse.move(0, 0)
        tip.wait_for(state="hidden", timeout=2000)
        page.focus("#r1-m2")
        page.keyboard.press("Tab")  # only the keyboard shows where it is
        tip.wait_for(state="visible", timeout=2000)


def test_a_figure_leads_to_its_place_in_the_list_and_back(browser: "Browser", address: str) -> None:
    with _opened(browser, address, LAPTOP) as page:
        page.click("#r2-m5")
        assert page.url.endswith("#r2-f5")
        assert page.locator("#r2-f5:target").is_visible()
        page.click("#r2-f5 > a.whence-claim")
        assert page.url.endswith("#r2-m5")


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nothing_is_wider_than_the_window(
    browser: "Browser", address: str, size: dict[str, int]
) -> None:
    with _opened(browser, address, size, scripts=True) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        page.hover("#r1-m3")
        box = page.locator("#r1-t3").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]


@pytest.fixture(scope="module")
def voiced(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "voiced.html"
    with closing(Annotated()) as page:
        page.add(spoken_reading())
        page.save(path)
    return path.as_uri()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_who_speaks_is_beside_the_paragraph_or_above_it(
    browser: "Browser", voiced: str, size: dict[str, int]
) -> None:
    with _opened(browser, voiced, size, scripts=True) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        names = page.locator(".whence-voices").first.bounding_box()
        words = page.locator(".whence-voices + p").first.bounding_box()
        assert names
        assert words
        if size is LAPTOP:
            assert names["x"] + names["width"] <= words["x"]
            assert abs(names["y"] - words["y"]) < 20
        else:
            assert names["y"] + names["height"] <= words["y"]


def test_a_speaker_leads_to_the_statement_and_back(browser: "Browser", voiced: str) -> None:
    with _opened(browser, voiced, LAPTOP) as page:
        page.click(".whence-voices >> text=Ilse Marrow >> nth=1")
        assert page.url.endswith("#r1-l2")
        page.click("#r1-l2 > a.whence-claim")
        assert page.url.endswith("#r1-s2")


def test_it_prints_who_speaks(browser: "Browser", voiced: str) -> None:
    with _opened(browser, voiced, LAPTOP) as page:
        page.emulate_media(media="print")
        assert page.locator(".whence-voices").first.is_visible()
        assert page.locator(".whence-statement").last.is_visible()
        assert page.locator(".whence-release").is_visible()


def test_it_prints_with_its_list_and_without_tips(browser: "Browser", address: str) -> None:
    with _opened(browser, address, LAPTOP) as page:
        page.emulate_media(media="print")
        assert page.locator("#r1 .whence-figure").first.is_visible()
        assert page.locator("#r1-t3").evaluate("e => getComputedStyle(e).display") == "none"
        assert len(page.pdf()) > 10_000
