"""Findings on whole reports: articles that were changed, and stories that were told again."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Connection, or_, select, true

from whence.ledger.checks.scopes import Scope
from whence.ledger.checks.wording import day_words
from whence.ledger.findings import Finding, finding_id
from whence.ledger.listing import ReportLine, copies_apart, list_changes, report_line
from whence.ledger.query import Claim
from whence.ledger.schema import copies, reports

# Changed figures that a finding names; a rewritten article changes all of them.
CHANGES_TOLD = 3

Found = tuple[Scope, list[Finding]]


def check_retellings(
    connection: Connection, touched: Collection[int] | None = None
) -> Iterator[Found]:
    """Yield what is found of each revision and each copy among the reports `touched`, or of all.

    Each has a scope of its own, and is yielded too where nothing is found.
    """
    asked = select(reports.c.number, reports.c.revises).where(
        reports.c.kind == "text",
        reports.c.revises.is_not(None),
        _among(touched, reports.c.number, reports.c.revises),
    )
    for row in connection.execute(asked.order_by(reports.c.number)).all():
        yield (
            ("revision", f"{row.number}"),
            list(_check_revision(connection, row.revises, row.number)),
        )
    apart = frozenset(copies_apart(connection))
    told = select(copies).where(_among(touched, copies.c.report, copies.c.original))
    for row in connection.execute(told.order_by(copies.c.number)).all():
        found = _check_copy(connection, row.original, row.report)
        yield ("copy", f"{row.number}"), [] if row.number in apart else list(found)


def _among(
    touched: Collection[int] | None, *columns: ColumnElement[int | None]
) -> ColumnElement[bool]:
    if touched is None:
        return true()
    return or_(*(column.in_(touched) for column in columns))


def _check_revision(connection: Connection, before: int, after: int) -> Iterator[Finding]:
    """Yield the finding on a revision that changed figures."""
    changes = [
        (old, new) for change, old, new in list_changes(connection, after) if change.of == "figure"
    ]
    if not changes:
        return
    ids = [report_line(connection, number).id for number in (before, after)]
    told = "; ".join(_change_words(old, new) for old, new in changes[:CHANGES_TOLD])
    more = f" and {len(changes) - CHANGES_TOLD} more" if len(changes) > CHANGES_TOLD else ""
    claims = {claim.id: claim for pair in changes for claim in pair if claim is not None}
    yield Finding(
        "revision",
        "medium",
        tuple(ids),
        tuple(claims),
        f"{ids[1]} revises {ids[0]}: {told}{more}.",
        id=finding_id("revision", map(_said, claims.values())),
    )


def _said(claim: Claim) -> tuple[object, ...]:
    amount = claim.figure.amount
    return claim.id, amount.low, amount.high, amount.comparator, claim.figure.measure


def _change_words(old: Claim | None, new: Claim | None) -> str:
    def said(claim: Claim) -> str:
        return f"“{claim.figure.amount.words}” {claim.figure.measure.replace('_', ' ')}"

    if old is None or new is None:
        claim = new or old
        return f"{said(claim)} {'added' if old is None else 'left out'}" if claim else ""
    return f"{said(old)} is now {said(new)}"


def _check_copy(connection: Connection, original: int, copy: int) -> Iterator[Finding]:
    """Yield the finding on a report that repeats another's story under another address."""
    one, other = report_line(connection, original), report_line(connection, copy)
    if not _is_one_article(one, other):
        sentence = (
            f"{other.id} ({other.publisher or 'no publisher'}, {day_words(other.published)}) "
            f"repeats {one.id} ({one.publisher or 'no publisher'}); they count as one witness."
        )
        yield Finding("duplicate", "low", (one.id, other.id), (), sentence)


def _is_one_article(one: ReportLine, other: ReportLine) -> bool:
    return one.url is not None and one.url == other.url
