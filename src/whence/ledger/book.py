"""The ledger: opens it, and files readings, each whole or not at all."""

import getpass
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from whence import __version__
from whence.ledger import engine as engines
from whence.ledger.chain import Act, Entry, Head, read_head
from whence.ledger.errors import LedgerError
from whence.ledger.filing import Filed, Filer
from whence.ledger.migrations import latest_version, ledger_version, migrate, newer
from whence.ledger.search import index_words, lags
from whence.ledger.tallies import keep_tallies, tallies_lag
from whence.ledger.terms import Terms
from whence.records import Reading

# Reports after which full text and tallies are brought up: others who search meanwhile miss these.
FOUND_AFTER = 200
PROGRAM = f"whence {__version__}"


def now() -> str:
    """Return the time as entries have it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def user() -> str:
    """Return who is at the computer, as the system knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "unknown"


class Ledger:
    """A ledger at `address`: the path of an SQLite file, or `postgresql://…`.

    With `create`, one that is not there is begun. Raises LedgerError where it cannot be opened;
    so do all its methods where the database fails. Close it when done.
    """

    def __init__(
        self, address: str, *, create: bool = False, clock: Callable[[], str] = now
    ) -> None:
        self.address = address
        self.clock = clock
        self.engine: Engine = engines.open_engine(address, create=create)
        self._head: Head | None = None
        self._terms: dict[tuple[str, str], int] = {}
        self._unfound = 0  # reports filed since full text and tallies were brought up
        try:
            self._migrate(create=create)
        except LedgerError:
            self.close()
            raise

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._bring_up()
        self.engine.dispose()

    def reading(self, seconds: float | None = None) -> AbstractContextManager[Connection]:
        """Give a connection that sees one state of the ledger, and no longer than `seconds`."""
        self._bring_up()
        return engines.reading(self.engine, seconds)

    def _bring_up(self) -> None:
        if self._unfound:
            with suppress(LedgerError), engines.writing(self.engine) as connection:
                index_words(connection)
                keep_tallies(connection)
            # Who may not write searches what is there, and counts the rest.
            self._unfound = 0

    def _migrate(self, *, create: bool) -> None:
        with engines.reading(self.engine) as connection:
            version = ledger_version(connection)
            lag = version == latest_version() and (lags(connection) or tallies_lag(connection))
            self._unfound = int(lag)
        if version > latest_version():
            raise LedgerError(newer(version))
        if not version and not create:
            raise LedgerError(f"{self.address}: this is no ledger, or an empty one")
        if version < latest_version():
            with engines.writing(self.engine) as connection:
                migrate(connection, self.clock())

    def write(self, act: Act, fill: Callable[[Entry, Terms], None]) -> int:
        """File one entry with the rows that `fill` adds; return its number.

        Nothing is kept where `fill` raises.
        """
        with engines.writing(self.engine) as connection:
            entry, terms, close = self._begin(connection)
            fill(entry, terms)
            head = close(act)
        self._ended(head, terms)
        return head.number

    def file(self, reading: Reading, *, by: str | None = None, why: str | None = None) -> Filed:
        """File `reading`, unless its text is kept already."""
        return self.file_all([reading], act="add", by=by, why=why)[0]

    def file_all(
        self,
        readings: Iterable[Reading],
        *,
        act: str,
        by: str | None = None,
        why: str | None = None,
        about: str | None = None,
        kind: str = "text",
    ) -> list[Filed]:
        """File `readings` as one entry: all of them or, where anything fails, none."""
        with engines.writing(self.engine) as connection:
            entry, terms, close = self._begin(connection)
            filer = Filer(entry, terms, kind)
            filed = [filer.file(reading) for reading in readings]
            if all(one.entry is None for one in filed):
                return filed
            head = close(Act(act, by or user(), why, about or _about(filed)))
            filer.finish()
        self._ended(head, terms)
        self._unfound += 1
        if self._unfound >= FOUND_AFTER:
            self._bring_up()
        return filed

    def _begin(self, connection: Connection) -> tuple[Entry, Terms, Callable[[Act], Head]]:
        entry = Entry(connection, read_head(connection, self._head))

        def close(act: Act) -> Head:
            return entry.close(act, at=self.clock(), program=PROGRAM)

        return entry, Terms(entry, self._terms), close

    def _ended(self, head: Head, terms: Terms) -> None:
        self._head = head
        terms.keep()


def _about(filed: Sequence[Filed]) -> str:
    ids = [one.report_id for one in filed if one.entry is not None]
    return ids[0] if len(ids) == 1 else f"{len(ids)} reports"
