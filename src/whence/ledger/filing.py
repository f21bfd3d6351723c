"""Files a reading with an entry: asks whether its text is known, revises or copies a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import msgspec
from sqlalchemy import BigInteger, bindparam, func, select

from whence.ledger.chain import Entry
from whence.ledger.copies import BANDS, Copy, Story
from whence.ledger.driver import Question, insert_rows
from whence.ledger.revisions import Change, changes_between
from whence.ledger.rows import ClaimRows, Place, too_large, too_large_note
from whence.ledger.schema import bands, copies, reports
from whence.ledger.seal import Value
from whence.ledger.stored import read_report
from whence.ledger.terms import Terms
from whence.ledger.words import address_key, kept, report_key, short, told
from whence.records import Note, Reading, Report

# How many earlier reports a new one is compared with, those with most bands in common first.
COMPARED = 12

_SAME_TEXT = Question(
    select(reports.c.id, reports.c.address, reports.c.publisher, reports.c.published)
    .where(reports.c.sha256 == bindparam("sha256"))
    .order_by(reports.c.number)
)
_SAME_ADDRESS = Question(
    select(reports.c.number, reports.c.id, reports.c.story, reports.c.sha256)
    .where(reports.c.address == bindparam("address"))
    .order_by(reports.c.number.desc())
    .limit(1)
)
_BANDS = [f"band{at}" for at in range(BANDS)]
_SAME_BANDS = Question(
    select(bands.c.report)
    .where(bands.c.value.in_([bindparam(name, type_=BigInteger) for name in _BANDS]))
    .group_by(bands.c.report)
    .order_by(func.count().desc(), bands.c.report)
    .limit(COMPARED)
)
_NEAR = [f"near{at}" for at in range(COMPARED)]
_TEXTS = Question(
    select(reports.c.number, reports.c.id, reports.c.story, reports.c.text).where(
        reports.c.number.in_([bindparam(name) for name in _NEAR])
    )
)
_SAME_ID = Question(select(reports.c.number).where(reports.c.id == bindparam("id")))


class Before(NamedTuple):
    """The last report at an address."""

    number: int
    id: str
    story: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a reading.

    `report_id` is its report's id in the ledger; where `entry` is None, that of the kept report
    with the same text. `revises` is the id of the revision before, `before` its reading and
    `changes` what differs from that; `copies` are earlier reports that tell the same story.
    """

    entry: int | None
    report_id: str
    claims: int = 0
    revises: str | None = None
    before: Reading | None = None
    changes: tuple[Change, ...] = ()
    copies: tuple[Copy, ...] = ()


class Filer:
    """Files reports with one entry; `finish` comes once that is closed."""

    def __init__(self, entry: Entry, terms: Terms, kind: str) -> None:
        self._entry = entry
        self._terms = terms
        self._connection = entry.connection
        self._kind = kind
        self._ids: set[str] = set()
        self._bands: list[list[Value]] = []

    def file(self, reading: Reading) -> Filed:
        """Add the rows of `reading`, or say which kept report has its text."""
        report = reading.report
        before = self._before(report)
        known = self._known(report, before)
        if known is not None:
            return Filed(None, known)
        story = Story(report.text) if self._kind == "text" else None
        own_bands = story.bands() if story else []
        found = () if before or not story else self._copies(story, own_bands)
        number = self._entry.next_number(reports)
        first = before.story if before else found[0].story if found else number
        place = self._file_report(reading, before.number if before else None, first)
        ClaimRows(self._entry, self._terms, place).file(reading)
        for copy in found:
            self._entry.add(copies, report=number, original=copy.report, score=copy.score)
        self._bands += [[value, number] for value in dict.fromkeys(own_bands)]
        old = read_report(self._connection, before.number) if before else None
        return Filed(
            self._entry.number,
            self._last_id,
            claims=len(reading.figures) + len(reading.statements) + len(reading.releases),
            revises=told(before.id) if before else None,
            before=old,
            changes=changes_between(old, reading) if old else (),
            copies=found,
        )

    def finish(self) -> None:
        """Insert the bands of the reports; they are not sealed."""
        insert_rows(self._connection, "bands", self._bands)

    def _known(self, report: Report, before: Before | None) -> str | None:
        """Return the id of the kept report that this one is, if there is one.

        The same text at two addresses, from two publishers or of two days is two reports;
        where one of them does not say, it is one. A text that an earlier revision had is known,
        since people add their archives again; but a table's row that is changed back is changed.
        """
        if self._kind == "row":
            is_same = before is not None and before.sha256 == report.sha256
            return told(before.id) if before and is_same else None
        address = _address(report)
        same = _SAME_TEXT.rows(self._connection, sha256=report.sha256)
        for id_, its_address, publisher, published in same:
            if address and its_address:
                if kept(address) == its_address:
                    return told(id_)
            elif not _differ(publisher, report.publisher) and not _differ(
                published, report.published
            ):
                return told(id_)
        return None

    def _before(self, report: Report) -> Before | None:
        """Return the last report at the same address, which this one revises."""
        address = _address(report)
        if not address:
            return None
        found = _SAME_ADDRESS.rows(self._connection, address=kept(address))
        return Before(*found[0]) if found else None

    def _copies(self, story: Story, own_bands: list[int]) -> tuple[Copy, ...]:
        """Return the earlier reports that tell this story, the most alike first."""
        if not own_bands:
            return ()
        wanted = dict(zip(_BANDS, own_bands, strict=True))
        near = [number for (number,) in _SAME_BANDS.rows(self._connection, **wanted)]
        if not near:
            return ()
        # Where fewer are near, the question has the first in the places of the others.
        named = dict.fromkeys(_NEAR, near[0]) | dict(zip(_NEAR, near, strict=False))
        found = [
            Copy(number, told(id_), of_story, score)
            for number, id_, of_story, text in _TEXTS.rows(self._connection, **named)
            if (score := story.score(told(text)))
        ]
        return tuple(sorted(found, key=lambda copy: (-copy.score, copy.report)))

    def _file_report(self, reading: Reading, revises: int | None, story: int) -> Place:
        report = reading.report
        address = _address(report)
        key = report_key(
            report.sha256,
            kept(address or ""),
            kept(report.publisher or ""),
            report.published or "",
            *self._times_kept(report),
        )
        self._last_id = self._free_id(report.id)
        notes = [*reading.notes, *map(too_large_note, filter(too_large, reading.figures))]
        number = self._entry.add(
            reports,
            id=self._last_id,
            kind=self._kind,
            hash_key=key,
            url=report.url,
            address=address,
            title=report.title,
            publisher=report.publisher,
            published=report.published,
            language=report.language,
            sha256=report.sha256,
            text=report.text,
            revises=revises,
            story=story,
            versions=msgspec.json.encode(dict(reading.versions)).decode(),
            notes=_notes_json(notes),
        )
        status = "read" if self._kind == "text" else "imported"
        return Place(number, key, report.text, report.language, report.published or "", status)

    def _times_kept(self, report: Report) -> list[int]:
        """Return how often a row was changed back to this text, nothing where it never was."""
        if self._kind != "row":
            return []
        same = _SAME_TEXT.rows(self._connection, sha256=report.sha256)
        return [len(same)] if same else []

    def _free_id(self, given: str) -> str:
        """Return the id as given, or with "~2" and so on behind it where that is taken."""
        tried = wanted = short(given)
        nth = 1
        while tried in self._ids or self._is_taken(tried):
            nth += 1
            tried = f"{wanted}~{nth}"
        self._ids.add(tried)
        return tried

    def _is_taken(self, report_id: str) -> bool:
        return bool(_SAME_ID.rows(self._connection, id=kept(report_id)))


def _address(report: Report) -> str | None:
    return _address_of(report.url)


@lru_cache(maxsize=8)  # asked three times of every report
def _address_of(url: str | None) -> str | None:
    return address_key(url)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != kept(other)


def _notes_json(notes: Sequence[Note]) -> str:
    kept_notes = [
        {"start": n.start, "end": n.end, "words": kept(n.words), "reason": kept(n.reason)}
        for n in notes
    ]
    return msgspec.json.encode(kept_notes).decode()
