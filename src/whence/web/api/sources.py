"""Who says how much about what."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from whence.exports.claims import source_record
from whence.ledger import list_sources, source_line
from whence.web.api.answers import answer, answer_list, numbered
from whence.web.api.asking import Numbered
from whence.web.api.shapes import Listed, SourceRecord, errors
from whence.web.desk import Number, Reading

router = APIRouter(prefix="/sources", tags=["sources"])


@router.get("", response_model=Listed[SourceRecord])
def get_sources(
    request: Request, reading: Reading, wanted: Annotated[Numbered, Query()]
) -> Response:
    """List the bodies and voices, who says most first."""
    return answer_list(
        request,
        numbered(list_sources(reading), wanted.after),
        lambda one: source_record(one[1]),
        limit=wanted.limit,
        cursor=lambda one: f"{one[0]}",
    )


@router.get("/{number}", response_model=SourceRecord, responses=errors(404))
def get_source(reading: Reading, number: Number) -> Response:
    """Show a body or voice: its names, and how much it says of what."""
    return answer(source_record(source_line(reading, number)))
