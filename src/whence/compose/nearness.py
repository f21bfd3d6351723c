"""How near a time stands to a figure in the parse of their sentence."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from whence.compose.clauses import segment_of
from whence.compose.draft import Draft
from whence.find.times import TimeMention
from whence.text.grammar import VERBAL, Word

# Steps that the edge of a clause counts for: 1 to 3 scored the same.
CLAUSE = 2
# Further than any step: a time that the parse does not tie to the figure.
UNTIED = 99
# Words from a time to the clause that tells what happened then: "the 1981 Osk mill fire, in which".
LEAD = 8
# Clauses on a noun.
ASIDES = frozenset({"relcl", "acl"})
COMMA = ","
_STOPS = frozenset(";:")


def is_in_clause_of(time: TimeMention, draft: Draft) -> bool:
    """Whether the time stands in the clause on a toll's noun: "the number killed on Monday"."""
    verb = verb_over(time, draft)
    return verb is not None and verb.dep in {"relcl", "acl"} and verb.i > draft.word.i


def stands_in_when(time: TimeMention, draft: Draft, openers: frozenset[str]) -> bool:
    """Whether the figure stands in a clause on the time: "the 1981 fire, in which 49 died"."""
    parse = draft.passage.parse
    between = [w for w in parse.words if time.end <= w.start < draft.amount.start] if parse else []
    lead = list(takewhile(lambda w: w.lower not in openers and w.tag != "WDT", between))
    told = between[len(lead) :]
    if not told or len(lead) > LEAD or any(w.pos in VERBAL or w.key is not None for w in lead):
        return False
    signs = {w.text for w in told}
    return not signs & _STOPS and (COMMA not in signs or draft.word in told[0].head.subtree())


def stands_right_behind(time: TimeMention, draft: Draft) -> bool:
    """Whether no stop parts the figure from a time before it: "a day after a mine killed 9"."""
    words = draft.passage.parse.words if draft.passage.parse else []
    between = [w for w in words if time.end <= w.start < draft.amount.start]
    return all(w.text != COMMA and w.text not in _STOPS for w in between)


def dates_another(time: TimeMention, draft: Draft) -> bool:
    """Whether the time's own clause holds another count: "to 90, adding nine killed in July"."""
    verb = verb_over(time, draft)
    below = verb.subtree() if verb is not None and verb.dep in ASIDES else []
    head = [verb.head, *verb.head.children] if verb is not None and below else []
    return draft.word not in head and any(w.key is not None for w in [*below, *head])


def tells_outcome(time: TimeMention, draft: Draft) -> bool:
    """Whether the figure is of the event in a time: "since gunmen stormed it in May, killing 9"."""
    words = draft.passage.parse.words if draft.passage.parse else []
    told = any(w.pos in VERBAL for w in words if time.start <= w.start < time.end)
    after = [w for w in words if w.start >= time.end][:2]
    outcome = [w.text for w in after[:1]] == [COMMA] and [w.tag for w in after[1:]] == ["VBG"]
    return told and outcome and draft.amount.start > after[1].start


def is_led_by(time: TimeMention, draft: Draft, leads: frozenset[str]) -> bool:
    """Whether a word such as "after" leads to the time's event: "held after a raid on Monday"."""
    word = draft.passage.parse.at(time.start) if draft.passage.parse else None
    above = takewhile(lambda w: w.pos not in VERBAL, word.up()) if word is not None else ()
    return any(w.lower in leads for w in above)


def is_tied(time: TimeMention, count: Word, words: Sequence[Word], ties: frozenset[str]) -> bool:
    """Whether a count that has no verb stands right before the time: "three of them on Monday"."""
    before = [w for w in words if w.i < count.i][-1:]
    between = [w for w in words if count.end <= w.start < time.start]
    lone = bool(before) and (before[0].text == COMMA or before[0].pos == "CCONJ")
    return lone and count.end <= time.start and all(w.lower in ties for w in between)


def within_semicolons(times: Sequence[TimeMention], draft: Draft) -> list[TimeMention]:
    """The times that no semicolon parts from the figure, else those before it."""
    parse = draft.passage.parse
    if parse is None:
        return list(times)
    segment = segment_of(parse, draft.word)
    start, end = segment[0].start, segment[-1].end
    beside = [t for t in times if start <= t.start < end]
    return beside or [t for t in times if t.start < start and t.sense != "until"]


def verb_over(time: TimeMention, draft: Draft) -> Word | None:
    """The nearest verb that a time stands under."""
    word = draft.passage.parse.at(time.start) if draft.passage.parse else None
    return next((w for w in word.up() if w.pos in VERBAL), None) if word is not None else None


def heads_of(verb: Word) -> Iterator[Word]:
    """Yield the verbs that a verb is joined to: of "has killed 9 and driven out 40", "killed"."""
    while verb.dep == "conj":
        verb = verb.head
        yield verb


def is_aside(time: TimeMention, draft: Draft) -> bool:
    """Whether the time stands in a clause on something other than what the figure is of.

    "The army, which has fought since 2016, killed 9"; "9 were killed, a figure that has
    not moved since May"; but not "the 9 who have died since May".
    """
    word = draft.passage.parse.at(time.start) if draft.passage.parse else None
    if word is None:
        return False
    aside = next((w for w in word.up() if w.dep in ASIDES and w.pos in VERBAL), None)
    if aside is None or all(k.tag != "WDT" for k in aside.children):
        return False
    below = aside.subtree()
    if draft.word in below or draft.link.said_by in below:
        return False
    return aside.head not in (draft.word, *draft.word.up(), draft.link.said_by)


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
