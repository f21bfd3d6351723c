"""Says where a counted harm happened: in the figure's sentence, or the passage it belongs to."""

import re
from collections.abc import Mapping
from itertools import chain, takewhile

from whence.compose.draft import Draft, Passage
from whence.find.places import PlaceMention, open_places
from whence.find.sources import open_speech
from whence.records import Period, Phrase
from whence.text.grammar import VERBAL, Word, stretch
from whence.text.letters import NAME_START

# A name, in any alphabet; "al-X" is one word.
_WORD = rf"(?:[a-z]{{1,3}}[-'’])?[{NAME_START}][\w'’-]*"
_NAME = rf"{_WORD}(?: {_WORD})"
# What a report is about: "Lower Meruna Basin: floods", "MINISTRY OF HEALTH - NORTHERN ZERAN".
# "Orel crisis: update 6", "Fever in Orel: situation report 9".
_TITLED = re.compile(
    rf"(?P<first>{_NAME}{{0,3}})(?: (?P<event>[a-z]+))?: \w|.* in (?P<inside>{_NAME}{{0,3}}): \w"
    rf"|(?P<front>{_NAME}{{0,3}}) [-–—] (?P<back>{_NAME}{{0,3}})$"
    rf"|.* [-–—] (?P<last>{_NAME}{{0,3}})$"
)
# The name that opens a line of a list: "Tolva - 61,200 persons in 38 sites".
_ROW = re.compile(rf"(?P<name>{_NAME}{{0,2}}(?: (?P<kind>[a-z]+))?)\s*(?:[-–—|]|:)\s*$")
# Sentences of a report that tell what it is about.
LEAD = 8
# Blocks of a report that head it.
HEADS = 4
# Sentences to look back for what "there" is.
BACK = 3
# Sentences of a paragraph to look back for a place; no writer makes longer ones.
PARAGRAPH = 20
# Those who are held are not where others were harmed.
HELD = frozenset({"captive", "freed"})
# How a count is told that has a place where others may have been, too.
HAPPENED = frozenset({"asserted", "hedged"})
# Sentences over which an undated story goes on.
STORY = 3
# Who is counted where no group is meant.
EVERYBODY = frozenset({"people", "persons"})


class PlaceKeeper:
    """Finds the place of drafts, in order, keeping where the report's event happened."""

    def __init__(self, text: str, passages: list[Passage]) -> None:
        self.text = text
        self.passages = passages
        self.words = open_places().words
        self._speech = open_speech()
        self._titled = self._title_place()
        self._main = self._lead_place()
        self._area = self._lead_area()
        self._areas = {
            (p.start, p.end) for each in passages for p in each.places if p.rank and p.specific
        }
        # "the province" is no place for later sentences, unless they go on with its count
        self._wide = {(p.start, p.end) for each in passages for p in each.places if p.rank == 2}
        self._main_period: Period | None = None

    def find(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """Return the place as written, None where neither sentence nor passage has one."""
        period = draft.period
        if draft.passage.index < LEAD and self._main_period is None and period is not None:
            self._main_period = period if period.kind in {"on", "window"} else None
        if row := self._row_place(draft):
            return row
        again = draft.again or _recalled(draft)
        if again is not None and again.place is not None:
            return again.place
        own = self._own(draft)
        if own is not None:
            return self._phrase(own)
        if home := self._abode(draft):
            return home
        if (there := self._there(draft) or self._office_place(draft, before)) is not None:
            return there
        return self._carried(draft, before)

    def _row_place(self, draft: Draft) -> Phrase | None:
        """The name that opens the line of a list."""
        block = draft.passage.block
        if block.kind not in {"item", "heading", "row"} or draft.link.rule == "label":
            return None
        match = _ROW.match(self.text, block.body, draft.amount.start)
        kinds = (*self.words.sites.words, *self.words.areas.words)
        if match is not None and match["kind"] and match["kind"] not in kinds:
            return None  # "Orel camp: 40" is of a place, "Yellow fever: 40" is not
        first = (
            draft.passage.parse.at(match.start("name")) if match and draft.passage.parse else None
        )
        return _group(match, "name") if match and first is not None and first.name else None

    def _phrase(self, place: PlaceMention) -> Phrase:
        return Phrase(place.start, place.end, self.text[place.start : place.end])

    # ---- the sentence's own place ------------------------------------------------------------

    def _own(self, draft: Draft) -> PlaceMention | None:
        """The place of the draft's own sentence, the nearest in the parse first."""
        near: dict[int, int] = {}
        for start in (draft.counted.bearer, draft.link.said_by):
            for steps, word in enumerate([start, *start.up()]):
                near[word.i] = min(near.get(word.i, steps), steps)
        if draft.counted.unit is not None:
            near[draft.counted.unit.i] = 0

        def distance(place: PlaceMention) -> tuple[int, int, int]:
            path = enumerate(chain([place.governor], place.governor.up()))
            steps = next((near[w.i] + n for n, w in path if w.i in near), 99)
            return (steps, place.rank, abs(place.head.i - draft.word.i))

        back = draft.measure == "returned"
        usable = (
            p
            for p in self._usable(draft.passage)
            if not p.abode
            and (back or not p.goal)
            and not _is_of_another(p, draft)
            and not (self._is_compared(p) and draft.word not in p.governor.subtree())
            and not _is_of_next_clause(p, draft, near)
        )
        return min(usable, key=distance, default=None)

    def _abode(self, draft: Draft) -> Phrase | None:
        """Where the counted live: "60 residents of the lower bank"."""
        unit = draft.counted.unit
        homes = (p for p in draft.passage.places if p.abode and p.governor is unit)
        return next((self._phrase(place) for place in homes), None)

    def _there(self, draft: Draft) -> Phrase | None:
        """What "there" in the draft's clause goes back to: the place named last before it."""
        path = [draft.link.said_by, *draft.word.up()][:3]
        adverbs = (k for w in path for k in w.kids("advmod"))
        there = next((k for k in adverbs if k.lower in self.words.there.words), None)
        if there is None:
            return None
        back = range(draft.passage.index, max(-1, draft.passage.index - BACK), -1)
        named = (p for i in back for p in reversed(self.passages[i].places))
        return next((self._phrase(p) for p in named if p.end <= there.start), None)

    def _usable(self, passage: Passage) -> list[PlaceMention]:
        """The sentence's places that are not part of a source's name, nor where it was said."""
        return [
            place
            for place in passage.places
            if not any(
                m.start <= place.head.start < m.end
                or self._is_of_saying(place, m.cue, passage)
                or self._is_of_office(place, m.head)
                for m in passage.sources
            )
        ]

    def _is_of_office(self, place: PlaceMention, source: Word) -> bool:
        """Whether a place is where a source holds office: "Wren, who heads the council in Pell"."""
        for word in place.head.up():
            if word.dep == "relcl" and word.head is source:
                return word.lemma in self.words.holding_office.words
        return False

    def _office_place(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """Where a source holds office, if no like count of the paragraph has a place."""
        passage = draft.passage
        same = (d for d in before if d.passage.block is passage.block)
        if any(d.place is not None and d.measure == draft.measure for d in same):
            return None
        offices = (
            p for p in passage.places for m in passage.sources if self._is_of_office(p, m.head)
        )
        return next((self._phrase(place) for place in offices), None)

    def _is_of_saying(self, place: PlaceMention, cue: Word, passage: Passage) -> bool:
        """Whether a place under the verb of saying is where it was said.

        Not so after a count: "the cell reports 12 dead in the brickyard quarter".
        """
        if place.governor is not cue or cue.lemma in self.words.finding.words:
            return False
        return not any(cue.end <= a.amount.start < place.start for a in passage.amounts)

    def _most_exact(self, passage: Passage) -> Phrase | None:
        """The most exact of the sentence's specific places."""
        places = [p for p in self._usable(passage) if p.specific and not self._is_compared(p)]
        return self._phrase(min(places, key=lambda p: p.rank)) if places else None

    def _is_compared(self, place: PlaceMention) -> bool:
        """Whether a place is that of an event held beside: "ahead of the 1981 Orel fire"."""
        above = takewhile(lambda w: w.pos not in VERBAL, [place.governor, *place.governor.up()])
        return any(word.lower in self.words.compared.words for word in above)

    # ---- the passage's place -----------------------------------------------------------------

    def _carried(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """The place of what the count goes with, of its paragraph, or of the report's event."""
        if _goes_on(draft):
            return self._source_place(draft) or self._running_place(draft, before)
        if draft.origin is not None and draft.origin.place is not None:
            return draft.origin.place
        if place := self._toll_place(draft, before) or self._source_place(draft):
            return place
        here = [d.place for d in before if d.passage is draft.passage]
        if here and here[-1] is not None:
            return here[-1]
        if draft.measure in HELD:
            return self._held_place(before)
        around = self._paragraph_place(draft.passage) or self._place_after(draft.passage)
        return around or self._event_place(draft, before)

    def _toll_place(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """The place of the toll that its paragraph told before: "the true toll was over 90"."""
        if draft.link.rule != "toll":
            return None
        block = draft.passage.block
        same = (d for d in reversed(before) if d.passage.block is block and d.passage.parse)
        told = next((d for d in same if d.measure == draft.measure), None)
        return told.place if told is not None and told.period == draft.period else None

    def _running_place(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """Where a running count is of: a town or a land, and only with its group a site.

        A bulletin tells the day's count and then of a part of it at one spot, before it goes on
        to what both have come to.
        """
        near = [
            d
            for d in reversed(before)
            if d.place is not None
            and d.modality in HAPPENED
            and draft.passage.index - d.passage.index <= STORY
        ]
        group = _group_of(draft)
        alike = [d for d in near if _group_of(d) == group]
        same = [d.place for d in alike if _same_dates(d, draft)]
        if group is not None:
            same += [d.place for d in alike]
        areas = [
            d.place
            for d in near
            if self._is_area(d.place)
            or (d.place is not None and (d.place.start, d.place.end) in self._wide)
        ]
        return next(iter([*same, *areas]), None) or self._titled or self._area

    def _held_place(self, before: list[Draft]) -> Phrase | None:
        """Where those held or freed were last told to be: no place of another harm."""
        held = (d.place for d in reversed(before) if d.measure in HELD)
        return next(held, None) or self._titled

    def _event_place(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """The place of the event that the draft's period tells it belongs to."""
        block = draft.passage.block
        told = [d for d in before if d.modality in HAPPENED or d.passage.block is block]
        last, period, main = told[-1] if told else None, draft.period, self._main_period
        if period is not None and period.kind == "total":
            # those held have no place of the event's, and so has what goes on about them
            of_held = last is not None and last.measure in HELD
            return self._titled or (last and last.place) or (None if of_held else self._main)
        if period is not None and main is not None and _dates(period) == _dates(main):
            return self._main or self._titled
        close = last is not None and draft.passage.index - last.passage.index <= STORY
        if last is not None and close and _same_time(last, draft):
            return last.place
        return self._titled or self._main or self._area

    def _is_area(self, place: Phrase | None) -> bool:
        """Whether a place is a town or a land, and no site."""
        return place is not None and (place.start, place.end) in self._areas

    def _paragraph_place(self, passage: Passage) -> Phrase | None:
        """The most exact place of the nearest sentence before in the paragraph that has one."""
        for index in range(passage.index - 1, max(-1, passage.index - PARAGRAPH), -1):
            other = self.passages[index]
            if other.block is not passage.block:
                return None
            if place := self._most_exact(other):
                return place
        return None

    def _place_after(self, passage: Passage) -> Phrase | None:
        """The place of the paragraph's next sentence, if that tells no other time."""
        for other in self.passages[passage.index + 1 : passage.index + 2]:
            if other.block is passage.block and not other.times:
                return self._most_exact(other)
        return None

    def _source_place(self, draft: Draft) -> Phrase | None:
        """Where the source of the draft's sentence stands: "police in Halvany say"."""
        passage = draft.passage
        giving = [m for m in passage.sources if draft.word.i in m.scope]
        inside = (
            p for m in giving for p in passage.places if m.start <= p.start and p.end <= m.end
        )
        return next((self._phrase(p) for p in inside if p.specific), None)

    def _lead_place(self) -> Phrase | None:
        """Where the lead's event happened.

        The most exact place of the first sentence of the text that has amounts and a place,
        else of the first that has a place.
        """
        lead = self.passages[:LEAD]
        told = [p for p in lead if p.block.kind not in {"title", "heading"}]
        counting = [p for p in told if p.amounts]
        return next((p for p in map(self._most_exact, [*counting, *told, *lead]) if p), None)

    def _lead_area(self) -> Phrase | None:
        """The town or country of the lead that the text names most, also in a source's name."""
        lead = self.passages[:LEAD]
        named = [
            area for passage in lead for p in passage.places if (area := self._area_of(p, passage))
        ]
        return max(named, key=self._times_named, default=None)

    def _area_of(self, place: PlaceMention, passage: Passage) -> Phrase | None:
        """The town or land that a place is or lies in: "a yard in Orvel" is in Orvel."""
        if not place.specific or passage.parse is None:
            return None
        if place.rank:
            return self._phrase(place)
        inside = [w for w in passage.parse.words if place.start <= w.start < place.end]
        name = list(takewhile(lambda word: word.name, reversed(inside)))
        if not any(word.head.dep == "prep" for word in name):
            return None
        return Phrase(name[-1].start, name[0].end, self.text[name[-1].start : name[0].end])

    def _times_named(self, place: Phrase) -> int:
        """How often the text names a place, by its last word."""
        return len(re.findall(rf"\b{re.escape(place.words.split()[-1])}\b", self.text))

    def _title_place(self) -> Phrase | None:
        """The place that a title of the report names before a colon or after a dash."""
        for passage in self.passages[:HEADS]:
            block = passage.block
            if block.kind not in {"title", "heading"}:
                continue
            match = _TITLED.match(self.text, block.start, block.end)
            if match is not None and not passage.amounts and not re.search(r"\d", match.group()):
                place = _group(match, self._place_side(match))
                if match["event"] and match["event"] not in self.words.wars.words:
                    continue
                # "FIRE AT OREL: …" and "Ridge Fire: …" are of an event, and no place's name
                if {w.lower() for w in place.words.split()} & set(self.words.named_events.words):
                    continue
                # "Northern Health Board: Bulletin 114" says whose bulletin it is
                is_body = self._speech.is_body(place.words.split()[-1].lower())
                return None if is_body else place
        return None

    def _place_side(self, match: "re.Match[str]") -> str:
        """Which side of a title's dash or colon is the place: the last, if that is no event."""
        if alone := next((n for n in ("first", "inside", "last") if match[n]), None):
            return alone
        back = {word.lower() for word in match["back"].split()}
        return "front" if back & set(self.words.named_events.words) else "back"


def _recalled(draft: Draft) -> Draft | None:
    """The count of the paragraph that a number without a noun only says again."""
    origin = draft.origin
    if origin is None or draft.link.rule != "said again" or draft.counted.unit is not None:
        return None
    return origin if origin.passage.block is draft.passage.block else None


def _goes_on(draft: Draft) -> bool:
    """Whether a count goes on since some day: such counts are told of no one site."""
    return draft.period is not None and draft.period.kind == "since"


def _is_of_another(place: PlaceMention, draft: Draft) -> bool:
    """Whether a place is that of another event, with a time of its own.

    "68 died, more than in the 1981 Puerto Ancho fire, in which 49 died": only the 49 died there.
    """
    event = place.governor
    verb = next((word for word in event.up() if word.pos in VERBAL), None)
    if event.pos != "NOUN" or verb is None:
        return False
    inside = event.subtree()
    own = {word.i for start in (draft.word, draft.link.said_by) for word in (start, *start.up())}
    if verb.i in own or any(word.i in own for word in inside):
        return False
    start, end = stretch(inside)
    return any(start <= time.start < end for time in draft.passage.times)


def _is_of_next_clause(place: PlaceMention, draft: Draft, near: Mapping[int, int]) -> bool:
    """Whether a place stands in a later clause that has a subject of its own.

    "500 houses were razed, and 90 people now sleep in schools in Orvel": none was razed there.
    """
    if place.start < draft.amount.end:
        return False
    path = takewhile(lambda w: w.i not in near, [place.governor, *place.governor.up()])
    return any(w.dep == "conj" and w.pos in VERBAL and _stands_alone(w) for w in path)


def _stands_alone(verb: Word) -> bool:
    """Whether a clause leaves nothing out: not so "and 90 hurt", "and 90 were hurt"."""
    subject = verb.kid("nsubj", "nsubjpass")
    if subject is None or subject.key is not None:
        return False
    return verb.tag in {"VBZ", "VBP"} or any(verb.kids("aux", "auxpass"))


def _group(match: "re.Match[str]", name: str) -> Phrase:
    return Phrase(match.start(name), match.end(name), match[name])


def _dates(period: Period) -> tuple[str | None, str | None]:
    return period.start, period.end


def _group_of(draft: Draft) -> str | None:
    """The counted group, None where it is people at large."""
    words = draft.population.words.lower() if draft.population is not None else None
    return None if words in EVERYBODY else words


def _same_dates(one: Draft, two: Draft) -> bool:
    mine, theirs = one.period, two.period
    return mine is not None and theirs is not None and _dates(mine) == _dates(theirs)


def _same_time(one: Draft, two: Draft) -> bool:
    if one.period is None or two.period is None:
        return one.period is two.period
    return one.period.start == two.period.start
