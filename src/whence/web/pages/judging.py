"""Judging figures one after another, and how far people agree with the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from whence.codebook import open_codebook
from whence.ledger import (
    By,
    Claim,
    ClaimKind,
    Connection,
    Filter,
    LedgerError,
    MissingError,
    agreement,
    find_claim,
    last_entry,
    list_sitting,
    next_to_judge,
    progress,
    read_report,
    undo,
)
from whence.web.access import FormOf, Visitor, VisitorOf, Writer
from whence.web.desk import DeskOf, Reading
from whence.web.errors import DeskError, sentence_of
from whence.web.filters import FilterOf, filter_words
from whence.web.forms import form_words
from whence.web.judging import LABELS, claim_inputs, entry_number, judge_claim, typed_words
from whence.web.passages import passage_of
from whence.web.rendering import render
from whence.web.words import claim_heading

router = APIRouter()
Id = Annotated[str, Query(max_length=40)]
KINDS: tuple[ClaimKind, ...] = ("figure", "statement", "release")


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one coder goes through: the figures that fit `wanted`, begun after the entry `since`.

    It is all in the address of the page, so that a sitting can be left, shared and printed.
    """

    wanted: Filter
    since: int | None

    def address(self, path: str = "/judge", **more: str) -> str:
        """Return the address of a page of this sitting."""
        since = {} if self.since is None else {"since": f"{self.since}"}
        return f"{path}?{urlencode(filter_words(self.wanted) | since | more)}"


def _sitting(
    wanted: FilterOf, since: Annotated[int | None, Query(ge=0, le=2**53)] = None
) -> Sitting:
    return Sitting(wanted, since)


SittingOf = Annotated[Sitting, Depends(_sitting)]


@router.get("/judge")
def ask(
    request: Request,
    reading: Reading,
    visitor: VisitorOf,
    sitting: SittingOf,
    claim: Id = "",
    after: Id = "",
) -> Response:
    """Show the next figure to judge, or one that was asked for."""
    if sitting.since is None:
        sitting = Sitting(sitting.wanted, last_entry(reading))
    if claim:
        return _show(request, reading, visitor, sitting, _figure(reading, claim))
    last = _figure(reading, after) if after else None
    found = next_to_judge(reading, sitting.wanted, last)
    return _show(request, reading, visitor, sitting, found)


@router.post("/judge")
def judge(
    request: Request, desk: DeskOf, form: FormOf, writer: Writer, sitting: SittingOf
) -> Response:
    """File what the form says of a figure, and lead to the next."""
    claim = form_words(form, "claim") or ""
    try:
        judge_claim(desk, claim, form, writer.name)
    except MissingError:
        raise
    except (DeskError, LedgerError) as error:
        typed = typed_words(form) | {"why": form_words(form, "why") or ""}
        typed["act"] = form_words(form, "act") or ""
        status = error.status if isinstance(error, DeskError) else 400
        with desk.ledger.reading(desk.settings.query_seconds) as connection:
            found = _figure(connection, claim)
            return _show(
                request,
                connection,
                writer,
                sitting,
                found,
                typed,
                message=sentence_of(error),
                status=status,
            )
    return RedirectResponse(sitting.address(after=claim), 303)


@router.post("/judge/undo")
def take_back(desk: DeskOf, form: FormOf, writer: Writer, sitting: SittingOf) -> Response:
    """Undo a judgement of this sitting, and lead to its figure."""
    with desk.writing() as ledger:
        undo(ledger, entry_number(form), By(writer.name))
    return RedirectResponse(sitting.address(claim=form_words(form, "claim") or ""), 303)


@router.get("/judge/agreement")
def agree(request: Request, desk: DeskOf) -> Response:
    """Show how far people who judged agreed with the reader."""
    return render(
        request,
        "agreement.html",
        title="Agreement with the reader",
        told={kind: agreement(desk.ledger, kind) for kind in KINDS},
        labels=LABELS | {"period": LABELS["period_kind"]},
    )


def _figure(connection: Connection, start: str) -> Claim:
    found = find_claim(connection, start)
    if found.kind != "figure":
        raise MissingError(f"{start!r} is a {found.kind}; its own page is where it is judged")
    return found


def _show(
    request: Request,
    connection: Connection,
    visitor: Visitor,
    sitting: Sitting,
    claim: Claim | None,
    typed: Mapping[str, str] | None = None,
    *,
    message: str = "",
    status: int = 200,
) -> Response:
    done = list_sitting(connection, visitor.name, sitting.since or 0) if visitor.name else []
    last = done[0] if done else None
    context: dict[str, Any] = {
        "sitting": sitting,
        "filters": filter_words(sitting.wanted),
        "asked": sitting.wanted,
        "measures": open_codebook().by_measure,
        "progress": progress(connection, sitting.wanted),
        "done": len({one.subject for one in done}),
        "last": last,
        "last_claim": find_claim(connection, last.subject) if last else None,
        "message": message,
    }
    if claim is None:
        return render(request, "judged.html", title="Judge figures", **context)
    before = next_to_judge(connection, sitting.wanted, claim, back=True)
    report = read_report(connection, claim.report).report
    return render(
        request,
        "judge.html",
        status=status,
        title=f"Judge: {claim_heading(claim)}",
        claim=claim,
        before=before,
        passage=passage_of(report, claim),
        inputs=claim_inputs(connection, claim, typed),
        typed=typed or {},
        **context,
    )
