"""Groups counts that are of one matter: the same harm to the same people in the same stretch.

Counts of other people, places or definitions are other matters, and never compared.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from whence.ledger.counts import Count, place_words, same_place
from whence.ledger.series import Evidence, as_of, day_of, window_days

# A window of up to so many days may be of one event told as "on" a day in it.
EVENT_DAYS = 2
# Two counts of a state are compared when they hold for days no further apart than this. A
# running total goes on rising, and is compared with another of its own day only.
REACH_DAYS = {"state": 1, "since": 0}
# Days after which a body that gives a number again for the same days still repeats it, at a
# place with a name of its own and at one that may hold it ("in the city").
REPEATED_DAYS, REPEATED_ANYWHERE = 7, 2
# Of those found alive or missing there are some at every place; only the place tells whom.
BY_PLACE = frozenset({"alive", "missing"})


@dataclass(frozen=True, slots=True)
class Matter:
    """Counts of one thing by whoever counts it, in the order they were told."""

    counts: tuple[Count, ...]

    def by(self, body: str) -> list[Count]:
        """The last count of one body in each report, in order."""
        last = {count.report: count for count in self.counts if count.body == body}
        return list(last.values())

    @property
    def bodies(self) -> list[str]:
        """Who counts, by who spoke first."""
        return list(dict.fromkeys(c.body for c in self.counts if c.body is not None))


def find_matters(evidence: Evidence, left_out: Iterable[Count] = ()) -> list[Matter]:
    """Group the counts that stand by what they are of; `left_out` are in no group."""
    skipped = {count.claim for count in left_out}
    matters: list[list[Count]] = []
    alike: dict[tuple[str, str], list[list[Count]]] = {}  # only counts of one group are compared
    for told in evidence.standing:
        if told.claim in skipped or _is_plain_part(told, evidence):
            continue
        known = alike.setdefault((told.measure, told.group), [])
        count = _of_event(told, known)
        if count.start is None:
            continue
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
        return _same_state(one, other)
    if _is_event(one) and _is_event(other):
        if one.kind == other.kind == "on":
            return one.start == other.start and _same_event_place(one, other)
        if "on" in {one.kind, other.kind} and not _is_of_one_event(one, other):
            return False
        return _same_stretch(one, other) and _shares_place(one, other)
    return one.kind == other.kind and (one.start, one.end) == (other.start, other.end)


def comparable(one: Count, other: Count) -> bool:
    """Whether two counts of a matter may be held against each other.

    Counts of an event always may; of a state or a running total only such as hold for
    about the same day.
    """
    if _is_event(one) or _is_event(other):
        return same_matter(one, other)
    between = _days_between(as_of(one), as_of(other))
    return between is not None and abs(between) <= REACH_DAYS.get(one.kind or "", 0)


def _is_of_one_event(one: Count, other: Count) -> bool:
    """Whether what is told over a window may be of one event in it.

    A part of a day's count may, those shot at the gate; the day's count is of all the city.
    """
    return all(count.kind == "on" or count.part_of is not None for count in (one, other))


def _same_event_place(one: Count, other: Count) -> bool:
    """Whether two counts of a day may be of one event by their places.

    A place is left out where the report has just named it, so only there is none as good as any.
    """
    if one.report == other.report:
        return same_place(one, other)
    mine, theirs = place_words(one.place), place_words(other.place)
    return bool(mine & theirs) or not (mine or theirs)


def _same_state(one: Count, other: Count) -> bool:
    """Whether two counts are of one state: at one place, or of one group by one body."""
    if one.group and one.body is not None and one.body == other.body:
        return True
    if one.measure in BY_PLACE and not one.group and bool(one.place) != bool(other.place):
        return False
    return same_place(one, other)


def _of_event(count: Count, known: Iterable[list[Count]]) -> Count:
    """Return the count with the day and place of the event that it is of, if it is of one told.

    So is a count since the day of an event at its very place, and a number that the same body
    gave for an event some days before.
    """
    if count.kind in {"on", "state"}:
        return count
    told = [other for matter in known for other in matter]
    # A body that counts there day by day has the whole city in mind.
    daily = any(
        other.kind == "window"
        and other.body == count.body
        and place_words(other.place) == place_words(count.place)
        for other in told
    )
    for event in told:
        if event.kind == "on" and (
            _repeats(count, event) or (not daily and _began_with(count, event))
        ):
            return replace(count, kind="on", start=event.start, end=event.end, place=event.place)
    return count


def _began_with(count: Count, event: Count) -> bool:
    """Whether a count is since the day of an event, at its place."""
    told = _days_between(event.start, count.day)
    return (
        count.kind == "since"
        and count.start == event.start
        and told is not None
        and told <= REPEATED_DAYS
        and _shares_place(count, event)
    )


def _repeats(count: Count, event: Count) -> bool:
    """Whether a count is a number that its body gave in an earlier report for an event."""
    if count.body is None or (count.body, count.bounds) != (event.body, event.bounds):
        return False
    told = _days_between(event.day, count.day)
    begun = _days_between(event.start, count.start or event.start)
    if told is None or begun is None or not 0 <= begun <= EVENT_DAYS:
        return False
    return 0 < told <= (REPEATED_DAYS if _shares_place(count, event) else REPEATED_ANYWHERE)


def _days_between(one: str | None, other: str | None) -> int | None:
    first, last = day_of(one), day_of(other)
    return (last - first).days if first and last else None


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


def _shares_place(one: Count, other: Count) -> bool:
    return bool(place_words(one.place) & place_words(other.place))


def _same_stretch(one: Count, other: Count) -> bool:
    """Whether two counts are over the same days, or the one's day lies in the other's."""
    mine, theirs = _days(one), _days(other)
    if mine is None or theirs is None:
        return False
    if one.kind != "on" and other.kind != "on":
        return mine == theirs
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _days(count: Count) -> tuple[date, date] | None:
    last = day_of(count.start if count.kind == "on" else as_of(count))
    first = day_of(count.start)
    return (first, last) if first and last else None


def pairs(matter: Matter, one: str, other: str) -> Iterator[tuple[Count, Count]]:
    """Yield the counts of two bodies that stand nearest to each other, in the order told."""
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
    """The other body's count that `count` was told against: of its report, else the last."""
    fit = [other for other in others if comparable(count, other)]
    own = [other for other in fit if other.report == count.report]
    before = [other for other in fit if other.told < count.told]
    return own[-1:] or before[-1:]
