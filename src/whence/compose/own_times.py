"""Says which of its sentence's times dates a figure, if any does."""

from whence.compose.clauses import segment_of
from whence.compose.dates import DATING, Dates
from whence.compose.draft import Draft
from whence.compose.nearness import (
    distance,
    heads_of,
    is_aside,
    is_in_clause_of,
    is_led_by,
    is_tied,
    stands_in_when,
    tells_outcome,
    verb_over,
    within_semicolons,
)
from whence.compose.pairs import PAIR
from whence.compose.starts import governing_start
from whence.compose.states import States
from whence.compose.words import PeriodWords
from whence.find.groups import open_groups
from whence.find.times import TimeMention
from whence.text.grammar import VERBAL, Word

# A time further off than this, in steps of the parse, dates a state of another clause.
STATE_REACH = 5


class OwnTimes:
    """Finds the time of a draft among its sentence's."""

    def __init__(
        self, dates: Dates, states: States, words: PeriodWords, language: str = "en"
    ) -> None:
        self.dates = dates
        self.states = states
        self.words = words
        self.groups = open_groups(language)

    def find(self, draft: Draft, *, state: bool) -> TimeMention | None:
        """The time that dates the draft: its sentence's nearest in the parse, then in the text."""
        dating = [t for t in draft.passage.times if t.sense in DATING]
        if draft.is_earlier and (own := self._of_another_time(draft, dating)):
            return own[0]
        times = [t for t in draft.passage.times if self._may_date(t, draft, state=state)]
        if not state and (told := [t for t in times if self.said_when(t, draft)]):
            return told[-1]
        times = [t for t in within_semicolons(times, draft) if self._may_share(t, draft)]
        if tied := [t for t in times if self._tied_to(t, draft) is draft.word]:
            return tied[0]
        best = self.nearest(times, draft)
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
            return self.nearest([t for t in times if t not in sinces], draft)
        return best

    def has_own_clause(self, draft: Draft) -> bool:
        """Whether the draft's own clause dates it, apart from the count it goes with."""
        origin = draft.origin
        if origin is None:
            return False
        times = [t for t in draft.passage.times if t.sense in DATING]
        if draft.link.rule == "said again" and origin.passage is not draft.passage:
            return any(t.sense == "since" for t in times if _is_right_after(t, draft))
        if draft.link.rule == "said again" and not self._of_another_time(draft, times):
            return any(self.said_when(t, draft) for t in times)
        if any(self._tied_to(t, draft) is draft.word for t in times):
            return True
        if any(self.dates.compared_count(t, draft.passage) is draft.word for t in times):
            return True
        if any(self.said_when(t, draft) for t in times):
            return True
        if draft.link.rule == PAIR and any(_is_right_after(t, draft) for t in times):
            return True
        if origin.passage is draft.passage:
            if any(t.sense == "anaphor" for t in _beside(times, draft, origin)):
                return True
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

    def _of_another_time(self, draft: Draft, times: list[TimeMention]) -> list[TimeMention]:
        """The times of a count that another is held against: "up from two in 2021".

        Not the day of a running count as it stood then: "up from 272 a week ago".
        """
        own = [t for t in times if self.dates.compared_count(t, draft.passage) is draft.word]
        if draft.link.rule == "compared" or self.states.is_state(draft):
            return own
        return [t for t in own if self.dates.is_coarse(t)]

    def said_when(self, time: TimeMention, draft: Draft) -> bool:
        """Whether the figure stands in "the worst since 2 August, when rockets claimed 19"."""
        ranks = self.dates.is_comparison(time, draft.passage)
        plain = time.sense == "since" and not ranks and _is_in_which(time, draft)
        if not plain and stands_in_when(time, draft, self.words.when.words):
            return True
        ranks = time.sense == "since" and self.dates.is_comparison(time, draft.passage)
        return ranks and tells_outcome(time, draft)

    def is_span_back(self, time: TimeMention, draft: Draft) -> bool:
        """Whether a length counts back: "20 hurt in 48 hours", "have died in a year"."""
        if time.first is None or time.last is not None or time.first.base != "report":
            return False
        if time.start < draft.amount.end or not time.first.shift:
            return False
        if self.words.hours.anywhere.search(time.words):
            return True
        verbs = (w for w in (draft.link.said_by, *draft.link.said_by.up()) if w.pos in VERBAL)
        verb = next(verbs, draft.link.said_by)
        return self.states.is_perfect(verb, past=True) and not self.states.has_been(draft)

    def is_limit(self, time: TimeMention) -> bool:
        """Whether the time only ends a stretch: "by Tuesday"."""
        return time.sense == "until" and time.words.lower().split()[0] in self.words.by

    def nearest(self, times: list[TimeMention], draft: Draft) -> TimeMention | None:
        """The time nearest to the draft, the first of two."""
        return min(times, key=lambda time: (distance(time, draft), time.start), default=None)

    def _tied_to(self, time: TimeMention, draft: Draft) -> Word | None:
        """The lone count right before the time, which has that time to itself."""
        words = draft.passage.parse.words if draft.passage.parse else []
        counts = [w for w in words if w.key is not None and w.end <= time.start][-1:]
        tied = (w for w in counts if is_tied(time, w, words, self.words.ties.words))
        return next(tied, None)

    def _may_share(self, time: TimeMention, draft: Draft) -> bool:
        """Whether the time is not another's own: "640 died by May, 212 of them in April"."""
        tied = self._tied_to(time, draft)
        return tied is None or draft.word in _joined(tied)

    def _may_date(self, time: TimeMention, draft: Draft, *, state: bool) -> bool:
        """Whether the time could be when the draft's harm happened."""
        forward = is_forward(draft)
        lasting = forward and time.sense == "duration" and time.last is not None
        if (
            time.sense == "duration"
            and not forward
            and not state
            and self.is_span_back(time, draft)
        ):
            return True
        if time.sense not in DATING and not lasting:
            return False
        if self.dates.dates_saying(time, draft.passage, draft):
            return False
        compared = self.dates.compared_count(time, draft.passage)
        if compared is not None and draft.word not in _joined(compared):
            return False
        if self.dates.is_comparison(time, draft.passage) and not self.said_when(time, draft):
            return False
        if self._is_of_being_held(time, draft):
            return False
        if (
            draft.link.rule == "remaining"
            and draft.amount.end < time.start < draft.link.said_by.start
        ):
            return False  # "40 workers seized in May remain captive"
        if self._is_of_others(time, draft) or (time.sense == "since" and is_aside(time, draft)):
            return False
        if state and time.sense == "date" and is_led_by(time, draft, self.words.after.words):
            return False
        if time.sense == "date" and self._is_of_verb_before(time, draft):
            return False
        if self.is_limit(time) and not (
            forward or state or self.states.is_modal(draft.link.said_by)
        ):
            return False
        if draft.link.rule == "said again" and not forward:
            return time.sense == "since" and not state
        if draft.link.rule == "toll" and not (forward or state):
            # "the toll rose to 41 on Wednesday" dates the telling; a start or a span is its own
            own = self.dates.is_coarse(time) or is_in_clause_of(time, draft)
            own = own or self.dates.is_of_toll(time, draft)
            if not own and time.sense not in {"since", "span", "until"}:
                return False
        if time.sense == "since" and (state or self.states.has_been(draft)):
            found = self.dates.of(time)
            dated = found is not None and found.start is not None
            return dated and (draft.measure == "affected" or not state)
        return True

    def _is_of_verb_before(self, time: TimeMention, draft: Draft) -> bool:
        """Whether the time is of a past before the perfect: "9 left in May and 3 have died"."""
        said_by = draft.link.said_by
        if said_by.dep != "conj" or not self.states.is_perfect(said_by):
            return False
        verb = verb_over(time, draft)
        joined = verb is not None and verb in heads_of(said_by)
        return joined and not self.states.is_perfect(verb or said_by)

    def _is_of_being_held(self, time: TimeMention, draft: Draft) -> bool:
        """Whether a time is of how long those let go were held: "40 held since May walked free"."""
        if draft.measure != "freed" or time.sense != "since":
            return False
        words = draft.passage.parse.words if draft.passage.parse is not None else []
        return any(
            clause.tag == "VBN" and clause.end <= time.start and time.end <= noun.head.start
            for noun in words
            if noun.dep in {"nsubj", "nsubjpass"}
            for clause in noun.kids("acl")
        )

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


def is_forward(draft: Draft) -> bool:
    """Whether the figure is of what is still to come."""
    return draft.modality in {"planned", "hypothetical"}


def _is_in_which(time: TimeMention, draft: Draft) -> bool:
    """Whether "in which" goes on with what is counted: "wrecks since 1990, in which 57 died"."""
    words = draft.passage.parse.words if draft.passage.parse else []
    after = [w.lower for w in words if w.start >= time.end and w.pos != "PUNCT"][:2]
    return after == ["in", "which"]


def _beside(times: list[TimeMention], draft: Draft, origin: Draft) -> list[TimeMention]:
    """The times that stand with the draft, where a semicolon parts it from its origin."""
    parse = draft.passage.parse
    segment = segment_of(parse, draft.word) if parse is not None else []
    if not segment or origin.word in segment:
        return []
    return [t for t in times if segment[0].start <= t.start < segment[-1].end]


def _joined(count: Word) -> tuple[Word, ...]:
    """The count, with the one it is joined to: "against 31 and 90 in December"."""
    return (count, count.head) if count.dep == "conj" else (count,)


def _is_right_after(time: TimeMention, draft: Draft) -> bool:
    """Whether nothing parts the time from the count before it: "485 and 1,458 in March"."""
    words = draft.passage.parse.words if draft.passage.parse else []
    between = [w for w in words if draft.amount.end <= w.start < time.start]
    return draft.amount.end < time.start and all(w.pos != "PUNCT" for w in between)
