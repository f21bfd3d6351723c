"""A claim as it stands: its first row with every standing judgement applied, filed anew.

So a correction is a row that amends the last one, and so is an undo; the way back is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import RowMapping, select

from whence.ledger.bodies import undone
from whence.ledger.chain import Entry
from whence.ledger.fields import Setting, check_row, set_field
from whence.ledger.rows import Values
from whence.ledger.schema import CLAIMS, ClaimKind, judgements, reports
from whence.ledger.stored import stands
from whence.ledger.terms import Terms
from whence.ledger.words import told

STATUS = {"confirm": "confirmed", "correct": "corrected", "reject": "rejected"}
# Columns that a row is given anew when it is filed.
OWN = frozenset({"number", "entry", "crc"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement of a claim: the act, the field it is about if any, and its value."""

    act: str
    field: str | None
    value: str | None


def standing_row(entry: Entry, kind: ClaimKind, claim: str) -> RowMapping:
    """Return the row that now holds a claim."""
    table = CLAIMS[kind]
    asked = select(table).where(table.c.id == claim, stands(table))
    return entry.connection.execute(asked).mappings().one()


def amend(
    entry: Entry,
    terms: Terms,
    kind: ClaimKind,
    claim: str,
    *,
    verdicts: Sequence[Verdict] = (),
    undoes: int | None = None,
) -> None:
    """File the row of a claim as `verdicts` leave it, or as it is once `undoes` is undone.

    Raises LedgerError where a verdict has a value that the field cannot have.
    """
    table = CLAIMS[kind]
    asked = select(table).where(table.c.id == claim, table.c.amends.is_(None))
    first = entry.connection.execute(asked).mappings().one()
    last = standing_row(entry, kind, claim)
    setting = _setting(entry, terms, first)
    row: Values = {f"{name}": value for name, value in first.items() if name not in OWN}
    for verdict in (*_standing(entry, kind, claim, undoes), *verdicts):
        if verdict.act == "correct" and verdict.field:
            set_field(row, kind, verdict.field, verdict.value or "", setting)
        if verdict.field is None or verdict.act == "correct":
            row["status"] = STATUS[verdict.act]
    check_row(row)
    row["amends"] = last["number"]
    entry.add(table, **row)


def _standing(entry: Entry, kind: ClaimKind, claim: str, undoes: int | None) -> list[Verdict]:
    gone = undone(entry.connection, latest=undoes)
    asked = select(judgements).where(
        judgements.c.kind == kind, judgements.c.subject == claim, judgements.c.act.in_(STATUS)
    )
    rows = entry.connection.execute(asked.order_by(judgements.c.number))
    return [
        Verdict(row.act, row.field, value_of(row.value)) for row in rows if row.entry not in gone
    ]


def value_of(value: str | None) -> str | None:
    """Return what a judgement's column `value` or `was` says."""
    return None if value is None else told(msgspec.json.decode(told(value), type=str))


def _setting(entry: Entry, terms: Terms, first: RowMapping) -> Setting:
    asked = select(reports.c.text, reports.c.language).where(reports.c.number == first["report"])
    report = entry.connection.execute(asked).one()
    near = first.get("begins") or first.get("source_begins") or 0
    return Setting(told(report.text), near, told(report.language), terms)
