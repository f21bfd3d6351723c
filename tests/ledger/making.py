"""Readings made by hand, so that no test of the ledger needs a reader."""

from whence.records import (
    Amount,
    Figure,
    MadeBy,
    Measure,
    Period,
    Phrase,
    Reading,
    Release,
    Report,
    Source,
    Span,
    Statement,
)

MARK = MadeBy("test", "by hand")


def report(text: str, id: str = "a", **fields: str) -> Report:  # noqa: A002 - the record's name
    return Report(id=id, text=text, **{"published": "2031-03-04", **fields})


def figure(
    report: Report,
    number: str,
    low: int,
    measure: Measure = "killed",
    *,
    source: str | None = None,
    population: str | None = None,
    place: str | None = None,
    period: Period | None = None,
    part_of: int | None = None,
) -> Figure:
    """Return a figure of the sentence of `report` that holds `number`."""
    start = report.text.index(number)
    before = report.text.rfind(". ", 0, start)
    begins = before + 2 if before >= 0 else 0
    stop = report.text.find(".", start) + 1 or len(report.text)
    spoken = phrase(report, source)
    return Figure(
        amount=Amount(start, start + len(number), number, low, low, "exact"),
        measure=measure,
        population=phrase(report, population),
        source=Source(spoken.start, spoken.end, spoken.words) if spoken else None,
        period=period,
        place=phrase(report, place),
        modality="asserted",
        part_of=part_of,
        quote=Phrase(begins, stop, report.text[begins:stop]),
        made_by=MARK,
    )


def phrase(report: Report, words: str | None) -> Phrase | None:
    if words is None:
        return None
    start = report.text.index(words)
    return Phrase(start, start + len(words), words)


def span(report: Report, words: str) -> Span:
    start = report.text.index(words)
    return Span(start, start + len(words))


QUAKE = (
    "Nine people were killed in Orrin on Monday, the Harbour Board said. "
    "It counted 31 wounded, four of them children. "
    "“We need tents,” said Ilse Tarn, who showed a video of the square."
)


def quake_reading() -> Reading:
    """Return a reading with figures, a statement and a release."""
    told = report(QUAKE, "quake", url="https://north.example/quake", publisher="North", title="Q")
    board = "the Harbour Board"
    on = Period("on", "2031-03-03", "2031-03-03", "on Monday")
    spoken = phrase(told, "Ilse Tarn")
    assert spoken
    source = Source(spoken.start, spoken.end, spoken.words, "Ilse Tarn", "person")
    return Reading(
        told,
        (
            figure(told, "Nine", 9, source=board, population="people", place="Orrin", period=on),
            figure(told, "31", 31, "wounded", source=board, place="Orrin", period=on),
            figure(told, "four", 4, "wounded", source=board, population="children", part_of=1),
        ),
        (
            Statement(
                source,
                phrase(told, "said Ilse"),
                (span(told, "“We need tents,”"),),
                "direct",
                "asserts",
                ("a relay",),
                (),
                MARK,
            ),
        ),
        (Release(source, "video", None, None, phrase(told, "the square"), None, (0,)),),
        versions={"whence": "test"},
    )
