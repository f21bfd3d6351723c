"""Pictures of series: what they say, that they say it alike each time, and load nothing."""

import re
from xml.etree import ElementTree

import pytest

from whence.exports.plot import MOST_LINES, describe, draw
from whence.exports.plotted import PlotError
from whence.ledger import SeriesLine
from whence.ledger.citing import Citation
from whence.ledger.counts import Count
from whence.ledger.series import find_series
from whence.records import Comparator

SVG = "{http://www.w3.org/2000/svg}"


def _count(
    day: str,
    words: str,
    low: int | None,
    high: int | None,
    comparator: Comparator = "exact",
    *,
    source: str = "Harbour Board",
    superseded: bool = False,
    end: str | None = None,
) -> Count:
    return Count(
        claim=f"{source} {day} {words}",
        report="r",
        day=day,
        position=0,
        words=words,
        measure="displaced",
        low=low,
        high=high,
        comparator=comparator,
        source=source,
        kind="since",
        start="2031-01-01",
        end=end,
        superseded=superseded,
    )


COUNTS = [
    _count("2031-03-01", "1,200,000", 1_200_000, 1_200_000),
    _count("2031-03-02", "1.2 to 1.4 million", 1_200_000, 1_400_000, "between"),
    _count("2031-03-03", "1,300,000", 1_300_000, 1_300_000, superseded=True),
    _count("2031-03-03", "1,310,000", 1_310_000, 1_310_000),
    _count("2031-03-20", "at least 1,400,000", 1_400_000, None, "at_least"),
    _count("2031-03-04", "a million", 1_000_000, None, "vague", source="Orrin <Watch> & Sons"),
]


def _lines(counts: list[Count]) -> list[SeriesLine]:
    return [
        SeriesLine(Citation(f"body:{series.key.source}", series.key), series, 1, True, None, None)
        for series in find_series(counts)
    ]


def _texts(svg: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_title_axes_legend_and_sources_are_text() -> None:
    texts = _texts(draw(_lines(COUNTS)))
    assert "Displaced" in texts
    assert {"Harbour Board", "Orrin <Watch> & Sons"} <= set(texts)
    assert {"1,200,000", "2031", "exact", "range", "at least", "vague"} <= set(texts)
    told = next(text for text in texts if "since" in text)
    assert "running since 1 Jan 2031" in told
    assert "6 counts of 2 sources" in told
    assert "bands are what the words allow" in told
    assert "hollow: in an older revision or a copy" in told
    assert "dotted: no counts in between" in told
    assert "the axis does not begin at zero" in told


def test_each_count_tells_itself() -> None:
    svg = draw(_lines(COUNTS)).decode()
    for count in COUNTS:
        assert f": {count.words}, " in svg


def test_the_same_series_give_the_same_bytes() -> None:
    lines = _lines(COUNTS)
    first = draw(lines)
    draw(_lines(COUNTS[:2]))
    assert draw(lines) == first
    assert draw(lines, "png").startswith(b"\x89PNG")


def test_it_loads_nothing_and_runs_nothing() -> None:
    svg = draw(_lines(COUNTS)).decode()
    addresses = set(re.findall(r"https?://[^\"' ]+", svg))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "<script" not in svg
    assert "url(http" not in svg


def test_a_number_far_out_of_line_does_not_set_the_scale() -> None:
    odd = [*COUNTS, _count("2031-03-04", "485", 485, 485)]
    svg = draw(_lines(odd))
    assert any("1 out of line or parts of others left out" in text for text in _texts(svg))


@pytest.mark.parametrize(
    "counts",
    [
        COUNTS[:1],
        [_count("2031-03-01", "none", 0, 0)],
        [_count("2031-03", "three", 3, 3)],
        [_count("2031-03-01", "up to 20", None, 20, "at_most")],
        [_count(f"2031-0{m}-{d:02}", f"{m}{d}", m * 1000 + d, m * 1000 + d)
         for m in range(1, 9) for d in range(1, 29)],
    ],
    ids=["one point", "nought", "a month", "no low", "a day each for months"],
)  # fmt: skip
def test_odd_series_are_drawn(counts: list[Count]) -> None:
    assert "Harbour Board" in _texts(draw(_lines(counts)))


def test_what_cannot_be_drawn_is_said() -> None:
    many = [_count("2031-03-01", "3", 3, 3, source=f"Board {n}") for n in range(MOST_LINES + 1)]
    with pytest.raises(PlotError, match="narrow the filter"):
        describe(_lines(many))
    with pytest.raises(PlotError, match="nothing to draw"):
        describe([])
