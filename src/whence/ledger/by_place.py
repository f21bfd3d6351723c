"""Tells a source that counts each place apart from one that counts a whole crisis.

A running total is set in many places: a sentence on the harbour gives the total of the whole
crisis. So a place sets a count apart only where the source shows that it counts by place: where
its numbers for two places on one day cannot both be of one thing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
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
Homes = dict[str, Words]  # the place that each word of a name is of


def split_by_place(series: Series) -> Iterator[tuple[Series, Count | None]]:
    """Yield `series`, or a series for each place where its source counts by place.

    With each goes the first count that names its place, None for the whole crisis.
    """
    homes = _homes(series.counts)
    if len(set(homes.values())) < 2 or not _is_by_place(series, homes):
        yield series, None
        return
    parted: defaultdict[Words, list[Count]] = defaultdict(list)
    for count in series.counts:
        parted[_home(count, homes)].append(count)
    for place, counts in parted.items():
        first = min(counts, key=lambda count: count.told) if place else None
        yield replace(series, counts=tuple(counts)), first


def _homes(counts: Iterable[Count]) -> Homes:
    """Return the places that counts are of, each as all words that its names share, by word."""
    found: dict[str, set[str]] = {}
    for words in {place_words(count.place) for count in counts if count.place}:
        place = set(words).union(*(found[word] for word in words if word in found))
        found |= dict.fromkeys(place, place)
    places = {id(place): frozenset(place) for place in found.values()}
    return {word: places[id(place)] for word, place in found.items()}


def _is_by_place(series: Series, homes: Homes) -> bool:
    days: defaultdict[str, list[Count]] = defaultdict(list)
    for count in series.counts:
        if count.stands and not count.part_of and place_words(count.place):
            days[as_of(count) or ""].append(count)
    clashes = 0
    for counts in days.values():
        for one, other in combinations(counts[:COMPARED], 2):
            if _home(one, homes) != _home(other, homes) and contradict(one, other):
                clashes += 1
                if clashes == CLASHES[series.key.kind]:
                    return True
    return False


def _home(count: Count, homes: Homes) -> Words:
    words = place_words(count.place)
    return next((homes[word] for word in words if word in homes), frozenset())
