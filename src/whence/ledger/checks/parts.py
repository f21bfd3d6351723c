"""Checks parts against their wholes."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from whence.ledger.checks.wording import named, number, quoted
from whence.ledger.counts import (
    Count,
    introduces_a_list,
    numbers_in,
    place_words,
    same_place,
    tells_of_parts,
    times_apart,
)
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence

# A part that is more than so many times its whole is no slip of a report but of a reader.
FURTHEST = 2
# What is a part of what by its measure alone.
PARTS = {
    "casualties": ("killed", "wounded"),
    "captive": ("alive",),
    "abducted": ("captive", "freed"),
}


def check_parts(evidence: Evidence) -> Iterator[Finding]:
    """Yield each count that is larger than the count it is said to be a part of.

    A count of one group is a part of the count of everybody that its sentence gives from
    the same source for the same time, where the place is one or the sentence says "among".
    """
    everybody = _by_sentence(evidence)
    for part in evidence.standing:
        said = evidence.whole(part)
        implied = everybody.get(_sentence(part), ()) if part.group and said is None else ()
        wholes = [said] if said is not None else [c for c in implied if _may_hold(c, part)]
        whole = next((c for c in wholes if _is_exceeded(c, part)), None)
        if whole is not None:
            link = "are said to be a part of" if said else "are told beside"
            sentence = (
                f"{named(part)}: {quoted(part)} {link} {quoted(whole)} in all, which is less."
            )
            yield finding("subtotal", "high", [whole, part], sentence)
    yield from _check_lists(evidence)


def _check_lists(evidence: Evidence) -> Iterator[Finding]:
    """Yield each count whose groups, listed one by one, do not add up to it.

    "12 people - seven women, four children and two men" lists all; so do the lines under a
    count, where it says how many they are: "in three camps:".
    """
    listed: defaultdict[str, list[Count]] = defaultdict(list)
    for part in evidence.standing:
        whole = evidence.whole(part)
        if whole is not None and whole.stands and whole.report == part.report:
            listed[whole.claim].append(part)
    for parts in listed.values():
        whole = evidence.whole(parts[0])
        if whole is None or not _are_one_list(whole, parts):
            continue
        size = sum(part.value or 0 for part in parts)
        # Where the sentence over a list says how many lines it has, none was missed.
        is_whole = whole.quote != parts[0].quote and len(parts) in numbers_in(whole.quote)
        if size > (whole.value or 0) or (is_whole and size != whole.value):
            told = " and ".join(quoted(part) for part in parts)
            sentence = (
                f"{named(whole)}: {told} are listed for {quoted(whole)}, but make {number(size)}."
            )
            yield finding("subtotal", "high", [whole, *parts], sentence)


def _are_one_list(whole: Count, parts: Sequence[Count]) -> bool:
    """Whether the counts are groups of a whole that are told apart, each one once."""
    first = parts[0]
    exact = all(c.is_exact and c.measure == whole.measure for c in (whole, *parts))
    if len(parts) < 2 or not exact:
        return False
    if first.quote == whole.quote:
        behind = rf"{re.escape(whole.words)}[^,;.]*?\s?[-–—:(]\s?{re.escape(first.words)}\b"
        groups = {part.group for part in parts}
        same = all(part.quote == whole.quote for part in parts)
        return same and len(groups) == len(parts) and bool(re.search(behind, whole.quote))
    places = {place_words(part.place) for part in parts}
    is_list = introduces_a_list(whole.quote) and frozenset() not in places
    return is_list and len(places) == len(parts)


def _is_exceeded(whole: Count, part: Count) -> bool:
    """Whether a part is larger than its whole, and of the same thing as far as can be told."""
    longer = bool(whole.start and part.start and part.start < whole.start)
    return (
        whole.stands
        and part.measure in {whole.measure, *PARTS.get(whole.measure, ())}
        and not longer
        and part.bounds[0] > whole.bounds[1]
        and times_apart(whole, part) <= FURTHEST
    )


def _may_hold(whole: Count, part: Count) -> bool:
    """Whether those counted may be among the others: of one place, or said to be so."""
    return same_place(whole, part) or tells_of_parts(part.quote)


def _by_sentence(evidence: Evidence) -> dict[tuple[object, ...], list[Count]]:
    """Return the counts of everybody by the sentence and all else that a part shares."""
    found: dict[tuple[object, ...], list[Count]] = {}
    for count in evidence.standing:
        if not count.group and count.source and count.start and count.quote and not count.part_of:
            found.setdefault(_sentence(count), []).append(count)
    return found


def _sentence(count: Count) -> tuple[object, ...]:
    time = (count.kind, count.start, count.end)
    return count.report, count.quote, count.source, count.measure, time
