"""What does not add up between the claims of a ledger, each kind in a file of its own."""

from collections.abc import Iterator

from sqlalchemy import Connection

from whence.ledger.checks.attributions import check_attributions, misattributed
from whence.ledger.checks.denials import check_denials
from whence.ledger.checks.events import check_events
from whence.ledger.checks.parts import check_parts
from whence.ledger.checks.plans import check_plans
from whence.ledger.checks.reports import check_reports
from whence.ledger.checks.stocks import check_stocks
from whence.ledger.checks.totals import check_totals
from whence.ledger.evidence import check_copies, check_revisions, gather_evidence
from whence.ledger.findings import Finding
from whence.ledger.listing import list_copies, list_reports
from whence.ledger.series import Evidence


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield every finding of every check."""
    wrong = list(misattributed(evidence))
    yield from check_totals(evidence)
    yield from check_parts(evidence)
    yield from check_attributions(wrong)
    events = list(check_events(evidence, left_out=[credited for _, credited in wrong]))
    yield from events
    yield from check_denials(evidence, events)
    yield from check_stocks(evidence)
    yield from check_plans(evidence)
    yield from check_reports(evidence)


def check_ledger(connection: Connection) -> Iterator[Finding]:
    """Yield every finding on what a ledger holds."""
    reports = {line.number: line for line in list_reports(connection, every=True)}
    copies = [copy for copy in list_copies(connection) if not copy.apart]
    yield from check(gather_evidence(connection, copies))
    yield from check_revisions(connection, reports)
    yield from check_copies(copies, reports)
