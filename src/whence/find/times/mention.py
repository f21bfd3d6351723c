"""What a time in a text is: its points, not yet dates, and its sense."""

from dataclasses import dataclass
from typing import Literal

Sense = Literal[
    "date", "span", "since", "until", "as_of", "anaphor", "again", "duration", "rate", "clock"
]
Unit = Literal["day", "week", "month", "year"]
Base = Literal["report", "anchor", "start", "end"]


BACK = -2


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month or year as the text gives it, not yet a date.

    Either parts of a date (`year`, `month`, `day`, `weekday`), or `shift` units from
    `base` (the report's date, a date named before, or the other end of a span).
    `turn` is -1 for "last" Friday or January, 1 for the "next" one, 0 for neither, and
    `BACK` after "since", which never looks ahead.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    unit: Unit | None = None
    shift: int = 0
    turn: int = 0
    base: Base = "report"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time; `words` is `text[start:end]`.

    The words include those that change the meaning ("since", "by", "in the past")
    but no plain "on", "in" or "at". `first` and `last` are the ends of its period,
    None where it has none ("until Friday" has no first). `again` is the period named
    before, in the year of `first` where it has one.
    """

    start: int
    end: int
    words: str
    sense: Sense
    first: Point | None = None
    last: Point | None = None
