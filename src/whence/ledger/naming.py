"""Judgements of names: which are one body, place or population, and which are not."""

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, and_, func, select

from whence.ledger.bodies import Proposal, find_names, open_proposals, propose
from whence.ledger.book import PROGRAM, Ledger
from whence.ledger.chain import Entry
from whence.ledger.errors import MissingError, StandingError
from whence.ledger.judging import By, Judgement, json_of, told_judgements
from whence.ledger.rows import Values
from whence.ledger.schema import judgements, terms
from whence.ledger.terms import TermKind, Terms, find_term
from whence.ledger.words import fold


@dataclass(frozen=True, slots=True)
class Settled:
    """A standing judgement of two names, as they are written; `called` where that was chosen."""

    judgement: Judgement
    kind: TermKind
    one: str
    other: str
    called: str | None


def same(
    ledger: Ledger, one: str, other: str, *, kind: TermKind = "body", called: str = "", by: By
) -> int:
    """Say that two names are of one body, place or population; return the entry's number.

    It goes by `called`, or else by the first of the two.
    """
    return _judge_names(ledger, "same", (one, other), kind, called, by)


def apart(ledger: Ledger, one: str, other: str, *, kind: TermKind = "body", by: By) -> int:
    """Say that two names are not of one body, so that it is not proposed again."""
    return _judge_names(ledger, "apart", (one, other), kind, "", by)


def record_proposals(ledger: Ledger, *, since: int = 0) -> list[Proposal]:
    """File what the program proposes of names newer than the term `since`, and return it."""
    with ledger.reading() as connection:
        found = propose(connection, since=since)
    rows: list[Values] = [
        {
            "act": "propose",
            "kind": "term",
            "subject": proposal.one.subject,
            "other": proposal.other.subject,
            "score": proposal.score,
        }
        for proposal in found
    ]
    if rows:
        _write(ledger, rows, By(PROGRAM), "propose", f"{len(rows)} pairs of names")
    return found


def proposals(ledger: Ledger) -> list[Proposal]:
    """Return the recorded proposals that nobody settled, the likeliest first."""
    with ledger.reading() as connection:
        return open_proposals(connection)


def list_settled(connection: Connection, limit: int) -> list[Settled]:
    """Return the names that people judged to be one or two, the latest first, none undone."""
    met = and_(judgements.c.kind == "term", judgements.c.act.in_(("same", "apart")))
    found = [one for one in told_judgements(connection, met) if not one.undone][:limit]
    subjects = {name for one in found for name in (one.subject, one.other) if name}
    words = {name.subject: name.words for name in find_names(connection, subjects)}
    return [
        Settled(
            judgement=one,
            kind=cast(TermKind, one.subject.partition(":")[0]),
            one=words[one.subject],
            other=words[one.other or ""],
            called=one.value,
        )
        for one in found
    ]


def last_term(ledger: Ledger) -> int:
    """Return the number of the newest name, for `record_proposals`."""
    with ledger.reading() as connection:
        return connection.execute(select(func.max(terms.c.number))).scalar() or 0


def _judge_names(
    ledger: Ledger, act: str, names: tuple[str, str], kind: TermKind, called: str, by: By
) -> int:
    with ledger.reading() as connection:
        one, other = (_subject(connection, kind, name) for name in names)
    if one == other:
        raise StandingError(f"{names[0]!r} and {names[1]!r} are one name already")
    row: Values = {
        "act": act,
        "kind": "term",
        "subject": one,
        "other": other,
        "value": json_of(called) if called else None,
    }
    return _write(ledger, [row], by, act, f"{names[0]} and {names[1]}")


def _subject(connection: Connection, kind: TermKind, name: str) -> str:
    key = fold(name)
    if find_term(connection, kind, key) is None:
        raise MissingError(
            f"no {kind} in the ledger goes by the name {name!r}; `whence sources` lists names"
        )
    return f"{kind}:{key}"


def _write(ledger: Ledger, rows: list[Values], by: By, act: str, about: str) -> int:
    def fill(entry: Entry, _: Terms) -> None:
        for row in rows:
            entry.add(judgements, **row)

    return ledger.write(by.act(act, about), fill)
