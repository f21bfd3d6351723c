"""The bundled example: an invented crisis in eighteen reports, with its gold.

Each report is `ID.txt`; beside it `ID.json` holds its date, title, publisher,
address and the figures that a careful coder marked. `FINDINGS.json` lists what
does not add up between the reports. Country, parties and people are invented.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import msgspec

from whence.records import Amount, Figure, MadeBy, Period, Phrase, Reading, Report, Source

Gold = dict[str, Any]


def example_reports() -> Iterator[Report]:
    """Yield the reports in the order of their dates."""
    for name in _names():
        yield _report(name, _gold(name))


def example_readings() -> Iterator[Reading]:
    """Yield each report with the figures of its gold, as a perfect reader would.

    The gold marks no offsets for sources, groups and places; here they are
    looked up near the number. One that is not in the text in so many words is
    left out.
    """
    for name in _names():
        gold = _gold(name)
        yield gold_reading(_report(name, gold), gold)


def gold_reading(report: Report, gold: Gold) -> Reading:
    """Return `report` with the figures of `gold`, a record as the guidelines for coders say."""
    figures = tuple(_figure(report.text, marked) for marked in gold["figures"])
    return Reading(report, figures, versions={"reader": "gold"})


def _names() -> list[str]:
    folder = files("whence") / "example"
    return sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".txt"))


def _gold(name: str) -> Gold:
    path = files("whence") / "example" / f"{name}.json"
    return msgspec.json.decode(path.read_bytes(), type=Gold)


def _report(name: str, gold: Gold) -> Report:
    text = (files("whence") / "example" / f"{name}.txt").read_text(encoding="utf-8")
    return Report(
        id=name,
        text=text,
        url=gold["url"],
        title=gold["title"],
        publisher=gold["publisher"],
        published=gold["date"],
    )


def _figure(text: str, gold: Gold) -> Figure:
    number = _words_of(gold["number"]).search(gold["context"])
    assert number, f"{gold['number']!r} is not in {gold['context']!r}"
    start, end = (text.index(gold["context"]) + offset for offset in number.span())
    amount = Amount(start, end, text[start:end], gold["low"], gold["high"], gold["comparator"])
    source = _nearest(text, gold["source"], start)
    return Figure(
        amount=amount,
        measure=gold["measure"],
        population=_nearest(text, gold["population"], start),
        source=Source(source.start, source.end, source.words) if source else None,
        period=Period(**gold["period"], words=None) if gold["period"] else None,
        place=_nearest(text, gold["place"], start),
        modality=gold["modality"],
        part_of=gold["part_of"],
        quote=_line(text, start),
        made_by=MadeBy("gold", "coded by hand"),
    )


def _nearest(text: str, words: str | None, near: int) -> Phrase | None:
    """Return where `words` stand closest to the offset `near`, in their own case if anywhere."""
    if not words:
        return None
    pattern = _words_of(words)
    found = list(pattern.finditer(text)) or list(
        re.compile(pattern.pattern, re.IGNORECASE).finditer(text)
    )
    if not found:
        return None
    start, end = min(found, key=lambda match: abs(match.start() - near)).span()
    return Phrase(start, end, text[start:end])


def _words_of(words: str) -> re.Pattern[str]:
    """Return a pattern for `words` as whole words: the 3 of "killed 3", not that of "13"."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def _line(text: str, at: int) -> Phrase:
    """Return the line that holds the offset `at`; the gold does not mark sentences."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return Phrase(start, end, text[start:end])
