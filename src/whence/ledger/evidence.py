"""Brings the claims of a ledger into the form that checks compare."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from whence.ledger.checks.wording import day_words
from whence.ledger.counts import Count
from whence.ledger.findings import Finding
from whence.ledger.listing import CopyLine, ReportLine, list_changes
from whence.ledger.query import Claim, Filter, find_claims
from whence.ledger.series import Evidence
from whence.ledger.speaking import Standing, read_standings

Reports = Mapping[int, ReportLine]
"""The reports of a ledger by their numbers."""

# Changed figures that a finding names; a rewritten article changes all of them.
CHANGES_TOLD = 3
UNKNOWN = Standing(is_body=False, speaks_for=None, kind=None)


def gather_evidence(connection: Connection, copies: Iterable[CopyLine]) -> Evidence:
    """Return all figures that stand in the ledger; those of `copies` repeat a story."""
    copied = {copy.report for copy in copies}
    claims = find_claims(connection, "figure", Filter())
    standings = read_standings(connection)
    return Evidence(
        _count(
            claim, order, copied, standings.get((claim.report, claim.source_name or ""), UNKNOWN)
        )
        for order, claim in enumerate(claims)
    )


def _count(claim: Claim, order: int, copied: set[int], standing: Standing) -> Count:
    figure = claim.figure
    amount, period = figure.amount, figure.period
    return Count(
        claim=claim.id,
        report=claim.report_id,
        day=claim.published,
        position=order,
        words=amount.words,
        measure=figure.measure,
        low=amount.low,
        high=amount.high,
        comparator=amount.comparator,
        population=figure.population.words if figure.population else None,
        source=claim.source_name,
        kind=period.kind if period else None,
        start=period.start if period else None,
        end=period.end if period else None,
        place=figure.place.words if figure.place else None,
        modality=figure.modality,
        part_of=claim.part_of,
        quote=claim.quote.words,
        superseded=claim.superseded,
        copied=claim.report in copied,
        added=figure.made_by.rule == "retroactive",
        tabled=figure.made_by.finder == "import",
        is_body=standing.is_body,
        speaks_for=standing.speaks_for,
        source_kind=standing.kind,
    )


def check_revisions(connection: Connection, reports: Reports) -> Iterator[Finding]:
    """Yield each article that a later revision changed in its figures."""
    for line in reports.values():
        before = reports.get(line.revises) if line.revises is not None else None
        if before is None:
            continue
        changes = [
            (old, new)
            for change, old, new in list_changes(connection, line.number)
            if change.of == "figure"
        ]
        if changes:
            yield _revision(before, line, changes)


def _revision(
    before: ReportLine, after: ReportLine, changes: list[tuple[Claim | None, Claim | None]]
) -> Finding:
    told = "; ".join(_change_words(old, new) for old, new in changes[:CHANGES_TOLD])
    more = f" and {len(changes) - CHANGES_TOLD} more" if len(changes) > CHANGES_TOLD else ""
    claims = [claim.id for pair in changes for claim in pair if claim is not None]
    return Finding(
        "revision",
        "medium",
        (before.id, after.id),
        tuple(dict.fromkeys(claims)),
        f"{after.id} revises {before.id}: {told}{more}.",
    )


def _change_words(old: Claim | None, new: Claim | None) -> str:
    def said(claim: Claim) -> str:
        return f"“{claim.figure.amount.words}” {claim.figure.measure.replace('_', ' ')}"

    if old is None or new is None:
        claim = new or old
        return f"{said(claim)} {'added' if old is None else 'left out'}" if claim else ""
    return f"{said(old)} is now {said(new)}"


def check_copies(copies: Iterable[CopyLine], reports: Reports) -> Iterator[Finding]:
    """Yield each report that repeats another's story under another address."""
    for copy in copies:
        one, other = reports[copy.original], reports[copy.report]
        if _is_one_article(one, other):
            continue
        sentence = (
            f"{other.id} ({other.publisher or 'no publisher'}, {day_words(other.published)}) "
            f"repeats {one.id} ({one.publisher or 'no publisher'}); they count as one witness."
        )
        yield Finding("duplicate", "low", (one.id, other.id), (), sentence)


def _is_one_article(one: ReportLine, other: ReportLine) -> bool:
    return one.url is not None and one.url == other.url
