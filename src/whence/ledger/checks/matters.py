"""Groups counts that are of one matter: the same harm to the same people in the same stretch.

Counts of other people, places or definitions are other matters, and never compared. Each count
finds its matter by what it says (its start, its place), never by a walk through the others, so
that a scope of thousands of counts is grouped in one pass.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from whence.ledger.counts import Count, place_words, same_place
from whence.ledger.series import Evidence, as_of, day_of, event_days, is_event

# Two counts of a state are compared when they hold for days no further apart than this. A
# running total goes on rising, and is compared with another of its own day only.
REACH_DAYS = {"state": 1, "since": 0}


@dataclass(frozen=True, slots=True)
class Matter:
    """Counts of one thing by whoever counts it, in the order they were told.

    `day` is that of an event, None where the counts are of a longer time.
    """

    counts: tuple[Count, ...]
    day: str | None = None
    _told: "dict[str, _Told]" = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Sort the counts by who gives them, once: every pair of sources is compared."""
        last: dict[str, dict[str, Count]] = {}
        for count in self.counts:
            if count.source is not None:
                last.setdefault(count.source, {})[count.report] = count
        told = {source: _Told(list(each.values()), self.day) for source, each in last.items()}
        object.__setattr__(self, "_told", told)

    def by(self, source: str) -> list[Count]:
        """The last count of one source in each report, in order."""
        return self._told[source].counts

    def near(self, count: Count, source: str) -> list[Count]:
        """The count of `source` that `count` was told against: of its report, else the last."""
        return self._told[source].near(count)

    @property
    def sources(self) -> list[str]:
        """Who counts, by who spoke first."""
        return list(self._told)


class _Told:
    """The counts of one source on a matter, to be found by the day they hold for."""

    def __init__(self, counts: list[Count], day: str | None) -> None:
        self.counts = counts
        self._day = day
        self._on: defaultdict[object, list[Count]] = defaultdict(list)
        if day is None:
            for count in counts:
                self._on[day_of(as_of(count))].append(count)

    def near(self, count: Count) -> list[Count]:
        fit = [other for other in self._around(count) if comparable(count, other, self._day)]
        own = [other for other in fit if other.report == count.report]
        before = [other for other in fit if other.told < count.told]
        return own[-1:] or before[-1:]

    def _around(self, count: Count) -> list[Count]:
        if self._day is not None:
            return self.counts
        day = day_of(as_of(count))
        if day is None:
            return []
        reach = range(-_reach(count), _reach(count) + 1)
        around = [each for n in reach for each in self._on.get(day + timedelta(n), ())]
        return sorted(around, key=lambda each: each.told) if len(reach) > 1 else around


def find_matters(evidence: Evidence, left_out: Iterable[Count] = ()) -> list[Matter]:
    """Group the counts that stand by what they are of; `left_out` are in no group.

    In the evidence of a day these are its events, else what is counted over a longer time.
    """
    skipped = {count.claim for count in left_out}
    alike: defaultdict[tuple[str, str], list[Count]] = defaultdict(list)
    for count in evidence.standing:
        if count.claim in skipped or count.start is None or _is_plain_part(count, evidence):
            continue
        if is_event(count) == (evidence.day is not None):
            alike[count.measure, count.group].append(count)
    found = [
        Matter(tuple(sorted(matter, key=lambda count: count.told)), evidence.day)
        for counts in alike.values()
        for matter in (_lasting(counts) if evidence.day is None else _events(counts, evidence.day))
    ]
    return sorted(found, key=lambda matter: matter.counts[0].told)


def _lasting(counts: Iterable[Count]) -> Iterator[list[Count]]:
    """Group counts of one group over a longer time: by their stretch, states by their place."""
    spans: defaultdict[tuple[object, ...], list[Count]] = defaultdict(list)
    states = _Places()
    for count in counts:
        if count.kind == "state":
            states.add(count, states.home(count))
        else:
            spans[count.kind, count.start, None if count.kind == "since" else count.end].append(
                count
            )
    yield from spans.values()
    yield from states.matters


def _events(counts: Iterable[Count], day: str) -> Iterator[list[Count]]:
    """Group counts of the events of a day by their place.

    One told of as within a window ("in the past 24 hours") is an event of that day only if it
    names the place of one; windows that end on the day may be events by themselves.
    """
    counts = list(counts)
    events = _Places()
    for count in counts:
        if count.kind == "on":
            events.add(count, events.home(count))
    for count in counts:
        if count.kind != "on":
            home = events.place_home(count)
            if home is not None or as_of(count) == day:
                events.add(count, home)
    yield from events.matters


class _Places:
    """Matters told apart by place: a word is shared, or one count names no place."""

    def __init__(self) -> None:
        self.matters: list[list[Count]] = []
        self._by_word: dict[str, int] = {}
        self._nowhere: int | None = None  # the first matter with a count that names no place

    def home(self, count: Count) -> int | None:
        """Return the first matter that a count may be of."""
        if not place_words(count.place):
            return 0 if self.matters else None
        known = [at for at in (self._nowhere, self.place_home(count)) if at is not None]
        return min(known, default=None)

    def place_home(self, count: Count) -> int | None:
        """Return the first matter at the place that a count names."""
        known = [self._by_word[w] for w in place_words(count.place) if w in self._by_word]
        return min(known, default=None)

    def add(self, count: Count, home: int | None) -> None:
        """Put a count into the matter `home`, or begin another."""
        if home is None:
            home = len(self.matters)
            self.matters.append([])
        self.matters[home].append(count)
        words = place_words(count.place)
        for word in words:
            self._by_word[word] = min(home, self._by_word.get(word, home))
        if not words and count.kind in {"on", "state"}:
            self._nowhere = home if self._nowhere is None else min(home, self._nowhere)


def same_matter(one: Count, other: Count, *, across_measures: bool = False) -> bool:
    """Whether two counts are of the same people, harm, place and time."""
    if (one.measure != other.measure and not across_measures) or one.group != other.group:
        return False
    if one.kind == "since" and other.kind == "since":
        return one.start == other.start and not is_event(one) and not is_event(other)
    if one.kind == "state" and other.kind == "state":
        return same_place(one, other)
    if is_event(one) and is_event(other):
        if one.kind == other.kind == "on":
            return one.start == other.start and same_place(one, other)
        shared = set(event_days(one)) & set(event_days(other))
        return bool(shared and place_words(one.place) & place_words(other.place))
    return one.kind == other.kind and (one.start, one.end) == (other.start, other.end)


def comparable(one: Count, other: Count, day: str | None = None) -> bool:
    """Whether two counts of a matter may be held against each other.

    Of an event of `day`, those of just that day, and windows that both end with it. A window
    has room for more than the event of one day, so that only a smaller count speaks against it.
    Of a state or a running total only such as hold for about the same day.
    """
    if is_event(one) or is_event(other):
        if one.kind == other.kind == "on":
            return True
        if "on" not in {one.kind, other.kind}:
            return as_of(one) == as_of(other) == day
        event, window = (one, other) if one.kind == "on" else (other, one)
        return window.bounds[0] <= event.bounds[1]
    first, last = day_of(as_of(one)), day_of(as_of(other))
    return first is not None and last is not None and abs((last - first).days) <= _reach(one)


def _reach(count: Count) -> int:
    return REACH_DAYS.get(count.kind or "", 0)


def _is_plain_part(count: Count, evidence: Evidence) -> bool:
    """Whether a count is a part of another and no event of its own at a place of its own."""
    whole = evidence.whole(count)
    if whole is None or not evidence.is_partial(count):
        return False
    mine, theirs = place_words(count.place), place_words(whole.place)
    return not mine or bool(mine & theirs)


def pairs(matter: Matter, one: str, other: str) -> Iterator[tuple[Count, Count]]:
    """Yield the counts of two sources that stand nearest to each other, in the order told."""
    told: dict[tuple[str, str], tuple[Count, Count]] = {}
    for mine in matter.by(one):
        for found in matter.near(mine, other):
            told[mine.claim, found.claim] = (mine, found)
    for found in matter.by(other):
        for mine in matter.near(found, one):
            told[mine.claim, found.claim] = (mine, found)
    yield from sorted(told.values(), key=lambda pair: max(pair[0].told, pair[1].told))
