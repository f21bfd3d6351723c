"""What is asked and filed for every report goes to the database's driver itself.

SQLAlchemy makes the words, once. To run a statement takes it longer than the database needs for
the answer: of the time of filing that was a third for what is filed, a tenth for what is asked.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Select

from whence.ledger.engine import sentence
from whence.ledger.errors import FailedError
from whence.ledger.seal import Value


class Question:
    """A query with named values, and how each database wants it."""

    def __init__(self, asked: Select[Any]) -> None:
        self._asked = asked
        self._made: dict[str, tuple[str, list[str] | None, dict[str, Any]]] = {}

    def rows(self, connection: Connection, **values: Value) -> list[tuple[Any, ...]]:
        """Return the rows that answer, in the order of the query's columns."""
        words, order, known = self._made.get(connection.dialect.name) or self._make(connection)
        named = known | values
        with _cursor(connection) as cursor:
            cursor.execute(words, named if order is None else [named[name] for name in order])
            return list(cursor.fetchall())

    def _make(self, connection: Connection) -> tuple[str, list[str] | None, dict[str, Any]]:
        made: Any = self._asked.compile(dialect=connection.dialect)
        found = (f"{made}", made.positiontup, dict(made.params))
        self._made[connection.dialect.name] = found
        return found


def insert_rows(connection: Connection, target: str, rows: Sequence[Sequence[Value]]) -> None:
    """Insert whole rows into `target`, a table's name or its name with columns."""
    if not rows:
        return
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    marks = ", ".join([mark] * len(rows[0]))
    with _cursor(connection) as cursor:
        cursor.executemany(f"INSERT INTO {target} VALUES ({marks})", rows)


@contextmanager
def _cursor(connection: Connection) -> Iterator[Any]:
    """Give a cursor of the driver; its errors are sentences."""
    try:
        with closing(connection.connection.cursor()) as cursor:
            yield cursor
    except connection.dialect.loaded_dbapi.Error as error:
        raise FailedError(sentence(error)) from error
