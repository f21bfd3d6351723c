"""Findings: what does not add up, each with its quotes, and what a person says of it."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from whence.ledger import (
    By,
    Connection,
    LedgerError,
    MissingError,
    WantedFindings,
    claims_by_id,
    find_finding,
    find_series_of,
    names_in,
    page_of_findings,
    same,
    settle_finding,
    tell_acts,
    unchecked,
    undo,
)
from whence.ledger.findings import KINDS, Kind, Severity
from whence.ledger.found import State
from whence.web.access import FormOf, Writer
from whence.web.desk import Checked, Desk, DeskOf
from whence.web.errors import DeskError, sentence_of
from whence.web.forms import form_words
from whence.web.judging import entry_number
from whence.web.meaning import MEANINGS
from whence.web.pages.series import Listed
from whence.web.quoting import tell_findings
from whence.web.rendering import render

router = APIRouter(prefix="/findings")
LISTED = 20
# Series that a finding's page leads to, and its figures that are looked at for them.
SERIES, LOOKED_AT = 6, 24
STATES: dict[State, str] = {
    "open": "open",
    "settled": "settled",
    "explained": "explained by reports",
    "all": "all",
}
VERDICT_WORDS = {
    "real": "real",
    "explained": "explained",
    "misread": "misread",
    "same": "the same body after all",
}
FIELDS = ("act", "why", "one", "other", "called")
FindingId = Annotated[str, Path(pattern="^[0-9a-fA-F]{4,12}$")]


@router.get("")
def findings(
    request: Request,
    reading: Checked,
    state: State = "open",
    kind: Annotated[Kind | Literal[""], Query()] = "",
    severity: Annotated[Severity | Literal[""], Query()] = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """List the findings that fit, the gravest first."""
    wanted = WantedFindings(state, kind or None, severity or None)
    found = page_of_findings(reading, wanted, skip=(page - 1) * LISTED, limit=LISTED)
    query = {"state": "" if state == "open" else state, "kind": kind, "severity": severity}
    return render(
        request,
        "findings.html",
        title="Findings",
        found=found,
        told=tell_findings(reading, found.lines),
        wanted=wanted,
        query={name: value for name, value in query.items() if value},
        page=page,
        more=found.many > page * LISTED,
        states=STATES,
        kinds=KINDS,
        unchecked=unchecked(reading),
    )


@router.get("/{finding}")
def one_finding(request: Request, reading: Checked, finding: FindingId) -> Response:
    """Show a finding, what it means, the sentences it rests on, and what was said of it."""
    line, _ = find_finding(reading, finding)
    if line.finding.id != finding:
        return RedirectResponse(f"/findings/{line.finding.id}", 303)
    return _show(request, reading, finding, {})


@router.post("/{finding}")
def judge(
    request: Request, desk: DeskOf, form: FormOf, writer: Writer, finding: FindingId
) -> Response:
    """File what a form says of a finding, or take that back, and show it."""
    try:
        _judge(desk, finding, form, writer.name)
    except MissingError:
        raise
    except (DeskError, LedgerError) as error:
        typed = {name: form_words(form, name) or "" for name in FIELDS}
        with desk.ledger.reading(desk.settings.query_seconds) as connection:
            return _show(
                request, connection, finding, typed, message=sentence_of(error), status=400
            )
    desk.checker.bring_up()
    return RedirectResponse(f"/findings/{finding}#said", 303)


def _judge(desk: Desk, start: str, form: FormData, who: str | None) -> None:
    act, why, one, other, called = ((form_words(form, name) or "").strip() for name in FIELDS)
    by = By(who, why or None)
    with desk.ledger.reading() as connection:
        finding = find_finding(connection, start)[0].finding
    with desk.writing() as ledger:
        if act == "undo":
            undo(ledger, entry_number(form), by)
            return
        if act not in VERDICT_WORDS:
            raise DeskError("The form did not say what the finding is. Load the page again.")
        if not why:
            raise DeskError(f"Say why it is {VERDICT_WORDS[act]}; the reason is kept.")
        if act == "same":
            if not one or not other or one == other:
                raise DeskError("Choose the two names that are one body.")
            same(ledger, one, other, called=called, by=by)
        settle_finding(ledger, finding, act, by)


def _show(
    request: Request,
    connection: Connection,
    start: str,
    typed: Mapping[str, str],
    *,
    message: str = "",
    status: int = 200,
) -> Response:
    line, gone = find_finding(connection, start)
    (told,) = tell_findings(connection, [line], whole=True)
    some = claims_by_id(connection, line.finding.claims[:LOOKED_AT]).values()
    numbers = [claim.number for claim in some]
    return render(
        request,
        "finding.html",
        status=status,
        title=MEANINGS[line.finding.kind].title,
        line=line,
        gone=gone,
        told=told,
        meaning=MEANINGS[line.finding.kind],
        names=names_in(connection, line.finding),
        series=[Listed.of(one) for one in find_series_of(connection, numbers)][:SERIES],
        history=tell_acts(connection, "finding", line.finding.id),
        verdicts=VERDICT_WORDS,
        typed=typed,
        message=message,
    )
