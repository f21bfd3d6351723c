"""Walks the chain and the evidence, and names the first break.

For each entry: its rows hash to what it sealed, its seal is that of its content and the seal
before, and all that its rows quote stands so in the kept texts. Everything is read from the
tables themselves, in one pass, whatever the size.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, RowMapping, Table, select
from sqlalchemy.exc import DatabaseError

from whence.ledger.book import Ledger
from whence.ledger.engine import writing
from whence.ledger.errors import LedgerError
from whence.ledger.schema import SEALED, entries, reports
from whence.ledger.seal import NO_SEAL, Value, content_hash, entry_seal, row_crc, row_line
from whence.ledger.search import index_words
from whence.ledger.words import told, told_if_any

# Rows fetched at a time, so that a ledger of any size is walked in the same memory.
BATCH = 2000
# Texts held for claims of earlier entries: corrections of one report mostly come together.
TEXTS_HELD = 32
PHRASES = ("source", "population", "place", "cue", "channel", "shows")
CLAIMS = {"figures": "figure", "statements": "statement", "releases": "release"}


@dataclass(frozen=True, slots=True)
class Verified:
    """How far the ledger holds: `broken` says in a sentence what the first break is, if any.

    `seal` is that of the last entry that holds; `rows` counts what it and those before brought.
    """

    entries: int
    rows: int
    seal: str
    broken: str | None = None


class _BreakError(Exception):
    """The first break, in a sentence."""


def verify(ledger: Ledger, *, seal: str | None = None) -> Verified:
    """Walk `ledger` from its first entry to its last.

    With `seal`, one that was written down earlier, an entry that has it must be met: so it is
    seen too if the end of the chain was cut off or the whole of it made again.
    """
    walk = _Walk()
    try:
        with ledger.reading() as connection:
            _check_file(connection)
            walk.run(connection)
            if seal and not _has_seal(connection, seal):
                raise _BreakError(f"no entry has the seal {seal}: the chain was cut or made again")
        with writing(ledger.engine) as connection:
            _check_index(connection)
    except _BreakError as broken:
        return Verified(walk.entry, walk.rows, walk.seal, f"{broken}")
    except LedgerError as error:  # the file is so damaged that it cannot be read
        return Verified(walk.entry, walk.rows, walk.seal, f"after entry {walk.entry}: {error}")
    return Verified(walk.entry, walk.rows, walk.seal)


def _check_file(connection: Connection) -> None:
    """Have SQLite look whether its own pages and indexes are sound."""
    if connection.dialect.name == "sqlite":
        said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if said != "ok":
            words = " ".join(str(said).split())
            raise _BreakError(f"the file is damaged, as SQLite says: {words[:200]}")


def _check_index(connection: Connection) -> None:
    """Have SQLite look whether the full text still fits the texts."""
    if connection.dialect.name != "sqlite":
        return
    index_words(connection)
    for name in ("reports_found", "passages_found"):
        try:
            connection.exec_driver_sql(
                f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"
            )
        except DatabaseError as error:
            if "malformed" not in str(error.orig):
                raise
            raise _BreakError(f"the full-text index {name} does not fit the texts") from None


def _has_seal(connection: Connection, seal: str) -> bool:
    asked = select(entries.c.number).where(entries.c.seal.startswith(seal, autoescape=True))
    return connection.execute(asked.limit(1)).first() is not None


class _Walk:
    """Where the walk has come to: the last entry that holds, its seal, the rows up to it."""

    def __init__(self) -> None:
        self.entry = 0
        self.rows = 0
        self.seal = NO_SEAL

    def run(self, connection: Connection) -> None:
        """Walk all entries; raises _BreakError at the first break."""
        evidence = _Evidence(connection)
        with ExitStack() as stack:  # a stream left open would hold its lock on the file
            tables = [stack.enter_context(closing(_Rows(connection, one))) for one in SEALED]
            for row in stack.enter_context(closing(_stream(connection, entries))):
                number = self.entry + 1
                if row["number"] != number:
                    raise _BreakError(f"entry {number} is missing")
                taken = [(table.name, found) for table in tables for found in table.take(number)]
                self._check_seal(row, taken)
                for name, found in taken:
                    evidence.check(name, found)
                self.entry, self.seal = number, row["seal"]
                self.rows += len(taken)
            for table in tables:
                table.end()

    def _check_seal(self, row: RowMapping, taken: Sequence[tuple[str, RowMapping]]) -> None:
        what = f"entry {row['number']} ({row['act']}, {row['at']}, by {row['who']})"
        if row["previous"] != self.seal:
            raise _BreakError(f"{what} does not follow the entry before it")
        if entry_seal(_values(row)) != row["seal"]:
            raise _BreakError(f"{what} was changed: it no longer has its seal")
        lines = [row_line(name, _values(found)) for name, found in taken]
        if content_hash(lines) != row["content"]:
            raise _BreakError(f"{_changed(taken, lines)} ({what})")


def _values(row: RowMapping) -> list[Value]:
    """Return what a row's hash is over: all its columns but the last, the hash itself."""
    return [*map(row.__getitem__, list(row)[:-1])]


def _changed(taken: Sequence[tuple[str, RowMapping]], lines: Sequence[bytes]) -> str:
    for (name, row), line in zip(taken, lines, strict=True):
        if row_crc(line) != row["crc"]:
            return f"{_name(name, row)} was changed since it was filed"
    return "a row was added, taken away or changed with its check number"


def _name(table: str, row: RowMapping) -> str:
    """Return what a row is, for a person."""
    if table in CLAIMS:
        return f"{CLAIMS[table]} {row['id']}"
    if table == "reports":
        return f"report {row['id']}"
    return f"row {row['number']} of {table}"


class _Rows:
    """The rows of one table by their numbers, handed out entry by entry."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.name = f"{table.name}"
        self._stream = _stream(connection, table)
        self._next = next(self._stream, None)
        self._last = 0

    def close(self) -> None:
        """Stop reading."""
        self._stream.close()

    def take(self, entry: int) -> Iterator[RowMapping]:
        """Yield the rows of `entry`; raises _BreakError where a row is missing."""
        while self._next is not None and self._next["entry"] == entry:
            self._last += 1
            if self._next["number"] != self._last:
                raise _BreakError(f"row {self._last} of {self.name} is missing (entry {entry})")
            yield self._next
            self._next = next(self._stream, None)

    def end(self) -> None:
        """Raise _BreakError where rows are left that no entry has."""
        if self._next is not None:
            raise _BreakError(f"{_name(self.name, self._next)} belongs to no entry")


def _stream(connection: Connection, table: Table) -> Generator[RowMapping, None, None]:
    asked = select(table).order_by(table.c.number).execution_options(yield_per=BATCH)
    with connection.execute(asked) as rows:
        yield from rows.mappings()


class _Evidence:
    """Checks that what rows quote stands so in the kept texts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._text = lru_cache(maxsize=TEXTS_HELD)(self._fetch)

    def check(self, table: str, row: RowMapping) -> None:
        """Raise _BreakError where `row` quotes what its text does not say."""
        if table == "reports":
            digest = sha256(told(row["text"]).encode("utf-8", "surrogatepass")).hexdigest()
            if digest != row["sha256"]:
                raise _BreakError(f"the text of report {row['id']} does not have its hash")
        elif table == "passages" or table in CLAIMS:
            text = self._text(row["report"])
            if text is None:
                raise _BreakError(f"{_name(table, row)} is of a report that is not kept")
            for begins, ends, words in _quoted(row):
                if text[begins:ends] != told(words):
                    raise _BreakError(
                        f"{_name(table, row)} quotes {told(words)[:60]!r}, and its report says "
                        f"{text[begins:ends][:60]!r} there"
                    )
            if table == "statements":
                self._check_content(row, text)

    def _check_content(self, row: RowMapping, text: str) -> None:
        spans = msgspec.json.decode(row["content"], type=list[tuple[int, int]])
        if " … ".join(text[begins:ends] for begins, ends in spans) != told(row["content_words"]):
            raise _BreakError(f"statement {row['id']} does not quote its report")

    def _fetch(self, report: int) -> str | None:
        asked = select(reports.c.text).where(reports.c.number == report)
        return told_if_any(self._connection.execute(asked).scalar())


def _quoted(row: RowMapping) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of a row that are to be slices of the text, with the words kept for them."""
    if "begins" in row:
        yield row["begins"], row["ends"], row["words"]
    for name in PHRASES:
        begins = row.get(f"{name}_begins")
        if begins is not None and row[f"{name}_words"] is not None:
            yield begins, row[f"{name}_ends"], row[f"{name}_words"]
