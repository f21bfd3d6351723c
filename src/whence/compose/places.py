"""Says where a counted harm happened: in the figure's clause, its sentence, or the passage it belongs to."""

from whence.compose.draft import Draft, Passage
from whence.find.places import PlaceMention
from whence.records import Phrase


class PlaceKeeper:
    """Finds the place of drafts, in order, keeping where the passage's event happened."""

    def __init__(self, text: str, passages: list[Passage]) -> None:
        self.text = text
        self.passages = passages

    def find(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """Return the place as written, None where neither sentence nor passage has one."""
        own = self._own(draft)
        if own is not None:
            return Phrase(own.start, own.end, self.text[own.start : own.end])
        return self._carried(draft, before)

    def _own(self, draft: Draft) -> PlaceMention | None:
        """The place of the draft's own sentence, the nearest in the parse first."""
        places = self._usable(draft.passage)
        if not places:
            return None
        path = [draft.counted.bearer, *draft.counted.bearer.up(), draft.link.said_by, *draft.link.said_by.up()]
        unit = draft.counted.unit
        near = {word.i: rank for rank, word in reversed(list(enumerate(path)))}
        if unit is not None:
            near[unit.i] = 0

        def distance(place: PlaceMention) -> tuple[int, int, int]:
            at = place.governor
            steps = 0
            for word in [at, *at.up()]:
                if word.i in near:
                    return (near[word.i] + steps, place.rank, abs(place.head.i - draft.word.i))
                steps += 1
            return (99, place.rank, abs(place.head.i - draft.word.i))

        return min(places, key=distance)

    def _usable(self, passage: Passage) -> list[PlaceMention]:
        """The sentence's places that are not part of a source's name."""
        sources = [(m.start, m.end) for m in passage.sources]
        return [
            p for p in passage.places if not any(start <= p.head.start < end for start, end in sources)
        ]

    def _carried(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """The place of the count before, or the last place named, in the passage's paragraph, then of the lead."""
        index = draft.passage.index
        for passage in reversed(self.passages[:index]):
            if passage.block is not draft.passage.block:
                break
            if places := self._usable(passage):
                best = min(places, key=lambda p: p.rank)
                return Phrase(best.start, best.end, self.text[best.start : best.end])
        for other in reversed(before):
            if other.place is not None and other.passage.index >= index - 4:
                return other.place
        return None
