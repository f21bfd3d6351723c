"""The first page: what is new in the ledger."""

from fastapi import APIRouter, Request, Response

from whence.ledger import WantedFindings, find_moved, newest_reports, page_of_findings, unchecked
from whence.ledger.steps import holds_for
from whence.web.desk import Checked
from whence.web.rendering import render

router = APIRouter()
REPORTS, FINDINGS, SERIES = 12, 5, 8
# Reports whose series may have moved: their figures are all looked at.
MOVED_BY = 4


@router.get("/")
def today(request: Request, reading: Checked) -> Response:
    """Show what was filed last, what was found last, and the series that moved with it."""
    reports = newest_reports(reading, REPORTS)
    found = page_of_findings(reading, WantedFindings(), skip=0, limit=FINDINGS, newest=True)
    moved = find_moved(reading, [line.number for line in reports[:MOVED_BY]], SERIES)
    return render(
        request,
        "today.html",
        title="Today",
        reports=reports,
        found=found,
        moved=[(line, step, holds_for(line.series, step.count)) for line, step in moved],
        unchecked=unchecked(reading),
    )
