"""What changed between two revisions of an article: figure by figure, trivial edits left out.

An edit is trivial where the claim still says the same: other words around it, "six" for "6",
another article before a name, a count that is said once more or once less often.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import Literal, TypeVar

from whence.ledger.words import fold
from whence.records import Figure, Period, Phrase, Reading, Source, Statement

Kind = Literal["added", "dropped", "changed"]
Meaning = tuple[object, ...]
Claim = TypeVar("Claim", Figure, Statement)

FIELDS = "low high comparator measure population source period place modality".split()
STATEMENT_FIELDS = "source stance content".split()

# How alike two sentences must be for their differing figures to be one figure that changed. A
# figure changed in place leaves most of its sentence; two of one measure elsewhere share little.
SAME_SENTENCE = 0.5
# How alike the words of two statements must be to be one; from TRIVIAL on, nothing changed.
SAME_STATEMENT = 0.6
TRIVIAL = 0.95


@dataclass(frozen=True, slots=True)
class Change:
    """One claim that was added, dropped, or says something else in `fields`.

    `old` and `new` are indices in the figures or statements (`of`) of the two readings.
    """

    kind: Kind
    of: Literal["figure", "statement"]
    old: int | None
    new: int | None
    fields: tuple[str, ...] = ()


def changes_between(old: Reading, new: Reading) -> tuple[Change, ...]:
    """Return what the claims of `new` say that those of `old` did not, and the other way."""
    figures = _compare(
        "figure",
        FIELDS,
        [partial(_figure_meaning, language=old.report.language)(one) for one in old.figures],
        [partial(_figure_meaning, language=new.report.language)(one) for one in new.figures],
        lambda i, j: _figures_alike(old.figures[i], new.figures[j]),
    )
    said = _compare(
        "statement",
        STATEMENT_FIELDS,
        [_statement_meaning(one, old) for one in old.statements],
        [_statement_meaning(one, new) for one in new.statements],
        lambda i, j: _statements_alike(
            _statement_meaning(old.statements[i], old), _statement_meaning(new.statements[j], new)
        ),
    )
    return (*figures, *(change for change in said if not _is_trivial(change, old, new)))


def _compare(
    of: Literal["figure", "statement"],
    fields: Sequence[str],
    old: Sequence[Meaning],
    new: Sequence[Meaning],
    alike: Callable[[int, int], float],
) -> list[Change]:
    """Pair the claims of two readings: first those that say the same, then the most alike."""
    left = _unsaid(old, new)
    right = _unsaid(new, old)
    scored = sorted(((alike(i, j), -abs(i - j), -i, -j) for i in left for j in right), reverse=True)
    pairs: dict[int, int] = {}
    for score, _, i, j in scored:
        if score and -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    changed = [
        Change("changed", of, i, j, _differing(fields, old[i], new[j])) for i, j in pairs.items()
    ]
    dropped = [Change("dropped", of, i, None) for i in left if i not in pairs]
    added = [Change("added", of, None, j) for j in right if j not in pairs.values()]
    return sorted(
        [*changed, *dropped, *added], key=lambda c: c.new if c.new is not None else c.old or 0
    )


def _unsaid(these: Sequence[Meaning], those: Sequence[Meaning]) -> list[int]:
    """Return which of `these` say what none of `those` says."""
    said = Counter(those)
    return [at for at, meaning in enumerate(these) if not said[meaning]]


def _differing(fields: Sequence[str], old: Meaning, new: Meaning) -> tuple[str, ...]:
    return tuple(name for name, one, other in zip(fields, old, new, strict=True) if one != other)


def _figure_meaning(figure: Figure, language: str) -> Meaning:
    amount = figure.amount
    return (
        amount.low,
        amount.high,
        amount.comparator,
        figure.measure,
        _key(figure.population, language),
        _source_key(figure.source, language),
        _period_key(figure.period),
        _key(figure.place, language),
        figure.modality,
    )


def _statement_meaning(statement: Statement, reading: Reading) -> Meaning:
    report = reading.report
    words = " ".join(report.text[span.start : span.end] for span in statement.content)
    return (
        _source_key(statement.source, report.language),
        statement.stance,
        " ".join(words.casefold().split()),
    )


def _figures_alike(old: Figure, new: Figure) -> float:
    """Return how alike the sentences of two figures are, 0 where they cannot be one figure."""
    if old.measure != new.measure:
        return 0.0
    score = _alike(old.quote.words, new.quote.words)
    return score if score >= SAME_SENTENCE else 0.0


def _statements_alike(old: Meaning, new: Meaning) -> float:
    score = _alike(str(old[2]), str(new[2]))
    return score if score >= SAME_STATEMENT else 0.0


def _is_trivial(change: Change, old: Reading, new: Reading) -> bool:
    """Whether a changed statement has only a comma or a word less."""
    if change.old is None or change.new is None or change.fields != ("content",):
        return False
    before = _statement_meaning(old.statements[change.old], old)
    after = _statement_meaning(new.statements[change.new], new)
    return _alike(str(before[2]), str(after[2])) >= TRIVIAL


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _key(phrase: Phrase | None, language: str) -> str | None:
    return fold(phrase.words, language) if phrase else None


def _source_key(source: Source | None, language: str) -> str | None:
    return fold(source.name or source.words, language) if source else None


def _period_key(period: Period | None) -> Meaning | None:
    return (period.kind, period.start, period.end) if period else None
