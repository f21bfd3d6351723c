"""Judgements: what people hold of claims, names and reports. Each is a row; none alters one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import msgspec
from sqlalchemy import ColumnElement, Connection, RowMapping, select, true

from whence.ledger.amending import STATUS, Verdict, amend, standing_row, value_of
from whence.ledger.bodies import undone
from whence.ledger.book import Ledger, user
from whence.ledger.chain import Act, Entry
from whence.ledger.errors import ChangedError, LedgerError, MissingError, StandingError
from whence.ledger.fields import check_field, field_words
from whence.ledger.query import find_claim, find_report
from whence.ledger.rows import Values
from whence.ledger.schema import CLAIMS, ClaimKind, entries, judgements, reports
from whence.ledger.terms import Terms
from whence.ledger.words import kept, told, told_if_any


@dataclass(frozen=True, slots=True)
class By:
    """Who judges, the system's user where nobody is named, and why."""

    who: str | None = None
    why: str | None = None

    def act(self, act: str, about: str) -> Act:
        """Return the act that an entry records."""
        return Act(act, self.who or user(), self.why, about)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement as it is listed; `undone` where a later one took it back.

    `number` is that of its row, since an entry may hold several. `kind` is figure, statement,
    release, term, report or entry; `subject` says which, `other` the second of two names. `was`
    is what a field said before.
    """

    number: int
    entry: int
    at: str
    who: str
    why: str | None
    act: str
    kind: str
    subject: str
    other: str | None
    field: str | None
    value: str | None
    was: str | None
    score: int | None
    undoes: int | None
    undone: bool


NOBODY = By()


def confirm(
    ledger: Ledger,
    claim: str,
    *,
    field: str | None = None,
    by: By = NOBODY,
    seen: int | None = None,
) -> int:
    """Say that a claim, or one field of it, is right; return the number of the entry.

    With `seen`, the number of the claim's row that was looked at, raises ChangedError where it
    was judged since; so do `correct` and `reject`.
    """
    return _judge(ledger, "confirm", claim, [(field, None)], by, seen)


def correct(
    ledger: Ledger, claim: str, fields: Mapping[str, str], by: By, *, seen: int | None = None
) -> int:
    """Give other values to fields of a claim, as words: `{"low": "12", "source": ""}`.

    `docs/ledger.md` lists the fields; an empty value says that the text does not tell.
    """
    if not fields:
        raise LedgerError("say which field has which value, as in low=12")
    return _judge(ledger, "correct", claim, list(fields.items()), by, seen)


def reject(ledger: Ledger, claim: str, by: By, *, seen: int | None = None) -> int:
    """Say that a claim is none: then only those who ask for everything see it."""
    return _judge(ledger, "reject", claim, [(None, None)], by, seen)


def comment(ledger: Ledger, subject: str, words: str, by: By = NOBODY) -> int:
    """Write something about a claim, or about a report by its id."""
    with ledger.reading() as connection:
        kind, named = _subject(connection, subject)
    row: Values = {"act": "comment", "kind": kind, "subject": named, "value": json_of(words)}
    return ledger.write(by.act("comment", f"{kind} {named}"), lambda entry, _: _add(entry, [row]))


def apart_reports(ledger: Ledger, one: str, other: str, by: By) -> int:
    """Say that two reports, by their ids, are no copies of one story."""
    with ledger.reading() as connection:
        named = [_report_id(connection, report) for report in (one, other)]
    row: Values = {"act": "apart", "kind": "report", "subject": named[0], "other": named[1]}
    return ledger.write(
        by.act("apart", f"{named[0]} and {named[1]}"), lambda entry, _: _add(entry, [row])
    )


def undo(ledger: Ledger, number: int, by: By) -> int:
    """Take back all that the judgement of entry `number` says; an undo can be undone too."""

    def fill(entry: Entry, terms: Terms) -> None:
        if number in undone(entry.connection):
            raise StandingError(f"entry {number} is undone already")
        claims = _claims_of(entry.connection, number)
        entry.add(judgements, act="undo", kind="entry", subject=f"{number}", undoes=number)
        for kind, claim in claims:
            amend(entry, terms, kind, claim, undoes=number)

    return ledger.write(by.act("undo", f"entry {number}"), fill)


def list_judgements(
    ledger: Ledger, *, subject: str | None = None, limit: int | None = None
) -> list[Judgement]:
    """Return the judgements, the latest first; with `subject`, those of one claim or name."""
    with ledger.reading() as connection:
        return find_judgements(connection, subject=subject, limit=limit)


def find_judgements(
    connection: Connection,
    *,
    subject: str | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> list[Judgement]:
    """Return the judgements, the latest first; with `before`, those older than that number."""
    met = true() if before is None else judgements.c.number < before
    if subject is not None:
        about = kept(subject)
        met &= (judgements.c.subject == about) | (judgements.c.other == about)
    return told_judgements(connection, met, limit=limit)


def told_judgements(
    connection: Connection, met: ColumnElement[bool], *, limit: int | None = None
) -> list[Judgement]:
    """Return the judgements that meet a condition, the latest first."""
    asked = select(judgements, entries.c.at, entries.c.who, entries.c.why).where(met)
    asked = asked.join(entries, entries.c.number == judgements.c.entry)
    asked = asked.order_by(judgements.c.number.desc()).limit(limit)
    gone = undone(connection)
    return [_judgement(row, gone) for row in connection.execute(asked).mappings()]


def _judge(
    ledger: Ledger,
    act: Literal["confirm", "correct", "reject"],
    start: str,
    fields: Sequence[tuple[str | None, str | None]],
    by: By,
    seen: int | None,
) -> int:
    """File one judgement a field of the claim whose id begins with `start`."""
    with ledger.reading() as connection:
        claim = find_claim(connection, start)
    for field, _ in fields:
        if field is not None:
            check_field(claim.kind, field)

    def fill(entry: Entry, terms: Terms) -> None:
        last = standing_row(entry, claim.kind, claim.id)
        if seen is not None and last["number"] != seen:
            raise ChangedError(f"the {claim.kind} {claim.id} was judged since it was looked at")
        about: Values = {"act": act, "kind": claim.kind, "subject": claim.id}
        _add(
            entry,
            [
                {
                    **about,
                    "field": field,
                    "value": None if value is None else json_of(value),
                    "was": json_of(field_words(last, field)) if field else None,
                }
                for field, value in fields
            ],
        )
        verdicts = [Verdict(act, field, value) for field, value in fields]
        amend(entry, terms, claim.kind, claim.id, verdicts=verdicts)

    return ledger.write(by.act(act, f"{claim.kind} {claim.id}"), fill)


def _add(entry: Entry, rows: Sequence[Values]) -> None:
    for row in rows:
        entry.add(judgements, **row)


def _subject(connection: Connection, subject: str) -> tuple[str, str]:
    """Return what `subject` names: a claim by the start of its id, else a report."""
    try:
        claim = find_claim(connection, subject)
    except LedgerError:
        return "report", _report_id(connection, subject)
    return claim.kind, claim.id


def _report_id(connection: Connection, named: str) -> str:
    asked = select(reports.c.id).where(reports.c.number == find_report(connection, named))
    return told(connection.execute(asked).scalar_one())


def _claims_of(connection: Connection, number: int) -> list[tuple[ClaimKind, str]]:
    """Return the claims that the judgements of an entry change, through undone entries too."""
    rows = connection.execute(select(judgements).where(judgements.c.entry == number)).all()
    if not rows:
        raise MissingError(f"entry {number} is no judgement; `whence judge list` shows them")
    found: dict[tuple[ClaimKind, str], None] = {}
    for row in rows:
        if row.act == "undo":
            found.update(dict.fromkeys(_claims_of(connection, row.undoes)))
        elif row.act in STATUS and row.kind in CLAIMS:
            found[cast(ClaimKind, row.kind), row.subject] = None
    return list(found)


def _judgement(row: RowMapping, gone: frozenset[int]) -> Judgement:
    return Judgement(
        number=row["number"],
        entry=row["entry"],
        at=row["at"],
        who=told(row["who"]),
        why=told_if_any(row["why"]),
        act=row["act"],
        kind=row["kind"],
        subject=told(row["subject"]),
        other=told_if_any(row["other"]),
        field=row["field"],
        value=value_of(row["value"]),
        was=value_of(row["was"]),
        score=row["score"],
        undoes=row["undoes"],
        undone=row["entry"] in gone,
    )


def json_of(words: str) -> str:
    """Return words as the columns `value` and `was` have them."""
    return msgspec.json.encode(kept(words)).decode()
