"""What is told to other programs: Atom feeds, and CSV."""

import csv
import re
from dataclasses import replace
from io import StringIO
from xml.etree import ElementTree

import pytest
from tests.conftest import MARKUP
from tests.web.conftest import Desk

from whence.exports.wording import tidy
from whence.ledger import Ledger, SeriesLine, list_series
from whence.records import Reading
from whence.web.atom import FeedEntry, write_feed

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def of(parent: ElementTree.Element, name: str) -> str:
    """Return the words of the one child of that name."""
    (child,) = parent.findall(ATOM + name)
    return child.text or ""


def series_of(ledger: str) -> SeriesLine:
    """Return the longest series of a ledger."""
    with Ledger(ledger) as book, book.reading() as connection:
        return max(list_series(connection), key=lambda line: len(line.counts))


@pytest.mark.parametrize("of_series", [False, True])
def test_feeds_are_valid_atom(desk: Desk, example_ledger: str, of_series: bool) -> None:
    client = desk(example_ledger)
    line = series_of(example_ledger)
    path = f"/feed/series/{line.id}.atom" if of_series else "/feed/reports.atom"
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == (len(line.counts) if of_series else 18) > 2
    # RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each, an author, a link to itself.
    for part in (feed, *entries):
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", of(part, "id"))
        assert TIME.fullmatch(of(part, "updated"))
        assert of(part, "title")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [of(entry, "id") for entry in entries]
    assert len({*ids, of(feed, "id")}) == len(entries) + 1
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{client.base_url}{path}"
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert client.get(link.get("href") or "").status_code == 200


def test_ids_stay_when_the_ledger_grows(
    desk: Desk, empty_ledger: str, coded: list[Reading]
) -> None:
    client = desk(empty_ledger)
    seen = []
    for reading in coded[:2]:
        with Ledger(empty_ledger) as ledger:
            ledger.file(reading, by="test")
        feed = ElementTree.fromstring(client.get("/feed/reports.atom").content)
        seen.append([of(feed, "id"), of(feed.findall(f"{ATOM}entry")[-1], "id")])
    assert seen[0] == seen[1]


def test_an_empty_ledger_has_a_feed(desk: Desk, empty_ledger: str) -> None:
    feed = ElementTree.fromstring(desk(empty_ledger).get("/feed/reports.atom").content)
    assert TIME.fullmatch(of(feed, "updated"))


def test_markup_in_a_feed_is_text(desk: Desk, empty_ledger: str, marked_up: Reading) -> None:
    with Ledger(empty_ledger) as ledger:
        ledger.file(marked_up, by="test")
    answer = desk(empty_ledger).get("/feed/reports.atom")
    assert "<script" not in answer.text
    (entry,) = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
    assert of(entry, "title") == tidy(MARKUP)
    assert tidy(MARKUP) in of(entry, "summary")


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\ud800", "\uffff", "\ufffe"])
def test_what_xml_cannot_hold_is_left_out(odd: str) -> None:
    entry = FeedEntry(odd, f"a{odd}b", "http://x/", "2031-03-04T00:00:00Z", odd)
    written = write_feed(name=odd, title=odd, link="x", address="y", entries=[entry])
    assert ElementTree.fromstring(written) is not None


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:])))


def test_lists_are_given_as_csv(desk: Desk, example_ledger: str) -> None:
    client = desk(example_ledger)
    page = client.get("/search", params={"measure": "killed", "text": "market"}).text
    link = re.search(r'href="(/search\.csv\?[^"]+)"', page)
    assert link
    answer = client.get(link[1].replace("&amp;", "&"))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="figures.csv"'
    assert {row["measure"] for row in rows(answer.text)} == {"killed"}
    assert 'href="/sources.csv"' in client.get("/sources").text
    assert len(rows(client.get("/sources.csv").text)) > 20
    assert 'href="/reports/4/figures.csv"' in client.get("/reports/4").text
    assert {row["report"] for row in rows(client.get("/reports/4/figures.csv").text)} == {
        "04-saltgate-funerals"
    }
    assert client.get("/reports/99/figures.csv").status_code == 404
    line = series_of(example_ledger)
    counts = rows(client.get(f"/series/{line.id}/counts.csv").text)
    assert [row["id"] for row in counts if row["role"] != "may_belong"] == [
        count.claim for count in line.counts
    ]
    assert client.get("/series/ffffffffffffffff/counts.csv").status_code == 404


def test_no_cell_is_a_formula(desk: Desk, empty_ledger: str, marked_up: Reading) -> None:
    report = replace(marked_up.report, id="=cmd()", publisher="+1", url="@x", title="-2")
    with Ledger(empty_ledger) as ledger:
        ledger.file(replace(marked_up, report=report), by="test")
    client = desk(empty_ledger)
    (row,) = rows(client.get("/reports/1/figures.csv").text)
    assert (row["report"], row["publisher"], row["url"]) == ("'=cmd()", "'+1", "'@x")
    for path in ("/search.csv?text=killed", "/sources.csv", "/reports/1/figures.csv"):
        for row in rows(client.get(path).text):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values()), path
