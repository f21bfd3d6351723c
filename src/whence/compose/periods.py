"""Says when a counted harm happened: from the figure's clause, its sentence, or the passage's event."""

from dataclasses import dataclass

from whence.codebook import open_codebook
from whence.compose.draft import Draft, Passage
from whence.find.times import TimeMention
from whence.records import Period, Report
from whence.resolve.periods import Resolved, resolve_time
from whence.text.grammar import Parse, Word

_DATES = frozenset({"date", "span", "since", "until", "as_of", "anaphor"})
# Verbs of a change of state: with them a state measure is dated as an act.
_ACTS = frozenset("flee uproot drive force put leave evict expel displace strand cut trap besiege".split())
_RUNNING = frozenset("total toll number so_far".split())


@dataclass(frozen=True, slots=True)
class _Event:
    """A dated event that the passage is about."""

    period: Period
    passage: Passage


class Periods:
    """Finds the period of drafts, in order, keeping the date of the passage's event."""

    def __init__(self, report: Report, passages: list[Passage]) -> None:
        self.report = report
        self.passages = passages
        self.states = {m.name for m in open_codebook().measure if m.period == "state"}
        self._anchor: str | None = None
        self._event: _Event | None = None
        self._opening: Period | None = None
        self._since: Period | None = None
        self._dated: dict[int, Period] = {}

    def find(self, draft: Draft, before: list[Draft]) -> Period | None:
        """Return the draft's period, None where the text gives no hint."""
        passage = draft.passage
        if self._is_rate(draft):
            return None
        forward = draft.modality in {"planned", "hypothetical"}
        own = self._own_time(draft)
        if own is not None:
            period = self._resolved(own, draft, forward=forward)
            if period is not None:
                self._note(period, passage)
                return self._as_state(period, draft) if self._is_state(draft) else period
        if forward:
            return None
        if self._is_state(draft):
            day = self.report.published
            return Period("state", day, day, None)
        same = [d for d in before if d.passage is passage and d.period is not None]
        if same and own is None:
            last = same[-1]
            if last.period is not None and last.period.kind != "state":
                return last.period
        return self._carried(draft, before)

    # ---- the sentence's own times ----------------------------------------------------------

    def _own_time(self, draft: Draft) -> TimeMention | None:
        """The time of the draft's sentence that dates it: the nearest in the parse, then in the text."""
        times = [t for t in draft.passage.times if t.sense in _DATES and not self._dates_saying(t, draft.passage)]
        if not times or draft.passage.parse is None:
            return None
        path = [draft.word, *draft.word.up()]
        steps = {word.i: rank for rank, word in reversed(list(enumerate(path)))}
        for rank, word in enumerate([draft.link.said_by, *draft.link.said_by.up()]):
            steps[word.i] = min(steps.get(word.i, 99), rank)

        def distance(time: TimeMention) -> tuple[int, int, int]:
            word = draft.passage.parse.at(time.start) if draft.passage.parse else None
            apart = min(abs(time.start - draft.amount.end), abs(draft.amount.start - time.end))
            if word is None:
                return (99, 0, apart)
            up = 0
            crossed = 0
            for above in [word, *word.up()]:
                if above.i in steps:
                    return (crossed * 3 + min(steps[above.i], 12), up, apart)
                crossed += above.dep in {"relcl", "advcl", "ccomp", "conj"} and above.pos in {"VERB", "AUX"}
                up += 1
            return (50, up, apart)

        return min(times, key=distance)

    def _dates_saying(self, time: TimeMention, passage: Passage) -> bool:
        """Whether the time dates the saying ("the office said on Monday"), not what is said."""
        if passage.parse is None:
            return False
        word = passage.parse.at(time.start)
        if word is None:
            return False
        for cue in (m.cue for m in passage.sources):
            if cue.tag in {"VBD", "VBZ", "VBP", "VBN"} and cue.i < word.i <= cue.i + 3 and _on_cue(word, cue):
                return True
        return False

    def _resolved(self, time: TimeMention, draft: Draft, *, forward: bool) -> Period | None:
        resolved = resolve_time(
            time, published=self.report.published, anchor=self._anchor, forward=forward
        )
        if resolved is None:
            return None
        if resolved.kind == "since" and resolved.start is None:
            return self._since_known(time)
        if time.sense == "as_of":
            return Period("total", None, None, time.words) if not self._is_state(draft) else Period("state", resolved.start, resolved.end, time.words)
        period = Period(resolved.kind, resolved.start, resolved.end, time.words)
        if period.kind == "since":
            self._since = period
        return period

    def _since_known(self, time: TimeMention) -> Period:
        """An open since takes the start that the report gave the war before; else it is a running total."""
        if self._since is not None:
            return Period("since", self._since.start, None, time.words)
        return Period("total", None, None, time.words)

    def _as_state(self, period: Period, draft: Draft) -> Period:
        """A state's period: how many are in it on the date."""
        if period.kind == "on":
            return Period("state", period.start, period.end, period.words)
        return period

    def _is_state(self, draft: Draft) -> bool:
        """Whether the count is of people in a state, and not of those who came into it."""
        measure = draft.measure
        if measure == "detained":
            return draft.link.said_by.lemma in {"hold", "keep", "remain"} or draft.link.rule == "noun"
        if measure not in self.states:
            return False
        verb = draft.link.said_by
        return not (measure == "displaced" and verb.lemma in _ACTS and draft.link.rule.startswith("verb"))

    def _is_rate(self, draft: Draft) -> bool:
        return any(
            t.sense == "rate" and 0 <= t.start - draft.amount.end < 40 for t in draft.passage.times
        )

    # ---- the passage's event ------------------------------------------------------------------

    def _note(self, period: Period, passage: Passage) -> None:
        """Keep a date as the event that the passage goes on with."""
        if period.kind in {"on", "window"} and period.start is not None:
            self._event = _Event(period, passage)
            self._anchor = period.start

    def see(self, passage: Passage) -> None:
        """Take note of the dates of a sentence that is passed by."""
        for time in passage.times:
            if time.sense not in {"date", "span", "anaphor"} or self._dates_saying(time, passage):
                continue
            resolved = resolve_time(time, published=self.report.published, anchor=self._anchor)
            if resolved is not None and resolved.kind in {"on", "window"} and resolved.start and len(resolved.start) > 4:
                self._note(Period(resolved.kind, resolved.start, resolved.end, time.words), passage)
                return

    def _carried(self, draft: Draft, before: list[Draft]) -> Period | None:
        """The date of the event that the passage goes on with, a running total, or the lead's date."""
        if self._is_running(draft):
            return Period("total", None, None, None)
        if self._event is not None and draft.passage.index - self._event.passage.index <= 6:
            event = self._event.period
            return Period(event.kind, event.start, event.end, None)
        if self._event is None:
            ahead = self._ahead(draft.passage)
            if ahead is not None:
                return ahead
        return None

    def _is_running(self, draft: Draft) -> bool:
        said = draft.link.said_by
        if draft.link.rule == "toll" or said.lower in {"total", "toll"}:
            return self._event is None
        return False

    def _ahead(self, passage: Passage) -> Period | None:
        """The first date of the lead, for a headline that stands above it."""
        for following in self.passages[passage.index : passage.index + 5]:
            for time in following.times:
                if time.sense != "date" or self._dates_saying(time, following):
                    continue
                resolved = resolve_time(time, published=self.report.published)
                if resolved is not None and resolved.start is not None and len(resolved.start) == 10:
                    return Period(resolved.kind, resolved.start, resolved.end, None)
        return None


def _on_cue(word: Word, cue: Word) -> bool:
    """Whether the time hangs on the cue itself."""
    for above in [word, *word.up()]:
        if above is cue:
            return True
        if above.pos in {"VERB", "AUX"} and above is not word:
            return False
    return False
