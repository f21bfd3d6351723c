"""What people judged, what waits for a judgement, and judging."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from whence import ledger as book
from whence.exports.judged import judgement_record, proposal_record
from whence.ledger import By, Judgement, Ledger, find_judgements, open_proposals
from whence.web.api.access import ApiWriter
from whence.web.api.answers import answer, answer_list, numbered
from whence.web.api.asking import Numbered, Words
from whence.web.api.giving import (
    Apart,
    Comment,
    Confirm,
    Correct,
    GivenJudgement,
    Reject,
    Same,
    Settle,
    Undo,
)
from whence.web.api.shapes import Agreement, Entered, Listed, ProposalRecord, errors
from whence.web.desk import DeskOf, Reading

router = APIRouter(tags=["judging"])


class WantedJudgements(Numbered):
    """Which judgements are wanted."""

    subject: Annotated[
        Words | None, Field(description="Only those of one claim, by its whole id, or name.")
    ] = None


@router.get("/judgements", response_model=Listed[Judgement])
def get_judgements(
    request: Request, reading: Reading, wanted: Annotated[WantedJudgements, Query()]
) -> Response:
    """List the judgements, the latest first."""
    found = find_judgements(
        reading, subject=wanted.subject, before=wanted.after or None, limit=wanted.limit + 1
    )
    return answer_list(
        request, found, judgement_record, limit=wanted.limit, cursor=lambda one: f"{one.number}"
    )


@router.get("/proposals", response_model=Listed[ProposalRecord])
def get_proposals(
    request: Request, reading: Reading, wanted: Annotated[Numbered, Query()]
) -> Response:
    """List pairs of names that may be one body and that nobody has settled, the likeliest first."""
    return answer_list(
        request,
        numbered(open_proposals(reading), wanted.after),
        lambda one: proposal_record(one[1]),
        limit=wanted.limit,
        cursor=lambda one: f"{one[0]}",
    )


@router.get("/agreement", response_model=Agreement)
def get_agreement(desk: DeskOf) -> Response:
    """Show how many figures that people judged stand confirmed, corrected or rejected."""
    return answer(asdict(book.agreement(desk.ledger)))


@router.post(
    "/judgements", status_code=201, response_model=Entered, responses=errors(401, 403, 404, 409)
)
def post_judgement(desk: DeskOf, writer: ApiWriter, given: GivenJudgement) -> Response:
    """Judge: confirm, correct, reject, comment, undo, settle, same or apart; each is kept."""
    with desk.writing() as ledger:
        return answer({"entry": _judge(ledger, given, writer.name)}, 201)


def _judge(ledger: Ledger, given: GivenJudgement, who: str | None) -> int:
    """File a judgement and return the number of its entry."""
    by = By(who, getattr(given, "why", None))
    match given:
        case Confirm():
            return book.confirm(ledger, given.claim, field=given.field, by=by)
        case Correct():
            return book.correct(ledger, given.claim, given.fields, by)
        case Reject():
            return book.reject(ledger, given.claim, by)
        case Comment():
            return book.comment(ledger, given.subject, given.words, by)
        case Undo():
            return book.undo(ledger, given.entry, by)
        case Settle():
            return book.settle(ledger, given.finding, given.verdict, by)
        case Same():
            names = (given.one, given.other)
            return book.same(ledger, *names, kind=given.kind, called=given.called, by=by)
        case Apart():
            if given.kind == "report":
                return book.apart_reports(ledger, given.one, given.other, by)
            return book.apart(ledger, given.one, given.other, kind=given.kind, by=by)
