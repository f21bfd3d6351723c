"""Checks running totals: that they do not fall, and that each step is explained.

A step between two totals is explained by what the same source counts over the days
between: one window that spans them, or a window for each day. What is left over may be
an addition of earlier harm that the report tells of.
"""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from whence.ledger.checks.wording import dated, named, number, quoted
from whence.ledger.counts import Count
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence, Series, SeriesKey, as_of, day_of, neighbours, window_days

# Counts on each side that a total is held against, and how many times as much as their middle
# it may be. A count doubles in three bulletins only where it is new.
NEAR = 3
OUT_OF_LINE = 2.5


def check_totals(evidence: Evidence) -> Iterator[Finding]:
    """Yield the falls, unexplained steps, additions and bridged gaps of running totals."""
    over_time: dict[SeriesKey, list[Count]] = {}
    for count in evidence.standing:
        if count.kind in {"window", "since", "on"} and not evidence.is_partial(count):
            over_time.setdefault(_owner(count), []).append(count)
    for series in evidence.series:
        if series.key.kind == "running" and series.key.source is not None:
            yield from _check_series(series, over_time.get(_owner(series.counts[0]), []))


def _owner(count: Count) -> SeriesKey:
    """Whose count of what it is, whatever time it is over."""
    return SeriesKey(count.source, count.measure, count.group, "running", None)


def _check_series(series: Series, over_time: Sequence[Count]) -> Iterator[Finding]:
    # A total that began on the day before is over one day too, and explains no step of its own.
    own = {count.claim for count in series.counts}
    others = [count for count in over_time if count.claim not in own]
    still: Count | None = None
    for before, after in neighbours(Series(series.key, _in_line(series.counts))):
        if still is None or still.value != before.value:
            still = before
        if after.bounds[1] < before.bounds[0]:
            yield _fall(before, after, others)
        elif before.is_exact and after.is_exact:
            yield from _check_step(before, after, others, still)


def _in_line(counts: Sequence[Count]) -> tuple[Count, ...]:
    """The counts that lie near those told about them.

    A running total of twice or half as much as its neighbours is hardly a fault of the
    source: it is a count of something else, and the reader's fault more often than not.
    """
    kept = []
    for at, count in enumerate(counts):
        near = [c.value for c in counts[max(0, at - NEAR) : at + NEAR + 1] if c.value is not None]
        middle = median(near) if near else None
        if middle is None or count.value is None or _is_like(count.value, middle):
            kept.append(count)
    return tuple(kept)


def _is_like(value: int, middle: float) -> bool:
    return middle / OUT_OF_LINE <= value <= middle * OUT_OF_LINE


def _fall(before: Count, after: Count, others: Sequence[Count]) -> Finding:
    sentence = (
        f"{named(after)}: {quoted(before)} ({dated(before)}) is followed by the lower "
        f"{quoted(after)} ({dated(after)})."
    )
    window = _spanning(before, after, others)
    due = before.value + sum(_values(window)) if window and before.value is not None else None
    hint = _transposed(due, after.value)
    return finding("fall", "high", [before, after, *window], sentence, hint=hint)


def _check_step(
    before: Count, after: Count, others: Sequence[Count], still: Count
) -> Iterator[Finding]:
    """Compare the step with what was counted between, where something was.

    A total that is only repeated on days without a bulletin has stood since `still`, and the
    next bulletin counts from there.
    """
    window = _spanning(before, after, others) or _spanning(still, after, others)
    if not window:
        # Nothing tells of the days between; an addition is told of all the same.
        own = [c for c in others if c.report == after.report and as_of(c) == as_of(after)]
        if within := _added_within(own, others):
            yield _retroactive_within(before, after, own, within)
        return
    assert before.value is not None
    assert after.value is not None
    step = after.value - before.value
    counted = sum(_values(window))
    bridged = _is_bridged(before, after)
    added = _additions(before, after, others, step - counted)
    if step == counted:
        if within := _added_within(window, others):
            yield _retroactive_within(before, after, window, within)
        elif bridged:
            yield _gap(before, after, window)
    elif added:
        yield _retroactive(before, after, window, added)
    else:
        sentence = (
            f"{named(after)}: from {quoted(before)} ({dated(before)}) to {quoted(after)} "
            f"({dated(after)}) is a step of {number(step)}, but {number(counted)} were counted "
            f"between; {number(before.value + counted)} was due."
        )
        hint = _transposed(before.value + counted, after.value)
        yield finding("step", "high", [before, after, *window], sentence, hint=hint)


def _spanning(before: Count, after: Count, others: Sequence[Count]) -> list[Count]:
    """The counts over just the days between two totals: one that spans them, else one a day."""
    first, last = as_of(before), as_of(after)
    exact = [c for c in others if c.is_exact and not c.added]
    whole = [c for c in exact if c.start == first and as_of(c) == last and _is_short(c)]
    if whole:
        return [_nearest(whole, after)]
    tiles: list[Count] = []
    at = first
    while at is not None and last is not None and at < last:
        following = [c for c in exact if c.start == at and _is_short(c)]
        if not following:
            return []
        tiles.append(min(following, key=lambda count: as_of(count) or ""))
        at = as_of(tiles[-1])
    return tiles if at == last else []


def _nearest(counts: Sequence[Count], total: Count) -> Count:
    """The count of the total's own report, else the last told."""
    own = [count for count in counts if count.report == total.report]
    return (own or counts)[-1]


def _is_short(count: Count) -> bool:
    """Whether a count is over some days, and no running total of long standing itself."""
    days = window_days(count)
    return days is not None and 0 < days <= LONGEST_WINDOW


# A window longer than this many days is a running total of its own.
LONGEST_WINDOW = 31


def _is_bridged(before: Count, after: Count) -> bool:
    first, last = day_of(as_of(before)), day_of(as_of(after))
    return first is not None and last is not None and (last - first).days > 1


def _additions(before: Count, after: Count, others: Sequence[Count], left: int) -> list[Count]:
    """Counts of the later report that tell of `left` added from before the earlier total."""
    if left <= 0:
        return []
    return [
        count
        for count in others
        if count.report == after.report
        and count.value == left
        and count.claim != after.claim
        and (count.added or (as_of(count) or "") < (as_of(before) or ""))
    ]


def _gap(before: Count, after: Count, window: list[Count]) -> Finding:
    sentence = (
        f"{named(after)}: no total between {dated(before)} and {dated(after)}; the "
        f"{number(sum(_values(window)))} counted over those days explain the step."
    )
    return finding("gap", "low", [before, after, *window], sentence, explained=True)


def _retroactive(before: Count, after: Count, window: list[Count], added: list[Count]) -> Finding:
    sentence = (
        f"{named(after)}: the step from {quoted(before)} ({dated(before)}) to {quoted(after)} "
        f"({dated(after)}) is explained by {number(sum(_values(window)))} counted between and "
        f"{quoted(added[0])} added from before."
    )
    return finding("retroactive", "low", [before, after, *window, *added], sentence, explained=True)


def _added_within(window: Sequence[Count], others: Sequence[Count]) -> list[Count]:
    """Counts of harm from before that the days' own counts are said to contain."""
    days = {count.claim for count in window}
    return [count for count in others if count.added and count.part_of in days]


def _retroactive_within(
    before: Count, after: Count, window: list[Count], within: list[Count]
) -> Finding:
    days = [count for count in window if count.claim in {part.part_of for part in within}]
    sentence = (
        f"{named(after)}: of {quoted(days[0])} counted up to {quoted(after)} ({dated(after)}), "
        f"{quoted(within[0])} were added from before."
    )
    return finding("retroactive", "low", [before, after, *days, *within], sentence, explained=True)


def _values(counts: Iterable[Count]) -> Iterator[int]:
    return (count.value for count in counts if count.value is not None)


def _transposed(due: int | None, given: int | None) -> str | None:
    """Say so where two neighbouring digits of the number that was due were exchanged."""
    if due is None or given is None or due == given:
        return None
    digits, other = str(due), str(given)
    for at in range(len(digits) - 1):
        if digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] == other:
            return f"two digits of {number(due)} may have been transposed"
    return None
