"""A reading made by hand, with every shape of statement and release, for the exports to print."""

from whence.records import (
    Amount,
    Figure,
    Form,
    MadeBy,
    Period,
    Phrase,
    Reading,
    Release,
    Report,
    Source,
    SourceKind,
    Span,
    Stance,
    Statement,
)

TEXT = """\
Brigade shows captives as hospital counts its dead

The Tarn Valley Brigade has released a video of six captives on its Orrin channel, \
captioned “Still here”, the state agency quoted a harbour guard as saying.

“We have admitted 41 wounded since Monday,” said Dr Ilse Marrow, \
director of Orrin Hospital, “and nine have died. I do not sleep.”

She warned that fuel would run out by Friday. The hospital, she added, \
could then keep “not one incubator” warm.

Two of the captives have reportedly been moved. The brigade denies it.
"""


def spoken_reading() -> Reading:
    """Return the reading of `TEXT` as a careful coder would make it."""
    report = Report("spoken", TEXT, title="Voices of Orrin", published="2031-03-04")
    return Reading(report, _figures(), _statements(), _releases(), versions={"reader": "hand"})


def _figures() -> tuple[Figure, ...]:
    brigade = _source("The Tarn Valley Brigade", "Tarn Valley Brigade", "armed_group")
    marrow = _source("Dr Ilse Marrow", "Ilse Marrow", "health")
    return (
        _figure("six", "captive", brigade, 6),
        _figure("41", "wounded", marrow, 41),
        _figure("nine", "killed", marrow, 9),
    )


def _statements() -> tuple[Statement, ...]:
    marrow = _source("Dr Ilse Marrow", "Ilse Marrow", "health")
    return (
        _statement(
            _source("a harbour guard", None, "witness"),
            "quoted",
            ["The Tarn Valley Brigade has released a video of six captives on its Orrin channel"],
            via=("the state agency",),
            figures=(0,),
        ),
        _statement(
            marrow,
            "said",
            [
                "“We have admitted 41 wounded since Monday,”",
                "“and nine have died. I do not sleep.”",
            ],
            form="direct",
            figures=(1, 2),
        ),
        _statement(
            _source("She", "Ilse Marrow", "health"),
            "warned",
            ["fuel would run out by Friday"],
            stance="warns",
        ),
        _statement(
            _source("she", "Ilse Marrow", "health"),
            "added",
            ["The hospital", "could then keep “not one incubator” warm"],
            form="mixed",
        ),
        _statement(None, "reportedly", ["Two of the captives have reportedly been moved"]),
        _statement(
            _source("The brigade", "Tarn Valley Brigade", "armed_group"),
            "denies",
            ["it."],
            stance="denies",
        ),
    )


def _releases() -> tuple[Release, ...]:
    caption = TEXT.index("“Still here”")
    return (
        Release(
            source=_source("The Tarn Valley Brigade", "Tarn Valley Brigade", "armed_group"),
            kind="video",
            date="2031-03-04",
            channel=_phrase("on its Orrin channel"),
            shows=_phrase("six captives"),
            caption=Span(caption, caption + len("“Still here”")),
            figures=(0,),
        ),
    )


def _phrase(words: str) -> Phrase:
    start = TEXT.index(words)
    return Phrase(start, start + len(words), words)


def _source(words: str, name: str | None, kind: SourceKind) -> Source:
    at = _phrase(words)
    return Source(at.start, at.end, words, name, kind)


def _statement(
    source: Source | None,
    cue: str,
    content: list[str],
    *,
    form: Form = "indirect",
    stance: Stance = "asserts",
    via: tuple[str, ...] = (),
    figures: tuple[int, ...] = (),
) -> Statement:
    pieces = tuple(Span(at.start, at.end) for at in map(_phrase, content))
    made_by = MadeBy("hand", "coded by hand")
    return Statement(source, _phrase(cue), pieces, form, stance, via, figures, made_by)


def _figure(number: str, measure: str, source: Source, value: int) -> Figure:
    at = _phrase(number)
    line = TEXT.rfind("\n", 0, at.start) + 1
    return Figure(
        amount=Amount(at.start, at.end, number, value, value, "exact"),
        measure=measure,
        population=None,
        source=source,
        period=Period("state", "2031-03-04", "2031-03-04", None),
        place=None,
        modality="asserted",
        part_of=None,
        quote=_phrase(TEXT[line : TEXT.index("\n", at.start)]),
        made_by=MadeBy("hand", "coded by hand"),
    )
