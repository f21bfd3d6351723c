"""What waits for a coder, what they did in one sitting, and what was judged of one claim."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, and_, func, select

from whence.ledger.amending import STATUS
from whence.ledger.judging import Judgement, told_judgements
from whence.ledger.query import EVERYTHING, Claim, Filter, Page, count_claims, find_claims
from whence.ledger.schema import entries, judgements
from whence.ledger.words import kept

# Waiting figures are counted up to so many: a coder needs to know of fifty, not of a million.
COUNTED = 1000
# Above the position of any claim in its report.
BEYOND = (1 << 31) - 1


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the figures that fit a filter, how many are judged and how many wait.

    With `more`, more wait than were counted.
    """

    judged: int
    waiting: int
    more: bool

    @property
    def all(self) -> int:
        """How many there are, as far as they were counted."""
        return self.judged + self.waiting


def progress(connection: Connection, wanted: Filter = EVERYTHING) -> Progress:
    """Return how far the judging of the figures that fit `wanted` is."""
    judged = count_claims(connection, "figure", replace(wanted, judged=True))
    waiting = count_claims(connection, "figure", replace(wanted, judged=False), most=COUNTED + 1)
    return Progress(judged, min(waiting, COUNTED), waiting > COUNTED)


def next_to_judge(
    connection: Connection,
    wanted: Filter = EVERYTHING,
    after: Claim | None = None,
    *,
    back: bool = False,
) -> Claim | None:
    """Return the figure to judge next: the newest report first, and each from its beginning.

    `after` is the one before it in that order, judged or not; with `back`, what is returned
    comes before that. None where there is no other.
    """
    waiting = replace(wanted, judged=False)
    if after is not None:
        within = replace(waiting, report=after.report_id)
        found = _first(connection, within, Page(limit=1, after=after.cursor, newest=back))
        # Asked for one report alone, there is nothing beyond it.
        if found is not None or wanted.report is not None:
            return found
    edge = None if after is None else (after.published or "", after.report, BEYOND if back else 0)
    neighbour = _first(connection, waiting, Page(limit=1, after=edge, newest=not back))
    if neighbour is None:
        return None
    within = replace(waiting, report=neighbour.report_id)
    return _first(connection, within, Page(limit=1, newest=back))


def _first(connection: Connection, wanted: Filter, page: Page) -> Claim | None:
    return next(find_claims(connection, "figure", wanted, page), None)


def last_entry(connection: Connection) -> int:
    """Return the number of the newest entry: a sitting that begins now has all that follow."""
    return connection.execute(select(func.max(entries.c.number))).scalar() or 0


def list_sitting(connection: Connection, who: str, since: int) -> list[Judgement]:
    """Return what `who` judged of figures after the entry `since`, one an entry, latest first.

    What was undone is left out.
    """
    met = and_(
        judgements.c.entry > since,
        entries.c.who == kept(who),
        judgements.c.kind == "figure",
        judgements.c.act.in_(STATUS),
    )
    each = {one.entry: one for one in told_judgements(connection, met) if not one.undone}
    return list(each.values())


def tell_history(connection: Connection, claim: Claim) -> list[Judgement]:
    """Return all that was judged of a claim, with what took it back, the latest first."""
    return tell_acts(connection, claim.kind, claim.id)


def tell_acts(connection: Connection, kind: str, subject: str) -> list[Judgement]:
    """Return all that was judged of what has the id `subject`, as `tell_history` does."""
    met = and_(judgements.c.kind == kind, judgements.c.subject == subject)
    found = told_judgements(connection, met)
    seen: set[int] = set()
    while new := {one.entry for one in found} - seen:
        seen |= new
        found += told_judgements(connection, judgements.c.undoes.in_(new))
    return sorted(found, key=lambda one: -one.entry)
