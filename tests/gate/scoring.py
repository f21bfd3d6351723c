"""Scores readings against gold, by the rules that the gold was made for.

A figure counts as found if at least half of it lies in a marked number, one to one.
A figure marked as optional costs nothing when missed and nothing when found. Fields
are judged on the found ones only: as a share of right ones, or, where most figures
have nothing to say (is it told as fact, is it part of another), by precision and recall.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.gate.corpora import GoldFigure, Marked

from whence.records import Figure, Reading

FIELDS = tuple("span measure value comparator population source period place modality".split())
# What must be right for a figure to be right as a whole.
WHOLE = frozenset({"measure", "value", "comparator", "source", "period"})
PHRASES = frozenset({"population", "source", "place"})

# Small words do not tell two phrases apart. Capitals do: WHO is a name.
SMALL_WORDS = frozenset(
    "the a an The A An of in at on to and for from its their his her by with said who s".split()
)
# A predicted phrase may hold the marked one and this many words more ("the ministry" in
# "the ministry's spokesman in the north"); with more it names something else.
WORDS_MORE = 4
LIKE_ENOUGH = 0.5  # share of words two phrases have in common

Pair = tuple[GoldFigure, Figure]


@dataclass(slots=True)
class Tally:
    """Right ones, ones said, and true ones."""

    right: int = 0
    said: int = 0
    true: int = 0

    def add(self, other: "Tally") -> None:
        """Count `other` in."""
        self.right += other.right
        self.said += other.said
        self.true += other.true

    @property
    def precision(self) -> float:
        """Share of the ones said that are right."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Share of the true ones that were said."""
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Score:
    """How well readings agree with the gold."""

    found: Tally = field(default_factory=Tally)
    whole: Tally = field(default_factory=Tally)
    not_asserted: Tally = field(default_factory=Tally)
    part_of: Tally = field(default_factory=Tally)
    fields: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Score") -> None:
        """Count `other` in."""
        self.found.add(other.found)
        self.whole.add(other.whole)
        self.not_asserted.add(other.not_asserted)
        self.part_of.add(other.part_of)
        self.fields.update(other.fields)

    def numbers(self) -> dict[str, float]:
        """All that a floor can be set for, by name."""
        numbers = {"found precision": self.found.precision, "found recall": self.found.recall}
        numbers |= {name: self.fields[name] / max(1, self.found.right) for name in FIELDS}
        for name, tally in (("not asserted", self.not_asserted), ("part of", self.part_of)):
            numbers |= {f"{name} precision": tally.precision, f"{name} recall": tally.recall}
        return numbers | {"whole": self.whole.f1}


def score(marked: Iterable[Marked], readings: Iterable[Reading]) -> Score:
    """Return how well `readings` agree with the gold of the same reports, in the same order."""
    total = Score()
    for each, reading in zip(marked, readings, strict=True):
        total.add(score_report(each, reading.figures))
    return total


def score_report(marked: Marked, figures: Sequence[Figure]) -> Score:
    """Return how well the `figures` of one report agree with its gold."""
    text, gold = marked.report.text, marked.gold
    pairs = match_figures(text, gold, figures)
    judged = [(wanted, have) for wanted, have in pairs if not wanted.optional]
    true = sum(not wanted.optional for wanted in gold)
    said = len(judged) + len(figures) - len(pairs)
    total = Score(found=Tally(len(judged), said, true), whole=Tally(0, said, true))
    for wanted, have in judged:
        right = {name for name in FIELDS if is_right(name, text, wanted, have)}
        total.fields.update(right)
        total.whole.right += right >= WHOLE
        total.not_asserted.add(_judge_modality(wanted, have, right="modality" in right))
        total.part_of.add(_judge_part(wanted, have, gold, figures, pairs))
    return total


def match_figures(text: str, gold: Sequence[GoldFigure], figures: Sequence[Figure]) -> list[Pair]:
    """Pair marked and found figures one to one: the right measure first, then the closest spans."""
    ranked = []
    for row, wanted in enumerate(gold):
        start, end = wanted.span(text)
        for column, have in enumerate(figures):
            shared = min(have.amount.end, end) - max(have.amount.start, start)
            if 2 * shared < have.amount.end - have.amount.start:
                continue
            joint = max(have.amount.end, end) - min(have.amount.start, start)
            other = not is_right("measure", text, wanted, have)
            ranked.append((other, wanted.optional, -shared / joint, row, column))
    pairs: list[Pair] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for *_, row, column in sorted(ranked):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((gold[row], figures[column]))
    return pairs


def is_right(name: str, text: str, wanted: GoldFigure, have: Figure) -> bool:
    """Whether the field `name` of a found figure is as marked, or as else accepted."""
    if name == "span":
        return wanted.span(text) == (have.amount.start, have.amount.end)
    said = _said(name, have)
    marked = [wanted.low, wanted.high] if name == "value" else getattr(wanted, name)
    return any(_same(name, each, said) for each in (marked, *wanted.accept.get(name, ())))


def same_phrase(marked: str | None, said: str | None) -> bool:
    """Whether two phrases name the same: one's words hold the other's, or half are shared."""
    if not marked or not said:
        return not marked and not said
    left, right = _words(marked), _words(said)
    if not left or not right:
        return marked.strip().lower() == said.strip().lower()
    if right <= left or (left <= right and len(right) <= len(left) + WORDS_MORE):
        return True
    return len(left & right) / len(left | right) >= LIKE_ENOUGH


def _words(phrase: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", phrase) if word not in SMALL_WORDS}


def _said(name: str, have: Figure) -> object:
    """The field of a found figure as the gold would write it."""
    if name == "value":
        return [have.amount.low, have.amount.high]
    if name == "comparator":
        return have.amount.comparator
    if name in PHRASES:
        phrase = getattr(have, name)
        return phrase.words if phrase else None
    if name == "period" and have.period:
        return {key: getattr(have.period, key) for key in ("kind", "start", "end")}
    return getattr(have, name)


def _same(name: str, marked: Any, said: Any) -> bool:
    if name in PHRASES:
        return same_phrase(marked, said)
    if name == "period" and marked and said:
        return all((marked.get(key) or None) == (said[key] or None) for key in said)
    return bool(marked == said)


def _judge_modality(wanted: GoldFigure, have: Figure, *, right: bool) -> Tally:
    """Judge whether the figure is told as fact; what is accepted counts for neither side."""
    doubted, marked = have.modality != "asserted", wanted.modality != "asserted"
    return Tally(
        right=doubted and marked and right,
        said=doubted and (marked or not right),
        true=marked and (doubted or not right),
    )


def _judge_part(
    wanted: GoldFigure,
    have: Figure,
    gold: Sequence[GoldFigure],
    figures: Sequence[Figure],
    pairs: Sequence[Pair],
) -> Tally:
    """Judge what the figure is said to be a part of."""
    whole = figures[have.part_of] if have.part_of is not None else None
    marked = gold[wanted.part_of] if wanted.part_of is not None else None
    right = any(g is marked and f is whole for g, f in pairs)
    return Tally(right=right, said=whole is not None, true=marked is not None)
