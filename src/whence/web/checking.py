"""Keeps findings up to date beside the pages: nobody waits long for a check."""

from threading import Event, Lock, Thread
from time import monotonic

from whence.ledger import Ledger, LedgerError, check_on, is_checked

# Seconds for which pages wait for a check: after a report or a judgement few take longer.
PATIENCE = 1.0


class Checker:
    """Checks a ledger in the background, when a page that tells of findings is asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = Lock()
        self._closing = Event()
        self._running: Thread | None = None
        self._begun = 0.0

    def bring_up(self) -> bool:
        """Have what was touched since the last check checked, and wait a moment for it.

        Return whether all was checked before. A check that takes long is waited for by none:
        pages would wait for their turns meanwhile.
        """
        with self._ledger.reading() as connection:
            if is_checked(connection):
                return True
        with self._lock:
            if self._running is None or not self._running.is_alive():
                self._running = Thread(target=self._run, name="whence-check", daemon=True)
                self._running.start()
                self._begun = monotonic()
            running, end = self._running, self._begun + PATIENCE
        running.join(max(0.0, end - monotonic()))
        return False

    def close(self) -> None:
        """Stop after the step that is being taken; the next check goes on from there."""
        self._closing.set()
        if self._running is not None:
            self._running.join()

    def _run(self) -> None:
        try:
            while not self._closing.is_set() and check_on(self._ledger):
                pass
        except LedgerError:
            return  # it cannot be written to: pages say how far the last check came
