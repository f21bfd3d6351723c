"""Reads one point in time, left to right, from the grammar's named parts."""

import re
from collections.abc import Callable
from dataclasses import replace

from whence.find.times.grammar import GAP, Grammar
from whence.find.times.mention import Point

_LEAD = re.compile(r"([^\W\d_]+)(?:[^\S\n]{1,8}|-)[(\"“‘']?\Z")
# Longer than any word that matters before a point.
LEAD_WIDTH = 32
# A point, and the offset where it ends.
Read = tuple[Point, int]
# Days of the months that are shorter than 31, in a leap year.
LONGEST_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
# "Since 1830" is an hour in newswire far oftener than a year.
FIRST_SURE_YEAR = 1860
# Two-figure years up to this one belong to this century.
LAST_SHORT_YEAR = 49


class PointReader:
    """Reads one point in time at a place in the text, with the word before it."""

    def __init__(self, grammar: Grammar, text: str) -> None:
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
                self._the_day,
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
        turn = turn_of(match)
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
            week = turn_of(match, "week_")
            if week is not None:
                return Point(weekday=weekday, unit="week", shift=week), match.end()
            return Point(weekday=weekday, turn=turn_of(match) or 0), match.end()
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
        turn = turn_of(match) or 0
        if match["month"]:
            return Point(month=self.g.words.months[match["month"].lower()], turn=turn), match.end()
        if match["season"]:
            season = self.g.words.seasons[match["season"].lower()]
            return Point(season=season, turn=turn), match.end()
        unit = self.g.units[match["unit"].lower()]
        if unit.of not in ("month", "year") or unit.times != 1:
            return None
        return Point(unit=unit.of, shift=turn), match.end()

    def _the_day(self, at: int, lead: str) -> Read | None:
        """Read "the 24th": a day by its number alone, after a word that leads to a day."""
        match = self.g.the_day.match(self.text, at) if lead in self.terms.day_leads else None
        if match is None or match["day"] == "0":
            return None
        return Point(day=int(match["day"])), match.end()

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
        if match is None:
            return None
        heads = self.g.heads.match(self.text, match.end()) and self.text[:at][-1:] in ("", "\n")
        if not heads and lead not in self.terms.month_leads and lead != "-":
            return None
        if match["month"].isupper() and not self.is_no_modal(match, lead):
            return None
        after = self.text[match.end() : match.end() + 2]
        named = after[:1] == " " and after[1:].isupper() and not match["month"].isupper()
        is_name = match["month"].rstrip(".").lower() in self.terms.name_months
        if named and is_name and lead in self.terms.name_leads:
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
        if before == " " and after == ":":  # "the Osk mill, 1981: 49 dead"
            return self.text[match.start() - 2 : match.start() - 1] == ","
        return before == "(" and after in ")-–,;:"


def turn_of(match: "re.Match[str]", prefix: str = "") -> int | None:
    """-1 for "last", 1 for "next", 0 for "this", None for none of them."""
    for name, turn in (("last", -1), ("next", 1), ("this", 0)):
        if match[prefix + name]:
            return turn
    return None


def _short_year(words: str) -> int:
    number = int(words.lstrip("'’"))
    return number + (2000 if number <= LAST_SHORT_YEAR else 1900)
