"""Tells a source that counts each place apart from one that counts a whole crisis.

A running total is set in many places: a sentence on the harbour gives the total of the whole
crisis. So a place sets a count apart only where the source shows that it counts by place: where
its numbers for two places on one day cannot both be of one thing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from whence.ledger.counts import Count, contradict, place_words
from whence.ledger.series import Series, as_of

# Numbers of two places that clash before a series is parted. Of an event one is enough: two
# attacks on a day are two. Elsewhere one may be a misreading.
CLASHES = {"event": 1, "window": 2, "running": 2, "state": 2}
# Counts of one day that are compared with each other; more would only clash once more.
COMPARED = 20

Words = frozenset[str]


def split_by_place(series: Series) -> Iterator[tuple[Series, Count | None]]:
    """Yield `series`, or a series for each place where its source counts by place.

    With each goes the first count that names its place, None for the whole crisis.
    """
    places = _places(series.counts)
    if len(places) < 2 or not _is_by_place(series, places):
        yield series, None
        return
    parted: defaultdict[Words, list[Count]] = defaultdict(list)
    for count in series.counts:
        parted[_home(count, places)].append(count)
    for place, counts in parted.items():
        first = min(counts, key=lambda count: count.told) if place else None
        yield replace(series, counts=tuple(counts)), first


def _places(counts: Iterable[Count]) -> list[Words]:
    """Return the places that counts are of, each as all words that its names share."""
    places: list[Words] = []
    for words in {place_words(count.place) for count in counts if count.place}:
        if words:
            touched = [place for place in places if place & words]
            places = [place for place in places if not place & words]
            places.append(words.union(*touched))
    return places


def _is_by_place(series: Series, places: Sequence[Words]) -> bool:
    days: defaultdict[str, list[Count]] = defaultdict(list)
    for count in series.counts:
        if count.stands and not count.part_of and place_words(count.place):
            days[as_of(count) or ""].append(count)
    clashes = 0
    for counts in days.values():
        for one, other in combinations(counts[:COMPARED], 2):
            if _home(one, places) != _home(other, places) and contradict(one, other):
                clashes += 1
                if clashes == CLASHES[series.key.kind]:
                    return True
    return False


def _home(count: Count, places: Sequence[Words]) -> Words:
    words = place_words(count.place)
    return next((place for place in places if place & words), frozenset())
