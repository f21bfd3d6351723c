"""The words that findings share, so that all read alike."""

from whence.ledger.counts import Count
from whence.ledger.series import as_of

# Measures that are named by what they count.
NOUNS = frozenset({"casualties", "homes_destroyed", "homes_damaged"})
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def number(value: int) -> str:
    """Return a number with its thousands parted."""
    return f"{value:,}"


def quoted(count: Count) -> str:
    """Return the count as worded, in quotation marks."""
    return f"“{count.words}”"


def day_words(day: str | None) -> str:
    """Return a date in words, as exact as it is: "13 Mar 2026", "Nov 2025", "2025"."""
    if not day:
        return "no date"
    year, *rest = day.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    days = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*days, *month, year])


def dated(count: Count) -> str:
    """Return the day the count holds for, in words."""
    return day_words(as_of(count))


def told_by(count: Count) -> str:
    """Return who gives the count."""
    return count.source or f"the report {count.report}"


def subject(count: Count) -> str:
    """Return what is counted: "aid seekers killed since 24 Feb 2026"."""
    what = count.measure.replace("_", " ")
    everybody = "" if count.measure in NOUNS else "people "
    group = f"{count.population} " if count.group and count.population else everybody
    match count.kind:
        case "since" if count.start:
            when = f" since {day_words(count.start)}"
        case "since" | "total":
            when = " in total"
        case "on" if count.start:
            when = f" on {day_words(count.start)}"
        case _:
            when = ""
    where = f", {count.place}" if count.kind == "on" and count.place else ""
    return f"{group}{what}{when}{where}"


def named(count: Count) -> str:
    """Return who counts what."""
    return f"{told_by(count)}, {subject(count)}"
