"""A reading as one line of JSON, for other programs."""

import json

import msgspec

from whence.exports.parts import Part
from whence.records import Figure, Phrase, Reading, Release, Source

Record = dict[str, object]


def reading_json(reading: Reading, *, with_text: bool = False, only: Part | None = None) -> str:
    """Return `reading` as one line of JSON, its keys always in the same order.

    `docs/reading.md` says what each key means. Offsets count code points of the
    text as read, which is left out unless `with_text`. `only` leaves out the other
    two of figures, statements and releases, key and all.
    """
    record = reading_record(reading, with_text=with_text, only=only)
    try:
        return msgspec.json.encode(record).decode()
    except UnicodeEncodeError:
        # Half a surrogate pair has no UTF-8 but is valid JSON once escaped, so that a strange
        # text still gives its reading.
        return json.dumps(msgspec.to_builtins(record), separators=(",", ":"))


def reading_record(
    reading: Reading, *, with_text: bool = False, only: Part | None = None
) -> Record:
    """Return what the line of JSON holds, as a dict in the order of its keys."""
    report = reading.report
    parts: dict[Part, list[object]] = {
        "figures": [figure_record(figure) for figure in reading.figures],
        "statements": list(reading.statements),  # their fields are the keys, in order
        "releases": [release_record(release) for release in reading.releases],
    }
    return {
        "id": report.id,
        "url": report.url,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "sha256": report.sha256,
        **({"text": report.text} if with_text else {}),
        **{part: records for part, records in parts.items() if only in (None, part)},
        "notes": list(reading.notes),
        "versions": dict(reading.versions),
    }


def figure_record(figure: Figure) -> Record:
    """Return one figure as a flat dict: words for who and where, offsets for the number."""
    amount, source = figure.amount, figure.source
    return {
        "start": amount.start,
        "end": amount.end,
        "words": amount.words,
        "measure": figure.measure,
        "low": amount.low,
        "high": amount.high,
        "comparator": amount.comparator,
        "population": figure.population.words if figure.population else None,
        "source": source.words if source else None,
        "source_name": source.name if source else None,
        "source_span": _span(source),
        "period": figure.period,
        "place": figure.place.words if figure.place else None,
        "modality": figure.modality,
        "part_of": figure.part_of,
        "quote": figure.quote.words,
        "made_by": figure.made_by,
    }


def release_record(release: Release) -> Record:
    """Return one release: words for its channel and what it shows, each with its span."""
    return {
        "source": release.source,
        "kind": release.kind,
        "date": release.date,
        "channel": release.channel.words if release.channel else None,
        "channel_span": _span(release.channel),
        "shows": release.shows.words if release.shows else None,
        "shows_span": _span(release.shows),
        "caption": release.caption,
        "figures": release.figures,
    }


def _span(words: Source | Phrase | None) -> Record | None:
    return {"start": words.start, "end": words.end} if words else None
