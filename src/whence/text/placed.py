"""Finds which of many things a stretch of the text holds, without looking at all of them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Placed(Generic[T]):
    """Things by where they stand; `span` gives the start and end of one.

    >>> words = Placed(["one", "three"], lambda word: ("one, three".index(word), 10))
    >>> words.within(3, 10)
    ['three']
    """

    def __init__(self, things: Iterable[T], span: Callable[[T], tuple[int, int]]) -> None:
        placed = sorted(((span(thing), thing) for thing in things), key=lambda each: each[0][0])
        self._things = [thing for _, thing in placed]
        self._starts = [start for (start, _), _ in placed]
        self._ends = [end for (_, end), _ in placed]

    def within(self, start: int, end: int) -> list[T]:
        """Return those that lie wholly between `start` and `end`, by where they start."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        return [self._things[at] for at in range(first, last) if self._ends[at] <= end]
