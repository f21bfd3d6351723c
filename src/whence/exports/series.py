"""Series of the ledger, as rows: for a table, CSV or JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whence.exports.claims import SHORT_ID, plain_table
from whence.exports.wording import day_words, tidy
from whence.ledger.series import SeriesKey
from whence.ledger.steps import Role, Step, holds_for, steps_of

if TYPE_CHECKING:
    from rich.table import Table

    from whence.ledger.belonging import Belonging
    from whence.ledger.counts import Count
    from whence.ledger.linking import SeriesLine

Record = dict[str, Any]

# What a note says of a count that is no news, before the count it is held against.
NOTES: Mapping[Role, str] = {
    "new": "",
    "agrees": "agrees with",
    "differs": "differs from",
    "recalls": "recalls",
    "part": "part of",
    "aside": "out of line",
    "superseded": "in an older revision",
    "copy": "in a copy of the story",
    "undated": "no date",
}


@dataclass(frozen=True, slots=True)
class ShownSeries:
    """A series with its steps, and what may belong to it."""

    line: "SeriesLine"
    steps: tuple[Step, ...]
    may_belong: tuple["Belonging", ...] = ()

    @classmethod
    def of(cls, line: "SeriesLine", may_belong: Iterable["Belonging"] = ()) -> "ShownSeries":
        """Return `line` with its steps."""
        return cls(line, steps_of(line.series), tuple(may_belong))


# ---- in words ----------------------------------------------------------------------------------


def kind_words(key: SeriesKey) -> str:
    """Return in what way a series counts: "running since 9 Nov 2025", "event of 4 Mar 2026"."""
    if key.kind == "running":
        return f"running since {day_words(key.start)}" if key.start else "total"
    if key.kind == "event" and key.start:
        return f"event of {day_words(key.start)}"
    return key.kind


def what_words(line: "SeriesLine") -> str:
    """Return what a series counts: "aid seekers killed", with the place that sets it apart."""
    what = line.key.measure.replace("_", " ")
    # "homes destroyed" are told of homes
    said = line.population is None or what.startswith(tidy(line.population).lower())
    whom = "" if said else f"{tidy(line.population or '')} "
    return f"{whom}{what}{f', {tidy(line.place)}' if line.place else ''}"


def who_words(line: "SeriesLine") -> str:
    """Return who gives a series; a source that is not named in quotation marks."""
    who = tidy(line.key.source or "")
    return who if line.named else f"“{who}”"


def bounds_words(count: "Count") -> str:
    """Return what a count's words allow: "22 or more", "18 to 25"."""
    low, high = count.low, count.high
    match count.comparator:
        case "exact":
            return f"{low:,}" if low is not None else ""
        case "about":
            return f"about {low:,}" if low is not None else ""
        case "more_than" | "fewer_than" | "at_least" | "at_most" | "vague" | "between":
            pass
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if low is not None:
        return f"{low + 1 if count.comparator == 'more_than' else low:,} or more"
    if high is not None:
        return f"{high - 1 if count.comparator == 'fewer_than' else high:,} or fewer"
    return ""


def step_words(step: Step) -> str:
    """Return the difference to the count before: "+19", "about +19" where one is loose."""
    if step.change is None:
        return ""
    change = f"{step.change:+,}" if step.change else "no change"
    return change if step.is_exact else f"about {change}"


def note_words(step: Step) -> str:
    """Return what is to be said of a count beside its step."""
    notes = [NOTES[step.role]] if NOTES[step.role] else []
    if step.against is not None:
        notes.append(f"“{tidy(step.against.words)}”")
    if step.missed:
        notes.append(f"{step.missed:,} day{'s' if step.missed > 1 else ''} without a count before")
    return " ".join(notes)


def heading_words(line: "SeriesLine") -> str:
    """Return a heading for a series."""
    return f"{who_words(line)}: {what_words(line)}, {kind_words(line.key)}"


def held_words(count: "Count", day: str | None) -> str | None:
    """Return the day of a count in words, or the first and last of its stretch of time."""
    if count.kind == "window" and count.start and count.end and count.start != count.end:
        return f"{day_words(count.start)} – {day_words(count.end)}"
    return day_words(day) if day else None


# ---- as tables ---------------------------------------------------------------------------------


def series_table(lines: Sequence["SeriesLine"]) -> "Table":
    """Return a list of series as a table for the terminal."""
    heads = ["id", "source", "of what", "kind", "counts", "first", "last", "last figure"]
    return plain_table(heads, map(_list_row, lines))


def _list_row(line: "SeriesLine") -> list[str | None]:
    shown = ShownSeries.of(line)
    first, last = first_and_last(shown)
    return [
        line.id[:SHORT_ID],
        who_words(line),
        what_words(line),
        kind_words(line.key),
        f"{len(line.counts):,}",
        days_of(line, first),
        days_of(line, last),
        last.words if last else None,
    ]


def first_and_last(shown: ShownSeries) -> tuple["Count | None", "Count | None"]:
    """Return the first and last count that stand, of all where none does."""
    new = [step.count for step in shown.steps if step.role == "new"]
    counts = new or [step.count for step in shown.steps]
    return (counts[0], counts[-1]) if counts else (None, None)


def days_of(line: "SeriesLine", count: "Count | None") -> str | None:
    """Return the day that a count of a series holds for, in words."""
    day = holds_for(line.series, count) if count else None
    return day_words(day) if day else None


def counts_table(shown: ShownSeries) -> "Table":
    """Return the counts of a series as a table for the terminal."""
    rows = (
        [
            step.count.claim[:SHORT_ID],
            held_words(step.count, holds_for(shown.line.series, step.count)),
            step.count.words,
            bounds_words(step.count),
            step_words(step),
            note_words(step),
            step.count.report,
        ]
        for step in shown.steps
    )
    return plain_table(["id", "day", "figure", "means", "step", "note", "report"], rows)


def may_belong_table(shown: ShownSeries) -> "Table":
    """Return what may belong to a series as a table for the terminal."""
    rows = (
        [
            one.count.claim[:SHORT_ID],
            day_words(one.count.day) if one.count.day else None,
            one.count.words,
            "; ".join(one.reasons),
            one.count.report,
        ]
        for one in shown.may_belong
    )
    return plain_table(["id", "day", "figure", "may belong here:", "report"], rows)


# ---- as JSON and CSV ---------------------------------------------------------------------------


def series_record(shown: ShownSeries) -> Record:
    """Return a series as a dict in the order of its keys; `docs/series.md` lists them."""
    first, last = first_and_last(shown)
    series = shown.line.series
    return {
        **_head(shown.line),
        "first": holds_for(series, first) if first else None,
        "last": holds_for(series, last) if last else None,
        "counts": [_step_record(shown.line, step) for step in shown.steps],
        "may_belong": [
            {
                **_count_record(one.count),
                "reasons": one.reasons,
                "agrees": one.agrees.claim if one.agrees else None,
            }
            for one in shown.may_belong
        ],
    }


def series_rows(shown: ShownSeries) -> Iterator[Record]:
    """Yield a row for each count of a series, and for each that may belong to it."""
    head = {f"series_{name}": value for name, value in _head(shown.line).items()}
    for step in shown.steps:
        yield {**head, **_step_record(shown.line, step), "note": note_words(step)}
    for one in shown.may_belong:
        blank = dict.fromkeys(_step_record(shown.line, shown.steps[0]))
        found = {**blank, **_count_record(one.count), "role": "may_belong"}
        yield {**head, **found, "note": "; ".join(one.reasons)}


def _head(line: "SeriesLine") -> Record:
    return {
        "id": line.id,
        "source": line.key.source,
        "named": line.named,
        "measure": line.key.measure,
        "population": line.population,
        "place": line.place,
        "kind": line.key.kind,
        "start": line.key.start,
    }


def _count_record(count: "Count") -> Record:
    return {
        "id": count.claim,
        "report": count.report,
        "published": count.day,
        "words": count.words,
        "low": count.low,
        "high": count.high,
        "comparator": count.comparator,
        "population": count.population,
        "place": count.place,
        "period": {"kind": count.kind, "start": count.start, "end": count.end},
        "quote": count.quote,
    }


def _step_record(line: "SeriesLine", step: Step) -> Record:
    return {
        "day": holds_for(line.series, step.count),
        **_count_record(step.count),
        "role": step.role,
        "step": step.change,
        "step_exact": step.is_exact,
        "days": step.days,
        "missed": step.missed,
        "against": step.against.claim if step.against else None,
        "superseded": step.count.superseded,
        "copy": step.count.copied,
    }
