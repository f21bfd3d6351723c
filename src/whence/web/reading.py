"""Reads reports that visitors bring, in a process of its own, and never longer than a bound.

A text can be made to take a parser very long. A thread cannot be stopped and a process can:
what is too slow is ended with its process, and the next report gets a new one.
"""

import multiprocessing
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from whence.records import Reading, Report
from whence.web.errors import DeskError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from whence.reader import Reader
    from whence.text.inputs import InputOptions

# Seconds for a new process to import the reader and to load the language model.
START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Sent:
    """What a visitor brings: an address, or a file as it came with its name."""

    address: str | None = None
    name: str = ""
    data: bytes = b""
    date: str | None = None


Asked = Report | Sent
Answer = Reading | str


class BoundedReader:
    """Reads one report after another in a process of its own.

    `seconds` bounds the fetching and again the reading of each; up to `waiting` may wait for
    their turn.
    """

    def __init__(
        self, *, seconds: float, waiting: int, max_text: int, language: str, private: bool
    ) -> None:
        self._seconds = seconds
        self._max_text = max_text
        self._language = language
        self._private = private
        self._places = BoundedSemaphore(waiting + 1)
        self._turn = Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def read(self, asked: Asked) -> Reading:
        """Return the reading of a report, or of what is at an address or in a file.

        Raises DeskError where it is too large, too slow, or no report.
        """
        if not self._places.acquire(blocking=False):
            raise DeskError("Many reports are being read just now. Try again in a moment.", 503)
        try:
            with self._turn:
                return self._ask(asked)
        finally:
            self._places.release()

    def start(self) -> None:
        """Begin the process, so that the first report finds the language model loaded."""
        with self._turn:
            self._opened()

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _ask(self, asked: Asked) -> Reading:
        pipe = self._opened()
        try:
            pipe.send(asked)
            # Twice: fetching has its own bound, and says by itself that it was too slow.
            if not pipe.poll(2 * self._seconds):
                self.close()
                raise DeskError(
                    f"Reading this took longer than {self._seconds:g} seconds and was stopped. "
                    "Try a part of it, or read it with `whence read`.",
                    413,
                )
            answer: Answer = pipe.recv()
        except (EOFError, OSError):
            self.close()
            raise DeskError(
                "The reader stopped while it was reading this. Try a part of it.", 500
            ) from None
        if isinstance(answer, str):
            raise DeskError(answer, 422)
        return answer

    def _opened(self) -> Connection:
        """Return the pipe to a process that is ready."""
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.close()
        # Spawned, not forked: a fork of a server with threads may hold their locks for ever.
        spawn = multiprocessing.get_context("spawn")
        here, there = spawn.Pipe()
        options = _Options(self._language, self._max_text, self._seconds, self._private)
        self._process = spawn.Process(target=_serve, args=(there, options), daemon=True)
        self._process.start()
        there.close()
        self._pipe = here
        if not here.poll(START_SECONDS) or here.recv() != "":
            self.close()
            raise DeskError("The reader could not be started. See the server's log.", 500)
        return here


@dataclass(frozen=True, slots=True)
class _Options:
    language: str
    max_text: int
    seconds: float
    private: bool


def _serve(pipe: Connection, options: _Options) -> None:
    """Answer what comes through `pipe` until it is closed; runs in the reader's process."""
    from whence.reader import Reader

    # Ctrl+C is sent to all processes of a terminal; this one is ended by who began it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reader = Reader(language=options.language)
    reader.versions  # noqa: B018 - loads the model
    pipe.send("")
    while True:
        try:
            asked: Asked = pipe.recv()
        except EOFError:
            return
        pipe.send(_answer(reader, asked, options))


def _answer(reader: "Reader", asked: Asked, options: _Options) -> Answer:
    report = asked if isinstance(asked, Report) else _open(asked, options)
    if isinstance(report, str):
        return report
    if len(report.text) > options.max_text:
        return (
            f"It has {len(report.text):,} characters; up to {options.max_text:,} are read here. "
            "Take a part of it, or read it with `whence read`."
        )
    try:
        return reader.read(report)
    except Exception as error:  # noqa: BLE001 - a fault in the reader is told, and ends nothing
        return f"It could not be read because of a fault in Whence ({type(error).__name__})."


def _open(sent: Sent, options: _Options) -> Report | str:
    """Return the one report at an address or in a file, or why there is none."""
    from whence.text.inputs import InputOptions

    try:
        how = InputOptions(
            date=sent.date,
            language=options.language,
            timeout_seconds=options.seconds,
            public_only=not options.private,
        )
    except ValueError as error:
        return f"{error}."
    if sent.address:
        return _only_report(sent.address, how)
    with TemporaryDirectory() as folder:
        path = Path(folder) / _plain_name(sent.name)
        path.write_bytes(sent.data)
        found = _only_report(str(path), how)
        # What is wrong with it is told of the file as the visitor knows it.
        return found.replace(f"{folder}/", "") if isinstance(found, str) else found


def _only_report(source: str, how: "InputOptions") -> Report | str:
    from whence.text.inputs import open_sources

    found: list[Report] = []
    for item in open_sources([source], how):
        if isinstance(item, Report):
            found.append(item)
        elif item.fatal:
            return item.message
        if len(found) > 1:
            return "It holds more than one report. File it with `whence add`, or give them singly."
    return found[0] if found else "It holds no report."


def _plain_name(name: str) -> str:
    """Return a file's name without its folders, as any system takes it."""
    kept = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())
    return kept.lstrip(".")[-100:] or "report.txt"
