"""Finds expressions of time in raw text: a closed grammar over word lists, no parse.

A point in time is read left to right from named parts (`_PointReader`); mentions
are built of points and the words that change their meaning: "since", "up to", "in
the past" (`_MentionReader`). Nothing here knows a date: `resolve.periods` does that.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from whence.lexicon import Words, open_words

Sense = Literal["date", "span", "since", "until", "as_of", "anaphor", "duration", "rate", "clock"]
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
    None where it has none ("until Friday" has no first).
    """

    start: int
    end: int
    words: str
    sense: Sense
    first: Point | None = None
    last: Point | None = None


class UnitWords(Words, frozen=True):
    """A unit of time: its words, those that stand with one, and how many of `of` it is."""

    words: list[str]
    one: list[str]
    of: Literal["minute", "hour", "day", "week", "month", "year"]
    times: int
    reason: str


class TimeTerms(Words, frozen=True):
    """The plain lists of `times.toml`; the file says what each is for."""

    modal_months: list[str]
    vague_numbers: list[str]
    halves: list[str]
    day_parts: list[str]
    clock_words: list[str]
    clock_leads: list[str]
    half_days: list[str]
    zones: list[str]
    soft: list[str]
    soft_hours: list[str]
    last: list[str]
    next: list[str]
    this: list[str]
    the: list[str]
    on: list[str]
    month_leads: list[str]
    name_leads: list[str]
    year_leads: list[str]
    year_leads_weak: list[str]
    day_leads: list[str]
    people: list[str]
    after_modal: list[str]
    after_date: list[str]
    since: list[str]
    open_from: list[str]
    onwards: list[str]
    until: list[str]
    as_of: list[str]
    between: list[str]
    date_fillers: list[str]
    span_leads: list[str]
    past: list[str]
    coming: list[str]
    weekend: list[str]
    weekend_last: list[str]
    overnight: list[str]
    into: list[str]
    that: list[str]
    following: list[str]
    previous: list[str]
    later: list[str]
    earlier: list[str]
    hinges: list[str]
    then: list[str]
    duration_leads: list[str]
    within: list[str]
    rate_leads: list[str]
    rate_articles: list[str]
    no_rate_before: list[str]
    no_rate_after: list[str]
    auxiliaries: list[str]
    unit_adjectives: list[str]
    and_a_half: list[str]
    week_phrases: list[str]
    hour_leads: list[str]
    hour_tails: list[str]
    hour_like_leads: list[str]
    by: list[str]
    event_openers: list[str]
    event_heads: list[str]
    event_verbs: list[str]
    event_tails: list[str]
    clause_breaks: list[str]
    past_join: list[str]
    to_minutes: list[str]
    at: list[str]
    named_days: list[str]
    articles: list[str]
    oclock: list[str]
    clock_tails: list[str]
    clock_excludes: list[str]
    ago: list[str]
    to_join: list[str]
    and_join: list[str]
    of: list[str]
    ordinals: list[str]
    possessive: list[str]
    old: list[str]
    decade: list[str]
    span_ends: list[str]
    period: list[str]
    halves_of: list[str]
    quarters_of: list[str]


class TimeWords(Words, frozen=True):
    """The word list `data/<language>/times.toml`."""

    numbers: dict[str, int]
    tens: dict[str, int]
    months: dict[str, int]
    months_short: dict[str, int]
    weekdays: dict[str, int]
    weekdays_short: dict[str, int]
    seasons: dict[str, int]
    days: dict[str, int]
    ranks: dict[str, int]
    unit: list[UnitWords]
    terms: TimeTerms


def find_times(text: str, language: str = "en") -> list[TimeMention]:
    """Return the expressions of time in `text`, left to right, none within another.

    A closed grammar: what it does not know it leaves alone. Durations, rates and
    clock times are found too, so that nobody takes their numbers for counts.

    >>> [(m.words, m.sense) for m in find_times("Nine died on 3 May and two since Friday.")]
    [('3 May', 'date'), ('since Friday', 'since')]
    """
    flat = _flatten(text)
    reader = _MentionReader(_grammar(language), flat)
    return [replace(m, words=text[m.start : m.end]) for m in reader.mentions()]


# --- text -----------------------------------------------------------------------------------

# A line this long was broken to fit, not to end: an expression may run on over the break.
# A shorter one is a heading or an item of a list ("Detained: 31\nMay 3: none").
WRAPPED_LINE = 45
_SOFT_BREAK = re.compile(rf"(?<=[^\n]{{{WRAPPED_LINE}}})\n(?=[^\S\n]*\S)")
# Blanks between two words of one expression: never a hard line end, never a wide gap.
GAP = r"[^\S\n]{1,8}"
_LEAD = re.compile(r"([^\W\d_]+)(?:[^\S\n]{1,8}|-)[(\"“‘']?\Z")
# Longer than any word that matters before a point.
LEAD_WIDTH = 32
_TOKEN = re.compile(r"[^\W_]+")
# "$20", "No.3", "1,990", "3.14", "BA-117", "2:10": no date, count of units or clock begins there.
_INSIDE_NUMBER = re.compile(r"(?:[$£€#]|\d[.,:/]|\w[-–—]|[^\W\d]\.|\.)\Z")


def _flatten(text: str) -> str:
    """Return the same text, as long, with the line breaks inside paragraphs made blanks."""
    return _SOFT_BREAK.sub(" ", text)


def _alt(words: Iterable[str]) -> str:
    """Return a pattern for any of `words`, the longest first, in any case, as whole words."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return rf"(?i:{'|'.join(_phrase(word) for word in ordered)})(?!\w)"


def _phrase(word: str) -> str:
    return GAP.join(re.escape(part) for part in word.split())


def _names(words: Iterable[str], *, stop: str = "") -> str:
    """Return a pattern for any of `words` with a capital or in capitals: "may" is no month."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    forms = "|".join(f"{re.escape(word.title())}|{re.escape(word.upper())}" for word in ordered)
    return rf"(?:{forms})(?!\w){stop}"


# --- the grammar ----------------------------------------------------------------------------


class _Grammar:
    """The patterns of one language, compiled once, each from named parts."""

    def __init__(self, words: TimeWords) -> None:
        self.words = words
        self.terms = terms = words.terms
        self.months = {**words.months, **words.months_short}
        self.weekdays = {**words.weekdays, **words.weekdays_short}
        self.units = {word: unit for unit in words.unit for word in unit.words}
        self._name_parts(words, terms)
        self._name_dates(terms)
        self._name_relatives(words, terms)
        self._name_mentions(words, terms)
        self._name_clocks(words, terms)

    def _name_parts(self, words: TimeWords, terms: TimeTerms) -> None:
        self.month = _names(words.months)
        self.month_any = rf"(?:{self.month}|{_names(words.months_short, stop='[.]?')})"
        self.weekday = _names(words.weekdays)
        self.weekday_any = rf"(?:{self.weekday}|{_names(words.weekdays_short, stop='[.]?')})"
        ordinal = rf"(?:{GAP})?(?i:{'|'.join(terms.ordinals)})(?!\w)"
        # Not the "12" of "12 518" or "12,518", nor of "12 per cent" (the latter by its context).
        bare = r"(?:0?[1-9]|[12]\d|3[01])(?!\d|[.,:]\d|[^\S\n]\d{3}(?!\d))"
        self.day = rf"{bare}(?:{ordinal.replace(f'(?:{GAP})?', '')}|(?!\w))"
        self.year = r"(?:1[89]|20)\d\d(?![\w%]|[.,:]\d|[^\S\n]\d{3}(?!\d))"
        self.possessive = rf"(?:(?i:{'|'.join(map(re.escape, terms.possessive))})(?!\w))?"
        self.the = _alt(terms.the)
        self.on = _alt(terms.on)
        self.day_part = _alt(terms.day_parts)
        tens, ones = _alt(words.tens), _alt(words.numbers)
        digits = r"\d{1,3}(?:,\d{3}){0,2}(?:\.\d{1,2})?(?!\d|[.,]\d)"
        tens_open = tens.removesuffix(r"(?!\w)")
        half = rf"(?:{GAP}{_alt(terms.and_a_half)})?"
        self.number = (
            rf"(?:(?:{digits}|{_alt(terms.halves)}|{_alt(terms.vague_numbers)}"
            rf"|(?:{ones}{GAP})?{tens_open}(?:(?:-|{GAP}){ones}|(?!\w))|{ones}){half})"
        )
        self.between_words = rf"(?:{_alt(terms.unit_adjectives)}{GAP})?"
        self.unit = _alt(self.units)
        self.unit_ones = {word for unit in words.unit for word in unit.one}
        self.unit_one = _alt(self.unit_ones)

    def _name_dates(self, terms: TimeTerms) -> None:
        weekday = rf"(?:(?P<weekday>{self.weekday_any}),?{GAP}(?:{self.the}{GAP})?)?"
        turn = "|".join(
            f"(?P<{name}>{_alt(words)})"
            for name, words in (("last", terms.last), ("next", terms.next), ("this", terms.this))
        )
        self.turn = rf"(?:{turn})"
        # "July last year", "3 July last year"
        year_word = _alt(word for word, unit in self.units.items() if unit.of == "year")
        turned_year = rf"(?:{_alt(terms.of)}{GAP})?{self.turn}{GAP}{year_word}"
        # Two figures are a year only where a dateline would have them: "3 NOV 89 --".
        short_year = r"(?:['’]\d\d|\d\d(?=[^\S\n]*(?:[-–—(\[\])\n.;]|,[^\S\n]*[A-Z(]|\Z)))(?!\w)"
        year = (
            rf"(?:(?:,?{GAP}(?:{_alt(terms.of)}{GAP})?|-)(?P<year>{self.year})"
            rf"|{GAP}(?P<yy>{short_year})|{GAP}{turned_year})?"
        )
        of = rf"(?:{GAP}{_alt(terms.of)})?"
        end = self.possessive
        self.day_month = re.compile(
            rf"{weekday}(?:{self.the}{GAP})?(?P<day>{self.day}){of}(?:{GAP}|-)"
            rf"(?P<month>{self.month_any}){year}{end}"
        )
        self.month_day = re.compile(
            rf"{weekday}(?P<month>{self.month_any}){GAP}(?:{self.the}{GAP})?"
            rf"(?P<day>{self.day}){year}{end}"
        )
        self.iso_date = re.compile(
            r"(?P<year>(?:1[89]|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
        )
        self.slash_date = re.compile(
            r"(?P<one>\d{1,2})(?P<sep>[/.])(?P<two>\d{1,2})(?P=sep)(?P<year>(?:1[89]|20)\d\d)(?![\w.]\d|\d)"
        )
        needed = year.removesuffix("?")
        self.month_year = re.compile(
            rf"(?P<month>{self.month_any})(?:{needed}|{GAP}(?P<late>['’]?(?:3[2-9]|[4-9]\d))"
            rf"(?!\w|[.,:]\d|[^\S\n]\d)){end}"
        )
        self.bare_month = re.compile(
            rf"(?P<month>{self.month}|{_names(self.words.months_short, stop='[.]')}){end}"
        )
        self.bare_year = re.compile(rf"(?P<year>{self.year}){end}(?!-\w|/\d)")
        self.season_year = re.compile(
            rf"(?:{self.the}{GAP})?{_alt(self.words.seasons)},?{GAP}(?:{_alt(terms.of)}{GAP})?"
            rf"(?P<year>{self.year}){end}"
        )

    def _name_relatives(self, words: TimeWords, terms: TimeTerms) -> None:
        end = self.possessive
        week = _alt(word for word, unit in self.units.items() if unit.of == "week")
        part = rf"(?:{GAP}{self.day_part})?"
        self.weekday_point = re.compile(
            rf"(?:{self.turn}{GAP})?(?P<weekday>{self.weekday}){part}{end}"
            rf"(?:{GAP}(?:{_alt(terms.of)}{GAP})?"
            rf"{self.turn.replace('(?P<', '(?P<week_')}{GAP}{week})?"
        )
        self.weekday_short = re.compile(
            rf"(?P<weekday>{_names(words.weekdays_short, stop='[.]?')}){part}"
        )
        self.day_word = re.compile(rf"(?P<words>{_alt(words.days)}){part}{end}")
        self.this_part = re.compile(rf"{_alt(terms.this)}{GAP}{self.day_part}{end}")
        self.turned = re.compile(
            rf"{self.turn}{GAP}(?:(?P<unit>{self.unit_one})|(?P<season>{_alt(words.seasons)})"
            rf"|(?P<month>{self.month})){end}"
        )
        self.ago = re.compile(
            rf"(?P<number>{self.number}){GAP}(?P<unit>{self.unit})"
            rf"(?:{GAP}{_alt(terms.and_a_half)})?{GAP}{_alt(terms.ago)}"
        )
        self.the_unit = re.compile(rf"{self.the}{GAP}(?P<unit>{self.unit_one})")
        soft, hours = _alt(terms.soft), _alt(terms.soft_hours)
        self.soft = re.compile(
            rf"(?:{soft}(?:{GAP}(?:{self.on}{GAP})?|-)|{hours}{GAP}(?:{self.on}{GAP})?)"
        )

    def _name_mentions(self, words: TimeWords, terms: TimeTerms) -> None:
        filler = rf"{GAP}(?:{_alt(terms.date_fillers)}{GAP}){{0,2}}"
        self.since = re.compile(rf"{_alt(terms.since)}{filler}")
        self.open_from = re.compile(rf"{_alt(terms.open_from)}{filler}")
        self.onwards = re.compile(rf"{GAP}{_alt(terms.onwards)}(?!{GAP}[A-Z\d])")
        self.until = re.compile(rf"{_alt(terms.until)}{filler}")
        self.as_of = re.compile(rf"{_alt(terms.as_of)}{filler}")
        self.then = re.compile(_alt(terms.then))
        self.between = re.compile(rf"{_alt(terms.between)}{GAP}")
        self.joiner = re.compile(
            rf"(?:{GAP})?(?P<dash>[-–—])(?:{GAP})?|{GAP}(?:(?P<to>{_alt(terms.to_join)})"
            rf"|(?P<and>{_alt(terms.and_join)}(?<!\w\w\w\w))){GAP}(?:{_alt(terms.date_fillers)}{GAP})?"
        )
        join = (
            rf"(?:(?:{GAP})?[-–—/](?:{GAP})?|{GAP}(?:{_alt(terms.to_join)}"
            rf"|{_alt(terms.and_join)}){GAP}(?:{self.the}{GAP})?)"
        )
        year = rf"(?:,?{GAP}(?P<year>{self.year}))?"
        loose = rf"(?:0?[1-9]|[12]\d|3[01])(?:(?i:{'|'.join(terms.ordinals)}))?(?!\d)"
        self.days_month = re.compile(
            rf"(?:{self.the}{GAP})?(?P<one>{loose}){join}(?P<day>{self.day})"
            rf"(?:{GAP}{_alt(terms.of)})?{GAP}(?P<month>{self.month_any}){year}"
        )
        self.month_days = re.compile(
            rf"(?P<month>{self.month_any}){GAP}(?P<one>{loose}){join}(?P<day>{self.day}){year}"
        )
        self.years = re.compile(
            r"(?P<one>(?:1[89]|20)\d\d)(?:[^\S\n]?[-–—][^\S\n]?(?P<two>(?:1[89]|20)\d\d)"
            r"|[-–/](?P<short>\d\d))(?![\w]|[-–/.,]\d)"
        )
        self.decade = re.compile(
            rf"(?P<year>(?:1[89]|20)\d0)(?:{'|'.join(map(re.escape, terms.decade))})(?!\w)"
        )
        self.part_of_year = re.compile(
            rf"{self.the}{GAP}(?P<rank>{_alt(words.ranks)}){GAP}(?:(?P<half>{_alt(terms.halves_of)})"
            rf"|(?P<quarter>{_alt(terms.quarters_of)})|(?P<number>{self.number}){GAP}"
            rf"(?P<unit>{self.unit})){GAP}{_alt(terms.of)}{GAP}(?P<year>{self.year})"
        )
        lead = rf"(?:{_alt(terms.span_leads)}{GAP})?"
        counted = (
            rf"(?:(?P<number>{self.number})(?:{GAP}|-){self.between_words})?(?P<unit>{self.unit})"
            rf"(?:{GAP}{_alt(terms.period)})?"
        )
        # "the last two weeks of May" counts from the end of May, not from the report.
        free = rf"(?!{GAP}{_alt(terms.of)})"
        self.back = re.compile(
            rf"{lead}(?P<the>{self.the}{GAP})?(?P<past>{_alt(terms.past)}){GAP}{counted}"
            rf"{self.possessive}{free}"
        )
        self.ahead = re.compile(
            rf"{lead}(?:{self.the}{GAP})?{_alt(terms.coming)}{GAP}{counted}{free}"
        )
        self.up_to = re.compile(
            rf"{lead}{self.the}{GAP}{counted}{GAP}{_alt(terms.span_ends)}{filler}"
        )
        self.turned_week = re.compile(
            rf"(?:{_alt(terms.week_phrases)}|(?:{_alt(terms.soft + terms.soft_hours)}{GAP})?"
            rf"(?:{_alt(terms.span_leads)}{GAP})?"
            rf"{self.turn}{GAP}{_alt(w for w, u in self.units.items() if u.of == 'week')})"
            rf"{self.possessive}"
        )
        self.weekend = re.compile(
            rf"(?:(?P<last>{_alt(terms.weekend_last)})|{_alt(terms.weekend)})"
        )
        self.overnight = re.compile(
            rf"{_alt(terms.overnight)}(?P<into>{GAP}{_alt(terms.into)}{GAP})?"
        )
        self._name_anaphors(terms)
        self._name_lengths(terms)

    def _name_anaphors(self, terms: TimeTerms) -> None:
        thing = (
            rf"(?:(?P<part>{self.day_part})|(?P<unit>{self.unit_one})|(?P<weekday>{self.weekday}))"
        )
        later, earlier = _alt(terms.later), _alt(terms.earlier)
        way = rf"{GAP}(?P<way>(?P<later>{later})|{earlier})"
        self.same = re.compile(
            rf"{_alt(terms.that)}{GAP}(?:{thing}|(?P<month>{self.month})){self.possessive}"
        )
        self.neighbour = re.compile(
            rf"(?:(?P<later>{_alt(terms.following)})|{_alt(terms.previous)}){GAP}{thing}{self.possessive}"
        )
        self.thing_after = re.compile(rf"{self.the}{GAP}{thing}{way}")
        self.count_after = re.compile(rf"(?P<number>{self.number}){GAP}(?P<unit>{self.unit}){way}")
        # What follows "two days after" where it counts from an event.
        self.event_follows = re.compile(rf"{GAP}\w")

    def _name_lengths(self, terms: TimeTerms) -> None:
        article = rf"(?:{self.the}{GAP})?"
        self.duration = re.compile(
            rf"(?:(?P<lead>{_alt(terms.duration_leads)}){GAP}{article})?(?P<number>{self.number})"
            rf"(?P<sep>{GAP}|-){self.between_words}(?P<unit>{self.unit})(?!-?{GAP[:-5]}{{0,1}}{_alt(terms.old)}|-{_alt(terms.old)})"
        )
        one = rf"(?:{self.unit_one}|{self.day_part}|{self.weekday})"
        self.rate = re.compile(
            rf"{_alt(terms.rate_leads)}{GAP}(?:{one}|{self.number}{GAP}{self.unit})"
        )
        self.rate_article = re.compile(
            rf"{_alt(terms.rate_articles)}{GAP}{self.unit_one}"
            rf"(?!{GAP}{_alt(terms.no_rate_after)}|['’-]\w)"
        )
        # "since", then an event with its date, all in one clause
        self.event_clause = re.compile(
            r"[^.,;:()\n\"!?“”]{0,120}(?:\.(?=\w)[^.,;:()\n\"!?“”]{0,40})?"
        )
        self.clause_break = re.compile(rf"(?<!\w){_alt(terms.clause_breaks)}")
        self.open_clause_break = re.compile(
            rf"(?<!\w){_alt([*terms.clause_breaks, *terms.auxiliaries])}"
        )
        self.event_opener = re.compile(_alt(terms.event_openers))
        self.event_head = re.compile(rf"(?<!\w){_alt(terms.event_heads)}")
        self.event_verb = re.compile(
            rf"(?<!\w){_alt(terms.event_verbs)}(?:{GAP}{_alt(terms.event_tails)})?"
        )

    def _name_clocks(self, words: TimeWords, terms: TimeTerms) -> None:
        half = rf"(?i:{'|'.join(re.escape(w) for w in terms.half_days)})(?!\w)"
        zone = rf"(?:{GAP}?{_alt(terms.zones)})".replace(f"{GAP}?", f"(?:{GAP})?")
        hour, minute = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
        lead = rf"(?:{_alt(terms.clock_leads)}{GAP})?"
        not_amount = rf"(?!\d|[.,:]\d|(?:{GAP})?%|(?:{GAP})?{_alt(terms.clock_excludes)})"
        small = rf"(?:{_alt(words.numbers)}|\d{{1,2}})"
        self.clock = re.compile(
            rf"{lead}(?:{hour}(?:[.:]{minute})?(?:{GAP})?{half}{zone}?"
            rf"|{hour}:{minute}(?::{minute})?(?!\d|[.:]\d){zone}?"
            rf"|{hour}\.{minute}(?!\d){zone}"
            rf"|{hour}{minute}(?!\d){zone}(?!{GAP}\w+ed\b))"
        )
        self.hours = re.compile(rf"{hour}[.:]?{minute}(?={GAP}{self.on}{GAP})")
        self.clock_gap = re.compile(rf",?{GAP}(?:{self.on}{GAP})?")
        # "at 11.40" is a time only after its preposition, or at the head of a line.
        self.clock_led = re.compile(
            rf"{_alt(terms.clock_leads)}{GAP}(?:{hour}\.{minute}{not_amount}|{_alt(terms.clock_words)}"
            rf"|{small}(?={GAP}{_alt(terms.clock_tails)}))"
            rf"|{_alt(terms.hour_leads)}{GAP}(?:0\d{minute}(?![\w.,:]\d|\w)"
            rf"|{hour}{minute}(?={GAP}{_alt(terms.hour_tails)}|(?:{GAP})?[(\[]\d{{4}}))"
        )
        self.clock_head = re.compile(rf"{hour}\.{minute}(?={GAP}[A-Z'\"“‘])")
        tail = rf"(?={GAP}{self.on}|{GAP}{_alt(terms.clock_tails)}|[.,;]|\Z)"
        minutes = (
            rf"{_alt(words.numbers)}|{_alt(words.tens)}(?:[- ]{_alt(words.numbers)})?|\d{{1,2}}"
        )
        minute_words = _alt(w for w, u in self.units.items() if u.of == "minute")
        at = rf"{_alt(terms.at)}{GAP}"
        # "ten to twelve" by itself is a range of counts; "at ten to twelve" is an hour.
        self.clock_words = re.compile(
            rf"{lead}(?:{minutes}|{_alt(terms.halves_of)})(?:{GAP}{minute_words})?{GAP}"
            rf"{_alt(terms.past_join)}{GAP}{small}{tail}"
            rf"|(?:{at}(?:{minutes})|(?:{minutes}){GAP}{minute_words}){GAP}{_alt(terms.to_minutes)}"
            rf"{GAP}{small}{tail}"
            rf"|{lead}{small}{GAP}?(?:{'|'.join(map(re.escape, terms.oclock))})".replace(
                f"{GAP}?", f"(?:{GAP})?"
            )
        )


@cache
def _grammar(language: str) -> _Grammar:
    return _Grammar(open_words(language, "times", TimeWords))


# --- points ---------------------------------------------------------------------------------

Read = tuple[Point, int]
LONGEST_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
# "Since 1830" is an hour in newswire far oftener than a year.
FIRST_SURE_YEAR = 1860
# Two-figure years up to this one belong to this century.
LAST_SHORT_YEAR = 49


class _PointReader:
    """Reads one point in time at a place in the text, with the word before it."""

    def __init__(self, grammar: _Grammar, text: str) -> None:
        self.g = grammar
        self.terms = grammar.terms
        self.text = text

    def lead(self, at: int) -> str:
        """Return the word before `at` in the same line, in lower case; "" where there is none."""
        found = _LEAD.search(self.text[max(0, at - LEAD_WIDTH) : at])
        return found[1].lower() if found else ""

    def point(self, at: int, lead: str) -> Read | None:
        """Return the point that begins at `at`, softened ("early March") or not."""
        read = self._core(at, lead)
        if read is not None:
            return read
        for _ in range(2):
            soft = self.g.soft.match(self.text, at)
            if soft is None:
                return None
            at = soft.end()
            read = self._core(at, self.lead(at))
            if read is not None:
                return read
        return None

    def _core(self, at: int, lead: str) -> Read | None:
        if self.text[at : at + 1].isdigit():
            readers: tuple[Callable[[int, str], Read | None], ...] = (
                self._full_date,
                self._numeric,
                self._ago,
                self._year,
            )
        elif self.text[at : at + 1].isupper():
            readers = (
                self._full_date,
                self._month_year,
                self._turned,
                self._weekday,
                self._day_word,
                self._ago,
                self._season,
                self._month,
                self._the_unit,
            )
        else:
            readers = (
                self._full_date,
                self._turned,
                self._weekday,
                self._day_word,
                self._ago,
                self._season,
                self._the_unit,
            )
        for reader in readers:
            read = reader(at, lead)
            if read is not None:
                return read
        return None

    def _full_date(self, at: int, lead: str) -> Read | None:
        match = self.g.day_month.match(self.text, at)
        if match is None:
            match = self.g.month_day.match(self.text, at)
            # "In March 12 people died": a day of the month is never "in" it.
            if match is not None and lead == "in" and match["year"] is None:
                return None
        if match is None:
            return None
        day = int(re.sub(r"\D", "", match["day"]))
        month = self._month_number(match["month"])
        if day > LONGEST_MONTHS.get(month, 31) or not self.is_no_modal(match, lead):
            return None
        return self._with_year(Point(day=day, month=month), match), match.end()

    def _month_number(self, words: str) -> int:
        return self.g.months[words.rstrip(".").lower()]

    def is_no_modal(self, match: "re.Match[str]", lead: str) -> bool:
        """Whether "20 May" is the day: the modal verb is only told by what stands around."""
        name = match["month"].lower()
        if name not in self.terms.modal_months or match.end() != match.end("month"):
            return True
        following = re.compile(rf"{GAP}([^\W\d_]+)").match(self.text, match.end())
        if following is None:
            return True
        word = following[1].lower()
        if word in self.terms.after_modal:
            return False
        return word in self.terms.after_date or lead in self.terms.day_leads

    def _with_year(self, point: Point, match: "re.Match[str]") -> Point:
        """`point` with what a match says of the year: its number, or "last year" as a shift."""
        if match["year"]:
            return replace(point, year=int(match["year"]))
        if match["yy"]:
            return replace(point, year=_short_year(match["yy"]))
        turn = _turn_of(match)
        return point if turn is None else replace(point, unit="year", shift=turn)

    def _numeric(self, at: int, _lead: str) -> Read | None:
        match = self.g.iso_date.match(self.text, at)
        if match is not None:
            return Point(int(match["year"]), int(match["month"]), int(match["day"])), match.end()
        match = self.g.slash_date.match(self.text, at)
        if match is None:
            return None
        one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
        # Day first or month first: where both are possible, only the year is sure.
        ways = {(d, m) for d, m in ((one, two), (two, one)) if 1 <= m <= 12 and 1 <= d <= 31}
        if match["sep"] == ".":
            ways = {(one, two)} & ways
        if not ways:
            return None
        day, month = ways.pop() if len(ways) == 1 else (None, None)
        return Point(year, month, day), match.end()

    def _month_year(self, at: int, _lead: str) -> Read | None:
        match = self.g.month_year.match(self.text, at)
        if match is None:
            return None
        month = self._month_number(match["month"])
        if match["late"]:
            return Point(month=month, year=_short_year(match["late"])), match.end()
        return self._with_year(Point(month=month), match), match.end()

    def _weekday(self, at: int, lead: str) -> Read | None:
        match = self.g.weekday_point.match(self.text, at)
        if match is not None:
            if self._is_named_day(match, lead):
                return None
            weekday = self.g.weekdays[match["weekday"].lower()]
            week = _turn_of(match, "week_")
            if week is not None:
                return Point(weekday=weekday, unit="week", shift=week), match.end()
            return Point(weekday=weekday, turn=_turn_of(match) or 0), match.end()
        if lead not in self.terms.on:
            return None
        match = self.g.weekday_short.match(self.text, at)
        if match is None:
            return None
        return Point(weekday=self.g.weekdays[match["weekday"].rstrip(".").lower()]), match.end()

    def _is_named_day(self, match: "re.Match[str]", lead: str) -> bool:
        """Whether a weekday is no day of the report's: "a Saturday", "The Sunday Tribune"."""
        if lead in self.terms.articles or lead in self.terms.named_days:
            return True
        after = self.text[match.end() : match.end() + 3].split(maxsplit=1)
        is_name = bool(after) and after[0][:1].isupper() and not match["weekday"].isupper()
        return lead in self.terms.the and is_name and self.text[match.end()] == " "

    def _day_word(self, at: int, _lead: str) -> Read | None:
        match = self.g.day_word.match(self.text, at)
        if match is not None:
            shift = self.g.words.days[" ".join(match["words"].lower().split())]
            return Point(unit="day", shift=shift), match.end()
        match = self.g.this_part.match(self.text, at)
        return (Point(unit="day"), match.end()) if match else None

    def _turned(self, at: int, _lead: str) -> Read | None:
        """Read "last month", "this summer", "next March"; "last week" is a span, not a point."""
        match = self.g.turned.match(self.text, at)
        if match is None:
            return None
        turn = _turn_of(match) or 0
        if match["month"]:
            return Point(month=self.g.words.months[match["month"].lower()], turn=turn), match.end()
        if match["season"]:
            season = self.g.words.seasons[match["season"].lower()]
            return Point(season=season, turn=turn), match.end()
        unit = self.g.units[match["unit"].lower()]
        if unit.of not in ("month", "year") or unit.times != 1:
            return None
        return Point(unit=unit.of, shift=turn), match.end()

    def _the_unit(self, at: int, lead: str) -> Read | None:
        """Read "the year" in "by the end of the year"."""
        match = self.g.the_unit.match(self.text, at) if lead in self.terms.of else None
        if match is None:
            return None
        unit = self.g.units[match["unit"].lower()]
        if unit.of not in ("month", "year") or unit.times != 1:
            return None
        return Point(unit=unit.of), match.end()

    def _ago(self, at: int, _lead: str) -> Read | None:
        match = self.g.ago.match(self.text, at)
        if match is None:
            return None
        point = self.shifted(match["number"], match["unit"], -1)
        # "several years ago" has a place in the text but no date.
        return (point or Point(), match.end())

    def shifted(self, number: str | None, unit: str, sign: int) -> Point | None:
        """Return so many units before or after; None for a vague number.

        Hours count as days by halves: 24 are one, 72 are three, 8 are none.
        """
        count = 1.0 if number is None else self.count(number)
        if count is None:
            return None
        kind = self.g.units[unit.lower()]
        count *= kind.times
        if kind.of == "month" or kind.of == "year":
            return Point(unit=kind.of, shift=sign * int(count))
        days = {"minute": count / 1440, "hour": count / 24, "day": count, "week": count * 7}[
            kind.of
        ]
        return Point(unit="day", shift=sign * int(days + 0.5))

    def count(self, number: str) -> float | None:
        """Return the value of a number before a unit, None where it is vague."""
        words = " ".join(number.lower().split())
        if words in self.terms.halves:
            return 0.5
        values = {**self.g.words.numbers, **self.g.words.tens}
        half = 0.0
        for phrase in self.terms.and_a_half:
            if words.endswith(" " + phrase):
                words, half = words.removesuffix(" " + phrase), 0.5
        if words[0].isdigit():
            return float(words.replace(",", "")) + half
        parts = [values.get(part) for part in re.split(r"[\s-]+", words)]
        if words in self.terms.vague_numbers or None in parts:
            return None
        numbers = [part for part in parts if part is not None]
        if len(numbers) > 1 and numbers[1] == 100:
            return numbers[0] * 100 + sum(numbers[2:]) + half
        return sum(numbers) + half

    def _season(self, at: int, _lead: str) -> Read | None:
        match = self.g.season_year.match(self.text, at)
        return (Point(year=int(match["year"])), match.end()) if match else None

    def _month(self, at: int, lead: str) -> Read | None:
        """Read a month by itself: only where a word before it shows that it is one."""
        match = self.g.bare_month.match(self.text, at)
        if match is None or (lead not in self.terms.month_leads and lead != "-"):
            return None
        if match["month"].isupper() and not self.is_no_modal(match, lead):
            return None
        after = self.text[match.end() : match.end() + 2]
        named = after[:1] == " " and after[1:].isupper() and not match["month"].isupper()
        if named and lead in self.terms.name_leads:
            return None
        return Point(month=self._month_number(match["month"])), match.end()

    def _year(self, at: int, lead: str) -> Read | None:
        match = self.g.bare_year.match(self.text, at)
        if match is None or not self._is_year(match, lead):
            return None
        return Point(year=int(match["year"])), match.end()

    def _is_year(self, match: "re.Match[str]", lead: str) -> bool:
        following = re.compile(rf"{GAP}([^\W\d_]+)").match(self.text, match.end())
        word = following[1] if following else ""
        if int(match["year"]) < FIRST_SURE_YEAR and lead in self.terms.hour_like_leads:
            return False
        if lead in self.terms.year_leads or lead == "-":
            return True
        if lead in self.terms.year_leads_weak:
            if word.lower() in self.terms.people:
                return False
            return lead in self.terms.the or not (word.islower() and word.endswith("s"))
        before, after = (
            self.text[match.start() - 1 : match.start()],
            self.text[match.end() : match.end() + 1],
        )
        return before == "(" and after in ")-–,;:"


def _turn_of(match: "re.Match[str]", prefix: str = "") -> int | None:
    """-1 for "last", 1 for "next", 0 for "this", None for none of them."""
    for name, turn in (("last", -1), ("next", 1), ("this", 0)):
        if match[prefix + name]:
            return turn
    return None


def _short_year(words: str) -> int:
    number = int(words.lstrip("'’"))
    return number + (2000 if number <= LAST_SHORT_YEAR else 1900)


# --- mentions -------------------------------------------------------------------------------


class _MentionReader:
    """Builds mentions out of points and the words about them."""

    def __init__(self, grammar: _Grammar, text: str) -> None:
        self.g = grammar
        self.terms = grammar.terms
        self.text = text
        self.points = _PointReader(grammar, text)
        self.readers = _openers(grammar)

    def mentions(self) -> Iterator[TimeMention]:
        """Yield the longest reading at each place, left to right."""
        at = 0
        while token := _TOKEN.search(self.text, at):
            at = token.end()
            start = token.start()
            word = token[0].lower()
            key = "#" if word[0].isdigit() else word
            readers = self.readers.get(key)
            if readers is None or _INSIDE_NUMBER.search(self.text[max(0, start - 2) : start]):
                continue
            read = [m for name in readers if (m := getattr(self, name)(start)) is not None]
            if read:
                best = max(read, key=lambda mention: mention.end)
                yield best
                at = best.end

    def _mention(
        self,
        start: int,
        end: int,
        sense: Sense,
        first: Point | None = None,
        last: Point | None = None,
    ) -> TimeMention:
        return TimeMention(start, end, "", sense, first, last)

    def _point_after(self, match: "re.Match[str]") -> Read | None:
        """Return the point behind a preposition, past an hour ("until 6 p.m. on Friday")."""
        start = match.end()
        clock = self.g.clock.match(self.text, start) or self.g.hours.match(self.text, start)
        gap = self.g.clock_gap.match(self.text, clock.end()) if clock else None
        if gap is not None:
            start = gap.end()
        return self.points.point(start, self.points.lead(start))

    # dates

    def date(self, at: int) -> TimeMention | None:
        """Read a plain point: "19 February", "yesterday", "in 2019"."""
        read = self.points.point(at, self.points.lead(at))
        return self._mention(at, read[1], "date", read[0]) if read else None

    # since, until, as of

    def since(self, at: int) -> TimeMention | None:
        """Read "since March", "since then", "since the war began (in March)"."""
        match = self.g.since.match(self.text, at)
        if match is None:
            return None
        read = self._point_after(match) or self._anaphor_point(match)
        if read is not None:
            return self._mention(at, read[1], "since", _backward(read[0]))
        lead = re.compile(rf"{_alt(self.terms.since)}{GAP}").match(self.text, at)
        return self._since_event(at, lead.end()) if lead else None

    def _anaphor_point(self, match: "re.Match[str]") -> Read | None:
        then = self.g.then.match(self.text, match.end())
        if then is not None:
            return Point(unit="day", base="anchor"), then.end()
        lead = self.text.find(" ", match.start()) + 1
        for start in (match.end(), lead):
            mention = self.same(start)
            if mention is not None and mention.first is not None:
                return mention.first, mention.end
        return None

    def _since_event(self, at: int, start: int) -> TimeMention | None:
        """Read an event, with its date if the same clause gives one, else open.

        "Since" for "because" has no beginning in it and is left alone.
        """
        clause = self.g.event_clause.match(self.text, start)
        if clause is None:
            return None
        dated = self._date_in(start, clause.end())
        if dated is not None:
            return self._mention(at, dated[1], "since", _backward(dated[0]))
        stop = self.g.open_clause_break.search(self.text, start, clause.end())
        limit = stop.start() if stop else clause.end()
        if not self.g.event_opener.match(self.text, start):
            return None
        end = self._event_end(start, limit)
        return self._mention(at, end, "since") if end else None

    def _date_in(self, start: int, limit: int) -> Read | None:
        stop = self.g.clause_break.search(self.text, start, limit)
        end = stop.start() if stop else limit
        for token in _TOKEN.finditer(self.text, start, end):
            key = "#" if token[0][0].isdigit() else token[0].lower()
            if "date" in self.readers.get(key, ()):
                read = self.points.point(token.start(), self.points.lead(token.start()))
                if read is not None and read[0].unit != "day":
                    return read
        return None

    def _event_end(self, start: int, limit: int) -> int | None:
        """Return the end of an undated event: its verb of beginning, or the noun for it."""
        verb = self.g.event_verb.search(self.text, start, limit)
        if verb is not None:
            return verb.end()
        head = self.g.event_head.search(self.text, start, limit)
        if head is None:
            return None
        tail = re.compile(rf"{GAP}{_alt(self.terms.of)}{GAP}(?:{self.g.the}{GAP})?[\w-]+")
        more = tail.match(self.text, head.end(), limit)
        return more.end() if more else head.end()

    def from_on(self, at: int) -> TimeMention | None:
        """Read "from March 1", "from 3 May onwards"; "letters from 1987" is no beginning."""
        match = self.g.open_from.match(self.text, at)
        read = self._point_after(match) if match else None
        if match is None or read is None:
            return None
        point, end = read
        onwards = self.g.onwards.match(self.text, end)
        if onwards is not None:
            return self._mention(at, onwards.end(), "since", point)
        is_bare_year = point.month is None and point.year is not None
        if self._is_name(match, end) or is_bare_year:
            return None
        return self._mention(at, end, "since", point)

    def until(self, at: int) -> TimeMention | None:
        """Read "up to the end of May", "by Friday"."""
        match = self.g.until.match(self.text, at)
        read = self._point_after(match) if match else None
        if match is None or read is None:
            return None
        # "exemplified by Friday's attack", "the 19 April Movement" do something; they are no term.
        if match[0].lower().split()[0] in self.terms.by and self._is_name(match, read[1]):
            return None
        return self._mention(at, read[1], "until", None, read[0])

    def _is_name(self, match: "re.Match[str]", end: int) -> bool:
        """Whether a date only tells which: "Friday's raid", "the 27 May elections"."""
        if self.text.endswith(tuple(self.terms.possessive), 0, end):
            return True
        first = self.text[match.end() : match.end() + 1]
        has_article = match[0].lower().split()[-1] in self.terms.the
        return has_article and (first.isdigit() or first.isupper())

    def as_of(self, at: int) -> TimeMention | None:
        """Read "as of 30 August", "as of 6 p.m. on Friday"."""
        match = self.g.as_of.match(self.text, at)
        if match is None:
            return None
        read = self._point_after(match)
        return self._mention(at, read[1], "as_of", read[0]) if read else None

    # spans with two ends

    def between(self, at: int) -> TimeMention | None:
        """Read "between 1 and 8 January", "from March to May 2024"."""
        match = self.g.between.match(self.text, at)
        if match is None:
            return None
        start = match.end()
        filler = re.compile(rf"{_alt(self.terms.date_fillers)}{GAP}").match(self.text, start)
        mention = self._pair(filler.end() if filler else start, free=True)
        return replace(mention, start=at) if mention else None

    def pair(self, at: int) -> TimeMention | None:
        """Read "24-30 August 2026", "27 and 28 August", "Friday and Saturday", "1987-1990"."""
        mention = self._pair(at, free=False)
        if mention is not None:
            return mention
        soft = self.g.soft.match(self.text, at)
        mention = self._pair(soft.end(), free=False) if soft else None
        return replace(mention, start=at) if mention else None

    def _pair(self, at: int, *, free: bool) -> TimeMention | None:
        return self._days(at) or self._years(at) or self._two_points(at, free=free)

    def _days(self, at: int) -> TimeMention | None:
        match = self.g.days_month.match(self.text, at) or self.g.month_days.match(self.text, at)
        if match is None:
            return None
        one, two = (int(re.sub(r"\D", "", match[name])) for name in ("one", "day"))
        month = self.g.months[match["month"].rstrip(".").lower()]
        year = int(match["year"]) if match["year"] else None
        is_open = match.end() == match.end("day") and not self._ends_date(match.end())
        if one >= two or two > LONGEST_MONTHS.get(month, 31) or is_open:
            return None
        if match.end() == match.end("month") and not self._is_month(match):
            return None
        last = Point(year=year, month=month, day=two)
        return self._mention(at, match.end(), "span", self._before(replace(last, day=one)), last)

    def _is_month(self, match: "re.Match[str]") -> bool:
        return self.points.is_no_modal(match, self.points.lead(match.start()))

    def _ends_date(self, at: int) -> bool:
        """Whether a date can end here: "August 24 and 12 people" goes on to be a count."""
        following = re.compile(rf"(?:{GAP})?(?:([^\W\d_]+)|(\d))?").match(self.text, at)
        if following is None or following[2]:
            return False
        return following[1] is None or following[1].lower() in self.terms.after_date

    def _years(self, at: int) -> TimeMention | None:
        match = self.g.decade.match(self.text, at)
        if match is not None:
            year = int(match["year"])
            return self._mention(at, match.end(), "span", Point(year=year), Point(year=year + 9))
        match = self.g.years.match(self.text, at)
        if match is None:
            return None
        one = int(match["one"])
        two = int(match["two"]) if match["two"] else one - one % 100 + int(match["short"])
        if two <= one or (match["short"] and two != one + 1):
            return None
        return self._mention(at, match.end(), "span", Point(year=one), Point(year=two))

    def _two_points(self, at: int, *, free: bool) -> TimeMention | None:
        one = self.points.point(at, self.points.lead(at))
        join = self.g.joiner.match(self.text, one[1]) if one else None
        if one is None or join is None:
            return None
        lead = "-" if join["dash"] else self.points.lead(join.end())
        two = self.points.point(join.end(), lead)
        if two is None or not (free or _is_run(one[0], two[0], is_list=bool(join["and"]))):
            return None
        first, last = _share_year(one[0], two[0])
        return self._mention(at, two[1], "span", self._before(first), last)

    @staticmethod
    def _before(first: Point) -> Point:
        """Return `first`, to be counted back from the last where it names no year itself."""
        is_named = first.year is not None or first.unit is not None
        return first if is_named else replace(first, base="end")

    def part_of_year(self, at: int) -> TimeMention | None:
        """Read "the first half of 2024", "the first three months of 2024"."""
        match = self.g.part_of_year.match(self.text, at)
        if match is None:
            return None
        rank, year = self.g.words.ranks[match["rank"].lower()], int(match["year"])
        if match["half"] or match["quarter"]:
            months = 6 if match["half"] else 3
        else:
            count = self.points.count(match["number"])
            if count is None or self.g.units[match["unit"].lower()].of != "month" or rank != 1:
                return None
            months = int(count)
        first, last = (rank - 1) * months + 1, rank * months
        if not 1 <= first <= last <= 12:
            return None
        return self._mention(
            at, match.end(), "span", Point(year=year, month=first), Point(year=year, month=last)
        )

    # spans counted from the report

    def back(self, at: int) -> TimeMention | None:
        """Read "in the past 24 hours", "the past week"; "recent days" gives no ends."""
        match = self.g.back.match(self.text, at)
        if match is None:
            return None
        unit = match["unit"].lower()
        is_one = unit in self.g.units[unit].one
        if match["number"] is None:
            # "last week" and "the previous day" are not counted from the report's hour.
            word = match["past"].lower()
            if is_one and (
                word not in self.terms.past[:2] or (word in self.terms.last and not match["the"])
            ):
                return None
            if not is_one:
                return self._mention(at, match.end(), "span")
        first = self.points.shifted(match["number"], unit, -1)
        if first is None:
            return self._mention(at, match.end(), "span")
        return self._mention(at, match.end(), "span", first, Point(unit="day"))

    def ahead(self, at: int) -> TimeMention | None:
        """Read "in the next 48 hours", "over the coming two weeks"."""
        match = self.g.ahead.match(self.text, at)
        if match is None or (match["number"] is None and match["unit"].lower() in self.g.unit_ones):
            return None
        last = self.points.shifted(match["number"], match["unit"], 1) if match["number"] else None
        first = Point(unit="day") if last else None
        return self._mention(at, match.end(), "span", first, last)

    def up_to(self, at: int) -> TimeMention | None:
        """Read "in the 24 hours to Friday morning", "the week ending 3 May"."""
        match = self.g.up_to.match(self.text, at)
        read = self._point_after(match) if match else None
        if match is None or read is None:
            return None
        first = self.points.shifted(match["number"], match["unit"], -1)
        if first is None:
            return None
        return self._mention(at, read[1], "span", replace(first, base="end"), read[0])

    def week(self, at: int) -> TimeMention | None:
        """Read "this week", "last week", "earlier this week": Monday to Sunday or to the report."""
        match = self.g.turned_week.match(self.text, at)
        if match is None:
            return None
        turn = _turn_of(match) or 0
        first = Point(unit="week", shift=turn, weekday=0)
        last = Point(unit="week", shift=turn, weekday=6) if turn else Point(unit="day")
        return self._mention(at, match.end(), "span", first, last)

    def weekend(self, at: int) -> TimeMention | None:
        """Read "over the weekend", "last weekend": Saturday and Sunday."""
        match = self.g.weekend.match(self.text, at)
        if match is None:
            return None
        first = Point(weekday=5)
        if match["last"]:
            first = Point(unit="week", shift=-1, weekday=5)
        return self._mention(
            at, match.end(), "span", first, Point(unit="day", shift=1, base="start")
        )

    def overnight(self, at: int) -> TimeMention | None:
        """Read "overnight": the day before to the report's day; "overnight into Sunday"."""
        match = self.g.overnight.match(self.text, at)
        if match is None:
            return None
        read = self._point_after(match) if match["into"] else None
        if read is not None:
            first = Point(unit="day", shift=-1, base="end")
            return self._mention(at, read[1], "span", first, read[0])
        end = match.start("into") if match["into"] else match.end()
        return self._mention(at, end, "span", Point(unit="day", shift=-1), Point(unit="day"))

    # counted from a date named before

    def same(self, at: int) -> TimeMention | None:
        """Read "that day", "the same night", "that April"."""
        match = self.g.same.match(self.text, at)
        if match is None:
            return None
        if match["month"]:
            if match["month"].isupper() and match["month"].lower() in self.terms.modal_months:
                return None  # "SHELLS THAT MAY FALL"
            month = self.g.words.months[match["month"].lower()]
            return self._mention(at, match.end(), "anaphor", Point(month=month, base="anchor"))
        return self._anaphor(at, match, 0)

    def neighbour(self, at: int) -> TimeMention | None:
        """Read "the next day", "the previous month", "the following Monday"."""
        match = self.g.neighbour.match(self.text, at)
        return self._anaphor(at, match, 1 if match["later"] else -1) if match else None

    def thing_after(self, at: int) -> TimeMention | None:
        """Read "the day before", "the year after"; with an event behind it, only a length."""
        match = self.g.thing_after.match(self.text, at)
        if match is None:
            return None
        if self._counts_from_event(match):
            return self._mention(at, match.end(), "duration")
        return self._anaphor(at, match, 1 if match["later"] else -1)

    def _counts_from_event(self, match: "re.Match[str]") -> bool:
        is_hinge = match["way"].lower() in self.terms.hinges
        return is_hinge and self.g.event_follows.match(self.text, match.end()) is not None

    def _anaphor(self, at: int, match: "re.Match[str]", turn: int) -> TimeMention | None:
        if match["weekday"]:
            weekday = self.g.weekdays[match["weekday"].lower()]
            point = Point(weekday=weekday, turn=turn, base="anchor")
            return self._mention(at, match.end(), "anaphor", point)
        unit = self.g.units[match["unit"].lower()].of if match["unit"] else "day"
        if unit in ("minute", "hour"):
            return None
        if unit == "week":
            first = Point(unit="week", shift=turn, weekday=0, base="anchor")
            return self._mention(at, match.end(), "anaphor", first, replace(first, weekday=6))
        return self._mention(
            at, match.end(), "anaphor", Point(unit=_as_unit(unit), shift=turn, base="anchor")
        )

    def count_after(self, at: int) -> TimeMention | None:
        """Read "two days later"; "14 hours later" and "two days after the raid" are lengths."""
        match = self.g.count_after.match(self.text, at)
        if match is None:
            return None
        unit = self.g.units[match["unit"].lower()].of
        point = self.points.shifted(match["number"], match["unit"], 1 if match["later"] else -1)
        if unit in ("minute", "hour") or point is None or self._counts_from_event(match):
            return self._mention(at, match.end(), "duration")
        return self._mention(at, match.end(), "anaphor", replace(point, base="anchor"))

    # lengths, rates, hours: no period

    def duration(self, at: int) -> TimeMention | None:
        """Read "for nine days", "a 24-hour curfew"; an age ("31 years old") is left alone."""
        match = self.g.duration.match(self.text, at)
        if match is None or not self._agrees(match):
            return None
        last = None
        if match["lead"] and match["lead"].lower() in self.terms.within:
            last = self.points.shifted(match["number"], match["unit"], 1)
        first = Point(unit="day") if last else None
        return self._mention(at, match.end(), "duration", first, last)

    def _agrees(self, match: "re.Match[str]") -> bool:
        """Check the number: "three night raids" is a count of raids; "a day" alone is no length."""
        number, unit = match["number"].lower(), match["unit"].lower()
        is_one = unit in self.g.unit_ones
        if number in self.terms.rate_articles:
            return is_one and match["lead"] is not None
        singular = self.points.count(number) in (0.5, 1.0)
        return match["sep"] == "-" or singular or not is_one

    def rate(self, at: int) -> TimeMention | None:
        """Read "every week", "per day", and the "a day" of "a hundred a day"."""
        match = self.g.rate.match(self.text, at)
        if match is not None:
            return self._mention(at, match.end(), "rate")
        match = self.g.rate_article.match(self.text, at)
        if match is None:
            return None
        before = re.compile(rf"(?:\w|%){GAP}\Z").search(self.text[max(0, at - 10) : at])
        lead = self.points.lead(at)
        if before is None or lead in self.terms.no_rate_before:
            return None
        return self._mention(at, match.end(), "rate")

    def clock(self, at: int) -> TimeMention | None:
        """Read "at 9.52 a.m.", "0712 GMT", "by noon", "ten past four"."""
        matches = [
            p.match(self.text, at) for p in (self.g.clock, self.g.clock_led, self.g.clock_words)
        ]
        if self.text[at - 1 : at] in ("", "\n"):
            matches.append(self.g.clock_head.match(self.text, at))
        ends = [match.end() for match in matches if match is not None]
        return self._mention(at, max(ends), "clock") if ends else None


def _backward(point: Point) -> Point:
    return replace(point, turn=BACK) if point.turn == 0 else point


def _as_unit(unit: str) -> Unit:
    return "month" if unit == "month" else "year" if unit == "year" else "day"


def _is_run(one: Point, two: Point, *, is_list: bool) -> bool:
    """Whether two points of one shape follow on each other, so that they make one span.

    A list ("in March and April") must be of neighbours; "March to May" need not.
    """
    if _rest(one) == _rest(two) and None not in (one.weekday, two.weekday):
        return _follows(one.weekday, two.weekday, 7, is_list=is_list)
    if _rest(one) == _rest(two) and one.day is None and None not in (one.month, two.month):
        return _follows(one.month, two.month, 12, is_list=is_list)
    if one == replace(two, year=one.year) and one.month is None:
        return _follows(one.year, two.year, 0, is_list=is_list)
    return not is_list and one.day is not None and two.day is not None


def _rest(point: Point) -> Point:
    return replace(point, weekday=None, month=None, year=None)


def _follows(one: int | None, two: int | None, size: int, *, is_list: bool) -> bool:
    if one is None or two is None:
        return False
    step = (two - one) % size if size else two - one
    return step == 1 if is_list else step > 0


def _share_year(one: Point, two: Point) -> tuple[Point, Point]:
    """Give a year said once to both ends: "from March to May 2024"."""
    if one.month is None or two.month is None:
        return one, two
    crosses = one.month > two.month
    if one.year is None and two.year is not None and one.unit is None:
        return replace(one, year=two.year - crosses), two
    if two.year is None and one.year is not None and two.unit is None:
        return one, replace(two, year=one.year + crosses)
    return one, two


@cache
def _openers(grammar: _Grammar) -> Mapping[str, tuple[str, ...]]:
    """Return which readings may begin with a word: most words begin none, which makes it fast."""
    words, terms = grammar.words, grammar.terms
    numbers = [*words.numbers, *words.tens, *terms.vague_numbers, *terms.halves, "#"]
    turns = [*terms.last, *terms.next, *terms.this]
    points = [
        *grammar.months,
        *grammar.weekdays,
        *words.days,
        *words.seasons,
        *terms.soft,
        *terms.soft_hours,
        *terms.the,
        *turns,
        *numbers,
    ]
    opens: dict[str, list[str]] = {
        "since": terms.since,
        "from_on": terms.open_from,
        "until": terms.until,
        "as_of": terms.as_of,
        "between": terms.between,
        "pair": points,
        "part_of_year": terms.the,
        "back": [*terms.span_leads, *terms.the, *terms.past],
        "ahead": [*terms.span_leads, *terms.the, *terms.coming],
        "up_to": [*terms.span_leads, *terms.the],
        "week": [*terms.week_phrases, *turns, *terms.soft, *terms.soft_hours, *terms.span_leads],
        "weekend": [*terms.weekend, *terms.weekend_last],
        "overnight": terms.overnight,
        "same": terms.that,
        "neighbour": [*terms.following, *terms.previous],
        "thing_after": terms.the,
        "count_after": numbers,
        "date": points,
        "duration": [*terms.duration_leads, *numbers],
        "rate": [*terms.rate_leads, *terms.rate_articles],
        "clock": [*terms.clock_leads, *terms.hour_leads, *terms.halves_of, *numbers],
    }
    table: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for reader, phrases in opens.items():
        for phrase in phrases:
            table[re.split(r"[\s-]", phrase.lower())[0]][reader] = None
    return {word: tuple(readers) for word, readers in table.items()}
