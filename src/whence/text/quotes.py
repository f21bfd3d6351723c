"""Finds what stands between quotation marks, without trusting that they come in pairs."""

import re
from collections.abc import Iterator, Sequence

from whence.records import Span
from whence.text.segment import Block

_PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’"}
_MARK = re.compile(r"[“”\"«»„‘’]")


def find_quotes(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Return the outermost quotations, marks included, left to right.

    A mark that opens and is not closed in its block runs to the block's end only where
    the next block opens again, as a quotation over several paragraphs does; else it is
    left alone, so that one odd mark costs one quotation.
    """
    found = []
    for index, block in enumerate(blocks):
        following = (
            text[blocks[index + 1].body : blocks[index + 1].body + 1]
            if index + 1 < len(blocks)
            else ""
        )
        found += _in_block(text, block, following)
    return found


def _in_block(text: str, block: Block, following: str) -> Iterator[Span]:
    at = block.body
    while match := _MARK.search(text, at, block.end):
        at = match.end()
        mark = match.group()
        if mark not in _PAIRS or not _opens(text, match.start(), block):
            continue
        close = _closing(text, at, block.end, mark)
        if close is not None:
            yield Span(match.start(), close + 1)
            at = close + 1
        elif following in {mark, "“", '"'} and mark != "‘":
            yield Span(match.start(), block.end)
            return


def _opens(text: str, at: int, block: Block) -> bool:
    """Whether the mark at `at` opens: a blank or bracket before it, a letter or figure after it."""
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1 : at + 2]
    return (before.isspace() or before in "([—–-:'\"‘“") and bool(after) and not after.isspace()


def _closing(text: str, at: int, end: int, mark: str) -> int | None:
    """Where the quotation opened by `mark` closes, None if it does not."""
    close = _PAIRS[mark]
    while (found := text.find(close, at, end)) != -1:
        before, after = text[found - 1 : found], text[found + 1 : found + 2]
        apostrophe = close == "’" and before.isalnum() and after.isalnum()
        opening = close == '"' and before.isspace() and after.isalnum()
        if not apostrophe and not opening:
            return found
        at = found + 1
    return None
