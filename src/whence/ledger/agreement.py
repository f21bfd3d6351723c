"""How far people who judged what was read agreed with the reader."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from whence.ledger.amending import STATUS
from whence.ledger.bodies import undone
from whence.ledger.book import Ledger
from whence.ledger.schema import CLAIMS, ClaimKind, entries, judgements
from whence.ledger.stored import stands
from whence.ledger.words import told


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many claims that people judged are right as read, were corrected, or rejected.

    What was corrected and confirmed then is corrected: the reader had it wrong. `fields` says
    of how many claims each field was corrected, most often first, and `people` how many judged.
    What was imported is not the reader's, and is not in it.
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
    with ledger.reading() as connection:
        asked = select(table.c.id, table.c.status).where(*_judged(table))
        status = {row.id: row.status for row in connection.execute(asked)}
        verdicts = _verdicts(connection, kind)
    wrong = {
        (row.field, row.subject)
        for row in verdicts
        if row.act == "correct" and status[row.subject] != "rejected"
    }
    status |= dict.fromkeys((subject for _, subject in wrong), "corrected")
    now, fields = Counter(status.values()), Counter(name for name, _ in wrong)
    return Agreement(
        **{one: now[one] for one in STATUS.values()},
        people=len({told(row.who) for row in verdicts}),
        fields=dict(sorted(fields.items(), key=lambda item: (-item[1], item[0]))),
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


def _verdicts(connection: Connection, kind: ClaimKind) -> list[Row[Any]]:
    """Return the judgements that stand of the claims that were judged."""
    table = CLAIMS[kind]
    asked = (
        select(judgements, entries.c.who)
        .join(entries, entries.c.number == judgements.c.entry)
        .where(
            judgements.c.kind == kind,
            judgements.c.act.in_(STATUS),
            judgements.c.subject.in_(select(table.c.id).where(*_judged(table))),
        )
    )
    gone = undone(connection)
    return [row for row in connection.execute(asked) if row.entry not in gone]
