"""Full text over reports, quotes and names, with the filters of the command line."""

from typing import Any

from fastapi import APIRouter, Request, Response

from whence.codebook import open_codebook
from whence.ledger import Connection, Filter, Page, find_claims, list_reports
from whence.ledger.query import EVERYTHING
from whence.web.desk import Reading
from whence.web.filters import FilterOf, filter_words
from whence.web.pages.downloads import ROWS
from whence.web.rendering import render

router = APIRouter()
SHOWN = 50

# Fields that only figures have.
OF_FIGURES = ("measure", "population", "place", "period")


@router.get("/search")
def search(request: Request, reading: Reading, given: FilterOf) -> Response:
    """Show the figures, statements and reports that fit the filters."""
    return render(
        request,
        "search.html",
        title="Search",
        asked=given,
        found=_found(reading, given),
        measures=open_codebook().by_measure,
        shown=SHOWN,
        query=filter_words(given),
        rows=ROWS,
    )


def _found(connection: Connection, given: Filter) -> dict[str, list[Any]]:
    """Return what fits, by its kind; nothing where nothing is asked for."""
    found: dict[str, list[Any]] = {}
    if given == EVERYTHING:
        return found
    newest = Page(limit=SHOWN, newest=True)
    found["figures"] = list(find_claims(connection, "figure", given, newest))
    if any(getattr(given, name) for name in OF_FIGURES):
        return found
    found["statements"] = list(find_claims(connection, "statement", given, newest))
    if given.text and not given.source:
        told = list_reports(connection, date=given.date, words=given.text, page=newest)
        found["reports"] = list(told)
    return found
