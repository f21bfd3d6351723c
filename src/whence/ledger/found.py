"""Findings asked for: page by page, by an id, and those that rest on some figures.

Each question reads only the findings it tells of; `settling.list_findings` reads all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, or_, select

from whence.ledger.bodies import Bodies
from whence.ledger.checking import is_checked
from whence.ledger.checks.scopes import Scope, scope_number
from whence.ledger.errors import MissingError
from whence.ledger.findings import KINDS, SEVERITIES, Finding, Kind, Severity, told_once
from whence.ledger.query import Filter, claims_by_id, conditions
from whence.ledger.schema import checked, copies, entries, figures, findings, reports, scoped, terms
from whence.ledger.settling import FindingLine, finding_lines, finding_of, settlements
from whence.ledger.words import told

State = Literal["open", "settled", "explained", "all"]
# Ids named in one question; databases take 32,766 values.
ASKED = 10_000
# Figures of a source that are looked at for findings, the newest.
OF_SOURCE = 300
# What a finding has that is told whatever else is.
NO_OTHERS = "[]"


@dataclass(frozen=True, slots=True)
class WantedFindings:
    """Which findings are wanted; None asks for nothing.

    Open are those that nothing explains and nobody settled.
    """

    state: State = "open"
    kind: Kind | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """A page of findings, and how many there are in all."""

    lines: list[FindingLine]
    many: int


def page_of_findings(
    connection: Connection, wanted: WantedFindings, *, skip: int, limit: int, newest: bool = False
) -> FindingsPage:
    """Return one page of the findings of the last check.

    The gravest come first and of these the newest, or with `newest` those first met last.
    """
    asked = _wanted(connection, wanted)
    many = connection.execute(select(func.count()).select_from(asked.subquery())).scalar_one()
    found = asked.subquery()
    gravest = (found.c.explained, found.c.severity)
    by = (found.c.first.desc(), *gravest) if newest else (*gravest, found.c.first.desc())
    page = select(found.c.id).order_by(*by, found.c.kind, found.c.id).offset(skip).limit(limit)
    ids = list(connection.execute(page).scalars())
    known = {line.finding.id: line for line in _lines(connection, findings.c.id.in_(ids))}
    return FindingsPage([known[one] for one in ids], many)


def find_finding(connection: Connection, start: str) -> tuple[FindingLine, int | None]:
    """Return the finding whose id begins with `start`, and the entry at which it was no more.

    That is None where it still stands. Raises MissingError where there is none, or several.
    """
    is_it = (findings.c.id >= start.lower()) & (findings.c.id < f"{start.lower()}g")
    rows = connection.execute(select(findings).where(is_it)).all()
    ids = {row.id for row in rows}
    if len(ids) != 1 or not start:
        seen = "more than one finding" if ids else "no finding"
        raise MissingError(f"there is {seen} with the id {start!r}; the list has those that stand")
    standing = [row for row in rows if row.gone is None]
    (line,) = _told(connection, standing or rows[:1])
    return line, None if standing else max(row.gone for row in rows)


def findings_on(connection: Connection, claims: Iterable[str]) -> list[FindingLine]:
    """Return the findings that rest on one of the figures with these ids, the gravest first."""
    ids = set(claims)
    numbers = _numbers(connection, ids)
    inside = list(_parted(scoped.c.figure, numbers))
    scopes = {
        scope
        for met in inside
        for scope in connection.execute(select(scoped.c.scope).where(met).distinct()).scalars()
    }
    about = {
        report
        for met in _parted(figures.c.number, numbers)
        for report in connection.execute(select(figures.c.report).where(met).distinct()).scalars()
    }
    scopes |= _scopes_of_reports(connection, about)
    lines = [
        line
        for met in _parted(findings.c.scope, scopes)
        for line in _lines(connection, met)
        if not ids.isdisjoint(line.finding.claims)
    ]
    return _once(lines)


def findings_in_report(connection: Connection, number: int) -> list[FindingLine]:
    """Return the findings that rest on a figure of a report, or on the report itself."""
    ids = connection.execute(select(figures.c.id).where(figures.c.report == number)).scalars()
    own = connection.execute(select(reports.c.id).where(reports.c.number == number)).scalar()
    scopes = _scopes_of_reports(connection, {number})
    whole = [
        line
        for met in _parted(findings.c.scope, scopes)
        for line in _lines(connection, met)
        if own is not None and told(own) in line.finding.reports
    ]
    return _once([*findings_on(connection, ids), *whole])


def findings_with(connection: Connection, source: str) -> list[FindingLine]:
    """Return the findings that rest on one of the newest figures of a source."""
    named = Filter(source=f"={source}")
    met = conditions(connection, figures, named, Bodies(connection))
    by = [figures.c[name].desc() for name in ("published", "report", "position")]
    newest = select(figures.c.id).where(*met).order_by(*by).limit(OF_SOURCE)
    return findings_on(connection, connection.execute(newest).scalars())


def names_in(connection: Connection, finding: Finding) -> list[str]:
    """Return the names of the bodies that a finding's figures are of, each once."""
    found = claims_by_id(connection, finding.claims).values()
    called = {claim.source: claim.source_name for claim in found if claim.source is not None}
    named = select(terms.c.number).where(terms.c.number.in_(called), terms.c.kind == "body")
    bodies = set(connection.execute(named).scalars())
    return [name for body, name in called.items() if body in bodies and name]


def unchecked(connection: Connection) -> int:
    """Return how many entries the last check has not seen; 0 where it saw all."""
    if is_checked(connection):
        return 0
    last = connection.execute(select(func.max(entries.c.number))).scalar() or 0
    done = connection.execute(select(checked.c.entry)).scalar() or 0
    return max(1, last - done)


def _wanted(connection: Connection, wanted: WantedFindings) -> Select[Any]:
    """Return the question for the ids of findings, each once, with what they are ordered by."""
    severity = func.min(
        case({one: at for at, one in enumerate(SEVERITIES)}, value=findings.c.severity)
    )
    explained = func.min(findings.c.explained)
    asked = select(
        findings.c.id,
        explained.label("explained"),
        severity.label("severity"),
        func.min(case({one: at for at, one in enumerate(KINDS)}, value=findings.c.kind)).label(
            "kind"
        ),
        func.min(findings.c.first).label("first"),
    )
    asked = asked.where(findings.c.gone.is_(None), findings.c.id.not_in(_told_of(connection)))
    asked = asked.group_by(findings.c.id)
    if wanted.kind is not None:
        asked = asked.where(findings.c.kind == wanted.kind)
    if wanted.severity is not None:
        asked = asked.having(severity == SEVERITIES.index(wanted.severity))
    if wanted.state == "all":
        return asked
    settled = list(settlements(connection))
    if wanted.state == "settled":
        return asked.where(findings.c.id.in_(settled))
    asked = asked.where(findings.c.id.not_in(settled))
    return asked.having(explained == int(wanted.state == "explained"))


def _rank(column: ColumnElement[str], names: Sequence[str]) -> ColumnElement[int]:
    return case({name: at for at, name in enumerate(names)}, value=column)


def _lines(connection: Connection, met: ColumnElement[bool]) -> list[FindingLine]:
    asked = select(findings).where(met, findings.c.gone.is_(None))
    return _told(connection, connection.execute(asked).all())


def _told(connection: Connection, rows: Iterable[Row[Any]]) -> list[FindingLine]:
    """Return the findings of `rows`, each once, whatever else may tell of them."""
    listed = list(rows)
    first: dict[str, int] = {}
    for row in listed:
        first[row.id] = min(row.first, first.get(row.id, row.first))
    once: dict[str, list[Finding]] = {}
    for row in listed:
        once.setdefault(row.id, []).append(finding_of(row))
    return list(finding_lines(connection, [told_once(same)[0] for same in once.values()], first))


def _told_of(connection: Connection) -> list[str]:
    """Return the ids of findings that are not told, since others of their kind tell of the same.

    Few have such others, and these are found together.
    """
    asked = select(findings).where(findings.c.gone.is_(None), findings.c.unless != NO_OTHERS)
    some = [finding_of(row) for row in connection.execute(asked)]
    others = findings_on(connection, {claim for one in some for claim in one.unless})
    told = {
        (other.finding.kind, claim)
        for other in others
        if not other.finding.unless
        for claim in other.finding.claims
    }
    return [one.id for one in some if any((one.kind, claim) in told for claim in one.unless)]


def _once(lines: Iterable[FindingLine]) -> list[FindingLine]:
    """Return each finding once, the gravest first, without those that others tell of."""
    known = {line.finding.id: line for line in lines}
    return [known[one.id] for one in told_once(line.finding for line in known.values())]


def _numbers(connection: Connection, ids: Iterable[str]) -> set[int]:
    return {
        number
        for met in _parted(figures.c.id, ids)
        for number in connection.execute(select(figures.c.number).where(met)).scalars()
    }


def _scopes_of_reports(connection: Connection, numbers: set[int]) -> set[int]:
    """Return the scopes of what is found within reports, and of their revisions and copies."""
    scopes: set[Scope] = set()
    for met in _parted(reports.c.number, numbers):
        for name in connection.execute(select(reports.c.id).where(met)).scalars():
            scopes.add(("report", told(name)))
    revised = or_(reports.c.number.in_(numbers), reports.c.revises.in_(numbers))
    again = or_(copies.c.report.in_(numbers), copies.c.original.in_(numbers))
    for name, column, met in (
        ("revision", reports.c.number, revised & reports.c.revises.is_not(None)),
        ("copy", copies.c.number, again),
    ):
        for number in connection.execute(select(column).where(met)).scalars():
            scopes.add((name, f"{number}"))
    return set(map(scope_number, scopes))


def _parted(column: ColumnElement[Any], values: Iterable[Any]) -> list[ColumnElement[bool]]:
    """Return conditions that a column has one of `values`, so many at a time as can be asked."""
    listed = sorted(set(values))
    return [column.in_(listed[at : at + ASKED]) for at in range(0, len(listed), ASKED)]
