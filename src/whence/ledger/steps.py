"""A series as it is told: each count beside the one before, and what is no news in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal

from whence.ledger.checks.totals import in_line
from whence.ledger.counts import Count, contradict
from whence.ledger.series import Series, as_of, by_day, day_of, is_recalled

Role = Literal[
    "new", "agrees", "differs", "recalls", "part", "aside", "superseded", "copy", "undated"
]

# Days without a count are told of where they are so many times as many as usual.
LONGER = 1.5


@dataclass(frozen=True, slots=True)
class Step:
    """One count of a series, and how it stands to the others.

    Only a count that is `new` takes part in steps: `change` is its difference to the one
    before, None where one of the two is no one number, and `days` how long ago that was.
    `is_exact` says whether both are. `missed` are the days without a count before it, 0
    where there is one as often as usual. `against` is the count it agrees with, differs
    from, recalls or is a part of. A total `aside` is several times as large or small as those
    about it: a count of something else, more often than not, and misread.
    """

    count: Count
    role: Role
    change: int | None = None
    is_exact: bool = False
    days: int | None = None
    missed: int = 0
    against: Count | None = None


def holds_for(series: Series, count: Count) -> str | None:
    """Return the day by which a count is ordered: of an event the day it was told."""
    return count.day if series.key.kind == "event" else as_of(count)


def steps_of(series: Series) -> tuple[Step, ...]:
    """Return the counts of a series, each with its step, in the order of time."""
    return _Steps(series).all()


class _Steps:
    """Holds what the counts of one series are compared by."""

    def __init__(self, series: Series) -> None:
        self._series = series
        self._day: Callable[[Count], str | None] = lambda count: holds_for(series, count)
        self._by_claim = {count.claim: count for count in series.counts}
        whole = [count for count in series.counts if count.stands and not self._whole(count)]
        near = in_line(whole) if series.key.kind == "running" else whole
        self._aside = {count.claim for count in whole} - {count.claim for count in near}
        self._new = by_day(near, self._day)
        days = sorted(self._new)
        self._before = {after: self._new[before] for before, after in pairwise(days)}
        self._usual = _usual(days)

    def all(self) -> tuple[Step, ...]:
        ordered = sorted(self._series.counts, key=lambda c: (self._day(c) or "", *c.told))
        return tuple(map(self._step, ordered))

    def _step(self, count: Count) -> Step:
        if count.superseded or count.copied:
            return Step(count, "superseded" if count.superseded else "copy")
        if whole := self._whole(count):
            return Step(count, "part", against=whole)
        if count.claim in self._aside:
            return Step(count, "aside")
        new = self._new.get(self._day(count) or "")
        if new is None:
            return Step(count, "undated")
        if new is count:
            return self._news(count)
        if not contradict(count, new):
            return Step(count, "agrees", against=new)
        if is_recalled(count, self._series.counts):
            return Step(count, "recalls", against=self._recalled(count))
        return Step(count, "differs", against=new)

    def _news(self, count: Count) -> Step:
        before = self._before.get(self._day(count) or "")
        if before is None:
            return Step(count, "new")
        days = _days_between(self._day(before), self._day(count))
        exact = before.is_exact and count.is_exact
        change = None
        # The counts of single stretches of time are no totals: their difference says nothing.
        if self._series.key.kind != "window":
            change = _difference(before, count)
        return Step(count, "new", change, exact, days, self._missed(before, count, days))

    def _missed(self, before: Count, count: Count, days: int | None) -> int:
        if self._series.key.kind == "event" or days is None:
            return 0
        if self._series.key.kind == "window":
            return max(0, _days_between(as_of(before), count.start) or 0)
        return days - 1 if days > self._usual * LONGER else 0

    def _whole(self, count: Count) -> Count | None:
        """The count of the same series and time that this one is a part of."""
        whole = self._by_claim.get(count.part_of or "")
        return whole if whole is not None and as_of(whole) == as_of(count) else None

    def _recalled(self, count: Count) -> Count | None:
        earlier = (c for c in self._series.counts if (c.day or "") < (count.day or ""))
        return next((c for c in earlier if c.value == count.value), None)


def _difference(before: Count, after: Count) -> int | None:
    if before.value is None or after.value is None:
        return None
    return after.value - before.value


def _days_between(first: str | None, last: str | None) -> int | None:
    begins, ends = day_of(first), day_of(last)
    return (ends - begins).days if begins and ends else None


def _usual(days: Sequence[str]) -> float:
    """Return how many days there usually are from one count to the next."""
    found = [n for one, other in pairwise(days) if (n := _days_between(one, other))]
    return median(found) if found else 1
