"""Which counts a check compares with which: each count is in a few scopes.

A scope holds all that one finding can rest on, so that a count which comes, changes or goes
needs only its own scopes checked again, however large the ledger. A check never looks beyond
the scope it is given; one that wants to see more wants a wider scope here.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from whence.ledger.checks.stocks import is_of_stocks
from whence.ledger.counts import Count
from whence.ledger.series import event_days, is_event

# What is compared, and of what: ("series", source, measure, group), ("day", day) …
Scope = tuple[str, ...]

# Dead and wounded are held against casualties, which are both.
HARM = frozenset({"killed", "wounded", "casualties"})


def scopes_of(count: Count) -> Iterator[Scope]:
    """Yield the scopes that `count` is in."""
    measure = "harm" if count.measure in HARM else count.measure
    if count.source is not None and count.kind is not None:
        yield "series", count.source, count.measure, count.group
    if is_event(count):
        for day in event_days(count):
            yield "day", day
    elif count.kind == "window" and count.start is not None:
        yield "window", count.start, count.end or ""
    if count.modality == "planned" and count.start is not None:
        yield "day", count.start
    if count.kind in {"since", "total", "state"}:
        yield "standing", measure, count.group
    if is_of_stocks(count):
        yield ("stocks",)
    if count.part_of is not None:
        yield "report", count.report


def by_scope(counts: Iterable[Count]) -> dict[Scope, list[Count]]:
    """Put counts together by the scopes that they are in."""
    found: defaultdict[Scope, list[Count]] = defaultdict(list)
    for count in counts:
        for scope in dict.fromkeys(scopes_of(count)):
            found[scope].append(count)
    return found


@lru_cache(maxsize=1 << 16)
def scope_number(scope: Scope) -> int:
    """Return a number below 2^63 by which a database finds a scope.

    Two scopes may share one, with odds of 1 in a million among four million: who asks by the
    number must look at the scope itself.
    """
    digest = blake2b(json.dumps(scope).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
