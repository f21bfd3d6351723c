"""Claims of the ledger, and its sources, as rows: for a table, CSV or JSON."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from whence.exports.json import figure_record
from whence.exports.wording import day_words, period_words, tidy

if TYPE_CHECKING:
    from rich.table import Table

    from whence.ledger.listing import SourceLine
    from whence.ledger.query import Claim

Record = dict[str, Any]

# What a spreadsheet takes for the beginning of a formula. Such a cell gets an apostrophe in
# front, which spreadsheets show as text and hide. The wide signs are those of East Asian keyboards.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Digits of an id in a table: four of its report and six of its own tell it in most ledgers.
SHORT_ID = 10
OWN_VOICE = "(the report)"
UNSAID = "–"


def claim_record(claim: "Claim") -> Record:
    """Return a claim as a dict in the order of its keys; `docs/ledger.md` lists them."""
    if claim.kind == "figure":
        own = figure_record(claim.figure)
    else:
        source = claim.record.source
        own = {
            **asdict(claim.record),
            "source": source.words if source else None,
            "content": claim.content,
            "quote": claim.quote.words,
        }
        own.pop("figures")
    return {
        "id": claim.id,
        "report": claim.report_id,
        "published": claim.published,
        "publisher": claim.publisher,
        "url": claim.url,
        **own,
        "part_of": claim.part_of,
        "source_name": claim.source_name,
        "status": claim.status,
        "superseded": claim.superseded,
        "entry": claim.entry,
    }


def source_record(line: "SourceLine") -> Record:
    """Return a source as a dict in the order of its keys."""
    return {
        "number": line.number,
        "name": line.words,
        "named": line.kind == "body",
        "kind": line.sort,
        "names": line.names,
        "figures": line.figures,
        "measures": line.measures,
        "statements": line.statements,
        "first": line.first,
        "last": line.last,
    }


def write_json(records: Iterable[Record], out: TextIO) -> None:
    """Write one JSON object a line."""
    out.writelines(json_line(record) + "\n" for record in records)


def json_line(record: Record) -> str:
    """Return a record as one line of JSON; half a surrogate pair stands as its escape."""
    try:
        return msgspec.json.encode(record).decode()
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(record), separators=(",", ":"))


def write_csv(records: Iterable[Record], out: TextIO) -> None:
    """Write a table of flat cells, each safe to open in a spreadsheet; no records, no line."""
    lines: Any = None
    for record in records:
        row = dict(_flat(record, ""))
        if lines is None:
            lines = csv.DictWriter(out, list(row), lineterminator="\n", extrasaction="ignore")
            lines.writeheader()
        lines.writerow({name: safe_cell(value) for name, value in row.items()})


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _flat(record: Mapping[str, Any], before: str) -> Iterator[tuple[str, object]]:
    """Yield a record's cells: what is inside a field becomes columns of its own."""
    for name, value in msgspec.to_builtins(record).items():
        if name == "period":  # the same columns for every figure, also one without a period
            inside = value or {}
            for part in ("kind", "start", "end", "words"):
                yield f"{before}{name}_{part}", inside.get(part)
        elif name == "source_span":
            for part in ("start", "end"):
                yield f"{before}source_{part}", (value or {}).get(part)
        elif name == "made_by":
            yield from _flat(value, "made_by_")
        elif isinstance(value, dict | list | tuple):
            yield f"{before}{name}", _in_cell(value)
        else:
            yield f"{before}{name}", value


def _in_cell(value: Any) -> str:
    if isinstance(value, dict) and "words" in value:
        return str(value["words"])
    if isinstance(value, dict):
        return "; ".join(f"{name} {part}" for name, part in value.items())
    return "; ".join(part if isinstance(part, str) else json.dumps(part) for part in value)


def figures_table(claims: Iterable["Claim"]) -> "Table":
    """Return figures as a table for the terminal."""
    columns: dict[str, Callable[[Claim], str | None]] = {
        "id": lambda claim: claim.id[:SHORT_ID],
        "date": lambda claim: day_words(claim.published) if claim.published else None,
        "figure": lambda claim: claim.figure.amount.words + _mark(claim),
        "measure": lambda claim: claim.figure.measure.replace("_", " "),
        "of whom": lambda claim: _words(claim.figure.population),
        "source": lambda claim: claim.source_name or OWN_VOICE,
        "period": lambda claim: period_words(claim.figure.period),
        "place": lambda claim: _words(claim.figure.place),
        "report": lambda claim: claim.report_id,
    }
    return plain_table(
        list(columns), ([cell(claim) for cell in columns.values()] for claim in claims)
    )


def statements_table(claims: Iterable["Claim"]) -> "Table":
    """Return statements as a table for the terminal."""
    rows = (
        [
            claim.id[:SHORT_ID],
            day_words(claim.published) if claim.published else None,
            claim.source_name,
            claim.statement.stance + _mark(claim),
            claim.content,
            claim.report_id,
        ]
        for claim in claims
    )
    return plain_table(["id", "date", "source", "stance", "says", "report"], rows)


def sources_table(lines: Iterable["SourceLine"]) -> "Table":
    """Return sources as a table for the terminal."""
    rows = (
        [
            line.words,
            line.sort,
            f"{line.figures:,}",
            ", ".join(f"{n:,} {m.replace('_', ' ')}" for m, n in _most(line.measures)),
            f"{line.statements:,}",
            _from_to(line.first, line.last),
            "; ".join(name for name in line.names if name != line.words),
        ]
        for line in lines
    )
    heads = ["source", "kind", "figures", "of", "statements", "days", "other names"]
    return plain_table(heads, rows)


def _most(measures: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(measures.items(), key=lambda item: (-item[1], item[0]))


def _from_to(first: str | None, last: str | None) -> str | None:
    if not first or not last:
        return None
    return day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"


def _mark(claim: "Claim") -> str:
    """Return what sets a claim apart from one that stands as it was read."""
    marks = [] if claim.status in {"read", "imported"} else [claim.status]
    marks += ["superseded"] if claim.superseded else []
    return f" ({', '.join(marks)})" if marks else ""


def _words(phrase: Any) -> str | None:
    return phrase.words if phrase else None


def plain_table(heads: Sequence[str], rows: Iterable[Sequence[str | None]]) -> "Table":
    """Return rows of cells under their heads; an empty cell is a dash."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head == "id")
    for row in rows:
        table.add_row(*(Text(tidy(cell) if cell else UNSAID) for cell in row))
    return table
