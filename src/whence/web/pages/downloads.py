"""What a page has to take along: lists as CSV, no cell of it a formula, and charts as pictures."""

import json
from collections.abc import Iterable
from functools import lru_cache
from io import StringIO
from itertools import islice

from fastapi import APIRouter, Response

from whence.exports.claims import Record, claim_record, source_record, write_csv
from whence.exports.page_plot import one_panel
from whence.exports.plot import Format, describe_panels, picture
from whence.exports.plotted import PlotError
from whence.exports.series import ShownSeries, series_rows
from whence.ledger import (
    Filter,
    Page,
    find_alongside,
    find_belonging,
    find_claims,
    find_series_lines,
    list_sources,
    report_line,
)
from whence.web.api.asking import SeriesId
from whence.web.desk import Number, Reading
from whence.web.errors import DeskError
from whence.web.filters import FilterOf
from whence.web.pages.series import BESIDE

router = APIRouter()
# Rows of one file: a thousandth of a second each. `whence figures --csv` has no bound.
ROWS = 10_000
# Pictures that are kept; one takes a fifth of a second as PNG.
KEPT = 32


@router.get("/search.csv")
def figures(reading: Reading, wanted: FilterOf) -> Response:
    """Give the figures that fit the filters of a search, the newest first."""
    found = find_claims(reading, "figure", wanted, Page(limit=ROWS, newest=True))
    return _file("figures", map(claim_record, found))


@router.get("/sources.csv")
def sources(reading: Reading) -> Response:
    """Give the sources, who says most first."""
    return _file("sources", map(source_record, list_sources(reading)))


@router.get("/reports/{number}/figures.csv")
def figures_of_report(reading: Reading, number: Number) -> Response:
    """Give the figures of one report, in the order of its text."""
    named = Filter(report=report_line(reading, number).id)
    found = find_claims(reading, "figure", named, Page(limit=ROWS))
    return _file(f"report-{number}-figures", map(claim_record, found))


@router.get("/series/{series}/counts.csv")
def counts_of_series(reading: Reading, series: SeriesId) -> Response:
    """Give the counts of a series, and those that may belong to it."""
    rows = [
        row
        for line in find_series_lines(reading, series)
        for row in series_rows(ShownSeries.of(line, find_belonging(reading, line)))
    ]
    return _file(f"series-{series}", rows)


@router.get("/series/{series}/chart.{form}")
def chart_of_series(
    reading: Reading, series: SeriesId, form: Format, alone: bool = False
) -> Response:
    """Give the chart of a series, beside others as its page has it."""
    line = find_series_lines(reading, series)[0]
    others = [] if alone else find_alongside(reading, line, BESIDE)
    try:
        spec = describe_panels([one_panel(line, others)])
    except PlotError as error:
        raise DeskError(f"There is no chart: {error}.", 404) from None
    return Response(
        _drawn(json.dumps(spec), form),
        media_type={"svg": "image/svg+xml", "png": "image/png"}[form],
        headers={"Content-Disposition": f'attachment; filename="series-{line.id}.{form}"'},
    )


@lru_cache(maxsize=KEPT)
def _drawn(spec: str, form: Format) -> bytes:
    return picture(json.loads(spec), form)


def _file(name: str, records: Iterable[Record]) -> Response:
    out = StringIO()
    write_csv(islice(records, ROWS), out)
    return Response(
        # A mark of its encoding, which spreadsheets want; half a surrogate pair has no bytes.
        b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
