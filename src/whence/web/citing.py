"""Addresses that cite a view: the ledger's seal stands in them beside the filters.

The seal vouches for all that the ledger told then; whoever opens the address later is told
whether the ledger is still the same, has grown, or is another one.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from whence.exports.wording import counted, day_words
from whence.ledger import Connection, Point, last_point, point_at
from whence.web.desk import LARGEST

# Digits of a seal in an address; 64 bits are not met by chance.
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Cited:
    """What an address says that it was cited from: an entry of the ledger, and its seal."""

    entry: int | None
    seal: str | None


def _cited(
    entry: Annotated[int | None, Query(ge=0, le=LARGEST)] = None,
    seal: Annotated[str | None, Query(pattern="^[0-9a-f]{8,64}$")] = None,
) -> Cited:
    return Cited(entry, seal)


CitedOf = Annotated[Cited, Depends(_cited)]


@dataclass(frozen=True, slots=True)
class Citation:
    """How a view is cited; `note` says what became of the ledger since, "" where nothing did."""

    address: str
    point: Point
    note: str

    @property
    def seal(self) -> str:
        """As much of the seal as the address has."""
        return self.point.seal[:DIGITS]


def citation(request: Request, connection: Connection, cited: Cited) -> Citation:
    """Return how what `request` shows is cited, and what is to be said of how it was."""
    now = last_point(connection)
    url = request.url.include_query_params(entry=now.entry, seal=now.seal[:DIGITS])
    return Citation(f"{url}", now, _note(connection, cited, now))


def _note(connection: Connection, cited: Cited, now: Point) -> str:
    if cited.entry is None or cited.seal is None:
        return ""
    then = point_at(connection, cited.entry)
    if then is None or not then.seal.startswith(cited.seal):
        return (
            "This view was cited from another ledger: the seal in its address is none of this one. "
            "What is shown may be something else."
        )
    if then.entry == now.entry:
        return ""
    since = counted(now.entry - then.entry, "entry").replace("entrys", "entries")
    return (
        f"This view was cited on {day_words(then.at[:10])}, after entry {then.entry:,}. {since} "
        "came to the ledger since, so what is shown may be more than was meant."
    )
