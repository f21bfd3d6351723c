"""Keeps what checks find up to date with a ledger, at the cost of what was touched since.

First the entries since the last check are looked through: which figures came, changed or went,
and which scopes they are in. Then those scopes are checked again. Each step is a transaction of
its own, so that others may file meanwhile, and a check that is stopped goes on where it was.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, cast

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    RowMapping,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from whence.ledger.bodies import Bodies
from whence.ledger.book import Ledger
from whence.ledger.checks import check, check_scope
from whence.ledger.checks.scopes import (
    by_report,
    by_scope,
    scope_number,
    scopes_of,
    with_year_before,
    years_around,
)
from whence.ledger.counts import Count
from whence.ledger.driver import insert_rows
from whence.ledger.engine import writing
from whence.ledger.evidence import gather_by_id, gather_counts, gather_evidence, keep_speakers
from whence.ledger.findings import Finding, rank, told_once
from whence.ledger.query import find_report
from whence.ledger.retellings import check_retellings
from whence.ledger.schema import (
    checked,
    entries,
    figures,
    findings,
    judgements,
    reports,
    scoped,
    speakers,
    statements,
    terms,
    touched,
)
from whence.ledger.words import kept, told

# What one transaction takes on: entries looked through, and scopes checked. Others wait so long.
ENTRIES, SCOPES = 2000, 100
# Reports whose figures are put into scopes at a time.
REPORTS = 2000
# The tables that are looked through, each from its last row of before.
_SEEN = (figures, statements, reports, judgements)
# Asked of every scope of a year: made once, since making a statement takes longer than running it.
_WITHIN = bindparam("first") <= scoped.c.scope, scoped.c.scope <= bindparam("last")
_YEAR_AFTER = select(func.min(scoped.c.scope)).where(scoped.c.scope > bindparam("own"), *_WITHIN)
_YEAR_BEFORE = select(func.max(scoped.c.scope)).where(scoped.c.scope < bindparam("own"), *_WITHIN)


def check_ledger(connection: Connection) -> list[Finding]:
    """Return every finding on what a ledger holds, from scratch and keeping nothing."""
    whole = [finding for _, found in check_retellings(connection) for finding in found]
    return told_once([*check(gather_evidence(connection)), *whole])


def bring_up_findings(ledger: Ledger) -> None:
    """Check what was touched since the last check, all of it where the rules have changed."""
    while check_on(ledger):
        pass


def check_on(ledger: Ledger) -> bool:
    """Take the next step of a check, which is one transaction; False where nothing was left."""
    with ledger.reading() as connection:
        if is_checked(connection):
            return False
    with writing(ledger.engine) as connection:
        if not _look_through(connection):
            _check_touched(connection)
    return True


def is_checked(connection: Connection) -> bool:
    """Whether the last check saw all that the ledger has, by the rules as they are."""
    done = connection.execute(select(checked)).first()
    return (
        done is not None
        and (done.entry, done.rules) == (_last_entry(connection), rules())
        and connection.execute(select(touched).limit(1)).first() is None
    )


@cache
def rules() -> str:
    """Return a hash of all that a finding hangs on but the ledger: the checks as they are."""
    ledger = files("whence.ledger")
    names = ("counts.py", "evidence.py", "findings.py", "retellings.py", "series.py", "speaking.py")
    code = [ledger / name for name in names] + list((ledger / "checks").iterdir())
    english = files("whence") / "data" / "en"
    words = [english / name for name in ("comparing.toml", "speaking.toml", "terms.toml")]
    whole = sha256()
    for path in sorted((*code, *words), key=lambda path: path.name):
        if path.is_file():
            whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def _last_entry(connection: Connection) -> int:
    return connection.execute(select(func.max(entries.c.number))).scalar() or 0


# ---- what was touched --------------------------------------------------------------------------


def _look_through(connection: Connection) -> bool:
    """Look through the next entries, if there are any, and note the scopes that they touch."""
    done, last = _done(connection), _last_entry(connection)
    if done.entry == last:
        return False
    upto = min(last, done.entry + ENTRIES)
    ends = {f"{t.name}": _end(connection, t, getattr(done, f"{t.name}"), upto) for t in _SEEN}
    found = _find_touched(connection, done, ends)
    for some in _parts(sorted(found), REPORTS):
        keep_speakers(connection, some)
        inside = _put_in_scopes(connection, some)
        told_again = check_retellings(connection, some)
        _keep(connection, inside | {scope_number(at): each for at, each in told_again}, last)
    connection.execute(update(checked).values(entry=upto, **ends))
    return True


def _done(connection: Connection) -> Row[Any]:
    """Return how far the ledger was looked through: not at all where the rules have changed."""
    done = connection.execute(select(checked)).first()
    if done is not None and done.rules == rules():
        return done
    for table in (checked, scoped, speakers, touched):
        connection.execute(delete(table))
    # What was found in scopes that are no more must go; those of reports are, and are odd.
    stale = select(findings.c.scope).where(findings.c.gone.is_(None), findings.c.scope % 2 == 0)
    connection.execute(insert(touched).from_select(["scope"], stale.distinct()))
    nothing = dict.fromkeys((f"{table.name}" for table in _SEEN), 0)
    connection.execute(insert(checked).values(number=1, entry=0, rules=rules(), **nothing))
    return connection.execute(select(checked)).one()


def _end(connection: Connection, table: Table, since: int, upto: int) -> int:
    """Return the last row of `table` that entry `upto` or one before brought."""
    later = select(table.c.number).where(table.c.number > since, table.c.entry > upto)
    first = connection.execute(later.order_by(table.c.number).limit(1)).scalar()
    if first is not None:
        return int(first) - 1
    return connection.execute(select(func.max(table.c.number))).scalar() or 0


def _find_touched(connection: Connection, done: Row[Any], ends: Mapping[str, int]) -> set[int]:
    """Return the reports that came or changed, or quote somebody whose name was judged."""

    def new(table: Table) -> ColumnElement[bool]:
        name = f"{table.name}"
        return table.c.number.between(getattr(done, name) + 1, ends[name])

    about: set[int] = set()
    for column, table in (
        (figures.c.report, figures),
        (statements.c.report, statements),
        (reports.c.number, reports),
        (reports.c.revises, reports),
    ):
        about |= set(connection.execute(select(column).where(new(table)).distinct()).scalars())
    about.discard(cast(int, None))
    named: set[int] = set()
    rows = connection.execute(select(judgements).where(new(judgements))).all()
    bodies = Bodies(connection)
    for row in _judged(connection, rows):
        pair = (told(row.subject), told(row.other or ""))
        if row.act == "apart" and row.kind == "report":
            about |= {find_report(connection, report) for report in pair}
        elif row.act == "same":
            named |= {name for one in pair for name in _names(connection, one, bodies)}
    for table in (figures, statements) if named else ():
        asked = select(table.c.report).where(table.c.source.in_(named)).distinct()
        about |= set(connection.execute(asked).scalars())
    return about


def _judged(connection: Connection, rows: Iterable[Row[Any]]) -> Iterator[Row[Any]]:
    """Yield what judgements are about, for one that undoes others what these are about."""
    for row in rows:
        if row.act == "undo":
            asked = select(judgements).where(judgements.c.entry == row.undoes)
            yield from _judged(connection, connection.execute(asked).all())
        else:
            yield row


def _names(connection: Connection, subject: str, bodies: Bodies) -> list[int]:
    """Return the numbers of all names of the body that a judgement calls `subject`."""
    kind, _, key = subject.partition(":")
    asked = select(terms.c.number).where(terms.c.kind == kind, terms.c.key == kept(key))
    return bodies.members(connection.execute(asked).scalar_one())


def _put_in_scopes(connection: Connection, some: list[int]) -> dict[int, list[Finding]]:
    """Put the figures of reports into their scopes as they now stand, and touch old and new ones.

    What is found within each report is returned: its figures are all at hand.
    """
    wanted = figures.c.report.in_(some)
    were = scoped.c.figure.in_(select(figures.c.number).where(wanted))
    old = connection.execute(select(scoped.c.scope).where(were).distinct()).scalars().all()
    if old:
        connection.execute(delete(scoped).where(were))
    counts = list(gather_counts(connection, wanted))
    now = {(scope_number(scope), number) for number, count in counts for scope in scopes_of(count)}
    insert_rows(connection, "scoped", sorted(now))
    scopes = {*old, *(scope for scope, _ in now)}
    # The year after is checked with this one.
    scopes |= _other_years(connection, scopes, _YEAR_AFTER)
    insert_rows(connection, "touched", [[scope] for scope in scopes])
    return _check_reports(connection, some, [count for _, count in counts])


def _other_years(connection: Connection, scopes: Collection[int], asked: Select[Any]) -> set[int]:
    """Return the years of the same scopes next to `scopes`, on the side that is `asked`."""
    found: set[int] = set()
    for own in scopes:
        if (around := years_around(own)) is not None:
            years = {"own": own, "first": around[0], "last": around[1]}
            found.add(connection.execute(asked, years).scalar() or own)
    return found


def _check_reports(
    connection: Connection, some: list[int], counts: list[Count]
) -> dict[int, list[Finding]]:
    """Return what is found within each of the reports `some`, of which `counts` are the figures."""
    ids = connection.execute(select(reports.c.id).where(reports.c.number.in_(some))).scalars()
    found: dict[int, list[Finding]] = {scope_number(("report", told(id_))): [] for id_ in ids}
    known = {count.claim: count for count in counts}
    for scope, members in by_report(counts).items():
        wholes = [known[c.part_of] for c in members if c.part_of in known]
        found[scope_number(scope)] += check_scope(scope, members, wholes)
    return found


# ---- checking it again -------------------------------------------------------------------------


def _check_touched(connection: Connection) -> None:
    """Check some of the scopes that were touched."""
    some = select(touched.c.scope).distinct().order_by(touched.c.scope).limit(SCOPES)
    numbers = connection.execute(some).scalars().all()
    looked_at = {*numbers, *_other_years(connection, numbers, _YEAR_BEFORE)}
    inside = select(scoped.c.figure).where(scoped.c.scope.in_(looked_at))
    counts = [count for _, count in gather_counts(connection, figures.c.number.in_(inside))]
    wholes = _wholes(connection, counts)
    found: dict[int, list[Finding]] = {number: [] for number in numbers}
    for scope, members in with_year_before(by_scope(counts)):
        if (number := scope_number(scope)) in found:
            inside_of = [wholes[c.part_of] for c in members if c.part_of in wholes]
            found[number] += check_scope(scope, members, inside_of)
    _keep(connection, found, _last_entry(connection))
    connection.execute(delete(touched).where(touched.c.scope.in_(numbers)))


def _wholes(connection: Connection, counts: Collection[Count]) -> dict[str, Count]:
    """Return the counts that some of `counts` are parts of, by their ids."""
    known = {count.claim: count for count in counts}
    wanted = {count.part_of for count in counts if count.part_of}
    more = gather_by_id(connection, wanted - known.keys())
    return {claim: known[claim] for claim in wanted & known.keys()} | {c.claim: c for c in more}


def _keep(connection: Connection, found: Mapping[int, Iterable[Finding]], last: int) -> None:
    """Record what is found in each scope; what was found there before and is not now is gone."""
    before: dict[tuple[str, int], RowMapping] = {}
    for some in _parts(list(found), REPORTS):
        rows = connection.execute(select(findings).where(findings.c.scope.in_(some))).mappings()
        before |= {(row["id"], row["scope"]): row for row in rows}
    now = {
        (each.id, scope): each
        for scope, all_ in found.items()
        for each in sorted(all_, key=rank, reverse=True)  # of two with one id the first stays
    }
    for at in before.keys() - now.keys():
        if before[at]["gone"] is None:
            connection.execute(_at(at).values(gone=last))
    first = _first_met(connection, {id_ for id_, _ in now.keys() - before.keys()})
    for at, each in now.items():
        row = _row(each)
        if at not in before:
            new = row | {"id": each.id, "scope": at[1], "first": first.get(each.id, last)}
            connection.execute(insert(findings).values(**new, gone=None))
        elif (row | {"gone": None}).items() - before[at].items():
            connection.execute(_at(at).values(**row, gone=None))


def _at(at: tuple[str, int]) -> Update:
    return update(findings).where(findings.c.id == at[0], findings.c.scope == at[1])


def _row(found: Finding) -> dict[str, str | int | None]:
    """Return a finding as columns; its texts as the database can hold them."""
    return {
        "kind": found.kind,
        "severity": found.severity,
        "reports": msgspec.json.encode([*map(kept, found.reports)]).decode(),
        "claims": msgspec.json.encode(found.claims).decode(),
        "sentence": kept(found.sentence),
        "hint": found.hint and kept(found.hint),
        "explained": int(found.explained),
        "unless": msgspec.json.encode(found.unless).decode(),
    }


def _first_met(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """Return when those of `ids` were first met that were met before, in whatever scope."""
    first: dict[str, int] = {}
    for some in _parts(sorted(ids), REPORTS):
        asked = select(findings.c.id, func.min(findings.c.first)).where(findings.c.id.in_(some))
        first |= dict(connection.execute(asked.group_by(findings.c.id)).all())
    return first


def _parts(numbers: list[Any], size: int) -> Iterator[list[Any]]:
    return (numbers[at : at + size] for at in range(0, len(numbers), size))
