"""Turns the times a text names into dates, as exact as the text and no more.

The rules are the codebook's: a weekday is the nearest one on or before the report's
date, a day or month without a year the most recent one, and a span of so many days
back ends on the report's day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import total_ordering
from typing import Literal

from whence.find.times import BACK, Point, TimeMention

# Days ahead of a report to which a day without a year is still to come, and not a year ago.
SOON = 60

ResolvedKind = Literal["on", "window", "since"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A time as dates: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, None where an end is open."""

    kind: ResolvedKind
    start: str | None
    end: str | None


@total_ordering
@dataclass(frozen=True, slots=True)
class _Day:
    """A date of which the month or the day may be unknown; unknown parts are not compared."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __lt__(self, other: "_Day") -> bool:
        for one, two in ((self.year, other.year), (self.month, other.month), (self.day, other.day)):
            if one is None or two is None:
                return False
            if one != two:
                return one < two
        return False


def resolve_time(
    mention: TimeMention, *, published: str | None, anchor: str | None = None, forward: bool = False
) -> Resolved | None:
    """Return the dates of `mention` in a report of `published`, None if it has none.

    `anchor` is the date named before, for "that day" and "a week later". `forward` says
    that the sentence looks ahead: "on Friday" is then the next one, "by 15 September"
    begins on the report's day and "within 72 hours" is a window. Durations (else), rates
    and hours have no dates; nor has what is relative to a date that is not given. A
    "since" without a date of its own is open: kind "since", no start.

    >>> from whence.find.times import find_times
    >>> resolve_time(find_times("on Wednesday")[0], published="2026-02-19")
    Resolved(kind='on', start='2026-02-18', end='2026-02-18')
    """
    # What holds "as of" a day has been counted.
    ahead = forward and mention.sense != "as_of"
    dates = _Dates(_parse(published), _parse(anchor), ahead)
    match mention.sense:
        case "date" | "as_of":
            return _resolve_on(mention, dates)
        case "anaphor":
            return _resolve_window(mention, dates) if mention.last else _resolve_on(mention, dates)
        case "span":
            return _resolve_window(mention, dates)
        case "since":
            return _resolve_since(mention, dates)
        case "until":
            return _resolve_until(mention, dates)
        case "duration" if forward and mention.last is not None:
            return _resolve_window(mention, dates)
        case _:
            return None


def resolve_again(
    mention: TimeMention, before: Resolved | None, *, published: str | None
) -> Resolved | None:
    """Return the period `before` once more: "over the same period", "in the same period of 2024".

    >>> from whence.find.times import find_times
    >>> again = find_times("the same period of 2024")[0]
    >>> resolve_again(again, Resolved("window", "2025-01", "2025-06"), published=None)
    Resolved(kind='window', start='2024-01', end='2024-06')
    """
    if before is None or before.start is None:
        return None
    if mention.first is None:
        return before
    year = _Dates(_parse(published), None, forward=False).of(mention.first)
    if year is None:
        return None
    later = int((before.end or before.start)[:4]) - int(before.start[:4])
    start = f"{year}{before.start[4:]}"
    end = f"{year.year + later:04d}{before.end[4:]}" if before.end else None
    return Resolved(before.kind, start, end)


def resolve_event(mention: TimeMention, anchor: str) -> Resolved | None:
    """Return the day of the event in "two days after the raid", from the day told with it.

    >>> from whence.find.times import find_times
    >>> resolve_event(find_times("Two died, a day after the raid.")[0], "2026-02-18")
    Resolved(kind='on', start='2026-02-17', end='2026-02-17')
    """
    if mention.sense != "duration" or mention.first is None or mention.first.base != "anchor":
        return None
    return resolve_time(replace(mention, sense="date"), published=None, anchor=anchor)


def kind_of(mention: TimeMention) -> ResolvedKind | None:
    """Return the kind of period `mention` names, whether or not its dates can be told."""
    if mention.sense in ("duration", "rate", "clock"):
        return None
    if mention.sense == "since":
        return "since"
    return "window" if mention.sense in ("span", "until") or mention.last is not None else "on"


def _resolve_on(mention: TimeMention, dates: "_Dates") -> Resolved | None:
    point = mention.first
    if mention.sense == "as_of" and point is not None and point.turn == 0:
        point = replace(point, turn=BACK)  # what is counted as of a day has been
    day = dates.of(point)
    return Resolved("on", str(day), str(day)) if day else None


def _resolve_since(mention: TimeMention, dates: "_Dates") -> Resolved | None:
    if mention.first is None:
        return Resolved("since", None, None)
    day = dates.of(mention.first)
    return Resolved("since", str(day), None) if day else None


def _resolve_until(mention: TimeMention, dates: "_Dates") -> Resolved | None:
    day = dates.of(mention.last)
    if day is None:
        return None
    start = dates.published if dates.forward else None
    # "by September" says no day, so that the report's is no end of it
    is_ahead = start is not None and day.day is not None and not day < start
    return Resolved("window", str(start) if is_ahead else None, str(day))


def _resolve_window(mention: TimeMention, dates: "_Dates") -> Resolved | None:
    """Both ends, the one that leans on the other after it."""
    if mention.first is None or mention.last is None:
        return None
    if mention.last.base == "start":
        first = dates.of(mention.first)
        last = dates.of(mention.last, first)
    else:
        last = dates.of(mention.last)
        first = dates.of(mention.first, last)
    if first is None or last is None or last < first:
        return None
    return Resolved("window", str(first), str(last))


@dataclass(frozen=True, slots=True)
class _Dates:
    """What a point can be counted from: the report's date, one named before, the other end."""

    published: _Day | None
    anchor: _Day | None
    forward: bool

    def of(self, point: Point | None, end: _Day | None = None) -> _Day | None:
        """Return the date of `point`, None where it has none or nothing to be counted from."""
        if point is None:
            return None
        base = {"report": self.published, "anchor": self.anchor}.get(point.base, end)
        if point.base == "report" and self.forward and point.turn == 0:
            point = replace(point, turn=2)
        if point.unit is not None:
            return _shifted(point, base)
        if point.year is not None:
            return _real(_Day(point.year, point.month, point.day))
        if base is None:
            return None
        if point.month is not None and point.base == "anchor":
            return _real(_Day(base.year, point.month))  # "that April": of the year just named
        if point.month is not None:
            return _nearest_month(point, base)
        if point.season is not None:
            return _nearest_season(point, base)
        if point.day is not None:
            return _nearest_day(point, base)
        return _nearest_weekday(point, base) if point.weekday is not None else None


def _shifted(point: Point, base: _Day | None) -> _Day | None:
    """So many days, weeks, months or years from `base`, as exact as the unit.

    Counted from a date less exact than the unit, only "that day" has an answer.
    """
    if base is None:
        return None
    if point.unit == "year":
        return _real(_Day(base.year + point.shift, point.month, point.day))
    if base.month is None:
        return base if point.shift == 0 and point.weekday is None else None
    if point.unit == "month":
        months = base.year * 12 + base.month - 1 + point.shift
        return _real(_Day(months // 12, months % 12 + 1))
    if base.day is None:
        return base if point.shift == 0 and point.weekday is None else None
    day = date(base.year, base.month, base.day)
    if point.unit == "day":
        return _moved(day, point.shift)
    if point.weekday is None:
        return _moved(day, point.shift * 7)
    return _moved(day, point.shift * 7 + point.weekday - day.weekday())


def _nearest_month(point: Point, base: _Day) -> _Day | None:
    """Return the month, or day of the month, nearest to `base` on the side that `turn` asks for.

    Years are tried outward from the base, so that 29 February finds its leap year.
    """
    # Eight years lie between leap years at the turn of most centuries.
    reach = range(9)
    if (near := _close_ahead(point, base)) is not None:
        return near
    if point.turn <= 0:
        found = (_real(_Day(base.year - n, point.month, point.day)) for n in reach)
        return next(
            (d for d in found if d and not base < d and (point.turn != -1 or d < base)), None
        )
    found = (_real(_Day(base.year + n, point.month, point.day)) for n in reach)
    return next((d for d in found if d and not d < base and (point.turn == 2 or base < d)), None)


def _close_ahead(point: Point, base: _Day) -> _Day | None:
    """A day of the same year that is to come soon: "on Feb. 3" in a report of 22 January.

    A year ago would have been told by its year.
    """
    if point.turn != 0 or point.day is None or base.month is None or base.day is None:
        return None
    ahead = _real(_Day(base.year, point.month, point.day))
    if ahead is None or ahead.month is None or ahead.day is None:
        return None
    days = date(ahead.year, ahead.month, ahead.day) - date(base.year, base.month, base.day)
    return ahead if 0 < days.days <= SOON else None


def _nearest_day(point: Point, base: _Day) -> _Day | None:
    """Return "the 24th" on or before `base`, after it where the sentence looks ahead."""
    if base.month is None:
        return None
    step = 1 if point.turn > 0 else -1
    months = (base.year * 12 + base.month - 1 + step * n for n in range(3))
    found = (_real(_Day(month // 12, month % 12 + 1, point.day)) for month in months)
    return next((d for d in found if d and not (base < d if step < 0 else d < base)), None)


def _nearest_season(point: Point, base: _Day) -> _Day:
    """Return the year of a season: "last spring" is the latest one that is over."""
    is_over = base.month is not None and point.season is not None and point.season < base.month
    if point.turn == -1:
        return _Day(base.year if is_over else base.year - 1)
    return _Day(base.year + (point.turn == 1 and is_over))


def _nearest_weekday(point: Point, base: _Day) -> _Day | None:
    """Return the weekday on or before `base`, before it for "last", after it for "next"."""
    if base.month is None or base.day is None or point.weekday is None:
        return None
    day = date(base.year, base.month, base.day)
    back = (day.weekday() - point.weekday) % 7
    if point.turn in (0, BACK):
        return _moved(day, -back)
    if point.turn == -1:
        return _moved(day, -(back or 7))
    return _moved(day, 7 - back)


def _moved(day: date, days: int) -> _Day | None:
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        return None
    return _Day(moved.year, moved.month, moved.day)


def _real(day: _Day) -> _Day | None:
    """`day` if the calendar has it."""
    if not 1 <= day.year <= 9999:
        return None
    if day.month is None or day.day is None:
        return day
    return day if day.day <= monthrange(day.year, day.month)[1] else None


_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def _parse(words: str | None) -> _Day | None:
    """Read a date as the records hold it; None for anything else."""
    match = _DATE.fullmatch(words) if words else None
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return _real(_Day(year, month, day)) if year else None
