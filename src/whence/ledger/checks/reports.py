"""Checks a report against itself."""

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby

from whence.ledger.checks.wording import quoted, subject, told_by
from whence.ledger.counts import Count, contradict, place_words
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence, is_recalled


def check_reports(evidence: Evidence) -> Iterator[Finding]:
    """Yield where one report has one source give two numbers for the same thing.

    A number that grows in the telling ("nine at first, later 12") is no contradiction
    where the report dates the two apart; a part is none beside its whole.
    """
    whole = [c for c in evidence.standing if c.modality == "asserted" and not c.part_of]
    for _, told in groupby(whole, key=lambda count: count.report):
        for one, other in combinations(told, 2):
            if _is_same_thing(one, other) and _is_odd(one, other, whole):
                sentence = (
                    f"{one.report} has {told_by(one)} give both {quoted(one)} and {quoted(other)} "
                    f"for {subject(one)}."
                )
                yield finding("contradiction", "medium", [one, other], sentence)


def _is_odd(one: Count, other: Count, told: Sequence[Count]) -> bool:
    """Whether two counts contradict, and neither recalls what the source said before."""
    before = [c for c in told if c.source == one.source and c.measure == one.measure]
    return contradict(one, other) and not (is_recalled(one, before) or is_recalled(other, before))


def _is_same_thing(one: Count, other: Count) -> bool:
    """Whether two counts are by one source of one running total, or of one state of all."""
    return (
        one.source is not None
        and (one.source, one.measure, one.group) == (other.source, other.measure, other.group)
        and (one.kind, one.start, one.end) == (other.kind, other.start, other.end)
        and one.kind in {"since", "state"}
        and one.start is not None
        and place_words(one.place) == place_words(other.place)
    )
