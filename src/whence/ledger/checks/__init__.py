"""What does not add up between the claims of a ledger, each kind in a file of its own.

A check is a function of the counts it is given. It is given those of one scope at a time
(`scopes.py`), whether a whole ledger is checked or what was touched since.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from whence.ledger.checks.attributions import check_attributions, misattributed
from whence.ledger.checks.bodies import by_body, heard
from whence.ledger.checks.denials import check_denials
from whence.ledger.checks.events import check_casualties, check_events
from whence.ledger.checks.parts import check_parts
from whence.ledger.checks.plans import check_plans
from whence.ledger.checks.reports import check_reports
from whence.ledger.checks.scopes import (
    OF_YEARS,
    Scope,
    by_report,
    by_scope,
    with_year_before,
    year_of,
)
from whence.ledger.checks.stocks import check_stocks
from whence.ledger.checks.totals import check_totals
from whence.ledger.counts import Count
from whence.ledger.findings import Finding, told_once
from whence.ledger.series import Evidence


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield every finding of every check, scope by scope, the gravest first."""
    scopes = by_report(evidence.all) | by_scope(evidence.all)
    found: list[Finding] = []
    for scope, counts in with_year_before(scopes):
        wholes = [whole for count in counts if (whole := evidence.whole(count))]
        found += check_scope(scope, counts, wholes)
    yield from told_once(found)


def check_scope(
    scope: Scope, counts: Iterable[Count], wholes: Iterable[Count] = ()
) -> Iterator[Finding]:
    """Yield the findings on the counts of one scope; `wholes` are what they may be parts of.

    In that of a year there are counts of the year before, and what is found of these alone is
    not told: they may lack what came before them.
    """
    day = scope[1] if scope[0] == "day" else None
    told = counts if scope[0] == "report" else heard(counts)
    evidence = Evidence(told, wholes, day)
    found = CHECKS[scope[0]](evidence)
    if scope[0] not in OF_YEARS:
        yield from found
        return
    own = {count.claim for count in evidence.all if year_of(count) == scope[-1]}
    yield from (each for each in found if not own.isdisjoint(each.claims))


def _check_series(evidence: Evidence) -> Iterator[Finding]:
    """Check what each source says of one group over time."""
    yield from check_totals(evidence.with_counts(by_body(evidence.all)))
    yield from check_reports(evidence)


def _check_report(evidence: Evidence) -> Iterator[Finding]:
    """Check one report by itself."""
    yield from check_parts(evidence)
    yield from check_casualties(evidence)
    yield from check_denials(evidence)


def _check_standing(evidence: Evidence) -> Iterator[Finding]:
    """Check totals and states of one group against each other, whoever gives them."""
    wrong = list(misattributed(evidence))
    yield from check_attributions(wrong)
    yield from check_events(evidence, left_out=[credited for _, credited in wrong])


def _check_day(evidence: Evidence) -> Iterator[Finding]:
    """Check what is told of the events of one day, and was planned for it."""
    yield from check_events(evidence)
    yield from check_plans(evidence)


CHECKS: Mapping[str, Callable[[Evidence], Iterator[Finding]]] = {
    "series": _check_series,
    "report": _check_report,
    "standing": _check_standing,
    "day": _check_day,
    "window": check_events,
    "stocks": check_stocks,
}
