"""Records as rows of the ledger: a reading's claims on their way in."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from whence.ledger.chain import Entry
from whence.ledger.errors import RefusedError
from whence.ledger.schema import figures, passages, releases, statements
from whence.ledger.seal import Value
from whence.ledger.terms import Terms
from whence.ledger.words import claim_id, kept
from whence.records import Amount, Figure, Note, Phrase, Reading, Release, Source, Span, Statement

# The largest number that a database's integer holds. Only a misprint is above it.
LARGEST = (1 << 63) - 1

Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Place:
    """Where claims are filed: their report's number, key, text, language, day and first status."""

    number: int
    key: str
    text: str
    language: str
    published: str
    status: str


def too_large(figure: Figure) -> bool:
    """Whether no database can hold the amount."""
    return max(figure.amount.low or 0, figure.amount.high or 0) > LARGEST


def too_large_note(figure: Figure) -> Note:
    """Return the note about a figure that is left out."""
    amount = figure.amount
    reason = "the number is beyond what a ledger can hold"
    return Note(amount.start, amount.end, amount.words, reason)


class ClaimRows:
    """Files the claims of one reading with `entry`."""

    def __init__(self, entry: Entry, terms: Terms, place: Place) -> None:
        self._entry = entry
        self._terms = terms
        self._place = place
        self._passages: dict[tuple[int, int], int] = {}
        self._ids: dict[tuple[object, ...], int] = {}

    def file(self, reading: Reading) -> None:
        """Add a row for each figure, statement and release of `reading`."""
        ids: list[str | None] = []
        for figure in reading.figures:
            amount = figure.amount
            known = not too_large(figure)
            same = ("figure", amount.start, amount.end, figure.measure)
            ids.append(self._id(*same) if known else None)
        for at, figure in enumerate(reading.figures):
            if own := ids[at]:
                part_of = ids[figure.part_of] if figure.part_of is not None else None
                self._entry.add(figures, **self._figure(figure, at, own), part_of=part_of)
        for at, statement in enumerate(reading.statements):
            inside = [ids[index] for index in statement.figures if ids[index]]
            values = self._statement(statement, at)
            self._entry.add(statements, **values, figures=_json(inside))
        for at, release in enumerate(reading.releases):
            inside = [ids[index] for index in release.figures if ids[index]]
            self._entry.add(releases, **self._release(release, at), figures=_json(inside))

    def _figure(self, figure: Figure, position: int, own: str) -> Values:
        amount, period = figure.amount, figure.period
        self._check(amount, figure.population, figure.source, figure.place)
        language, number = self._place.language, self._terms.number
        population, place = figure.population, figure.place
        quote = figure.quote
        return {
            **self._claim(own, position, self._passage(quote.start, quote.end, quote.words)),
            "begins": amount.start,
            "ends": amount.end,
            "words": amount.words,
            "low": amount.low,
            "high": amount.high,
            "comparator": amount.comparator,
            "measure": figure.measure,
            "population": number("population", population.words if population else None, language),
            **phrase_values("population", population),
            **self._source(figure.source),
            "period_kind": period.kind if period else None,
            "period_start": period.start if period else None,
            "period_end": period.end if period else None,
            "period_words": period.words if period else None,
            "place": number("place", place.words if place else None, language),
            **phrase_values("place", place),
            "modality": figure.modality,
            "finder": figure.made_by.finder,
            "rule": figure.made_by.rule,
        }

    def _statement(self, statement: Statement, position: int) -> Values:
        self._check(statement.source, statement.cue)
        spans = [[span.start, span.end] for span in statement.content]
        own = self._id("statement", spans, statement.stance)
        text = self._place.text
        return {
            **self._claim(own, position, self._around(statement.source, statement.cue, *spans)),
            **self._source(statement.source),
            **phrase_values("cue", statement.cue),
            "content": _json(spans),
            "content_words": " … ".join(text[start:end] for start, end in spans),
            "form": statement.form,
            "stance": statement.stance,
            "via": _json(statement.via),
            "finder": statement.made_by.finder,
            "rule": statement.made_by.rule,
        }

    def _release(self, release: Release, position: int) -> Values:
        caption = release.caption
        self._check(release.source, release.channel, release.shows)
        parts = (release.source, release.channel, release.shows, caption)
        own = self._id(
            "release", release.kind, *(part and [part.start, part.end] for part in parts)
        )
        return {
            **self._claim(own, position, self._around(*parts)),
            **self._source(release.source),
            "kind": release.kind,
            "date": release.date,
            **phrase_values("channel", release.channel),
            **phrase_values("shows", release.shows),
            "caption_begins": caption.start if caption else None,
            "caption_ends": caption.end if caption else None,
        }

    def _claim(self, own: str, position: int, passage: int) -> Values:
        place = self._place
        return {
            "id": own,
            "status": place.status,
            "report": place.number,
            "published": place.published,
            "position": position,
            "passage": passage,
        }

    def _id(self, *same: object) -> str:
        """Return the claim's id; a second one that is the same in all gets another."""
        key = tuple(map(str, same))
        nth = self._ids[key] = self._ids.get(key, 0) + 1
        return claim_id(self._place.key, *same, nth)

    def _source(self, source: Source | None) -> Values:
        place = self._place
        return source_values(source, self._terms.source(source, place.text, place.language))

    def _check(self, *quoted: Amount | Phrase | Source | None) -> None:
        """Refuse words that do not stand where they are said to: `verify` would never pass."""
        for part in quoted:
            if part and has_span(part) and self._place.text[part.start : part.end] != part.words:
                raise RefusedError(
                    f"the reading quotes {part.words[:60]!r}, which is not at {part.start} of the "
                    "text; nothing of it was filed"
                )

    def _around(self, *parts: Source | Phrase | Span | list[int] | None) -> int:
        """Return the passage from the first to the last of `parts`."""
        spans = [
            part if isinstance(part, list) else [part.start, part.end] for part in parts if part
        ]
        start = min((span[0] for span in spans if span[1]), default=0)
        end = max((span[1] for span in spans), default=0)
        return self._passage(start, end, self._place.text[start:end])

    def _passage(self, start: int, end: int, words: str) -> int:
        if (start, end) not in self._passages:
            self._check(Phrase(start, end, words))
            self._passages[start, end] = self._entry.add(
                passages, report=self._place.number, begins=start, ends=end, words=words
            )
        return self._passages[start, end]


def has_span(part: Amount | Phrase | Source) -> bool:
    """Whether `part` stands in the text; a map or a person may name what does not."""
    return part.end > part.start


def phrase_values(name: str, phrase: Phrase | Source | None) -> Values:
    """Return the three columns of a phrase; one with no length stands nowhere in the text."""
    placed = phrase if phrase and has_span(phrase) else None
    return {
        f"{name}_begins": placed.start if placed else None,
        f"{name}_ends": placed.end if placed else None,
        f"{name}_words": phrase.words if phrase else None,
    }


def source_values(source: Source | None, term: int | None) -> Values:
    """Return the six columns of a source."""
    return {
        "source": term,
        **phrase_values("source", source),
        "source_name": source.name if source else None,
        "source_kind": source.kind if source else None,
    }


def _json(values: Iterable[object]) -> str:
    safe = [kept(value) if isinstance(value, str) else value for value in values]
    return msgspec.json.encode(safe).decode()
