"""Proposes which figures may belong to a series, and merges none of them.

A report often gives a number without saying whose it is, or in the name of "officials". Where it
counts the same thing in the same way, and its number is the one that the series has for the day
or lies between its neighbours, it is shown with the series and the reasons.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, or_, select

from whence.ledger.bodies import Bodies
from whence.ledger.counts import Count, contradict, place_words
from whence.ledger.linking import SeriesLine
from whence.ledger.schema import figures, terms
from whence.ledger.series_counts import PERIODS, countable, report_number, select_counts
from whence.ledger.steps import holds_for, steps_of

# Numbers with fewer sure figures than this come back by chance: a rival's 22 is no quotation.
SURE_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Belonging:
    """A count that may belong to a series, and why; `agrees` with the count of its day, if any."""

    count: Count
    reasons: tuple[str, ...]
    agrees: Count | None


def find_belonging(connection: Connection, line: SeriesLine) -> list[Belonging]:
    """Return the counts that may belong to a series, the oldest first.

    They are of no named source, or give in another's name the very number of a day; the same
    measure, group, kind, and start as far as it is told. Counts of a window are proposed to none:
    of short stretches too many have the same number.
    """
    if line.key.kind == "window":
        return []
    bodies = Bodies(connection)
    found = [
        count
        for met in (_of_nobody(), _of_others(line, bodies))
        for _, count in select_counts(connection, [*_near(line), *met], bodies)
    ]
    groups = _groups_of_parts(connection, found, bodies)
    fitting = _Fitting(line, groups)
    proposed = [one for count in found if count.stands and (one := fitting.propose(count))]
    return sorted(proposed, key=lambda one: one.count.told)


def _near(line: SeriesLine) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that a figure is of the matter of a series and of its days."""
    yield from countable()
    yield figures.c.measure == line.key.measure
    yield figures.c.period_kind.in_(PERIODS[line.key.kind])
    if line.key.kind == "event":
        yield figures.c.period_start == line.key.start
    if line.key.kind == "running":
        yield or_(figures.c.period_start.is_(None), figures.c.period_start.in_(_starts(line)))
    days = sorted(day for count in line.counts if (day := holds_for(line.series, count)))
    if days:
        yield figures.c.published.between(days[0], f"{days[-1]}~")


def _starts(line: SeriesLine) -> list[str]:
    """Return the start of a running total, and what tells less of it: the month, the year."""
    start = line.key.start or ""
    return [start[:size] for size in (len("2031"), len("2031-03"), len(start)) if start[:size]]


def _of_nobody() -> Iterator[ColumnElement[bool]]:
    yield figures.c.source.is_(None)


def _of_others(line: SeriesLine, bodies: Bodies) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that another source gives a figure among those of a series.

    By the index that is a look for each source; the measure alone would be a long walk.
    """
    names = select(terms.c.number).where(terms.c.kind.in_(("body", "voice")))
    yield figures.c.source.in_(names.where(terms.c.number.not_in(bodies.members(line.body))))
    yield figures.c.low.in_({count.value for count in line.counts} - {None})


def _is_telling(count: Count) -> bool:
    return count.is_exact and len(str(count.value).rstrip("0")) >= SURE_FIGURES


def _groups_of_parts(
    connection: Connection, counts: Iterable[Count], bodies: Bodies
) -> Mapping[str, Count]:
    """Return, for counts that say no population, a part of each that says one.

    "Four aid seekers were killed, bringing the total to 2,518": the four are of the 2,518.
    """
    unsaid = {count.claim: report_number(count) for count in counts if count.population is None}
    if not unsaid:
        return {}
    # A part stands in the report of its whole, and by that it is found.
    met = [figures.c.report.in_(set(unsaid.values())), figures.c.part_of.in_(unsaid)]
    parts = select_counts(connection, met, bodies)
    return {part.part_of: part for _, part in parts if part.part_of and part.group}


class _Fitting:
    """Holds what a count is held against to see whether it may belong to a series."""

    def __init__(self, line: SeriesLine, parts: Mapping[str, Count]) -> None:
        self._line = line
        self._parts = parts
        self._new = [step.count for step in steps_of(line.series) if step.role == "new"]
        self._places = place_words(line.place).union(*(place_words(c.place) for c in line.counts))

    def propose(self, count: Count) -> Belonging | None:
        """Return why `count` may belong to the series, None where it does not seem to."""
        whose = self._whose(count)
        group = self._group(count)
        number = self._number(count)
        if not (whose and group is not None and number and self._is_here(count)):
            return None
        if not self._starts_alike(count):
            return None
        agrees, near = number
        reasons = [whose, *([group] if group else []), near]
        return Belonging(count, tuple(reasons), agrees)

    def _whose(self, count: Count) -> str | None:
        if count.source is None:
            return "no source is named"
        return f"given by {count.source}, with the very number"

    def _group(self, count: Count) -> str | None:
        """Return what tells of the group, "" where it is said, None where it is another."""
        if count.group == self._line.key.group:
            return ""
        part = self._parts.get(count.claim)
        if part is not None and part.group == self._line.key.group:
            return f"of whom is not said, but “{part.words}” of them are {part.population}"
        return None

    def _starts_alike(self, count: Count) -> bool:
        """Whether the count has the series' start, or tells less of it."""
        mine, theirs = self._line.key.start or "", count.start or ""
        return self._line.key.kind != "running" or mine.startswith(theirs)

    def _is_here(self, count: Count) -> bool:
        """Whether the place may be the series': a word is shared, or no place is named."""
        words = place_words(count.place)
        named = count.place is not None and any(word[:1].isupper() for word in count.place.split())
        return not words or not self._places or not named or bool(words & self._places)

    def _number(self, count: Count) -> tuple[Count | None, str] | None:
        """Return the count of the day that the number agrees with, and how near it is."""
        day = holds_for(self._line.series, count) or ""
        same = [c for c in self._new if holds_for(self._line.series, c) == day]
        if same:
            very = _is_telling(count) and count.value == same[0].value
            if contradict(count, same[0]) or count.value is None or (count.source and not very):
                return None
            return same[0], f"agrees with “{same[0].words}” of the same day"
        if count.source is not None:
            return None
        return self._between(count, day)

    def _between(self, count: Count, day: str) -> tuple[None, str] | None:
        """Say so where the number lies between those before and after, or is one of them."""
        before = [c for c in self._new if (holds_for(self._line.series, c) or "") < day]
        after = [c for c in self._new if (holds_for(self._line.series, c) or "") > day]
        if count.value is None or not (before and after):
            return None
        least, most = before[-1].bounds[0], after[0].bounds[1]
        if not least <= count.value <= most:
            return None
        return None, f"lies between “{before[-1].words}” before and “{after[0].words}” after"
