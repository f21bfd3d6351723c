"""Finds numbers that a report has one source give and another deny: "eight dead, not five".

Who denies a number speaks of the same thing as who gives it, whatever else was read of either.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from whence.ledger.checks.wording import quoted, told_by
from whence.ledger.counts import Count, contradict
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


def _disagreement(given: Count, denied: Count, own: Count) -> Finding:
    sentence = (
        f"{told_by(own)} denies the {quoted(denied)} {given.measure.replace('_', ' ')} of "
        f"{told_by(given)}, and has {quoted(own)}."
    )
    found = finding("disagreement", "medium", [given, denied, own], sentence)
    return replace(found, unless=(given.claim, own.claim))
