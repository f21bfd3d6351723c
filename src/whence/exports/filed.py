"""What became of a reading that was filed, in words and as JSON."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from whence.exports.wording import counted, period_words, tidy

if TYPE_CHECKING:
    from whence.ledger.filing import Filed
    from whence.ledger.revisions import Change
    from whence.records import Reading

Record = dict[str, Any]


def filed_lines(filed: "Filed", reading: "Reading") -> Iterator[str]:
    """Yield what to tell a person of a filed reading: a line, and one for each change."""
    given, kept = tidy(reading.report.id), tidy(filed.report_id)
    if filed.entry is None:
        also = "" if given == kept else f", as {kept}"
        yield f"{given}: kept already{also}; nothing was added."
        return
    said = f"{kept}: filed, {counted(filed.claims, 'claim')}"
    if filed.revises is not None:
        said += f"; a revision of {tidy(filed.revises)}, {counted(len(filed.changes), 'change')}"
    for copy in filed.copies[:1]:
        said += f"; tells the story of {tidy(copy.report_id)} ({copy.score} % the same)"
    yield f"{said}."
    for change in filed.changes:
        yield f"  {change_words(change, filed.before, reading)}"


def change_words(change: "Change", old: "Reading | None", new: "Reading") -> str:
    """Return a change in a line: "changed killed: six -> five (low, high)"."""
    before = _said(change, old, change.old) if old else None
    after = _said(change, new, change.new)
    if before and after:
        fields = ", ".join(change.fields)
        return f"changed {change.of}: {before} -> {after} ({fields})"
    return f"{change.kind} {change.of}: {after or before}"


def _said(change: "Change", reading: "Reading", at: int | None) -> str | None:
    if at is None:
        return None
    if change.of == "statement":
        statement = reading.statements[at]
        words = " … ".join(reading.report.text[s.start : s.end] for s in statement.content)
        return f"{tidy(statement.source.words) if statement.source else '(nobody)'}: {tidy(words)}"
    figure = reading.figures[at]
    parts = (
        tidy(figure.amount.words),
        figure.measure.replace("_", " "),
        tidy(figure.population.words) if figure.population else "",
        period_words(figure.period),
        f"({tidy(figure.source.words)})" if figure.source else "",
    )
    return " ".join(part for part in parts if part)


def filed_record(filed: "Filed", reading: "Reading") -> Record:
    """Return what became of a reading as a dict in the order of its keys."""
    return {
        "report": filed.report_id,
        "filed": filed.entry is not None,
        "entry": filed.entry,
        "claims": filed.claims,
        "revises": filed.revises,
        "changes": [
            {
                "kind": change.kind,
                "of": change.of,
                "old": _said(change, filed.before, change.old) if filed.before else None,
                "new": _said(change, reading, change.new),
                "fields": change.fields,
            }
            for change in filed.changes
        ],
        "copies": [{"report": copy.report_id, "score": copy.score} for copy in filed.copies],
    }
