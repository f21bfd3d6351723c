"""Says which of a sentence's starts ("since 9 November") governs a count.

A bulletin strings several running totals together, and each start closes the counts
before it or opens those after it. The order of the words tells which; the parse of such
sentences does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from whence.compose.clauses import SEMICOLON
from whence.compose.draft import Draft, Passage
from whence.compose.words import open_period_words
from whence.find.times import TimeMention
from whence.text.grammar import VERBAL, Word

_COMMA = ","
# Tags of the words that open a clause after a comma: "where", "whose", "bringing".
_CLAUSE_OPENERS = frozenset({"WDT", "WP", "WP$", "WRB", "VBG"})


@dataclass(frozen=True, slots=True)
class _Start:
    """A since with the offsets between which the counts stand that it governs."""

    time: TimeMention
    first: int
    last: int


def governing_start(draft: Draft, sinces: Sequence[TimeMention]) -> TimeMention | None:
    """Return the one of `sinces`, those of the draft's sentence, that its count runs from.

    None where the count stands outside what any of them governs.
    """
    at = draft.amount.start
    starts = _starts(draft.passage, sinces)
    return next((s.time for s in reversed(starts) if s.first <= at < s.last), None)


def _starts(passage: Passage, sinces: Sequence[TimeMention]) -> list[_Start]:
    words = passage.parse.words if passage.parse is not None else []
    starts: list[_Start] = []
    for time in sorted(sinces, key=lambda t: t.start):
        opened = max(
            (w.end for w in words if w.end <= time.start and w.text == SEMICOLON), default=0
        )
        behind = max(opened, starts[-1].time.end if starts else 0)
        counts = [m.amount.start for m in passage.amounts if behind <= m.amount.start < time.start]
        if not counts or _opens(time, words):
            closes = (w.start for w in words if w.start >= time.end and w.text == SEMICOLON)
            starts.append(_Start(time, time.end, next(closes, passage.sentence.end)))
        else:
            if starts and starts[-1].last > time.start:
                behind = _parting(words, counts, behind, time.start)
            behind = _clause_start(words, behind, counts[-1])
            starts.append(_Start(time, behind, time.start))
    return starts


def _opens(time: TimeMention, words: Sequence[Word]) -> bool:
    """Whether the since stands before its count: "the dead since May to 12"."""
    after = [w for w in words if w.start >= time.end]
    counts = [w.i for w in after if w.key is not None]
    if not counts:
        return False
    before = [w for w in words if w.end <= time.start][-2:]
    inside = [w.text for w in before][1:] == [_COMMA] and before[0].pos == "CCONJ"
    between = [w for w in after if w.i < counts[0]]
    plain = all(w.pos not in {"PUNCT", "CCONJ", "SCONJ"} for w in between)
    leads = bool(between) and (
        between[-1].lower in open_period_words().leads or between[-1].pos in VERBAL
    )
    return inside or (plain and leads)


def _clause_start(words: Sequence[Word], start: int, count: int) -> int:
    """Where the clause begins that the last count stands in: ", where 54 have died since May"."""
    inside = [w for w in words if start <= w.start < count]
    opens = (
        one.end
        for one, *following in zip(inside, inside[1:], inside[2:], strict=False)
        if one.text == _COMMA and any(w.tag in _CLAUSE_OPENERS for w in following[:1])
    )
    return max(opens, default=start)


def _parting(words: Sequence[Word], counts: Sequence[int], start: int, end: int) -> int:
    """Where the counts of a since before them end and those of one after them begin."""
    commas = [w.end for w in words if w.text == _COMMA and counts[0] < w.start < counts[-1]]
    within = [at for at in commas if start <= at < end]
    return within[-1] if within else counts[-1]
