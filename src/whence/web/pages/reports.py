"""A report as it was filed: its text with all that was read in it, and what became of it."""

from fastapi import APIRouter, Request, Response

from whence.exports.html import reading_article
from whence.ledger import (
    Filter,
    find_claims,
    find_series_of,
    findings_in_report,
    list_changes,
    list_copies,
    list_revisions,
    read_report,
    report_line,
)
from whence.web.desk import Number, Reading
from whence.web.pages.series import Listed
from whence.web.rendering import render

router = APIRouter()
# Figures of a report that are looked up in their series.
LINKED = 60


@router.get("/reports/{number}")
def report(request: Request, reading: Reading, number: Number) -> Response:
    """Show a report with its figures, statements and releases marked in place."""
    line = report_line(reading, number)
    kept = read_report(reading, number)
    claims = find_claims(reading, "figure", Filter(report=line.id))
    standing = [claim for claim in claims if claim.status != "rejected"]
    copies = [
        (report_line(reading, copy.original if copy.report == number else copy.report), copy)
        for copy in list_copies(reading, number)
    ]
    return render(
        request,
        "report.html",
        title=line.title or line.id,
        line=line,
        article=reading_article(
            kept, prefix="r", level=1, records=[f"/figures/{claim.id}" for claim in standing]
        ),
        records=[
            *find_claims(reading, "statement", Filter(report=line.id)),
            *find_claims(reading, "release", Filter(report=line.id)),
        ],
        revisions=list_revisions(reading, number),
        copies=copies,
        series=[
            Listed.of(one)
            for one in find_series_of(reading, [claim.number for claim in standing[:LINKED]])
        ],
        found=findings_in_report(reading, number),
    )


@router.get("/reports/{number}/changes")
def changes(request: Request, reading: Reading, number: Number) -> Response:
    """Show what a revision changed, the claims before and after side by side."""
    line = report_line(reading, number)
    before = report_line(reading, line.revises) if line.revises is not None else None
    return render(
        request,
        "changes.html",
        title=f"What changed in {line.title or line.id}",
        line=line,
        before=before,
        changes=list_changes(reading, number),
    )
