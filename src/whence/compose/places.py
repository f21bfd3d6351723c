"""Says where a counted harm happened: in the figure's sentence, or the passage it belongs to."""

import re

from whence.compose.draft import Draft, Passage
from whence.find.places import PlaceMention
from whence.records import Period, Phrase
from whence.text.letters import NAME_START

# A word of a name, in any alphabet; "al-X" is one.
_WORD = rf"(?:[a-z]{{1,3}}[-'’])?[{NAME_START}][\w'’-]*"
# "Lower Meruna Basin: floods and insecurity", "MINISTRY OF HEALTH - NORTHERN ZERAN": what a
# report is about.
_TITLED = re.compile(
    rf"(?P<first>{_WORD}(?: {_WORD}){{0,3}}): \w|.* [-–—] (?P<last>{_WORD}(?: {_WORD}){{0,3}})$"
)
_ROW = re.compile(rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})\s*(?:[-–—|]|:)\s*$")
# Sentences of a report that tell what it is about.
LEAD = 8


class PlaceKeeper:
    """Finds the place of drafts, in order, keeping where the report's event happened."""

    def __init__(self, text: str, passages: list[Passage]) -> None:
        self.text = text
        self.passages = passages
        self._titled = self._title_place()
        self._main = self._lead_place()
        self._main_period: Period | None = None

    def find(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """Return the place as written, None where neither sentence nor passage has one."""
        if draft.passage.index < LEAD and self._main_period is None and draft.period is not None:
            if draft.period.kind in {"on", "window"}:
                self._main_period = draft.period
        if row := self._row_place(draft):
            return row
        own = self._own(draft)
        if own is not None and own.specific:
            return self._phrase(own)
        return self._carried(draft, before) or (self._phrase(own) if own is not None else None)

    def _row_place(self, draft: Draft) -> Phrase | None:
        """The name that opens a line of a list: "Tolva - 61,200 persons in 38 sites"."""
        block = draft.passage.block
        match = _ROW.match(self.text, block.body, draft.amount.start)
        if (
            block.kind not in {"item", "heading", "row"}
            or match is None
            or draft.link.rule == "label"
        ):
            return None
        return Phrase(match.start("name"), match.end("name"), match["name"])

    def _phrase(self, place: PlaceMention) -> Phrase:
        return Phrase(place.start, place.end, self.text[place.start : place.end])

    # ---- the sentence's own place -------------------------------------------------------------

    def _own(self, draft: Draft) -> PlaceMention | None:
        """The place of the draft's own sentence, the nearest in the parse first."""
        places = self._usable(draft.passage)
        if not places:
            return None
        path = [draft.counted.bearer, *draft.counted.bearer.up()]
        near = {word.i: rank for rank, word in reversed(list(enumerate(path)))}
        for rank, word in enumerate([draft.link.said_by, *draft.link.said_by.up()]):
            near[word.i] = min(near.get(word.i, 99), rank)
        if draft.counted.unit is not None:
            near[draft.counted.unit.i] = 0

        def distance(place: PlaceMention) -> tuple[int, int, int]:
            for steps, word in enumerate([place.governor, *place.governor.up()]):
                if word.i in near:
                    return (near[word.i] + steps, place.rank, abs(place.head.i - draft.word.i))
            return (99, place.rank, abs(place.head.i - draft.word.i))

        return min(places, key=distance)

    def _usable(self, passage: Passage) -> list[PlaceMention]:
        """The sentence's places that are not part of a source's name, nor where it was said."""
        sources = [(m.start, m.end) for m in passage.sources]
        cues = [m.cue for m in passage.sources]
        return [
            p
            for p in passage.places
            if p.governor not in cues
            and not any(start <= p.head.start < end for start, end in sources)
        ]

    # ---- the passage's place -------------------------------------------------------------------

    def _carried(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """The place of what the count goes with, of its paragraph, or of the report's event."""
        if draft.origin is not None and draft.origin.place is not None:
            return draft.origin.place
        block = draft.passage.block
        near = [d for d in before if d.passage.block is block]
        if (
            near
            and near[-1].place is not None
            and (near[-1].passage is draft.passage or _same_time(near[-1], draft))
        ):
            return near[-1].place
        period = draft.period
        if place := self._paragraph_place(draft.passage):
            return place
        if period is not None and period.kind in {"since", "total"}:
            return self._titled or (before[-1].place if before else self._main)
        if (
            period is not None
            and self._main_period is not None
            and (period.start, period.end) == (self._main_period.start, self._main_period.end)
        ):
            return self._main or self._titled
        if (
            before
            and draft.passage.index - before[-1].passage.index <= 3
            and _same_time(before[-1], draft)
        ):
            return before[-1].place
        if draft.passage.index < LEAD or (period is not None and period.kind == "state"):
            return self._main or self._titled
        return self._titled

    def _paragraph_place(self, passage: Passage) -> Phrase | None:
        """The last place named in the paragraph before the sentence."""
        for other in reversed(self.passages[: passage.index]):
            if other.block is not passage.block:
                return None
            if places := [p for p in self._usable(other) if p.specific]:
                return self._phrase(min(places, key=lambda p: p.rank))
        return None

    def _lead_place(self) -> Phrase | None:
        """Where the lead's event happened: the most exact place of the first sentence that has one."""
        for wanted in (True, False):
            for passage in self.passages[:LEAD]:
                if passage.block.kind in {"title", "heading"} and wanted:
                    continue
                places = [p for p in self._usable(passage) if p.specific]
                if (passage.amounts or not wanted) and places:
                    return self._phrase(min(places, key=lambda p: p.rank))
        return None

    def _title_place(self) -> Phrase | None:
        """The place that a title of the report names before a colon or after a dash."""
        for passage in self.passages[:4]:
            block = passage.block
            if block.kind not in {"title", "heading"}:
                continue
            match = _TITLED.match(self.text, block.start, block.end)
            if match is not None and not re.search(r"\d", match.group()):
                group = "first" if match["first"] else "last"
                return Phrase(match.start(group), match.end(group), match[group])
        return None


def _same_time(one: Draft, two: Draft) -> bool:
    if one.period is None or two.period is None:
        return one.period is two.period
    return one.period.start == two.period.start
