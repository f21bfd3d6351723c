"""Links counts that are of the same thing into series, and keeps apart what is not.

A running total ("since 9 November"), the counts of a window ("in the past 24 hours"), of
one event and of a state ("are held") are four kinds of series, and never mixed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from whence.ledger.counts import Count, contradict
from whence.records import PeriodKind

# A window of up to so many days may be of one event told as "on" a day in it.
EVENT_DAYS = 2

SeriesKind = Literal["running", "window", "event", "state"]


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What all counts of a series share; `start` is None where no start or day is given."""

    source: str | None
    measure: str
    group: str
    kind: SeriesKind
    start: str | None


@dataclass(frozen=True, slots=True)
class Series:
    """Counts on the same thing, in the order of the days they hold for."""

    key: SeriesKey
    counts: tuple[Count, ...]


class Evidence:
    """The counts that a check compares, each with its whole, and their series.

    `standing` are those told as fact by reports that stand for themselves, in the order
    of time. `wholes` are counts that are not compared here, and of which one may be a part.
    `day` is the day whose events are compared, None where they are of any time.
    """

    def __init__(
        self, counts: Iterable[Count], wholes: Iterable[Count] = (), day: str | None = None
    ) -> None:
        self.all = sorted(counts, key=lambda count: count.told)
        self.standing = [count for count in self.all if count.stands]
        self.day = day
        self._by_claim = {count.claim: count for count in (*wholes, *self.all)}

    @cached_property
    def series(self) -> list[Series]:
        """The series of the counts that stand."""
        return find_series(self.standing)

    def with_counts(self, counts: Iterable[Count]) -> "Evidence":
        """Return this evidence with its counts told in another way, by another name say."""
        return Evidence(counts, self._by_claim.values(), self.day)

    def whole(self, count: Count) -> Count | None:
        """Return the count that `count` is said to be a part of."""
        return self._by_claim.get(count.part_of) if count.part_of else None

    def is_partial(self, count: Count) -> bool:
        """Whether the count is a part of another over the same time: 5 of the 14 of a day.

        A day's count is said to be a part of a running total, and is whole for all that; so is
        what the day's count has in it of earlier harm. A part of a day's count is of that day,
        whatever else was read.
        """
        whole = self.whole(count)
        return (
            whole is not None
            and whole.measure == count.measure
            and not count.added
            and (
                (whole.start, whole.end) == (count.start, count.end)
                or whole.kind in {"on", "window"}
            )
        )


def find_series(counts: Iterable[Count]) -> list[Series]:
    """Return the series of `counts`, each in the order of time.

    A running total goes with the one total of its source that has a more exact start, where
    there is only one: one without a start, and one "since March" with one since 9 March.
    """
    found: defaultdict[SeriesKey, list[Count]] = defaultdict(list)
    for count in counts:
        if (key := series_key(count)) is not None:
            found[key].append(count)
    for keys in _running_alike(found):
        for key in sorted(keys, key=lambda key: -len(key.start or "")):
            exact = [k for k in keys if k in found and _is_more_exact(k, key)]
            if len(exact) == 1:
                begun = [count for count in found[key] if _may_begin(count, exact[0])]
                found[exact[0]] += begun
                found[key] = [count for count in found[key] if count not in begun]
    return [
        Series(key, tuple(sorted(listed, key=_order))) for key, listed in found.items() if listed
    ]


def _running_alike(keys: Iterable[SeriesKey]) -> list[list[SeriesKey]]:
    """Return the keys of running totals that differ in nothing but their start."""
    alike: defaultdict[SeriesKey, list[SeriesKey]] = defaultdict(list)
    for key in keys:
        if key.kind == "running":
            alike[replace(key, start=None)].append(key)
    return [listed for listed in alike.values() if len(listed) > 1]


def _is_more_exact(key: SeriesKey, other: SeriesKey) -> bool:
    start = other.start or ""
    return key != other and (key.start or "").startswith(start)


def _may_begin(count: Count, key: SeriesKey) -> bool:
    """Whether a total may be since the start of a series: one of that day or before is not."""
    return (as_of(count) or "~") > (key.start or "")


def series_key(count: Count) -> SeriesKey | None:
    """Return the series that `count` belongs to, None where its period is not known."""
    kind = kind_of(count.kind)
    if kind is None:
        return None
    start = count.start if kind in {"running", "event"} else None
    return SeriesKey(count.source, count.measure, count.group, kind, start)


def as_of(count: Count) -> str | None:
    """Return the day that `count` holds for: the end of its period, else the report's day."""
    return count.end or count.day


def window_days(count: Count) -> int | None:
    """Return how many days the window of `count` is long, None where it is no dated window.

    "In the past 24 hours" runs from a day to the next: one.
    """
    if count.kind not in {"window", "since"}:
        return None
    first, last = day_of(count.start), day_of(as_of(count))
    return (last - first).days if first and last else None


@lru_cache(maxsize=1 << 14)  # a ledger has few days, and each is asked for again and again
def day_of(words: str | None) -> date | None:
    """Return the day that `words` name, None where they name a month, a year or nothing."""
    return date.fromisoformat(words) if words and len(words) == len("2031-03-04") else None


def is_event(count: Count) -> bool:
    """Whether a count is of one event: on a day, or within a window of a few."""
    days = window_days(count)
    return count.kind == "on" or (days is not None and 0 <= days <= EVENT_DAYS)


def event_days(count: Count) -> list[str]:
    """Return the days that the event of a count may have been on, as they are written."""
    first, last = day_of(count.start), day_of(as_of(count))
    if count.kind == "on" or first is None or last is None:
        return [count.start] if count.start else []
    return [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]


def by_day(
    counts: Sequence[Count], day_for: Callable[[Count], str | None] = as_of
) -> dict[str, Count]:
    """Return the count that stands for each day: the last told.

    One that only recalls an earlier total ("down from 95,000") gives way to the new one, and a
    looser one to an exact one that it agrees with ("at least 65" to 65).
    """
    last: dict[str, Count] = {}
    for count in counts:
        day = day_for(count)
        if day and not (day in last and _gives_way(count, last[day], counts)):
            last[day] = count
    return last


def _gives_way(count: Count, other: Count, counts: Sequence[Count]) -> bool:
    looser = other.is_exact and not count.is_exact and not contradict(count, other)
    return looser or is_recalled(count, counts)


def is_recalled(count: Count, others: Iterable[Count]) -> bool:
    """Whether the same number stands among `others` in a report of an earlier day."""
    return any(
        other.value == count.value and (other.day or "") < (count.day or "") for other in others
    )


def kind_of(period: PeriodKind | None) -> SeriesKind | None:
    """Return the kind of series that figures over such a period are in."""
    match period:
        case "since" | "total":
            return "running"
        case "window":
            return "window"
        case "on":
            return "event"
        case "state":
            return "state"
        case _:
            return None


def _order(count: Count) -> tuple[str, str, int]:
    return as_of(count) or "", *count.told
