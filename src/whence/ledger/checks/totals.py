"""Checks running totals: that they do not fall, and that each step is explained.

A step between two totals is explained by what the same source counts over the days
between: one window that spans them, or a window for each day. What is left over may be
an addition of earlier harm that the report tells of.

A figure may be misread, and then it is the check that cries wolf. So a total must stand in
line with its neighbours, of several in one report that is taken which goes on from the day
before, and a series in which nothing fits is no series, and not told of.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, permutations
from statistics import median

from whence.ledger.checks.spans import Spans, Tiles, counted
from whence.ledger.checks.wording import dated, named, number, quoted
from whence.ledger.counts import NUMBER, Count, contradict, tells_of_removal, times_apart
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence, Series, SeriesKey, as_of, day_of, is_recalled

# Days on each side that a total is held against, and how many times as much as their middle
# it may be. A count doubles in three bulletins only where it is new.
NEAR = 3
OUT_OF_LINE = 2.5
# A total that falls by more than this is another total: a source that takes back so much says so
# and counts anew.
DEEPEST = 2
# A number from here on that makes up just what a step leaves over does so by no chance.
TELLING = 100


@dataclass(frozen=True, slots=True)
class Step:
    """Two totals, each the next of the other, and what was counted between.

    `windows` are the ways to cover the days between with counts of the same source, and
    `added` counts of earlier harm that the step has in it. `removed` tell how many were taken
    off: the later total itself, where its sentence does.
    """

    before: Count
    after: Count
    windows: tuple[Tiles, ...]
    added: tuple[Count, ...] = ()
    removed: tuple[Count, ...] = ()

    @property
    def falls(self) -> bool:
        """Whether no number that fits the later total is as high as the earlier one."""
        return self.after.bounds[1] < self.before.bounds[0]

    @property
    def rise(self) -> int:
        """How much higher the later total is."""
        return (self.after.value or 0) - (self.before.value or 0)

    @property
    def window(self) -> Tiles:
        """The counts between, if any; those that explain the step where some do."""
        fitting = [tiles for tiles in self.windows if counted(tiles) == self.rise]
        return next(iter([*fitting, *self.windows]), ())

    @property
    def is_tested(self) -> bool:
        """Whether there is something to hold the step against."""
        return (
            not self.falls and bool(self.windows) and self.before.is_exact and self.after.is_exact
        )

    @property
    def is_even(self) -> bool:
        """Whether the counts between explain the step."""
        return counted(self.window) == self.rise

    @property
    def is_odd(self) -> bool:
        """Whether nothing explains the step."""
        return self.is_tested and not (self.is_even or self.added or self.removed)


def check_totals(evidence: Evidence) -> Iterator[Finding]:
    """Yield the falls, unexplained steps, additions and bridged gaps of running totals."""
    over_time: dict[SeriesKey, list[Count]] = {}
    inside: dict[str, list[Count]] = {}
    for count in evidence.standing:
        if count.part_of is not None and evidence.is_partial(count):
            inside.setdefault(count.part_of, []).append(count)
        if count.kind in {"window", "since", "on"} and not evidence.is_partial(count):
            over_time.setdefault(_owner(count), []).append(count)
    running: dict[SeriesKey, list[Series]] = {}
    for series in evidence.series:
        totals = tuple(count for count in series.counts if not evidence.is_partial(count))
        if series.key.kind == "running" and series.key.source is not None and totals:
            running.setdefault(_owner(totals[0]), []).append(Series(series.key, totals))
    for owner, alike in running.items():
        spans = Spans(over_time.get(owner, ()))
        steps = [list(_steps(series, spans, inside)) for series in alike]
        for at, own in enumerate(steps):
            beside = [step for other in (*steps[:at], *steps[at + 1 :]) for step in other]
            yield from _check_series(own, beside, spans)


def _owner(count: Count) -> SeriesKey:
    """Whose count of what it is, whatever time it is over."""
    return SeriesKey(count.source, count.measure, count.group, "running", None)


def _check_series(steps: Sequence[Step], beside: Sequence[Step], spans: Spans) -> Iterator[Finding]:
    """Yield what is told of one series; `beside` are the steps of the same count since other days.

    A step that the count since another day takes as well is right, and what was counted between
    is not: it may be a part, or misread.
    """
    trusted_falls = _may_fall(steps)
    trusted_steps = _may_be_odd(steps)
    taken = {(as_of(s.before), as_of(s.after), s.rise) for s in beside}
    for step in steps:
        if step.removed:
            yield _taken_off(step)
        elif step.falls and trusted_falls:
            if step.after.tabled or times_apart(step.before, step.after) <= DEEPEST:
                yield _fall(step)
        elif step.is_odd and trusted_steps:
            is_taken = (as_of(step.before), as_of(step.after), step.rise) in taken
            if not is_taken and all(spans.is_usual(count) for count in step.window):
                yield _step(step)
        elif step.added and not step.falls:
            yield _retroactive(step)
        elif step.is_tested and step.is_even and _is_bridged(step):
            yield _gap(step)


def _may_fall(steps: Sequence[Step]) -> bool:
    """Whether a fall in a series is worth telling: one that falls again and again is no total."""
    falls = sum(step.falls and not step.removed for step in steps)
    return falls == 1 or falls * 2 < len(steps) or all(step.after.tabled for step in steps)


def _may_be_odd(steps: Sequence[Step]) -> bool:
    """Whether an odd step in a series is worth telling.

    Where more steps are odd than even, the totals are of other people than the windows. A
    single step that is much less than what was counted is, too: a total of a part of them.
    """
    if all(step.after.tabled for step in steps):
        return True
    odd = [step for step in steps if step.is_odd]
    even = [step for step in steps if step.is_tested and not step.is_odd]
    if len(odd) == 1 and not even:
        return odd[0].rise * OUT_OF_LINE >= counted(odd[0].window)
    return len(odd) <= len(even)


# ---- one total a day ---------------------------------------------------------------------------


def _steps(series: Series, spans: Spans, inside: Mapping[str, Sequence[Count]]) -> Iterator[Step]:
    """Yield the steps of a series from day to day; `inside` are the parts of totals, by these."""
    before: Count | None = None
    still: Count | None = None  # since when the total before was only repeated
    for told in _by_day(in_line(series.counts)):
        # The first report may tell the total of before as well: "now 146, up from 119".
        rising = sorted(told, key=lambda count: count.value or 0)
        after = (rising if before is None else _going_on(before, told, spans))[-1]
        if before is not None:
            still = before if still is None or still.value != before.value else still
            windows = spans.between(before, after) or spans.between(still, after)
            step = Step(before, after, tuple(windows))
            yield replace(
                step,
                added=tuple(_additions(step, [*spans.counts, *inside.get(after.claim, ())]))
                or _making(step, inside.get(after.claim, ())),
                removed=tuple(_removals(step, spans.counts)),
            )
        before = after


def _by_day(counts: Sequence[Count]) -> Iterator[list[Count]]:
    """Yield the totals of each day in the last report that has any; the exact ones, if any are.

    One that only recalls an earlier total ("down from 95,000") gives way to the new one.
    """
    dated = [count for count in counts if as_of(count)]
    for _, group in groupby(dated, key=as_of):
        told = list(group)
        new = [count for count in told if not is_recalled(count, counts)] or told[:1]
        new = [count for count in new if not _is_looser(count, new)]
        last = [count for count in new if count.report == new[-1].report]
        yield [count for count in last if count.is_exact] or last


def _is_looser(count: Count, others: Sequence[Count]) -> bool:
    """Whether a count only says less exactly what another of its day says."""
    exact = [other for other in others if other.is_exact]
    return not count.is_exact and any(not contradict(count, other) for other in exact)


def _going_on(before: Count, told: Sequence[Count], spans: Spans) -> Sequence[Count]:
    """Of the totals that one report gives, return those that go on from the one before.

    That is the one that what was counted between explains, else the least that is no fall:
    the others are counts of something else.
    """
    if len({count.value for count in told}) < 2:
        return told
    sums = {counted(tiles) for count in told for tiles in spans.between(before, count)}
    explained = [c for c in told if (c.value or 0) - (before.value or 0) in sums]
    rising = [c for c in told if (c.value or 0) >= (before.value or 0)]
    return explained or sorted(rising, key=lambda count: -(count.value or 0)) or told


def in_line(counts: Sequence[Count]) -> tuple[Count, ...]:
    """Return the counts that lie near those of the days about them.

    A running total of twice or half as much as its neighbours is hardly a fault of the
    source: it is a count of something else, and the reader's fault more often than not.
    """
    kept = []
    for at, count in enumerate(counts):
        near = [c.value for c in _around(counts, at) if c.value is not None]
        middle = median(near) if near else None
        if count.tabled or middle is None or count.value is None or _is_like(count.value, middle):
            kept.append(count)
    return tuple(kept)


def _around(counts: Sequence[Count], at: int) -> list[Count]:
    """The counts near one in the order of time: of other days, or all where there are none."""
    day = as_of(counts[at])
    earlier = (counts[n] for n in range(at - 1, -1, -1))
    later = (counts[n] for n in range(at + 1, len(counts)))
    before = list(islice((count for count in earlier if as_of(count) != day), NEAR))
    after = list(islice((count for count in later if as_of(count) != day), NEAR))
    return [*before, counts[at], *after] if before or after else []


def _is_like(value: int, middle: float) -> bool:
    return middle / OUT_OF_LINE <= value <= middle * OUT_OF_LINE


# ---- what is told of a step --------------------------------------------------------------------


def _additions(step: Step, others: Sequence[Count]) -> Iterator[Count]:
    """Yield counts of earlier harm, told after the earlier total, that are in the step.

    Such as the source enters as earlier harm are, where the rise has room for them. Others are
    where they make up what the counts between leave over, and are said to be of before or to be
    in the later total; or the number itself is too odd to come back by chance.
    """
    left = step.rise - counted(step.window)
    taken = {count.claim for count in (*step.window, step.after)}
    for count in others:
        if count.claim in taken or not _is_between(step.before, count, step.after):
            continue
        if count.added and 0 < (count.value or 0) <= step.rise and not (step.windows and left):
            yield count  # the windows have it in them, or there are none
        elif step.windows and count.value == left > 0 and _is_earlier(count, step):
            yield count


def _making(step: Step, inside: Sequence[Count]) -> Tiles:
    """Return the parts that the later total is said to have in it, where they make up the step.

    "The figure includes 44 who were declared dead, and 31 found since": 75 more than before.
    """
    exact = len(inside) > 1 and all(count.is_exact for count in inside)
    return tuple(inside) if exact and not step.is_even and counted(inside) == step.rise else ()


def _removals(step: Step, others: Sequence[Count]) -> Iterator[Count]:
    """Yield what tells that so many were taken off as the counts between come to too much.

    The sentence of the later total says so, with the number or, where it only speaks of a
    correction, beside a count of the source that its report lowers by just as many.
    """
    off = counted(step.window) - step.rise
    exact = step.before.is_exact and step.after.is_exact
    if off <= 0 or not step.windows or not exact or not tells_of_removal(step.after.quote):
        return
    if number(off) in NUMBER.findall(step.after.quote):
        yield step.after
        return
    own = [c for c in others if c.report == step.after.report and c.is_exact]
    for lower, higher in permutations(own, 2):
        lowered = higher.quote == lower.quote and (higher.value or 0) - (lower.value or 0) == off
        if lowered and step.after not in (lower, higher):
            yield from (higher, lower)
            return


def _is_earlier(count: Count, step: Step) -> bool:
    return (
        count.added
        or count.part_of == step.after.claim
        or (as_of(count) or "") < (as_of(step.before) or "")
        or (count.value or 0) >= TELLING
    )


def _is_between(before: Count, count: Count, after: Count) -> bool:
    """Whether a count is told with the later total, or between the two."""
    return (before.day or "") < (count.day or "") <= (after.day or "")


def _is_bridged(step: Step) -> bool:
    first, last = day_of(as_of(step.before)), day_of(as_of(step.after))
    return first is not None and last is not None and (last - first).days > 1


def _fall(step: Step) -> Finding:
    before, after = step.before, step.after
    sentence = (
        f"{named(after)}: {quoted(before)} ({dated(before)}) is followed by the lower "
        f"{quoted(after)} ({dated(after)})."
    )
    due = before.value + counted(step.window) if step.window and before.value is not None else None
    hint = _transposed(due, after.value)
    return finding("fall", "high", [before, after, *step.window], sentence, hint=hint)


def _step(step: Step) -> Finding:
    before, after, window = step.before, step.after, step.window
    due = (before.value or 0) + counted(window)
    sentence = (
        f"{named(after)}: from {quoted(before)} ({dated(before)}) to {quoted(after)} "
        f"({dated(after)}) is a step of {number(step.rise)}, but {number(counted(window))} were "
        f"counted between; {number(due)} was due."
    )
    hint = _transposed(due, after.value)
    return finding("step", "high", [before, after, *window], sentence, hint=hint)


def _gap(step: Step) -> Finding:
    sentence = (
        f"{named(step.after)}: no total between {dated(step.before)} and {dated(step.after)}; the "
        f"{number(counted(step.window))} counted over those days explain the step."
    )
    rests_on = [step.before, step.after, *step.window]
    return finding("gap", "low", rests_on, sentence, explained=True)


def _retroactive(step: Step) -> Finding:
    before, after = step.before, step.after
    made = _making(step, step.added)
    added = made or step.added[:1]
    between = number(counted(step.window))
    told = f"{quoted(added[0])} added from before"
    if made:
        why = f"is made up of {' and '.join(map(quoted, made))}, which are said to be in it"
    elif not step.windows:
        why = f"has {told} in it"
    elif step.is_even:
        why = f"is explained by {between} counted between, with {told}"
    else:
        why = f"is explained by {between} counted between and {told}"
    sentence = (
        f"{named(after)}: the step from {quoted(before)} ({dated(before)}) to {quoted(after)} "
        f"({dated(after)}) {why}."
    )
    rests_on = [before, after, *step.window, *added]
    return finding("retroactive", "low", rests_on, sentence, explained=True)


def _taken_off(step: Step) -> Finding:
    before, after, off = step.before, step.after, counted(step.window) - step.rise
    sentence = (
        f"{named(after)}: from {quoted(before)} ({dated(before)}) to {quoted(after)} "
        f"({dated(after)}) is {number(off)} less than the {number(counted(step.window))} counted "
        f"between would make; {number(off)} are said to have been taken off."
    )
    rests_on = [before, after, *step.window, *step.removed]
    return finding("retroactive", "low", rests_on, sentence, explained=True)


def _transposed(due: int | None, given: int | None) -> str | None:
    """Say so where two neighbouring digits of the number that was due were exchanged."""
    if due is None or given is None or due == given:
        return None
    digits, other = str(due), str(given)
    for at in range(len(digits) - 1):
        if digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] == other:
            return f"two digits of {number(due)} may have been transposed"
    return None
