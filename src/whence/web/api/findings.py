"""Findings: what does not add up, what is explained, and what people say of it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from whence.exports.found import finding_record
from whence.ledger import WantedFindings, find_finding, page_of_findings
from whence.web.api.answers import answer, answer_list
from whence.web.api.asking import FindingId, FindingsAsked
from whence.web.api.shapes import FindingRecord, Listed, errors
from whence.web.desk import Checked

router = APIRouter(prefix="/findings", tags=["findings"], responses=errors(404))


@router.get("", response_model=Listed[FindingRecord])
def get_findings(
    request: Request, reading: Checked, wanted: Annotated[FindingsAsked, Query()]
) -> Response:
    """List findings, the gravest first; those that nothing explains and nobody settled."""
    asked = WantedFindings(wanted.state, wanted.kind, wanted.severity)
    found = page_of_findings(
        reading, asked, skip=wanted.after, limit=wanted.limit + 1, newest=wanted.newest
    )
    return answer_list(
        request,
        enumerate(found.lines, wanted.after + 1),
        lambda one: finding_record(one[1]),
        limit=wanted.limit,
        cursor=lambda one: f"{one[0]}",
    )


@router.get("/{finding}", response_model=FindingRecord)
def get_finding(reading: Checked, finding: FindingId) -> Response:
    """Show the finding with an id, and how it was settled."""
    line, _ = find_finding(reading, finding)
    return answer(finding_record(line))
