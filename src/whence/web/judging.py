"""The fields of a claim as a form, and what a filled form says of the claim."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from starlette.datastructures import FormData

from whence.codebook import open_codebook
from whence.exports.views import KINDS
from whence.exports.wording import tidy
from whence.ledger import (
    By,
    ChangedError,
    Claim,
    Connection,
    Filter,
    Ledger,
    comment,
    confirm,
    correct,
    find_claim,
    find_claims,
    period_words,
    reject,
    undo,
)
from whence.records import Form, Phrase, ReleaseKind, Source, Stance
from whence.web.desk import Desk
from whence.web.errors import DeskError
from whence.web.forms import form_words

Options = tuple[tuple[str, str], ...]
JUDGED_SINCE = (
    "Somebody judged this since you opened it. It is shown as it stands now, with what you wrote; "
    "look again."
)
PERIOD = ("period_kind", "period_start", "period_end")
LABELS = {
    "low": "Low bound",
    "high": "High bound",
    "comparator": "How exact",
    "measure": "Measure",
    "population": "Of whom",
    "source": "Source",
    "source_kind": "Kind of source",
    "place": "Where",
    "modality": "Told as",
    "period_kind": "When",
    "period_start": "From",
    "period_end": "Until",
    "part_of": "Part of",
    "stance": "Stance",
    "form": "Form",
    "kind": "What was put out",
    "date": "On which day",
}
HINTS = {
    "low": "no bound",
    "high": "no bound",
    "population": "not told",
    "source": "the report itself",
    "place": "not told",
    "period_start": "2031-03-04",
    "period_end": "2031-03-04",
    "date": "2031-03-04",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a form: `value` is what stands in it, `read` what the ledger has.

    `options` are those to choose from, value and words; None where anything may be written.
    """

    name: str
    label: str
    value: str
    read: str
    hint: str
    options: Options | None

    @property
    def is_changed(self) -> bool:
        """Whether the field says something else than the ledger."""
        return self.value != self.read


def claim_inputs(
    connection: Connection, claim: Claim, typed: Mapping[str, str] | None = None
) -> list[Input]:
    """Return the form of a claim, with what was `typed` where that is not what was read."""
    read = _read(claim)
    options = _options(connection, claim)
    return [
        Input(
            name=name,
            label=LABELS[name],
            value=typed.get(name, value) if typed else value,
            read=value,
            hint=HINTS.get(name, ""),
            options=_with_value(options.get(name), value),
        )
        for name, value in read.items()
    ]


def typed_words(form: FormData) -> dict[str, str]:
    """Return what stands in the fields of a form."""
    return {name: (form_words(form, name) or "").strip() for name in form if name in LABELS}


def judge_claim(desk: Desk, start: str, form: FormData, who: str | None) -> int:
    """File what a form says of the claim whose id begins with `start`; return the entry.

    Raises DeskError or LedgerError where it says nothing that could be filed.
    """
    try:
        return _judge_claim(desk, start, form, who)
    except ChangedError:  # by another process, between a look at it and the filing
        raise DeskError(JUDGED_SINCE, 409) from None


def _judge_claim(desk: Desk, start: str, form: FormData, who: str | None) -> int:
    why = (form_words(form, "why") or "").strip()
    by = By(who, why or None)
    with desk.writing() as ledger:
        with ledger.reading() as connection:
            claim = find_claim(connection, start)
        match form_words(form, "act"):
            case "confirm" | "correct" as act:
                _check_seen(form, claim)
                return _amend(ledger, claim, act, changed_fields(claim, typed_words(form)), by)
            case "reject":
                _check_seen(form, claim)
                if not why:
                    raise DeskError("Say why it is no such claim; the reason is kept.")
                return reject(ledger, claim.id, by, seen=claim.number)
            case "comment":
                words = form_words(form, "words")
                if words is None:
                    raise DeskError("There is no comment to keep: write something.")
                return comment(ledger, claim.id, words.strip(), By(who))
            case "undo":
                return undo(ledger, entry_number(form), by)
    raise DeskError("The form did not say what to do. Load the page again.")


def entry_number(form: FormData) -> int:
    """Return the entry that is to be undone."""
    words = form_words(form, "entry") or ""
    if not words.isdecimal() or len(words) > 18:
        raise DeskError("The form did not say which judgement to undo. Load the page again.")
    return int(words)


def changed_fields(claim: Claim, typed: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that a form gives another value, in the words of the ledger."""
    read = _read(claim)
    now = {name: typed.get(name, value) for name, value in read.items()}
    for bound in ("low", "high"):
        if bound in now:
            now[bound] = now[bound].replace(",", "")
    changed = {name: value for name, value in now.items() if value != read[name]}
    if changed.keys() & set(PERIOD):
        changed = {name: value for name, value in changed.items() if name not in PERIOD}
        changed["period"] = _period(*(now[name] for name in PERIOD))
    if changed.get("source") and now.get("source_kind"):
        # Another source would else lose the kind that the form says it has.
        changed.pop("source_kind", None)
        changed["source_kind"] = now["source_kind"]
    return changed


def _amend(ledger: Ledger, claim: Claim, act: str, changed: dict[str, str], by: By) -> int:
    if act == "correct":
        if not changed:
            raise DeskError("Nothing was changed. Confirm it if it is right as it stands.")
        return correct(ledger, claim.id, changed, by, seen=claim.number)
    if changed:
        named = " and ".join(LABELS.get(name, LABELS["period_kind"]) for name in changed)
        raise DeskError(f"You changed {named}. Save that as a correction, or set it back.")
    return confirm(ledger, claim.id, by=by, seen=claim.number)


def _check_seen(form: FormData, claim: Claim) -> None:
    if form_words(form, "seen") != f"{claim.number}":
        raise DeskError(JUDGED_SINCE, 409)


def _period(kind: str, start: str, end: str) -> str:
    if not kind:
        if start or end:
            raise DeskError("Say what kind of period the dates are: on, window, since or state.")
        return ""
    return period_words(kind, start, end)


def _read(claim: Claim) -> dict[str, str]:
    """Return the fields of a claim by the names of their inputs."""
    record = claim.record
    if claim.kind == "statement":
        said = claim.statement
        return {"source": _words(said.source), "stance": said.stance, "form": said.form}
    if claim.kind == "release":
        put_out = claim.release
        return {
            "source": _words(put_out.source),
            "kind": put_out.kind,
            "date": put_out.date or "",
        }
    figure, period, source = claim.figure, claim.figure.period, record.source
    low, high = figure.amount.low, figure.amount.high
    return {
        "low": "" if low is None else f"{low}",
        "high": "" if high is None else f"{high}",
        "comparator": figure.amount.comparator,
        "measure": figure.measure,
        "population": _words(figure.population),
        "place": _words(figure.place),
        "source": _words(source),
        "source_kind": (source.kind if source else None) or "",
        "modality": figure.modality,
        "part_of": claim.part_of or "",
        "period_kind": period.kind if period else "",
        "period_start": (period.start if period else None) or "",
        "period_end": (period.end if period else None) or "",
    }


def _words(phrase: Phrase | Source | None) -> str:
    # On one line, as a field of a form has it: what is not changed there must stay equal.
    return tidy(phrase.words) if phrase else ""


def _options(connection: Connection, claim: Claim) -> dict[str, Options]:
    if claim.kind == "statement":
        return {"stance": _plain(get_args(Stance)), "form": _plain(get_args(Form))}
    if claim.kind == "release":
        return {"kind": _plain(get_args(ReleaseKind))}
    book = open_codebook()
    return {
        "comparator": _plain([entry.name for entry in book.comparator]),
        "measure": _plain([entry.name for entry in book.measure]),
        "source_kind": (("", "not sure"), *KINDS.items()),
        "modality": _plain([entry.name for entry in book.modality]),
        "period_kind": (("", "not told"), *_plain([entry.kind for entry in book.period])),
        "part_of": (("", "no other figure"), *_others(connection, claim)),
    }


def _plain(names: object) -> Options:
    assert isinstance(names, list | tuple)
    return tuple((name, name.replace("_", " ")) for name in names)


def _others(connection: Connection, claim: Claim) -> Options:
    """Return the other figures of the report, by which one can be said to be a part."""
    told = find_claims(connection, "figure", Filter(report=claim.report_id))
    return tuple((one.id, figure_words(one)) for one in told if one.id != claim.id)


def figure_words(claim: Claim) -> str:
    """Return a figure in a few words: "37 killed, people"."""
    figure = claim.figure
    whom = f", {tidy(figure.population.words)}" if figure.population else ""
    return f"{tidy(figure.amount.words)} {figure.measure.replace('_', ' ')}{whom}"


def _with_value(options: Options | None, value: str) -> Options | None:
    """Return the options with what the ledger has among them, whatever that is."""
    if options is None or value in dict(options):
        return options
    return (*options, (value, value))
