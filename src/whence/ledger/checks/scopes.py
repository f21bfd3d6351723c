"""Which counts a check compares with which: each count is in a few scopes.

A scope holds all that one finding can rest on, so that a count which comes, changes or goes
needs only its own scopes checked again, however large the ledger. A check never looks beyond
the scope it is given; one that wants to see more wants a wider scope here.

What is compared over time has a scope a year, which is checked with the year before it: else
each new day would be held against all history. The year before is the last that has any count,
so that a source which was silent for years is held to what it said last.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from whence.ledger.checks.matters import REPEATED_DAYS, is_young
from whence.ledger.checks.stocks import is_of_stocks
from whence.ledger.counts import Count, is_cap_on_fighters
from whence.ledger.series import EVENT_DAYS, as_of, day_of, event_days, is_event
from whence.ledger.speaking import head_of_name

# What is compared, and of what: ("series", "board", measure, group, year), ("day", day) …
Scope = tuple[str, ...]
# Scopes that are checked as reports are looked through, with all their figures at hand.
OF_REPORTS = frozenset({"report", "revision", "copy"})
# Scopes that end with a year, "" for what has no day.
OF_YEARS = frozenset({"series", "standing", "stocks"})
# A scope's number ends with two marks, before them one of a year has that, in so many bits.
REPORTS_MARK, YEARS_MARK, MARKS, YEAR_BITS = 1, 2, 2, 14
YEARS = (1 << YEAR_BITS) - 1 << MARKS


def scopes_of(count: Count) -> Iterator[Scope]:
    """Yield the scopes beyond its report that `count` is in, some perhaps twice."""
    year = year_of(count)
    if count.body is not None and count.kind is not None:
        yield "series", head_of_name(count.body), count.measure, count.group, year
    for day in _days_of(count):
        yield "day", day
    if count.kind == "window" and count.start is not None and not is_event(count):
        yield "window", count.start, count.end or ""
    if count.kind in {"since", "total", "state"}:
        group = "" if is_cap_on_fighters(count) else count.group
        yield "standing", count.measure, group, year
    if count.measure == "alive" and count.body is not None:
        yield "standing", "missing", count.group, year  # who was missing may be found
    if is_of_stocks(count):
        yield "stocks", year


def year_of(count: Count) -> str:
    """Return the year that a count holds for, "" where that is not told."""
    return (as_of(count) or "")[:4]


def _days_of(count: Count) -> Iterator[str]:
    """Yield the days of whose events a count may be: in its time, or told of again."""
    if count.start is None:
        # A number that is given again without a day is known by who gave it for an event.
        if count.body is not None and count.kind not in {"on", "state"}:
            yield from _days_to(count.day, REPEATED_DAYS)
        return
    if count.modality in {"planned", "hypothetical"}:
        yield count.start
        if count.kind == "window" and count.end is not None:
            yield count.end  # what is to be done by a day may begin later
    if is_event(count):
        yield from event_days(count)
    if is_young(count) and count.kind != "on":
        yield from _days_to(count.start, EVENT_DAYS)


def _days_to(words: str | None, days: int) -> Iterator[str]:
    """Yield a day and so many before it."""
    day = day_of(words)
    if day is not None:
        yield from ((day - timedelta(n)).isoformat() for n in range(days + 1))


def by_report(counts: Iterable[Count]) -> dict[Scope, list[Count]]:
    """Put counts together by their reports, each of which is a scope."""
    found: defaultdict[Scope, list[Count]] = defaultdict(list)
    for count in counts:
        found["report", count.report].append(count)
    return found


def by_scope(counts: Iterable[Count]) -> dict[Scope, list[Count]]:
    """Put counts together by the other scopes that they are in."""
    found: defaultdict[Scope, list[Count]] = defaultdict(list)
    for count in counts:
        for scope in dict.fromkeys(scopes_of(count)):
            found[scope].append(count)
    return found


def with_year_before(scopes: Mapping[Scope, list[Count]]) -> Iterator[tuple[Scope, list[Count]]]:
    """Yield each scope with what is compared in it: the counts of the year before are there too."""
    years: defaultdict[Scope, list[str]] = defaultdict(list)
    for scope in scopes:
        if scope[0] in OF_YEARS:
            years[scope[:-1]].append(scope[-1])
    before = {
        (*scope, year): (*scope, earlier)
        for scope, told in years.items()
        for earlier, year in pairwise(sorted(told))
    }
    for scope, counts in scopes.items():
        yield scope, [*scopes[before[scope]], *counts] if scope in before else counts


@lru_cache(maxsize=1 << 16)
def scope_number(scope: Scope) -> int:
    """Return a number below 2^63 by which a database finds a scope; odd for one of reports.

    Those of the years of one scope follow each other. Two scopes may share a number, of years
    with odds of 1 in 6,000 among 300,000: who asks by it must look at the scope itself.
    """
    of_years = scope[0] in OF_YEARS
    named = scope[:-1] if of_years else scope
    digest = blake2b(json.dumps(named).encode(), digest_size=8).digest()
    number = int.from_bytes(digest, "big") >> 1 & -1 << MARKS
    if of_years:
        return number & ~YEARS | int(scope[-1] or 0) << MARKS | YEARS_MARK
    return number | REPORTS_MARK * (scope[0] in OF_REPORTS)


def years_around(number: int) -> tuple[int, int] | None:
    """Return the first and last number that a scope's years can have, None for one without."""
    return (number & ~YEARS, number | YEARS) if number & YEARS_MARK else None
