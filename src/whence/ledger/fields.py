"""The fields of a claim that a person may correct: how each is said in words, and how read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from whence.codebook import open_codebook
from whence.ledger.errors import LedgerError
from whence.ledger.rows import LARGEST, Values, phrase_values
from whence.ledger.schema import ClaimKind
from whence.ledger.stored import Fields
from whence.ledger.terms import TermKind, Terms
from whence.ledger.words import told
from whence.records import Form, Phrase, ReleaseKind, Source, SourceKind, Stance

PERIOD = re.compile(r"(\w+)(?::(.*))?")
DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
NUMBER = re.compile(r"\d{1,19}")
# Periods that one day is enough for: it is both their ends.
DAYS = frozenset({"on", "state"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a correction is made: the words of the report, where the claim stands, new terms."""

    text: str
    near: int
    language: str
    terms: Terms


def check_field(kind: ClaimKind, field: str) -> None:
    """Raise LedgerError where a claim of `kind` has no such field to judge."""
    if field not in FIELDS[kind]:
        raise LedgerError(
            f"a {kind} has no field {field!r} to judge; it has: {', '.join(FIELDS[kind])}"
        )


def field_words(row: Fields, field: str) -> str:
    """Return what a field says in the words that `set_field` takes; empty where nothing."""
    if field == "period":
        return _period_words(row)
    name = f"{field}_words" if field in {"population", "source", "place"} else field
    value = row[name]
    return "" if value is None else told(f"{value}")


def set_field(row: Values, kind: ClaimKind, field: str, words: str, setting: Setting) -> None:
    """Give `field` of `row` the value that `words` say; empty, that the text does not tell.

    Raises LedgerError where they say none.
    """
    check_field(kind, field)
    FIELDS[kind][field](row, field, words.strip(), setting)


def check_row(row: Values) -> None:
    """Raise LedgerError where two fields contradict each other."""
    low, high = row.get("low"), row.get("high")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        raise LedgerError(f"low is {low} and high is {high}: the low must not be above the high")


def _set_number(row: Values, field: str, words: str, _: Setting) -> None:
    plain = words.replace(",", "")
    if plain and (not NUMBER.fullmatch(plain) or int(plain) > LARGEST):
        raise LedgerError(f"{field} is a whole number, not {words!r}")
    row[field] = int(plain) if plain else None


def _set_phrase(row: Values, field: str, words: str, setting: Setting) -> None:
    phrase = _placed(words, setting)
    kind: TermKind = "population" if field == "population" else "place"
    row[field] = setting.terms.number(kind, words, setting.language)
    row.update(phrase_values(field, phrase))


def _set_source(row: Values, field: str, words: str, setting: Setting) -> None:
    phrase = _placed(words, setting)
    source = Source(phrase.start, phrase.end, phrase.words) if phrase else None
    row[field] = setting.terms.source(source, setting.text, setting.language)
    row.update(phrase_values(field, phrase))
    row["source_name"] = row["source_kind"] = None


def _placed(words: str, setting: Setting) -> Phrase | None:
    """Return `words` where they stand closest to the claim, or standing nowhere in the text."""
    if not words:
        return None
    # Any blank for any other: who copies a name from a page cannot see where its line breaks.
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = min(
        re.finditer(pattern, setting.text),
        key=lambda match: abs(match.start() - setting.near),
        default=None,
    )
    return Phrase(found.start(), found.end(), found[0]) if found else Phrase(0, 0, words)


def _set_period(row: Values, field: str, words: str, _: Setting) -> None:
    """Take "since:2031-03", "window:2031-03-01..2031-03-04", "on:2031-03-04", "total"."""
    kinds = [entry.kind for entry in open_codebook().period]
    match = PERIOD.fullmatch(words)
    kind, dates = (match[1], match[2] or "") if match else ("", "")
    start, dots, end = dates.partition("..")
    if not dots and kind in DAYS:
        end = start
    wrong = words and (kind not in kinds or any(d and not DATE.fullmatch(d) for d in (start, end)))
    if wrong:
        raise LedgerError(
            f"{words!r} is no period; write one of {', '.join(kinds)}, with dates as in "
            "since:2031-03, on:2031-03-04 or window:2031-03-01..2031-03-04"
        )
    row[f"{field}_kind"] = kind or None
    row[f"{field}_start"], row[f"{field}_end"] = start or None, end or None
    row[f"{field}_words"] = None


def _period_words(row: Fields) -> str:
    kind, start, end = row["period_kind"], row["period_start"], row["period_end"]
    if kind is None:
        return ""
    return period_words(kind, start or "", end or "")


def period_words(kind: str, start: str, end: str) -> str:
    """Return a period as a correction writes it: "since:2031-03", "total".

    >>> period_words("window", "2031-03-01", "2031-03-01")
    'window:2031-03-01..2031-03-01'
    """
    if not start and not end:
        return kind
    day = start == end and kind in DAYS
    return f"{kind}:{start}" if day or not end else f"{kind}:{start}..{end}"


def _set_claim(row: Values, field: str, words: str, _: Setting) -> None:
    if words and not re.fullmatch(r"[0-9a-f]{16}", words):
        raise LedgerError(f"{field} is the whole id of another figure, not {words!r}")
    row[field] = words or None


def _set_date(row: Values, field: str, words: str, _: Setting) -> None:
    if words and not DATE.fullmatch(words):
        raise LedgerError(f"{words!r} is no date; write 2031, 2031-03 or 2031-03-04")
    row[field] = words or None


Setter = Callable[[Values, str, str, Setting], None]


def _one_of(names: Callable[[], tuple[str, ...]], *, or_none: bool = False) -> Setter:
    """Return what sets a field that has one of a few values."""

    def set_one(row: Values, field: str, words: str, _: Setting) -> None:
        if words not in names() and not (or_none and not words):
            raise LedgerError(f"{field} is one of {', '.join(names())}, not {words!r}")
        row[field] = words or None

    return set_one


def _names_of(part: str) -> Callable[[], tuple[str, ...]]:
    return lambda: tuple(entry.name for entry in getattr(open_codebook(), part))


FIELDS: dict[ClaimKind, dict[str, Setter]] = {
    "figure": {
        "low": _set_number,
        "high": _set_number,
        "comparator": _one_of(_names_of("comparator")),
        "measure": _one_of(_names_of("measure")),
        "population": _set_phrase,
        "source": _set_source,
        "source_kind": _one_of(lambda: get_args(SourceKind), or_none=True),
        "period": _set_period,
        "place": _set_phrase,
        "modality": _one_of(_names_of("modality")),
        "part_of": _set_claim,
    },
    "statement": {
        "source": _set_source,
        "stance": _one_of(lambda: get_args(Stance)),
        "form": _one_of(lambda: get_args(Form)),
    },
    "release": {
        "source": _set_source,
        "kind": _one_of(lambda: get_args(ReleaseKind)),
        "date": _set_date,
    },
}
