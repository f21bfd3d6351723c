"""The day a report was published, as its own first lines tell it.

Only a whole date counts, with its year: "Feb 19" could be of any year, and a
guessed year would move every period of the report. Numbers alone ("03/04/2031")
are left alone too, because their order differs from country to country.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from whence.lexicon import LexiconError, Words, open_words

# Lines with words to look at. A newspaper's name, a headline, a second headline, the date and
# the byline take five; further down, whole dates are those of events.
LINES_LOOKED_AT = 6
# Code points of those lines to look at, so that a text without line breaks costs no more.
REACH = 2000
# A longer line is taken for a paragraph, and only the dateline in front of it is believed.
LONGEST_HEADING = 120
# The most that may stand before a date: a place, a country and a weekday, or a paper's name.
LONGEST_BEFORE = 80

ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]\d{2}(?::?\d{2}.*)?|Z)?", re.DOTALL)
DASH = r"(?:--|[-\u2013\u2014])"  # hyphens, en dash, em dash
ENDS_BEFORE = re.compile(r"[,:|(\[·•/\u2013\u2014-]\s*$")
# "24-30 August 2026" and "24 August - 30 August 2026" are spans of days, not the day of issue.
RANGE_BEFORE = re.compile(rf"(\d|[^\W\d_]{{3,}}\.?)\s*{DASH}\s*$")
AGENCY = re.compile(rf"\s*(?P<name>\([^()]{{1,80}}\)\s*)?{DASH}(?:\s|$)")


class DatelineWords(Words, frozen=True, forbid_unknown_fields=True):
    """The word list `data/<language>/dateline.toml`."""

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[str, ...]
    ordinals: tuple[str, ...]
    joins: tuple[str, ...]
    leads: tuple[str, ...]
    times: tuple[str, ...]


@dataclass(frozen=True)
class _Patterns:
    """The patterns made of one language's words."""

    months: dict[str, int]
    date: re.Pattern[str]
    lead: re.Pattern[str]
    after: re.Pattern[str]
    month_at_end: re.Pattern[str]


def parse_date(words: str, language: str = "en") -> str | None:
    """Return the day that `words` name as `YYYY-MM-DD`, or None.

    Takes ISO dates and timestamps (cut to their date, in their own time zone) and a
    written date with or without its weekday and time. Does not take a month or a year
    alone, or numbers whose order is uncertain.

    >>> parse_date("Thursday, July 29, 2021")
    '2021-07-29'
    """
    words = words.strip()
    iso = ISO.fullmatch(words)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    patterns = _patterns(language)
    found = patterns.date.match(words) if patterns else None
    if patterns is None or found is None or _short_year(found):
        return None
    rest = words[found.end() :]
    if rest and not re.fullmatch(r"[.,]?\s*(?:\D{0,5}\s)?\d{1,2}[:.]\d{2}.*", rest):
        return None
    return _day_of(found, patterns)


def find_dateline(text: str, language: str = "en") -> str | None:
    """Return the day that the first lines of `text` give as the report's own, or None.

    A date counts where it stands by itself, after a paper's or a place's name, or before
    the dash of a dateline: "PORT ISOLDE, Tolmar, Feb 19, 2031 (Coastal Wire) - …". A
    date inside a sentence, a span of days and a date without a year are left alone.
    """
    patterns = _patterns(language)
    if patterns is None:
        return None
    for line in _first_lines(text):
        for found in patterns.date.finditer(line):
            if _stands_alone(line, found, patterns):
                day = _day_of(found, patterns)
                if day:
                    return day
    return None


def _first_lines(text: str) -> Iterator[str]:
    """Yield the first lines of `text` that have words."""
    lines = (line.strip() for line in text[:REACH].splitlines())
    for count, line in enumerate(line for line in lines if line):
        if count == LINES_LOOKED_AT:
            return
        yield line


def _stands_alone(line: str, found: re.Match[str], patterns: _Patterns) -> bool:
    """Whether the date is the line's own and not part of a sentence or of a span of days."""
    before, after = line[: found.start()], line[found.end() :]
    agency = AGENCY.match(after)
    if len(before) > LONGEST_BEFORE or _is_span_of_days(before, after, patterns):
        return False
    if before and not (ENDS_BEFORE.search(before) or patterns.lead.search(before)):
        return False
    if len(line) <= LONGEST_HEADING:
        return bool(patterns.after.match(after))
    if not before:
        return bool(agency) or after.startswith(".")
    # A paragraph's dateline names its agency ("(Coastal Wire) -") or begins with a place in
    # capitals; "A quiet town, 3 March 2031 - the day on which" begins with one, but not a place.
    first_word = before.split()[0].strip(",:(")
    return bool(agency and (agency["name"] or (len(first_word) > 1 and first_word.isupper())))


def _is_span_of_days(before: str, after: str, patterns: _Patterns) -> bool:
    """Whether a dash ties the date to another one, before or after it."""
    tied = RANGE_BEFORE.search(before)
    if tied and (tied[1].isdigit() or patterns.month_at_end.search(before[: tied.end(1)])):
        return True
    dash = re.match(rf"\s*{DASH}\s*", after)
    return bool(dash and patterns.date.match(after, dash.end()))


def _day_of(found: re.Match[str], patterns: _Patterns) -> str | None:
    """Return the day of a match, as `YYYY-MM-DD`; None for a 31 June."""
    if found["iso_year"]:
        return _day(int(found["iso_year"]), int(found["iso_month"]), int(found["iso_day"]))
    month = patterns.months[(found["month_a"] or found["month_b"]).casefold()]
    short = _short_year(found)
    year = int(found["year_a"] or found["year_b"] or short or 0)
    if short:
        # "3 NOV 89": agencies wrote so up to the nineties, and seldom after.
        year += 1900 if year >= 50 else 2000
    return _day(year, month, int(found["day_a"] or found["day_b"]))


def _short_year(found: re.Match[str]) -> str | None:
    """Return the year of a match if it is written with two figures."""
    return found["short_a"] or found["short_b"]


def _day(year: int, month: int, day: int) -> str | None:
    """`YYYY-MM-DD`, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _patterns(language: str) -> _Patterns | None:
    """Return the patterns of a language, or None where Whence has no such words."""
    try:
        return _compile(language.split("-")[0].lower())
    except LexiconError:
        return None


@cache
def _compile(language: str) -> _Patterns:
    """Build the patterns of one language from its words."""
    words = open_words(language, "dateline", DatelineWords)
    months = {
        name.casefold(): number for number, names in enumerate(words.months, 1) for name in names
    }
    month = _any_of(tuple(months))
    weekday = rf"(?:(?:{_any_of(words.weekdays)})\b\.?,?\s+)?"
    ordinal = rf"(?:{_any_of(words.ordinals)})?"
    join = rf"(?:(?:{_any_of(words.joins)})\s+)?"
    # Two figures are a year only in front of an agency or a dash: "3 NOV 89 (…) --".
    short = rf"\d{{2}}(?=\s*(?:\(|{DASH}\s))"
    day_first = (
        rf"(?P<day_a>\d{{1,2}}){ordinal}\s+{join}(?P<month_a>{month})\b\.?,?\s+"
        rf"(?:(?P<year_a>\d{{4}})|(?P<short_a>{short}))(?!\d)"
    )
    month_first = (
        rf"(?P<month_b>{month})\b\.?\s+(?P<day_b>\d{{1,2}}){ordinal},?\s+"
        rf"(?:(?P<year_b>\d{{4}})|(?P<short_b>{short}))(?!\d)"
    )
    iso = r"(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})(?!\d)"
    time_of_day = rf"\s+(?:(?:{_any_of(words.times)})\s+)?\d{{1,2}}[:.]\d{{2}}"
    return _Patterns(
        months=months,
        date=re.compile(
            rf"(?<![\w.])(?:{weekday}(?:{day_first}|{month_first})|{iso})", re.IGNORECASE
        ),
        lead=re.compile(rf"(?:^|[\W_])(?:{_any_of(words.leads)})\s*$", re.IGNORECASE),
        # A comma and a small letter carry a sentence on: "…, 3 March 2031, when the".
        after=re.compile(rf"\s*(?:$|[.|;:()\[\]·•/]|{DASH}|,\s*[^\sa-z])|{time_of_day}|T\d\d"),
        month_at_end=re.compile(rf"\b(?:{month})\.?$", re.IGNORECASE),
    )


def _any_of(words: tuple[str, ...]) -> str:
    """Return an alternation of words, the longest first so that "Sept" is not cut to "Sep"."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
