"""The picture within a page: its points and their links, its colours, its two widths."""

import re
from datetime import date, timedelta
from importlib.resources import files
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from tests.exports.test_plot import COUNTS, _lines

from whence.exports import page_plot
from whence.exports.page_plot import PagePlot, draw_for_page, one_panel
from whence.exports.plot import COLOURS
from whence.exports.plotted import PlotError
from whence.ledger.counts import Count


def drawn(counts: list[Count]) -> PagePlot:
    first, *others = _lines(counts)
    return draw_for_page(one_panel(first, others))


def points(svg: str) -> list[str]:
    """Return where the links of a picture lead."""
    return [link.get("href", "") for link in ElementTree.fromstring(svg).iter("a")]


def test_every_count_is_a_link_with_its_sentence() -> None:
    told = [replace(count, quote=f"“{count.words}” & <b>more</b>") for count in COUNTS]
    plot = drawn(told)
    assert sorted(points(plot.wide)) == sorted(f"/figures/{count.claim}" for count in told)
    assert sorted(points(plot.narrow)) == sorted(points(plot.wide))
    titles = [one.text or "" for one in ElementTree.fromstring(plot.wide).iter("title")]
    assert all("<b>more</b>" in title.split("\n")[1] for title in titles)


def test_its_colours_are_those_of_the_page() -> None:
    plot = drawn(COUNTS)
    assert not re.search(r'"#[0-9a-fA-F]{3,6}"', plot.wide)
    assert "style=" not in plot.wide
    assert [number for _, number in plot.keys] == [1, 2]
    style = (files("whence.web") / "static" / "desk.css").read_text("utf-8")
    light, dark = (dict(re.findall(r"(--plot-\d): (#\w+)", part)) for part in two_themes(style))
    assert tuple(light.values()) == COLOURS
    assert light.keys() == dark.keys()


def two_themes(style: str) -> list[str]:
    return [line for line in style.splitlines() if "--plot-1:" in line]


def test_what_the_picture_leaves_to_the_page_is_told() -> None:
    plot = drawn(COUNTS)
    assert ("▲", "at least") in plot.marks
    assert "6 counts of 2 sources" in plot.notes
    assert "Orrin" not in plot.wide.replace("Orrin &lt;Watch&gt;", "")
    sizes = [ElementTree.fromstring(svg).get("viewBox") for svg in (plot.wide, plot.narrow)]
    assert sizes[0] != sizes[1]


def test_a_long_series_has_marks_of_its_newest_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_plot, "MOST_LINKED", 5)
    days = [f"{date(2031, 1, 1) + timedelta(n)}" for n in range(12)]
    about = [
        replace(COUNTS[0], claim=f"c{n}", day=day, end=day, comparator="about", low=n, high=n)
        for n, day in enumerate(days, 100)
    ]
    plot = drawn(about)
    assert sorted(points(plot.wide)) == sorted(f"/figures/c{n}" for n in range(107, 112))
    assert "marks only of the newest 5 counts" in plot.notes


def test_what_cannot_be_drawn_is_said() -> None:
    (line,) = _lines([replace(COUNTS[0], day=None, end=None)])
    with pytest.raises(PlotError, match="nothing to draw"):
        draw_for_page(one_panel(line))
