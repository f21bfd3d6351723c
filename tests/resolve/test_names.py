"""Who a source is: the fullest sure name, and the kind."""

import re
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.casefile import open_cases, rows

from whence.compose.said import Quotations
from whence.records import Source
from whence.resolve.names import resolve_sources
from whence.text.grammar import Grammar
from whence.text.quotes import find_quotations
from whence.text.segment import find_blocks, find_sentences

CASES = open_cases("speakers")
GRAMMAR = Grammar()

Told = list[tuple[str, str]]


@pytest.mark.parametrize("case", rows(CASES))
def test_case(case: dict[str, Any]) -> None:
    wanted = list(zip(case["names"], case["kinds"], strict=True))
    assert _told(case["text"]) == wanted


def _told(marked: str) -> Told:
    """Return name and kind of each source that is marked by brackets."""
    text, spans = _unmarked(marked)
    return [(source.name or "", source.kind or "") for source in _resolved(text, spans)]


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, start = "", [], 0
    for piece in re.split(r"([\[\]])", marked):
        if piece == "[":
            start = len(text)
        elif piece == "]":
            spans.append((start, len(text)))
        else:
            text += piece
    return text, spans


def _resolved(text: str, spans: list[tuple[int, int]]) -> list[Source]:
    blocks = find_blocks(text)
    written = [Source(start, end, text[start:end]) for start, end in spans]
    return resolve_sources(
        text,
        find_sentences(text, blocks),
        written,
        quotes=Quotations(find_quotations(text, blocks)).spans,
        dictionary=GRAMMAR.dictionary,
    )


def test_a_speakers_label_is_the_name_in_the_text() -> None:
    text = "MARA LUND, HOST: Ana Reyes is here.\n\nANA REYES: Nine died.\n\nLUND: Thank you.\n"
    spans = [match.span() for match in re.finditer(r"MARA LUND|ANA REYES|LUND(?=: T)", text)]
    names = [source.name for source in _resolved(text, spans)]
    assert names == ["MARA LUND", "Ana Reyes", "MARA LUND"]


def test_words_and_places_stay_and_the_order_is_the_callers() -> None:
    text, spans = _unmarked("[Ana Reyes, a resident,] spoke. [She] wept.")
    backwards = list(reversed(spans))
    found = _resolved(text, [*backwards, spans[0]])
    assert [(s.start, s.end) for s in found] == [*backwards, spans[0]]
    assert [s.words for s in found] == [text[start:end] for start, end in [*backwards, spans[0]]]
    assert found[0].name == "Ana Reyes"
    assert found[1] == found[2]


BODIES = ("Tarn Valley Front", "Osk Harbour Front", "Lund River Front")
PEOPLE = ("Doran Vesk", "Ana Reyes", "Joss Tamber")
STORY = (
    "[The {0}] said nine had died. [It] blamed the {1}. [The {1}] denied it. "
    "[{3}, a spokesman for the {1},] said ten. [{4}, a nurse,] wept. [{6}] saw [{5}] fall."
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_other_names_of_a_kind_change_nothing_but_the_names(order: tuple[int, ...]) -> None:
    plain = _story(BODIES, PEOPLE)
    bodies = tuple(BODIES[i] for i in order)
    people = tuple(PEOPLE[i] for i in order)
    swap = dict(zip((*BODIES, *PEOPLE), (*bodies, *people), strict=True))
    assert _story(bodies, people) == [(swap.get(name, name), kind) for name, kind in plain]


def _story(bodies: tuple[str, ...], people: tuple[str, ...]) -> Told:
    return _told(STORY.format(*bodies, *people, people[1].split()[-1]))


@settings(deadline=None)  # the first example may have to load the model
@given(st.text(alphabet="Aab ’'\".,;()\nThe", max_size=80), st.data())
def test_any_span_of_any_text_can_be_asked_for(text: str, data: st.DataObject) -> None:
    edges = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2))
    start, end = sorted(edges)
    (found,) = _resolved(text, [(start, end)])
    assert (found.start, found.end, found.words) == (start, end, text[start:end])
