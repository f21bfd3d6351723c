"""Says who gives the figures of a line by where the line stands: a heading, a list, a table.

A line may name its source last ("Toll climbs to nine: ambulance service"), or stand under one
that announces it ("The ministry said:", "The week in numbers (Health Office)").
"""

import re
from collections.abc import Iterator, Sequence

from whence.compose.draft import Draft, Passage
from whence.find.sources import Speech
from whence.records import Span

# A headline or flash names its source last: "Toll climbs to nine: ambulance service", "… - POLICE".
_TAIL = re.compile(
    r"(?:\s[-–—]\s*|:\s*)(?P<who>(?:the\s+)?[^\W\d_][\w'’.-]*(?:\s+[\w'’.-]+){0,4}?)\s*$"
)
# A table or list names whose figures it holds: "The week in numbers (Health Office, 3 March)".
_BRACKETED = re.compile(
    r"\((?:source: ?)?(?P<who>[^\d,()]{3,60}?)(?:,[^()]*)?\)\s*:?\s*$", re.IGNORECASE
)


class Announced:
    """Who gives the lines of headings, lists and tables in one report."""

    def __init__(self, text: str, passages: Sequence[Passage], speech: Speech) -> None:
        self._text = text
        self._speech = speech
        self._above = dict(self._under_announcers(passages))

    def find(self, draft: Draft) -> tuple[Span, str] | None:
        """Where the source of the draft's line is named, and the rule that found it."""
        passage = draft.passage
        if passage.block.kind in {"title", "heading", "item"} and (tail := self._tail(draft)):
            return tail, "named at the end of the line"
        above = self._above.get(passage.index)
        return (above, "announced above the list") if above is not None else None

    def _tail(self, draft: Draft) -> Span | None:
        sentence = draft.passage.sentence
        match = _TAIL.search(self._text, draft.amount.end, sentence.end)
        if match is None or not self._speech.is_source_noun(match["who"].split()[-1].lower()):
            return None
        return Span(match.start("who"), match.end("who"))

    def _under_announcers(self, passages: Sequence[Passage]) -> Iterator[tuple[int, Span]]:
        """Yield the lines under a heading such as "The ministry announces:", with who does."""
        source: Span | None = None
        sections = False  # whether what is announced comes in sections: "A. LOSS OF LIFE"
        for at, passage in enumerate(passages):
            said = self._text[passage.sentence.start : passage.sentence.end]
            if said.rstrip().endswith(":") and passage.sources:
                source = Span(passage.sources[-1].start, passage.sources[-1].end)
                sections = any(self._opens_section(after) for after in passages[at + 1 : at + 2])
                continue
            if sections and passage.block.kind != "heading":
                if source is not None:
                    yield passage.index, source
                continue
            heading = passage.block.kind == "heading"
            if heading and not passage.amounts and (named := self._in_brackets(passage, said)):
                source = named
                continue
            if passage.block.kind == "paragraph" or (heading and said.isupper()):
                source = None
            if source is not None:
                yield passage.index, source

    def _opens_section(self, passage: Passage) -> bool:
        """Whether the line is a lettered or numbered heading in capitals: "B. HOUSES"."""
        block = passage.block
        return block.body > block.start and self._text[block.body : block.end].isupper()

    def _in_brackets(self, passage: Passage, said: str) -> Span | None:
        match = _BRACKETED.search(said)
        if match is None:
            return None
        if not any(self._speech.is_source_noun(word.lower()) for word in match["who"].split()):
            return None
        start = passage.sentence.start
        return Span(start + match.start("who"), start + match.end("who"))
