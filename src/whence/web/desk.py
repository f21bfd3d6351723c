"""What all requests share: the ledger, the reader, and who may do what."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import Lock
from typing import Annotated

from fastapi import Depends, Path, Request

from whence.ledger import Connection, Ledger
from whence.web.access import Doors
from whence.web.checking import Checker
from whence.web.reading import BoundedReader
from whence.web.settings import Settings


class Desk:
    """The ledger and the reader of one server. Raises LedgerError where there is no ledger."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.ledger = Ledger(settings.ledger)
        self.doors = Doors(settings)
        self.checker = Checker(self.ledger)
        self._writing = Lock()

    @cached_property
    def reader(self) -> BoundedReader:
        """The process that reads what visitors bring, begun when it is first wanted."""
        return BoundedReader(
            seconds=self.settings.reading_seconds,
            waiting=self.settings.waiting,
            max_text=self.settings.max_text,
            language=self.settings.language,
            private=self.settings.private,
        )

    def close(self) -> None:
        """Let go of the ledger and the reader."""
        if "reader" in self.__dict__:
            self.reader.close()
        self.checker.close()
        self.ledger.close()

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """Give the ledger to one who writes; another waits."""
        with self._writing:
            yield self.ledger


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


DeskOf = Annotated[Desk, Depends(_desk)]


def _connection(desk: DeskOf) -> Iterator[Connection]:
    with desk.ledger.reading(seconds=desk.settings.query_seconds) as connection:
        yield connection


def _checked(request: Request, desk: DeskOf) -> Iterator[Connection]:
    request.state.is_checked = desk.checker.bring_up()
    with desk.ledger.reading(seconds=desk.settings.query_seconds) as connection:
        yield connection


LARGEST = (1 << 31) - 1  # of the ledger's own numbers
Number = Annotated[int, Path(ge=1, le=LARGEST)]
# Let go before the answer is sent: who takes it slowly must not hold the ledger.
Reading = Annotated[Connection, Depends(_connection, scope="function")]
# The ledger after a check of what was touched, for pages that are of findings.
Checked = Annotated[Connection, Depends(_checked, scope="function")]
