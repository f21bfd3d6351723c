"""What does not add up between the claims of a ledger, each kind in a file of its own."""

from collections.abc import Iterator

from sqlalchemy import Connection

from whence.ledger.checks.attributions import check_attributions
from whence.ledger.checks.events import check_events
from whence.ledger.checks.parts import check_parts
from whence.ledger.checks.plans import check_plans
from whence.ledger.checks.reports import check_reports
from whence.ledger.checks.stocks import check_stocks
from whence.ledger.checks.totals import check_totals
from whence.ledger.evidence import check_copies, check_revisions, gather_evidence
from whence.ledger.findings import Finding
from whence.ledger.series import Evidence

CHECKS = (
    check_totals,
    check_parts,
    check_attributions,
    check_events,
    check_stocks,
    check_plans,
    check_reports,
)


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield every finding of every check."""
    for each in CHECKS:
        yield from each(evidence)


def check_ledger(connection: Connection) -> Iterator[Finding]:
    """Yield every finding on what a ledger holds."""
    yield from check(gather_evidence(connection))
    yield from check_revisions(connection)
    yield from check_copies(connection)
