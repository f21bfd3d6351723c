"""Turns every time of a report into dates, and finds the day of the event that it is about."""

from dataclasses import replace
from datetime import date
from itertools import takewhile

from whence.compose.draft import Draft, Passage
from whence.compose.words import PeriodWords
from whence.find.times import Point, TimeMention
from whence.records import Period, Report
from whence.resolve.periods import Resolved, resolve_again, resolve_event, resolve_time
from whence.text.grammar import VERBAL, Parse, Word

# Senses of time that give a harm its dates.
DATING = frozenset({"date", "span", "since", "until", "as_of", "anaphor", "again"})
# Sentences of a report that tell what it is about.
LEAD = 9
# Of them, at least so many no headings: a run of flashes stands over the story that dates them.
TOLD = 5
# What a figure adds to the weight of its day: a tie-break, next to 1 to 3 for a day as named.
FIGURE = 0.2
# What the first figure that is dated adds: the story is told for it. 1.5 scored less, 3 the same.
LEADING = 2
# Digits of a time of day ("9.15"), where a number before a paragraph ("1.2") has fewer.
CLOCK_DIGITS = 3
HEADINGS = frozenset({"title", "heading"})
# As long as the date of a day, "2026-02-19"; a month's or a year's is shorter.
DAY = 10
MONTH = 7
# Words between a count and the time that dates it, at most: "45 in the whole of 2024".
GAP = 4
# The weight of a day on which people were searched for: the event's where no other day is told.
AFTER = 0.5
# Steps up from a time to the noun it dates: its own words, a preposition, the noun.
NOUN_REACH = 5
# Words from a verb of saying to its day: "told reporters on Monday".
SAYING_REACH = 3
# Days after which a present perfect no longer tells of an event, but of all since.
RECENT = 30


class Dates:
    """The times of a report, resolved in order, each against the date named before it."""

    def __init__(self, report: Report, passages: list[Passage], words: PeriodWords) -> None:
        self.report = report
        self.passages = passages
        self.words = words
        self._resolved: dict[int, Resolved | None] = {}
        self._anchors: dict[int, str | None] = {}
        self.day = report.published
        self._lead = _lead_of(passages)
        self._resolve_all()
        if (day := self._as_of()) is not None and len(day) == len(report.published or ""):
            self.day = day
            self._resolve_all()  # "this week" is then the week of the figures
        self._sharpen()
        posts = [p.index for p in passages if self._opens_post(p)]
        # under one post alone may stand the rest of any report
        self._first_post = posts[0] if len(posts) > 1 else len(passages)
        self.titled = self._titled()
        self._weights = self._weigh_lead()
        self._figured = False  # whether a figure of the lead has been dated

    def _resolve_all(self) -> None:
        anchor: str | None = None
        lasting: Resolved | None = None  # the last period of more than a day
        for passage in self.passages:
            for time in passage.times:
                self._anchors[time.start] = anchor
                if time.sense == "again":
                    found = resolve_again(time, lasting, published=self.day)
                else:
                    found = resolve_time(time, published=self.day, anchor=anchor)
                self._resolved[time.start] = found
                if found is not None and found.kind != "on":
                    lasting = found
                if found is not None and found.end and (found.kind == "on" or _is_dated(time)):
                    anchor = found.end

    def _sharpen(self) -> None:
        """Give "five years ago" the day of that year that the report names later, if it is one.

        A story of an anniversary or a court tells its event vaguely first.
        """
        times = [time for passage in self.passages for time in passage.times]
        days = {found.start for time in times if (found := self.of(time)) and _is_day(time, found)}
        for time in times:
            found = self.of(time)
            vague = found is not None and self.words.ago.anywhere.search(time.words) is not None
            if not vague or found is None or found.start is None or len(found.start) == DAY:
                continue
            within = [day for day in days if day and day.startswith(found.start)]
            if len(within) == 1:
                self._resolved[time.start] = Resolved("on", within[0], within[0])

    def _as_of(self) -> str | None:
        """The day that the report says its figures are of, where that is not its own."""
        for passage in self._lead:
            for time in passage.times:
                found = self.of(time)
                known = found is not None and found.start is not None
                if time.sense == "as_of" and not passage.amounts and known:
                    return found.start if found else None
        return None

    def of(self, time: TimeMention) -> Resolved | None:
        """The dates of `time`, None where it has none."""
        return self._resolved.get(time.start)

    def ahead(self, time: TimeMention, *, forward: bool) -> Resolved | None:
        """The dates of `time` in a sentence that looks ahead, or of a duration."""
        anchor = self._anchors.get(time.start)
        return resolve_time(time, published=self.day, anchor=anchor, forward=forward)

    def lasted(self, time: TimeMention) -> Resolved | None:
        """The window that a length counts back from the report: "nine killed in 24 hours"."""
        if time.first is None or time.last is not None:
            return None
        back = replace(time, sense="span", last=Point(unit=time.first.unit))
        return resolve_time(back, published=self.day)

    def led_back(
        self, time: TimeMention, passage: Passage, event: Period | None
    ) -> Resolved | None:
        """The day of the event in "a day after five died": counted from the sentence's day.

        Where the sentence tells none, from the day of `event`, or the report's if it opens so.
        """
        told = (self.of(t) for t in passage.times if t.start < time.start and t.sense == "date")
        days = [found.start for found in told if found is not None]
        opens = time.start == passage.sentence.start  # "a day after": before the report's own
        event_day = event.start if event is not None and not opens else self.day
        anchor = days[-1] if days else event_day
        return resolve_event(time, anchor) if anchor is not None else None

    def is_coarse(self, time: TimeMention) -> bool:
        """Whether the time is a month or a year: no day of a telling."""
        found = self.of(time)
        return found is not None and found.start is not None and len(found.start) < DAY

    def is_long_past(self, period: Period) -> bool:
        """Whether the period ended more than RECENT days before the report."""
        return self.is_older(period, RECENT)

    def is_older(self, period: Period, days: int) -> bool:
        """Whether the period ended more than `days` before the report, or in no day known."""
        ends = (period.end or period.start, self.report.published)
        if any(len(each or "") != DAY for each in ends):
            return True
        end, today = (date.fromisoformat(each or "") for each in ends)
        return (today - end).days > days

    def text_of(self, passage: Passage) -> str:
        """The sentence as written."""
        return self.report.text[passage.sentence.start : passage.sentence.end]

    def is_post(self, passage: Passage) -> bool:
        """Whether the sentence stands in a post of a running report, which opens with a time."""
        return passage.index >= self._first_post or self._opens_post(passage)

    def _opens_post(self, passage: Passage) -> bool:
        """Whether the sentence stands in a paragraph that opens with a time: "9.15 Two found"."""
        opening = self.report.text[passage.block.start : passage.block.body]
        return sum(letter.isdigit() for letter in opening) >= CLOCK_DIGITS

    def opens_story(self, passage: Passage) -> bool:
        """Whether the sentence stands in the report's first paragraph, which tells its event."""
        told = (p for p in self._lead if p.block.kind not in HEADINGS)
        first = next(told, passage)
        return passage.index < first.index or passage.block is first.block

    def is_issue_line(self, passage: Passage) -> bool:
        """Whether the sentence dates the report and no event: "Updated 3 May"."""
        return self.words.issued.anywhere.match(self.text_of(passage).lstrip()) is not None

    # ---- the event of the lead ---------------------------------------------------------------

    def lead_event(self) -> Period | None:
        """The day of the event that the lead tells, for what goes on with it undated.

        Each day named in the first sentences is weighed by what it dates: a harm or an
        event's noun most, a telling or a rise of the toll not at all, and each figure that
        is dated so (see `weigh`) adds to it.
        """
        return max(self._weights, key=lambda period: self._weights[period], default=None)

    def weigh(self, period: Period, passage: Passage) -> None:
        """Count a figure of the lead as dated by `period`."""
        known = Period(period.kind, period.start, period.end, None)
        if passage.index < len(self._lead) and known in self._weights:
            leads = not self._figured and period.kind == "on"
            self._weights[known] += LEADING if leads else FIGURE
            self._figured = True

    def _weigh_lead(self) -> dict[Period, float]:
        weights: dict[Period, float] = {}
        for rank, passage in enumerate(self._lead):
            for time in passage.times:
                found = self.of(time)
                if found is None or not _is_day(time, found):
                    continue
                weight = self._event_weight(time, passage)
                if weight > 0:
                    period = Period(found.kind, found.start, found.end, None)
                    weights[period] = weights.get(period, 0) + weight - 0.1 * rank
        return weights

    def _event_weight(self, time: TimeMention, passage: Passage) -> float:
        """How surely a time of the lead is the day of its event."""
        headed = passage.block.kind in HEADINGS and not passage.amounts
        if self.is_issue_line(passage) or headed:
            return 0
        if passage.parse is None:
            return 1
        word = passage.parse.at(time.start)
        if word is None or self.dates_saying(time, passage, None):
            return 0
        if self.compared_count(time, passage) is not None:
            return 0
        while word.head is not word and time.start <= word.head.start < time.end:
            word = word.head
        above = list(word.up())
        if word.dep in {"poss", "compound", "nmod"} or (above and above[0].dep == "poss"):
            return 3
        verb = next((w for w in above if w.pos in VERBAL), None)
        if verb is None:
            found = self.of(time)
            return 0 if found is not None and found.start == self.report.published else 1
        if self._moves_a_count(verb) or verb.lemma in self.words.proceedings:
            return 0
        if verb.lemma in self.words.funerals and not self._is_of_a_slide(verb):
            return 0
        if self.is_after(verb):
            return AFTER
        return 1 + 1.5 * (verb.tag in {"VBD", "VBN", "VBG"} and verb.lemma != "be")

    def _is_of_a_slide(self, verb: Word) -> bool:
        """Whether a thing buried others: "the landslide that buried two hamlets on Sunday"."""
        who = verb.kid("nsubj")
        who = verb.head if who is not None and who.tag == "WDT" else who
        return who is not None and who.pos == "NOUN" and who.tag == "NN" and any(verb.kids("dobj"))

    def is_after(self, verb: Word) -> bool:
        """Whether the verb tells what was done after a harm: "searched", "ended their search"."""
        about = (
            k for k in verb.kids("dobj", "nsubj", "nsubjpass") if k.lower in self.words.efforts
        )
        return verb.lemma in self.words.aftermath or any(about)

    def _moves_a_count(self, verb: Word) -> bool:
        """Whether the verb tells how a count moved: "the toll rose", not "the bridge fell"."""
        if verb.lemma not in self.words.moves:
            return False
        below = [k for child in verb.children for k in (child, *child.children)]
        subject = any(k.lower in self.words.tolls for k in verb.kids("nsubj", "nsubjpass"))
        return subject or any(k.key is not None for k in below)

    def _titled(self) -> Period | None:
        """The month or the span that the report's headings say it is of."""
        heads = takewhile(lambda p: p.block.kind in HEADINGS, self.passages)
        for passage in heads:
            for time in passage.times:
                found = self.of(time)
                if found is None or passage.amounts or self.is_issue_line(passage):
                    continue
                start = found.start or ""
                month = time.sense == "date" and len(start) == MONTH
                if month or (found.kind == "window" and len(start) >= MONTH):
                    return Period(found.kind, found.start, found.end, None)
        return None

    def reporting_period(self, passage: Passage) -> Period | None:
        """The span that the report's title gives, where the sentence names it as that."""
        if self.words.reporting.anywhere.search(self.text_of(passage)) is None:
            return None
        heads = (p for p in self._lead if p.block.kind in HEADINGS)
        spans = (self.of(t) for p in heads for t in p.times if t.sense == "span")
        return next((Period("window", s.start, s.end, None) for s in spans if s), None)

    def is_comparison(self, time: TimeMention, passage: Passage) -> bool:
        """Whether a time only tells a rank: "the country's worst rail disaster since 1998".

        Also "the third such raid this year" and "ahead of the 1981 fire".
        """
        if passage.parse is None:
            return False
        before = [w for w in passage.parse.words if w.end <= time.start]
        phrase = list(takewhile(lambda w: w.pos not in {"VERB", "AUX", "PUNCT"}, reversed(before)))
        if any(w.lower in self.words.outranked for w in phrase[:NOUN_REACH]):
            return True
        if time.sense != "since":
            wide = self.is_coarse(time) or time.sense == "span"
            return wide and any(w.lower in self.words.orders for w in phrase)
        return any(
            (w.tag in {"JJS", "RBS"} and w.key is None) or w.lower in self.words.ranks
            for w in phrase
        )

    def is_of_event(self, time: TimeMention, passage: Passage) -> bool:
        """Whether the time names an event that has been: "deaths from Sunday's quake may rise"."""
        word = passage.parse.at(time.start) if passage.parse else None
        if word is None:
            return False
        while word.head is not word and time.start <= word.head.start < time.end:
            word = word.head
        return word.dep in {"poss", "nmod", "compound"} and word.head.start >= time.end

    def is_of_toll(self, time: TimeMention, draft: Draft) -> bool:
        """Whether the time is in the event's name: "the toll from Thursday's collapse rose"."""
        word = draft.passage.parse.at(time.start) if draft.passage.parse else None
        if word is None or time.sense != "date" or self.is_comparison(time, draft.passage):
            return False
        above = list(word.up())
        event = _noun_above([word, *above], time)
        if event is None or event.lower in self.words.tolls.words | self.words.documents.words:
            return False
        named = self.is_of_event(time, draft.passage) and event.i < draft.word.i
        return named or (draft.link.said_by in above and draft.link.said_by is not event)

    def beginning(self, draft: Draft) -> Period | None:
        """The day of what a dated "since" counts from, told as "the war began when …"."""
        verbs = (w for w in draft.link.said_by.up() if w.lemma in self.words.begins)
        begins = next(verbs, None)
        subject = begins.kid("nsubj") if begins is not None else None
        if subject is None:
            return None
        for passage in reversed(self.passages[: draft.passage.index + 1]):
            for time in passage.times:
                found = self.of(time)
                named = time.sense == "since" and subject.lower in time.words.lower().split()
                if named and found is not None and found.start is not None:
                    return Period("on", found.start, found.start, None)
        return None

    def compared_count(self, time: TimeMention, passage: Passage) -> Word | None:
        """The earlier count that a time right after it dates: "up from 272 a week ago"."""
        words = passage.parse.words if passage.parse else []
        for count in reversed(words):
            between = [w for w in words if count.end <= w.start < time.start]
            if count.key is None or count.end > time.start or len(between) > GAP:
                continue
            if any(w.pos in {"VERB", "AUX", "PUNCT"} or w.key is not None for w in between):
                continue
            above = list(count.up())[:3]
            led = any(w.lower in self.words.compared for w in above)
            if led and any(w.lemma in self.words.comparing for w in above):
                return count
            if self._is_led_by_comparison(words[: count.i]):
                return count
        return None

    def _is_led_by_comparison(self, before: list[Word]) -> bool:
        """Whether the words before a count hold another against it: "up from", "against"."""
        if not before or before[-1].lower not in self.words.earlier:
            return False
        if before[-1].lower in self.words.comparing:
            return True
        return any(
            w in self.words.comparing for one in before[-2:-1] for w in (one.lower, one.lemma)
        )

    # ---- the saying --------------------------------------------------------------------------

    def dates_saying(self, time: TimeMention, passage: Passage, draft: Draft | None) -> bool:
        """Whether the time dates the saying ("the office said on Monday"), not what is said."""
        if passage.parse is None or time.sense in {"since", "until", "as_of"}:
            return False
        if time.sense == "span" and self.words.back.anywhere.search(time.words):
            return False  # "reported nine deaths in the past week"
        word = passage.parse.at(time.start)
        if word is None:
            return False
        cues = [m.cue for m in passage.sources if not _counts_by(draft, m.cue)]
        if any(_is_right_after(word, cue, passage.parse) for cue in cues):
            return True  # "said on Thursday it had killed 30", whatever the parse hangs it on
        above = [word, *word.up()]
        dated = _noun_above(above, time)
        if dated is not None and dated.lower in self.words.documents:
            return True  # "an article on Tuesday about the fire"
        if any(mention.head is dated for mention in passage.sources):
            return True  # "the office on Monday put the toll"
        verb = next((w for w in above[1:] if w.pos in VERBAL), None)
        if verb is not None and verb.lemma in self.words.recording and self.is_coarse(time):
            return False  # "in April the office recorded 112 deaths"
        if any(w.dep == "nsubj" and w.head is verb for w in above):
            return False  # "the list of those lost on Monday says"
        return any(cue is verb and _is_beside(word, cue) for cue in cues)


def _lead_of(passages: list[Passage]) -> list[Passage]:
    """The first sentences of a report, past all flashes and headings that stand over them."""
    lead: list[Passage] = []
    told = 0
    for passage in passages:
        told += passage.block.kind not in HEADINGS
        if told > TOLD and len(lead) >= LEAD:
            break
        lead.append(passage)
    return lead


def _noun_above(above: list[Word], time: TimeMention) -> Word | None:
    """The noun that a time is said beside, within NOUN_REACH steps."""
    outside = (w for w in above[:NOUN_REACH] if not time.start <= w.start < time.end)
    return next((w for w in outside if w.pos in {"NOUN", "PROPN"}), None)


def _is_day(time: TimeMention, found: Resolved) -> bool:
    return time.sense in {"date", "span", "anaphor"} and len(found.start or "") == DAY


def _is_dated(time: TimeMention) -> bool:
    """Whether a span ends on a date that is named: "in the seven days to 9 November"."""
    return time.sense == "span" and time.last is not None and time.last.unit is None


def _is_right_after(word: Word, cue: Word, parse: Parse) -> bool:
    """Whether only a hearer and a preposition stand between the verb of saying and the time."""
    between = parse.words[cue.i + 1 : word.i]
    plain = all(w.pos not in {"VERB", "AUX", "PUNCT", "SCONJ"} and w.key is None for w in between)
    return cue.pos in VERBAL and 0 < word.i - cue.i <= SAYING_REACH and plain


def _is_beside(word: Word, cue: Word) -> bool:
    return cue.i - 4 <= word.i <= cue.i + 6


def _counts_by(draft: Draft | None, cue: Word) -> bool:
    return draft is not None and draft.link.said_by is cue
