"""Says when a counted harm happened: from the clause, the sentence, or the passage's event."""

import re
from collections.abc import Iterator

from whence.compose.dates import DATING, DAY, Dates
from whence.compose.draft import Draft, Passage
from whence.compose.nearness import (
    ASIDES,
    dates_another,
    heads_of,
    is_aside,
    stands_right_behind,
    verb_over,
    within_semicolons,
)
from whence.compose.own_times import OwnTimes, is_forward
from whence.compose.starts import governing_start
from whence.compose.states import States
from whence.compose.words import open_period_words
from whence.find.times import TimeMention
from whence.records import Period, Report
from whence.resolve.periods import Resolved, kind_of
from whence.text.grammar import VERBAL

# Sentences over which the last event goes on into another paragraph. 1 lost three of 195 held out,
# 2 two where a short paragraph of no dates lay between; 4 harmed no set.
NEAR = 4
# A longer line without a date does not close the section of a dated heading.
LONGEST_HEADING = 60
# Letters around the time that alone heads a paragraph: "IN MAY."
RUN_IN = 4
# What is done for or to people after a harm, on days of its own.
LATER = frozenset({"rescued", "evacuated", "returned", "freed", "detained"})
# Days after an event within which undated arrests are told as a part of it.
PROMPT = 2
_WORD = re.compile(r"[a-z]{3,}")


class Periods:
    """Finds the period of drafts, in order, keeping the date of the passage's event."""

    def __init__(self, report: Report, passages: list[Passage], language: str = "en") -> None:
        self.report = report
        self.words = open_period_words(language)
        self.states = States(self.words)
        self.dates = Dates(report, passages, self.words)
        self.own = OwnTimes(self.dates, self.states, self.words, language)
        self._local: tuple[Period, Passage] | None = None
        self._section: Period | None = None
        self._headed: tuple[Period, Passage] | None = None
        self._sinces: list[Period] = []

    def find(self, draft: Draft, before: list[Draft]) -> Period | None:
        """Return the draft's period, None where the text gives no hint."""
        for time in draft.passage.times:
            self._keep_start(time)
        if self.states.is_rate(draft):
            return None
        forward = is_forward(draft)
        state = self.states.is_state(draft)
        if not forward and not state and self.states.runs_on(draft):
            named = self._event_of_toll(draft)
            return named or _event_again(draft) or self._running_total(draft)
        origin = draft.origin
        turned = origin is not None and forward != is_forward(origin)
        known = origin.period if origin is not None and not turned else None
        if (
            known is not None
            and not self.own.has_own_clause(draft)
            and state == (known.kind == "state")
        ):
            return known
        if not state and (led := self._led_back(draft)) is not None:
            return led
        if not state and (then := self._since_then(draft)) is not None:
            return then
        own = self.own.find(draft, state=state)
        period = self._dated(own, draft, forward=forward) if own is not None else None
        if period is not None:
            if not draft.is_earlier:
                self._note(period, draft.passage)
            self.dates.weigh(period, draft.passage)
            period = _as_state(period) if state else period
            _date_headlines(period, draft, before)
            return period
        if forward:
            return None
        if not state and (limited := self._limited(draft)) is not None:
            return limited
        if not state and (begun := self.dates.beginning(draft)) is not None:
            return begun
        if not state and (span := self.dates.reporting_period(draft.passage)) is not None:
            return span
        if state or self.states.has_been(draft):
            return Period("state", self.dates.day, self.dates.day, None)
        return None if self.states.is_since_then(draft) else self._carried(draft, before)

    def _event_of_toll(self, draft: Draft) -> Period | None:
        """The day in a toll's name: "the toll from Thursday's collapse rose to 58"."""
        for time in draft.passage.times:
            if self.dates.is_of_toll(time, draft) and (found := self.dates.of(time)):
                return _period(found, time)
        return None

    def _running_total(self, draft: Draft) -> Period:
        passage = draft.passage
        sinces = [
            t
            for t in passage.times
            if t.sense == "since" and not self.dates.is_comparison(t, passage)
            if not is_aside(t, draft)
        ]
        times = [
            t
            for t in passage.times
            if t in sinces or (self.dates.is_coarse(t) and not dates_another(t, draft))
        ]
        start = governing_start(draft, sinces) or next(iter(times), None)
        dated = self._dated(start, draft, forward=False) if start is not None else None
        return dated or Period("total", None, None, None)

    def see(self, passage: Passage) -> None:
        """Take note of the dates of a sentence without figures, and of what heads a section."""
        kind = passage.block.kind
        heads = kind in {"heading", "title"} or (kind == "item" and passage.parse is None)
        for time in passage.times:
            self._keep_start(time)
            if period := self._event_of(time, passage):
                if heads and period.kind in {"window", "since"}:
                    self._section = period
                self._note(period, passage)
        if kind not in {"heading", "title"} and self._is_run_in(passage):
            found = self.dates.of(passage.times[0])
            if found is not None and (found.start or found.end):
                self._headed = (_period(found, passage.times[0]), passage)
        short = passage.sentence.end - passage.sentence.start < LONGEST_HEADING
        if heads and not passage.times and short:
            self._section = None

    def _is_run_in(self, passage: Passage) -> bool:
        """Whether a time alone heads a paragraph, in its first line: "SINCE 18 JUNE. 40 died"."""
        if len(passage.times) != 1 or passage.amounts:
            return False
        time, words = passage.times[0], self.dates.text_of(passage)
        opens = passage.sentence.start == passage.block.body
        return opens and len(words.strip(" .:-–—\n")) - len(time.words) <= RUN_IN

    def _event_of(self, time: TimeMention, passage: Passage) -> Period | None:
        """The dates of what a sentence without figures tells of; no bare year, no saying."""
        found = self.dates.of(time)
        if time.sense not in DATING or found is None or not (found.start or found.end):
            return None
        if self.dates.is_issue_line(passage) or len(found.start or "") == 4:
            return None
        if self.dates.dates_saying(time, passage, None) or self._is_of_search(time, passage):
            return None
        return _period(found, time)

    def _is_of_search(self, time: TimeMention, passage: Passage) -> bool:
        """Whether the time is that of a search, and the sentence has another for the harm."""
        word = passage.parse.at(time.start) if passage.parse is not None else None
        verb = next((w for w in word.up() if w.pos in VERBAL), None) if word is not None else None
        return verb is not None and len(passage.times) > 1 and self.dates.is_after(verb)

    # ---- a time as the figure's period -------------------------------------------------------

    def _dated(self, time: TimeMention, draft: Draft, *, forward: bool) -> Period | None:
        """The period of a figure whose time is `time`."""
        forward = forward and not self.dates.is_of_event(time, draft.passage)
        ahead = forward or time.sense == "duration"
        forward = forward or (time.sense == "until" and self.states.is_modal(draft.link.said_by))
        ahead = ahead or forward
        found = self.dates.ahead(time, forward=forward) if ahead else self.dates.of(time)
        if time.sense == "duration" and not forward:
            found = self.dates.lasted(time)
        if found is None:
            return self._undated(time)
        if time.sense == "as_of":
            state = self.states.is_state(draft)
            return _period(found, time) if state else Period("total", None, None, time.words)
        if found.kind == "on" and self._is_after_event(time, draft):
            return Period("since", found.start, None, time.words)
        if found.kind == "since":
            return self._since(time, found, draft)
        if found.kind == "on" and self._is_beginning(time, draft):
            return Period("since", found.start, None, time.words)
        if time.sense == "anaphor" and self._local is not None and found.kind == "on":
            last = self._local[0]
            same = self.words.same.anywhere.match(time.words) is not None
            if same and last.kind == "window" and last.start == found.start:
                return Period(last.kind, last.start, last.end, time.words)
        return _period(found, time)

    def _is_after_event(self, time: TimeMention, draft: Draft) -> bool:
        """Whether a part of a running count is of all after: "died after the truce ended on"."""
        parse, whole = draft.passage.parse, draft.whole
        if whole is None or whole.period is None or parse is None:
            return False
        word = parse.at(time.start)
        clause = next((w for w in word.up() if w.dep == "advcl"), None) if word else None
        after = clause is not None and any(k.lower in self.words.after for k in clause.kids("mark"))
        return after and whole.period.kind in {"since", "total"}

    def _since_then(self, draft: Draft) -> Period | None:
        """From the day told before: "12 were seized on 3 May; two have since been freed"."""
        whole = draft.whole
        if not self.states.is_since_then(draft) or whole is None or whole.period is None:
            return None
        told = whole.period.kind == "on" and whole.passage is draft.passage
        return Period("since", whole.period.start, None, None) if told else None

    def _undated(self, time: TimeMention) -> Period | None:
        """The kind of the period alone, where the report has no date to count from."""
        kind = kind_of(time) if self.report.published is None else None
        return Period(kind, None, None, time.words) if kind else None

    def _since(self, time: TimeMention, found: Resolved, draft: Draft) -> Period:
        if self.own.said_when(time, draft):
            return Period("on", found.start, found.start, time.words)
        if found.start is None:
            return self._open_since(time)
        return _period(found, time)

    def _keep_start(self, time: TimeMention) -> None:
        """Keep a dated start, for a since that only names its event."""
        found = self.dates.of(time)
        if time.sense == "since" and found is not None and found.start is not None:
            period = _period(found, time)
            if period not in self._sinces[-1:]:
                self._sinces.append(period)

    def _is_beginning(self, time: TimeMention, draft: Draft) -> bool:
        """Whether what caused a count began then: "the war, which began in May, has killed 9"."""
        verb = verb_over(time, draft)
        if verb is None or verb.lemma not in self.words.begins or verb.dep not in ASIDES:
            return False
        said_by = draft.link.said_by
        outside = draft.word not in verb.subtree()
        told = (said_by, *heads_of(said_by), said_by.head)  # "has left 9 people dead"
        return outside and any(self.states.is_perfect(w) for w in told)

    def _led_back(self, draft: Draft) -> Period | None:
        """The day of an event that another is told after: "two days after 12 died in a raid"."""
        times = draft.passage.times
        before = [t for t in times if t.end <= draft.amount.start]
        if not before or not stands_right_behind(before[-1], draft):
            return None
        if is_forward(draft) or any(t.sense in DATING for t in times if t.start > before[-1].start):
            return None
        event = self._local[0] if self._local else self.dates.lead_event()
        found = self.dates.led_back(before[-1], draft.passage, event)
        return _period(found, before[-1]) if found is not None else None

    def _limited(self, draft: Draft) -> Period | None:
        """The window that a limit closes: "by Tuesday 40 had been killed", from the event on."""
        limits = [t for t in draft.passage.times if self.own.is_limit(t)]
        time = self.own.nearest(within_semicolons(limits, draft), draft)
        found = self.dates.of(time) if time is not None else None
        if time is None or found is None or found.end is None:
            return None
        said_by = draft.link.said_by
        verb = next((w for w in [said_by, *said_by.up()] if w.pos in VERBAL), said_by)
        counted_by = (
            verb is not said_by and len(found.end) == DAY
        )  # the event's toll, as known then
        if counted_by or not self.states.is_perfect(verb, past=True):
            return None
        event = self._local[0] if self._local else self.dates.lead_event()
        start = event.start if event is not None and len(event.start or "") == DAY else None
        if len(found.end) < DAY or (start is not None and start > found.end):
            start = None
        if start == found.end:
            return Period("on", start, start, time.words)
        return Period("window", start, found.end, time.words)

    def _is_limited(self, period: Period) -> bool:
        """Whether the period ends with a limit, which no later count goes on with."""
        return period.words is not None and period.words.lower().split()[0] in self.words.by

    def _open_since(self, time: TimeMention) -> Period:
        """A since without a date takes the start given to that event before, else is a total."""
        said = self._event_words(time.words)
        then = said <= self.words.then.words and time.words.lower().endswith(
            tuple(self.words.then.words)
        )
        start = self._start_of(said, last=then)
        return Period("since" if start else "total", start, None, time.words)

    def _start_of(self, said: set[str], *, last: bool = False) -> str | None:
        """The start given before to an event of these words, or with `last` to any."""
        for known in reversed(self._sinces):
            if last or said & self._event_words(known.words or ""):
                return known.start
        return None

    def _event_words(self, words: str) -> set[str]:
        return set(_WORD.findall(words.lower())) - self.words.since_plain.words

    # ---- the passage's event -----------------------------------------------------------------

    def _note(self, period: Period, passage: Passage) -> None:
        """Keep a date as the event that the paragraph goes on with."""
        if period.kind in {"on", "window"} and period.start is not None:
            self._local = (period, passage)

    def _carried(self, draft: Draft, before: list[Draft]) -> Period | None:
        """What an undated figure goes on with.

        The count before it, its section, its paragraph's event, the report's, a running total.
        """
        perfect = self.states.is_perfect(draft.link.said_by)
        if (course := self.states.course(draft)) is not None:
            start = self._start_of({course.lower})
            return Period("since" if start else "total", start, None, None)
        for period in self._carriers(draft, before):
            # "have been killed", long after an event, tells of more than that event
            if not (perfect and period.kind == "on" and self.dates.is_long_past(period)):
                return _again(period)
        if draft.measure == "detained" and perfect and not self._is_running(draft):
            return None  # "police have arrested two men": at some time
        if perfect or self._is_running(draft):
            return Period("total", None, None, None)
        local = self._local
        if local is None or self._is_late_arrest(draft, local[0]):
            return None
        return _again(local[0]) if draft.passage.index - local[1].index <= NEAR else None

    def _is_late_arrest(self, draft: Draft, event: Period) -> bool:
        """Whether the draft is of arrests that an event of another paragraph is too old for."""
        return draft.measure == "detained" and self.dates.is_older(event, PROMPT)

    def _carriers(self, draft: Draft, before: list[Draft]) -> Iterator[Period]:
        """Yield the periods that an undated figure may go on with, the nearest first."""
        passage, running = draft.passage, self._is_running(draft)
        if self._headed is not None and self._headed[1].block is passage.block:
            yield self._headed[0]
        last = self._going_on(draft, before)
        if last is not None and (before[-1].passage is passage or not self._is_limited(last)):
            yield last
        if self._section is not None and passage.block.kind in {"item", "heading"}:
            yield self._section
        local = self._local
        if local is not None and local[1].block is passage.block and not _turns(draft, before):
            period = local[0]
            if not (running and len(period.start or "") < DAY):
                yield period
        if self.dates.day and self.dates.is_post(passage):
            yield Period("on", self.dates.day, self.dates.day, None)
        perfect = self.states.is_perfect(draft.link.said_by)
        if self.dates.titled is not None and not perfect:
            yield self.dates.titled
        main = self.dates.lead_event()
        if main is None or (main.kind != "on" and running):
            return
        if perfect and not self.dates.opens_story(passage):
            return  # "has returned 9,000", further on, is of more than the event
        if not self._is_late_arrest(draft, main):
            yield main

    def _going_on(self, draft: Draft, before: list[Draft]) -> Period | None:
        """The period of the last count of the paragraph, where this one goes on with it."""
        passage = draft.passage
        near = [
            d
            for d in before
            if d.passage.block is passage.block and passage.index - d.passage.index <= 1
            if not d.is_earlier
        ]
        alike = [d for d in near if d.measure == draft.measure and d.passage is near[-1].passage]
        last = (alike or near)[-1] if near else None
        if last is None or last.period is None or last.period.kind == "state":
            return None
        if last.passage is passage or last.measure == draft.measure:
            return last.period
        if last.period.kind in {"since", "total"}:
            return last.period if self.states.is_perfect(draft.link.said_by, past=True) else None
        # who are found or moved on a day were not hurt on it
        same = _is_later(last) == _is_later(draft)
        return last.period if same else None

    def _is_running(self, draft: Draft) -> bool:
        said = self.dates.text_of(draft.passage)
        toll = draft.link.rule in {"toll", "label"}
        return toll or self.words.running.anywhere.search(said) is not None


def _event_again(draft: Draft) -> Period | None:
    """The event that a count is of which its own sentence brings up to date."""
    period = draft.again.period if draft.again is not None else None
    return period if period is not None and period.kind == "on" else None


def _date_headlines(period: Period, draft: Draft, before: list[Draft]) -> None:
    """Give the draft's period to the undated headline that told the same count first."""
    for headline in before:
        if headline.passage.block.kind not in {"title", "heading"}:
            continue
        own = headline.period is not None and headline.period.words is not None
        same = headline.measure == draft.measure and headline.amount.low == draft.amount.low
        if same and not own:
            headline.period = _again(period)


def _period(found: Resolved, time: TimeMention) -> Period:
    return Period(found.kind, found.start, found.end, time.words)


def _again(period: Period) -> Period:
    """The period, gone on with and not said."""
    return Period(period.kind, period.start, period.end, None)


def _as_state(period: Period) -> Period:
    if period.kind != "on":
        return period
    return Period("state", period.start, period.end, period.words)


def _turns(draft: Draft, before: list[Draft]) -> bool:
    """Whether the draft turns back to the harm, after a sentence on those found or moved."""
    last = before[-1] if before else None
    if last is None or last.passage.block is not draft.passage.block:
        return False
    return last.passage is not draft.passage and _is_later(last) and not _is_later(draft)


def _is_later(draft: Draft) -> bool:
    return draft.measure in LATER
