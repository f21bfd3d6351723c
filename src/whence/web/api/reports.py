"""Reports: listed, whole, their revisions and copies; and keeping one."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from whence.exports.claims import claim_record
from whence.exports.filed import filed_record
from whence.exports.reports import change_record, copy_record, report_record
from whence.ledger import (
    ClaimKind,
    CopyLine,
    Filter,
    RefusedError,
    ReportLine,
    find_claims,
    find_report,
    list_changes,
    list_copies,
    list_reports,
    list_revisions,
    read_report,
    report_line,
)
from whence.web.api.access import ApiWriter
from whence.web.api.answers import answer, answer_list
from whence.web.api.asking import WantedReports
from whence.web.api.giving import GivenReport
from whence.web.api.shapes import ChangeRecord, FiledReport, Listed, WholeReport, errors
from whence.web.desk import DeskOf, Number, Reading
from whence.web.errors import DeskError

router = APIRouter(prefix="/reports", tags=["reports"], responses=errors(404))


@router.get("", response_model=Listed[ReportLine])
def get_reports(
    request: Request, reading: Reading, wanted: Annotated[WantedReports, Query()]
) -> Response:
    """List reports without their texts, by day."""
    found = list_reports(
        reading,
        date=wanted.date,
        words=wanted.text,
        named=wanted.report,
        every=wanted.every,
        page=wanted.page,
    )
    return answer_list(request, found, report_record, limit=wanted.limit, cursor=_place)


@router.post(
    "",
    status_code=201,
    response_model=FiledReport,
    responses=errors(401, 403)
    | {200: {"model": FiledReport, "description": "It was kept already; nothing was added."}},
)
def post_report(desk: DeskOf, writer: ApiWriter, given: GivenReport) -> Response:
    """Read a report and file it."""
    reading = desk.reader.read(given.report())
    try:
        with desk.writing() as ledger:
            filed = ledger.file(reading, by=writer.name)
    except RefusedError as error:
        raise DeskError(f"It cannot be kept: {error}.", 422) from None
    with desk.ledger.reading() as connection:
        number = find_report(connection, filed.report_id)
    told = {"number": number, **filed_record(filed, reading)}
    return answer(told, 200 if filed.entry is None else 201)


@router.get("/{number}", response_model=WholeReport)
def get_report(reading: Reading, number: Number) -> Response:
    """Show a report with its text, and all that stands of what was read in it."""
    line = report_line(reading, number)
    kept = read_report(reading, number)
    named = Filter(report=line.id)
    kinds: dict[str, ClaimKind] = {
        "figures": "figure",
        "statements": "statement",
        "releases": "release",
    }
    return answer(
        {
            "report": report_record(line),
            "language": kept.report.language,
            "text": kept.report.text,
            **{
                part: list(map(claim_record, find_claims(reading, kind, named)))
                for part, kind in kinds.items()
            },
            "notes": kept.notes,
            "versions": dict(kept.versions),
        }
    )


@router.get("/{number}/changes", response_model=Listed[ChangeRecord])
def get_changes(request: Request, reading: Reading, number: Number) -> Response:
    """List what a revision changed; empty where the report revises none."""
    report_line(reading, number)
    changed = list_changes(reading, number)
    return answer_list(request, changed, lambda one: change_record(*one))


@router.get("/{number}/revisions", response_model=Listed[ReportLine])
def get_revisions(request: Request, reading: Reading, number: Number) -> Response:
    """List all revisions of the article that a report is one of, the oldest first."""
    report_line(reading, number)
    return answer_list(request, list_revisions(reading, number), report_record)


@router.get("/{number}/copies", response_model=Listed[CopyLine])
def get_copies(request: Request, reading: Reading, number: Number) -> Response:
    """List the reports that tell the story of this one, or whose story it tells."""
    report_line(reading, number)
    return answer_list(request, list_copies(reading, number), copy_record)


def _place(line: ReportLine) -> str:
    return f"{line.published or ''}~{line.number}~0"
