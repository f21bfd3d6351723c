"""The pages that show what the ledger holds."""

import pytest
from tests.web.conftest import Desk

from whence.ledger import Ledger
from whence.records import Reading

PAGES = [
    "/",
    "/read",
    "/reports/4",
    "/reports/13/changes",
    "/sources",
    "/sources/1",
    "/search",
    "/series",
    "/findings",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_heading_a_title_and_its_landmarks(
    desk: Desk, example_ledger: str, path: str
) -> None:
    page = desk(example_ledger).get(path)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert "<title>" in page.text
    assert '<main id="main"' in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


def test_today_lists_the_last_reports_first(desk: Desk, example_ledger: str) -> None:
    page = desk(example_ledger).get("/").text
    assert page.index("Three weeks on") < page.index("Directorate reports worst day")


def test_a_report_leads_to_the_record_of_each_figure(
    desk: Desk, example_ledger: str, coded: list[Reading]
) -> None:
    client = desk(example_ledger)
    page = client.get("/reports/4").text
    records = [part.partition('"')[0] for part in page.split('href="/figures/')[1:]]
    assert len(records) == len(coded[3].figures)
    record = client.get(f"/figures/{records[0]}").text
    assert "coded by hand" in record
    assert 'href="/reports/4"' in record


def test_a_revision_shows_what_it_changed(desk: Desk, example_ledger: str) -> None:
    page = desk(example_ledger).get("/reports/13/changes").text
    assert "Before" in page
    assert "captive" in page


def test_search_finds_figures_statements_and_reports(desk: Desk, example_ledger: str) -> None:
    client = desk(example_ledger)
    page = client.get("/search", params={"text": "market", "measure": "killed"}).text
    assert "Figures that fit" in page
    assert 'id="found-reports"' not in page  # a measure is asked for, which reports do not have
    assert 'id="found-reports"' in client.get("/search", params={"text": "market"}).text


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/nowhere", 404, "no such page"),
        ("/reports/99", 404, "no report 99"),
        ("/reports/x", 422, "number"),
        ("/figures/zz", 404, "no claim"),
        ("/sources/9999", 404, "no source 9999"),
        ("/search?date=soon", 400, "no date"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(
    desk: Desk, example_ledger: str, path: str, status: int, told: str
) -> None:
    page = desk(example_ledger).get(path)
    assert (page.status_code, told in page.text) == (status, True)
    assert "Traceback" not in page.text


def test_markup_in_every_field_is_shown_as_text(
    desk: Desk, empty_ledger: str, marked_up: Reading
) -> None:
    with Ledger(empty_ledger) as ledger:
        ledger.file(marked_up, by="test")
    client = desk(empty_ledger)
    for path in ("/", "/reports/1", "/sources", "/sources/2", "/search?text=killed"):
        page = client.get(path).text
        assert "<script>alert" not in page, path
        assert "&lt;script&gt;alert" in page, path
