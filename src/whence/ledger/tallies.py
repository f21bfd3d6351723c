"""How many figures and statements each source gives, kept so that they need not all be counted.

What is kept is counted up to some row, and may be late: what came since is added as it is read.
Whoever files brings it up from time to time; emptied, it is counted anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
)

from whence.ledger.driver import insert_rows
from whence.ledger.schema import figures, statements, tallied, tallies
from whence.ledger.search import without_index
from whence.ledger.stored import stands

# Of what it is counted how much a source gives: figures of each measure, and statements.
_COUNTED = (figures, statements)
# Rows that may be filed before a ledger that is opened has them counted: some tenths of a second.
MOST_LATE = 50_000
# Sources asked for at a time.
ASKED = 500

Key = tuple[int, str]  # a source's name, and a measure, "" for statements


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, and the first and last day of the reports that have them."""

    many: int = 0
    first: str | None = None
    last: str | None = None

    def more(self, other: "Tally") -> "Tally":
        """Return both together."""
        return Tally(
            self.many + other.many,
            min(filter(None, (self.first, other.first)), default=None),
            max(filter(None, (self.last, other.last)), default=None),
        )


class _Done(NamedTuple):
    figures: int = 0
    statements: int = 0


def tallies_lag(connection: Connection) -> bool:
    """Whether so much was filed since that it should be counted once for all who ask."""
    ends = [connection.execute(select(func.max(t.c.number))).scalar() or 0 for t in _COUNTED]
    return sum(ends) - sum(_done(connection)) > MOST_LATE


def read_tallies(connection: Connection, only: list[int] | None = None) -> dict[Key, Tally]:
    """Return what all sources give, or `only` those with these names.

    What was rejected, or stands otherwise now, is not counted.
    """
    asked = select(tallies) if only is None else select(tallies).where(tallies.c.source.in_(only))
    kept = {(row.source, row.measure): _tally(row) for row in connection.execute(asked)}
    return {
        key: each
        for key, each in (kept | _since(connection, kept)).items()
        if each.many and (only is None or key[0] in only)
    }


def keep_tallies(connection: Connection) -> None:
    """Keep what all sources give by now."""
    ends = [connection.execute(select(func.max(t.c.number))).scalar() or 0 for t in _COUNTED]
    if tuple(ends) == _done(connection):
        return
    found = _since(connection)
    if found:
        old = delete(tallies).where(
            tallies.c.source == bindparam("one"), tallies.c.measure == bindparam("of")
        )
        connection.execute(old, [{"one": source, "of": measure} for source, measure in found])
    rows = [[*key, each.many, each.first, each.last] for key, each in found.items() if each.many]
    insert_rows(connection, "tallies", rows)
    connection.execute(delete(tallied))
    connection.execute(insert(tallied).values(number=1, figures=ends[0], statements=ends[1]))


def _done(connection: Connection) -> _Done:
    row = connection.execute(select(tallied.c.figures, tallied.c.statements)).first()
    return _Done(*row) if row else _Done()


def _since(connection: Connection, kept: dict[Key, Tally] | None = None) -> dict[Key, Tally]:
    """Return the tallies that are others than those that are kept, as they are now."""
    done = _done(connection)
    found: dict[Key, Tally] = {}
    for table, last in zip(_COUNTED, done, strict=True):
        came = _new(connection, table, last)
        went = _amended(connection, table, last) if last else {}
        before = kept if kept is not None else _kept(connection, {*came, *went})
        for key in {*came, *went}:
            now = before.get(key, Tally()).more(came.get(key, Tally()))
            many = now.many - went.get(key, 0)
            # What went may have been the first or the last.
            found[key] = Tally(many, *_ends(connection, table, key)) if key in went else now
    return found


def _kept(connection: Connection, keys: Iterable[Key]) -> dict[Key, Tally]:
    found: dict[Key, Tally] = {}
    sources = sorted({source for source, _ in keys})
    for at in range(0, len(sources), ASKED):
        asked = select(tallies).where(tallies.c.source.in_(sources[at : at + ASKED]))
        for row in connection.execute(asked):
            found[row.source, row.measure] = _tally(row)
    return found


def _new(connection: Connection, table: Table, last: int) -> dict[Key, Tally]:
    """Return what came after the row `last`, and stands."""
    day = func.nullif(table.c.published, "")
    # By the index of sources all rows would be looked at, and few came.
    source = without_index(connection, table.c.source)
    asked = (
        select(
            source.label("source"),
            _measure(table).label("measure"),
            func.count().label("many"),
            func.min(day).label("first"),
            func.max(day).label("last"),
        )
        .where(table.c.number > last, source.is_not(None), *_counts(table))
        .group_by(source, *_measures(table))
    )
    return {(row.source, row.measure): _tally(row) for row in connection.execute(asked)}


def _amended(connection: Connection, table: Table, last: int) -> dict[Key, int]:
    """Return how many were counted up to the row `last` and do not stand any more."""
    later = table.alias("later")
    asked = (
        select(table.c.source, _measure(table).label("measure"), func.count().label("many"))
        .join(later, later.c.amends == table.c.number)
        .where(
            later.c.number > last,
            table.c.number <= last,
            table.c.source.is_not(None),
            table.c.status != "rejected",
        )
        .group_by(table.c.source, *_measures(table))
    )
    return {(row.source, row.measure): row.many for row in connection.execute(asked)}


def _ends(connection: Connection, table: Table, key: Key) -> Iterator[str | None]:
    """Yield the first and the last day of what a source gives of a measure."""
    source, measure = key
    day = table.c.published
    met = [table.c.source == source, day != "", *_counts(table)]
    if table is figures:
        met.append(table.c.measure == measure)
    for by in (day.asc(), day.desc()):
        yield connection.execute(select(day).where(*met).order_by(by).limit(1)).scalar()


def _counts(table: Table) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return stands(table), table.c.status != "rejected"


def _measures(table: Table) -> list[ColumnElement[str]]:
    return [table.c.measure] if table is figures else []


def _measure(table: Table) -> ColumnElement[str]:
    measure: ColumnElement[str] = literal_column("''")
    return table.c.measure if table is figures else measure


def _tally(row: Row[tuple[object, ...]]) -> Tally:
    return Tally(row.many, row.first, row.last)
