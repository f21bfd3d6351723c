"""The gate's corpora: whole reports of our own, each with what a careful coder marked in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from whence import Reader
from whence.records import Reading, Report

ROOT = Path(__file__).parents[2]
# `unseen` and those in `fresh` were written and marked by people who knew the codebook and not
# the program. Errors may be read in the half of `unseen` whose names come first, third and so on,
# in the first half of `agency`, in `highland` and in `mines`, and in the half of `wire` whose names
# come first, third and so on: the checks were developed on these crises and on `delta`. The rest
# is for scores, `strait` and `cable` whole.
FOLDERS = {
    "reports": ROOT / "tests" / "corpus",
    "unseen": ROOT / "tests" / "unseen",
    "crisis": ROOT / "src" / "whence" / "example",
    "agency": ROOT / "tests" / "fresh" / "agency",
    "highland": ROOT / "tests" / "fresh" / "highland",
    "mines": ROOT / "tests" / "fresh" / "mines",
    "delta": ROOT / "tests" / "fresh" / "delta",
    "wire": ROOT / "tests" / "fresh" / "wire",
    "strait": ROOT / "tests" / "fresh" / "strait",
    "cable": ROOT / "tests" / "fresh" / "cable",
}
# Crises over some weeks, with what a perfect check would report beside their reports.
CRISES = ("crisis", "highland", "mines", "delta", "strait")


class GoldFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One figure as marked. `accept` has, by field, other values that are right too."""

    context: str
    number: str
    measure: str
    low: int | None
    high: int | None
    comparator: str
    population: str | None
    source: str | None
    period: dict[str, str | None] | None
    place: str | None
    modality: str
    part_of: int | None
    accept: dict[str, list[Any]] = {}
    optional: bool = False

    def span(self, text: str) -> tuple[int, int]:
        """Where the number stands in `text`; ValueError where that is not one place."""
        number = rf"(?<!\w){re.escape(self.number)}(?!\w)"
        places = [match.span() for match in re.finditer(number, self.context)]
        if text.count(self.context) != 1 or len(places) != 1:
            raise ValueError(f"{self.number!r} in {self.context!r} is not one place in the text")
        start = text.index(self.context)
        return start + places[0][0], start + places[0][1]


class GoldReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A report's particulars and its figures."""

    id: str
    date: str
    title: str
    figures: tuple[GoldFigure, ...]
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Marked:
    """A report, and the figures marked in it."""

    report: Report
    gold: tuple[GoldFigure, ...]


@cache
def marked_reports(corpus: str) -> tuple[Marked, ...]:
    """Return the reports of `corpus`, by name."""
    return tuple(_open(text) for text in sorted(FOLDERS[corpus].glob("*.txt")))


@cache
def readings(corpus: str) -> tuple[Reading, ...]:
    """Return what the reader makes of `corpus`; read once, however many tests ask."""
    return tuple(shared_reader().read(marked.report) for marked in marked_reports(corpus))


@cache
def shared_reader() -> Reader:
    """Return the one reader of all tests."""
    return Reader()


def digest(corpus: str) -> str:
    """Return the hash of the texts and the gold of `corpus`, by name and content."""
    whole = sha256()
    for path in _files(FOLDERS[corpus]):
        whole.update(f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield each text and its gold; what else lies in the folder is no part of the corpus."""
    for text in sorted(folder.glob("*.txt")):
        yield text
        yield text.with_suffix(".json")


def _open(path: Path) -> Marked:
    gold = msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=GoldReport)
    text = path.read_text(encoding="utf-8")
    report = Report(
        id=path.stem,
        text=text,
        url=gold.url,
        title=gold.title,
        publisher=gold.publisher,
        published=gold.date,
    )
    return Marked(report, gold.figures)
