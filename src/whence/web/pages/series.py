"""Series: figures on the same count, as a list, as a chart, and as a table."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from whence.codebook import open_codebook
from whence.exports.page_plot import PagePlot, draw_for_page, one_panel
from whence.exports.plotted import PlotError
from whence.exports.series import ShownSeries, first_and_last
from whence.ledger import (
    Connection,
    ReportLine,
    SeriesLine,
    Step,
    find_alongside,
    find_belonging,
    find_series_lines,
    page_of_series,
    report_lines,
    report_number,
)
from whence.ledger.counts import Count
from whence.ledger.steps import holds_for
from whence.web.api.asking import SeriesId
from whence.web.citing import CitedOf, citation
from whence.web.comparing import compared_words, others_words
from whence.web.desk import Reading
from whence.web.filters import FilterOf, filter_words
from whence.web.rendering import render

router = APIRouter(prefix="/series")
LISTED = 30
# Counts in the table of one page: each costs a tenth of a millisecond.
COUNTED = 100
# Lines beside a series; more than eight in all are not told apart by colour.
BESIDE = 7
# Pages are turned so far; a filter finds what lies beyond.
LAST_PAGE = 40

PageNumber = Annotated[int, Query(ge=1, le=LAST_PAGE)]
Turned = Annotated[int, Query(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True)
class Row:
    """One count as a table shows it, with the day it holds for and the report it stands in."""

    step: Step
    day: str | None
    report: ReportLine


@dataclass(frozen=True, slots=True)
class Listed:
    """A series as it is listed: its first and last count that stand, and their days."""

    line: SeriesLine
    first: str | None
    last: str | None
    newest: Count | None

    @classmethod
    def of(cls, line: SeriesLine) -> "Listed":
        """Return how a series is listed."""
        first, last = first_and_last(ShownSeries.of(line))
        begins, ends = (holds_for(line.series, count) if count else None for count in (first, last))
        return cls(line, begins, ends, last)


@router.get("")
def series_list(
    request: Request, reading: Reading, given: FilterOf, cited: CitedOf, page: PageNumber = 1
) -> Response:
    """List the series that fit the filters, the last told of first."""
    lines, more = page_of_series(reading, given, skip=(page - 1) * LISTED, limit=LISTED)
    return render(
        request,
        "series_list.html",
        title="Series",
        asked=given,
        query=filter_words(given),
        measures=open_codebook().by_measure,
        listed=[Listed.of(line) for line in lines],
        page=page,
        more=more,
        last_page=LAST_PAGE,
        citation=citation(request, reading, cited),
    )


@router.get("/{series}")
def one_series(
    request: Request,
    reading: Reading,
    series: SeriesId,
    cited: CitedOf,
    alone: bool = False,
    page: Turned = 1,
) -> Response:
    """Show a series as a chart and as a table; where its id was cut or changed, lead to it."""
    found = find_series_lines(reading, series)
    if len(found) > 1:
        return render(
            request,
            "series_several.html",
            title="Several series",
            series=series,
            listed=[Listed.of(line) for line in found],
        )
    (line,) = found
    if line.id != series:
        return RedirectResponse(f"/series/{line.id}?{request.url.query}".removesuffix("?"), 303)
    others = find_alongside(reading, line, BESIDE)
    shown = ShownSeries.of(line, find_belonging(reading, line))
    newest = shown.steps[::-1]
    return render(
        request,
        "series.html",
        title=one_panel(line).title,
        shown=shown,
        listed=Listed.of(line),
        others=others,
        plot=_plot(line, [] if alone else others),
        alone=alone,
        compared=[*compared_words(shown)],
        beside=others_words(others),
        rows=_rows(reading, line, newest[(page - 1) * COUNTED : page * COUNTED]),
        may_belong=_reports(reading, [one.count for one in shown.may_belong]),
        page=page,
        pages=-(-len(newest) // COUNTED),
        citation=citation(request, reading, cited),
    )


def _plot(line: SeriesLine, others: list[SeriesLine]) -> PagePlot | None:
    """Return the picture of a series beside others, None where nothing of it can be drawn."""
    try:
        return draw_for_page(one_panel(line, others))
    except PlotError:
        return None


def _rows(connection: Connection, line: SeriesLine, steps: tuple[Step, ...]) -> list[Row]:
    told = _reports(connection, [step.count for step in steps])
    return [Row(step, holds_for(line.series, step.count), told[step.count.claim]) for step in steps]


def _reports(connection: Connection, counts: list[Count]) -> dict[str, ReportLine]:
    """Return the report that each count stands in, by the count's claim."""
    told = report_lines(connection, map(report_number, counts))
    return {count.claim: told[report_number(count)] for count in counts}
