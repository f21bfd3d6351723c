"""Hears a short form of a body's name as that body, across the reports of a scope.

One report has "the health board", another "the Northern Health Board": where all that is
compared has one body that the short form fits, both are its counts. No names are merged.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from whence.ledger.counts import Count
from whence.ledger.speaking import ALONE, head_of_name, plain_words
from whence.ledger.words import listed_connectors


def heard(counts: Iterable[Count]) -> list[Count]:
    """Return the counts, those under a short form with the body that they `speaks_for`.

    Of governments and armies there are many, and "the ministry" tells of none which it is.
    """
    listed = list(counts)
    bodies = {count.body for count in listed if count.body and (count.is_body or count.speaks_for)}
    fullest: dict[str, str | None] = {}
    for count in listed:
        name = count.body
        if name is not None and name not in fullest and _is_short_form(count, name):
            fullest[name] = _fullest(name, bodies)
    return [
        replace(count, speaks_for=full) if (full := fullest.get(count.body or "")) else count
        for count in listed
    ]


def by_body(counts: Iterable[Count]) -> list[Count]:
    """Return the counts as told by the bodies whose they are."""
    return [
        replace(count, source=count.speaks_for, speaks_for=None, is_body=True)
        if count.speaks_for
        else count
        for count in counts
    ]


def _is_short_form(count: Count, name: str) -> bool:
    return count.source_kind in ALONE and bool(plain_words(name))


def _fullest(name: str, bodies: Iterable[str]) -> str | None:
    """The one body whose name holds all of `name`, and that of every other such body."""
    mine = _words(name)
    longer = [
        body
        for body in sorted(bodies)
        if mine < _words(body) and head_of_name(body) == head_of_name(name)
    ]
    held = [body for body in longer if all(_words(other) <= _words(body) for other in longer)]
    return held[0] if held else None


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().replace("’", "'").split()) - listed_connectors()
