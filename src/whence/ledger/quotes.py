"""The sentences that findings rest on, as the reports have them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from whence.ledger.schema import figures, passages, reports
from whence.ledger.stored import stands
from whence.ledger.words import told, told_if_any

# Ids named in one question; databases take 32,766 values.
ASKED = 10_000


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence that a figure stands in: `words` of the report with the id `report`."""

    report: str
    published: str | None
    publisher: str | None
    passage: int
    words: str


def find_quotes(connection: Connection, claims: Iterable[str]) -> dict[str, Quote]:
    """Return the sentences of the figures with the ids `claims`, whatever became of these."""
    ids = sorted(set(claims))
    asked = (
        select(
            figures.c.id.label("claim"),
            figures.c.published,
            figures.c.passage,
            passages.c.words,
            reports.c.id.label("report"),
            reports.c.publisher,
        )
        .join(passages, passages.c.number == figures.c.passage)
        .join(reports, reports.c.number == figures.c.report)
        .where(stands(figures))
    )
    found: dict[str, Quote] = {}
    for at in range(0, len(ids), ASKED):
        for row in connection.execute(asked.where(figures.c.id.in_(ids[at : at + ASKED]))):
            publisher = told_if_any(row.publisher)
            found[row.claim] = Quote(
                told(row.report), row.published or None, publisher, row.passage, told(row.words)
            )
    return found
