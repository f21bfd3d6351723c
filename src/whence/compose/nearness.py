"""How near a time stands to a figure in the parse of their sentence."""

from whence.compose.draft import Draft
from whence.find.times import TimeMention
from whence.text.grammar import VERBAL

# Steps that the edge of a clause counts for: 1 to 3 scored the same.
CLAUSE = 2
# Further than any step: a time that the parse does not tie to the figure.
UNTIED = 99


def is_in_clause_of(time: TimeMention, draft: Draft) -> bool:
    """Whether the time stands in the clause on a toll's noun: "the number killed on Monday"."""
    word = draft.passage.parse.at(time.start) if draft.passage.parse else None
    verb = next((w for w in word.up() if w.pos in VERBAL), None) if word is not None else None
    return verb is not None and verb.dep in {"relcl", "acl"} and verb.i > draft.word.i


def distance(time: TimeMention, draft: Draft) -> tuple[int, int]:
    """How far a time stands from the draft: in steps of the parse, then in letters.

    A clause crossed on the way counts as CLAUSE steps more.
    """
    apart = min(abs(time.start - draft.amount.end), abs(draft.amount.start - time.end))
    word = draft.passage.parse.at(time.start) if draft.passage.parse else None
    if word is None:
        return (UNTIED, apart)
    steps: dict[int, int] = {}
    for start in (draft.word, draft.link.said_by):
        rank = 0
        for above in [start, *start.up()]:
            steps[above.i] = min(steps.get(above.i, rank), rank)
            rank += 1 + CLAUSE * (above.dep in {"conj", "parataxis"} and above.pos in VERBAL)
    crossed = 0
    for climbed, above in enumerate([word, *word.up()]):
        if above.i in steps:
            return (crossed * CLAUSE + steps[above.i] + climbed, apart)
        opens = above.dep in {"relcl", "advcl", "ccomp", "conj", "parataxis"}
        crossed += opens and above.pos in VERBAL
    return (UNTIED, apart)
