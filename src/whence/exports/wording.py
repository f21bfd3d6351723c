"""How the table and the page put a figure's fields in plain words."""

import re

from whence.exports.parts import PARTS, Part
from whence.records import Figure, Period, Reading, Source, Statement

# Control characters, halves of surrogate pairs, line and paragraph separators, and what sets or
# isolates the direction of writing. Joiners stay: Persian and Hindi names need them.
STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def measure_words(figure: Figure) -> str:
    """Return the measure as people write it: "homes destroyed"."""
    return figure.measure.replace("_", " ")


def period_words(period: Period | None) -> str:
    """Return when, resolved if it could be: "since 9 Nov 2025", else in the text's words.

    A period that nothing dates says its own words in quotation marks, and an
    implied one only its kind.
    """
    if period is None:
        return ""
    dates = _dates(period)
    if dates:
        return dates
    if period.kind == "total":
        return "running total"
    return f"“{tidy(period.words)}”" if period.words else f"{period.kind}, no date"


def _dates(period: Period) -> str:
    start, end = period.start, period.end
    if period.kind == "since":
        return f"since {day_words(start)}" if start else ""
    if period.kind == "state" and end:
        return f"as of {day_words(end)}"
    if start and end:
        return day_words(start) if start == end else _range_words(start, end)
    if end:
        return f"until {day_words(end)}"
    return f"from {day_words(start)}" if start else ""


def _range_words(start: str, end: str) -> str:
    """Return "1–2 Mar 2026" for a range within a month, else both ends in full."""
    if len(start) == len(end) == len("2026-03-01") and start[:7] == end[:7]:
        return f"{int(start[8:])}–{day_words(end)}"
    return f"{day_words(start)} – {day_words(end)}"


def day_words(date: str) -> str:
    """Return a date as people write it, as exact as it is: "9 Nov 2025", "Nov 2025", "2025"."""
    year, month, day = (*date.split("-"), "", "")[:3]
    if not month:
        return year
    return " ".join([*([str(int(day))] if day else []), MONTHS[int(month) - 1], year])


def source_words(source: Source | None) -> str:
    """Return who it is: the name where one is sure, else the words as written; "" for nobody."""
    return tidy(source.name or source.words) if source else ""


def contents_words(said: Statement, text: str) -> str:
    """Return what is said, its pieces parted by dots as a quotation parts them."""
    return " … ".join(tidy(text[piece.start : piece.end]) for piece in said.content)


def shortened(words: str, size: int) -> str:
    """Return `words`, cut before the word that would pass `size` characters.

    >>> shortened("the port is open again", 13)
    'the port is …'
    """
    if len(words) <= size:
        return words
    kept = words[: size - 1]
    return f"{kept.rpartition(' ')[0] or kept} …"


def count_words(reading: Reading, only: Part | None = None) -> str:
    """Return what `reading` holds: "1 figure · 2 statements"; no word of an empty other part."""
    held = {part: len(getattr(reading, part)) for part in PARTS if only in (None, part)}
    first = only or "figures"
    return " · ".join(
        counted(number, part.removesuffix("s"))
        for part, number in held.items()
        if number or part == first
    )


def counted(number: int, noun: str) -> str:
    """Return "no figures", "1 figure" or "7 figures"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def heading(reading: Reading) -> str:
    """Return the report's title, or its id where it has none."""
    return tidy(reading.report.title or "") or tidy(reading.report.id) or "untitled"


def tidy(words: str) -> str:
    """Return `words` on one line, without characters that could steer a terminal.

    Escape sequences and direction overrides in a page from the web must not
    colour, move or reverse what stands around them.
    """
    return " ".join(STEERING.sub(" ", words).split())
