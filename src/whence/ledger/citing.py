"""By what a series is cited: an id that is the same in every ledger that has its figures.

An id is a hash of the series' key, in three parts, so that a series can be found by it without
reading the ledger: four digits of who gives it, four of what is counted in what way since when,
eight of everything. The first two are asked of thousands of keys at a time, so they are short
checksums; the last tells keys apart.
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from zlib import crc32

import msgspec

from whence.ledger.series import SeriesKey, SeriesKind
from whence.ledger.words import kept

WHO, WHAT, ALL = 4, 4, 8
# The digits that are wanted: those of who and what, so that few series are looked at.
LEAST = WHO + WHAT


@dataclass(frozen=True, slots=True)
class Citation:
    """What makes a series the same: whose it is ("body:harbour board"), its key and its place."""

    subject: str
    key: SeriesKey
    place: str = ""

    @property
    def id(self) -> str:
        """The series' id, 16 hexadecimal digits."""
        key = self.key
        every = (kept(self.subject), key.measure, key.group, key.kind, key.start, self.place)
        last = sha256(msgspec.json.encode(every)).hexdigest()[:ALL]
        what = what_digits(key.measure, key.kind, key.start)
        return f"{who_digits(self.subject)}{what}{last}"

    def of(self, subject: str, start: str | None, place: str) -> "Citation":
        """Return the citation of the same series under another name, start or place."""
        return Citation(subject, replace(self.key, start=start), place)


def who_digits(subject: str) -> str:
    """Return the digits that tell whose series it is."""
    return _checksum(subject)


def what_digits(measure: str, kind: SeriesKind, start: str | None) -> str:
    """Return the digits that tell of what, in what way and since when it is."""
    return _checksum(f"{measure} {kind} {start or ''}")


def _checksum(words: str) -> str:
    return f"{crc32(kept(words).encode()) & 0xFFFF:04x}"
