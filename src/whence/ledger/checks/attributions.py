"""Checks that a number is credited to the source that gave it."""

from collections.abc import Iterable, Iterator

from whence.ledger.checks.wording import day_words, quoted, subject, told_by
from whence.ledger.counts import Count
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence, as_of, day_of

# Numbers with fewer sure figures than this come back by chance.
SURE_FIGURES = 3
# Days within which a number is passed on.
REACH_DAYS = 7


def check_attributions(wrong: Iterable[tuple[Count, Count]]) -> Iterator[Finding]:
    """Yield a finding for each of `misattributed`."""
    for given, credited in wrong:
        sentence = (
            f"{quoted(credited)} {subject(credited)} is credited to {told_by(credited)} in "
            f"{credited.report}; {told_by(given)} gave it on {day_words(as_of(given))}, and "
            f"{told_by(credited)} gives no such count anywhere else."
        )
        yield finding("misattribution", "high", [given, credited], sentence)


def misattributed(evidence: Evidence) -> Iterator[tuple[Count, Count]]:
    """Yield the count of the source that gave a number, and the count credited to another."""
    running = [s for s in evidence.series if s.key.kind == "running" and s.key.source]
    for series in running:
        if len({count.day for count in series.counts}) < 2:
            continue
        for other in running:
            if _like(series.counts[0], other.counts[0]):
                whole = [count for count in other.counts if not evidence.is_partial(count)]
                twins = [_twin(count, series.counts) for count in whole]
                if all(twins):
                    yield from ((t, c) for t, c in zip(twins, whole, strict=True) if t)


def _like(one: Count, other: Count) -> bool:
    """Whether two running totals are of the same thing by different sources."""
    return (
        one.source != other.source
        and (one.measure, one.group, one.start) == (other.measure, other.group, other.start)
        and one.start is not None
    )


def _twin(count: Count, series: tuple[Count, ...]) -> Count | None:
    """The count of a series that was told before `count` with the very same sure number."""
    if not count.is_exact or len(str(count.low).rstrip("0")) < SURE_FIGURES:
        return None
    return next(
        (c for c in series if c.is_exact and c.low == count.low and _is_before(c, count)), None
    )


def _is_before(given: Count, credited: Count) -> bool:
    first, last = day_of(given.day), day_of(credited.day)
    if first is None or last is None or given.report == credited.report:
        return False
    return 0 <= (last - first).days <= REACH_DAYS
