"""Scores statements against gold: what is said, by whom, and under which name.

A statement counts as found if its content and a marked one share at least half of the
characters that either has, one to one, best first. Speakers are judged by their names:
a wrong name does harm, a missing one does not, so precision has a floor of its own.
"""

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec
from tests.gate.corpora import FOLDERS, Marked, marked_reports, readings
from tests.gate.scoring import Tally

from whence.records import Reading, Span, Statement

FOLDER = FOLDERS["unseen"] / "statements"
LIKE_ENOUGH = 0.5


class GoldStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One statement as marked; `content` are pieces that stand once in the text."""

    content: tuple[str, ...]
    source: str | None
    speaker: str | None
    stance: str

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where the pieces stand."""
        starts = [text.index(piece) for piece in self.content]
        return tuple(
            Span(start, start + len(piece))
            for start, piece in zip(starts, self.content, strict=True)
        )


class GoldReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A report's statements."""

    id: str
    statements: tuple[GoldStatement, ...]


def marked_statements() -> Iterator[tuple[Marked, tuple[GoldStatement, ...]]]:
    """Yield the reports whose statements are marked, with the marks."""
    for marked in marked_reports("unseen"):
        path = FOLDER / f"{marked.report.id}.json"
        if path.exists():
            gold = msgspec.json.decode(path.read_bytes(), type=GoldReport)
            yield marked, gold.statements


@cache
def measured_statements() -> dict[str, float]:
    """Return what the reader reaches, by the names of the floors."""
    read = {reading.report.id: reading for reading in readings("unseen")}
    return score_statements((gold, read[marked.report.id]) for marked, gold in marked_statements())


def score_statements(
    pairs: Iterable[tuple[tuple[GoldStatement, ...], Reading]],
) -> dict[str, float]:
    """Return the shares of statements, sources, speakers and stances that are right."""
    content, source, speaker, stance = Tally(), Tally(), Tally(), Tally()
    for gold, reading in pairs:
        content.add(Tally(0, len(reading.statements), len(gold)))
        for marked, said in _found(gold, reading):
            content.right += 1
            source.add(Tally(_is_source(marked, said), 1, 1))
            stance.add(Tally(marked.stance == said.stance, 1, 1))
            name = said.source.name if said.source else None
            right = name is not None and _same_name(name, marked.speaker)
            speaker.add(Tally(right, name is not None, marked.speaker is not None))
    return {
        "content precision": content.precision,
        "content recall": content.recall,
        "source": source.precision,
        "speaker precision": speaker.precision,
        "speaker recall": speaker.recall,
        "stance": stance.precision,
    }


def _found(
    gold: tuple[GoldStatement, ...], reading: Reading
) -> Iterator[tuple[GoldStatement, Statement]]:
    """Pair each marked statement with the one read that shares most with it, best pairs first."""
    text = reading.report.text
    likeness = [
        (_likeness(marked.spans(text), said.content), at, number)
        for at, marked in enumerate(gold)
        for number, said in enumerate(reading.statements)
    ]
    taken: set[int] = set()
    done: set[int] = set()
    for share, at, number in sorted(likeness, reverse=True):
        if share < LIKE_ENOUGH:
            return
        if at not in done and number not in taken:
            done.add(at)
            taken.add(number)
            yield gold[at], reading.statements[number]


def _likeness(one: Iterable[Span], other: Iterable[Span]) -> float:
    mine, theirs = _characters(one), _characters(other)
    return len(mine & theirs) / len(mine | theirs)


def _characters(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _is_source(marked: GoldStatement, said: Statement) -> bool:
    """Whether the source's words share a word with the marked ones, or both name nobody."""
    if marked.source is None or said.source is None:
        return marked.source is None and said.source is None
    return bool(_words(marked.source) & _words(said.source.words))


def _same_name(name: str, speaker: str | None) -> bool:
    """Whether two names are one: all words of the shorter stand in the longer."""
    if speaker is None:
        return False
    one, other = _words(name), _words(speaker)
    return one <= other or other <= one


def _words(phrase: str) -> set[str]:
    return set(phrase.lower().split()) - {"the", "a", "an", "of"}
