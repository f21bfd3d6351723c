"""Says which count a count is stated to be a part of."""

from collections.abc import Sequence

from whence.compose.draft import Draft
from whence.compose.links import PRONOUNS
from whence.text.grammar import Word

_INCLUDING = frozenset({"including", "includes", "included", "include", "comprising"})
# Verbs that carry a day's count into a running one: "bringing the toll to 2,518".
_CARRIERS = frozenset({"bring", "raise", "take", "lift", "push", "increase"})
_THE_DEAD = {"dead": "killed", "killed": "killed", "bodies": "killed", "martyrs": "killed", "drowned": "killed",
             "deaths": "killed", "fatalities": "killed", "wounded": "wounded", "injured": "wounded", "hurt": "wounded",
             "missing": "missing", "survivors": "rescued"}  # fmt: skip
# Counts to look back over for what "the dead" or "the girls" were.
REACH = 9


def find_whole(draft: Draft, before: list[Draft]) -> Draft | None:
    """Return the count before this one that it is said to be a part of, None if the text does not say so."""
    here = [d for d in before if d.passage is draft.passage]
    near = here or [d for d in before if d.passage.index >= draft.passage.index - 1]
    partitive = draft.counted.partitive
    if partitive is None:
        partitive = _of_clause(draft.word)
    if partitive is not None and partitive.lower in PRONOUNS:
        return _nearest(draft, near, same_measure=True) or _nearest(draft, near, same_measure=False)
    if partitive is not None and _is_definite(partitive):
        return _group_before(draft, partitive, before[-REACH:])
    if draft.link.rule == "included" or _is_under_including(draft.word):
        return _nearest(draft, near[-4:], same_measure=True)
    if draft.link.rule == "listed with" and draft.origin is not None:
        return draft.origin.whole
    return None


def settle_wholes(drafts: Sequence[Draft], before: Sequence[Draft]) -> None:
    """Set the wholes that stand after their parts, and the breakdowns that add up.

    `drafts` are one sentence's, in order; `before` those of the sentences before.
    """
    for index, total in enumerate(drafts):
        if _carries(total):
            earlier = [*before[-4:], *drafts[:index]]
            for part in earlier:
                close = (
                    part.passage is total.passage or part.passage.index == total.passage.index - 1
                )
                if (
                    close
                    and part.measure == total.measure
                    and part.whole is None
                    and _fits_in(part, total)
                ) and (
                    part.passage is total.passage
                    or not any(d.measure == total.measure for d in drafts[:index])
                ):
                    part.whole = total
    for index, whole in enumerate(drafts):
        parts = _run_of_parts(drafts[index + 1 :], whole)
        if len(parts) > 1 and sum(part.amount.low or 0 for part in parts) == whole.amount.low:
            for part in parts:
                part.whole = part.whole or whole


def _run_of_parts(following: Sequence[Draft], whole: Draft) -> list[Draft]:
    """The counts that follow and, added up, do not pass the whole."""
    parts: list[Draft] = []
    size = 0
    for draft in following:
        size += draft.amount.low or 0
        if (
            draft.measure != whole.measure
            or size > (whole.amount.low or 0)
            or draft.amount == whole.amount
        ):
            break
        parts.append(draft)
    return parts


def _carries(total: Draft) -> bool:
    """Whether the count is one that others are said to bring it to."""
    above = [total.word, *total.word.up()][:6]
    return (
        any(w.lemma in _CARRIERS for w in above)
        and total.word.dep in {"pobj", "nummod", "conj", "amod", "dobj"}
        and (
            any(w.lower == "to" for w in above)
            or any(k.lower == "to" for w in above for k in w.children)
        )
    )


def _of_clause(word: Word) -> Word | None:
    """What stands after "of" before the count's clause: "of whom 214 are children", "of those, 319 died"."""
    for above in [word, *word.up()][:4]:
        for prep in above.kids("prep"):
            below = prep.kid("pobj")
            if prep.lower == "of" and prep.i < word.i and below is not None and (above is not word):
                return below
    return None


def _is_definite(word: Word) -> bool:
    return any(k.lower in {"the", "these", "those"} for k in word.children)


def _group_before(draft: Draft, partitive: Word, before: Sequence[Draft]) -> Draft | None:
    """The whole that "of the dead", "of the girls" goes back to: of an event before a running total."""
    said = partitive.lower
    measure = _THE_DEAD.get(said)
    matches = [
        other
        for other in before
        if other.whole is None
        and _fits_in(draft, other)
        and (
            other.measure == measure
            or (other.population is not None and said.rstrip("s") in other.population.words.lower())
        )
    ]
    events = [
        other
        for other in matches
        if other.period is None or other.period.kind not in {"since", "total"}
    ]
    return (events or matches)[-1] if matches else None


def _nearest(draft: Draft, candidates: Sequence[Draft], *, same_measure: bool) -> Draft | None:
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
    size = part.amount.low if part.amount.low is not None else part.amount.high
    room = whole.amount.high if whole.amount.high is not None else None
    return whole.amount != part.amount and (size is None or room is None or size <= room)


def _is_under_including(word: Word) -> bool:
    return any(w.lower in _INCLUDING for w in [word, *word.up()][:4])
