"""Opens the database behind a ledger: an SQLite file, or PostgreSQL by its address.

All that differs between the two is here and in the migrations. Every transaction that writes
is alone: SQLite locks the file as it begins, PostgreSQL waits at an advisory lock. So the next
numbers and the last seal that it reads stay true until it ends.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from whence.ledger.errors import FailedError, LedgerError

# Seconds that a writer waits for others. An import of a large file holds the lock that long.
PATIENCE = 120
# Bytes of SQLite's page cache, so that the inner pages of all indexes stay in memory.
CACHE_BYTES = 128 * 1024 * 1024
# Pages after which SQLite moves the log into the file, 64 MB: with its own 4 MB, one report in
# twenty waited for the disk.
CHECKPOINT_PAGES = 16_000
# SQLite's steps between two looks at the clock: some hundred looks a second.
STEPS_BETWEEN = 100_000
# The advisory lock of all ledgers in one PostgreSQL database: "whence" on a telephone's keys.
LOCK = 943623


def open_engine(address: str, *, create: bool) -> Engine:
    """Return the engine for `address`, a path or `postgresql://…`.

    Raises LedgerError where there is no such file and none may be made, or no driver.
    """
    if "://" not in address:
        return _open_file(Path(address), create=create)
    try:
        url = make_url(address)
        if url.get_backend_name() in {"postgres", "postgresql"}:
            return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        raise LedgerError(f"{_plain(address)}: a ledger is a file or a postgresql:// address")
    except (ArgumentError, ValueError, NoSuchModuleError):
        raise LedgerError(f"{_plain(address)}: this is no address of a database") from None
    except ImportError:
        raise LedgerError("PostgreSQL needs its driver: pip install 'whence[postgresql]'") from None


def _open_file(path: Path, *, create: bool) -> Engine:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; a ledger is a file")
    if not path.exists():
        if not create:
            raise LedgerError(
                f"there is no ledger {path}; `whence add` or `whence import` makes one"
            )
        if not path.parent.is_dir():
            raise LedgerError(f"there is no folder {path.parent} for the ledger")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite` alone
    # A write-ahead log: readers never wait, and what was not committed is not there, whatever
    # kills the writer. NORMAL: after a power cut the last reports may be missing, never halves.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute(f"PRAGMA cache_size = -{CACHE_BYTES // 1024}")
    connection.execute("PRAGMA temp_store = MEMORY")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine, seconds: float | None = None) -> Iterator[Connection]:
    """Give a connection that sees one state of the ledger; errors are sentences.

    With `seconds`, the database stops whatever is asked of it after so long.
    """
    with sentences(), engine.connect() as connection, connection.begin():
        if seconds is None:
            yield connection
        else:
            with _bounded(connection, seconds):
                yield connection


@contextmanager
def _bounded(connection: Connection, seconds: float) -> Iterator[None]:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
        yield
        return
    database = connection.connection.dbapi_connection
    assert isinstance(database, sqlite3.Connection)
    end = time.monotonic() + seconds
    database.set_progress_handler(lambda: int(time.monotonic() > end), STEPS_BETWEEN)
    try:
        yield
    finally:
        database.set_progress_handler(None, 0)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose transaction no other writer shares; all or nothing is kept."""
    with (
        sentences(),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        yield connection


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what a database says into a FailedError that a person can act on."""
    try:
        yield
    except DBAPIError as error:
        raise FailedError(sentence(error.orig)) from error
    except PoolTimeout as error:
        raise FailedError("many ask the ledger at once; try again in a moment") from error


def sentence(error: BaseException | None) -> str:
    """Return what to tell a person of a database's error."""
    words = " ".join(str(error).split())
    for seen, told in SENTENCES.items():
        if seen in words:
            return told
    return f"the database failed: {words[:300]}"


SENTENCES = {
    "database is locked": f"another program has been writing to the ledger for {PATIENCE} seconds; "
    "try again once it is done",
    "database or disk is full": "the disk is full; what was being filed was not kept",
    "disk I/O error": "the disk failed or is full; what was being filed was not kept",
    "file is not a database": "the file is no ledger; give another name, or move it away",
    "readonly database": "you may not write to the ledger; ask its owner",
    "unable to open database file": "the ledger's file cannot be opened; check its rights",
    "interrupted": "the ledger took too long to answer; ask for less, with a narrower filter",
    "statement timeout": "the ledger took too long to answer; ask for less, with a narrower filter",
    "malformed": "the ledger's file is damaged; restore it from a copy",
}


def _plain(address: str) -> str:
    """Return `address` without the password it may hold."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
