"""Series drawn as a chart, in SVG or PNG, for `--plot` and for pages.

One panel for each thing that is counted, one line a source. A range is a band; a figure that is
not exact has a mark of its own, and one that no longer stands is hollow. Vega-Lite draws it from a
plain description, without a browser or a network; the same series give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from whence.exports.series import kind_words, what_words, who_words
from whence.exports.wording import day_words, shortened, tidy
from whence.ledger.checks.totals import in_line
from whence.ledger.counts import Count
from whence.ledger.series import SeriesKey
from whence.ledger.steps import holds_for, steps_of

if TYPE_CHECKING:
    from whence.ledger.linking import SeriesLine

Format = Literal["svg", "png"]
Spec = dict[str, Any]
Mark = Literal["exact", "at least", "at most", "about", "range", "vague"]

# The version of the description, so that a newer library draws the same.
VEGA_LITE = "5.20"
# More lines than a reader can tell apart by colour, and more panels than fit a page.
MOST_LINES, MOST_PANELS = 8, 6
WIDTH, HEIGHT = 660, 300
# Points of a line that are all drawn; of more, only those that are not plain.
MOST_POINTS = 90
LONGEST_NAME, LONGEST_TITLE = 80, 80
# Counts that are of something else, or of some of those counted: they would set the scale.
LEFT_OUT = frozenset({"aside", "part"})
# Up to so many days an axis tells the days and has the year below; for a week each day.
SHORT_DAYS, WEEK = 128, 10
# A total that grew from less than this share of its height is drawn from zero.
LOW = 0.4
PNG_SCALE = 2
# How far points are set apart that would hide each other, as a share of the width.
APART = 0.014

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


class PlotError(Exception):
    """Series that cannot be drawn, in a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Series that count the same thing in the same way, by different sources."""

    title: str
    kind: str
    lines: tuple["SeriesLine", ...]

    @property
    def key(self) -> SeriesKey:
        """What they share, but for the source."""
        return self.lines[0].key


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


def rows_of(panel: Panel) -> list[Spec]:
    """Return the counts that a panel shows. Raises PlotError where there are none."""
    rows = list(_rows(panel))
    if not rows:
        raise PlotError("none of these counts has a day and a number; there is nothing to draw")
    _spread(rows)
    return rows


def notes_of(panel: Panel, rows: Sequence[Spec]) -> list[str]:
    """Return what a reader has to know to read a panel right."""
    return [*_told_of(panel, rows), *_notes(rows)]


def _rows(panel: Panel) -> Iterator[Spec]:
    for line in panel.lines:
        name = shortened(who_words(line), LONGEST_NAME)
        near = in_line(line.counts) if line.key.kind == "running" else line.counts
        stretch = 0
        many = len(line.counts) > MOST_POINTS
        for step in steps_of(line.series):
            day = _full_day(holds_for(line.series, step.count))
            value = _value(step.count)
            if day is None or value is None or step.role in LEFT_OUT or step.count not in near:
                continue
            stretch += bool(step.missed)
            least, most = _band_of(step.count, value)
            yield {
                "source": name,
                "day": day.isoformat(),
                "value": value,
                "least": least,
                "most": most,
                "mark": _mark(step.count),
                "hollow": step.role in {"superseded", "copy"},
                "point": not many or step.role != "new" or not step.count.is_exact,
                "line": f"{name} {stretch}" if step.role == "new" else None,
                "whole": name if step.role == "new" else None,
                "gap": bool(step.missed),
                "claim": step.count.claim,
                "told": f"{name}: {tidy(step.count.words)}, {day_words(day.isoformat())} "
                f"({tidy(step.count.report)})",
            }


def _spread(rows: Sequence[Spec]) -> None:
    """Set points of several sources that would hide each other side by side.

    `at` is where a point stands: its day, or so little beside it that no day is mistaken.
    """
    first, last = _shown_days(rows)
    apart = (last - first) * APART
    met: dict[tuple[str, float], list[Spec]] = {}
    for row in rows:
        row["at"] = f"{row['day']}T00:00:00Z"
        if row["point"] and not row["hollow"]:
            met.setdefault((row["day"], row["value"]), []).append(row)
    for hidden in met.values():
        if len({row["source"] for row in hidden}) > 1:
            for place, row in enumerate(hidden):
                told = datetime.fromisoformat(row["day"])
                moved = told + apart * (place - (len(hidden) - 1) / 2)
                row["at"] = f"{moved.isoformat(timespec='seconds')}Z"


def _shown_days(rows: Sequence[Spec]) -> tuple[date, date]:
    """Return the first and the last day of the axis, with a margin around those that are told."""
    days = sorted(row["day"] for row in rows)
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    pad = timedelta(days=max(1, round((last - first).days * 0.03)))
    return first - pad, last + pad


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
    first, last = _shown_days(rows)
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
