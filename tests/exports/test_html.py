"""The annotated page: whole, escaped, self-contained, and linked both ways."""

import re
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from whence.codebook import open_codebook
from whence.exports.html import Page, reading_fragment
from whence.exports.views import FAMILIES
from whence.records import Amount, Figure, MadeBy, Phrase, Reading, Report, Span

STYLE = Path(__file__).parents[2] / "src" / "whence" / "exports" / "templates" / "style.css"
VOID = {"meta", "link", "br"}


class Outline(HTMLParser):
    """What a page holds: its tags, ids, links, and the text of the report without its tips."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.described: list[str] = []
        self.report: list[str] = []
        self.marks = 0
        self.feed(html)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert not any(name.startswith("on") for name in given), "no script in attributes"
        assert "src" not in given, "nothing is loaded"
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.described += [given["aria-describedby"]] if "aria-describedby" in given else []
        self.marks += tag == "mark"
        if tag not in VOID:
            self.open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [name for _, name in self.open]
        aside = {"whence-tip", "whence-voices"} & set(classes)
        if "whence-body" in classes and not aside:
            self.report.append(data)


def _page(readings: list[Reading], path: Path) -> str:
    with closing(Page()) as page:
        for reading in readings:
            page.add(reading)
        page.save(path)
    return path.read_text(encoding="utf-8")


def _untitled(reading: Reading) -> Reading:
    return replace(reading, report=replace(reading.report, title="Another title"))


def test_the_text_is_whole(coded: list[Reading], tmp_path: Path) -> None:
    for reading in coded:
        outline = Outline(_page([_untitled(reading)], tmp_path / "page.html"))
        assert "".join(outline.report).split() == reading.report.text.split()
        assert outline.links.count("#r1-m0") == 1
        assert 0 < outline.marks <= len(reading.figures)


def test_anchors_are_unique_and_lead_somewhere(coded: list[Reading], tmp_path: Path) -> None:
    outline = Outline(_page(coded, tmp_path / "page.html"))
    assert len(outline.ids) == len(set(outline.ids))
    inside = {link[1:] for link in outline.links if link.startswith("#")}
    assert inside <= set(outline.ids)
    assert set(outline.described) <= set(outline.ids)
    for number, reading in enumerate(coded, 1):
        for index in range(len(reading.figures)):
            assert f"r{number}-f{index}" in inside | set(outline.ids)


def test_nothing_is_loaded_and_no_script_is_there(coded: list[Reading], tmp_path: Path) -> None:
    html = _page(coded, tmp_path / "page.html")
    outline = Outline(html)
    assert not {"script", "iframe", "img", "object"} & set(outline.tags)
    assert "url(" not in html
    assert "@import" not in html


def test_markup_in_any_field_is_only_text(marked_up: Reading, tmp_path: Path) -> None:
    html = _page([marked_up, marked_up], tmp_path / "page.html")
    fragment = reading_fragment(marked_up)
    for shown in (html, fragment):
        outline = Outline(shown)
        assert not {"script", "b>"} & set(outline.tags)
        assert "<script>" not in shown
        assert not any(link.startswith("javascript:") for link in outline.links)
    assert "".join(Outline(fragment).report).split() == marked_up.report.text.split()


def test_who_speaks_stands_by_each_paragraph_once(spoken: Reading) -> None:
    fragment = reading_fragment(spoken)
    voices = re.findall(r'<ul class="whence-voices".*?</ul>', fragment, re.DOTALL)
    assert [re.sub(r"<[^>]*>", " ", voice).split() for voice in voices] == [
        ["a", "harbour", "guard"],
        ["Ilse", "Marrow"],
        ["Ilse", "Marrow", "warns"],
        ["nobody", "named", "Tarn", "Valley", "Brigade", "denies"],
    ]


def test_what_is_said_is_marked_and_led_to(spoken: Reading, tmp_path: Path) -> None:
    html = _page([spoken], tmp_path / "page.html")
    outline = Outline(html)
    assert "".join(outline.report).split() == spoken.report.text.split()
    inside = {link[1:] for link in outline.links if link.startswith("#")}
    assert inside <= set(outline.ids)
    assert {f"r1-s{index}" for index in range(6)} <= inside
    assert outline.links.count("#r1-f0") == 2  # from the text and from the release
    assert html.count('class="whence-content"') == 8


def test_statements_that_overlap_each_have_their_place(spoken: Reading) -> None:
    text = "“It is, as she said, over,” he said.\n\nOver."
    spans = [(0, 26), (1, 6), (17, 22), (0, len(text)), (3, 3)]
    said = [replace(spoken.statements[4], content=(Span(*span),), cue=None) for span in spans]
    figures = (_figure(text, 4, 9),)
    outline = Outline(reading_fragment(Reading(Report("a", text), figures, tuple(said))))
    assert "".join(outline.report).split() == text.split()
    assert len(outline.ids) == len(set(outline.ids))
    assert [name[-2:] for name in outline.ids if "-s" in name] == ["s3", "s0", "s1", "s2"]


def test_numbers_that_overlap_share_a_mark(tmp_path: Path) -> None:
    text = "From 34 to 36 people died."
    spans = [(5, 7), (5, 13), (11, 13), (5, 7)]
    figures = tuple(_figure(text, start, end) for start, end in spans)
    reading = Reading(Report(id="a", text=text), figures)
    outline = Outline(_page([reading], tmp_path / "page.html"))
    assert outline.marks == 1
    assert "".join(outline.report).strip() == text
    assert [link for link in outline.links if "-m" in link] == ["#r1-m0"] * 4


def test_a_number_across_a_blank_line_stays_whole() -> None:
    text = "Dead: 1\n\n200 people."
    fragment = reading_fragment(Reading(Report(id="a", text=text), (_figure(text, 6, 12),)))
    assert "".join(Outline(fragment).report).split() == text.split()


def test_a_title_that_opens_the_text_is_marked_there_and_said_once(coded: list[Reading]) -> None:
    fragment = reading_fragment(coded[0])
    heading = re.search(r"<h3.*?</h3>", fragment, re.DOTALL)
    assert heading
    assert "<mark" in heading[0]
    assert coded[0].report.text.split("\n")[0] not in "".join(Outline(fragment).report)


def test_headings_go_down_in_steps(coded: list[Reading], tmp_path: Path) -> None:
    for readings in (coded[:1], coded[:3]):
        tags = Outline(_page(readings, tmp_path / "page.html")).tags
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_page_that_cannot_be_finished_leaves_the_old_one(
    coded: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", _refuse)
    with pytest.raises(OSError, match="no room"):
        _page(coded[:1], path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_reading_without_figures_or_words(tmp_path: Path) -> None:
    html = _page([Reading(Report(id="a", text=""))], tmp_path / "page.html")
    assert "No figures" in html


def test_half_a_surrogate_pair_does_not_stop_the_page(tmp_path: Path) -> None:
    assert "x?y" in _page([Reading(Report(id="a", text="x\ud800y"))], tmp_path / "page.html")


def test_every_measure_of_the_codebook_has_its_colour() -> None:
    assert set(FAMILIES) == set(open_codebook().by_measure)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_words_has_the_contrast_of_wcag_aa(scheme: int) -> None:
    block = re.findall(r"\.whence \{[^}]*--paper[^}]*\}", STYLE.read_text("utf-8"))[scheme]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
    names = {"ink", "quiet", "accent", "other", *FAMILIES.values()}
    assert names <= set(colours)
    for name in names:
        for ground in ("paper", "panel"):
            assert _contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
        # A listed figure that was jumped to stands on a tint of its own colour.
        tint = _mixed(colours[name], colours["paper"], 0.13)
        assert _contrast(colours[name], tint) >= 4.5, name
        assert _contrast(colours["quiet"], tint) >= 4.5, name


def _figure(text: str, start: int, end: int) -> Figure:
    return Figure(
        amount=Amount(start, end, text[start:end], 1, 1, "exact"),
        measure="killed",
        population=None,
        source=None,
        period=None,
        place=None,
        modality="asserted",
        part_of=None,
        quote=Phrase(0, len(text), text),
        made_by=MadeBy("test", "test"),
    )


def _refuse(*_: object) -> None:
    raise OSError("no room")


def _channels(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(255 * (a * share + b * (1 - share))):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
