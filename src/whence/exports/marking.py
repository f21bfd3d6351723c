"""Cuts a report's text where the page marks it: at its figures and at what is said.

Not a character but the blank lines between paragraphs is lost.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from whence.records import Figure, Statement

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text to be marked, with every figure whose number overlaps it."""

    start: int
    end: int
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A piece of what a statement says."""

    start: int
    end: int
    statement: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a run; `figures` are the indices of those it counts, if it is marked."""

    text: str
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph that the same statements hold, the widest first.

    `opens` are those of them that begin here.
    """

    pieces: list[Piece]
    said: tuple[int, ...] = ()
    opens: Set[int] = frozenset()


def find_marks(figures: Sequence[Figure]) -> list[Mark]:
    """Return the stretches to mark, left to right; numbers that overlap share one."""
    marks: list[Mark] = []
    spans = [(f.amount.start, f.amount.end, i) for i, f in enumerate(figures)]
    for start, end, index in sorted(spans):
        if marks and start < marks[-1].end:
            last = marks.pop()
            marks.append(Mark(last.start, max(last.end, end), (*last.figures, index)))
        else:
            marks.append(Mark(start, end, (index,)))
    return marks


def find_voices(statements: Sequence[Statement], marks: Sequence[Mark]) -> list[Voice]:
    """Return the pieces of all that is said, the widest first where several begin.

    A number is never cut: a piece that begins or ends within one does so behind it.
    """

    def moved(edge: int) -> int:
        return next((mark.end for mark in marks if mark.start < edge < mark.end), edge)

    voices = [
        Voice(moved(piece.start), moved(piece.end), index)
        for index, said in enumerate(statements)
        for piece in said.content
    ]
    voices.sort(key=lambda voice: (voice.start, -voice.end, voice.statement))
    return [voice for voice in voices if voice.start < voice.end]


def cut_paragraphs(
    text: str, marks: Sequence[Mark], voices: Sequence[Voice]
) -> Iterator[list[Run]]:
    """Yield the text's paragraphs, each as runs that are cut at the marks."""
    start = 0
    opened: set[int] = set()
    for gap in [*PARAGRAPH_BREAK.finditer(text), None]:
        # A number across a blank line keeps its paragraph whole.
        if gap and any(mark.start < gap.end() and gap.start() < mark.end for mark in marks):
            continue
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            runs = []
            for at, to, said in _stretches(start, end, voices):
                runs.append(Run(list(_pieces(text, at, to, marks)), said, {*said} - opened))
                opened.update(said)
            yield runs
        start = gap.end() if gap else end


def text_of(runs: Sequence[Run]) -> str:
    """Return the text of a paragraph."""
    return "".join(piece.text for run in runs for piece in run.pieces)


def _stretches(
    start: int, end: int, voices: Sequence[Voice]
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield the stretches between `start` and `end` that the same statements hold."""
    cuts = {edge for voice in voices for edge in (voice.start, voice.end)}
    for cut in [*sorted(cut for cut in cuts if start < cut < end), end]:
        holding = (v.statement for v in voices if v.start < cut and start < v.end)
        yield start, cut, tuple(dict.fromkeys(holding))
        start = cut


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    for mark in marks:
        if start <= mark.start and mark.end <= end:
            if start < mark.start:
                yield Piece(text[start : mark.start])
            yield Piece(text[mark.start : mark.end], mark.figures)
            start = mark.end
    if start < end:
        yield Piece(text[start:end])
