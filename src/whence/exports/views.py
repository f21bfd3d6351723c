"""A reading in words, for templates: what stands in the text, in its margin and in its lists."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whence.exports.marking import (
    Mark,
    Piece,
    Run,
    cut_paragraphs,
    find_marks,
    find_voices,
    text_of,
)
from whence.exports.wording import (
    contents_words,
    day_words,
    heading,
    measure_words,
    period_words,
    shortened,
    source_words,
    tidy,
)
from whence.records import Figure, Note, Reading, Release, Source, SourceKind, Statement

# Measures that share a colour: what happened to people, in seven kinds. A colour is a help to the
# eye only; every mark also says its measure in words.
FAMILIES = {
    "killed": "dead",
    "wounded": "hurt",
    "casualties": "hurt",
    "missing": "lost",
    "captive": "held",
    "abducted": "held",
    "detained": "held",
    "freed": "safe",
    "rescued": "safe",
    "alive": "safe",
    "returned": "safe",
    "displaced": "moved",
    "evacuated": "moved",
    "affected": "moved",
    "homes_destroyed": "homes",
    "homes_damaged": "homes",
}
KINDS: dict[SourceKind, str] = {
    "government": "government",
    "armed_group": "armed group",
    "emergency": "police or emergency service",
    "health": "health",
    "un_aid": "UN or aid",
    "monitor": "monitor or NGO",
    "media": "media",
    "witness": "witness",
    "person": "person",
    "unnamed": "unnamed",
}
NOBODY = "nobody named"
SHORT = 140  # characters of what is said that a line of the list has room for


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in words. `mark` is the first figure of the mark it shares.

    `record` is an address that tells more of it, None where there is none.
    """

    index: int
    mark: int
    words: str
    measure: str
    family: str
    asserted: bool
    fields: tuple[tuple[str, str], ...]
    part_of: "FigureView | None" = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement in words; `shown` tells whether its words are marked in the text."""

    index: int
    source: str
    stance: str
    words: str
    facts: tuple[str, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class VoiceView:
    """Who speaks in a paragraph, first in the statement `index`, and how where not plainly."""

    index: int
    source: str
    stances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """A release in words, with the figures of the people it shows."""

    kind: str
    fields: tuple[tuple[str, str], ...]
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph cut for marking, and who speaks in it."""

    runs: list[Run]
    voices: list[VoiceView]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A reading in words, for the templates."""

    prefix: str
    language: str
    heading: list[Run]
    facts: list[str]
    url: str | None
    paragraphs: list[Paragraph]
    figures: list[FigureView]
    statements: list[StatementView]
    releases: list[ReleaseView]
    notes: tuple[Note, ...]
    versions: str


def reading_view(reading: Reading, prefix: str, records: Sequence[str] = ()) -> ReadingView:
    """Return `reading` in words; `records` are addresses, one a figure, that tell more of it."""
    report = reading.report
    marks = find_marks(reading.figures)
    paragraphs = list(cut_paragraphs(report.text, marks, find_voices(reading.statements, marks)))
    statements = _statement_views(reading, paragraphs)
    title = [Run([Piece(heading(reading))])]
    # Many texts begin with their title: mark it there instead of printing it twice.
    if paragraphs and tidy(text_of(paragraphs[0])) == tidy(title[0].pieces[0].text):
        title = paragraphs.pop(0)
    figures = _figure_views(reading.figures, marks, records)
    return ReadingView(
        prefix=prefix,
        language=report.language,
        heading=title,
        facts=facts_of(reading),
        url=report.url if report.url and report.url.startswith(("https://", "http://")) else None,
        paragraphs=[Paragraph(runs, _voices(runs, statements)) for runs in paragraphs],
        figures=figures,
        statements=statements,
        releases=[_release_view(release, figures, report.text) for release in reading.releases],
        notes=reading.notes,
        versions=", ".join(f"{name} {number}" for name, number in reading.versions.items()),
    )


def facts_of(reading: Reading) -> list[str]:
    """Return who published the report, and on which day."""
    report = reading.report
    dated = day_words(report.published) if report.published else "no date"
    return [tidy(fact) for fact in (report.publisher, dated) if fact]


def _voices(runs: list[Run], statements: list[StatementView]) -> list[VoiceView]:
    """Return who speaks in a paragraph, each once, in the order they come."""
    heard: dict[str, list[StatementView]] = {}
    for index in dict.fromkeys(index for run in runs for index in run.said):
        heard.setdefault(statements[index].source, []).append(statements[index])
    return [VoiceView(said[0].index, source, _stances(said)) for source, said in heard.items()]


def _stances(said: list[StatementView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.stance for one in said if one.stance != "asserts"))


def _statement_views(reading: Reading, paragraphs: list[list[Run]]) -> list[StatementView]:
    shown = {index for runs in paragraphs for run in runs for index in run.opens}
    return [
        StatementView(
            index=index,
            source=source_words(said.source) or NOBODY,
            stance=said.stance,
            words=shortened(contents_words(said, reading.report.text), SHORT),
            facts=_statement_facts(said),
            shown=index in shown,
        )
        for index, said in enumerate(reading.statements)
    ]


def _statement_facts(said: Statement) -> tuple[str, ...]:
    """Return what the list adds: the source as written, its kind, the cue, the form, the chain."""
    written = tidy(said.source.words) if said.source else ""
    facts = (
        "" if written == source_words(said.source) else f"“{written}”",
        _kind_words(said.source),
        f"“{tidy(said.cue.words)}”" if said.cue else "",
        said.form,
        *(f"via {tidy(words)}" for words in said.via),
    )
    return tuple(fact for fact in facts if fact)


def _release_view(release: Release, figures: list[FigureView], text: str) -> ReleaseView:
    caption = release.caption
    return ReleaseView(
        kind=release.kind,
        fields=_known(
            {
                "by": source_words(release.source) or NOBODY,
                "kind": _kind_words(release.source),
                "date": day_words(release.date) if release.date else "",
                "channel": release.channel.words if release.channel else "",
                "shows": shortened(tidy(release.shows.words), SHORT) if release.shows else "",
                "caption": tidy(text[caption.start : caption.end]) if caption else "",
            }
        ),
        figures=tuple(figures[index] for index in release.figures),
    )


def _kind_words(source: Source | None) -> str:
    """Return the kind of a source as people write it: "armed group"."""
    return KINDS[source.kind] if source and source.kind else ""


def _known(fields: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, tidy(words)) for label, words in fields.items() if words)


def _figure_views(
    figures: tuple[Figure, ...], marks: list[Mark], records: Sequence[str]
) -> list[FigureView]:
    mark_of = {index: mark.figures[0] for mark in marks for index in mark.figures}
    views = [_figure_view(figure, i, mark_of[i]) for i, figure in enumerate(figures)]
    return [
        replace(
            view,
            part_of=None if figure.part_of is None else views[figure.part_of],
            record=records[view.index] if records else None,
        )
        for view, figure in zip(views, figures, strict=True)
    ]


def _figure_view(figure: Figure, index: int, mark: int) -> FigureView:
    known = {
        "of whom": figure.population.words if figure.population else "",
        "source": figure.source.words if figure.source else "the report itself",
        "that is": _fuller(figure.source),
        "period": period_words(figure.period),
        "place": figure.place.words if figure.place else "",
        "told as": "" if figure.modality == "asserted" else figure.modality,
    }
    return FigureView(
        index=index,
        mark=mark,
        words=tidy(figure.amount.words),
        measure=measure_words(figure),
        family=FAMILIES.get(figure.measure, "other"),
        asserted=figure.modality == "asserted",
        fields=_known(known),
    )


def _fuller(source: Source | None) -> str:
    """Return the source's name where it is more than a part of the words as written."""
    if source is None or source.name is None or source.name in source.words:
        return ""
    return source.name
