"""Findings over HTTP: the list, one with its quotes, settling it and taking that back."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.web.conftest import Desk, form_key
from tests.web.test_series_pages import links

from whence.ledger import By, FindingLine, Ledger, correct, find_findings, list_settled
from whence.ledger.findings import KINDS
from whence.records import Reading
from whence.web.meaning import MEANINGS
from whence.web.pages import findings as pages

MANUAL = Path(__file__).parents[2] / "docs" / "findings.md"


@pytest.fixture
def ledger(empty_ledger: str, coded: list[Reading]) -> str:
    with Ledger(empty_ledger) as book:
        for reading in coded:
            book.file(reading, by="test")
    return empty_ledger


def found(ledger: str, kind: str = "") -> list[FindingLine]:
    with Ledger(ledger) as book:
        return [line for line in find_findings(book) if kind in ("", line.finding.kind)]


def ids(page: str) -> list[str]:
    """Return the findings that a page lists, in its order."""
    told = [one.removeprefix("/findings/") for one in links(page, "/findings/")]
    return list(dict.fromkeys(told))


def test_what_is_open_is_listed_the_gravest_first(desk: Desk, example_ledger: str) -> None:
    page = desk(example_ledger).get("/findings").text
    lines = [line for line in found(example_ledger) if line.is_open]
    assert sorted(ids(page)) == sorted(line.finding.id for line in lines)
    order = {line.finding.id: line.finding.severity for line in lines}
    ranks = ["high medium low".split().index(order[one]) for one in ids(page)]
    assert ranks == sorted(ranks)
    assert f"{len(lines)} findings that are open" in page
    assert "first found" in page


def test_the_list_can_be_narrowed_and_turned(
    desk: Desk, example_ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk(example_ledger)
    every = found(example_ledger)
    asked = {
        "state=explained": [line for line in every if line.finding.explained],
        "kind=disagreement&state=": None,
        "kind=disagreement": [line for line in every if line.finding.kind == "disagreement"],
        "severity=high": [line for line in every if line.finding.severity == "high"],
        "kind=&severity=": [line for line in every if line.is_open],
        "state=settled": [],
    }
    for query, lines in asked.items():
        page = client.get(f"/findings?{query}")
        if lines is None:
            assert page.status_code == 422
        else:
            assert sorted(ids(page.text)) == sorted(line.finding.id for line in lines), query
    monkeypatch.setattr(pages, "LISTED", 7)
    seen: list[str] = []
    address = "/findings?state=all"
    while address:
        page = client.get(address)
        seen += ids(page.text)
        address = next(iter(re.findall(r'href="([^"]*)" rel="next"', page.text)), "")
        address = address.replace("&amp;", "&")
    assert sorted(seen) == sorted(line.finding.id for line in every)


def test_quotes_stand_side_by_side_with_their_numbers_marked(
    desk: Desk, example_ledger: str
) -> None:
    client = desk(example_ledger)
    for line in found(example_ledger):
        page = client.get(f"/findings/{line.finding.id}").text
        numbers = re.findall(r'class="found-number" href="/figures/(\w+)"', page)
        assert set(numbers) <= set(line.finding.claims)
        if line.finding.claims:
            assert numbers
        quotes = page[page.index('id="rests"') : page.index('id="means"')]
        assert links(quotes, "/reports/")
        assert MEANINGS[line.finding.kind].seen in page


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/findings/0000000000", 404, "no finding"),
        ("/findings/zz", 422, "cannot be"),
        ("/findings?kind=odd", 422, "cannot be"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(
    desk: Desk, example_ledger: str, path: str, status: int, told: str
) -> None:
    page = desk(example_ledger).get(path)
    assert (page.status_code, told in page.text) == (status, True)


def test_the_beginning_of_an_id_leads_to_the_finding(desk: Desk, example_ledger: str) -> None:
    whole = found(example_ledger)[0].finding.id
    assert desk(example_ledger).get(f"/findings/{whole[:8]}").url.path == f"/findings/{whole}"


def test_a_finding_is_settled_with_a_reason_and_that_is_undone(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    (line,) = found(ledger, "step")
    path = f"/findings/{line.finding.id}"
    key = form_key(client, path)
    refused = client.post(path, data={"form_key": key, "act": "real"})
    assert (refused.status_code, "Say why it is real" in refused.text) == (400, True)
    assert client.post(path, data={"form_key": key, "act": "odd", "why": "x"}).status_code == 400
    page = client.post(path, data={"form_key": key, "act": "real", "why": "asked the office"}).text
    assert "settled it: real" in page
    assert "“asked the office”" in page
    assert line.finding.id not in ids(client.get("/findings").text)
    assert line.finding.id in ids(client.get("/findings?state=settled").text)
    (settled,) = found(ledger, "step")
    assert settled.settled
    assert settled.settled.verdict == "real"
    (entry,) = re.findall(r'name="entry" value="(\d+)"', page)
    page = client.post(path, data={"form_key": key, "act": "undo", "entry": entry}).text
    assert "(undone)" in page
    assert f"undid entry {entry}" in page
    assert line.finding.id in ids(client.get("/findings").text)


def test_only_who_has_a_token_settles(desk: Desk, ledger: str, token: str) -> None:
    client = desk(ledger)
    path = f"/findings/{found(ledger)[0].finding.id}"
    assert "to settle it" in client.get(path).text
    sent = {"form_key": form_key(client), "act": "real", "why": "so"}
    assert client.post(path, data=sent).status_code == 403
    client.post("/sign-in", data={"form_key": form_key(client), "token": token})
    assert "<b>ann</b> settled it" in client.post(path, data=sent).text


def test_the_same_body_after_all_judges_the_names_the_same(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    line = next(
        line for line in found(ledger, "disagreement") if "Saltgate" in line.finding.sentence
    )
    path = f"/findings/{line.finding.id}"
    page = client.get(path).text
    names = re.findall(r'<option value="([^"]+)"', page[page.index('id="one"') :])
    one, other = "The Civil Guard", "the Civil Guard rescue service"
    assert {one, other} <= set(names)
    sent = {"form_key": form_key(client, path), "act": "same", "why": "one service"}
    page = client.post(path, data={**sent, "one": one, "other": one}).text
    assert "Choose the two names" in page
    page = client.post(path, data={**sent, "one": one, "other": other}).text
    assert "the same body after all" in page
    with Ledger(ledger) as book, book.reading() as connection:
        (settled,) = list_settled(connection, 5)
    assert {settled.one, settled.other} == {one, other}


def test_a_finding_that_is_found_no_more_says_so(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    (line,) = found(ledger, "subtotal")
    with Ledger(ledger) as book:
        part = line.finding.claims[0]
        correct(book, part, {"measure": "displaced"}, By("ann", "misread"))
    page = client.get(f"/findings/{line.finding.id}").text
    assert "found no more since entry" in page
    assert 'name="act" value="real"' not in page
    assert line.finding.id not in ids(client.get("/findings?state=all").text)


def test_other_pages_lead_to_findings(desk: Desk, example_ledger: str) -> None:
    client = desk(example_ledger)
    (line,) = found(example_ledger, "step")
    record = f"/figures/{line.finding.claims[0]}"
    page = client.get(record).text
    report = links(page, "/reports/")[0]
    series = client.get(links(page, "/series/")[0]).text
    source = links(series, "/sources/")[0]
    for path in ("/", record, report, source):
        assert line.finding.id in ids(client.get(path).text), path


def test_today_shows_the_series_that_moved(desk: Desk, example_ledger: str) -> None:
    page = desk(example_ledger).get("/").text
    moved = page[page.index('id="moved"') : page.index('id="new-findings"')]
    assert "4,648" in moved
    assert "+55" in moved
    assert "stretches of time" not in moved


def test_an_empty_ledger_has_its_pages(desk: Desk, empty_ledger: str) -> None:
    client = desk(empty_ledger)
    for path, told in [
        ("/", "The ledger is empty"),
        ("/findings", "Nothing was found"),
        ("/series", "in a series yet"),
    ]:
        assert told in client.get(path).text


def test_findings_have_a_feed(desk: Desk, example_ledger: str) -> None:
    client = desk(example_ledger)
    feed = ElementTree.fromstring(client.get("/feed/findings.atom").content)
    atom = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == len(found(example_ledger))
    link = entries[0].find(f"{atom}link")
    assert link is not None
    assert client.get(link.get("href") or "").status_code == 200


def test_every_kind_is_explained_here_and_in_the_manual() -> None:
    assert set(MEANINGS) == set(KINDS)
    manual = MANUAL.read_text("utf-8")
    assert all(f"## {kind.capitalize()}\n" in manual for kind in KINDS)


def test_markup_in_a_finding_is_shown_as_text(
    desk: Desk, empty_ledger: str, marked_up: Reading
) -> None:
    report = replace(marked_up.report, url=None)
    copy = replace(report, id=f"{report.id} again", published="2031-03-05")
    changed = replace(report, url="https://a.example/x")
    later = replace(changed, text=report.text.replace("A", "B"), published="2031-03-06")
    with Ledger(empty_ledger) as book:
        for one in (report, copy, changed, later):
            book.file(replace(marked_up, report=one), by="test")
    client = desk(empty_ledger)
    page = client.get("/findings?state=all").text
    assert "<script>alert" not in page
    for found_id in ids(page):
        assert "<script>alert" not in client.get(f"/findings/{found_id}").text
