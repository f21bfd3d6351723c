"""A progress bar on standard error that comes only where it helps."""

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

PATIENCE = 1.0  # seconds after which a wait wants an explanation


class Progress:
    """Counts reports on a terminal once the work has lasted a second; elsewhere does nothing.

    What is printed meanwhile goes through `pause`, so that bar and words do not mix.
    """

    def __init__(self, total: int | None) -> None:
        self._wanted = sys.stderr.isatty() and total != 1
        self._began = time.monotonic()
        self._bar = Bar(
            TextColumn("reading"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[name]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("reading", total=total, name="")

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pause()

    def begin(self, name: str) -> None:
        """Show that the report called `name` is being read."""
        self._bar.update(self._task, name=name)
        if self._wanted and time.monotonic() - self._began > PATIENCE:
            self._bar.start()

    def done(self) -> None:
        """Count one more report as read."""
        self._bar.advance(self._task)

    def pause(self) -> None:
        """Take the bar off the screen; the next `begin` brings it back."""
        if self._bar.live.is_started:  # stopping an idle bar prints an empty line
            self._bar.stop()
