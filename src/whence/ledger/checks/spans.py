"""What one source counts over the days between two of its totals.

One window may span them, or a window for each day; where a report gives several numbers for
one stretch (a part taken for the whole, say), each is tried.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from whence.ledger.counts import Count
from whence.ledger.series import as_of, window_days

# A window longer than this many days is a running total of its own.
LONGEST_WINDOW = 31
# Sums of windows that are kept for a day on the way: where so many are possible, one of them
# would fit any step.
MOST_SUMS = 12

# Times as many a day as the middle of a source's windows that one may be, and as few. It takes
# more than so many windows to say what is usual.
UNUSUAL, FEW = 4, 3

Tiles = tuple[Count, ...]


class Spans:
    """The windows of one source's count, found again by the day they begin.

    `counts` are all that it counts over any time.
    """

    def __init__(self, counts: Iterable[Count]) -> None:
        self.counts = list(counts)
        exact = [count for count in self.counts if count.is_exact and not count.added]
        running = _starts_of_totals(exact)
        self._from: defaultdict[str, list[Count]] = defaultdict(list)
        for count in exact:
            if count.start is not None and count.start not in running and _is_short(count):
                self._from[count.start].append(count)
        rates = [_a_day(count) for told in self._from.values() for count in told]
        self._usual = median(rates) if len(rates) > FEW else None

    def is_usual(self, count: Count) -> bool:
        """Whether a window is in line with the others, so that a step may be held against it.

        One that is far smaller is a part of the day, one far larger a total, as often as not.
        """
        if self._usual is None or count.tabled:
            return True
        return self._usual / UNUSUAL <= _a_day(count) <= self._usual * UNUSUAL

    def between(self, before: Count, after: Count) -> list[Tiles]:
        """Return the windows that cover just the days between two totals, one list a sum.

        First those that span all of it, the one told with the later total before any other.
        """
        first, last = as_of(before), as_of(after)
        if first is None or last is None:
            return []
        whole = [count for count in self._from[first] if as_of(count) == last]
        whole.sort(key=lambda count: (count.report != after.report, count.told))
        return _one_a_sum([*((count,) for count in whole), *self._tiled(first, last)])

    def _tiled(self, first: str, last: str) -> list[Tiles]:
        """The windows that follow one another from a day to another."""
        reached: dict[str, list[Tiles]] = {first: [()]}
        for day in sorted({day for day in self._from if first <= day < last}):
            for count in self._from[day]:
                end = as_of(count) or ""
                if end > last or (day, end) == (first, last):
                    continue
                longer = [(*tiles, count) for tiles in reached.get(day, ())]
                reached[end] = _one_a_sum([*reached.get(end, ()), *longer])[:MOST_SUMS]
        return reached.get(last, [])


def counted(tiles: Sequence[Count]) -> int:
    """Return how many the windows come to."""
    return sum(count.value or 0 for count in tiles)


def _a_day(count: Count) -> float:
    return (count.value or 0) / (window_days(count) or 1)


def _one_a_sum(found: Iterable[Tiles]) -> list[Tiles]:
    by_sum: dict[int, Tiles] = {}
    for tiles in found:
        by_sum.setdefault(counted(tiles), tiles)
    return list(by_sum.values())


def _starts_of_totals(counts: Iterable[Count]) -> set[str]:
    """The days since which a source counts on more than one day: its totals, and no windows."""
    days: defaultdict[str, set[str | None]] = defaultdict(set)
    for count in counts:
        if count.kind == "since" and count.start is not None:
            days[count.start].add(as_of(count))
    return {start for start, told in days.items() if len(told) > 1}


def _is_short(count: Count) -> bool:
    """Whether a count is over some days, and no running total of long standing itself."""
    days = window_days(count)
    return days is not None and 0 < days <= LONGEST_WINDOW
