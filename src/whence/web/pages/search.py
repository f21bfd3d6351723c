"""Full text over reports, quotes and names, with the filters of the command line."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from whence.codebook import open_codebook
from whence.ledger import Connection, Filter, Page, find_claims, list_reports
from whence.ledger.query import EVERYTHING
from whence.web.desk import Reading
from whence.web.rendering import render

router = APIRouter()
SHOWN = 50
Words = Annotated[str, Query(max_length=200)]


# Fields that only figures have.
OF_FIGURES = ("measure", "population", "place", "period")


@router.get("/search")
def search(
    request: Request,
    reading: Reading,
    text: Words = "",
    source: Words = "",
    measure: Words = "",
    population: Words = "",
    place: Words = "",
    date: Words = "",
    period: Words = "",
) -> Response:
    """Show the figures, statements and reports that fit the filters."""
    given = Filter(
        source=_given(source),
        measure=_given(measure),
        population=_given(population),
        place=_given(place),
        date=_given(date),
        period=_given(period),
        text=_given(text),
    )
    return render(
        request,
        "search.html",
        title="Search",
        asked=given,
        found=_found(reading, given),
        measures=open_codebook().by_measure,
        shown=SHOWN,
    )


def _given(words: str) -> str | None:
    """Return what was written into a field, None where nothing was."""
    return words.strip() or None


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
