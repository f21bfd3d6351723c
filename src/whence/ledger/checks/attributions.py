"""Checks that a number is credited to the source that gave it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from whence.ledger.checks.bodies import by_body
from whence.ledger.checks.wording import day_words, quoted, subject, told_by
from whence.ledger.counts import Count, named_words
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence, Series, as_of, day_of

# Numbers with fewer sure figures than this come back by chance.
SURE_FIGURES = 3
# Days within which a number is passed on.
REACH_DAYS = 7


def check_attributions(wrong: Iterable[tuple[Count, Count]]) -> Iterator[Finding]:
    """Yield a finding for each count that is one of `misattributed`, by who gave it first."""
    first: dict[str, tuple[Count, Count]] = {}
    for given, credited in wrong:
        first.setdefault(credited.claim, (given, credited))
    for given, credited in first.values():
        sentence = (
            f"{quoted(credited)} {subject(credited)} is credited to {told_by(credited)} in "
            f"{credited.report}; {told_by(given)} gave it on {day_words(as_of(given))}, and "
            f"{told_by(credited)} gives no such count anywhere else."
        )
        yield finding("misattribution", "high", [given, credited], sentence)


def misattributed(evidence: Evidence) -> Iterator[tuple[Count, Count]]:
    """Yield the count of the body that gave a number, and the count credited to another.

    A person who passes a number on is not taken for who counted.
    """
    evidence = evidence.with_counts(by_body(evidence.all))
    for alike in _of_one_thing(evidence.series):
        given = [(series, _by_number(series)) for series in alike if _is_told_again(series)]
        for other in alike:
            whole = [c for c in other.counts if c.is_body and not evidence.is_partial(c)]
            for series, numbers in given:
                if series.key.source != other.key.source:
                    yield from _twins(whole, numbers)


def _of_one_thing(listed: Iterable[Series]) -> Iterator[list[Series]]:
    """Yield running totals, or states, together that are of the same thing, whoever gives them."""
    found: defaultdict[tuple[object, ...], list[Series]] = defaultdict(list)
    for series in listed:
        first, kind = series.counts[0], series.key.kind
        if series.key.source and first.start is not None and kind in {"running", "state"}:
            start = first.start if kind == "running" else kind
            found[first.measure, first.group, start].append(series)
    yield from found.values()


def _is_told_again(series: Series) -> bool:
    return len({count.day for count in series.counts}) > 1


def _by_number(series: Series) -> dict[int | None, list[Count]]:
    found: defaultdict[int | None, list[Count]] = defaultdict(list)
    for count in series.counts:
        if count.is_exact:
            found[count.low].append(count)
    return found


def _twins(
    counts: Iterable[Count], numbers: Mapping[int | None, list[Count]]
) -> list[tuple[Count, Count]]:
    """Return each count with the one told before of the very same sure number, if all have one."""
    twins: list[tuple[Count, Count]] = []
    for count in counts:
        if not count.is_exact or len(str(count.low).rstrip("0")) < SURE_FIGURES:
            return []
        twin = next((c for c in numbers.get(count.low, ()) if _is_passed_on(c, count)), None)
        if twin is None:
            return []
        twins.append((twin, count))
    return twins


def _is_passed_on(given: Count, credited: Count) -> bool:
    """Whether a count may be another's of some days before; of a state that of the same day."""
    if given.kind == "state":
        here, there = named_words(given.place), named_words(credited.place)
        if as_of(given) != as_of(credited) or (here and there and not here & there):
            return False
    first, last = day_of(given.day), day_of(credited.day)
    if first is None or last is None or given.report == credited.report:
        return False
    return 0 <= (last - first).days <= REACH_DAYS
