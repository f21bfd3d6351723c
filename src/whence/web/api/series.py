"""Series: figures on the same count, in the order of time."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from whence.exports.claims import Record
from whence.exports.series import ShownSeries, series_record
from whence.ledger import Connection, SeriesLine, find_belonging, find_series_lines, list_series
from whence.web.api.answers import answer_list, numbered
from whence.web.api.asking import SeriesId, WantedSeries
from whence.web.api.shapes import Listed, SeriesRecord, errors
from whence.web.desk import Reading

router = APIRouter(prefix="/series", tags=["series"], responses=errors(404))


@router.get("", response_model=Listed[SeriesRecord])
def get_series_list(
    request: Request, reading: Reading, wanted: Annotated[WantedSeries, Query()]
) -> Response:
    """List series whole, those that were last told of first."""
    found = list_series(reading, wanted.filter, wanted.after + wanted.limit + 1)
    return answer_list(
        request,
        numbered(found, wanted.after),
        lambda one: _record(reading, one[1]),
        limit=wanted.limit,
        cursor=lambda one: f"{one[0]}",
    )


@router.get("/{series}", response_model=Listed[SeriesRecord])
def get_series(request: Request, reading: Reading, series: SeriesId) -> Response:
    """Show the series with an id; one that was cited before names were merged may be several."""
    found = find_series_lines(reading, series)
    return answer_list(request, found, lambda line: _record(reading, line))


def _record(connection: Connection, line: SeriesLine) -> Record:
    return series_record(ShownSeries.of(line, find_belonging(connection, line)))
