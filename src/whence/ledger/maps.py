"""Import maps: how the columns of somebody's table become figures."""

import fnmatch
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from whence.codebook import open_codebook
from whence.ledger.errors import LedgerError
from whence.records import Comparator, SourceKind

NAME = re.compile(r"[a-z][a-z0-9_-]*")
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the tables of a map: an unknown key is an error that names it."""


class SourceMap(_Table, frozen=True):
    """Who gives the figures: a name, or the column that has it."""

    name: str | None = None
    column: str | None = None
    kind: SourceKind | None = None


class RowMap(_Table, frozen=True):
    """What a row is of: its key, its day, how many hours back it reaches, its place."""

    date: str
    key: tuple[str, ...] = ()
    hours: str | None = None
    place: str | None = None
    place_column: str | None = None
    list: str | None = None


class ColumnMap(_Table, frozen=True):
    """How one column is read: `value`, or `low` and `high`, of a measure over a period.

    `period` is `window` (the row's hours, or else its day), `on` (its day), `since` a `start`,
    `total` or `state`. `part_of` names the column of the figure that this one is contained in.
    With `retroactive`, it is of harm before the row's window, told now.
    """

    column: str
    measure: str
    period: Literal["window", "on", "since", "total", "state"]
    population: str | None = None
    population_column: str | None = None
    high: str | None = None
    comparator: Comparator = "exact"
    start: str | None = None
    part_of: str | None = None
    retroactive: bool = False


class ImportMap(_Table, frozen=True):
    """A whole map. `name` begins the ids of what it brings; `ignore` are columns left out."""

    name: str
    about: str
    source: SourceMap
    rows: RowMap
    figure: tuple[ColumnMap, ...]
    publisher: str | None = None
    language: str = "en"
    empty: tuple[str, ...] = ("", "-", "–", "n/a", "null")
    ignore: tuple[str, ...] = ()

    def ignores(self, column: str) -> bool:
        """Whether a column is left out."""
        return any(fnmatch.fnmatchcase(column, pattern) for pattern in self.ignore)


def open_map(path: Path) -> ImportMap:
    """Return the map in the file at `path`; raises LedgerError with what is wrong in it."""
    try:
        return read_map(path.read_bytes(), str(path))
    except OSError as error:
        raise LedgerError(f"{path}: the map could not be read ({error.strerror})") from None


def read_map(source: bytes, name: str) -> ImportMap:
    """Decode a map and check it; `name` is what errors call it."""
    try:
        found = msgspec.toml.decode(source, type=ImportMap)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LedgerError(f"{name}: {error}") from None
    wrong = _wrong(found)
    if wrong:
        raise LedgerError(f"{name}: {wrong}")
    return found


def _wrong(found: ImportMap) -> str | None:
    """Return what is wrong with a map that has all its keys, None where nothing is."""
    if not NAME.fullmatch(found.name):
        return f"name {found.name!r} must be small letters, digits, - and _"
    if (found.source.name is None) == (found.source.column is None):
        return "[source] has either a name or a column"
    if not found.figure:
        return "it has no [[figure]]"
    columns = [entry.column for entry in found.figure]
    return next(filter(None, (_wrong_column(entry, columns) for entry in found.figure)), None)


def _wrong_column(entry: ColumnMap, columns: Sequence[str]) -> str | None:
    here = f"[[figure]] {entry.column!r}"
    if columns.count(entry.column) > 1:
        return f"{here} is there twice"
    if entry.measure not in open_codebook().by_measure:
        return f"{here}: there is no measure {entry.measure!r}; docs/codebook.md lists them"
    if (entry.start is None) == (entry.period == "since"):
        return f"{here}: period 'since' has a start, and no other has one"
    if entry.start is not None and not DATE.fullmatch(entry.start):
        return f"{here}: start {entry.start!r} is no date; write it as 2031-03-04"
    if entry.part_of is not None and (
        entry.part_of not in columns or entry.part_of == entry.column
    ):
        return f"{here}: part_of {entry.part_of!r} is the column of no other [[figure]]"
    return None
