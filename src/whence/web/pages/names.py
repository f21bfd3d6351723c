"""Names that may be one: what the program proposes, settled by a person with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from whence.ledger import (
    By,
    Claim,
    ClaimKind,
    Connection,
    Filter,
    Ledger,
    LedgerError,
    Name,
    Page,
    TermKind,
    apart,
    find_claims,
    list_settled,
    open_proposals,
    same,
    undo,
)
from whence.web.access import FormOf, Writer
from whence.web.desk import DeskOf, Reading
from whence.web.errors import DeskError, sentence_of
from whence.web.forms import form_words
from whence.web.judging import entry_number
from whence.web.rendering import render

router = APIRouter()
NAME_KINDS = ("body", "place", "population")
# Proposals on a page: each asks the ledger four times for what the two names said.
PROPOSED = 8
# Sentences shown of each name, and claims looked at for them: one sentence may hold several.
SAID, LOOKED_AT = 2, 6
SETTLED = 20
SPOKEN: tuple[ClaimKind, ...] = ("figure", "statement")
FIELDS = ("kind", "one", "other", "called", "why")
Words = Annotated[str, Query(max_length=500)]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two names, with the last that is kept of what it said."""

    name: Name
    said: list[Claim]


@router.get("/names")
def ask(
    request: Request,
    reading: Reading,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    kind: Words = "body",
    one: Words = "",
    other: Words = "",
) -> Response:
    """Show the pairs of names that may be one body, and a form for any two names."""
    return _show(request, reading, {"kind": kind, "one": one, "other": other}, page=page)


@router.post("/names")
def settle(request: Request, desk: DeskOf, form: FormOf, writer: Writer) -> Response:
    """File that two names are one or two, and show what is left."""
    try:
        with desk.writing() as ledger:
            _settle(ledger, form, writer.name)
    except (DeskError, LedgerError) as error:
        typed = {name: form_words(form, name) or "" for name in (*FIELDS, "pair")}
        with desk.ledger.reading(desk.settings.query_seconds) as connection:
            return _show(request, connection, typed, message=sentence_of(error), status=400)
    return RedirectResponse("/names", 303)


@router.post("/names/undo")
def take_back(desk: DeskOf, form: FormOf, writer: Writer) -> Response:
    """Undo what was settled."""
    with desk.writing() as ledger:
        undo(ledger, entry_number(form), By(writer.name, form_words(form, "why")))
    return RedirectResponse("/names#settled", 303)


def _settle(ledger: Ledger, form: FormData, who: str | None) -> None:
    kind, one, other, called, why = ((form_words(form, name) or "").strip() for name in FIELDS)
    if kind not in NAME_KINDS:
        raise DeskError("Say what is named: a body, a place or a population.")
    if not one or not other:
        raise DeskError("Write both names, as the reports have them.")
    if not why:
        raise DeskError(f"Say why {one} and {other} are one or two; the reason is kept.")
    named, by = cast(TermKind, kind), By(who, why)
    match form_words(form, "act"):
        case "same":
            same(ledger, one, other, kind=named, called=called, by=by)
        case "apart":
            apart(ledger, one, other, kind=named, by=by)
        case _:
            raise DeskError("The form did not say whether they are the same. Load the page again.")


def _show(
    request: Request,
    connection: Connection,
    typed: Mapping[str, str],
    *,
    page: int = 1,
    message: str = "",
    status: int = 200,
) -> Response:
    waiting = open_proposals(connection)
    shown = waiting[(page - 1) * PROPOSED : page * PROPOSED]
    return render(
        request,
        "names.html",
        status=status,
        title="Names",
        waiting=len(waiting),
        proposals=[
            (each, [_side(connection, each.one), _side(connection, each.other)]) for each in shown
        ],
        page=page,
        pages=-(-len(waiting) // PROPOSED),
        settled=list_settled(connection, SETTLED),
        kinds=NAME_KINDS,
        typed={name: typed.get(name, "") for name in (*FIELDS, "pair")},
        message=message,
    )


def _side(connection: Connection, name: Name) -> Side:
    """Return a name with what it said last, figures before statements, no sentence twice."""
    named, newest = Filter(source=f"={name.words}"), Page(limit=LOOKED_AT, newest=True)
    said: dict[str, Claim] = {}
    for kind in SPOKEN:
        if len(said) < SAID:
            for claim in find_claims(connection, kind, named, newest):
                said.setdefault(claim.quote.words, claim)
    return Side(name, list(said.values())[:SAID])
