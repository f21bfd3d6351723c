"""Which counts a check compares with which: each count is in a few scopes.

A scope holds all that one finding can rest on, so that a count which comes, changes or goes
needs only its own scopes checked again, however large the ledger. A check never looks beyond
the scope it is given; one that wants to see more wants a wider scope here.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b

from whence.ledger.checks.matters import REPEATED_DAYS, is_young
from whence.ledger.checks.stocks import is_of_stocks
from whence.ledger.counts import Count, is_cap_on_fighters
from whence.ledger.series import EVENT_DAYS, day_of, event_days, is_event
from whence.ledger.speaking import head_of_name

# What is compared, and of what: ("series", "board", measure, group), ("day", day) …
Scope = tuple[str, ...]
# Scopes that are checked as reports are looked through, with all their figures at hand.
OF_REPORTS = frozenset({"report", "revision", "copy"})


def scopes_of(count: Count) -> Iterator[Scope]:
    """Yield the scopes beyond its report that `count` is in, some perhaps twice."""
    if count.body is not None and count.kind is not None:
        yield "series", head_of_name(count.body), count.measure, count.group
    for day in _days_of(count):
        yield "day", day
    if count.kind == "window" and count.start is not None and not is_event(count):
        yield "window", count.start, count.end or ""
    if count.kind in {"since", "total", "state"}:
        yield "standing", count.measure, "" if is_cap_on_fighters(count) else count.group
    if count.measure == "alive" and count.body is not None:
        yield "standing", "missing", count.group  # who was missing may be found
    if is_of_stocks(count):
        yield ("stocks",)


def _days_of(count: Count) -> Iterator[str]:
    """Yield the days of whose events a count may be: in its time, or told of again."""
    if count.start is None:
        # A number that is given again without a day is known by who gave it for an event.
        if count.body is not None and count.kind not in {"on", "state"}:
            yield from _days_to(count.day, REPEATED_DAYS)
        return
    if count.modality in {"planned", "hypothetical"}:
        yield count.start
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


@lru_cache(maxsize=1 << 16)
def scope_number(scope: Scope) -> int:
    """Return a number below 2^63 by which a database finds a scope; odd for one of reports.

    Two scopes may share one, with odds of 1 in a million among two million: who asks by the
    number must look at the scope itself.
    """
    digest = blake2b(json.dumps(scope).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2 << 1 | (scope[0] in OF_REPORTS)
