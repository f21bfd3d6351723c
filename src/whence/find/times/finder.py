"""Builds mentions of time out of points and the words about them: "since", "in the past"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from whence.find.times.grammar import GAP, Grammar, one_of, open_grammar
from whence.find.times.mention import BACK, Point, Sense, TimeMention, Unit
from whence.find.times.openers import openers
from whence.find.times.points import LONGEST_MONTHS, PointReader, Read, turn_of
from whence.find.times.runs import is_run, share_year

# A line this long was broken to fit, not to end: an expression may run on over the break.
# A shorter one is a heading or an item of a list ("Detained: 31\nMay 3: none").
WRAPPED_LINE = 45
_SOFT_BREAK = re.compile(rf"(?<=[^\n]{{{WRAPPED_LINE}}})\n(?=[^\S\n]*\S)")
_TOKEN = re.compile(r"[^\W_]+")
# "$20", "No.3", "1,990", "3.14", "BA-117", "2:10": no date, count of units or clock begins there.
_INSIDE_NUMBER = re.compile(r"(?:[$£€#]|\d[.,:/]|\w[-–—]|[^\W\d]\.|\.)\Z")


def find_times(text: str, language: str = "en") -> list[TimeMention]:
    """Return the expressions of time in `text`, left to right, none within another.

    A closed grammar: what it does not know it leaves alone. Durations, rates and
    clock times are found too, so that nobody takes their numbers for counts.

    >>> [(m.words, m.sense) for m in find_times("Nine died on 3 May and two since Friday.")]
    [('3 May', 'date'), ('since Friday', 'since')]
    """
    flat = _flatten(text)
    reader = MentionReader(open_grammar(language), flat)
    return [replace(m, words=text[m.start : m.end]) for m in reader.mentions()]


class MentionReader:
    """Builds mentions out of points and the words about them."""

    def __init__(self, grammar: Grammar, text: str) -> None:
        self.g = grammar
        self.terms = grammar.terms
        self.text = text
        self.points = PointReader(grammar, text)
        self.readers = openers(grammar)

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
        lead = re.compile(rf"{one_of(self.terms.since)}{GAP}").match(self.text, at)
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
        if end is None:
            return None
        bracket = self.g.bracket.match(self.text, end)  # "since the war began (in March)"
        read = self._point_after(bracket) if bracket else None
        if read is not None and self.text[read[1] : read[1] + 1] == ")":
            return self._mention(at, read[1], "since", _backward(read[0]))
        return self._mention(at, end, "since")

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
        tail = re.compile(rf"{GAP}{one_of(self.terms.of)}{GAP}(?:{self.g.the}{GAP})?[\w-]+")
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
        filler = re.compile(rf"{one_of(self.terms.date_fillers)}{GAP}").match(self.text, start)
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
        if one is not None and free and (aside := self.g.aside.match(self.text, one[1])):
            one = one[0], aside.end()
        join = self.g.joiner.match(self.text, one[1]) if one else None
        if one is None or join is None:
            return None
        lead = "-" if join["dash"] else self.points.lead(join.end())
        two = self.points.point(join.end(), lead)
        if two is None or not (free or is_run(one[0], two[0], is_list=bool(join["and"]))):
            return None
        first, last = share_year(one[0], two[0])
        return self._mention(at, two[1], "span", self._before(first), last)

    @staticmethod
    def _before(first: Point) -> Point:
        """Return `first`, to be counted back from the last where it names no year itself."""
        is_named = first.year is not None or first.unit is not None
        return first if is_named else replace(first, base="end")

    def part_of_year(self, at: int) -> TimeMention | None:
        """Read "the first half of 2024", "the first three months of the year"."""
        match = self.g.part_of_year.match(self.text, at)
        if match is None:
            return None
        rank, year = self.g.words.ranks[match["rank"].lower()], self._year_of(match)
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
            at, match.end(), "span", replace(year, month=first), replace(year, month=last)
        )

    @staticmethod
    def _year_of(match: "re.Match[str]") -> Point:
        """The year of a match, by its number or by "last year", "this year", "the year"."""
        if match["year"]:
            return Point(year=int(match["year"]))
        return Point(unit="year", shift=turn_of(match) or 0)

    def first_units(self, at: int) -> TimeMention | None:
        """Read "the first three days", counted from the day named before."""
        match = self.g.first_units.match(self.text, at)
        last = self.points.shifted(match["number"], match["unit"], 1) if match else None
        if match is None or last is None or last.unit != "day" or last.shift < 2:
            return None
        first = Point(unit="day", base="anchor")
        last = replace(first, shift=last.shift - 1)
        return self._mention(at, match.end(), "span", first, last)

    def first_of_month(self, at: int) -> TimeMention | None:
        """Read "the first two weeks of October": from its first day on."""
        match = self.g.first_of_month.match(self.text, at)
        length = self.points.shifted(match["number"], match["unit"], 1) if match else None
        if match is None or length is None or length.unit != "day":
            return None
        month = self.g.months[match["month"].lower()]
        first = Point(int(match["year"]) if match["year"] else None, month, 1)
        if not 1 < length.shift < LONGEST_MONTHS.get(month, 31):
            return None
        last = replace(first, day=length.shift)
        return self._mention(at, match.end(), "span", self._before(first), last)

    def same_span(self, at: int) -> TimeMention | None:
        """Read "over the same period", "in the same period of 2024"."""
        match = self.g.same_span.match(self.text, at)
        if match is None:
            return None
        is_other = match["year"] or turn_of(match) is not None
        first = self._year_of(match) if is_other else None
        return self._mention(at, match.end(), "again", first)

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
            return self._up_to_now(at)
        first = self.points.shifted(match["number"], match["unit"], -1)
        if first is None:
            return None
        return self._mention(at, read[1], "span", replace(first, base="end"), read[0])

    def _up_to_now(self, at: int) -> TimeMention | None:
        """Read "in the 72 hours to noon", "in the 48 hours since our last bulletin"."""
        match = self.g.up_to_now.match(self.text, at)
        first = self.points.shifted(match["number"], match["unit"], -1) if match else None
        if match is None or match["number"] is None or first is None:
            return None
        return self._mention(at, match.end(), "span", first, Point(unit="day"))

    def week(self, at: int) -> TimeMention | None:
        """Read "this week", "last week", "earlier this week": Monday to Sunday or to the report."""
        match = self.g.turned_week.match(self.text, at)
        if match is None:
            return None
        turn = turn_of(match) or 0
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
        # "said that Sunday's raid killed 9": no Sunday that was named before
        plain = match["weekday"] is not None and len(match[0].split()) == 2
        if plain and self.text.endswith(tuple(self.terms.possessive), 0, match.end()):
            return None
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
            step = Point(unit="day", shift=-1 if match["later"] else 1, base="anchor")
            is_day = match["unit"] is not None and self.g.units[match["unit"].lower()].of == "day"
            return self._mention(at, match.end(), "duration", step if is_day else None)
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
        """Read "two days later"; "14 hours later" and "two days after the raid" are lengths.

        The second keeps where it leads: from the day that the sentence tells to that of the raid.
        """
        match = self.g.count_after.match(self.text, at)
        if match is None:
            return None
        unit = self.g.units[match["unit"].lower()].of
        point = self.points.shifted(match["number"], match["unit"], 1 if match["later"] else -1)
        if unit in ("minute", "hour") or point is None:
            return self._mention(at, match.end(), "duration")
        if self._counts_from_event(match):
            back = replace(point, shift=-point.shift, base="anchor")
            return self._mention(at, match.end(), "duration", back)
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
        if match["lead"] and match["lead"].lower() in self.terms.lasting:
            first = self.points.shifted(match["number"], match["unit"], -1)
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


def _flatten(text: str) -> str:
    """Return the same text, as long, with the line breaks inside paragraphs made blanks."""
    return _SOFT_BREAK.sub(" ", text)
