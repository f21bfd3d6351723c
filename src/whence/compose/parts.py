"""Says which count a count is stated to be a part of."""

from whence.compose.draft import Draft
from whence.compose.links import PRONOUNS
from whence.text.grammar import Word

_INCLUDING = frozenset({"including", "includes", "included", "include", "comprising"})


def find_whole(draft: Draft, before: list[Draft]) -> Draft | None:
    """Return the draft that this one is said to be a part of, None if the text does not say so."""
    here = [d for d in before if d.passage is draft.passage]
    rule = draft.link.rule
    if draft.counted.partitive is not None:
        return _partitive(draft, here, before)
    if rule in {"included"} or _is_under_including(draft.word):
        return _nearest_whole(draft, here or before[-1:])
    if rule == "listed with" and here:
        # "two guards and an engineer", after what they are part of: the same whole
        other = next((d for d in here if d.word is draft.link.said_by), None)
        return other.whole if other is not None else None
    return None


def _partitive(draft: Draft, here: list[Draft], before: list[Draft]) -> Draft | None:
    """The whole of "three of the girls", "two of them"."""
    partitive = draft.counted.partitive
    assert partitive is not None
    recent = here or [d for d in before if d.passage.index >= draft.passage.index - 1]
    if partitive.lower in PRONOUNS:
        return _nearest_whole(draft, recent)
    if not any(k.lower in {"the", "these", "those", "its", "their", "his", "her"} for k in partitive.children):
        return None
    for other in reversed(before[-6:]):
        if other.population is not None and _same_group(partitive.lower, other.population.words.lower()):
            return other
        if partitive.lower in {"wounded", "injured"} and other.measure == "wounded":
            return other
        if partitive.lower in {"dead", "bodies", "victims", "killed"} and other.measure == "killed":
            return other
        if partitive.lower in {"missing"} and other.measure == "missing":
            return other
    return None


def _same_group(one: str, other: str) -> bool:
    return one.rstrip("s") in other


def _nearest_whole(draft: Draft, candidates: list[Draft]) -> Draft | None:
    """The nearest count that is large enough to hold this one and is no part of the same whole."""
    size = draft.amount.low if draft.amount.low is not None else draft.amount.high
    for other in reversed(candidates):
        whole = other.amount.high if other.amount.high is not None else other.amount.low
        if other.whole is not None and _siblings(draft, other):
            continue
        if size is None or whole is None or size <= whole or other.amount.high is None:
            return other
    return None


def _siblings(draft: Draft, other: Draft) -> bool:
    return other.whole is not None and draft.link.rule != "part of what came before"


def _is_under_including(word: Word) -> bool:
    return any(w.lower in _INCLUDING for w in [word, *word.up()][:4])
