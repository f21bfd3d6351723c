"""How the desk puts a claim's record, and what was judged of it, in words."""

from collections.abc import Iterator

from whence.exports.views import KINDS
from whence.exports.wording import day_words, measure_words, period_words, tidy
from whence.ledger import Claim, Judgement
from whence.web.judging import LABELS


def record_fields(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield each field of a claim that the text tells, with its label, and how it was made."""
    told = {"figure": _figure_fields, "statement": _statement_fields, "release": _release_fields}
    fields = (
        *told[claim.kind](claim),
        ("Status", claim.status),
        ("Id", claim.id),
        ("Entry", f"{claim.entry}"),
    )
    yield from ((label, words) for label, words in fields if words)


def _figure_fields(claim: Claim) -> tuple[tuple[str, str], ...]:
    figure = claim.figure
    low, high = figure.amount.low, figure.amount.high
    bounds = f"{low:,}" if low is not None and low == high else f"{_bound(low)} to {_bound(high)}"
    return (
        ("As written", figure.amount.words),
        ("Bounds", f"{bounds}, {figure.amount.comparator.replace('_', ' ')}"),
        ("Of whom", figure.population.words if figure.population else ""),
        ("Source", _source_words(claim)),
        ("When", period_words(figure.period)),
        ("Where", figure.place.words if figure.place else ""),
        ("Told as", figure.modality),
        ("Read by", f"{figure.made_by.finder}, {figure.made_by.rule}"),
    )


def _statement_fields(claim: Claim) -> tuple[tuple[str, str], ...]:
    said = claim.statement
    return (
        ("Source", _source_words(claim)),
        ("Stance", said.stance),
        ("Form", said.form),
        ("Cue", f"“{said.cue.words}”" if said.cue else ""),
        ("Through", ", ".join(said.via)),
        ("Read by", f"{said.made_by.finder}, {said.made_by.rule}"),
    )


def _release_fields(claim: Claim) -> tuple[tuple[str, str], ...]:
    release = claim.release
    return (
        ("What", release.kind),
        ("Source", _source_words(claim)),
        ("When", day_words(release.date) if release.date else ""),
        ("Through", release.channel.words if release.channel else ""),
        ("It shows", release.shows.words if release.shows else ""),
    )


def claim_heading(claim: Claim) -> str:
    """Return what a claim is called: "37 killed", "Ilse Marrow warns", "A video"."""
    if claim.kind == "figure":
        return f"{tidy(claim.figure.amount.words)} {measure_words(claim.figure)}"
    if claim.kind == "statement":
        return f"{tidy(claim.source_name or 'Nobody named')} {claim.statement.stance}"
    return f"{'An' if claim.release.kind[0] in 'aeiou' else 'A'} {claim.release.kind}"


def claim_address(claim: Claim) -> str:
    """Return the address of a claim's record."""
    return f"/{claim.kind}s/{claim.id}"


def judgement_words(judgement: Judgement) -> str:
    """Return what was judged, after the name of who did: "corrected “Low bound” from 9 to 8"."""
    match judgement.act:
        case "confirm":
            return f"confirmed {_field(judgement.field) if judgement.field else 'it'}"
        case "correct":
            was, value = judgement.was or "nothing", judgement.value or "nothing"
            return f"corrected {_field(judgement.field)} from {was} to {value}"
        case "reject":
            return "rejected it"
        case "comment":
            return f"wrote: {judgement.value}"
        case "undo":
            return f"undid entry {judgement.undoes}"
    return judgement.act


def _field(name: str | None) -> str:
    return f"“{LABELS.get(name or '', LABELS['period_kind'])}”"


def _bound(number: int | None) -> str:
    return "no bound" if number is None else f"{number:,}"


def _source_words(claim: Claim) -> str:
    source = claim.record.source
    if source is None:
        return "the report itself" if claim.kind == "figure" else "nobody named"
    name = claim.source_name
    fuller = f", that is {name}" if name and name != source.words else ""
    kind = f" ({KINDS[source.kind]})" if source.kind else ""
    return f"{source.words}{fuller}{kind}"
