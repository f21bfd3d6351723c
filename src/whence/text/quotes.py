"""Finds what stands between quotation marks, without trusting that they come in pairs.

Marks are read by where they stand and not by their shape, since copies of a text turn
them: a mark opens after a blank and before a word, and closes after a word. So a report
reads the same with straight and with curly marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whence.records import Span
from whence.text.segment import Block

# Doubled single marks ('' and ``) are how agency wires and old systems write the double one.
_DOUBLE = r"''|``|‘‘|’’|[“”\"«»„‟]"
_MARK = re.compile(rf"(?P<double>{_DOUBLE})|(?P<single>['‘’‚`])")
_OPENS_AFTER = frozenset("([{—–―-/:'\"‘“«„`…")
# After a closing mark: the end, a blank, a stop, a dash, a bracket, another mark.
_CLOSES_BEFORE = frozenset(".,;:!?)]}—–―-/'\"’”»…")
# A single mark before these is an apostrophe: 'em, 'tis, '90s.
_ELIDED = re.compile(r"(?:em|tis|twas|cause|til|n|bout|\d0s?)\b", re.IGNORECASE)
# What stands before an opening mark that its paragraph does not close, where it may still be
# speech: never closed at all, or closed in a later paragraph. A mark after a word is a stray one.
_LEADS_IN = re.compile(r"[,:]\s*$")
_BEFORE_SPEECH = re.compile(r"[.,:;!?…—–―-]\s*$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What one pair of marks holds, marks included, with one piece for each paragraph.

    Where the closing mark is missing the paragraph's end stands for it.
    """

    pieces: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the first piece starts."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1].end

    def holds(self, at: int) -> bool:
        """Whether the character at `at` stands inside the marks."""
        return any(piece.start < at < piece.end for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool


def find_quotations(text: str, blocks: Sequence[Block]) -> list[Quotation]:
    """Return the outermost quotations of `text`, left to right.

    A quotation that is not closed in its paragraph goes on in the next one where that opens
    with a mark again. One that is never closed runs to its paragraph's end where it can be
    nothing else; any other odd mark is left alone, so that it costs one quotation at most.
    """
    found: list[Quotation] = []
    running: list[Span] = []  # the pieces of a quotation that this paragraph opens again
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        pairs, left = _pair(list(_double_marks(text, block)))
        taken = list(pairs)
        if running and pairs:
            found.append(Quotation((*running, pairs.pop(0))))
            running = []
        found += [Quotation((pair,)) for pair in pairs]
        if left is not None:
            tail = Span(left.start, block.end)
            if running or _runs_on(text, block, left, following):
                running.append(tail)
                taken.append(tail)
            elif _may_begin(text, block, left, _LEADS_IN):
                found.append(Quotation((tail,)))
                taken.append(tail)
        if running and (following is None or not _reopens(text, following)):
            found.append(Quotation(tuple(running)))
            running = []
        found += [Quotation((single,)) for single in _singles(text, block, taken)]
    return sorted(found, key=lambda quotation: quotation.start)


def _pair(marks: list[_Mark]) -> tuple[list[Span], _Mark | None]:
    """Pair a paragraph's double marks; return the outermost pairs and a last mark left open.

    Marks nest. An opening mark that nothing closes is dropped and what stands inside it
    counts as outermost. Only one that nothing follows is handed back.
    """
    waiting: list[_Mark] = []
    pairs: list[Span] = []
    for mark in marks:
        if mark.closes and waiting:
            opened = waiting.pop()
            pairs = [pair for pair in pairs if pair.start < opened.start]
            pairs.append(Span(opened.start, mark.end))
        elif mark.opens:
            waiting.append(mark)
    last = waiting[-1] if waiting else None
    if last is not None and any(pair.start > last.start for pair in pairs):
        last = None
    return pairs, last


def _double_marks(text: str, block: Block) -> Iterator[_Mark]:
    """Yield the double marks of a block, each with what it can do where it stands.

    A mark between two blanks or inside a word tells nothing: it closes what is open.
    """
    for match in _MARK.finditer(text, block.body, block.end):
        if match["single"]:
            continue
        opens, closes = _reads(text, block, match)
        if match.end() - match.start() == 2 and text[match.start()] in "'’" and not opens:
            closes = True
        yield _Mark(match.start(), match.end(), opens or not closes, closes or not opens)


def _reads(text: str, block: Block, match: "re.Match[str]") -> tuple[bool, bool]:
    """Whether a mark can open, and whether it can close, by what stands beside it."""
    before = text[match.start() - 1] if match.start() > block.body else " "
    after = text[match.end()] if match.end() < block.end else " "
    opens = (before.isspace() or before in _OPENS_AFTER) and not after.isspace()
    closes = not before.isspace() and (
        after.isspace() or after in _CLOSES_BEFORE or not after.isalnum()
    )
    if opens and closes:  # between a dash or bracket and another sign: "(…" or "…")"
        opens = before in "([{:" or (before in "—–―-/" and (after.isalnum() or after in "'‘“\""))
        closes = not opens
    return opens, closes


def _reopens(text: str, block: Block) -> bool:
    """Whether a paragraph begins with an opening mark."""
    first = _MARK.match(text, block.body, block.end)
    return first is not None and bool(first["double"])


def _runs_on(text: str, block: Block, mark: _Mark, following: Block | None) -> bool:
    """Whether what a mark opens goes on in the next paragraph."""
    begins = _may_begin(text, block, mark, _BEFORE_SPEECH)
    return begins and following is not None and _reopens(text, following)


def _may_begin(text: str, block: Block, mark: _Mark, lead_in: "re.Pattern[str]") -> bool:
    """Whether a mark that its paragraph does not close may begin speech: first, or led in."""
    lead = text[block.body : mark.start]
    return mark.opens and (not lead.strip() or lead_in.search(lead) is not None)


def _singles(text: str, block: Block, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield the quotations in single marks outside the double ones.

    The same sign is an apostrophe: one inside a word is none of ours, and one after a
    plural's "s" closes only where no better mark follows before the next one that opens.
    """
    marks = [
        match
        for match in _MARK.finditer(text, block.body, block.end)
        if match["single"] and not any(s.start <= match.start() < s.end for s in taken)
    ]
    at = -1
    for index, match in enumerate(marks):
        if match.start() < at or not _opens_single(text, block, match):
            continue
        close = _close_of(text, block, marks[index + 1 :])
        if close is not None and not any(match.start() < s.start < close for s in taken):
            yield Span(match.start(), close)
            at = close


def _opens_single(text: str, block: Block, match: "re.Match[str]") -> bool:
    opens, _ = _reads(text, block, match)
    return opens and not _ELIDED.match(text, match.end())


def _close_of(text: str, block: Block, marks: "Sequence[re.Match[str]]") -> int | None:
    """Where a single quotation closes, among the single marks that follow its opening one."""
    plural: int | None = None
    for match in marks:
        opens, closes = _reads(text, block, match)
        if opens:
            break
        if not closes:
            continue
        before = text[match.start() - 1]
        if before != "s" or text[match.end() : match.end() + 1] in {",", ".", ""}:
            return match.end()
        plural = plural or match.end()
    return plural
