"""What is known of a report while its figures are being put together."""

from dataclasses import dataclass, field

from whence.compose.links import Counted, Link
from whence.find.amounts import AmountMention
from whence.find.cue import Cue
from whence.find.places import PlaceMention
from whence.find.times import TimeMention
from whence.records import Amount, Modality, Period, Phrase, Source
from whence.text.grammar import Parse, Word
from whence.text.segment import Block, Sentence


@dataclass(slots=True, eq=False)
class Passage:
    """A sentence with all that the finders saw in it; `parse` is None where it was not parsed."""

    index: int
    sentence: Sentence
    block: Block
    amounts: list[AmountMention]
    times: list[TimeMention]
    parse: Parse | None = None
    before: Parse | None = None  # the sentence before, in the same block
    heading: Parse | None = None  # the line above the list that this line belongs to
    cues: list[Cue] = field(default_factory=list)
    sources: list[Cue] = field(default_factory=list)  # the cues that give figures
    places: list[PlaceMention] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Draft:
    """A figure on its way: its amount, what ties it to a measure, and the fields found so far."""

    amount: Amount
    passage: Passage
    counted: Counted
    link: Link
    population: Phrase | None = None
    source: Source | None = None
    source_rule: str = "none"
    period: Period | None = None
    place: Phrase | None = None
    modality: Modality = "asserted"
    whole: "Draft | None" = None
    origin: "Draft | None" = (
        None  # the count this one goes with, where it has no measure of its own
    )

    @property
    def measure(self) -> str:
        """The measure the amount counts."""
        return self.link.measure

    @property
    def again(self) -> "Draft | None":
        """The count of its own sentence that this one brings up to date: nine drowned, now 12."""
        if self.origin is None or self.link.rule != "said again":
            return None
        return self.origin if self.origin.passage is self.passage else None

    @property
    def is_earlier(self) -> bool:
        """Whether another count is only held against it: "112 in May, down from 140"."""
        left = (w for w in (self.word, self.counted.bearer) if w.dep == "pobj")
        return self.link.rule == "compared" or any(w.head.lower == "from" for w in left)

    @property
    def word(self) -> Word:
        """The amount's own word in the parse."""
        return self.counted.word
