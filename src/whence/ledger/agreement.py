"""How far people who judged what was read agreed with the reader."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, Table, func, select

from whence.ledger.amending import STATUS
from whence.ledger.bodies import undone
from whence.ledger.book import Ledger
from whence.ledger.schema import CLAIMS, ClaimKind, entries, judgements
from whence.ledger.stored import stands
from whence.ledger.words import told


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many claims that people judged stand confirmed, corrected or rejected.

    `fields` says of how many claims each field was corrected, most often first, and `people`
    how many judged. What was imported is not the reader's, and is not in it.
    """

    confirmed: int = 0
    corrected: int = 0
    rejected: int = 0
    people: int = 0
    fields: dict[str, int] = field(default_factory=dict)

    @property
    def judged(self) -> int:
        """How many were judged in all."""
        return self.confirmed + self.corrected + self.rejected


def agreement(ledger: Ledger, kind: ClaimKind = "figure") -> Agreement:
    """Return the agreement on the claims of one kind, as it stands."""
    table = CLAIMS[kind]
    asked = select(table.c.status, func.count()).where(*_judged(table)).group_by(table.c.status)
    with ledger.reading() as connection:
        counts = {row[0]: row[1] for row in connection.execute(asked)}
        fields, people = _told(connection, kind)
    return Agreement(
        **{status: counts.get(status, 0) for status in STATUS.values()},
        people=people,
        fields=fields,
    )


def _judged(table: Table) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a row holds a claim that the reader read and people judged."""
    first = table.alias("first")
    was_read = select(first.c.number).where(
        first.c.id == table.c.id, first.c.amends.is_(None), first.c.status == "read"
    )
    return (
        table.c.amends.is_not(None),
        table.c.status.in_(STATUS.values()),
        stands(table),
        was_read.exists(),
    )


def _told(connection: Connection, kind: ClaimKind) -> tuple[dict[str, int], int]:
    """Return of how many claims each field was corrected, and how many people judged."""
    table = CLAIMS[kind]
    asked = (
        select(judgements.c.entry, judgements.c.subject, judgements.c.field, entries.c.who)
        .join(entries, entries.c.number == judgements.c.entry)
        .where(
            judgements.c.kind == kind,
            judgements.c.act.in_(STATUS),
            judgements.c.subject.in_(select(table.c.id).where(*_judged(table))),
        )
        .where((judgements.c.act != "confirm") | judgements.c.field.is_(None))
    )
    gone = undone(connection)
    rows = [row for row in connection.execute(asked) if row.entry not in gone]
    corrected = {(row.field, row.subject) for row in rows if row.field is not None}
    counts: dict[str, int] = {}
    for name, _ in corrected:
        counts[name] = counts.get(name, 0) + 1
    often = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return dict(often), len({told(row.who) for row in rows})
