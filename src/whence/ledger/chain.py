"""One entry of the ledger while it is written: its rows, their numbers, and its seal."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from whence.ledger.driver import Question, insert_rows
from whence.ledger.schema import SEALED, entries
from whence.ledger.seal import NO_SEAL, Value, content_hash, entry_seal, row_crc, row_line
from whence.ledger.words import ESCAPE, kept, kept_values

# The columns that `Entry.add` is given: all but the first two and the last.
# SQLAlchemy's names are no plain strings, and JSON wants those.
_GIVEN = {f"{table.name}": [f"{column.name}" for column in table.columns][2:-1] for table in SEALED}

_KNOWN = {name: frozenset(columns) for name, columns in _GIVEN.items()}

# What a row's line has where a text in it is to be kept as something else: a NUL, or the mark of
# what was kept so.
NUL, ESCAPED = rb"\u0000", ESCAPE.encode()

_LAST = Question(
    select(entries.c.number, entries.c.seal).order_by(entries.c.number.desc()).limit(1)
)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: the last entry, its seal, and the last number of each table."""

    number: int
    seal: str
    last: dict[str, int]


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what and why; `about` says on what, in words for a person."""

    act: str
    who: str
    why: str | None
    about: str | None


def read_head(connection: Connection, known: Head | None = None) -> Head:
    """Return where the chain ends; `known` spares the asking where nobody wrote since."""
    number, seal = next(iter(_LAST.rows(connection)), (0, NO_SEAL))
    if known and (known.number, known.seal) == (number, seal):
        return known
    last = {
        table.name: connection.execute(select(func.max(table.c.number))).scalar() or 0
        for table in SEALED
    }
    return Head(number, seal, last)


def last_seal(connection: Connection) -> str:
    """Return the last seal: whatever the ledger tells is the same while this is."""
    _, seal = next(iter(_LAST.rows(connection)), (0, NO_SEAL))
    return f"{seal}"


def first_seal(connection: Connection) -> str:
    """Return the first seal, by which a ledger is told from others all its life."""
    first = select(entries.c.seal).order_by(entries.c.number).limit(1)
    return connection.execute(first).scalar() or NO_SEAL


class Entry:
    """Gathers the rows of one act; `close` files them all under one seal."""

    def __init__(self, connection: Connection, head: Head) -> None:
        self.connection = connection
        self.number = head.number + 1
        self._previous = head.seal
        self._last = dict(head.last)
        self._rows: dict[str, list[list[Value]]] = {name: [] for name in _GIVEN}

    def add(self, table: Table, **values: Value) -> int:
        """Add a row and return its number; columns that are not named are null."""
        name = f"{table.name}"
        if not values.keys() <= _KNOWN[name]:
            raise TypeError(f"{name} has no {', '.join(sorted(values.keys() - _KNOWN[name]))}")
        number = self._last[name] = self._last[name] + 1
        self._rows[name].append([number, self.number, *map(values.get, _GIVEN[name])])
        return number

    def next_number(self, table: Table) -> int:
        """Return the number that the next row of `table` will have."""
        return self._last[table.name] + 1

    def close(self, act: Act, *, at: str, program: str) -> Head:
        """File the entry and its rows, and return the new end of the chain."""
        lines: list[bytes] = []
        for name, rows in self._rows.items():
            for row in rows:
                line = _keep(name, row)
                row.append(row_crc(line))
                lines.append(line)
        values: list[Value] = [
            self.number,
            at,
            kept(act.who),
            act.act,
            kept(act.why) if act.why else None,
            kept(act.about) if act.about else None,
            program,
            content_hash(lines),
            self._previous,
        ]
        seal = entry_seal(values)
        insert_rows(self.connection, "entries", [[*values, seal]])
        for name, rows in self._rows.items():
            insert_rows(self.connection, name, rows)
        return Head(self.number, seal, self._last)


def _keep(table: str, row: list[Value]) -> bytes:
    """Return the line of a row, once its texts are such as the database can hold.

    Nearly all are: that is seen in the line, so that not every value is looked at.
    """
    with suppress(UnicodeEncodeError):  # half a surrogate pair
        line = row_line(table, row)
        if NUL not in line and ESCAPED not in line:
            return line
    row[:] = kept_values(row)
    return row_line(table, row)
