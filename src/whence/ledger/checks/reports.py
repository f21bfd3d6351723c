"""Checks a report against itself.

Two numbers of one source for one thing are a contradiction only where the text itself gives
them so. A sentence that gives two tells of two things, and a number several times as large
as the other counts other people: both are read amiss more often than they are written.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby

from whence.ledger.checks.wording import quoted, subject, told_by
from whence.ledger.counts import Count, contradict, place_words, times_apart
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence, is_recalled

# A slip of the pen, an old number left standing: what contradicts itself is seldom further
# apart. What is, is a part told beside its whole, or a count of something else.
FURTHEST = 2.0
# Numbers that may be versions of one; more are a list, each of something else.
VERSIONS = 2


def check_reports(evidence: Evidence) -> Iterator[Finding]:
    """Yield where one report has one source give two numbers for the same thing.

    A number that grows in the telling ("nine at first, later 12") is no contradiction
    where the report dates the two apart; a part is none beside its whole.
    """
    whole = [c for c in evidence.standing if c.modality == "asserted" and not c.part_of]
    for _, told in groupby(whole, key=lambda count: count.report):
        for same in _same_things(told):
            if len({count.value for count in same if count.is_exact}) <= VERSIONS:
                yield from _contradictions(same, whole)


def _contradictions(same: Sequence[Count], told: Sequence[Count]) -> Iterator[Finding]:
    """Yield the first pair that contradicts, if one does."""
    for one, other in combinations(same, 2):
        if _is_odd(one, other, told):
            sentence = (
                f"{one.report} has {told_by(one)} give both {quoted(one)} and {quoted(other)} "
                f"for {subject(one)}."
            )
            yield finding("contradiction", "low", [one, other], sentence)
            return


def _is_odd(one: Count, other: Count, told: Sequence[Count]) -> bool:
    """Whether two counts contradict, and neither recalls what the source said before."""
    before = [c for c in told if c.source == one.source and c.measure == one.measure]
    return (
        contradict(one, other)
        and times_apart(one, other) <= FURTHEST
        and not (one.quote and one.quote == other.quote)
        and not (is_recalled(one, before) or is_recalled(other, before))
    )


def _same_things(told: Iterable[Count]) -> Iterator[list[Count]]:
    """Yield the counts by one source of one running total, or of one state of all."""
    found: dict[tuple[object, ...], list[Count]] = {}
    for count in told:
        if count.source and count.kind in {"since", "state"} and count.start is not None:
            time = (count.kind, count.start, count.end)
            key = (count.source, count.measure, count.group, time, place_words(count.place))
            found.setdefault(key, []).append(count)
    yield from found.values()
