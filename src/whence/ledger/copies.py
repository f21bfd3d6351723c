"""Finds reports that tell the same story in the same words: a wire story in another outlet.

Texts are compared by their runs of three words. Which of a hundred thousand texts to compare
with is looked up by MinHash in bands: two texts that share half their runs share a band with
probability .94 (.99 from six tenths), two that share a fiftieth with .004; what is found so is
then compared. A library (datasketch) would bring SciPy along for these sixty lines, and its
index would not live in the database.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zlib import crc32

WORD = re.compile(r"\w+")
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
RUN = 3
# More bands would find more of the copies that are hardly any, and each costs a page on the disk.
BANDS, ROWS = 10, 2
SLOTS = BANDS * ROWS
MASK = (1 << 32) - 1
# An odd number near 2^32 divided by the golden ratio: spreads what crc32 leaves close together.
SPREAD = 0x9E3779B1

# The share of runs from which one text is a copy of another. The example's republished story
# has .67, the closest of two independent reports there and in 14 others .06.
COPY = 0.5
# The share of one text's numerals that the other must have too. Bulletins of two days use the
# same words for other figures, and are two stories.
SAME_NUMERALS = 0.7


@dataclass(frozen=True, slots=True)
class Copy:
    """An earlier report that tells the same story; `score` in percent."""

    report: int
    report_id: str
    story: int
    score: int


class Story:
    """A text as it is compared with others; its words are found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = _words(text)

    def bands(self) -> list[int]:
        """Return the bands by which the text is looked up; none where it is too short to tell."""
        hashes = [*map(_hash, self._words)]
        if len(hashes) < RUN:
            return []
        slots = [MASK + 1] * SLOTS
        for one, two, three in zip(hashes, hashes[1:], hashes[2:], strict=False):
            mixed = (((one * 31 + two) * 31 + three) * SPREAD) & MASK
            slot, value = mixed % SLOTS, mixed // SLOTS
            if value < slots[slot]:
                slots[slot] = value
        _fill(slots)
        return [_band(at, slots[at * ROWS : (at + 1) * ROWS]) for at in range(BANDS)]

    def score(self, other: str) -> int | None:
        """Return how much `other` shares with the text in percent, None if it is no copy."""
        numerals = set(NUMERAL.findall(other))
        fewer = min(len(self._numerals), len(numerals))
        if len(self._numerals & numerals) < SAME_NUMERALS * fewer:
            return None
        runs = _runs(_words(other))
        both = len(self._runs & runs)
        either = len(self._runs) + len(runs) - both
        share = both / either if either else 0.0
        return round(share * 100) if share >= COPY else None

    @cached_property
    def _numerals(self) -> set[str]:
        return set(NUMERAL.findall(self._text))

    @cached_property
    def _runs(self) -> set[tuple[str, ...]]:
        return _runs(self._words)


@lru_cache(maxsize=1 << 16)  # the words of one report are mostly those of the others
def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


def _fill(slots: list[int]) -> None:
    """Give each empty slot what the next full one has, so that short texts can be found too."""
    full = [at for at, value in enumerate(slots) if value <= MASK]
    for at, value in enumerate(slots):
        if value > MASK:
            near = next((other for other in full if other > at), full[0])
            slots[at] = slots[near] + (near - at) % SLOTS * SPREAD


def _band(at: int, values: Sequence[int]) -> int:
    """Return one number, below 2^63, for the values of a band."""
    mixed = at
    for value in values:
        mixed = (mixed * 0x100000001B3 + value * SPREAD) & 0x7FFFFFFFFFFFFFFF
    return mixed


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))
