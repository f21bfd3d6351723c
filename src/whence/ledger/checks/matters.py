"""Groups counts that are of one matter: the same harm to the same people in the same stretch.

Counts of other people, places or definitions are other matters, and never compared.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from whence.ledger.counts import Count, place_words, same_place
from whence.ledger.series import Evidence, as_of, day_of, window_days

# A window of up to so many days may be of one event told as "on" a day in it.
EVENT_DAYS = 2
# Two counts of a state are compared when they hold for days no further apart than this. A
# running total goes on rising, and is compared with another of its own day only.
REACH_DAYS = {"state": 1, "since": 0}


@dataclass(frozen=True, slots=True)
class Matter:
    """Counts of one thing by whoever counts it, in the order they were told."""

    counts: tuple[Count, ...]

    def by(self, source: str) -> list[Count]:
        """The last count of one source in each report, in order."""
        last = {count.report: count for count in self.counts if count.source == source}
        return list(last.values())

    @property
    def sources(self) -> list[str]:
        """Who counts, by who spoke first."""
        return list(dict.fromkeys(c.source for c in self.counts if c.source is not None))


def find_matters(evidence: Evidence, left_out: Iterable[Count] = ()) -> list[Matter]:
    """Group the counts that stand by what they are of; `left_out` are in no group."""
    skipped = {count.claim for count in left_out}
    matters: list[list[Count]] = []
    alike: dict[tuple[str, str], list[list[Count]]] = {}  # only counts of one group are compared
    for count in evidence.standing:
        if count.claim in skipped or count.start is None or _is_plain_part(count, evidence):
            continue
        known = alike.setdefault((count.measure, count.group), [])
        home = next((m for m in known if any(same_matter(count, other) for other in m)), None)
        if home is None:
            matters.append([count])
            known.append(matters[-1])
        else:
            home.append(count)
    return [Matter(tuple(matter)) for matter in matters]


def same_matter(one: Count, other: Count, *, across_measures: bool = False) -> bool:
    """Whether two counts are of the same people, harm, place and time."""
    if (one.measure != other.measure and not across_measures) or one.group != other.group:
        return False
    if one.kind == "since" and other.kind == "since":
        return one.start == other.start and not _is_event(one) and not _is_event(other)
    if one.kind == "state" and other.kind == "state":
        return same_place(one, other)
    if _is_event(one) and _is_event(other):
        if one.kind == other.kind == "on":
            return one.start == other.start and same_place(one, other)
        return _overlap(one, other) and bool(place_words(one.place) & place_words(other.place))
    return one.kind == other.kind and (one.start, one.end) == (other.start, other.end)


def comparable(one: Count, other: Count) -> bool:
    """Whether two counts of a matter may be held against each other.

    Counts of an event always may; of a state or a running total only such as hold for
    about the same day.
    """
    if _is_event(one) or _is_event(other):
        return True
    first, last = day_of(as_of(one)), day_of(as_of(other))
    reach = REACH_DAYS.get(one.kind or "", 0)
    return first is not None and last is not None and abs((last - first).days) <= reach


def _is_plain_part(count: Count, evidence: Evidence) -> bool:
    """Whether a count is a part of another and no event of its own at a place of its own."""
    whole = evidence.whole(count)
    if whole is None or not evidence.is_partial(count):
        return False
    mine, theirs = place_words(count.place), place_words(whole.place)
    return not mine or bool(mine & theirs)


def _is_event(count: Count) -> bool:
    days = window_days(count)
    return count.kind == "on" or (days is not None and days <= EVENT_DAYS)


def _overlap(one: Count, other: Count) -> bool:
    mine, theirs = _days(one), _days(other)
    return mine is not None and theirs is not None and mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _days(count: Count) -> tuple[date, date] | None:
    first, last = day_of(count.start), day_of(count.end or count.start)
    return (first, last) if first and last else None


def pairs(matter: Matter, one: str, other: str) -> Iterator[tuple[Count, Count]]:
    """Yield the counts of two sources that stand nearest to each other, in the order told."""
    theirs = matter.by(other)
    told: dict[tuple[str, str], tuple[Count, Count]] = {}
    for mine in matter.by(one):
        for found in _nearest(mine, theirs):
            told[mine.claim, found.claim] = (mine, found)
    for found in theirs:
        for mine in _nearest(found, matter.by(one)):
            told[mine.claim, found.claim] = (mine, found)
    yield from sorted(told.values(), key=lambda pair: max(pair[0].told, pair[1].told))


def _nearest(count: Count, others: list[Count]) -> list[Count]:
    """The other source's count that `count` was told against: of its report, else the last."""
    fit = [other for other in others if comparable(count, other)]
    own = [other for other in fit if other.report == count.report]
    before = [other for other in fit if other.told < count.told]
    return own[-1:] or before[-1:]
