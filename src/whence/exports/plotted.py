"""What a picture of series shows: its panels, and a row for each count that is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from whence.exports.series import who_words
from whence.exports.wording import day_words, shortened, tidy
from whence.ledger.checks.totals import in_line
from whence.ledger.counts import Count
from whence.ledger.series import SeriesKey
from whence.ledger.steps import holds_for, steps_of

if TYPE_CHECKING:
    from whence.ledger.linking import SeriesLine

Spec = dict[str, Any]
Mark = Literal["exact", "at least", "at most", "about", "range", "vague"]

# Points of a line that are all drawn; of more, only those that are not plain.
MOST_POINTS = 90
# Counts that are of something else, or of some of those counted: they would set the scale.
LEFT_OUT = frozenset({"aside", "part"})
# How far points are set apart that would hide each other, as a share of the width.
APART = 0.014
LONGEST_NAME = 80


class PlotError(Exception):
    """Series that cannot be drawn, in a sentence for the person who asked."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Series that count the same thing in the same way, by different sources."""

    title: str
    kind: str
    lines: tuple["SeriesLine", ...]

    @property
    def key(self) -> SeriesKey:
        """What they share, but for the source."""
        return self.lines[0].key


def rows_of(panel: Panel) -> list[Spec]:
    """Return the counts that a panel shows. Raises PlotError where there are none."""
    rows = list(_rows(panel))
    if not rows:
        raise PlotError("none of these counts has a day and a number; there is nothing to draw")
    _spread(rows)
    return rows


def _rows(panel: Panel) -> Iterator[Spec]:
    for line in panel.lines:
        name = shortened(who_words(line), LONGEST_NAME)
        near = in_line(line.counts) if line.key.kind == "running" else line.counts
        stretch = 0
        many = len(line.counts) > MOST_POINTS
        for step in steps_of(line.series):
            day = _full_day(holds_for(line.series, step.count))
            value = _value(step.count)
            if day is None or value is None or step.role in LEFT_OUT or step.count not in near:
                continue
            stretch += bool(step.missed)
            least, most = _band_of(step.count, value)
            yield {
                "source": name,
                "day": day.isoformat(),
                "value": value,
                "least": least,
                "most": most,
                "mark": _mark(step.count),
                "hollow": step.role in {"superseded", "copy"},
                "point": not many or step.role != "new" or not step.count.is_exact,
                "line": f"{name} {stretch}" if step.role == "new" else None,
                "whole": name if step.role == "new" else None,
                "gap": bool(step.missed),
                "claim": step.count.claim,
                "told": f"{name}: {tidy(step.count.words)}, {day_words(day.isoformat())} "
                f"({tidy(step.count.report)})",
            }


def _spread(rows: Sequence[Spec]) -> None:
    """Set points of several sources that would hide each other side by side.

    `at` is where a point stands: its day, or so little beside it that no day is mistaken.
    """
    first, last = shown_days(rows)
    apart = (last - first) * APART
    met: dict[tuple[str, float], list[Spec]] = {}
    for row in rows:
        row["at"] = f"{row['day']}T00:00:00Z"
        if row["point"] and not row["hollow"]:
            met.setdefault((row["day"], row["value"]), []).append(row)
    for hidden in met.values():
        if len({row["source"] for row in hidden}) > 1:
            for place, row in enumerate(hidden):
                told = datetime.fromisoformat(row["day"])
                moved = told + apart * (place - (len(hidden) - 1) / 2)
                row["at"] = f"{moved.isoformat(timespec='seconds')}Z"


def shown_days(rows: Sequence[Spec]) -> tuple[date, date]:
    """Return the first and the last day of the axis, with a margin around those that are told."""
    days = sorted(row["day"] for row in rows)
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    pad = timedelta(days=max(1, round((last - first).days * 0.03)))
    return first - pad, last + pad


def _value(count: Count) -> float | None:
    """Return where a count is drawn: a range at its middle, else at the number it gives."""
    low, high = count.low, count.high
    if low is not None and high is not None:
        return low if low == high else (low + high) / 2
    return low if low is not None else high


def _band_of(count: Count, value: float) -> tuple[float, float]:
    """Return the bounds of a band; where an end is open, the number itself."""
    if count.comparator == "vague":
        return value, value
    least, most = count.bounds
    return (least if abs(least) < float("inf") else value), (
        most if abs(most) < float("inf") else value
    )


def _mark(count: Count) -> Mark:
    match count.comparator:
        case "exact":
            return "exact"
        case "at_least" | "more_than":
            return "at least"
        case "at_most" | "fewer_than":
            return "at most"
        case "about":
            return "about"
        case "between":
            return "range"
        case "vague":
            return "vague"


def _full_day(day: str | None) -> date | None:
    """Return a day, the middle of a month or of a year as one."""
    if not day:
        return None
    year, month, number = (*day.split("-"), None, None)[:3]
    return date(int(year or 1), int(month or 7), int(number or (15 if month else 1)))
