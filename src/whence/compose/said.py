"""A statement on its way, and which quotations stand where."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from whence.compose.draft import Passage
from whence.find.cue import Cue
from whence.records import Span, Stance
from whence.text.grammar import Parse, Word
from whence.text.quotes import Quotation


@dataclass(slots=True, eq=False)
class Said:
    """A statement on its way: its cue, the words its clause gives it and the quotations it has.

    `span` is its content where a label gives it and no cue does. `via` are those who pass it
    on, nearest first. `like` is the statement whose speaker goes on. `settled` says that its
    source is not the one that the cue names.
    """

    passage: Passage
    cue: Cue | None
    source: Span | None
    stance: Stance
    rule: str
    words: list[Word] = field(default_factory=list)
    span: Span | None = None
    quotes: list[Quotation] = field(default_factory=list)
    via: tuple[str, ...] = ()
    like: "Said | None" = None
    settled: bool = False

    def leave_unnamed(self, source: Span | None = None) -> None:
        """Credit `source`, or nobody, in place of the one its cue names."""
        self.source, self.settled = source, True

    @property
    def speaker(self) -> Word | None:
        """The head of the words that name the source."""
        return self.cue.source if self.cue is not None else None

    @property
    def start(self) -> int:
        """Where the cue starts, or the source that a label names."""
        if self.cue is not None:
            return self.cue.cue.start
        return self.source.start if self.source is not None else self.passage.sentence.start

    @property
    def end(self) -> int:
        """Where what has been found of it ends."""
        ends = [self.start, *(q.end for q in self.quotes)]
        ends += [self.words[-1].end] if self.words else []
        ends += [self.span.end] if self.span is not None else []
        return max(ends)

    @property
    def speaks(self) -> bool:
        """Whether a quotation beside the cue is what is said."""
        return self.cue is not None and self.cue.speaks

    @property
    def pieces(self) -> list[Span]:
        """The stretches of text that are said; a gap in the words is a gap in the text."""
        found = [piece for quotation in self.quotes for piece in quotation.pieces]
        found += [self.span] if self.span is not None else []
        runs: list[list[Word]] = []
        for word in self.words:
            if runs and word.i == runs[-1][-1].i + 1:
                runs[-1].append(word)
            else:
                runs.append([word])
        return found + [Span(run[0].start, run[-1].end) for run in runs]


class Quotations:
    """The quotations of a report, found by where they stand."""

    def __init__(self, quotations: Iterable[Quotation]) -> None:
        self.all = list(quotations)
        placed = sorted(
            ((p, q) for q in self.all for p in q.pieces), key=lambda pair: pair[0].start
        )
        self._pieces = [piece for piece, _ in placed]
        self._owners = [quotation for _, quotation in placed]
        self._ends = [piece.end for piece in self._pieces]  # outermost pieces do not overlap

    @property
    def spans(self) -> list[Span]:
        """Each piece in marks, left to right."""
        return self._pieces

    def touching(self, start: int, end: int) -> Iterator[tuple[Span, Quotation]]:
        """Yield the pieces that overlap a stretch of text, each with its quotation."""
        at = bisect_left(self._ends, start + 1)
        while at < len(self._pieces) and self._pieces[at].start < end:
            yield self._pieces[at], self._owners[at]
            at += 1

    def holding(self, at: int) -> Quotation | None:
        """The quotation that the character at `at` stands in."""
        return next((q for piece, q in self.touching(at, at + 1) if piece.start < at), None)

    def words_in(self, parse: Parse) -> frozenset[int]:
        """The places of a sentence's words that stand in quotation marks."""
        sentence = parse.sentence
        spans = [piece for piece, _ in self.touching(sentence.start, sentence.end)]
        return frozenset(w.i for w in parse.words if any(s.start <= w.start < s.end for s in spans))


class Passages:
    """The sentences of a report, found by where they stand."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.all = passages
        self._ends = [passage.sentence.end for passage in passages]

    def at(self, offset: int) -> Passage | None:
        """The sentence that holds the character at `offset`."""
        index = bisect_left(self._ends, offset + 1)
        if index < len(self.all) and self.all[index].sentence.start <= offset:
            return self.all[index]
        return None

    def after(self, passage: Passage) -> Passage | None:
        """The next sentence of the same paragraph."""
        if passage.index + 1 < len(self.all) and self.all[passage.index + 1].block is passage.block:
            return self.all[passage.index + 1]
        return None

    def below(self, passage: Passage) -> list[Passage]:
        """The sentences of the paragraph below, or of the whole list where one stands there."""
        rest = self.all[passage.index + 1 :]
        if not rest or rest[0].block is passage.block:
            return []
        if rest[0].block.kind != "item":
            return [other for other in rest if other.block is rest[0].block]
        items = next((n for n, other in enumerate(rest) if other.block.kind != "item"), len(rest))
        return list(rest[:items])
