"""Who has a page as it is, is told so; every answer says how it may be kept."""

import re
from html import escape
from typing import Any

import httpx
import pytest
from jinja2 import Template
from tests.web.conftest import Desk, form_key

from whence.ledger import By, Ledger, comment
from whence.records import Reading
from whence.web import checking
from whence.web.access import FORMS_FOR_ALL
from whence.web.shelf import BESIDES, Kept, Shelf

PAGES = ["/", "/reports/1", "/search?text=killed", "/sources"]
ANSWERS = ["/api/v1/figures", "/api/v1/openapi.json", "/feed/reports.atom", "/sources.csv"]


@pytest.fixture
def filed(desk: Desk, empty_ledger: str, coded: list[Reading]) -> httpx.Client:
    """A desk with one report, whose visitor has been there before."""
    with Ledger(empty_ledger) as ledger:
        ledger.file(coded[0], by="test")
    client = desk(empty_ledger)
    client.get("/read")  # which brings a cookie, and that page has the ledger checked
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
    anew = filed.get(path, headers=held)
    assert (anew.status_code, anew.headers["ETag"] == first.headers["ETag"]) == (200, False)


def test_a_page_that_is_kept_is_not_shown_once_the_ledger_grew(
    filed: httpx.Client, empty_ledger: str, coded: list[Reading]
) -> None:
    title = escape(coded[1].report.title or "")
    assert title not in filed.get("/").text
    with Ledger(empty_ledger) as ledger:
        ledger.file(coded[1], by="test")
    assert title in filed.get("/").text


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


def test_a_page_that_another_asked_for_is_not_made_again(
    filed: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted(monkeypatch)
    first = filed.get("/reports/1")
    other = httpx.get(f"{filed.base_url}/reports/1")
    assert (other.text, other.headers["ETag"]) == (first.text, first.headers["ETag"])
    assert made.count("report.html") == 1
    plain = httpx.get(f"{filed.base_url}/reports/1", headers={"Accept-Encoding": "identity"})
    assert (plain.text, "Content-Encoding" in plain.headers) == (first.text, False)
    filed.get("/reports/1", headers={"Cache-Control": "no-cache"})
    assert made.count("report.html") == 3


def test_what_one_visitor_is_shown_is_kept_for_no_other(
    filed: httpx.Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "ann" not in filed.get("/sources").text
    filed.post("/sign-in", data={"form_key": form_key(filed, "/sign-in"), "token": token})
    made = counted(monkeypatch)
    for _ in range(2):
        assert "ann" in filed.get("/sources").text
    assert "ann" not in httpx.get(f"{filed.base_url}/sources").text
    assert made.count("sources.html") == 2  # hers; the other was kept


def test_a_page_that_was_made_before_the_check_is_made_again(
    desk: Desk, empty_ledger: str, coded: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger(empty_ledger) as ledger:
        ledger.file(coded[0], by="test")
    client = desk(empty_ledger)
    monkeypatch.setattr(checking, "check_on", lambda _: False)  # as where the disk is full
    made = counted(monkeypatch)
    for _ in range(2):
        assert client.get("/findings").status_code == 200
    assert made.count("findings.html") == 2


def test_who_only_looks_meets_forms_where_they_are_looked_for(
    desk: Desk, example_ledger: str
) -> None:
    """Elsewhere a page is the same for all who look, and a form's key is one visitor's own."""
    client = desk(example_ledger)
    seen, ahead = set[str](), ["/"]
    while ahead:
        path = ahead.pop()
        shape = re.sub(r"[0-9a-f]{6,}|\d+", "0", path.partition("?")[0])
        if shape in seen or path.startswith(("/static/", "/api/")):
            continue
        seen.add(shape)
        page = client.get(path)
        assert ('name="form_key"' in page.text) == (shape in FORMS_FOR_ALL), path
        ahead += re.findall(r'href="(/[^"#]*)', page.text)
    assert {"/", "/read", "/reports/0", "/series/0", "/findings/0", "/search"} <= seen


def test_a_shelf_lets_go_of_what_was_asked_for_least_lately() -> None:
    shelf = Shelf(holds=3 * BESIDES + 10, largest=6)
    one, two, three = (Kept([], bytes(size)) for size in (4, 5, 6))
    shelf.keep("one", one)
    shelf.keep("two", two)
    assert shelf.find("one") is one
    shelf.keep("three", three)
    assert [shelf.find(key) for key in ("one", "two", "three")] == [one, None, three]
    shelf.keep("four", Kept([], bytes(7)))
    shelf.keep("one", Kept([], bytes(1)))
    assert [shelf.find(key) is None for key in ("one", "three", "four")] == [False, False, True]


def test_a_shelf_holds_not_too_many_small_answers_either() -> None:
    shelf = Shelf(holds=10 * BESIDES)
    for number in range(50):
        shelf.keep(f"{number}", Kept([], b""))
    assert sum(shelf.find(f"{number}") is not None for number in range(50)) == 10


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows by the name of each page's template that is filled."""
    made: list[str] = []
    fill = Template.render

    def noted(template: Template, *args: Any, **context: Any) -> str:
        made.append(f"{template.name}")
        return fill(template, *args, **context)

    monkeypatch.setattr(Template, "render", noted)
    return made


def test_pages_are_packed(filed: httpx.Client) -> None:
    page = filed.get("/reports/1")
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
