"""Series drawn as a chart, in SVG or PNG, for `--plot` and for pages.

One panel for each thing that is counted, one line a source. A range is a band; a figure that is
not exact has a mark of its own, and one that no longer stands is hollow. Vega-Lite draws it from a
plain description, without a browser or a network; the same series give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from whence.exports.plotted import Mark, Panel, PlotError, Spec, rows_of, shown_days
from whence.exports.series import kind_words, what_words
from whence.exports.wording import shortened
from whence.ledger.steps import holds_for

if TYPE_CHECKING:
    from whence.ledger.linking import SeriesLine

Format = Literal["svg", "png"]

# The version of the description, so that a newer library draws the same.
VEGA_LITE = "5.20"
# More lines than a reader can tell apart by colour, and more panels than fit a page.
MOST_LINES, MOST_PANELS = 8, 6
WIDTH, HEIGHT = 660, 300
LONGEST_TITLE = 80
# Up to so many days an axis tells the days and has the year below; for a week each day.
SHORT_DAYS, WEEK = 128, 10
# A total that grew from less than this share of its height is drawn from zero.
LOW = 0.4
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
# What a point says to who cannot see it, and to a script that shows it: its `aria-label`.
TOLD = {"field": "told", "type": "nominal"}
FONT = "Helvetica, Arial, sans-serif"


def draw(lines: Sequence["SeriesLine"], form: Format = "svg") -> bytes:
    """Return a picture of `lines`.

    Raises PlotError where there is nothing to draw, or more than one picture can show.
    """
    return picture(describe(lines), form)


def picture(spec: Spec, form: Format) -> bytes:
    """Return the picture that a description describes."""
    import vl_convert  # a library of thirty megabytes, loaded when a picture is wanted

    if form == "png":
        png: bytes = vl_convert.vegalite_to_png(spec, VEGA_LITE, scale=PNG_SCALE)
        return png
    svg: str = vl_convert.vegalite_to_svg(spec, VEGA_LITE)
    return svg.encode()


def describe(lines: Iterable["SeriesLine"]) -> Spec:
    """Return the picture of `lines` as Vega-Lite has it described."""
    return describe_panels(_panels(lines))


def describe_panels(panels: Iterable[Panel]) -> Spec:
    """Return a picture that shows `panels` below each other."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": GROUND,
        "padding": 16,
        "config": config(),
        "vconcat": [describe_panel(panel) for panel in panels],
        "spacing": 36,
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
    }


def _panels(lines: Iterable["SeriesLine"]) -> list[Panel]:
    found: dict[tuple[str, str], list[SeriesLine]] = {}
    for line in lines:
        what = what_words(line)
        key = f"{what[:1].upper()}{what[1:]}", kind_words(line.key)
        if any(holds_for(line.series, count) for count in line.counts):
            found.setdefault(key, []).append(line)
    if not found:
        raise PlotError("none of these counts has a day; there is nothing to draw")
    if len(found) > MOST_PANELS or max(map(len, found.values())) > MOST_LINES:
        raise PlotError(
            f"a picture shows {MOST_PANELS} counts with {MOST_LINES} sources each at most; narrow "
            "the filter, or give the series by their ids"
        )
    return [Panel(*key, tuple(listed)) for key, listed in found.items()]


# ---- one panel ---------------------------------------------------------------------------------


def describe_panel(panel: Panel) -> Spec:
    """Return one panel as it is described, without what all share."""
    rows = rows_of(panel)
    names = list(dict.fromkeys(row["source"] for row in rows))
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "title": _title(panel, rows),
        "data": {"values": rows},
        "encoding": {
            "x": _days_axis(panel, rows),
            "color": {
                "field": "source",
                "type": "nominal",
                "scale": {"domain": names, "range": list(COLOURS[: len(names)])},
                "legend": {
                    "symbolType": "stroke",
                    "symbolStrokeWidth": 3,
                    "symbolSize": 240,
                    "symbolOpacity": 1,
                },
            },
        },
        "layer": [_band(panel, rows), *_lines(panel, rows), *_points(panel, rows)],
    }


def _title(panel: Panel, rows: Sequence[Spec]) -> Spec:
    """The title, and below it what a reader has to know to read the panel right."""
    told = (panel.kind, *_told_of(panel, rows))
    subtitle = [" · ".join(part) for part in (told, _notes(rows)) if part]
    return {"text": shortened(panel.title, LONGEST_TITLE), "subtitle": subtitle}


def _told_of(panel: Panel, rows: Sequence[Spec]) -> Iterator[str]:
    yield f"{_many(len(rows), 'count')} of {_many(len(panel.lines), 'source')}"
    if aside := sum(len(line.counts) for line in panel.lines) - len(rows):
        yield f"{aside} out of line or parts of others left out"
    if not _from_zero(panel, rows):
        yield "the axis does not begin at zero"


def _notes(rows: Sequence[Spec]) -> list[str]:
    notes = {
        "bands are what the words allow": any(row["least"] != row["most"] for row in rows),
        "hollow: in an older revision or a copy": any(row["hollow"] for row in rows),
        "dotted: no counts in between": any(row["gap"] for row in rows),
    }
    return [note for note, is_so in notes.items() if is_so]


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def notes_of(panel: Panel, rows: Sequence[Spec]) -> list[str]:
    """Return what a reader has to know to read a panel right."""
    return [*_told_of(panel, rows), *_notes(rows)]


# ---- axes and marks ----------------------------------------------------------------------------


def _from_zero(panel: Panel, rows: Sequence[Spec]) -> bool:
    """Whether the axis begins at zero: that of a long total would show nothing but its height."""
    least, most = min(row["least"] for row in rows), max(row["most"] for row in rows)
    return panel.key.kind != "running" or least < most * LOW or least == most


def _numbers(panel: Panel, rows: Sequence[Spec], field: str) -> Spec:
    least, most = min(row["least"] for row in rows), max(row["most"] for row in rows)
    margin = max((most - least) * 0.06, 1)
    low = 0 if _from_zero(panel, rows) else max(0, least - margin)
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"zero": False, "nice": 6, "domain": [low, most + margin]},
        "axis": {"title": None, "format": ",d", "tickCount": 6, "tickMinStep": 1},
    }


def _days_axis(panel: Panel, rows: Sequence[Spec]) -> Spec:
    first, last = shown_days(rows)
    span = (last - first).days
    short = span <= SHORT_DAYS
    years = "–".join(str(year) for year in sorted({first.year, last.year})) if short else ""
    told = "told in" if short else "told on"
    title = " ".join([told, years] if panel.key.kind == "event" else [years]).strip()
    return {
        "field": "at",
        "type": "temporal",
        "scale": {
            "type": "utc",
            "domain": [f"{day.isoformat()}T00:00:00Z" for day in (first, last)],
        },
        "axis": {
            "title": title or None,
            "format": "%-d %b" if short else "%b %Y",
            "tickCount": {"interval": "day", "step": 1} if span < WEEK else 7,
            "labelOverlap": "greedy",
            "labelSeparation": 14,
            "grid": False,
        },
    }


def _band(panel: Panel, rows: Sequence[Spec]) -> Spec:
    """What the words allow, from count to count."""
    return {
        "transform": [{"filter": "datum.line !== null"}],
        "mark": {"type": "area", "opacity": 0.13, "aria": False},
        "encoding": {
            "y": _numbers(panel, rows, "least"),
            "y2": {"field": "most"},
            "detail": {"field": "line"},
        },
    }


def _lines(panel: Panel, rows: Sequence[Spec]) -> list[Spec]:
    """A line from count to count; across days that lack one a dotted line beneath it."""
    bridged = {
        "transform": [{"filter": "datum.whole !== null"}],
        "mark": {
            "type": "line",
            "strokeWidth": 1,
            "strokeDash": [1, 3],
            "opacity": 0.9,
            "aria": False,
        },
        "encoding": {"y": _numbers(panel, rows, "value"), "detail": {"field": "whole"}},
    }
    told = {
        "transform": [{"filter": "datum.line !== null"}],
        "mark": {"type": "line", "strokeWidth": 2, "strokeJoin": "round", "aria": False},
        "encoding": {"y": _numbers(panel, rows, "value"), "detail": {"field": "line"}},
    }
    return [bridged, told]


def _points(panel: Panel, rows: Sequence[Spec]) -> list[Spec]:
    """The counts themselves, on a bar where their bounds are two numbers.

    Those that no longer stand are rings beneath, which show around the number that stands.
    """
    marks = [mark for mark in SHAPES if any(row["mark"] == mark for row in rows)]
    number = _numbers(panel, rows, "value")
    bars = {
        "transform": [{"filter": "datum.least !== datum.most"}],
        "mark": {
            "type": "rule",
            "strokeWidth": 4,
            "opacity": 0.3,
            "strokeCap": "round",
            "aria": False,
        },
        "encoding": {"y": _numbers(panel, rows, "least"), "y2": {"field": "most"}},
    }
    rings = {
        "transform": [{"filter": "datum.point && datum.hollow"}],
        "mark": {"type": "point", "filled": False, "size": 150, "opacity": 1, "fill": GROUND},
        # In words and not by a scale, so that the legend is of the points alone.
        "encoding": {
            "y": number,
            "shape": {"condition": _tests(marks), "value": "circle"},
            "description": TOLD,
        },
    }
    points = {
        "transform": [{"filter": "datum.point && !datum.hollow"}],
        "mark": {"type": "point", "filled": True, "size": 52, "opacity": 1},
        "encoding": {
            "y": number,
            "description": TOLD,
            "shape": {
                "field": "mark",
                "type": "nominal",
                "scale": {"domain": marks, "range": [SHAPES[mark] for mark in marks]},
                "legend": {"symbolFillColor": QUIET, "symbolStrokeColor": QUIET}
                if marks != ["exact"]
                else None,
            },
        },
    }
    return [bars, rings, points]


def _tests(marks: Iterable[Mark]) -> list[Spec]:
    return [{"test": f"datum.mark === '{mark}'", "value": SHAPES[mark]} for mark in marks]


def config() -> Spec:
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
            "symbolStrokeWidth": 0,
            "rowPadding": 4,
            "offset": 14,
            "layout": {"bottom": {"anchor": "start", "direction": "horizontal", "margin": 36}},
        },
    }
