"""What several tests need: the command as people run it, readings to print, a browser."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.spoken import spoken_reading

from whence.example import example_readings
from whence.records import (
    Amount,
    Figure,
    MadeBy,
    Note,
    Period,
    Phrase,
    Reading,
    Release,
    Report,
    Source,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MARKUP = '<script>alert("1")</script>&amp;\'<b>'

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def whence(tmp_path: Path) -> Run:
    """The command, run in an empty folder: `whence("read", "a.txt", stdin="…")`."""

    def run(*args: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        plain = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "FORCE_COLOR"}}
        return subprocess.run(
            [sys.executable, "-m", "whence", *args],
            input=stdin,
            cwd=tmp_path,
            env=plain | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def coded() -> list[Reading]:
    """The bundled reports as their coders read them, so that exports have figures to print."""
    return list(example_readings())


@pytest.fixture
def spoken() -> Reading:
    """A reading made by hand, with statements and a release of every shape."""
    return spoken_reading()


@pytest.fixture
def marked_up() -> Reading:
    """A reading with markup in every field that comes from a report."""
    text = f"{MARKUP} A\n\n{MARKUP} 12 {MARKUP} killed.\n"
    start = text.index("12")
    words = Phrase(0, len(MARKUP), MARKUP)
    source = Source(0, len(MARKUP), MARKUP, MARKUP)
    made_by = MadeBy(MARKUP, MARKUP)
    content = (Span(0, len(MARKUP)), Span(start, start + 1))
    said = Statement(source, words, content, "direct", "asserts", (MARKUP,), (0,), made_by)
    release = Release(source, "video", None, words, words, Span(0, len(MARKUP)), (0,))
    figure = Figure(
        amount=Amount(start, start + 2 + 1 + len(MARKUP), f"12 {MARKUP}", 12, 12, "exact"),
        measure="killed",
        population=words,
        source=source,
        period=Period("on", None, None, MARKUP),
        place=words,
        modality="hedged",
        part_of=0,
        quote=words,
        made_by=made_by,
    )
    report = Report(
        id=MARKUP,
        text=text,
        url=f"javascript:{MARKUP}",
        title=MARKUP,
        publisher=MARKUP,
        published="2031-03-04",
        language=MARKUP,
    )
    notes = (Note(0, len(MARKUP), MARKUP, MARKUP),)
    return Reading(report, (figure,), (said,), (release,), notes=notes, versions={MARKUP: MARKUP})


@pytest.fixture(scope="module")  # its driver holds the event loop that others need
def browser() -> Iterator["Browser"]:
    """A real Chromium, or a skip that says why there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium here; `apt-get install chromium` brings one")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",  # continuous integration runs as root
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield running
        running.close()
