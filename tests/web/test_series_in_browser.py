"""Series and findings in a real Chromium: the hover, the downloads, settling, and no scripts."""

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.web.conftest import FAINT, LAPTOP, PHONE, UNNAMED

from whence.ledger import Ledger, find_findings
from whence.records import Reading

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.web.conftest import Open

DIRECTORATE = "/series/ef0fba74f1f6f541"


@pytest.fixture
def ledger(coded: list[Reading], tmp_path: Path) -> str:
    address = str(tmp_path / "whence.db")
    with Ledger(address, create=True) as book:
        for reading in coded:
            book.file(reading, by="test")
        find_findings(book)
    return address


def last_point(page: "Page", width: str = "wide") -> str:
    """Return where the link around the newest point of the first source is."""
    return f'.plot-{width} a[href="/figures/{newest(page)}"]'


def newest(page: "Page") -> str:
    link = page.locator(".series-last a").get_attribute("href")
    assert link
    return link.removeprefix("/figures/")


def test_a_series_is_opened_from_a_figure_and_a_point_shows_its_quote(opened: "Open") -> None:
    page = opened("/figures/cf5dc18296b71f09")
    page.locator(".series-list a").first.click()
    page.wait_for_url(f"**{DIRECTORATE}")
    card = page.locator(".plot-card")
    assert not card.is_visible()
    point = page.locator(last_point(page))
    point.hover()
    card.wait_for()
    assert "4,648 killed" in card.inner_text()
    assert "22 Mar 2026" in card.inner_text()
    assert card.locator("q").inner_text() in page.evaluate(
        "document.querySelector('.series-counts td a').title"
    )
    page.keyboard.press("Escape")
    assert not card.is_visible()
    point.focus()
    card.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/*")
    assert "4,648" in page.locator("h1").inner_text()


def test_a_finger_sees_the_quote_before_it_follows_the_link(opened: "Open") -> None:
    width, height = PHONE
    page = opened(
        DIRECTORATE, viewport={"width": width, "height": height}, has_touch=True, is_mobile=True
    )
    assert not page.locator(".plot-wide").is_visible()
    point = page.locator(last_point(page, "narrow"))
    point.tap()
    page.locator(".plot-card").wait_for()
    box = page.locator(".plot-card").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    point.tap()
    page.wait_for_url("**/figures/*")


def test_counts_and_charts_are_downloaded(opened: "Open", tmp_path: Path) -> None:
    page = opened(DIRECTORATE)
    for name, begins in [("CSV", b"\xef\xbb\xbfseries_id,"), ("SVG", b"<svg"), ("PNG", b"\x89PNG")]:
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name, exact=True).click()
        target = tmp_path / name
        waiting.value.save_as(target)
        assert waiting.value.suggested_filename == f"series-ef0fba74f1f6f541.{name.lower()}"
        assert target.read_bytes().startswith(begins)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_finding_is_settled_and_that_is_undone(opened: "Open", *, scripts: bool) -> None:
    page = opened("/findings", scripts=scripts)
    page.get_by_label("Kind").select_option("step")
    page.get_by_role("button", name="Show these").click()
    page.locator(".found h3 a").first.click()
    page.get_by_label("Why").first.fill("the office says so")
    page.get_by_role("button", name="It is explained").click()
    page.get_by_text("settled it: explained").wait_for()
    assert "#said" in page.url
    page.get_by_role("button", name="Undo entry").click()
    page.get_by_text("(undone)").wait_for()
    assert page.locator(".judge-undone").count() == 1
    page.goto(page.url.partition("/findings")[0] + "/findings?kind=step")
    assert page.locator(".found").count() == 1


def test_without_scripts_a_series_is_all_there(opened: "Open") -> None:
    page = opened("/series?measure=killed", scripts=False)
    page.locator('a[href*="ef0fba74f1f6f541"]').first.click()
    assert page.locator(".plot-wide svg").is_visible()
    point = page.locator(last_point(page))
    assert "“" in (point.locator("title").text_content() or "")
    assert page.locator(".series-counts tbody tr").count() == 8
    point.click()
    page.wait_for_url("**/figures/*")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_all_is_legible_named_and_within_the_window(
    opened: "Open", ledger: str, size: tuple[int, int], scheme: str
) -> None:
    with Ledger(ledger) as book:
        found = find_findings(book)
    finding = next(line for line in found if line.finding.kind == "disagreement").finding.id
    more = {"viewport": {"width": size[0], "height": size[1]}, "color_scheme": scheme}
    page = opened("/", **more)
    base = page.url.rstrip("/")
    for path in ("/", "/series", DIRECTORATE, "/findings", f"/findings/{finding}", "/sources/1"):
        page.goto(base + path)
        assert page.evaluate(FAINT) == [], path
        assert page.evaluate(UNNAMED) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path
        assert page.locator("h1").count() == 1
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_colours_of_lines_are_told_from_their_ground(opened: "Open") -> None:
    for scheme in ("light", "dark"):
        page = opened(DIRECTORATE, color_scheme=scheme)
        ratios = page.evaluate(
            """() => {
              const light = (colour) => colour.map((part) => part / 255)
                .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
                .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
              const rgb = (words) => words.match(/\\d+/g).slice(0, 3).map(Number);
              const probe = document.createElement("i");
              document.body.append(probe);
              const ground = light(rgb(getComputedStyle(document.body).backgroundColor));
              return [1, 2, 3, 4, 5, 6, 7, 8].map((at) => {
                probe.style.color = `var(--plot-${at})`;
                const line = light(rgb(getComputedStyle(probe).color));
                return (Math.max(line, ground) + .05) / (Math.min(line, ground) + .05);
              });
            }"""
        )
        assert min(ratios) >= 3, (scheme, ratios)  # WCAG 1.4.11


def test_a_series_prints_with_its_chart_and_without_its_forms(opened: "Open") -> None:
    page = opened(DIRECTORATE, viewport={"width": 390, "height": 844})
    page.emulate_media(media="print")
    assert page.locator(".plot-wide").is_visible()
    assert not page.locator(".plot-narrow").is_visible()
    assert page.locator(".series-counts").is_visible()
    assert not page.locator(".desk-head").is_visible()
    assert re.search("seal", page.locator(".desk-cite").inner_text())
