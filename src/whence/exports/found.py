"""Findings, in words for a person with the quotes they rest on, and as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from whence.exports.wording import day_words, shortened, tidy

if TYPE_CHECKING:
    from whence.ledger.quotes import Quote
    from whence.ledger.settling import FindingLine

# Quotes that are printed under one finding, and the characters of each.
QUOTES, QUOTE_SIZE = 6, 300


def finding_record(line: "FindingLine") -> dict[str, Any]:
    """Return a finding as a dict in the order of its keys."""
    settled = None if line.settled is None else asdict(line.settled)
    record = asdict(line.finding)
    del record["unless"]
    return record | {"found": line.found, "settled": settled}


def finding_lines(line: "FindingLine", quotes: Mapping[str, "Quote"], width: int) -> Iterator[str]:
    """Yield the lines that tell a finding: what, on which quotes, and what was said of it."""
    finding = line.finding
    yield f"{finding.kind}, {_state(line)}  [{finding.id}]"
    hint = f" ({finding.hint}?)" if finding.hint else ""
    yield from _wrapped(f"{finding.sentence}{hint}", width, "  ")
    told = {quotes[claim].passage: quotes[claim] for claim in finding.claims if claim in quotes}
    for quote in list(told.values())[:QUOTES]:
        day = f", {day_words(quote.published)}" if quote.published else ""
        words = f"{quote.report}{day}: “{shortened(tidy(quote.words), QUOTE_SIZE)}”"
        yield from _wrapped(words, width, "    ")
    if len(told) > QUOTES:
        yield f"    and {len(told) - QUOTES} more, with --json"
    if line.settled is not None:
        why = f": {line.settled.why}" if line.settled.why else ""
        said = f"{line.settled.by} settled it on {day_words(line.settled.when[:10])}{why}"
        yield from _wrapped(said, width, "  ")


def _state(line: "FindingLine") -> str:
    if line.settled is not None:
        return f"settled: {line.settled.verdict}"
    return "explained" if line.finding.explained else line.finding.severity


def _wrapped(words: str, width: int, indent: str) -> list[str]:
    # What goes on hangs a little, so that the eye finds where each quote begins.
    return wrap(tidy(words), width, initial_indent=indent, subsequent_indent=f"{indent}  ")
