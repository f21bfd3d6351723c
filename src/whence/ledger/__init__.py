"""The ledger: keeps readings, and only grows (docs/ledger.md).

with Ledger("whence.db", create=True) as ledger:
ledger.file(reading)
with ledger.reading() as connection:
for claim in find_claims(connection, "figure", Filter(measure="killed")):
...
"""

from sqlalchemy import Connection

from whence.ledger.agreement import Agreement, agreement
from whence.ledger.alongside import find_alongside, find_moved, find_series_of
from whence.ledger.belonging import Belonging, find_belonging
from whence.ledger.bodies import Bodies, Name, Proposal, open_proposals
from whence.ledger.book import Ledger
from whence.ledger.chain import first_seal, last_seal
from whence.ledger.checking import check_on, is_checked
from whence.ledger.copies import Copy
from whence.ledger.errors import (
    ChangedError,
    FailedError,
    LedgerError,
    MissingError,
    RefusedError,
    StandingError,
)
from whence.ledger.fields import period_words
from whence.ledger.filing import Filed
from whence.ledger.findings import Finding
from whence.ledger.found import (
    FindingsPage,
    WantedFindings,
    find_finding,
    findings_in_report,
    findings_on,
    findings_with,
    names_in,
    page_of_findings,
    unchecked,
)
from whence.ledger.imports import Imported, import_table, read_table
from whence.ledger.judging import (
    By,
    Judgement,
    apart_reports,
    comment,
    confirm,
    correct,
    find_judgements,
    list_judgements,
    reject,
    undo,
)
from whence.ledger.linking import SeriesLine, find_series_lines, list_series, page_of_series
from whence.ledger.listing import (
    CopyLine,
    ReportLine,
    SourceLine,
    filed_at,
    list_changes,
    list_copies,
    list_reports,
    list_revisions,
    list_sources,
    newest_reports,
    report_line,
    report_lines,
    source_line,
)
from whence.ledger.maps import ImportMap, open_map
from whence.ledger.naming import (
    Settled,
    apart,
    last_term,
    list_settled,
    proposals,
    record_proposals,
    same,
)
from whence.ledger.query import (
    Claim,
    Filter,
    Page,
    claims_by_id,
    count_claims,
    find_claim,
    find_claims,
    find_report,
)
from whence.ledger.queue import (
    Progress,
    last_entry,
    list_sitting,
    next_to_judge,
    progress,
    tell_acts,
    tell_history,
)
from whence.ledger.quotes import Quote, find_quotes
from whence.ledger.revisions import Change
from whence.ledger.schema import ClaimKind
from whence.ledger.series_counts import report_number
from whence.ledger.settling import (
    VERDICTS,
    FindingLine,
    Settlement,
    find_findings,
    list_findings,
    settle,
    settle_finding,
)
from whence.ledger.state import Point, last_point, ledger_state, point_at
from whence.ledger.steps import Step, steps_of
from whence.ledger.stored import read_report
from whence.ledger.tables import TableFile, open_table
from whence.ledger.terms import TermKind
from whence.ledger.tokens import Token, end_token, find_token, list_tokens, make_token
from whence.ledger.verify import Verified, verify

__all__ = [
    "VERDICTS",
    "Agreement",
    "Belonging",
    "Bodies",
    "By",
    "Change",
    "ChangedError",
    "Claim",
    "ClaimKind",
    "Connection",
    "Copy",
    "CopyLine",
    "FailedError",
    "Filed",
    "Filter",
    "Finding",
    "FindingLine",
    "FindingsPage",
    "ImportMap",
    "Imported",
    "Judgement",
    "Ledger",
    "LedgerError",
    "MissingError",
    "Name",
    "Page",
    "Point",
    "Progress",
    "Proposal",
    "Quote",
    "RefusedError",
    "ReportLine",
    "SeriesLine",
    "Settled",
    "Settlement",
    "SourceLine",
    "StandingError",
    "Step",
    "TableFile",
    "TermKind",
    "Token",
    "Verified",
    "WantedFindings",
    "agreement",
    "apart",
    "apart_reports",
    "check_on",
    "claims_by_id",
    "comment",
    "confirm",
    "correct",
    "count_claims",
    "end_token",
    "filed_at",
    "find_alongside",
    "find_belonging",
    "find_claim",
    "find_claims",
    "find_finding",
    "find_findings",
    "find_judgements",
    "find_moved",
    "find_quotes",
    "find_report",
    "find_series_lines",
    "find_series_of",
    "find_token",
    "findings_in_report",
    "findings_on",
    "findings_with",
    "first_seal",
    "import_table",
    "is_checked",
    "last_entry",
    "last_point",
    "last_seal",
    "last_term",
    "ledger_state",
    "list_changes",
    "list_copies",
    "list_findings",
    "list_judgements",
    "list_reports",
    "list_revisions",
    "list_series",
    "list_settled",
    "list_sitting",
    "list_sources",
    "list_tokens",
    "make_token",
    "names_in",
    "newest_reports",
    "next_to_judge",
    "open_map",
    "open_proposals",
    "open_table",
    "page_of_findings",
    "page_of_series",
    "period_words",
    "point_at",
    "progress",
    "proposals",
    "read_report",
    "read_table",
    "record_proposals",
    "reject",
    "report_line",
    "report_lines",
    "report_number",
    "same",
    "settle",
    "settle_finding",
    "source_line",
    "steps_of",
    "tell_acts",
    "tell_history",
    "unchecked",
    "undo",
    "verify",
]
