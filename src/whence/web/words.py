"""How the desk puts a claim's record in words."""

from collections.abc import Iterator

from whence.exports.views import KINDS
from whence.exports.wording import period_words
from whence.ledger import Claim


def record_fields(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield each field of a figure that the text tells, with its label, and how it was made."""
    figure = claim.figure
    low, high = figure.amount.low, figure.amount.high
    bounds = f"{low:,}" if low is not None and low == high else f"{_bound(low)} to {_bound(high)}"
    fields = (
        ("As written", figure.amount.words),
        ("Bounds", f"{bounds}, {figure.amount.comparator.replace('_', ' ')}"),
        ("Of whom", figure.population.words if figure.population else ""),
        ("Source", _source_words(claim)),
        ("When", period_words(figure.period)),
        ("Where", figure.place.words if figure.place else ""),
        ("Told as", figure.modality),
        ("Read by", f"{figure.made_by.finder}, {figure.made_by.rule}"),
        ("Status", claim.status),
        ("Id", claim.id),
        ("Entry", f"{claim.entry}"),
    )
    yield from ((label, words) for label, words in fields if words)


def _bound(number: int | None) -> str:
    return "no bound" if number is None else f"{number:,}"


def _source_words(claim: Claim) -> str:
    source = claim.figure.source
    if source is None:
        return "the report itself"
    name = claim.source_name
    fuller = f", that is {name}" if name and name != source.words else ""
    kind = f" ({KINDS[source.kind]})" if source.kind else ""
    return f"{source.words}{fuller}{kind}"
