"""The picture of one count as a page has it within: in the page's colours, each point a link.

It is drawn once for a laptop and once for a phone, so that its words are as large as the page's;
the style shows the one that fits. Heading, sources and notes are the page's own, as HTML.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markupsafe import Markup

from whence.exports.plot import (
    COLOURS,
    GROUND,
    INK,
    MOST_LINES,
    QUIET,
    RULE,
    SHAPES,
    VEGA_LITE,
    config,
    describe_panel,
    describe_panels,
    notes_of,
)
from whence.exports.plotted import Mark, Panel, Spec, rows_of
from whence.exports.series import kind_words, what_words, who_words
from whence.exports.wording import day_words, tidy

if TYPE_CHECKING:
    from whence.ledger.counts import Count
    from whence.ledger.linking import SeriesLine

WIDE, NARROW = (820, 320), (285, 250)
PADDING = {"left": 2, "right": 14, "top": 10, "bottom": 2}
# How near a point the pointer need be, or a finger.
REACH = 11
# The colours of the picture, by the names that the page's style gives them, for light and dark.
NAMES = {colour: f"var(--plot-{at})" for at, colour in enumerate(COLOURS, 1)} | {
    INK: "var(--ink)",
    QUIET: "var(--quiet)",
    RULE: "var(--rule)",
    GROUND: "var(--paper)",
}
# Points that are drawn, each a link with its sentence: the newest. Lines and bands are whole.
MOST_LINKED = 240
LETTERS: Mapping[Mark, str] = dict(zip(SHAPES, "●▲▼◆■✚", strict=True))
# Pictures that are kept, of some twenty kilobytes: drawing takes fifty milliseconds.
KEPT = 256


@dataclass(frozen=True, slots=True)
class PagePlot:
    """A picture, drawn for two widths, and what stands around it.

    `keys` are the series that are shown, each with the number of its colour, and `marks` the
    kinds of points with a letter of that shape, where there are several.
    """

    wide: Markup
    narrow: Markup
    keys: tuple[tuple["SeriesLine", int], ...]
    marks: tuple[tuple[str, Mark], ...]
    notes: tuple[str, ...]


def one_panel(line: "SeriesLine", others: Iterable["SeriesLine"] = ()) -> Panel:
    """Return the panel of a series with those of others that are on the same count."""
    what = what_words(line)
    shown = (line, *others)[:MOST_LINES]
    return Panel(f"{what[:1].upper()}{what[1:]}", kind_words(line.key), shown)


def draw_for_page(panel: Panel) -> PagePlot:
    """Return the picture of a panel. Raises PlotError where there is nothing to draw."""
    rows = rows_of(panel)
    names = list(dict.fromkeys(row["source"] for row in rows))
    counts = {count.claim: (line, count) for line in panel.lines for count in line.counts}
    drawn = _drawn(json.dumps(_described(panel)))
    wide, narrow = (_linked(svg, counts, panel.title) for svg in drawn)
    keys = {row["claim"]: names.index(row["source"]) + 1 for row in rows}
    marks = tuple(mark for mark in SHAPES if any(row["mark"] == mark for row in rows))
    return PagePlot(
        wide,
        narrow,
        tuple((line, number) for line in panel.lines if (number := _number(line, keys))),
        tuple((LETTERS[mark], mark) for mark in marks) if marks != ("exact",) else (),
        (*notes_of(panel, rows), *_left_out(rows)),
    )


def _left_out(rows: Iterable[Spec]) -> Iterator[str]:
    if _older(rows):
        yield f"marks only of the newest {MOST_LINKED} counts"


def _number(line: "SeriesLine", keys: Mapping[str, int]) -> int:
    """Return the number of a series' colour, 0 where no count of it is shown."""
    return next((keys[count.claim] for count in line.counts if count.claim in keys), 0)


def _described(panel: Panel) -> Spec:
    """Return the panel without what the page tells, its points known by their claims."""
    spec = describe_panel(panel)
    del spec["title"]
    spec["encoding"]["color"]["legend"] = None
    for layer in spec["layer"]:
        if "legend" in (shape := layer["encoding"].get("shape", {})):
            shape["legend"] = None
    rows = spec["data"]["values"]
    for row in rows:
        row["told"] = row["claim"]
    for row in _older(rows):
        row["point"] = False
    shared = describe_panels([])
    around = {"background": None, "padding": PADDING, "config": config()}
    return {"$schema": shared["$schema"], **around, **spec}


def _older(rows: Iterable[Spec]) -> list[Spec]:
    """Return the points beyond the newest that are drawn."""
    points = sorted((row for row in rows if row["point"]), key=lambda row: str(row["day"]))
    return points[:-MOST_LINKED]


@lru_cache(maxsize=KEPT)
def _drawn(spec: str) -> tuple[str, str]:
    """Return what a description describes, wide and narrow."""
    import vl_convert  # a library of thirty megabytes, loaded when a picture is wanted

    vega: dict[str, Any] = vl_convert.vegalite_to_vega(json.loads(spec), VEGA_LITE)
    wide, narrow = (
        vl_convert.vega_to_svg({**vega, "width": width, "height": height})
        for width, height in (WIDE, NARROW)
    )
    return wide, narrow


def _linked(svg: str, counts: Mapping[str, tuple["SeriesLine", "Count"]], title: str) -> Markup:
    """Return a picture as HTML has it, with a link around each point."""
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    for attribute in ("width", "height", "class", "version"):
        root.attrib.pop(attribute, None)
    root.set("role", "group")
    root.set("aria-label", title)
    for parent in list(root.iter()):
        for at, child in enumerate(parent):
            if child.get("aria-label") in counts:
                parent[at] = _point(child, *counts[child.attrib["aria-label"]])
    written = ElementTree.tostring(root, encoding="unicode")
    for colour, name in NAMES.items():
        written = written.replace(f'"{colour}"', f'"{name}"')
    return Markup(written)


def _point(mark: Element, line: "SeriesLine", count: "Count") -> Element:
    """Return a point as a link to its figure, with its quote as a title."""
    told = list(_told(line, count))
    named = f"{told[0]}; {told[2]}"  # a sentence at each point would be much to hear
    link = Element("a", {"href": f"/figures/{count.claim}", "aria-label": named})
    for name in ("aria-label", "role", "aria-roledescription"):
        mark.attrib.pop(name, None)
    ElementTree.SubElement(link, "title").text = "\n".join(told)
    around = {"r": f"{REACH}", "fill": "transparent", "transform": mark.get("transform", "")}
    ElementTree.SubElement(link, "circle", around)
    link.append(mark)
    return link


def _told(line: "SeriesLine", count: "Count") -> Iterator[str]:
    yield f"{tidy(count.words)} {what_words(line)}, {who_words(line)}"
    yield f"“{tidy(count.quote)}”"
    day = f", {day_words(count.day)}" if count.day else ""
    yield f"{tidy(count.report)}{day}"
