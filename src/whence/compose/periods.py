"""Says when a counted harm happened: from the figure's clause, its sentence, or the passage's event."""

import re

from whence.codebook import open_codebook
from whence.compose.draft import Draft, Passage
from whence.find.times import TimeMention
from whence.records import Period, Report
from whence.resolve.periods import Resolved, kind_of, resolve_time
from whence.text.grammar import Word

_DATING = frozenset({"date", "span", "since", "until", "as_of", "anaphor"})
# Verbs of coming into a state: with them a state measure is dated as an act.
_ACTS = frozenset(
    "flee uproot drive force put leave evict expel displace strand chase cross pour trap cut make sicken infect".split()
)
_KEEPING = frozenset("hold keep remain stay".split())
# What says that a count runs on.
_RUNNING = re.compile(
    r"\b(?:so far|to date|in all|altogether|in total|total|cumulative|overall|until now)\b",
    re.IGNORECASE,
)
# Words of a since that do not tell which event it counts from.
_SINCE_PLAIN = frozenset({"since", "began", "start", "started", "beginning", "broke"})
_WHEN = re.compile(r"\s*,?\s*(?:when|in which|during which)\b")
_ISSUED = re.compile(
    r"\s*(?:issued|updated|published|posted|released|as of|figures|last updated|embargoed|report)\b",
    re.IGNORECASE,
)
# Verbs by which a count moves: their date is that of the telling.
_MOVES = frozenset(
    "rise climb reach stand jump increase grow pass near top surpass hit fall drop revise raise".split()
)
# Sentences of a report that tell what it is about.
LEAD = 9
# A time further off than this, in steps of the parse, dates a state of another clause.
STATE_REACH = 6


class Periods:
    """Finds the period of drafts, in order, keeping the date of the passage's event."""

    def __init__(self, report: Report, passages: list[Passage]) -> None:
        self.report = report
        self.passages = passages
        self._states = {m.name for m in open_codebook().measure if m.period == "state"}
        self._resolved: dict[int, Resolved | None] = {}
        self._anchors: dict[int, str | None] = {}
        self._day = report.published
        self._resolve_all()
        self._day = self._as_of() or self._day
        self._main = self._lead_event()
        self._local: tuple[Period, Passage] | None = None
        self._section: tuple[Period, int] | None = None
        self._sinces: list[Period] = []

    def find(self, draft: Draft, before: list[Draft]) -> Period | None:
        """Return the draft's period, None where the text gives no hint."""
        if self._is_rate(draft):
            return None
        forward = draft.modality in {"planned", "hypothetical"}
        state = self._is_state(draft)
        if self._runs_on(draft) and not forward and not state:
            since = next((t for t in draft.passage.times if t.sense == "since"), None)
            return (self._dated(since, draft, forward=False) if since else None) or Period(
                "total", None, None, None
            )
        if (
            draft.origin is not None
            and draft.origin.period is not None
            and not self._own_clause(draft)
        ):
            same_kind = (draft.origin.period.kind == "state") == state
            if same_kind:
                return draft.origin.period
        own = self._own_time(draft, state=state)
        period = self._dated(own, draft, forward=forward) if own is not None else None
        if period is not None:
            self._note(period, draft.passage)
            return self._as_state(period) if state else period
        if (state or self._has_been(draft)) and not forward:
            return Period("state", self._day, self._day, None)
        if forward:
            return None
        return self._carried(draft, before)

    def see(self, passage: Passage) -> None:
        """Take note of the dates of a sentence without figures, and of what heads a section."""
        heads = passage.block.kind in {"heading", "title"} or (
            passage.block.kind == "item" and passage.parse is None
        )
        for time in passage.times:
            resolved = self._resolved.get(time.start)
            if (
                time.sense not in _DATING
                or resolved is None
                or (resolved.start is None and resolved.end is None)
            ):
                continue
            if _ISSUED.match(self._text_of(passage)):
                continue
            if self._dates_saying(time, passage, None) or len(resolved.start or "") == 4:
                continue
            period = Period(resolved.kind, resolved.start, resolved.end, time.words)
            if heads and period.kind in {"window", "since"}:
                self._section = (period, passage.index)
            if period.kind in {"on", "window"}:
                self._note(period, passage)
        said = passage.sentence
        if heads and not passage.times and said.end - said.start < 60:
            self._section = None

    def _as_of(self) -> str | None:
        """The day that the report says its figures are of, where that is not its own."""
        for passage in self.passages[:LEAD]:
            for time in passage.times:
                found = self._resolved.get(time.start)
                if (
                    time.sense == "as_of"
                    and not passage.amounts
                    and found is not None
                    and found.start
                ):
                    return found.start
        return None

    # ---- times as dates ----------------------------------------------------------------------

    def _resolve_all(self) -> None:
        """Resolve every time in order, each against the date named before it."""
        anchor: str | None = None
        for passage in self.passages:
            for time in passage.times:
                self._anchors[time.start] = anchor
                found = resolve_time(time, published=self.report.published, anchor=anchor)
                self._resolved[time.start] = found
                if found is not None and found.kind == "on" and found.start:
                    anchor = found.start

    def _lead_event(self) -> Period | None:
        """The day of the event that the lead tells, for what goes on with it undated.

        Each day named in the first sentences is weighed by what it dates: a harm or an
        event's noun most, a telling or a rise of the toll not at all.
        """
        weights: dict[tuple[str, str | None], float] = {}
        periods: dict[tuple[str, str | None], Period] = {}
        for rank, passage in enumerate(self.passages[:LEAD]):
            for time in passage.times:
                found = self._resolved.get(time.start)
                if (
                    time.sense not in {"date", "span", "anaphor"}
                    or found is None
                    or len(found.start or "") < 10
                ):
                    continue
                weight = self._event_weight(time, passage)
                if weight > 0 and found.start is not None:
                    key = (found.start, found.end)
                    weights[key] = weights.get(key, 0) + weight - 0.1 * rank
                    periods.setdefault(key, Period(found.kind, found.start, found.end, None))
        return periods[max(weights, key=lambda key: weights[key])] if weights else None

    def _event_weight(self, time: TimeMention, passage: Passage) -> float:
        """How surely a time of the lead is the day of its event."""
        said = self._text_of(passage)
        if _ISSUED.match(said) or (
            passage.block.kind in {"heading", "title"} and not passage.amounts
        ):
            return 0
        if passage.parse is None:
            return 1
        if self._dates_saying(time, passage, None):
            return 0
        word = passage.parse.at(time.start)
        if word is None:
            return 0
        above = [word, *word.up()]
        if word.dep in {"poss", "compound", "nmod"} or (len(above) > 1 and above[1].dep == "poss"):
            return 3
        verb = next((w for w in above[1:] if w.pos in {"VERB", "AUX"}), None)
        if verb is None:
            return 1
        if verb.lemma in _MOVES:
            return 0
        happened = verb.tag in {"VBD", "VBN", "VBG"} and verb.lemma != "be"
        return 1 + 1.5 * happened

    def _dated(self, time: TimeMention, draft: Draft, *, forward: bool) -> Period | None:
        """The period of a figure whose time is `time`."""
        resolved = self._resolved.get(time.start)
        if forward or time.sense == "duration":
            resolved = resolve_time(
                time,
                published=self.report.published,
                anchor=self._anchors.get(time.start),
                forward=forward,
            )
        if resolved is None:
            kind = kind_of(time)
            return (
                Period(kind, None, None, time.words)
                if kind and self.report.published is None
                else None
            )
        if time.sense == "as_of":
            if self._is_state(draft):
                return Period("on", resolved.start, resolved.end, time.words)
            return Period("total", None, None, time.words)
        if resolved.kind == "since":
            if self._said_when(time, draft):
                return Period("on", resolved.start, resolved.start, time.words)
            if resolved.start is None:
                return self._open_since(time)
            self._sinces.append(Period("since", resolved.start, None, time.words))
        if time.sense == "anaphor" and self._local is not None and resolved.kind == "on":
            last = self._local[0]
            if (
                last.kind == "window"
                and last.start == resolved.start
                and re.match(r"the same|that", time.words)
            ):
                return Period(last.kind, last.start, last.end, time.words)
        return Period(resolved.kind, resolved.start, resolved.end, time.words)

    def _said_when(self, time: TimeMention, draft: Draft) -> bool:
        """Whether the figure stands in "the worst since 2 August, when rockets claimed 19 lives"."""
        after = draft.passage.sentence
        if draft.passage.parse is None or draft.amount.start < time.end:
            return False
        following = [
            w for w in draft.passage.parse.words if w.start >= time.end and w.end <= after.end
        ][:3]
        return any(w.lower in {"when", "which", "where"} for w in following)

    def _open_since(self, time: TimeMention) -> Period:
        """A since without a date takes the start that the report gave the same event before; else it is a running total."""
        said = set(re.findall(r"[a-z]{4,}", time.words.lower())) - _SINCE_PLAIN
        for known in reversed(self._sinces):
            other = set(re.findall(r"[a-z]{4,}", (known.words or "").lower()))
            if said & other or (said <= {"then"} and time.words.lower().endswith("then")):
                return Period("since", known.start, None, time.words)
        return Period("total", None, None, time.words)

    @staticmethod
    def _as_state(period: Period) -> Period:
        return (
            Period("state", period.start, period.end, period.words)
            if period.kind == "on"
            else period
        )

    # ---- the sentence's own times ----------------------------------------------------------

    def _own_time(self, draft: Draft, *, state: bool) -> TimeMention | None:
        """The time that dates the draft: of its sentence's the nearest in the parse, then in the text."""
        forward = draft.modality in {"planned", "hypothetical"}
        times = [
            time
            for time in draft.passage.times
            if (
                time.sense in _DATING
                or (forward and time.sense == "duration" and time.last is not None)
            )
            and not self._dates_saying(time, draft.passage, draft)
            and not (time.words.lower().startswith("by ") and not forward)
            and not (state and time.sense == "since" and draft.measure != "affected")
        ]
        if draft.link.rule == "toll" and not forward:
            # "the toll rose to 41 on Wednesday" dates the telling; only a start or a span is the toll's own
            times = [t for t in times if t.sense in {"since", "span", "until"}]
        if draft.link.rule == "said again":
            times = [t for t in times if t.sense == "since"]
        if not times or draft.passage.parse is None:
            return None
        ranked = [(self._distance(time, draft), time.start, time) for time in times]
        best = min(ranked, key=lambda each: each[:2])
        sinces = [t for t in times if t.sense == "since"]
        if (
            best[2].sense == "since"
            and len(sinces) > 1
            and (after := [t for t in sinces if t.start > draft.amount.end])
        ):
            return after[0]  # "4,607 dead since 9 November, and 499 dead since 20 February"
        if state and best[0][0] > STATE_REACH:
            return None
        return best[2]

    def _distance(self, time: TimeMention, draft: Draft) -> tuple[int, int]:
        """How far a time stands from the draft: in steps of the parse, clauses weighing more, then in letters."""
        apart = min(abs(time.start - draft.amount.end), abs(draft.amount.start - time.end))
        word = draft.passage.parse.at(time.start) if draft.passage.parse else None
        if word is None:
            return (60, apart)
        steps: dict[int, int] = {}
        for rank, above in enumerate([draft.word, *draft.word.up()]):
            steps.setdefault(above.i, rank)
        for rank, above in enumerate([draft.link.said_by, *draft.link.said_by.up()]):
            steps[above.i] = min(steps.get(above.i, 99), rank)
        crossed = 0
        for above in [word, *word.up()]:
            if above.i in steps:
                return (crossed * 4 + min(steps[above.i], 12), apart)
            crossed += above.dep in {
                "relcl",
                "advcl",
                "ccomp",
                "conj",
                "parataxis",
            } and above.pos in {"VERB", "AUX"}
        return (50, apart)

    def _own_clause(self, draft: Draft) -> bool:
        """Whether the draft's own clause dates it, apart from the count it goes with."""
        assert draft.origin is not None
        between = sorted((draft.origin.amount.end, draft.amount.start))
        if draft.origin.passage is draft.passage and draft.link.rule != "said again":
            return any(
                t.sense in _DATING and between[0] <= t.start and self._distance(t, draft)[0] <= 2
                for t in draft.passage.times
                if t.start > draft.amount.end
            )
        return any(
            t.sense in _DATING
            and draft.link.rule != "said again"
            and not self._dates_saying(t, draft.passage, draft)
            for t in draft.passage.times
        )

    def _dates_saying(self, time: TimeMention, passage: Passage, draft: Draft | None) -> bool:
        """Whether the time dates the saying ("the office said on Monday"), not what is said."""
        if passage.parse is None or time.sense in {"since", "until", "as_of"}:
            return False
        word = passage.parse.at(time.start)
        if word is None:
            return False
        above = [word, *word.up()]
        for mention in passage.sources:
            cue = mention.cue
            if mention.head in above[:5]:
                return True  # "a report on Jan. 8 said"
            if cue.pos not in {"VERB", "AUX"} or cue not in above:
                continue
            verb = next((w for w in above[1:] if w.pos in {"VERB", "AUX"}), None)
            said = draft is None or draft.link.said_by is not cue
            if verb is cue and said and (cue.i - 4 <= word.i <= cue.i + 5):
                return True
        return False

    # ---- states, rates, running counts ---------------------------------------------------------

    def _is_state(self, draft: Draft) -> bool:
        """Whether the count is of people in a state, and not of those who came into it."""
        verb = draft.link.said_by
        if (
            draft.origin is not None
            and draft.origin.measure == draft.measure
            and draft.origin.period is not None
        ):
            return draft.origin.period.kind == "state"
        if draft.measure == "missing" and verb.lemma in {"go", "vanish", "disappear"}:
            return False
        if draft.measure == "detained":
            group = draft.link.rule == "noun" and verb.lemma in {"detainee", "prisoner", "inmate"}
            return verb.lemma in _KEEPING or group or draft.link.rule == "phrase"
        if draft.measure not in self._states:
            return False
        acting = verb.lemma in _ACTS or (
            verb.head.lemma in _ACTS
            and verb.dep in {"oprd", "acomp", "xcomp", "ccomp", "amod", "acl"}
        )
        act = draft.link.rule.startswith("act") or (acting and draft.link.rule != "modifier")
        return not (act and draft.measure in {"displaced", "affected"} and not _is_stative(verb))

    def _runs_on(self, draft: Draft) -> bool:
        """Whether the count is said to be a running total: "the total is now 96"."""
        if draft.link.rule not in {"toll", "said again"}:
            return False
        word = draft.word
        near = [word, *word.up()][:5]
        around = {k.lower for w in near for k in (w, *w.children)}
        return bool(around & {"total", "cumulative", "overall"}) or (
            draft.link.rule == "toll" and bool(around & {"brings", "bringing", "brought", "bring"})
        )

    def _has_been(self, draft: Draft) -> bool:
        """Whether an undated perfect tells a state: "thousands have been displaced"."""
        verb = draft.link.said_by
        return draft.measure in self._states and _is_perfect(verb) and any(verb.kids("auxpass"))

    def _is_rate(self, draft: Draft) -> bool:
        return any(
            t.sense == "rate" and 0 <= t.start - draft.amount.end < 40 for t in draft.passage.times
        )

    # ---- the passage's event ------------------------------------------------------------------

    def _note(self, period: Period, passage: Passage) -> None:
        """Keep a date as the event that the paragraph goes on with."""
        if period.kind in {"on", "window"} and period.start is not None:
            self._local = (period, passage)

    def _carried(self, draft: Draft, before: list[Draft]) -> Period | None:
        """What an undated figure goes on with: the count before it, its section, the event, a running total."""
        passage = draft.passage
        near = [
            d
            for d in before
            if d.passage.block is passage.block and passage.index - d.passage.index <= 1
        ]
        if near and near[-1].period is not None and near[-1].period.kind != "state":
            last = near[-1].period
            if (
                draft.measure == near[-1].measure
                or last.kind in {"on", "window"}
                or draft.passage is near[-1].passage
            ):
                return Period(last.kind, last.start, last.end, None)
        if self._section is not None and passage.block.kind in {"item", "heading"}:
            return self._section[0]
        sentence = self._text_of(passage)
        running = draft.link.rule in {"toll", "label"} or _RUNNING.search(sentence) is not None
        local = (
            self._local
            if self._local is not None and self._local[1].block is passage.block
            else None
        )
        if local is not None and not (running and len(local[0].start or "") < 10):
            return Period(local[0].kind, local[0].start, local[0].end, None)
        if self._main is not None and (self._main.kind == "on" or not running):
            return self._main
        if running or _is_perfect(draft.link.said_by):
            return Period("total", None, None, None)
        if self._local is not None and passage.index - self._local[1].index <= 2:
            period = self._local[0]
            return Period(period.kind, period.start, period.end, None)
        return None

    def _text_of(self, passage: Passage) -> str:
        return self.report.text[passage.sentence.start : passage.sentence.end]


def _is_perfect(verb: Word) -> bool:
    """Whether a verb stands in the present perfect: "have been killed"."""
    return any(k.lower in {"has", "have", "'ve", "’ve"} for k in verb.kids("aux"))


def _is_stative(verb: Word) -> bool:
    """Whether a participle tells a state: "are displaced", "displaced people"."""
    return any(
        k.lower in {"are", "is", "remain", "still"} for k in verb.kids("auxpass", "aux", "advmod")
    )
