"""The line of JSON: its keys, their order, and texts that are hard to write down."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.exports.json import reading_json
from whence.exports.parts import PARTS, Part
from whence.records import Reading, Report

READING_KEYS = (
    "id url title publisher published sha256 figures statements releases notes versions"
).split()
FIGURE_KEYS = (
    "start end words measure low high comparator population source source_name source_span period "
    "place modality part_of quote made_by"
).split()
SOURCE_KEYS = "start end words name kind".split()
STATEMENT_KEYS = "source cue content form stance via figures made_by".split()
RELEASE_KEYS = ("source kind date channel channel_span shows shows_span caption figures").split()


def test_keys_come_in_their_order(coded: list[Reading]) -> None:
    for reading in coded:
        record = json.loads(reading_json(reading))
        assert list(record) == READING_KEYS
        for figure in record["figures"]:
            assert list(figure) == FIGURE_KEYS
            if figure["period"]:
                assert list(figure["period"]) == ["kind", "start", "end", "words"]
            if figure["source_span"]:
                assert list(figure["source_span"]) == ["start", "end"]
            assert list(figure["made_by"]) == ["finder", "rule"]


def test_text_comes_only_when_asked_for_and_holds_every_span(coded: list[Reading]) -> None:
    for reading in coded:
        record = json.loads(reading_json(reading, with_text=True))
        assert list(record) == [*READING_KEYS[:6], "text", *READING_KEYS[6:]]
        text = record["text"]
        for figure in record["figures"]:
            assert text[figure["start"] : figure["end"]] == figure["words"]
            if span := figure["source_span"]:
                assert text[span["start"] : span["end"]] == figure["source"]


def test_statements_and_releases_have_their_keys_and_words(spoken: Reading) -> None:
    record = json.loads(reading_json(spoken, with_text=True))
    assert list(record) == [*READING_KEYS[:6], "text", *READING_KEYS[6:]]
    text = record["text"]
    for said in record["statements"]:
        assert list(said) == STATEMENT_KEYS
        assert all(list(piece) == ["start", "end"] for piece in said["content"])
        assert text[said["cue"]["start"] : said["cue"]["end"]] == said["cue"]["words"]
    sources = [said["source"] for said in record["statements"]]
    assert [list(source) for source in sources if source] == [SOURCE_KEYS] * 5
    assert sources[4] is None
    (release,) = record["releases"]
    assert list(release) == RELEASE_KEYS
    for field in ("channel", "shows"):
        span = release[f"{field}_span"]
        assert text[span["start"] : span["end"]] == release[field]
    assert text[release["caption"]["start"] : release["caption"]["end"]] == "“Still here”"


def test_a_figure_keeps_its_source_as_written_beside_the_name(spoken: Reading) -> None:
    wounded = json.loads(reading_json(spoken))["figures"][1]
    assert (wounded["source"], wounded["source_name"]) == ("Dr Ilse Marrow", "Ilse Marrow")


@pytest.mark.parametrize("only", PARTS)
def test_only_leaves_the_other_two_out(spoken: Reading, only: Part) -> None:
    whole, record = (json.loads(reading_json(spoken, only=part)) for part in (None, only))
    others = {*PARTS} - {only}
    assert list(record) == [key for key in READING_KEYS if key not in others]
    assert record[only] == whole[only]


def test_it_is_one_line_and_markup_is_only_text(marked_up: Reading) -> None:
    line = reading_json(marked_up, with_text=True)
    assert "\n" not in line
    record = json.loads(line)
    assert record["text"] == marked_up.report.text
    assert record["figures"][0]["made_by"]["rule"] == marked_up.figures[0].made_by.rule
    assert record["notes"][0]["reason"] == marked_up.notes[0].reason


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    reading = Reading(Report(id="a", text=text, title=text))
    line = reading_json(reading, with_text=True)
    line.encode()  # half a surrogate pair is escaped: the line can always be written as UTF-8
    assert json.loads(line)["text"] == text


def test_a_number_beyond_64_bits_is_written_out(coded: list[Reading]) -> None:
    figure = coded[0].figures[0]
    huge = replace(figure, amount=replace(figure.amount, low=10**30, high=None))
    record = json.loads(reading_json(Reading(coded[0].report, (huge,))))
    assert record["figures"][0]["low"] == 10**30
    assert record["figures"][0]["high"] is None


def test_to_json_is_the_same_line(coded: list[Reading]) -> None:
    assert coded[0].to_json(with_text=True) == reading_json(coded[0], with_text=True)
