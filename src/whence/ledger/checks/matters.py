"""Groups counts that are of one matter: the same harm to the same people in the same stretch.

Counts of other people, places or definitions are other matters, and never compared. Matters
are found in the evidence of one day, whose events they are, or in that of a longer time. A count
is held only against such as it can be of one matter with, so that thousands are soon grouped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from msgspec.structs import replace

from whence.ledger.counts import (
    Count,
    died_of_illness,
    is_cap,
    is_cap_on_fighters,
    is_of_fighters,
    named_words,
    place_words,
    same_place,
    times_apart,
)
from whence.ledger.series import EVENT_DAYS, Evidence, as_of, day_of, is_event

# Two counts of a state are compared when they hold for days no further apart than this. A
# running total goes on rising, and is compared with another of its own day only.
REACH_DAYS = {"state": 1, "since": 0}
# Days after an event on which a body that gives its number again still repeats it, at a
# place with a name of its own and at one that may hold it ("in the city").
REPEATED_DAYS, REPEATED_ANYWHERE = 7, 2
# Times as much as another body's total that one without a start may be to be of the same time.
NO_START_APART = 4
# Times as much as a body's count of those displaced or held that its count at a place without a
# name may be to be of the same.
MOVED = 2
# Of those found alive or missing there are some at every place; only the place tells whom.
BY_PLACE = frozenset({"alive", "missing"})


Two = tuple[str, str]
Pair = tuple[Count, Count]


@dataclass(frozen=True, slots=True)
class Matter:
    """Counts of one thing by whoever counts it, in the order they were told.

    `day` is that of an event, None where the counts are of a longer time.
    """

    counts: tuple[Count, ...]
    day: str | None = None
    _told: "dict[str, _Told]" = field(init=False, compare=False, repr=False)
    _pairs: dict[Two, list[Pair]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Sort the counts by who gives them, once: each is held against many."""
        last: dict[str, dict[str, Count]] = {}
        for count in self.counts:
            if count.body is not None:
                own = last.setdefault(count.body, {})
                # "187,000 now, down from 212,000 on the 12th": the later day's is the last.
                if (as_of(own.get(count.report, count)) or "") <= (as_of(count) or ""):
                    own[count.report] = count
        told = {body: _Told(list(each.values()), self.day) for body, each in last.items()}
        object.__setattr__(self, "_told", told)
        object.__setattr__(self, "_pairs", _find_pairs(told))

    def by(self, body: str) -> list[Count]:
        """The last count of one body in each report, in order."""
        return self._told[body].counts

    @property
    def bodies(self) -> list[str]:
        """Who counts, by who spoke first."""
        return list(self._told)

    @property
    def pairs(self) -> Iterable[list[Pair]]:
        """The counts of each two bodies that stand nearest to each other, in the order told."""
        return self._pairs.values()


class _Told:
    """The counts of one body on a matter, to be found by the day they hold for."""

    def __init__(self, counts: list[Count], day: str | None) -> None:
        self.counts = counts
        self._day = day
        self.on: defaultdict[date | None, list[Count]] = defaultdict(list)
        for count in counts:
            self.on[None if day else day_of(as_of(count))].append(count)

    def near(self, count: Count) -> list[Count]:
        """The count that `count` was told against: of its report, else the last."""
        around = (each for day in self.days_around(count) for each in self.on.get(day, ()))
        fit = sorted(around, key=lambda each: each.told)
        if self._day is not None:
            fit = [other for other in fit if comparable(count, other, self._day)]
        own = [other for other in fit if other.report == count.report]
        before = [other for other in fit if other.told < count.told]
        return own[-1:] or before[-1:]

    def days_around(self, count: Count) -> list[date | None]:
        """The days whose counts are held against `count`: None holds all those of an event."""
        if self._day is not None:
            return [None]
        day, reach = day_of(as_of(count)), _reach(count)
        return [day + timedelta(n) for n in range(-reach, reach + 1)] if day else []


def _find_pairs(told: dict[str, _Told]) -> dict[Two, list[Pair]]:
    """Return the nearest counts of each two bodies that have some of about the same days.

    Of hundreds of bodies few count on one day: only those are held against each other.
    """
    order = {body: at for at, body in enumerate(told)}
    there: defaultdict[date | None, set[str]] = defaultdict(set)
    for body, own in told.items():
        for day in own.on:
            there[day].add(body)
    found: defaultdict[Two, dict[tuple[str, str], Pair]] = defaultdict(dict)
    for body, own in told.items():
        for count in own.counts:
            days = own.days_around(count)
            for other in set().union(*(there.get(day, ()) for day in days)) - {body}:
                for near in told[other].near(count):
                    first, last = sorted(((body, count), (other, near)), key=lambda o: order[o[0]])
                    pair = (first[1], last[1])
                    found[first[0], last[0]][pair[0].claim, pair[1].claim] = pair
    return {
        two: sorted(found[two].values(), key=lambda pair: max(pair[0].told, pair[1].told))
        for two in sorted(found, key=lambda two: (order[two[0]], order[two[1]]))
    }


def find_matters(evidence: Evidence, left_out: Iterable[Count] = ()) -> list[Matter]:
    """Group the counts that stand by what they are of; `left_out` are in no group.

    In the evidence of a day they are its events, and windows and totals that begin on it; else
    what is counted over a longer time.
    """
    skipped = {count.claim for count in left_out}
    alike: defaultdict[tuple[str, str, bool], _Known] = defaultdict(_Known)
    longest = _longest_totals(evidence)
    unharmed = _tell_of_no_civilians(evidence)
    for each in evidence.standing:
        told = _of_all(each, longest)
        if (told.report, told.body, told.start) in unharmed and is_of_fighters(told):
            told = _as_cap(told, evidence)
        if told.claim in skipped or _is_plain_part(told, evidence):
            continue
        if evidence.day is None:
            if told.start is not None and not is_young(told):
                alike[told.measure, told.group, died_of_illness(told)].add(told)
            continue
        known = alike[told.measure, told.group, died_of_illness(told)]
        count = _of_event(told, known.matters)
        if count.start is not None:
            known.add(count)
    found = [
        Matter(tuple(matter), evidence.day)
        for known in alike.values()
        for matter in known.matters
        if evidence.day is None or any(count.start == evidence.day for count in matter)
    ]
    return sorted(found, key=lambda matter: matter.counts[0].told)


def _longest_totals(evidence: Evidence) -> dict[tuple[str, str, str], Count]:
    """The running total of each report that goes back furthest, of each measure and group."""
    found: dict[tuple[str, str, str], Count] = {}
    for count in evidence.standing if evidence.day is None else ():
        if count.kind == "since" and count.start is not None and count.body is not None:
            key = (count.report, count.measure, count.group)
            if key not in found or count.start < (found[key].start or ""):
                found[key] = count
    return found


def _tell_of_no_civilians(evidence: Evidence) -> set[tuple[str, str | None, str | None]]:
    """In which reports who says that no civilians were harmed on a day."""
    return {
        (count.report, count.body, count.start)
        for count in evidence.standing
        if count.kind == "on" and count.group == "civilian" and count.bounds == (0, 0)
        if count.measure in {"killed", "casualties"}
    }


def _as_cap(count: Count, evidence: Evidence) -> Count:
    """Return a count of fighters by who has no civilians harmed: no more than so many were, of all.

    It answers the toll that the report has from another, and is of the place of that.
    """
    toll = next(
        (
            other
            for other in evidence.standing
            if (other.report, other.measure, other.start)
            == (count.report, count.measure, count.start)
            and other.kind == count.kind == "on"
            and not other.group
            and other.body not in {None, count.body}
        ),
        None,
    )
    if toll is None:
        return count
    return replace(count, population=None, comparator="at_most", place=toll.place)


def _of_all(count: Count, longest: Mapping[tuple[str, str, str], Count]) -> Count:
    """Return a count with what it is of, where it says so in other words than the others.

    "No more than four fighters" is said of all who died. A total that names no start, and a cap on
    those who are displaced, are since the start that their report has of another body's total,
    where they are not far from that.
    """
    if is_cap_on_fighters(count):
        return replace(count, population=None)
    unsure = is_cap(count) and (
        count.kind == "state" or (count.kind == "total" and not count.start)
    )
    total = longest.get((count.report, count.measure, count.group))
    if (
        unsure
        and total is not None
        and count.body not in {None, total.body}
        and times_apart(total, count) <= NO_START_APART
    ):
        return replace(count, kind="since", start=total.start)
    return count


def is_young(count: Count) -> bool:
    """Whether a count is of an event, or a total since a day that may have been one's."""
    if is_event(count):
        return True
    days = days_between(count.start, as_of(count))
    return count.kind == "since" and days is not None and 0 <= days <= REPEATED_DAYS


class _Known:
    """The matters of one group, in the order they were begun.

    Of counts that `same_matter` cannot tell apart one is held against a new one.
    """

    def __init__(self) -> None:
        self.matters: list[list[Count]] = []
        self._alike: list[dict[tuple[object, ...], Count]] = []
        self._at: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
        self._given: dict[tuple[object, ...], int] = {}

    def add(self, count: Count) -> None:
        """Put a count into the first matter that it is of, or begin one."""
        for home in sorted(self._candidates(count)):
            if any(same_matter(count, other) for other in self._alike[home].values()):
                break
        else:
            home = self._given.get(_given(count), len(self.matters))
        if home == len(self.matters):
            self.matters.append([])
            self._alike.append({})
        self._given.setdefault(_given(count), home)
        self.matters[home].append(count)
        self._alike[home][_told_of(count)] = count
        for key in _keys(count):
            self._at[key].add(home)

    def _candidates(self, count: Count) -> set[int]:
        if count.kind == "state" and not place_words(count.place):
            return set(range(len(self.matters)))
        others = [("state", "place", None), *_other_keys(count)] if count.kind == "state" else []
        return {home for key in (*_keys(count), *others) for home in self._at.get(key, ())}


def _keys(count: Count) -> Iterator[tuple[object, ...]]:
    """Yield keys of which two counts share one if they may be of one matter."""
    if count.kind == "state":
        words = place_words(count.place)
        yield from (("state", "place", word) for word in words or (None,))
        if count.group:
            yield "state", "body", count.body
        elif count.body is not None:
            yield "state", "unnamed" if _is_unnamed(count) else "named", count.body
    elif is_event(count):
        yield ("event",)
    else:
        yield count.kind, count.start, None if count.kind == "since" else count.end


def _given(count: Count) -> tuple[object, ...]:
    """Return what tells a number that a body gives again for a day, wherever its place is told."""
    if count.kind != "on" or count.body is None:
        return ("claim", count.claim)
    return count.body, count.bounds, count.start


def _other_keys(count: Count) -> Iterator[tuple[object, ...]]:
    """Yield the keys of states that one of everybody may be of though no key is theirs as well."""
    if not count.group and count.body is not None:
        yield "state", "unnamed", count.body
        if _is_unnamed(count):
            yield "state", "named", count.body


def _told_of(count: Count) -> tuple[object, ...]:
    """Return all that `same_matter` looks at."""
    where = (bool(count.place), place_words(count.place))
    if count.kind == "state":
        unnamed = None if count.group else _is_unnamed(count)
        return where, unnamed, count.body, None if count.group else count.bounds
    if not is_event(count):
        return ()
    part, report = count.part_of is not None, count.kind == "on" and count.report
    return count.kind, count.start, as_of(count), where, part, report


def same_matter(one: Count, other: Count, *, across_measures: bool = False) -> bool:
    """Whether two counts are of the same people, harm, place and time."""
    if (one.measure != other.measure and not across_measures) or one.group != other.group:
        return False
    if one.kind == "since" and other.kind == "since":
        return one.start == other.start and not is_event(one) and not is_event(other)
    if one.kind == "state" and other.kind == "state":
        return _same_state(one, other)
    if is_event(one) and is_event(other):
        if one.kind == other.kind == "on":
            return one.start == other.start and _same_event_place(one, other)
        if "on" in {one.kind, other.kind} and not _is_of_one_event(one, other):
            return False
        return _same_stretch(one, other) and _shares_place(one, other)
    return one.kind == other.kind and (one.start, one.end) == (other.start, other.end)


def comparable(one: Count, other: Count, day: str | None = None) -> bool:
    """Whether two counts of a matter may be held against each other.

    Of an event of `day`, those of just that day, and windows that begin with it. Of a state or
    a running total only such as hold for about the same day.
    """
    if is_event(one) or is_event(other):
        of_day = "on" in {one.kind, other.kind} or one.start == day
        return of_day and same_matter(one, other)
    between = days_between(as_of(one), as_of(other))
    return between is not None and abs(between) <= _reach(one)


def _reach(count: Count) -> int:
    return REACH_DAYS.get(count.kind or "", 0)


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
    """Whether two counts are of one state: at one place, or of one group by one body.

    Of everybody as well where a body has about as many again at a place without a name: "in its
    shelters".
    """
    if one.body is not None and one.body == other.body:
        unnamed = _is_unnamed(one) or _is_unnamed(other)
        if one.group or (unnamed and times_apart(one, other) <= MOVED):
            return True
    if one.measure in BY_PLACE and not one.group and bool(one.place) != bool(other.place):
        return False
    return same_place(one, other)


def _is_unnamed(count: Count) -> bool:
    """Whether the place of a count is told, but not by a name."""
    return bool(place_words(count.place)) and not named_words(count.place)


def _of_event(count: Count, known: Iterable[list[Count]]) -> Count:
    """Return the count with the day and place of the event that it is of, if it is of one told.

    So is a count since the day of an event at its very place, or by a body that counted it on
    the day and counts no days; and a number that the body gave for an event some days before.
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
    """Whether a count is since the day of an event, at its place or by who counted it then."""
    told = days_between(event.start, count.day)
    return (
        count.kind == "since"
        and count.start == event.start
        and told is not None
        and told <= REPEATED_DAYS
        and (_shares_place(count, event) or count.body == event.body is not None)
    )


def _repeats(count: Count, event: Count) -> bool:
    """Whether a count is a number that its body gave in an earlier report for an event."""
    if count.body is None or (count.body, count.bounds) != (event.body, event.bounds):
        return False
    told = days_between(event.day, count.day)
    begun = days_between(event.start, count.start or event.start)
    if told is None or begun is None or not 0 <= begun <= EVENT_DAYS:
        return False
    return 0 < told <= (REPEATED_DAYS if _shares_place(count, event) else REPEATED_ANYWHERE)


def days_between(one: str | None, other: str | None) -> int | None:
    """Return how many days lie between two, None where one of them is no day."""
    first, last = day_of(one), day_of(other)
    return (last - first).days if first and last else None


def _is_plain_part(count: Count, evidence: Evidence) -> bool:
    """Whether a count is a part of another and no event of its own at a place of its own."""
    whole = evidence.whole(count)
    if whole is None or not evidence.is_partial(count):
        return False
    mine, theirs = place_words(count.place), place_words(whole.place)
    return not mine or bool(mine & theirs)


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
