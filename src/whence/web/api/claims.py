"""Figures, statements and releases, by the filters of the command line."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from whence.exports.claims import claim_record
from whence.exports.judged import judgement_record
from whence.ledger import ClaimKind, find_claim, find_claims, find_judgements
from whence.web.api.answers import answer, answer_list
from whence.web.api.asking import ClaimId, WantedClaims, WantedFigures, claim_place
from whence.web.api.shapes import (
    FigureClaim,
    Listed,
    OneFigure,
    OneRelease,
    OneStatement,
    ReleaseClaim,
    StatementClaim,
    errors,
)
from whence.web.desk import Reading

router = APIRouter(tags=["claims"], responses=errors(404))


@router.get("/figures", response_model=Listed[FigureClaim])
def get_figures(
    request: Request, reading: Reading, wanted: Annotated[WantedFigures, Query()]
) -> Response:
    """List figures, by the day of their reports."""
    return _listed(request, reading, "figure", wanted)


@router.get("/statements", response_model=Listed[StatementClaim])
def get_statements(
    request: Request, reading: Reading, wanted: Annotated[WantedClaims, Query()]
) -> Response:
    """List statements, by the day of their reports."""
    return _listed(request, reading, "statement", wanted)


@router.get("/releases", response_model=Listed[ReleaseClaim])
def get_releases(
    request: Request, reading: Reading, wanted: Annotated[WantedClaims, Query()]
) -> Response:
    """List releases, by the day of their reports."""
    return _listed(request, reading, "release", wanted)


@router.get("/claims/{claim}", response_model=OneFigure | OneStatement | OneRelease)
def get_claim(reading: Reading, claim: ClaimId) -> Response:
    """Show one claim of any kind, as it stands, and what people judged of it."""
    found = find_claim(reading, claim)
    return answer(
        {
            "kind": found.kind,
            "claim": claim_record(found),
            "judgements": [
                judgement_record(one) for one in find_judgements(reading, subject=found.id)
            ],
        }
    )


def _listed(
    request: Request,
    reading: Reading,
    kind: ClaimKind,
    wanted: WantedClaims | WantedFigures,
) -> Response:
    found = find_claims(reading, kind, wanted.filter, wanted.page)
    return answer_list(request, found, claim_record, limit=wanted.limit, cursor=claim_place)
