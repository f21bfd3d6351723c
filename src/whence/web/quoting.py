"""The sentences that findings rest on, with the numbers in them marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from whence.ledger import (
    Claim,
    Connection,
    FindingLine,
    ReportLine,
    claims_by_id,
    find_report,
    report_line,
)

# Sentences on the page of one finding; a quarrel of years rests on hundreds.
MOST = 24


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a sentence; `claim` is the figure that it is the number of, None elsewhere."""

    words: str
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a report, in parts, and the figures in it."""

    first: Claim
    parts: list[Marked]


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding with the sentences it rests on; with `reports` where it is of whole reports."""

    line: FindingLine
    quotes: list[Quoted]
    reports: list[ReportLine]
    more: int


def tell_findings(
    connection: Connection, lines: Iterable[FindingLine], *, whole: bool = False
) -> list[ToldFinding]:
    """Return findings with the first and last of their sentences, or the `whole` up to MOST."""
    listed = list(lines)
    claims = claims_by_id(connection, [claim for line in listed for claim in line.finding.claims])
    return [_tell(connection, line, claims, whole=whole) for line in listed]


def _tell(
    connection: Connection, line: FindingLine, claims: dict[str, Claim], *, whole: bool
) -> ToldFinding:
    quotes = list(_quotes([claims[one] for one in line.finding.claims if one in claims]))
    shown = quotes[:MOST] if whole else [*quotes[:1], *quotes[1:][-1:]]
    named = [] if quotes else [find_report(connection, one) for one in line.finding.reports]
    about = [report_line(connection, number) for number in named]
    return ToldFinding(line, shown, about, len(quotes) - len(shown))


def _quotes(claims: Iterable[Claim]) -> Iterator[Quoted]:
    """Yield each sentence once, with all figures in it marked."""
    sentences: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        sentences.setdefault((claim.report, claim.quote.start), []).append(claim)
    for inside in sentences.values():
        yield Quoted(inside[0], list(_parts(inside)))


def _parts(claims: list[Claim]) -> Iterator[Marked]:
    quote = claims[0].quote
    at = 0
    for claim in sorted(claims, key=lambda one: one.figure.amount.start):
        amount = claim.figure.amount
        start, end = amount.start - quote.start, amount.end - quote.start
        if not at <= start < end <= len(quote.words):
            continue  # it stands in a table, or in another sentence than the one that is kept
        yield Marked(quote.words[at:start], None)
        yield Marked(quote.words[start:end], claim)
        at = end
    yield Marked(quote.words[at:], None)
