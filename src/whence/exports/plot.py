"""Series drawn as a chart, in SVG or PNG, for `--plot` and for pages.

One panel for each thing that is counted, one line a source. A range is a band; a figure that is
not exact has a mark of its own, and one that no longer stands is hollow. Vega-Lite draws it from a
plain description, without a browser or a network; the same series give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from whence.exports.series import kind_words, what_words, who_words
from whence.exports.wording import counted, shortened
from whence.ledger.counts import Count
from whence.ledger.series import SeriesKey
from whence.ledger.steps import holds_for, steps_of

if TYPE_CHECKING:
    from whence.ledger.linking import SeriesLine

Format = Literal["svg", "png"]
Spec = dict[str, Any]
Mark = Literal["exact", "at least", "at most", "about", "range", "vague"]

# More lines than a reader can tell apart by colour, and more panels than fit a page.
MOST_LINES, MOST_PANELS = 8, 6
WIDTH, HEIGHT = 660, 300
# Points of a line that are all drawn; of more, only those that are not plain.
MOST_POINTS = 90
LONGEST_NAME = 60
PNG_SCALE = 2

# Eight colours that are told apart by colour-blind people too (after Okabe and Ito, darkened to
# three times the contrast of their ground).
COLOURS = (
    *("#0a5c9e", "#c2500a", "#0a7d5c", "#a3478a"),
    *("#8a6d00", "#3c8fc4", "#5a5a5a", "#7a2d1f"),
)
SHAPES: Mapping[Mark, str] = {
    "exact": "circle",
    "at least": "triangle-up",
    "at most": "triangle-down",
    "about": "diamond",
    "range": "square",
    "vague": "cross",
}
INK, QUIET, RULE, GROUND = "#222222", "#5c5c5c", "#e4e4e4", "#ffffff"
FONT = "Helvetica, Arial, sans-serif"


class PlotError(Exception):
    """Series that cannot be drawn, in a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Series that count the same thing in the same way, by different sources."""

    title: str
    lines: tuple["SeriesLine", ...]

    @property
    def key(self) -> SeriesKey:
        """What they share, but for the source."""
        return self.lines[0].key


def draw(lines: Sequence["SeriesLine"], form: Format = "svg") -> bytes:
    """Return a picture of `lines`.

    Raises PlotError where there is nothing to draw, or more than one picture can show.
    """
    import vl_convert  # a library of thirty megabytes, loaded when a picture is wanted

    spec = describe(lines)
    if form == "png":
        png: bytes = vl_convert.vegalite_to_png(spec, scale=PNG_SCALE)
        return png
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg.encode()


def describe(lines: Sequence["SeriesLine"]) -> Spec:
    """Return the picture of `lines` as Vega-Lite has it described."""
    panels = _panels(lines)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": GROUND,
        "padding": 16,
        "config": _config(),
        "vconcat": [_panel(panel) for panel in panels],
        "spacing": 36,
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
    }


def _panels(lines: Iterable["SeriesLine"]) -> list[Panel]:
    found: dict[str, list[SeriesLine]] = {}
    for line in lines:
        what = what_words(line)
        title = f"{what[:1].upper()}{what[1:]}, {kind_words(line.key)}"
        if any(holds_for(line.series, count) for count in line.counts):
            found.setdefault(title, []).append(line)
    if not found:
        raise PlotError("none of these counts has a day; there is nothing to draw")
    if len(found) > MOST_PANELS or max(map(len, found.values())) > MOST_LINES:
        raise PlotError(
            f"a picture shows {MOST_PANELS} counts with {MOST_LINES} sources each at most; narrow "
            "the filter, or give the series by their ids"
        )
    return [Panel(title, tuple(listed)) for title, listed in found.items()]


# ---- one panel ---------------------------------------------------------------------------------


def _panel(panel: Panel) -> Spec:
    rows = list(_rows(panel))
    names = list(dict.fromkeys(row["source"] for row in rows))
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "title": _title(panel, rows),
        "data": {"values": rows},
        "encoding": {
            "x": _days_axis([row["day"] for row in rows], panel),
            "color": {
                "field": "source",
                "type": "nominal",
                "scale": {"domain": names, "range": list(COLOURS[: len(names)])},
                "legend": {"symbolType": "stroke", "symbolStrokeWidth": 3, "symbolSize": 240},
            },
        },
        "layer": [_band(panel), *_lines(panel), *_points(panel, rows)],
    }


def _title(panel: Panel, rows: Sequence[Spec]) -> Spec:
    notes = [f"{counted(len(rows), 'count')} of {counted(len(panel.lines), 'source')}"]
    if any(row["least"] != row["most"] for row in rows):
        notes.append("bands are what the words allow")
    if any(row["hollow"] for row in rows):
        notes.append("hollow: in an older revision or a copy")
    if any(row["gap"] for row in rows):
        notes.append("dotted where counts are missing")
    if not _from_zero(panel):
        notes.append("the axis does not begin at zero")
    return {"text": shortened(panel.title, 90), "subtitle": " · ".join(notes)}


def _rows(panel: Panel) -> Iterator[Spec]:
    for line in panel.lines:
        name = shortened(who_words(line), LONGEST_NAME)
        stretch = 0
        many = len(line.counts) > MOST_POINTS
        for step in steps_of(line.series):
            day = _full_day(holds_for(line.series, step.count))
            value = _value(step.count)
            if day is None or value is None:
                continue
            stretch += bool(step.missed)
            least, most = _band_of(step.count, value)
            yield {
                "source": name,
                "day": f"{day.isoformat()}T00:00:00Z",
                "value": value,
                "least": least,
                "most": most,
                "mark": _mark(step.count),
                "hollow": step.role in {"superseded", "copy"},
                "point": not many or step.role != "new" or not step.count.is_exact,
                "line": f"{name} {stretch}" if step.role == "new" else None,
                "whole": name if step.role == "new" else None,
                "gap": bool(step.missed),
                "words": step.count.words,
                "report": step.count.report,
                "claim": step.count.claim,
            }


def _value(count: Count) -> float | None:
    """Return where a count is drawn: a range at its middle, else at the number it gives."""
    low, high = count.low, count.high
    if low is not None and high is not None:
        return low if low == high else (low + high) / 2
    return low if low is not None else high


def _band_of(count: Count, value: float) -> tuple[float, float]:
    """Return the bounds of a band; where an end is open, the number itself."""
    if count.comparator == "vague":
        return value, value
    least, most = count.bounds
    return (least if abs(least) < float("inf") else value), (
        most if abs(most) < float("inf") else value
    )


def _mark(count: Count) -> Mark:
    match count.comparator:
        case "exact":
            return "exact"
        case "at_least" | "more_than":
            return "at least"
        case "at_most" | "fewer_than":
            return "at most"
        case "about":
            return "about"
        case "between":
            return "range"
        case "vague":
            return "vague"


def _full_day(day: str | None) -> date | None:
    """Return a day, the middle of a month or of a year as one."""
    if not day:
        return None
    year, month, number = (*day.split("-"), None, None)[:3]
    return date(int(year or 1), int(month or 7), int(number or (15 if month else 1)))


# ---- axes and marks ----------------------------------------------------------------------------


def _from_zero(panel: Panel) -> bool:
    """Whether the axis begins at zero: that of a long total would show nothing but its height."""
    return panel.key.kind != "running"


def _days_axis(days: Sequence[str], panel: Panel) -> Spec:
    first, last = (date.fromisoformat(day[:10]) for day in (min(days), max(days)))
    span = (last - first).days
    pad = timedelta(days=max(1, round(span * 0.03)))
    shown = [first - pad, last + pad]
    form = "%-d %b %Y" if span < 8 else "%-d %b" if span <= 120 else "%b %Y"
    years = sorted({day.year for day in (first, last)})
    title = "–".join(map(str, years)) if form == "%-d %b" else None
    return {
        "field": "day",
        "type": "temporal",
        "scale": {"type": "utc", "domain": [f"{day.isoformat()}T00:00:00Z" for day in shown]},
        "axis": {
            "title": "told on" if panel.key.kind == "event" and not title else title,
            "format": form,
            "formatType": "utc",
            "tickCount": {"interval": "day", "step": 1} if span < 8 else 8,
            "labelOverlap": True,
            "grid": False,
        },
    }


def _numbers(panel: Panel, field: str) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"zero": _from_zero(panel), "nice": True},
        "axis": {"title": None, "format": ",d", "tickCount": 6, "tickMinStep": 1},
    }


def _band(panel: Panel) -> Spec:
    """What the words allow, from count to count."""
    return {
        "transform": [{"filter": "datum.line !== null"}],
        "mark": {"type": "area", "opacity": 0.16, "interpolate": "linear"},
        "encoding": {
            "y": _numbers(panel, "least"),
            "y2": {"field": "most"},
            "detail": {"field": "line"},
        },
    }


def _lines(panel: Panel) -> list[Spec]:
    """A line from count to count; across days that lack one a dotted line beneath it."""
    bridged = {
        "transform": [{"filter": "datum.whole !== null"}],
        "mark": {"type": "line", "strokeWidth": 1, "strokeDash": [1, 3], "opacity": 0.9},
        "encoding": {"y": _numbers(panel, "value"), "detail": {"field": "whole"}},
    }
    told = {
        "transform": [{"filter": "datum.line !== null"}],
        "mark": {"type": "line", "strokeWidth": 2, "strokeJoin": "round"},
        "encoding": {"y": _numbers(panel, "value"), "detail": {"field": "line"}},
    }
    return [bridged, told]


def _points(panel: Panel, rows: Sequence[Spec]) -> list[Spec]:
    """The counts themselves, those of a single source on a bar that shows their bounds."""
    marks = [mark for mark in SHAPES if any(row["mark"] == mark for row in rows)]
    bars = {
        "transform": [{"filter": "datum.least !== datum.most"}],
        "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.28, "strokeCap": "round"},
        "encoding": {"y": _numbers(panel, "least"), "y2": {"field": "most"}},
    }
    shape = {
        "field": "mark",
        "type": "nominal",
        "scale": {"domain": marks, "range": [SHAPES[mark] for mark in marks]},
        "legend": {"symbolFillColor": QUIET, "symbolStrokeColor": QUIET}
        if marks != ["exact"]
        else None,
    }
    return [bars, *(_point(panel, shape, hollow=hollow) for hollow in (True, False))]


def _point(panel: Panel, shape: Spec, *, hollow: bool) -> Spec:
    ground = {"fill": GROUND, "filled": False} if hollow else {"filled": True}
    return {
        "transform": [{"filter": f"datum.point && datum.hollow === {str(hollow).lower()}"}],
        "mark": {"type": "point", "size": 52, "strokeWidth": 1.6, "opacity": 1, **ground},
        "encoding": {"y": _numbers(panel, "value"), "shape": shape},
    }


def _config() -> Spec:
    """The quiet style: rules hardly seen, words in ink, type that is read at arm's length."""
    return {
        "font": FONT,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": INK,
            "fontSize": 16,
            "fontWeight": 600,
            "subtitleColor": QUIET,
            "subtitleFontSize": 12,
            "subtitlePadding": 6,
            "offset": 16,
        },
        "axis": {
            "labelColor": QUIET,
            "labelFontSize": 12,
            "labelPadding": 6,
            "titleColor": QUIET,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "domain": False,
            "gridColor": RULE,
            "ticks": False,
        },
        "axisX": {"domain": True, "domainColor": QUIET, "ticks": True, "tickColor": QUIET},
        "legend": {
            "orient": "bottom",
            "direction": "vertical",
            "title": None,
            "labelColor": INK,
            "labelFontSize": 12,
            "labelLimit": 0,
            "symbolSize": 60,
            "offset": 14,
        },
    }
