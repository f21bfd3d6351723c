"""The ledger: keeps readings, and only grows (docs/ledger.md).

with Ledger("whence.db", create=True) as ledger:
ledger.file(reading)
with ledger.reading() as connection:
for claim in find_claims(connection, "figure", Filter(measure="killed")):
...
"""

from sqlalchemy import Connection

from whence.ledger.bodies import Bodies, Name, Proposal
from whence.ledger.book import Ledger
from whence.ledger.copies import Copy
from whence.ledger.errors import LedgerError, MissingError, RefusedError
from whence.ledger.filing import Filed
from whence.ledger.imports import Imported, import_table, read_table
from whence.ledger.judging import (
    By,
    Judgement,
    agreement,
    apart_reports,
    comment,
    confirm,
    correct,
    list_judgements,
    reject,
    undo,
)
from whence.ledger.listing import (
    CopyLine,
    ReportLine,
    SourceLine,
    list_changes,
    list_copies,
    list_reports,
    list_revisions,
    list_sources,
    newest_reports,
    report_line,
)
from whence.ledger.maps import ImportMap, open_map
from whence.ledger.naming import apart, last_term, proposals, record_proposals, same
from whence.ledger.query import Claim, Filter, Page, find_claim, find_claims, find_report
from whence.ledger.quotes import Quote, find_quotes
from whence.ledger.revisions import Change
from whence.ledger.settling import (
    VERDICTS,
    FindingLine,
    Settled,
    find_findings,
    list_findings,
    settle,
)
from whence.ledger.stored import read_report
from whence.ledger.tables import TableFile, open_table
from whence.ledger.terms import TermKind
from whence.ledger.tokens import Token, end_token, find_token, list_tokens, make_token
from whence.ledger.verify import Verified, verify

__all__ = [
    "VERDICTS",
    "Bodies",
    "By",
    "Change",
    "Claim",
    "Connection",
    "Copy",
    "CopyLine",
    "Filed",
    "Filter",
    "FindingLine",
    "ImportMap",
    "Imported",
    "Judgement",
    "Ledger",
    "LedgerError",
    "MissingError",
    "Name",
    "Page",
    "Proposal",
    "Quote",
    "RefusedError",
    "ReportLine",
    "Settled",
    "SourceLine",
    "TableFile",
    "TermKind",
    "Token",
    "Verified",
    "agreement",
    "apart",
    "apart_reports",
    "comment",
    "confirm",
    "correct",
    "end_token",
    "find_claim",
    "find_claims",
    "find_findings",
    "find_quotes",
    "find_report",
    "find_token",
    "import_table",
    "last_term",
    "list_changes",
    "list_copies",
    "list_findings",
    "list_judgements",
    "list_reports",
    "list_revisions",
    "list_sources",
    "list_tokens",
    "make_token",
    "newest_reports",
    "open_map",
    "open_table",
    "proposals",
    "read_report",
    "read_table",
    "record_proposals",
    "reject",
    "report_line",
    "same",
    "settle",
    "undo",
    "verify",
]
