"""The record of one claim: its fields, its evidence, what was judged of it, and judging it."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from whence.ledger import (
    Connection,
    LedgerError,
    MissingError,
    find_alongside,
    find_claim,
    find_series_of,
    findings_on,
    read_report,
    tell_history,
)
from whence.web.access import FormOf, Writer
from whence.web.desk import DeskOf, Reading
from whence.web.errors import DeskError, sentence_of
from whence.web.judging import claim_inputs, judge_claim, typed_words
from whence.web.pages.series import BESIDE, Listed
from whence.web.passages import passage_of
from whence.web.rendering import render
from whence.web.words import claim_address, claim_heading, record_fields

router = APIRouter()


@router.get("/figures/{claim}")
@router.get("/statements/{claim}")
@router.get("/releases/{claim}")
def record(request: Request, reading: Reading, claim: str) -> Response:
    """Show the record of a claim: every field, how it was made, and its evidence."""
    found = find_claim(reading, claim)
    if request.url.path.split("/")[1] != f"{found.kind}s":
        return RedirectResponse(claim_address(found), 303)
    return _show(request, reading, claim)


@router.post("/figures/{claim}")
@router.post("/statements/{claim}")
@router.post("/releases/{claim}")
def judge(request: Request, desk: DeskOf, form: FormOf, writer: Writer, claim: str) -> Response:
    """File what a form says of a claim, and show its record."""
    try:
        judge_claim(desk, claim, form, writer.name)
    except MissingError:
        raise
    except (DeskError, LedgerError) as error:
        typed = typed_words(form) | {
            name: value
            for name in ("why", "words", "act")
            if isinstance(value := form.get(name), str)
        }
        status = error.status if isinstance(error, DeskError) else 400
        with desk.ledger.reading(desk.settings.query_seconds) as connection:
            return _show(
                request, connection, claim, typed, message=sentence_of(error), status=status
            )
    return RedirectResponse(f"{request.url.path}#judged", 303)


def _show(
    request: Request,
    connection: Connection,
    start: str,
    typed: Mapping[str, str] | None = None,
    *,
    message: str = "",
    status: int = 200,
) -> Response:
    claim = find_claim(connection, start)
    report = read_report(connection, claim.report).report
    series = find_series_of(connection, [claim.number]) if claim.kind == "figure" else []
    beside = [other for line in series for other in find_alongside(connection, line, BESIDE)]
    return render(
        request,
        "claim.html",
        status=status,
        title=claim_heading(claim),
        claim=claim,
        fields=list(record_fields(claim)),
        passage=passage_of(report, claim),
        inputs=claim_inputs(connection, claim, typed),
        history=tell_history(connection, claim),
        series=[Listed.of(line) for line in series],
        beside=[Listed.of(line) for line in beside],
        found=findings_on(connection, [claim.id]) if claim.kind == "figure" else [],
        typed=typed or {},
        message=message,
    )
