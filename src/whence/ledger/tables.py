"""Opens the tables that people have: CSV or JSON, as rows of columns with words in them."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from whence.ledger.errors import LedgerError

# A table larger than this is hardly one that people keep by hand, and it is held in memory.
LARGEST_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number in the file from 1, and its columns in the file's order."""

    number: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file's rows, and the hash of its bytes, so that it can be known again."""

    name: str
    sha256: str
    rows: tuple[TableRow, ...]


def open_table(path: Path, *, where: str | None = None) -> TableFile:
    """Return the table in a CSV or JSON file; raises LedgerError where it is none.

    A JSON table is a list of objects, at the key `where` if that is given. An object inside a
    row gives columns with a dot in their name.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise LedgerError(f"{path}: the file is larger than {LARGEST_BYTES:,} bytes; split it")
        data = path.read_bytes()
    except OSError as error:
        raise LedgerError(f"{path}: it could not be read ({error.strerror})") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LedgerError(f"{path}: it is not UTF-8; save it as UTF-8") from None
    read = _json_rows if path.suffix.lower() == ".json" else _csv_rows
    rows = tuple(read(text, path, where))
    if not rows:
        raise LedgerError(f"{path}: it holds no row")
    return TableFile(path.name, sha256(data).hexdigest(), rows)


def _csv_rows(text: str, path: Path, _: str | None) -> Iterator[TableRow]:
    try:
        dialect: Any = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:  # one column, or too few rows to tell
        dialect = csv.excel
    lines = csv.reader(io.StringIO(text, newline=""), dialect)
    try:
        head = next(lines, [])
        if len(set(head)) < len(head):
            raise LedgerError(f"{path}: two columns have the same name")
        for number, cells in enumerate(lines, start=1):
            if len(cells) > len(head):
                raise LedgerError(f"{path}, row {number}: it has more cells than the first line")
            if any(cells):
                yield TableRow(number, dict(zip(head, cells, strict=False)))
    except csv.Error as error:
        raise LedgerError(f"{path}: it is no CSV ({error})") from None


def _json_rows(text: str, path: Path, where: str | None) -> Iterator[TableRow]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LedgerError(f"{path}: it is no JSON ({error})") from None
    for key in (where or "").split("."):
        if key:
            found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list):
        here = f"at {where!r} " if where else ""
        raise LedgerError(f"{path}: there is no list of rows {here}in it")
    for number, row in enumerate(found, start=1):
        if not isinstance(row, dict):
            raise LedgerError(f"{path}, row {number}: it is no object with columns")
        yield TableRow(number, dict(_flat(row, "")))


def _flat(row: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif value is not None:
            yield f"{before}{name}", value if isinstance(value, str) else json.dumps(value)
