"""Having a text read, or what is at an address; nothing is kept."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from whence.exports.json import reading_record
from whence.web.api.access import ApiWriter
from whence.web.api.answers import answer
from whence.web.api.giving import GivenAddress, GivenReport
from whence.web.api.shapes import ReadingRecord, errors
from whence.web.desk import DeskOf
from whence.web.reading import Sent

router = APIRouter(tags=["reading"])
WithText = Annotated[bool, Query(description="Give the text too, as it was read.")]


@router.post("/read", response_model=ReadingRecord)
def post_text(desk: DeskOf, given: GivenReport, text: WithText = False) -> Response:
    """Read a text and keep nothing; this needs no token."""
    reading = desk.reader.read(given.report())
    return answer(reading_record(reading, with_text=text))


@router.post("/fetch", response_model=ReadingRecord, responses=errors(401, 403))
def post_address(
    desk: DeskOf, _: ApiWriter, given: GivenAddress, text: WithText = False
) -> Response:
    """Fetch the page at an address, read it and keep nothing."""
    reading = desk.reader.read(Sent(address=given.address, date=given.published))
    return answer(reading_record(reading, with_text=text))
