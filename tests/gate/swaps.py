"""Swaps names in a report and tells which of its figures stay the same but for the names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from whence import Reader
from whence.records import Amount, Figure, Phrase, Reading, Report, Source

Stretch = tuple[int, int]
Plain = dict[str, object]
"""A figure without its names: field by field, its spans as if each name were one letter."""


@dataclass(frozen=True)
class Swapped:
    """A report with other names; `was` and `now` are where they stand in the two texts."""

    original: Report
    report: Report
    names: Mapping[str, str]
    was: tuple[Stretch, ...]
    now: tuple[Stretch, ...]


@dataclass(frozen=True)
class Difference:
    """A figure that does not come out the same: in which fields, and how."""

    swapped: Swapped
    before: Plain | None
    after: Plain | None

    def __str__(self) -> str:
        known = self.before or self.after or {}
        if self.before is None or self.after is None:
            what = "only after the swap" if self.before is None else "only before the swap"
        else:
            before, after = self.before, self.after
            what = "; ".join(
                f"{field} {before[field]!r} -> {after[field]!r}"
                for field in before
                if before[field] != after[field]
            )
        names = ", ".join(f"{old} > {new}" for old, new in self.swapped.names.items())
        return (
            f"{self.swapped.original.id}: {known['words']!r} {known['measure']}: {what} [{names}]"
        )


@dataclass(frozen=True)
class Comparison:
    """How many figures two readings have, how many are the same, and which are not."""

    same: int
    total: int
    differences: tuple[Difference, ...]

    @cached_property
    def share(self) -> float:
        """The share of figures that come out the same."""
        return self.same / self.total if self.total else 1.0


def swap_names(report: Report, pairs: Iterable[tuple[str, str]]) -> Swapped | None:
    """Return `report` with each first name of `pairs` as the second; None where none occurs.

    Where both stand in the report, each takes the other's place. Capitals are kept as
    written (PORT SELE), and an article goes with its new name (a Tolmari, an Israeli).
    """
    names = _choose(report.text, pairs)
    if not names:
        return None
    pattern = _pattern(names)
    by_capitals = {name.upper(): name for name in names}
    pieces: list[str] = []
    was: list[Stretch] = []
    now: list[Stretch] = []
    done = length = 0

    def put(start: int, end: int, words: str) -> None:
        nonlocal done, length
        pieces.extend((report.text[done:start], words))
        length += start - done + len(words)
        was.append((start, end))
        now.append((length - len(words), length))
        done = end

    for match in pattern.finditer(report.text):
        written = match["name"]
        capitals = written not in names
        new = names[by_capitals[written] if capitals else written]
        if match["article"]:
            put(*match.span("article"), _article(match["article"], new))
        put(*match.span("name"), new.upper() if capitals else new)
    pieces.append(report.text[done:])
    changed = replace(report, text="".join(pieces))
    return Swapped(report, changed, names, tuple(was), tuple(now))


def compare(reader: Reader, swapped: Swapped, before: Reading) -> Comparison:
    """Read the swapped report and compare it with the reading of the original."""
    after = reader.read(swapped.report)
    new_names = {new: old for old, new in swapped.names.items()}
    left = list(_plain(before, swapped.was, {}))
    right = list(_plain(after, swapped.now, new_names))
    return _compared(swapped, left, right)


def added(comparisons: Iterable[Comparison]) -> Comparison:
    """Return several comparisons as one."""
    listed = list(comparisons)
    return Comparison(
        sum(each.same for each in listed),
        sum(each.total for each in listed),
        tuple(difference for each in listed for difference in each.differences),
    )


def _compared(swapped: Swapped, left: Sequence[Plain], right: Sequence[Plain]) -> Comparison:
    missing = [figure for figure in left if figure not in right]
    extra = [figure for figure in right if figure not in left]
    same = len(left) - len(missing)
    differences: list[Difference] = []
    for figure in missing:
        twin = next((e for e in extra if _key(e) == _key(figure)), None)
        twin = twin or next((e for e in extra if e["span"] == figure["span"]), None)
        if twin is not None:
            extra.remove(twin)
        differences.append(Difference(swapped, figure, twin))
    differences += [Difference(swapped, None, figure) for figure in extra]
    return Comparison(same, same + len(differences), tuple(differences))


def _key(figure: Plain) -> tuple[object, object]:
    return figure["span"], figure["measure"]


def _choose(text: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Choose the pairs that can be swapped in `text` at once: no name goes two ways."""
    names: dict[str, str] = {}
    for old, new in pairs:
        taken = {*names, *names.values()}
        if not _pattern([old]).search(text) or old in taken or new in taken:
            continue
        names[old] = new
        if _pattern([new]).search(text):
            names[new] = old
    return names


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for `names`, also in capitals, the longest first, and for an article."""
    written = sorted({form for name in names for form in (name, name.upper())}, key=len)
    either = "|".join(re.escape(name) for name in reversed(written))
    return re.compile(rf"(?:\b(?P<article>[Aa]n?) )?(?<![\w-])(?P<name>{either})(?!\w)")


def _article(old: str, name: str) -> str:
    """Return the article for `name` in the case of `old`; a name with U is spoken as "you"."""
    return old[0] + ("n" if name[0] in "AEIO" else "")


def _plain(
    reading: Reading, names: Sequence[Stretch], renamed: Mapping[str, str]
) -> Iterator[Plain]:
    for figure in reading.figures:
        yield _plain_figure(figure, reading.report.text, names, renamed)


def _plain_figure(
    figure: Figure, text: str, names: Sequence[Stretch], renamed: Mapping[str, str]
) -> Plain:
    def stretch(each: Phrase | Source | Amount | None) -> Stretch | None:
        if each is None:
            return None
        return _spot(each.start, names, -1), _spot(each.end, names, 1)

    def words(said: str | None) -> str | None:
        if said is None or not renamed:
            return said
        return _pattern(renamed).sub(lambda match: renamed.get(match["name"], "?"), said)

    amount, period = figure.amount, figure.period
    return {
        "span": stretch(amount),
        "words": re.sub(r"^([Aa])n$", r"\1", text[amount.start : amount.end]),
        "measure": figure.measure,
        "value": (amount.low, amount.high, amount.comparator),
        "population": stretch(figure.population),
        "source": stretch(figure.source),
        "period": period and (period.kind, period.start, period.end, words(period.words)),
        "place": stretch(figure.place),
        "modality": figure.modality,
        "part_of": figure.part_of,
    }


def _spot(at: int, names: Sequence[Stretch], side: int) -> int:
    """Where the offset `at` would stand if each name were one letter.

    An offset inside a name is moved to its start (`side` -1) or its end (1): part of a
    name stands for the name.
    """
    shrunk = 0
    for start, end in names:
        if at <= start:
            break
        if at < end:
            at = start if side < 0 else end
            if side < 0:
                break
        shrunk += end - start - 1
    return at - shrunk
