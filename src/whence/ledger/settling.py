"""Findings as they stand: when each was first met, and what people say of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import Connection, Row, select

from whence.ledger.amending import value_of
from whence.ledger.bodies import undone
from whence.ledger.book import Ledger
from whence.ledger.chain import Entry
from whence.ledger.checking import bring_up_findings, check_ledger
from whence.ledger.errors import LedgerError, MissingError
from whence.ledger.findings import Finding, told_once
from whence.ledger.judging import By, json_of
from whence.ledger.schema import entries, findings, judgements
from whence.ledger.terms import Terms
from whence.ledger.words import told, told_if_any

# A fault of the sources; one that something outside the ledger explains; the reader's; or none,
# since two sources are one body after all.
Verdict = Literal["real", "explained", "misread", "same"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person says of a finding: the verdict, why, who (`by`) and `when`."""

    verdict: str
    why: str | None
    by: str
    when: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as it stands; `first` is the entry at which it was first met, `found` when."""

    finding: Finding
    first: int
    found: str
    settled: Settlement | None

    @property
    def is_open(self) -> bool:
        """Whether nothing explains it and nobody settled it."""
        return not (self.finding.explained or self.settled)


def find_findings(ledger: Ledger) -> list[FindingLine]:
    """Return all findings on what the ledger now holds, the gravest first.

    Looks only at what was touched since the last time; a ledger that cannot be written to is
    checked from scratch.
    """
    try:
        bring_up_findings(ledger)
    except LedgerError:
        with ledger.reading() as connection:
            return list(finding_lines(connection, check_ledger(connection), {}))
    with ledger.reading() as connection:
        return list_findings(connection)


def list_findings(connection: Connection) -> list[FindingLine]:
    """Return the findings of the last check, the gravest first."""
    rows = connection.execute(select(findings).where(findings.c.gone.is_(None))).all()
    first: dict[str, int] = {}
    for row in rows:
        first[row.id] = min(row.first, first.get(row.id, row.first))
    return list(finding_lines(connection, told_once(map(finding_of, rows)), first))


def settle(ledger: Ledger, start: str, verdict: str, by: By) -> int:
    """Say what the finding is whose id begins with `start`; return the number of the entry."""
    _check_verdict(verdict)
    wanted = start.lower()
    known = [line.finding for line in find_findings(ledger) if line.finding.id.startswith(wanted)]
    if len(known) != 1 or not start:
        seen = "more than one finding" if known else "no finding"
        raise MissingError(f"there is {seen} with the id {start!r}; `whence check` prints ids")
    return settle_finding(ledger, known[0], verdict, by)


def settle_finding(ledger: Ledger, finding: Finding, verdict: str, by: By) -> int:
    """Say what a finding is; return the number of the entry."""
    _check_verdict(verdict)

    def fill(entry: Entry, _: Terms) -> None:
        entry.add(
            judgements, act="settle", kind="finding", subject=finding.id, value=json_of(verdict)
        )

    return ledger.write(by.act("settle", f"{finding.kind} {finding.id}"), fill)


def _check_verdict(verdict: str) -> None:
    if verdict not in VERDICTS:
        raise LedgerError(f"a finding is {', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}")


def settlements(connection: Connection) -> dict[str, Settlement]:
    """Return what was said of findings and not undone, the last word on each."""
    gone = undone(connection)
    asked = (
        select(judgements, entries.c.who, entries.c.why, entries.c.at)
        .join(entries, entries.c.number == judgements.c.entry)
        .where(judgements.c.act == "settle", judgements.c.kind == "finding")
        .order_by(judgements.c.number)
    )
    return {
        row.subject: Settlement(
            value_of(row.value) or "", told_if_any(row.why), told(row.who), row.at
        )
        for row in connection.execute(asked)
        if row.entry not in gone
    }


def finding_lines(
    connection: Connection, found: list[Finding], first: dict[str, int]
) -> Iterator[FindingLine]:
    """Yield findings with when each was first met, by their ids, and what people say of them."""
    settled = settlements(connection)
    last = select(entries.c.number).order_by(entries.c.number.desc()).limit(1)
    now = connection.execute(last).scalar() or 0
    wanted = {now, *first.values()}
    asked = select(entries.c.number, entries.c.at).where(entries.c.number.in_(wanted))
    at = dict(connection.execute(asked).all())
    for each in found:
        met = first.get(each.id, now)
        yield FindingLine(each, met, at.get(met, ""), settled.get(each.id))


def finding_of(row: Row[Any]) -> Finding:
    """Return the finding that a row keeps."""
    return Finding(
        kind=row.kind,
        severity=row.severity,
        reports=tuple(map(told, msgspec.json.decode(row.reports, type=list[str]))),
        claims=msgspec.json.decode(row.claims, type=tuple[str, ...]),
        sentence=told(row.sentence),
        hint=told_if_any(row.hint),
        explained=bool(row.explained),
        id=row.id,
        unless=msgspec.json.decode(row.unless, type=tuple[str, ...]),
    )
