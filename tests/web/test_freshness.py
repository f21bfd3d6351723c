"""Who has a page as it is, is told so; every answer says how it may be kept."""

import httpx
import pytest
from tests.web.conftest import Desk, form_key

from whence.ledger import By, Ledger, comment
from whence.records import Reading

PAGES = ["/", "/reports/1", "/search?text=killed", "/sources"]
ANSWERS = ["/api/v1/figures", "/api/v1/openapi.json", "/feed/reports.atom", "/sources.csv"]


@pytest.fixture
def filed(desk: Desk, empty_ledger: str, coded: list[Reading]) -> httpx.Client:
    """A desk with one report, whose visitor has been there before."""
    with Ledger(empty_ledger) as ledger:
        ledger.file(coded[0], by="test")
    client = desk(empty_ledger)
    client.get("/")
    return client


@pytest.mark.parametrize("path", [*PAGES, *ANSWERS])
def test_a_page_is_made_again_only_when_the_ledger_grew(
    filed: httpx.Client, empty_ledger: str, path: str
) -> None:
    first = filed.get(path)
    held = {"If-None-Match": f'"other", {first.headers["ETag"]}'}
    again = filed.get(path, headers=held)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    with Ledger(empty_ledger) as ledger:
        comment(ledger, "01-port-sele-toll", "seen", By("test"))
    assert filed.get(path, headers=held).status_code == 200


def test_a_page_is_one_visitors_own(filed: httpx.Client, token: str) -> None:
    before = filed.get("/").headers["ETag"]
    data = {"form_key": form_key(filed, "/sign-in"), "token": token}
    filed.post("/sign-in", data=data)
    signed = filed.get("/", headers={"If-None-Match": before})
    assert (signed.status_code, "ann" in signed.text) == (200, True)
    answer = filed.get("/api/v1/figures").headers["ETag"]
    plain = httpx.get(f"{filed.base_url}/api/v1/figures", headers={"If-None-Match": answer})
    assert plain.status_code == 304


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "private, no-cache"),
        ("/sources.csv", "private, no-cache"),
        ("/api/v1/sources", "no-cache"),
        ("/feed/reports.atom", "no-cache"),
        ("/static/desk.css", "no-cache"),
        ("/reports/99", "no-store"),
        ("/api/v1/reports/99", "no-store"),
    ],
)
def test_every_answer_says_how_it_may_be_kept(filed: httpx.Client, path: str, kept: str) -> None:
    assert filed.get(path).headers["Cache-Control"] == kept


def test_a_form_is_good_after_the_page_that_has_it_was_held(filed: httpx.Client) -> None:
    page = filed.get("/read")
    assert filed.get("/read", headers={"If-None-Match": page.headers["ETag"]}).status_code == 304
    other = httpx.get(f"{filed.base_url}/read", headers={"If-None-Match": page.headers["ETag"]})
    assert other.status_code == 200  # another browser's forms have another key


def test_pages_are_packed(filed: httpx.Client) -> None:
    page = filed.get("/reports/1")
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
