"""Series over HTTP: the list, the chart and the table of one, and an address that cites a view."""

import re
from collections import Counter
from dataclasses import replace
from html import unescape

import pytest
from tests.web.conftest import Desk

from whence.ledger import Filter, Ledger, list_series
from whence.records import Period, Reading
from whence.web.pages import series as pages

# Of the bundled example: the directorate's count of the killed since 9 November.
DIRECTORATE = "ef0fba74f1f6f541"


def links(page: str, begins: str) -> list[str]:
    """Return the addresses on a page that begin so, in its order."""
    return [unescape(one) for one in re.findall(rf'href="({re.escape(begins)}[^"]*)"', page)]


def test_the_list_has_every_series_page_by_page(
    desk: Desk, example_ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "LISTED", 12)
    with Ledger(example_ledger) as ledger, ledger.reading() as connection:
        every = [line.id for line in list_series(connection)]
    client = desk(example_ledger)
    seen: list[str] = []
    address = "/series"
    while address:
        page = client.get(address).text
        seen += [one.removeprefix("/series/") for one in links(page, "/series/")]
        address = next(iter(re.findall(r'href="([^"]*)" rel="next"', page)), "")
        address = unescape(address)
    assert sorted(seen) == sorted(every)
    assert seen[0] == every[0]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("source=health+directorate&measure=killed", "running since 9 Nov 2025"),
        ("population=aid+seekers", "Aid seekers killed"),
        ("place=saltgate", "event of 4 Mar 2026"),
        ("text=captives", "Captives freed"),
        ("date=2026-03-02", "the Health Directorate of Sele"),
        ("period=2026-03-04", "event of 4 Mar 2026"),
        ("report=04-saltgate-funerals", "Stallholders missing"),
        ("measure=born", "No series has a figure that fits"),
    ],
)
def test_the_list_takes_the_filters_of_the_command_line(
    desk: Desk, example_ledger: str, query: str, told: str
) -> None:
    page = desk(example_ledger).get(f"/series?{query}")
    assert page.status_code == 200
    assert told in page.text


def test_a_series_has_a_chart_whose_points_lead_to_their_figures(
    desk: Desk, example_ledger: str
) -> None:
    client = desk(example_ledger)
    page = client.get(f"/series/{DIRECTORATE}").text
    chart = page[page.index('<div class="plot-wide">') : page.index('<div class="plot-narrow">')]
    points = links(chart, "/figures/")
    assert len(points) == len(set(points)) == 18
    assert all(client.get(point).status_code == 200 for point in points)
    titles = re.findall(r"<title>(.*?)</title>", chart, re.DOTALL)
    assert len(titles) == len(points)
    assert all("\n“" in title and title.count("\n") == 2 for title in titles)
    assert "var(--plot-1)" in chart
    assert not re.search(r'"#[0-9a-f]{6}"', chart)


def test_nothing_on_the_page_needs_what_the_policy_forbids(desk: Desk, example_ledger: str) -> None:
    page = desk(example_ledger).get(f"/series/{DIRECTORATE}").text
    assert "style=" not in page
    assert "<style" not in page
    assert re.findall(r"<script[^>]*>", page) == [
        '<script src="/static/desk.js" defer>',
        '<script src="/static/series.js" defer>',
    ]


def test_other_sources_stand_beside_a_series_and_can_be_left_out(
    desk: Desk, example_ledger: str
) -> None:
    client = desk(example_ledger)
    page = client.get(f"/series/{DIRECTORATE}").text
    keys = page[page.index("plot-keys") : page.index("plot-wide")]
    beside = links(keys, "/series/")
    assert len(beside) == 3
    assert "“the directorate”" in keys
    assert all(client.get(one).status_code == 200 for one in beside)
    alone = client.get(f"/series/{DIRECTORATE}?alone=1").text
    assert "“the directorate”" not in alone[alone.index("plot-keys") : alone.index("plot-wide")]
    assert f'href="/series/{DIRECTORATE}/chart.svg?alone=1"' in alone


def test_the_table_has_every_count_with_its_step_and_its_report(
    desk: Desk, example_ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "COUNTED", 5)
    client = desk(example_ledger)
    first, second = (client.get(f"/series/{DIRECTORATE}?page={n}").text for n in (1, 2))
    rows = [re.findall(r"<tr.*?</tr>", page, re.DOTALL)[1:] for page in (first, second)]
    assert [len(found) for found in rows] == [5, 3]
    assert "4,648" in rows[0][0]
    assert "+55" in rows[0][0]
    assert "5 days without a count before" in rows[0][0]
    assert "in an older revision" in rows[0][4]
    assert all(links(row, "/figures/") and links(row, "/reports/") for row in rows[0] + rows[1])


def test_what_can_be_compared_is_said_in_words(desk: Desk, example_ledger: str) -> None:
    client = desk(example_ledger)
    page = client.get(f"/series/{DIRECTORATE}").text
    assert "Every count is a total since 9 Nov 2025." in page
    assert "One count stands in an older revision" in page
    assert "3 other sources counted the same" in page
    assert "May belong here" in page
    with Ledger(example_ledger) as ledger, ledger.reading() as connection:
        unnamed = list_series(connection, Filter(source="=the directorate"), 1)[0]
        by_kind: dict[str, str] = {line.key.kind: line.id for line in list_series(connection)}
    assert "is no name" in client.get(f"/series/{unnamed.id}").text
    for kind, told in [
        ("window", "its own stretch of time"),
        ("event", "told again as more was known"),
        ("state", "how many there were on its day"),
    ]:
        assert told in client.get(f"/series/{by_kind[kind]}").text


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/series/ef0fba740000", 404, "no series"),
        ("/series/zz", 422, "cannot be"),
        ("/series?date=soon", 400, "no date"),
        ("/series/ef0fba740000/chart.svg", 404, "no series"),
        (f"/series/{DIRECTORATE}/chart.gif", 422, "cannot be"),
        (f"/series/{DIRECTORATE}?page=9", 200, "no counts on this page"),
        ("/series?page=30", 200, "There are no more"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(
    desk: Desk, example_ledger: str, path: str, status: int, told: str
) -> None:
    page = desk(example_ledger).get(path)
    assert (page.status_code, told in page.text) == (status, True)


def test_the_beginning_of_an_id_leads_to_the_series(desk: Desk, example_ledger: str) -> None:
    page = desk(example_ledger).get("/series/EF0FBA74F1?alone=1")
    assert page.url.path == f"/series/{DIRECTORATE}"
    assert page.url.query == b"alone=1"


def test_an_id_that_several_series_begin_with_lists_them(desk: Desk, example_ledger: str) -> None:
    with Ledger(example_ledger) as ledger, ledger.reading() as connection:
        ids = [line.id for line in list_series(connection)]
    start, many = Counter(one[:8] for one in ids).most_common(1)[0]
    page = desk(example_ledger).get(f"/series/{start}").text
    assert f"{many} series have the id {start}" in page
    assert len(links(page, "/series/")) == many > 1


def test_a_view_is_cited_with_the_seal_of_the_ledger(
    desk: Desk, empty_ledger: str, coded: list[Reading]
) -> None:
    client = desk(empty_ledger)
    with Ledger(empty_ledger) as ledger:
        ledger.file(coded[0], by="test")
    for path in ("/series?measure=killed", f"/series/{DIRECTORATE}?alone=1"):
        (cited,) = {one for one in links(client.get(path).text, "http") if "seal=" in one}
        assert path.partition("?")[2] in cited
        page = client.get(cited).text
        assert "This view was cited" not in page
        assert cited.replace("&", "&amp;") in page  # it cites itself alike
    with Ledger(empty_ledger) as ledger:
        ledger.file(coded[1], by="test")
    assert "1 entry came to the ledger since" in client.get(cited).text
    other = re.sub("seal=[0-9a-f]+", "seal=0123456789abcdef", cited)
    assert "cited from another ledger" in client.get(other).text


@pytest.mark.parametrize(
    ("form", "media", "begins"),
    [("svg", "image/svg+xml", b"<svg"), ("png", "image/png", b"\x89PNG")],
)
def test_a_chart_can_be_taken_along(
    desk: Desk, example_ledger: str, form: str, media: str, begins: bytes
) -> None:
    client = desk(example_ledger)
    page = client.get(f"/series/{DIRECTORATE}").text
    (link,) = links(page, f"/series/{DIRECTORATE}/chart.{form}")
    answer = client.get(link)
    assert answer.headers["Content-Type"] == media
    assert f'filename="series-{DIRECTORATE}.{form}"' in answer.headers["Content-Disposition"]
    assert answer.content.startswith(begins)
    assert client.get(f"{link}?alone=1").content != answer.content
    assert links(page, f"/series/{DIRECTORATE}/counts.csv")
    assert links(page, f"/feed/series/{DIRECTORATE}.atom")


def test_a_figure_and_a_report_lead_to_their_series(desk: Desk, example_ledger: str) -> None:
    client = desk(example_ledger)
    record = client.get("/figures/cf5dc18296b71f09").text
    assert f"/series/{DIRECTORATE}" in links(record, "/series/")
    assert "By other sources" in record
    report = client.get("/reports/1").text
    assert f"/series/{DIRECTORATE}" in links(report, "/series/")


def test_markup_in_a_series_is_shown_as_text(
    desk: Desk, empty_ledger: str, marked_up: Reading
) -> None:
    (figure,) = marked_up.figures
    dated = replace(figure, period=Period("on", "2031-03-04", "2031-03-04", "then"), part_of=None)
    with Ledger(empty_ledger) as ledger:
        ledger.file(replace(marked_up, figures=(dated,)), by="test")
        with ledger.reading() as connection:
            (line,) = list_series(connection)
    client = desk(empty_ledger)
    for path in ("/series", f"/series/{line.id}", f"/figures/{line.counts[0].claim}", "/reports/1"):
        page = client.get(path).text
        assert "<script>alert" not in page, path
        assert "&lt;script&gt;alert" in page, path
    assert b"<script" not in client.get(f"/series/{line.id}/chart.svg").content
