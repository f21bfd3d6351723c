"""The first page: what is new in the ledger."""

from fastapi import APIRouter, Request, Response

from whence.ledger import newest_reports
from whence.web.desk import Reading
from whence.web.rendering import render

router = APIRouter()
SHOWN = 12


@router.get("/")
def today(request: Request, reading: Reading) -> Response:
    """Show the reports that were filed last."""
    return render(request, "today.html", title="Today", reports=newest_reports(reading, SHOWN))
