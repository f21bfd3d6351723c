"""How every command speaks: statuses, one-sentence complaints, the width of a table."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from rich.console import Console

OK, FAILED, MISUSED = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # 128 and the signal's number, as shells have it
PIPED_WIDTH = 120  # a table that goes to a file or a pager has no terminal to ask for its width


@cache
def console() -> "Console":
    """Return the console that tables are drawn for."""
    from rich.console import Console

    fixed = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(width=None if fixed else PIPED_WIDTH, highlight=False)


def say(sentence: str) -> None:
    """Print one sentence on standard error, with nothing in it that could steer a terminal."""
    from whence.exports.wording import tidy

    print(f"whence: {tidy(sentence)}", file=sys.stderr)


@contextmanager
def quiet_ends() -> Iterator[None]:
    """End without a traceback when the user, the pipe or the disk says stop."""
    try:
        yield
    except KeyboardInterrupt:
        say("interrupted.")
        leave(INTERRUPTED)
    except BrokenPipeError:
        leave(PIPE_CLOSED)
    except OSError as error:
        say(f"the output could not be written ({error.strerror or error}).")
        leave(FAILED)


def leave(status: int) -> NoReturn:
    """Exit with `status`, without a second complaint when Python closes standard output."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)
