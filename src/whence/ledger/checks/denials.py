"""Finds numbers that a report has one source give and another deny: "eight dead, not five".

Who denies a number speaks of the same thing as who gives it, whatever else was read of either.
Who says that nobody was harmed at a place denies that any group was: "no one on the bus died".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from whence.ledger.checks.speakers import is_individual, surely_two
from whence.ledger.checks.wording import quoted, subject, told_by
from whence.ledger.counts import Count, contradict, place_words
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence


def check_denials(evidence: Evidence) -> Iterator[Finding]:
    """Yield each disagreement in which a source denies another's number and gives its own.

    It is not told beside one that was found by the period and the place.
    """
    current = [count for count in evidence.all if not (count.superseded or count.copied)]
    for _, group in groupby(current, key=lambda count: count.report):
        counts = list(group)
        for denied in counts:
            if denied.modality == "denied" and denied.source is not None:
                own = _instead(denied, counts)
                given = _given(denied, counts)
                if own and given:
                    yield _disagreement(given, denied, own)
        yield from _nobody(counts)
        yield from _none_and_some(counts)


def _instead(denied: Count, counts: Iterable[Count]) -> Count | None:
    """The number that the sentence has in the place of the one that it denies."""
    return next(
        (
            count
            for count in counts
            if count.stands
            and count.quote == denied.quote
            and (count.body, count.measure) == (denied.body, denied.measure)
            and contradict(count, denied)
        ),
        None,
    )


def _given(denied: Count, counts: Iterable[Count]) -> Count | None:
    """The number as another source of the report gives it."""
    return next(
        (
            count
            for count in counts
            if count.stands
            and count.body is not None
            and count.body != denied.body
            and (count.measure, count.bounds) == (denied.measure, denied.bounds)
        ),
        None,
    )


def _nobody(counts: Sequence[Count]) -> Iterator[Finding]:
    """Yield where one body has nobody harmed at a place, and another some group of people."""
    standing = [count for count in counts if count.stands and count.kind == "on"]
    for none in (count for count in standing if count.bounds == (0, 0)):
        if none.group or is_individual(none):
            continue  # a witness counts what they saw
        some = next((count for count in standing if _is_some(count, none)), None)
        if some is not None:
            what = none.measure.replace("_", " ")
            sentence = (
                f"{told_by(some)} has {quoted(some)} {what} ({some.population}), but "
                f"{told_by(none)} {quoted(none)}."
            )
            found = finding("disagreement", "medium", [some, none], sentence)
            yield replace(found, unless=(some.claim, none.claim))


def _none_and_some(counts: Sequence[Count]) -> Iterator[Finding]:
    """Yield where one source has none of a group harmed, and some of the same elsewhere."""
    standing = [c for c in counts if c.modality == "asserted" and c.stands and c.source is not None]
    for none in (count for count in standing if count.bounds == (0, 0)):
        some = next((count for count in standing if _is_of_none(count, none)), None)
        if some is not None:
            sentence = (
                f"{none.report} has {told_by(none)} give both {quoted(none)} and {quoted(some)} "
                f"for {subject(some)}."
            )
            yield finding("contradiction", "low", [none, some], sentence)
            return


def _is_of_none(some: Count, none: Count) -> bool:
    """Whether a count is of those of whom its source says that there are none.

    They are called alike, and no time or place that is told sets them apart.
    """
    here, there = place_words(some.place), place_words(none.place)
    times = {(c.start, c.end) for c in (some, none) if c.kind != "state" and c.start is not None}
    return (
        bool(none.group)
        and some.bounds[0] > 0
        and (some.source, some.measure, some.group) == (none.source, none.measure, none.group)
        and some.quote != none.quote
        and len(times) < 2
        and (bool(here & there) or not (here and there))
    )


def _is_some(count: Count, none: Count) -> bool:
    return (
        bool(count.group)
        and count.bounds[0] > 0
        and (count.measure, count.start) == (none.measure, none.start)
        and bool(place_words(count.place) & place_words(none.place))
        and surely_two(count, none)
    )


def _disagreement(given: Count, denied: Count, own: Count) -> Finding:
    sentence = (
        f"{told_by(own)} denies the {quoted(denied)} {given.measure.replace('_', ' ')} of "
        f"{told_by(given)}, and has {quoted(own)}."
    )
    found = finding("disagreement", "medium", [given, denied, own], sentence)
    return replace(found, unless=(given.claim, own.claim))
