"""Reports of the ledger, what revised them and what repeats them, as JSON."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from whence.exports.claims import claim_record

if TYPE_CHECKING:
    from whence.ledger import Change, Claim, CopyLine, ReportLine

Record = dict[str, Any]


def report_record(line: "ReportLine") -> Record:
    """Return a report without its text as a dict in the order of its keys."""
    return asdict(line)


def copy_record(copy: "CopyLine") -> Record:
    """Return which report tells the story of which."""
    return asdict(copy)


def change_record(change: "Change", before: "Claim | None", after: "Claim | None") -> Record:
    """Return what a revision changed in one claim; `fields` are those that differ."""
    return {
        "kind": change.kind,
        "of": change.of,
        "fields": change.fields,
        "before": claim_record(before) if before else None,
        "after": claim_record(after) if after else None,
    }
