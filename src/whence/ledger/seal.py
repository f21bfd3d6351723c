"""The seal: how rows and entries are hashed.

A row's line is a JSON list of its table's name and its values, without `crc` and without the
nulls at its end, so that a column added later leaves the lines of older rows as they were. An
entry's `content` is the SHA-256 of the lines of all its rows, its `seal` that of the entry with
the seal before. So one seal, written down elsewhere, vouches for everything up to it. `crc` is
only a help: it tells which row was changed where an entry no longer fits its content.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from zlib import crc32

import msgspec

Value = int | str | None

# What the first entry has for the seal before it.
NO_SEAL = "0" * 64


def row_line(table: str, values: Sequence[Value]) -> bytes:
    """Return the line of one row; `values` in the order of the columns, without `crc`."""
    end = len(values)
    while end and values[end - 1] is None:
        end -= 1
    return msgspec.json.encode([table, *values[:end]])


def row_crc(line: bytes) -> int:
    """Return the check number of a row's line."""
    return crc32(line)


def content_hash(lines: Iterable[bytes]) -> str:
    """Return the hash over the lines of an entry's rows, in their order."""
    whole = sha256()
    for line in lines:
        whole.update(
            line + b"\n"
        )  # JSON of msgspec holds no line feed, so lines cannot run together
    return whole.hexdigest()


def entry_seal(values: Sequence[Value]) -> str:
    """Return the seal of an entry; `values` are its columns but the last, `seal` itself."""
    return sha256(msgspec.json.encode(["entries", *values])).hexdigest()
