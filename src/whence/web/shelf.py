"""Keeps answers as they were sent, for the next who asks for the same: made once for all.

Readers of a desk mostly look at the same few pages, and a page is the same while the ledger is.
The oldest are let go first, so that a shelf never grows beyond a bound.
"""

from collections import OrderedDict
from dataclasses import dataclass

# Bytes that a shelf holds, and what one answer may have of it: downloads are not kept.
HOLDS, LARGEST = 32_000_000, 400_000
# Bytes that an answer takes besides its body: headers and key, each an object.
BESIDES = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: its headers as they were sent, and its body."""

    headers: list[tuple[bytes, bytes]]
    body: bytes


class Shelf:
    """Answers by what tells them apart; that which was asked for last stays longest."""

    def __init__(self, holds: int = HOLDS, largest: int = LARGEST) -> None:
        self._holds = holds
        self._largest = largest
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0

    def find(self, key: str) -> Kept | None:
        """Return the answer that was kept under `key`."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: str, answer: Kept) -> None:
        """Keep an answer, unless it is too large for the shelf."""
        if len(answer.body) > self._largest:
            return
        self._let_go(key)
        self._kept[key] = answer
        self._bytes += len(answer.body) + BESIDES
        while self._bytes > self._holds:
            self._let_go(next(iter(self._kept)))

    def _let_go(self, key: str) -> None:
        old = self._kept.pop(key, None)
        self._bytes -= len(old.body) + BESIDES if old else 0
