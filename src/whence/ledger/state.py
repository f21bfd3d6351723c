"""What a ledger holds, in a word: while it is the same, so is every answer to one question."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select

from whence.ledger.chain import last_seal
from whence.ledger.schema import checked, entries, touched
from whence.ledger.seal import NO_SEAL
from whence.ledger.search import found_up_to


@dataclass(frozen=True, slots=True)
class Point:
    """How far a ledger had come: its last entry, when that was made, and the seal on all of it."""

    entry: int
    at: str
    seal: str


def ledger_state(connection: Connection) -> str:
    """Return the last seal, how far SQLite's full text has come, and how far the checks have.

    The last two are not sealed.
    """
    done = connection.execute(select(checked.c.entry, checked.c.rules)).first()
    waiting = connection.execute(select(func.min(touched.c.scope))).scalar()
    so_far = [*found_up_to(connection), *(done or ()), waiting]
    return " ".join([last_seal(connection), *map(str, so_far)])


def last_point(connection: Connection) -> Point:
    """Return how far a ledger has come; entry 0 where it is empty."""
    asked = select(entries).order_by(entries.c.number.desc()).limit(1)
    found = connection.execute(asked).first()
    return _point(found) if found else Point(0, "", NO_SEAL)


def point_at(connection: Connection, entry: int) -> Point | None:
    """Return how far the ledger had come with an entry, None where it has none of that number."""
    if entry == 0:
        return Point(0, "", NO_SEAL)
    found = connection.execute(select(entries).where(entries.c.number == entry)).first()
    return _point(found) if found else None


def _point(row: Row[Any]) -> Point:
    return Point(row.number, row.at, row.seal)
