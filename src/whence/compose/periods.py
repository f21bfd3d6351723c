"""Says when a counted harm happened: from the clause, the sentence, or the passage's event."""

import re
from collections.abc import Iterator

from whence.compose.clauses import segment_of
from whence.compose.dates import DATING, DAY, Dates
from whence.compose.draft import Draft, Passage
from whence.compose.nearness import distance, is_in_clause_of
from whence.compose.pairs import PAIR
from whence.compose.starts import governing_start
from whence.compose.states import States
from whence.compose.words import open_period_words
from whence.find.groups import open_groups
from whence.find.times import TimeMention
from whence.records import Period, Report
from whence.resolve.periods import Resolved, kind_of
from whence.text.grammar import VERBAL, Word

# A time further off than this, in steps of the parse, dates a state of another clause.
STATE_REACH = 5
# Sentences over which the last event goes on into another paragraph.
NEAR = 2
# A longer line without a date does not close the section of a dated heading.
LONGEST_HEADING = 60
# What is done for or to people after a harm, on days of its own.
LATER = frozenset({"rescued", "evacuated", "returned", "freed", "detained"})
_WORD = re.compile(r"[a-z]{3,}")


class Periods:
    """Finds the period of drafts, in order, keeping the date of the passage's event."""

    def __init__(self, report: Report, passages: list[Passage], language: str = "en") -> None:
        self.report = report
        self.words = open_period_words(language)
        self.states = States(self.words)
        self.groups = open_groups(language)
        self.dates = Dates(report, passages, self.words)
        self._local: tuple[Period, Passage] | None = None
        self._section: Period | None = None
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
            return _event_again(draft) or self._running_total(draft)
        origin = draft.origin
        turned = origin is not None and forward != is_forward(origin)
        known = origin.period if origin is not None and not turned else None
        if known is not None and not self._own_clause(draft) and state == (known.kind == "state"):
            return known
        own = self._own_time(draft, state=state)
        period = self._dated(own, draft, forward=forward) if own is not None else None
        if period is not None:
            self._note(period, draft.passage)
            self.dates.weigh(period, draft.passage)
            period = _as_state(period) if state else period
            _date_headlines(period, draft, before)
            return period
        if forward:
            return None
        if not state and (begun := self.dates.beginning(draft)) is not None:
            return begun
        if not state and (span := self.dates.reporting_period(draft.passage)) is not None:
            return span
        if state or self.states.has_been(draft):
            return Period("state", self.dates.day, self.dates.day, None)
        return None if self.states.is_since_then(draft) else self._carried(draft, before)

    def _running_total(self, draft: Draft) -> Period:
        passage = draft.passage
        sinces = [
            t
            for t in passage.times
            if t.sense == "since" and not self.dates.is_comparison(t, passage)
        ]
        times = [t for t in passage.times if t in sinces or self.dates.is_coarse(t)]
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
        short = passage.sentence.end - passage.sentence.start < LONGEST_HEADING
        if heads and not passage.times and short:
            self._section = None

    def _event_of(self, time: TimeMention, passage: Passage) -> Period | None:
        """The dates of what a sentence without figures tells of; no bare year, no saying."""
        found = self.dates.of(time)
        if time.sense not in DATING or found is None or not (found.start or found.end):
            return None
        if self.dates.is_issue_line(passage) or len(found.start or "") == 4:
            return None
        if self.dates.dates_saying(time, passage, None):
            return None
        return _period(found, time)

    # ---- a time as the figure's period -------------------------------------------------------

    def _dated(self, time: TimeMention, draft: Draft, *, forward: bool) -> Period | None:
        """The period of a figure whose time is `time`."""
        forward = forward and not self.dates.is_of_event(time, draft.passage)
        ahead = forward or time.sense == "duration"
        found = self.dates.ahead(time, forward=forward) if ahead else self.dates.of(time)
        if found is None:
            return self._undated(time)
        if time.sense == "as_of":
            state = self.states.is_state(draft)
            return _period(found, time) if state else Period("total", None, None, time.words)
        if found.kind == "on" and self._is_after_event(time, draft):
            return Period("since", found.start, None, time.words)
        if found.kind == "since":
            return self._since(time, found, draft)
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

    def _undated(self, time: TimeMention) -> Period | None:
        """The kind of the period alone, where the report has no date to count from."""
        kind = kind_of(time) if self.report.published is None else None
        return Period(kind, None, None, time.words) if kind else None

    def _since(self, time: TimeMention, found: Resolved, draft: Draft) -> Period:
        if self._said_when(time, draft):
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

    def _said_when(self, time: TimeMention, draft: Draft) -> bool:
        """Whether the figure stands in "the worst since 2 August, when rockets claimed 19"."""
        if draft.passage.parse is None or draft.amount.start < time.end:
            return False
        following = [w for w in draft.passage.parse.words if w.start >= time.end][:3]
        when = next((w for w in following if w.lower in self.words.when), None)
        if when is None:
            return False
        between = draft.passage.parse.words[when.i : draft.word.i]
        return draft.word in when.head.subtree() and all(w.text != ":" for w in between)

    def _open_since(self, time: TimeMention) -> Period:
        """A since without a date takes the start given to that event before, else is a total."""
        said = self._event_words(time.words)
        for known in reversed(self._sinces):
            then = said <= self.words.then.words and time.words.lower().endswith(
                tuple(self.words.then.words)
            )
            if said & self._event_words(known.words or "") or then:
                return Period("since", known.start, None, time.words)
        return Period("total", None, None, time.words)

    def _event_words(self, words: str) -> set[str]:
        return set(_WORD.findall(words.lower())) - self.words.since_plain.words

    # ---- the sentence's own times ------------------------------------------------------------

    def _own_time(self, draft: Draft, *, state: bool) -> TimeMention | None:
        """The time that dates the draft: its sentence's nearest in the parse, then in the text."""
        times = [t for t in draft.passage.times if self._may_date(t, draft, state=state)]
        best = self._nearest(times, draft)
        if best is None:
            return None
        sinces = [t for t in times if t.sense == "since"]
        several = best.sense == "since" and len(sinces) > 1
        if state and not several and distance(best, draft)[0] > STATE_REACH:
            return None
        if best.sense != "since":
            return best
        if (governing := governing_start(draft, sinces)) is not None:
            return governing
        if all(t.start > draft.amount.end for t in sinces):
            # "four of the dead were pilgrims, which takes those killed since May to 35"
            return self._nearest([t for t in times if t not in sinces], draft)
        return best

    def _nearest(self, times: list[TimeMention], draft: Draft) -> TimeMention | None:
        """The time nearest to the draft, the first of two."""
        return min(times, key=lambda time: (distance(time, draft), time.start), default=None)

    def _may_date(self, time: TimeMention, draft: Draft, *, state: bool) -> bool:
        """Whether the time could be when the draft's harm happened."""
        forward = is_forward(draft)
        lasting = forward and time.sense == "duration" and time.last is not None
        if time.sense not in DATING and not lasting:
            return False
        if self.dates.dates_saying(time, draft.passage, draft):
            return False
        compared = self.dates.compared_count(time, draft.passage)
        if compared is not None and draft.word not in _joined(compared):
            return False
        if self.dates.is_comparison(time, draft.passage) and not self._said_when(time, draft):
            return False
        if _closes_another(time, draft) or self._is_of_others(time, draft):
            return False
        limit = time.words.lower().split()[0] in self.words.by
        if limit and not forward:
            return False
        if draft.link.rule == "said again" and not forward:
            return time.sense == "since" and not state
        if draft.link.rule == "toll" and not forward:
            # "the toll rose to 41 on Wednesday" dates the telling; a start or a span is its own
            own = self.dates.is_coarse(time) or is_in_clause_of(time, draft)
            if not own and time.sense not in {"since", "span", "until"}:
                return False
        return not (state and time.sense == "since" and draft.measure != "affected")

    def _is_of_others(self, time: TimeMention, draft: Draft) -> bool:
        """Whether the time stands in a clause on people not counted, or on who says it.

        "The Front, which has fought since 2016, said 70 had died"; "captives freed in May said".
        """
        word = draft.passage.parse.at(time.start) if draft.passage.parse else None
        clauses = (w for w in word.up() if w.dep in {"relcl", "acl"}) if word is not None else ()
        clause = next((w for w in clauses if w.pos in VERBAL), None)
        if clause is None or draft.word in clause.subtree():
            return False
        noun, counted = clause.head, draft.counted
        if noun in (counted.unit, counted.bearer, counted.partitive, draft.link.said_by):
            return False
        speaks = any(m.head is noun for m in draft.passage.sources)
        # "pilgrims, whom it counts from May, the figures are 45": a start is of the numbers too
        return speaks or (time.sense != "since" and self.groups.is_person(noun.lower))

    def _own_clause(self, draft: Draft) -> bool:
        """Whether the draft's own clause dates it, apart from the count it goes with."""
        origin = draft.origin
        if origin is None or draft.link.rule == "said again":
            return False
        times = [t for t in draft.passage.times if t.sense in DATING]
        if draft.link.rule == PAIR and any(_is_right_after(t, draft) for t in times):
            return True
        if origin.passage is draft.passage:
            sinces = [t for t in times if t.sense == "since"]
            start = governing_start(draft, sinces)
            if start is not None and start is not governing_start(origin, sinces):
                return True
            reach = max(draft.amount.end, min(origin.amount.end, draft.amount.start))
            return any(t.start > reach and distance(t, draft)[0] <= 2 for t in times)
        sinces = [t for t in times if t.sense == "since"]
        governing = governing_start(draft, sinces)
        return any(
            not self.dates.dates_saying(t, draft.passage, draft)
            for t in times
            if t not in sinces or t is governing or t.start < draft.amount.start
        )

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
        for period in self._carriers(draft, before):
            # "have been killed", long after an event, tells of more than that event
            if not (perfect and period.kind == "on" and self.dates.is_long_past(period)):
                return _again(period)
        if perfect or self._is_running(draft):
            return Period("total", None, None, None)
        local = self._local
        if local is not None and draft.passage.index - local[1].index <= NEAR:
            return _again(local[0])
        return None

    def _carriers(self, draft: Draft, before: list[Draft]) -> Iterator[Period]:
        """Yield the periods that an undated figure may go on with, the nearest first."""
        passage, running = draft.passage, self._is_running(draft)
        if (last := _going_on(draft, before)) is not None:
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
        if main is not None and (main.kind == "on" or not running):
            yield main

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


def is_forward(draft: Draft) -> bool:
    """Whether the figure is of what is still to come."""
    return draft.modality in {"planned", "hypothetical"}


def _period(found: Resolved, time: TimeMention) -> Period:
    return Period(found.kind, found.start, found.end, time.words)


def _again(period: Period) -> Period:
    """The period, gone on with and not said."""
    return Period(period.kind, period.start, period.end, None)


def _as_state(period: Period) -> Period:
    if period.kind != "on":
        return period
    return Period("state", period.start, period.end, period.words)


def _closes_another(time: TimeMention, draft: Draft) -> bool:
    """Whether the time stands after counts of its own, which a semicolon parts from the draft."""
    parse = draft.passage.parse
    word = parse.at(time.start) if parse is not None else None
    if parse is None or word is None:
        return False
    segment = segment_of(parse, word)
    counted = any(w.key is not None and w.i < word.i for w in segment)
    return draft.word not in segment and counted


def _joined(count: Word) -> tuple[Word, ...]:
    """The count, with the one it is joined to: "against 31 and 90 in December"."""
    return (count, count.head) if count.dep == "conj" else (count,)


def _is_right_after(time: TimeMention, draft: Draft) -> bool:
    """Whether nothing parts the time from the count before it: "485 and 1,458 in March"."""
    words = draft.passage.parse.words if draft.passage.parse else []
    between = [w for w in words if draft.amount.end <= w.start < time.start]
    return draft.amount.end < time.start and all(w.pos != "PUNCT" for w in between)


def _turns(draft: Draft, before: list[Draft]) -> bool:
    """Whether the draft turns back to the harm, after a sentence on those found or moved."""
    last = before[-1] if before else None
    if last is None or last.passage.block is not draft.passage.block:
        return False
    return last.passage is not draft.passage and _is_later(last) and not _is_later(draft)


def _is_later(draft: Draft) -> bool:
    return draft.measure in LATER


def _going_on(draft: Draft, before: list[Draft]) -> Period | None:
    """The period of the last count of the paragraph, where this one goes on with it."""
    passage = draft.passage
    near = [
        d
        for d in before
        if d.passage.block is passage.block and passage.index - d.passage.index <= 1
    ]
    last = near[-1] if near else None
    if last is None or last.period is None or last.period.kind == "state":
        return None
    if last.passage is passage or last.measure == draft.measure:
        return last.period
    # who are found or moved on a day were not hurt on it
    same = _is_later(last) == _is_later(draft)
    return last.period if same and last.period.kind in {"on", "window"} else None
