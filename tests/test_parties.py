"""Parties alike: other names in a report, and its figures stay the same but for the names."""

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.gate.corpora import FOLDERS, marked_reports, readings, shared_reader
from tests.gate.swaps import Comparison, Swapped, added, compare, swap_names

from whence.lexicon import listed_words
from whence.records import Report

CASES = Path(__file__).parent / "cases" / "parties.toml"
TABLE: dict[str, Any] = tomllib.loads(CASES.read_text(encoding="utf-8"))
SWAPS: dict[str, dict[str, list[str]]] = {each["kind"]: each["names"] for each in TABLE["swap"]}
ROUNDS = range(3)
# The share of figures that must come out the same; 1.0 of the sentences do, .9998 of the reports.
ALIKE = 0.995
# The same with names that nobody bears, of any alphabet and shape.
ALIKE_INVENTED = 0.98

pytestmark = pytest.mark.gate


@cache
def _swapped(kind: str, turn: int) -> Comparison:
    """Swap the names of `kind` in every report of the gate, each for its `turn`th counterpart."""
    pairs = [(name, others[turn]) for name, others in SWAPS[kind].items()]
    return added(_comparisons(pairs))


def _comparisons(pairs: list[tuple[str, str]]) -> Iterator[Comparison]:
    for corpus in FOLDERS:
        for marked, before in zip(marked_reports(corpus), readings(corpus), strict=True):
            swapped = swap_names(marked.report, pairs)
            if swapped is not None:
                yield compare(shared_reader(), swapped, before)


@pytest.mark.parametrize("kind", SWAPS)
@pytest.mark.parametrize("turn", ROUNDS)
def test_figures_do_not_depend_on_names(kind: str, turn: int) -> None:
    outcome = _swapped(kind, turn)
    print(f"{kind}, round {turn}: {outcome.same} of {outcome.total}, {outcome.share:.3f}")
    print(*outcome.differences, sep="\n")
    assert outcome.share >= ALIKE


def test_figures_do_not_depend_on_names_taken_together() -> None:
    whole = added(_swapped(kind, turn) for kind in SWAPS for turn in ROUNDS)
    assert whole.total > 1000
    assert whole.share >= ALIKE


def test_every_name_to_swap_stands_in_a_report() -> None:
    texts = [marked.report for corpus in FOLDERS for marked in marked_reports(corpus)]
    for names in SWAPS.values():
        for name, others in names.items():
            assert any(swap_names(report, [(name, "Nowhere")]) for report in texts), name
            assert len(others) == len(ROUNDS), name


FILL: dict[str, list[str]] = {each["kind"]: each["words"] for each in TABLE["fill"]}
TEMPLATES: list[str] = [each["text"] for each in TABLE["template"]]
SLOT = re.compile(r"\{([A-Za-z]+?)(2?)\}")


def _fill(template: str, turn: int) -> tuple[Report, list[str], list[tuple[int, int]]]:
    """Fill each slot with the `turn`th name of its kind, a second one with a name further on.

    Returns the report, the names, and where they stand in it.
    """
    pieces: list[str] = []
    names: list[str] = []
    spans: list[tuple[int, int]] = []
    done = length = 0
    for slot in SLOT.finditer(template):
        kind, second = slot.groups()
        words = FILL[kind.lower()]
        name = words[(turn + (7 if second else 0)) % len(words)]
        names.append(name.upper() if kind.isupper() else name)
        pieces += [template[done : slot.start()], names[-1]]
        length += slot.start() - done + len(name)
        spans.append((length - len(name), length))
        done = slot.end()
    text = "".join([*pieces, template[done:]])
    return Report(id=template, text=text, published="2031-03-04"), names, spans


@cache
def _filled(template: str) -> Comparison:
    """Compare what is read with the first names to what is read with each of the others."""
    first, names, was = _fill(template, 0)
    before = shared_reader().read(first)
    outcomes = []
    for turn in range(1, max(map(len, FILL.values()))):
        other, others, now = _fill(template, turn)
        renamed = dict(zip(names, others, strict=True))
        swapped = Swapped(first, other, renamed, tuple(was), tuple(now))
        outcomes.append(compare(shared_reader(), swapped, before))
    return added(outcomes)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_sentence_has_figures_whoever_it_names(template: str) -> None:
    outcome = _filled(template)
    assert outcome.total >= len(FILL["place"]) - 1
    assert outcome.share >= ALIKE


def test_sentences_are_read_alike_whoever_they_name() -> None:
    outcome = added(map(_filled, TEMPLATES))
    print(f"sentences: {outcome.same} of {outcome.total}, {outcome.share:.3f}")
    print(*outcome.differences, sep="\n")
    assert outcome.share >= ALIKE


# Latin with and without accents, Greek, Cyrillic, Armenian, and letters that have no capitals.
ALPHABETS = (
    "abcdefghijklmnoprstuvyz",
    "aeiouäéêïñöøūžčšěłņ",
    "αβγδεζηθικλμνξοπρστυφχω",
    "абвгдежзиклмнопрстуфхцчшюяїє",
    "աբգդեզէըթժիլխ",
    "ابتثجحدرزسشعغفقكلمنه",
)
JOINTS = (" ", " ", " ", "-", "-au-", " al-", " de ", "'", "’")


@st.composite
def invented_names(draw: st.DrawFn) -> str:
    """A name of one to three words, with hyphens, apostrophes and small words in it."""
    letters = draw(st.sampled_from(ALPHABETS))
    words = draw(st.lists(st.text(letters, min_size=3, max_size=9), min_size=1, max_size=3))
    joints = draw(st.lists(st.sampled_from(JOINTS), min_size=2, max_size=2))
    capitals = [word[0].upper() + word[1:] for word in words]
    name = capitals[0] + "".join(map("".join, zip(joints, capitals[1:], strict=False)))
    ordinary = listed_words("en")
    assume(not any(word in ordinary for word in re.findall(r"\w+", name.lower())))
    return name


# Of bodies the last noun may be said again alone ("the directorate"): no name but that will do.
RENAMED = [name for kind in ("place", "country", "person") for name in SWAPS[kind]]
SHORT = 3500


def test_invented_names_of_any_shape_are_read_alike() -> None:
    outcomes: list[Comparison] = []
    pool = [
        (marked.report, before)
        for corpus in FOLDERS
        for marked, before in zip(marked_reports(corpus), readings(corpus), strict=True)
        if len(marked.report.text) < SHORT
    ]

    @settings(max_examples=150, deadline=None, derandomize=True, database=None)
    @given(new=invented_names(), chance=st.randoms(use_true_random=False))
    def swap_one(new: str, chance: random.Random) -> None:
        report, before = chance.choice(pool)
        old = chance.choice([name for name in RENAMED if name in report.text] or [""])
        swapped = swap_names(report, [(old, new)]) if old else None
        if swapped is not None:
            outcomes.append(compare(shared_reader(), swapped, before))

    swap_one()
    outcome = added(outcomes)
    print(f"invented: {outcome.same} of {outcome.total}, {outcome.share:.3f}")
    print(*outcome.differences, sep="\n")
    assert outcome.total > 500
    assert outcome.share >= ALIKE_INVENTED
