"""Who says how much about what."""

from fastapi import APIRouter, Request, Response

from whence.ledger import (
    Filter,
    Page,
    find_claims,
    findings_with,
    list_series,
    list_sources,
    source_line,
)
from whence.web.desk import Number, Reading
from whence.web.pages.series import Listed
from whence.web.rendering import render

router = APIRouter()
SHOWN = 200
# Of one source: its series, and the findings with it.
SERIES, FOUND = 12, 20


@router.get("/sources")
def sources(request: Request, reading: Reading) -> Response:
    """List the bodies and voices, who says most first."""
    return render(request, "sources.html", title="Sources", sources=list_sources(reading)[:SHOWN])


@router.get("/sources/{number}")
def source(request: Request, reading: Reading, number: Number) -> Response:
    """Show a body: its names, what it counts, and what it said last."""
    line = source_line(reading, number)
    named = Filter(source=f"={line.words}")
    newest = Page(limit=50, newest=True)
    found = findings_with(reading, line.words)
    return render(
        request,
        "source.html",
        title=line.words,
        source=line,
        figures=list(find_claims(reading, "figure", named, newest)),
        statements=list(find_claims(reading, "statement", named, newest)),
        series=[Listed.of(one) for one in list_series(reading, named, SERIES)],
        found=[one for one in found if not one.finding.explained][:FOUND],
        explained=sum(one.finding.explained for one in found),
    )
