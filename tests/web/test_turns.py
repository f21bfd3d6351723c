"""Few pages are made at once; the others wait, and none is lost."""

from concurrent.futures import ThreadPoolExecutor

from tests.web.conftest import Desk


def test_many_at_once_are_all_answered(desk: Desk, example_ledger: str) -> None:
    client = desk(example_ledger)
    with ThreadPoolExecutor(60) as visitors:
        answers = list(visitors.map(client.get, ["/reports/4"] * 120))
    assert [answer.status_code for answer in answers] == [200] * 120


def test_who_finds_no_place_is_told_to_come_back(desk: Desk, example_ledger: str) -> None:
    client = desk(example_ledger, at_once=0, visitors_waiting=0)
    page = client.get("/")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    answer = client.get("/api/v1/figures")
    assert (answer.status_code, list(answer.json())) == (503, ["error"])


def test_a_turn_ends_whatever_becomes_of_the_page(desk: Desk, example_ledger: str) -> None:
    client = desk(example_ledger, at_once=1)
    for path in ("/reports/99", "/search?date=soon", "/nowhere", "/static/desk.css", "/"):
        client.get(path)
    assert client.get("/").status_code == 200
