"""The patterns of one language, each composed from named parts."""

import re
from collections.abc import Iterable
from functools import cache

from whence.find.times.words import TimeTerms, TimeWords
from whence.lexicon import open_words

# Blanks between two words of one expression: never a hard line end, never a wide gap.
GAP = r"[^\S\n]{1,8}"


def one_of(words: Iterable[str]) -> str:
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


class Grammar:
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
        self.the = one_of(terms.the)
        self.on = one_of(terms.on)
        self.day_part = one_of(terms.day_parts)
        tens, ones = one_of(words.tens), one_of(words.numbers)
        digits = r"\d{1,3}(?:,\d{3}){0,2}(?:\.\d{1,2})?(?!\d|[.,]\d)"
        tens_open = tens.removesuffix(r"(?!\w)")
        half = rf"(?:{GAP}{one_of(terms.and_a_half)})?"
        self.number = (
            rf"(?:(?:{digits}|{one_of(terms.halves)}|{one_of(terms.vague_numbers)}"
            rf"|(?:{ones}{GAP})?{tens_open}(?:(?:-|{GAP}){ones}|(?!\w))|{ones}){half})"
        )
        self.between_words = rf"(?:{one_of(terms.unit_adjectives)}{GAP})?"
        self.unit = one_of(self.units)
        self.unit_ones = {word for unit in words.unit for word in unit.one}
        self.unit_one = one_of(self.unit_ones)

    def _name_dates(self, terms: TimeTerms) -> None:
        weekday = rf"(?:(?P<weekday>{self.weekday_any}),?{GAP}(?:{self.the}{GAP})?)?"
        turn = "|".join(
            f"(?P<{name}>{one_of(words)})"
            for name, words in (("last", terms.last), ("next", terms.next), ("this", terms.this))
        )
        self.turn = rf"(?:{turn})"
        # "July last year", "3 July last year"
        year_word = one_of(word for word, unit in self.units.items() if unit.of == "year")
        turned_year = rf"(?:{one_of(terms.of)}{GAP})?{self.turn}{GAP}{year_word}"
        # Two figures are a year only where a dateline would have them: "3 NOV 89 --".
        short_year = r"(?:['’]\d\d|\d\d(?=[^\S\n]*(?:[-–—(\[\])\n.;]|,[^\S\n]*[A-Z(]|\Z)))(?!\w)"
        year = (
            rf"(?:(?:,?{GAP}(?:{one_of(terms.of)}{GAP})?|-)(?P<year>{self.year})"
            rf"|{GAP}(?P<yy>{short_year})|{GAP}{turned_year})?"
        )
        of = rf"(?:{GAP}{one_of(terms.of)})?"
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
            rf"(?!\w|[.,:]\d|[^\S\n](?:\d|[a-z]))){end}"  # "in June 40 people died"
        )
        self.bare_month = re.compile(
            rf"(?P<month>{self.month}|{_names(self.words.months_short, stop='[.]')}){end}"
        )
        # A month that opens a line of a timeline: "August - Two were freed."
        self.heads = re.compile(r"[^\S\n]*[-–—:][^\S\n]")
        self.bare_year = re.compile(rf"(?P<year>{self.year}){end}(?!-\w|/\d)")
        self.season_year = re.compile(
            rf"(?:{self.the}{GAP})?{one_of(self.words.seasons)},?{GAP}(?:{one_of(terms.of)}{GAP})?"
            rf"(?P<year>{self.year}){end}"
        )

    def _name_relatives(self, words: TimeWords, terms: TimeTerms) -> None:
        end = self.possessive
        week = one_of(word for word, unit in self.units.items() if unit.of == "week")
        part = rf"(?:{GAP}{self.day_part})?"
        self.weekday_point = re.compile(
            rf"(?:{self.turn}{GAP})?(?P<weekday>{self.weekday}){part}{end}"
            rf"(?:{GAP}(?:{one_of(terms.of)}{GAP})?"
            rf"{self.turn.replace('(?P<', '(?P<week_')}{GAP}{week})?"
        )
        self.weekday_short = re.compile(
            rf"(?P<weekday>{_names(words.weekdays_short, stop='[.]?')}){part}"
        )
        self.day_word = re.compile(rf"(?P<words>{one_of(words.days)}){part}{end}")
        self.this_part = re.compile(rf"{one_of(terms.this)}{GAP}{self.day_part}{end}")
        self.turned = re.compile(
            rf"{self.turn}{GAP}(?:(?P<unit>{self.unit_one})|(?P<season>{one_of(words.seasons)})"
            rf"|(?P<month>{self.month})){end}"
        )
        self.ago = re.compile(
            rf"(?P<number>{self.number}){GAP}(?P<unit>{self.unit})"
            rf"(?:{GAP}{one_of(terms.and_a_half)})?{GAP}{one_of(terms.ago)}"
        )
        ordinal = rf"(?i:{'|'.join(terms.ordinals)})"
        self.the_day = re.compile(
            rf"{self.the}{GAP}(?P<day>[12]?\d|3[01]){ordinal}(?!\w)"
            rf"(?=[.,;:)\n]|\Z|{GAP}{one_of(terms.after_date)})"
        )
        self.the_unit = re.compile(rf"{self.the}{GAP}(?P<unit>{self.unit_one})")
        soft, hours = one_of(terms.soft), one_of(terms.soft_hours)
        self.soft = re.compile(
            rf"(?:{soft}(?:{GAP}(?:{self.on}{GAP})?|-)|{hours}{GAP}(?:{self.on}{GAP})?)"
        )

    def _name_mentions(self, words: TimeWords, terms: TimeTerms) -> None:
        filler = rf"{GAP}(?:{one_of(terms.date_fillers)}{GAP}){{0,2}}"
        self.since = re.compile(rf"{one_of(terms.since)}{filler}")
        self.bracket = re.compile(rf"{GAP}[(](?:{one_of(terms.date_fillers)}{GAP})?")
        self.open_from = re.compile(rf"{one_of(terms.open_from)}{filler}")
        self.onwards = re.compile(rf"{GAP}{one_of(terms.onwards)}(?!{GAP}[A-Z\d])")
        self.until = re.compile(rf"{one_of(terms.until)}{filler}")
        self.as_of = re.compile(rf"{one_of(terms.as_of)}{filler}")
        self.then = re.compile(one_of(terms.then))
        self.between = re.compile(rf"{one_of(terms.between)}{GAP}")
        self.joiner = re.compile(
            rf"(?:{GAP})?(?P<dash>[-–—])(?:{GAP})?|{GAP}(?:(?P<to>{one_of(terms.to_join)})"
            rf"|(?P<and>{one_of(terms.and_join)}(?<!\w\w\w\w))){GAP}(?:{one_of(terms.date_fillers)}{GAP})?"
        )
        # "between 3 October, when it was declared, and 9 November"
        self.aside = re.compile(rf",{GAP}{one_of(terms.asides)}{GAP}[^,.;:\n]{{1,80}},")
        join = (
            rf"(?:(?:{GAP})?[-–—/](?:{GAP})?|{GAP}(?:{one_of(terms.to_join)}"
            rf"|{one_of(terms.and_join)}){GAP}(?:{self.the}{GAP})?)"
        )
        year = rf"(?:,?{GAP}(?P<year>{self.year}))?"
        loose = rf"(?:0?[1-9]|[12]\d|3[01])(?:(?i:{'|'.join(terms.ordinals)}))?(?!\d)"
        self.days_month = re.compile(
            rf"(?:{self.the}{GAP})?(?P<one>{loose}){join}(?P<day>{self.day})"
            rf"(?:{GAP}{one_of(terms.of)})?{GAP}(?P<month>{self.month_any}){year}"
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
        first = one_of(word for word, rank in words.ranks.items() if rank == 1)
        years = one_of(word for word, unit in self.units.items() if unit.of == "year")
        self.part_of_year = re.compile(
            rf"{self.the}{GAP}(?P<rank>{one_of(words.ranks)}){GAP}(?:(?P<half>{one_of(terms.halves_of)})"
            rf"|(?P<quarter>{one_of(terms.quarters_of)})|(?P<number>{self.number}){GAP}"
            rf"(?P<unit>{self.unit})){GAP}{one_of(terms.of)}{GAP}"
            rf"(?:(?P<year>{self.year})|(?:{self.the}|{self.turn}){GAP}{years})"
        )
        self.first_units = re.compile(
            rf"{self.the}{GAP}{first}{GAP}(?P<number>{self.number}){GAP}"
            rf"(?P<unit>{self.unit})(?!{GAP}{one_of(terms.of)})"
        )
        self.first_of_month = re.compile(
            rf"{self.the}{GAP}{first}{GAP}(?P<number>{self.number}){GAP}(?P<unit>{self.unit}){GAP}"
            rf"{one_of(terms.of)}{GAP}(?P<month>{self.month})(?:,?{GAP}(?P<year>{self.year}))?"
        )
        self.same_span = re.compile(
            rf"(?:{one_of(terms.span_leads)}{GAP})?{one_of(terms.that)}{GAP}{one_of(terms.period)}"
            rf"(?:(?:{GAP}{one_of(terms.of)})?{GAP}(?:(?P<year>{self.year})|{self.turn}{GAP}{years}))?"
        )
        lead = rf"(?:{one_of(terms.span_leads)}{GAP})?"
        counted = (
            rf"(?:(?P<number>{self.number})(?:{GAP}|-){self.between_words})?(?P<unit>{self.unit})"
            rf"(?:{GAP}{one_of(terms.period)})?"
        )
        # "the last two weeks of May" counts from the end of May, not from the report.
        free = rf"(?!{GAP}{one_of(terms.of)})"
        self.back = re.compile(
            rf"{lead}(?P<the>{self.the}{GAP})?(?P<past>{one_of(terms.past)}){GAP}{counted}"
            rf"{self.possessive}{free}"
        )
        self.ahead = re.compile(
            rf"{lead}(?:{self.the}{GAP})?{one_of(terms.coming)}{GAP}{counted}{free}"
        )
        self.up_to = re.compile(
            rf"{lead}{self.the}{GAP}{counted}{GAP}{one_of(terms.span_ends)}{filler}"
        )
        told = rf"{one_of(terms.of_tellers)}{GAP}{one_of(terms.past)}{GAP}{one_of(terms.last_told)}"
        hour = rf"{one_of(terms.span_ends)}{filler}{one_of(terms.clock_words)}(?!{GAP}{self.on})"
        self.up_to_now = re.compile(
            rf"{lead}{self.the}{GAP}{counted}{GAP}(?:{one_of(terms.since)}{GAP}{told}|{hour})"
        )
        self.turned_week = re.compile(
            rf"(?:{one_of(terms.week_phrases)}|(?:{one_of(terms.soft + terms.soft_hours)}{GAP})?"
            rf"(?:{one_of(terms.span_leads)}{GAP})?"
            rf"{self.turn}{GAP}{one_of(w for w, u in self.units.items() if u.of == 'week')})"
            rf"{self.possessive}"
        )
        self.weekend = re.compile(
            rf"(?:(?P<last>{one_of(terms.weekend_last)})|{one_of(terms.weekend)})"
        )
        self.overnight = re.compile(
            rf"{one_of(terms.overnight)}(?P<into>{GAP}{one_of(terms.into)}{GAP})?"
        )
        self._name_anaphors(terms)
        self._name_lengths(terms)

    def _name_anaphors(self, terms: TimeTerms) -> None:
        thing = (
            rf"(?:(?P<part>{self.day_part})|(?P<unit>{self.unit_one})|(?P<weekday>{self.weekday}))"
        )
        later, earlier = one_of(terms.later), one_of(terms.earlier)
        way = rf"{GAP}(?P<way>(?P<later>{later})|{earlier})"
        self.same = re.compile(
            rf"{one_of(terms.that)}{GAP}(?:{thing}|(?P<month>{self.month})){self.possessive}"
        )
        self.neighbour = re.compile(
            rf"(?:(?P<later>{one_of(terms.following)})|{one_of(terms.previous)}){GAP}{thing}{self.possessive}"
        )
        self.thing_after = re.compile(rf"{self.the}{GAP}{thing}{way}")
        self.count_after = re.compile(rf"(?P<number>{self.number}){GAP}(?P<unit>{self.unit}){way}")
        # What follows "two days after" where it counts from an event.
        self.event_follows = re.compile(rf"{GAP}\w")

    def _name_lengths(self, terms: TimeTerms) -> None:
        article = rf"(?:{self.the}{GAP})?"
        self.duration = re.compile(
            rf"(?:(?P<lead>{one_of(terms.duration_leads)}){GAP}{article})?(?P<number>{self.number})"
            rf"(?P<sep>{GAP}|-){self.between_words}(?P<unit>{self.unit})(?!-?{GAP[:-5]}{{0,1}}{one_of(terms.old)}|-{one_of(terms.old)})"
        )
        one = rf"(?:{self.unit_one}|{self.day_part}|{self.weekday})"
        self.rate = re.compile(
            rf"{one_of(terms.rate_leads)}{GAP}(?:{one}|{self.number}{GAP}{self.unit})"
        )
        self.rate_article = re.compile(
            rf"{one_of(terms.rate_articles)}{GAP}{self.unit_one}"
            rf"(?!{GAP}{one_of(terms.no_rate_after)}|['’-]\w)"
        )
        # "since", then an event with its date, all in one clause
        self.event_clause = re.compile(
            r"[^.,;:()\n\"!?“”]{0,120}(?:\.(?=\w)[^.,;:()\n\"!?“”]{0,40})?"
        )
        self.clause_break = re.compile(rf"(?<!\w){one_of(terms.clause_breaks)}")
        self.open_clause_break = re.compile(
            rf"(?<!\w){one_of([*terms.clause_breaks, *terms.auxiliaries])}"
        )
        self.event_opener = re.compile(one_of(terms.event_openers))
        self.event_head = re.compile(rf"(?<!\w){one_of(terms.event_heads)}")
        self.event_verb = re.compile(
            rf"(?<!\w){one_of(terms.event_verbs)}(?:{GAP}{one_of(terms.event_tails)})?"
        )

    def _name_clocks(self, words: TimeWords, terms: TimeTerms) -> None:
        half = rf"(?i:{'|'.join(re.escape(w) for w in terms.half_days)})(?!\w)"
        zone = rf"(?:{GAP}?{one_of(terms.zones)})".replace(f"{GAP}?", f"(?:{GAP})?")
        hour, minute = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
        lead = rf"(?:{one_of(terms.clock_leads)}{GAP})?"
        not_amount = rf"(?!\d|[.,:]\d|(?:{GAP})?%|(?:{GAP})?{one_of(terms.clock_excludes)})"
        small = rf"(?:{one_of(words.numbers)}|\d{{1,2}})"
        self.clock = re.compile(
            rf"{lead}(?:{hour}(?:[.:]{minute})?(?:{GAP})?{half}{zone}?"
            rf"|{hour}:{minute}(?::{minute})?(?!\d|[.:]\d){zone}?"
            rf"|{hour}\.{minute}(?!\d){zone}"
            rf"|{hour}{minute}(?!\d){zone}(?!{GAP}\w+ed\b))"
        )
        # Four figures or a sign between: "from 252 in March" is a count.
        self.hours = re.compile(rf"(?:{hour}[.:]|[01]\d|2[0-4]){minute}(?={GAP}{self.on}{GAP})")
        self.clock_gap = re.compile(rf",?{GAP}(?:{self.on}{GAP})?")
        # "at 11.40" is a time only after its preposition, or at the head of a line.
        self.clock_led = re.compile(
            rf"{one_of(terms.clock_leads)}{GAP}(?:{hour}\.{minute}{not_amount}|{one_of(terms.clock_words)}"
            rf"|{small}(?={GAP}{one_of(terms.clock_tails)}))"
            rf"|{one_of(terms.hour_leads)}{GAP}(?:0\d{minute}(?![\w.,:]\d|\w)"
            rf"|{hour}{minute}(?={GAP}{one_of(terms.hour_tails)}|(?:{GAP})?[(\[]\d{{4}}))"
        )
        self.clock_head = re.compile(rf"{hour}\.{minute}(?={GAP}[A-Z'\"“‘])")
        tail = rf"(?={GAP}{self.on}|{GAP}{one_of(terms.clock_tails)}|[.,;]|\Z)"
        small_number = one_of(words.numbers)
        minutes = rf"{small_number}|{one_of(words.tens)}(?:[- ]{small_number})?|\d{{1,2}}"
        minute_words = one_of(w for w, u in self.units.items() if u.of == "minute")
        at = rf"{one_of(terms.at)}{GAP}"
        # "ten to twelve" by itself is a range of counts; "at ten to twelve" is an hour.
        self.clock_words = re.compile(
            rf"{lead}(?:{minutes}|{one_of(terms.halves_of)})(?:{GAP}{minute_words})?{GAP}"
            rf"{one_of(terms.past_join)}{GAP}{small}{tail}"
            rf"|(?:{at}(?:{minutes})|(?:{minutes}){GAP}{minute_words}){GAP}{one_of(terms.to_minutes)}"
            rf"{GAP}{small}{tail}"
            rf"|{lead}{small}{GAP}?(?:{'|'.join(map(re.escape, terms.oclock))})".replace(
                f"{GAP}?", f"(?:{GAP})?"
            )
        )


@cache
def open_grammar(language: str) -> Grammar:
    """Return the patterns of `language`, compiled once."""
    return Grammar(open_words(language, "times", TimeWords))
