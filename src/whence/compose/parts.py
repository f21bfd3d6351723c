"""Says which count a count is stated to be a part of."""

from collections.abc import Sequence

from whence.compose.draft import Draft
from whence.compose.links import PRONOUNS
from whence.compose.words import PartWords, open_part_words
from whence.text.grammar import Word

# Counts to look back over for what "the dead" or "the girls" were.
REACH = 9
# Counts to look back over for what a running total is brought to by.
NEAR = 4


def find_whole(draft: Draft, before: list[Draft], language: str = "en") -> Draft | None:
    """Return the count before this one that it is said to be a part of.

    None where the text does not say so.
    """
    words = open_part_words(language)
    here = [d for d in before if d.passage is draft.passage]
    near = here or [d for d in before if d.passage.index >= draft.passage.index - 1]
    partitive = draft.counted.partitive or _of_clause(draft.word)
    if partitive is not None and partitive.lower in PRONOUNS:
        return _nearest(draft, near, same_measure=True) or _nearest(draft, near)
    if partitive is not None and any(k.lower in words.definite for k in partitive.children):
        return _group_before(draft, partitive, before[-REACH:], words)
    if draft.link.rule == "part of what came before" and _is_said_of(draft.word):
        return _nearest(draft, here, same_measure=True)
    if draft.link.rule == "included" or _is_under_including(draft.word, words):
        return _nearest(draft, near[-NEAR:], same_measure=True)
    if draft.link.rule == "listed with" and draft.origin is not None:
        return draft.origin.whole
    return None


def settle_wholes(drafts: Sequence[Draft], before: Sequence[Draft], language: str = "en") -> None:
    """Set the wholes that stand after their parts, and the breakdowns that add up.

    `drafts` are one sentence's, in order; `before` those of the sentences before.
    """
    words = open_part_words(language)
    for index, total in enumerate(drafts):
        if _carries(total, words):
            _settle_carried(total, [*before[-NEAR:], *drafts[:index]])
    for index, whole in enumerate(drafts):
        parts = _run_of_parts(drafts[index + 1 :], whole)
        if len(parts) > 1 and sum(part.amount.low or 0 for part in parts) == whole.amount.low:
            for part in parts:
                part.whole = part.whole or whole
    _settle_list(drafts, before)


def _settle_list(items: Sequence[Draft], before: Sequence[Draft]) -> None:
    """Make the lines of a list parts of the count before it that they add up to."""
    heading = items[-1].passage.heading if items else None
    lines = [d for d in (*before, *items) if d.passage.heading is heading and d.whole is None]
    listed = [d for d in lines if d.link.rule == "heading of the list"]
    if heading is None or len(listed) < 2:
        return
    size = sum(d.amount.low or 0 for d in listed)
    for whole in before:
        if whole.measure == listed[0].measure and whole.amount.low == size:
            for part in listed:
                part.whole = whole


def _settle_carried(total: Draft, earlier: Sequence[Draft]) -> None:
    """Make the counts before it, in its sentence or else the last, parts of a running total."""
    same = [part for part in earlier if part.measure == total.measure]
    here = [part for part in same if part.passage is total.passage]
    last = [part for part in same if part.passage.index == total.passage.index - 1]
    for part in here or last:
        if part.whole is None and _fits_in(part, total):
            part.whole = total


def _run_of_parts(following: Sequence[Draft], whole: Draft) -> list[Draft]:
    """The counts that follow and, added up, do not pass the whole."""
    parts: list[Draft] = []
    size = 0
    for draft in following:
        size += draft.amount.low or 0
        same = draft.measure == whole.measure and draft.amount != whole.amount
        if not same or size > (whole.amount.low or 0):
            break
        parts.append(draft)
    return parts


def _carries(total: Draft, words: PartWords) -> bool:
    """Whether the count is one that others are said to bring it to."""
    above = [total.word, *total.word.up()][:6]
    if total.word.dep not in {"pobj", "nummod", "conj", "amod", "dobj"}:
        return False
    leads = any(w.lower == "to" for up in above for w in (up, *up.children))
    return leads and any(w.lemma in words.carriers for w in above)


def _of_clause(word: Word) -> Word | None:
    """What stands after "of" before the count's clause: "of whom 214 are children"."""
    for above in list(word.up())[:3]:
        for prep in above.kids("prep"):
            below = prep.kid("pobj")
            if prep.lower == "of" and prep.i < word.i and below is not None:
                return below
    return None


def _group_before(
    draft: Draft, partitive: Word, before: Sequence[Draft], words: PartWords
) -> Draft | None:
    """The whole that "of the dead", "of the girls" goes back to.

    That of an event comes before a running total.
    """
    measure = words.measure_of(partitive.lower)
    matches = [
        other
        for other in before
        if other.whole is None
        and _fits_in(draft, other)
        and (other.measure == measure or _names(other, partitive))
    ]
    events = [d for d in matches if d.period is None or d.period.kind not in {"since", "total"}]
    return next(reversed(events or matches), None)


def _names(draft: Draft, group: Word) -> bool:
    """Whether the draft's population is the group."""
    population = draft.population
    return population is not None and group.lower.rstrip("s") in population.words.lower()


def _nearest(
    draft: Draft, candidates: Sequence[Draft], *, same_measure: bool = False
) -> Draft | None:
    """The nearest count that is large enough to hold this one and is no part itself."""
    for other in reversed(candidates):
        if same_measure and other.measure != draft.measure:
            continue
        if other.whole is not None and draft.link.rule != "part of what came before":
            continue
        if _fits_in(draft, other):
            return other
    return None


def _fits_in(part: Draft, whole: Draft) -> bool:
    """Whether the whole is not known to be smaller than the part."""
    size = part.amount.high if part.amount.low is None else part.amount.low
    room = whole.amount.high
    return whole.amount != part.amount and (size is None or room is None or size <= room)


def _is_under_including(word: Word, words: PartWords) -> bool:
    return any(w.lower in words.including for w in [word, *word.up()][:4])


def _is_said_of(word: Word) -> bool:
    """Whether the count is a bare subject of which something is said: "two are minors"."""
    return word.dep == "nsubj" and word.head.lemma == "be"
