"""Full text: SQLite's FTS5, PostgreSQL's own; words as they are, in any language."""

import re
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import (
    CTE,
    JSON,
    Column,
    ColumnElement,
    Connection,
    Select,
    Text,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    text,
)

from whence.ledger.errors import LedgerError
from whence.ledger.schema import passages, reports
from whence.ledger.words import kept

WORDS = re.compile(r'"([^"]*)"|(\S+)')
# Hits up to so many are looked up and then sorted; with more, they are frequent enough to meet
# a page of them on the way through the claims by date.
FEW_HITS = 4000
# Of the newest hits, one in so many is a claim's of the kind that is wanted, or they are few.
OWN_SHARE = 20


# Where SQLite keeps its full text, of which columns; PostgreSQL's indexes need no help.
_FOUND = {"reports": "title, text", "passages": "words"}


def lags(connection: Connection) -> bool:
    """Whether rows were filed that the full text does not have yet."""
    return connection.dialect.name == "sqlite" and any(
        connection.exec_driver_sql(
            f"SELECT (SELECT max(number) FROM {name}) > "
            f"(SELECT coalesce(max(id), 0) FROM {name}_found_docsize)"
        ).scalar()
        for name in _FOUND
    )


def found_up_to(connection: Connection) -> list[int]:
    """Return the last rows that full text has: it may come up to the others without an entry."""
    if connection.dialect.name != "sqlite":
        return []
    return [
        connection.exec_driver_sql(
            f"SELECT coalesce(max(id), 0) FROM {name}_found_docsize"
        ).scalar_one()
        for name in _FOUND
    ]


def index_words(connection: Connection) -> None:
    """Bring SQLite's full text up to the rows, many at once.

    With each report it took a third of the time of filing. It is not sealed, and can be late:
    a killed writer leaves it behind, and the next that opens the ledger brings it up.
    """
    if connection.dialect.name != "sqlite":
        return
    for name, columns in _FOUND.items():
        connection.exec_driver_sql(
            f"INSERT INTO {name}_found (rowid, {columns}) SELECT number, {columns} FROM {name} "
            f"WHERE number > (SELECT coalesce(max(id), 0) FROM {name}_found_docsize)"
        )


def holds_words(
    connection: Connection, target: Literal["passages", "reports"], column: Column[int], words: str
) -> ColumnElement[bool]:
    """Return the condition that the passage or report numbered by `column` holds `words`.

    Words may stand in any order, in any case; a phrase in quotation marks as it is.
    """
    parts = [kept(phrase or word) for phrase, word in WORDS.findall(words)]
    parts = [part for part in parts if re.search(r"\w", part)]
    if not parts:
        raise LedgerError(f"there is no word in {words!r} to look for")
    if connection.dialect.name == "postgresql":
        return column.in_(_matches(target, parts))
    match = " ".join('"' + part.replace('"', "") + '"' for part in parts)
    hits = f"SELECT rowid FROM {target}_found WHERE {target}_found MATCH :match"
    count = _count_hits(connection, hits, match)
    if target == "passages" and count == FEW_HITS:
        # A passage may be of other claims: words of many figures may be in no statement.
        newest = f"{hits} ORDER BY rowid DESC LIMIT {FEW_HITS}"
        own = f"SELECT {column} FROM {column.table} WHERE {column} IN ({newest})"
        count = _count_hits(connection, own, match) * OWN_SHARE
    return met_by_date(connection, column, count).in_(text(hits).bindparams(match=match))


def _count_hits(connection: Connection, hits: str, match: str) -> int:
    """Return how many rows have what is looked for, counted up to FEW_HITS."""
    few = text(f"SELECT count(*) FROM ({hits} LIMIT {FEW_HITS})")
    return int(connection.execute(few, {"match": match}).scalar_one())


def met_by_date(connection: Connection, column: Column[int], count: int) -> ColumnElement[int]:
    """Return `column` as SQLite is to use it where `count` rows have what is wanted of it.

    A few are looked up by its index, and sorted. Many would all be sorted for one page of them:
    a plus keeps SQLite from the index, and they are met on the way through the rows by date.
    """
    return column if count < FEW_HITS else without_index(connection, column)


def without_index(connection: Connection, column: Column[Any]) -> ColumnElement[Any]:
    """Return `column` so that SQLite does not look it up by its index, where another is better."""
    return literal_column(f"+{column}") if connection.dialect.name == "sqlite" else column


def as_table(
    connection: Connection, columns: Sequence[Column[Any]], rows: Sequence[Sequence[Any]]
) -> CTE:
    """Return a table of `rows`, whose columns are called and typed as `columns`, to be joined.

    It travels as one value: of rows written out SQLAlchemy makes the words anew for each query,
    which took longer than the database needs for its answer.
    """
    given = literal(msgspec.json.encode(rows).decode(), Text)
    parts: list[ColumnElement[Any]]
    if connection.dialect.name == "sqlite":
        each = func.json_each(given).table_valued("value")
        parts = [func.json_extract(each.c.value, f"$[{at}]") for at in range(len(columns))]
    else:
        each = func.json_array_elements(cast(given, JSON)).table_valued(column("value", JSON))
        told = [each.c.value.op("->>")(at) for at in range(len(columns))]
        parts = [cast(part, one.type) for part, one in zip(told, columns, strict=True)]
    named = [part.label(one.name) for part, one in zip(parts, columns, strict=True)]
    return select(*named).cte("wanted")


def _matches(target: str, parts: list[str]) -> Select[Any]:
    """Return PostgreSQL's query for the numbers that match, in the words of its index."""
    simple: ColumnElement[str] = literal_column("'simple'")
    words: ColumnElement[str] = passages.c.words
    number = passages.c.number
    if target == "reports":
        # As the index has it, letter for letter: with bound values it would not be used.
        number = reports.c.number
        empty: ColumnElement[str] = literal_column("''")
        blank: ColumnElement[str] = literal_column("' '")
        words = func.coalesce(reports.c.title, empty).concat(blank).concat(reports.c.text)
    asked: list[ColumnElement[Any]] = [func.phraseto_tsquery(simple, part) for part in parts]
    whole = asked[0]
    for one in asked[1:]:
        whole = whole.op("&&")(one)
    return select(number).where(
        func.to_tsvector(simple, func.left(words, literal_column("200000"))).op(
            "@@", is_comparison=True
        )(whole)
    )
