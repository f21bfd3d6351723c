"""Says which count a count is stated to be a part of."""

from collections.abc import Sequence
from itertools import takewhile

from whence.compose.draft import Draft
from whence.compose.links import PRONOUNS
from whence.compose.words import PartWords, open_part_words
from whence.text.grammar import VERBAL, Word

# Counts to look back over for what "the dead" or "the girls" were.
REACH = 20
# Counts to look back over for what a running total is brought to by.
NEAR = 4
# Sentences to look back over for what "of them" goes back to.
BACK = 2
# Marks that lead in all the groups that make up a count.
_TELLS_APART = frozenset({"-", "–", "—", ":", "("})
# Words between the two counts of a pair: "dead and", "dead, with over".
PAIRED = 3
# Words from a count to the "including" that leads on from it: "of the dead were old, including".
LED = 8
# Words from a count to the number in a bracket behind it.
BRACKETED = 2
# What a bare number of those counted before may have met: who is let go was held, and who was
# seized or saved may be told to have died. The dead beside the arrested may be others.
LET_GO = frozenset({"freed", "returned"})
HARMED = frozenset({"killed", "wounded", "missing"})
SAVED = frozenset({"rescued", "alive"})
FATES = {
    "detained": LET_GO,
    "captive": LET_GO | HARMED,
    "abducted": LET_GO | HARMED | {"rescued"},  # who got away is none of those still held
    "rescued": HARMED,
    "evacuated": HARMED,
}


def find_whole(draft: Draft, before: list[Draft], language: str = "en") -> Draft | None:
    """Return the count before this one that it is said to be a part of.

    None where the text does not say so. What the text calls a part is one even where it is
    larger than its whole: that is a fault of the text, which must not be hidden.
    """
    words = open_part_words(language)
    here = [d for d in before if d.passage is draft.passage]
    near = here or [d for d in before if d.passage.index >= draft.passage.index - 1]
    partitive = draft.counted.partitive or _of_clause(draft)
    if partitive is not None and partitive.lower in PRONOUNS:
        fate = next((k for k in partitive.children if words.measure_of(k.lower)), None)
        if fate is not None:
            return _group_before(draft, fate, before[-REACH:], words)
        if _is_new_group(partitive):
            return None
        back = [d for d in before if d.passage.index == draft.passage.index - 1]
        return _gone_back_to(draft, here) or _outgrown(draft, here) or _gone_back_to(draft, back)
    if partitive is not None and (numbered := _numbered(draft, partitive, before)) is not None:
        return numbered
    if partitive is not None and any(k.lower in words.definite for k in partitive.children):
        return _group_before(draft, partitive, before[-REACH:], words)
    if draft.link.rule == "part of what came before" and _is_said_of(draft.word):
        nearest = _nearest(draft, here, same_measure=True) if here else _alone(draft, before)
        # "61 of them were children and 47 were women": both are parts of the same, if of any.
        return nearest.whole if nearest is not None and _is_sibling(nearest) else nearest
    if draft.link.rule == "listed with" and draft.origin is not None and draft.origin.whole:
        return draft.origin.whole
    if draft.link.rule != "roll" and (
        draft.link.rule == "included" or _is_under_including(draft.word, words)
    ):
        if (told := _led_on(draft, here, words)) is not None:
            return told
        return _nearest(draft, near[-NEAR:], same_measure=True) or _outgrown(draft, here)
    if (rest := _rest_of(draft, before[-REACH:], words)) is not None:
        return rest
    if (group := _group_among(draft, words)) is not None:
        return _group_before(draft, group, before[-REACH:], words)
    return _met_by(draft, here)


def _numbered(draft: Draft, partitive: Word, before: Sequence[Draft]) -> Draft | None:
    """The count that "of the 612 prisoners" gives again."""
    number = next((w for w in (partitive, *partitive.children) if w.key is not None), None)
    if number is None or number.key is None:
        return None
    amount = draft.passage.amounts[number.key].amount
    again = (
        d for d in reversed(before) if (d.amount.low, d.amount.high) == (amount.low, amount.high)
    )
    return next((d for d in again if d.amount.start != draft.amount.start), None)


def _is_sibling(draft: Draft) -> bool:
    """Whether the count is told as a part, or as some of all: "61 of them were children"."""
    part = draft.whole is not None and draft.whole.measure == draft.measure
    return part or (draft.whole is None and _is_said_of(draft.word) and _is_some(draft))


def _is_some(draft: Draft) -> bool:
    """Whether the count is bare and only said to be of a kind: "61 were soldiers"."""
    return draft.counted.unit is None and draft.link.rule == "part of what came before"


def _is_new_group(pronoun: Word) -> bool:
    """Whether "those" are told by where they are, and are not gone back to: "those in the east"."""
    return pronoun.lower == "those" and any(pronoun.kids("prep"))


def _alone(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The one count of the sentence before that is no part: "nine died. Two were foreigners"."""
    back = [
        d
        for d in before
        if d.passage.index == draft.passage.index - 1 and d.passage.block is draft.passage.block
    ]
    wholes = [d for d in back if d.whole is None]
    one = wholes[0] if len(wholes) == 1 and wholes[0].measure == draft.measure else None
    return one if one is not None and _may_hold(one, draft) else None


def _led_on(draft: Draft, here: Sequence[Draft], words: PartWords) -> Draft | None:
    """The count, a part or not, that "including" goes on from: "17 of the dead, including 4"."""
    parse = draft.passage.parse
    last = here[-1] if here else None
    if parse is None or last is None or not _may_hold(last, draft):
        return None
    between = parse.words[last.counted.last + 1 : draft.word.i]
    leads = [w for w in between if w.lower in words.including or w.lower in words.among]
    plain = all(w.pos not in {"VERB", "CCONJ"} or w in leads for w in between)
    near = last.measure == draft.measure or last.whole is None
    return last if len(leads) == 1 and plain and near and leads[0] in between[:LED] else None


def _rest_of(draft: Draft, before: Sequence[Draft], words: PartWords) -> Draft | None:
    """What "the remaining 25" are the rest of: the whole of the parts just told, if they fit."""
    bearer = draft.counted.bearer
    if not any(k.lower in words.remaining for w in (draft.word, bearer) for k in w.children):
        return None
    for other in reversed(before):
        whole = other.whole
        while whole is not None:
            parts = [d.amount.low or 0 for d in before if d.whole is whole]
            if sum(parts) + (draft.amount.low or 0) == whole.amount.low:
                return whole
            whole = whole.whole
    return None


def _met_by(draft: Draft, here: Sequence[Draft]) -> Draft | None:
    """The people of whom a bare number met a fate: "nine were arrested; five were released".

    Those killed beside those hurt are others; those released are of those who were held.
    """
    if draft.counted.unit is not None or draft.word.dep not in {"nsubj", "nsubjpass"}:
        return None
    if draft.amount.high == 0:
        return None  # "all eight came down and nobody was hurt"
    for other in reversed(here):
        sibling = other.whole is not None and other.whole.passage is draft.passage
        whole = other.whole if sibling else other
        assert whole is not None
        fates = FATES.get(whole.measure, frozenset())
        met = draft.measure in fates or (sibling and other.measure in fates)
        if met and _fits_in(draft, whole):
            return whole
    return None


def _gone_back_to(draft: Draft, candidates: Sequence[Draft]) -> Draft | None:
    """What "of them" or "of whom" goes back to."""
    same = _nearest(draft, candidates, same_measure=True)
    return same or _nearest(draft, candidates)


def _outgrown(draft: Draft, candidates: Sequence[Draft]) -> Draft | None:
    """The nearest whole of the same measure, where the part is larger than each of them."""
    same = [d for d in candidates if d.measure == draft.measure and d.whole is None]
    return next((d for d in reversed(same) if d.amount != draft.amount), None)


def settle_wholes(drafts: Sequence[Draft], before: Sequence[Draft], language: str = "en") -> None:
    """Set the wholes that stand after their parts, and the breakdowns that add up.

    `drafts` are one sentence's, in order; `before` those of the sentences before.
    """
    words = open_part_words(language)
    carrying: list[Draft] = []
    for index, total in enumerate(drafts):
        if _carries(total, words) or (
            carrying[-1:] == drafts[index - 1 : index] != [] and _is_second(total, carrying[-1])
        ):
            carrying.append(total)
            _settle_carried(total, [*before[-NEAR:], *drafts[:index]])
    for draft in drafts:
        told = _counted_among(draft, drafts, words) or _outnumbering(draft, drafts)
        draft.whole = draft.whole or told or _risen_to(draft, drafts, words)
    for index, whole in enumerate(drafts):
        bracketed = _in_bracket(whole, drafts[index + 1 :])
        for part in [*_told_apart(whole, drafts[index + 1 :]), *filter(None, [bracketed])]:
            part.whole = part.whole or whole
        parts = _run_of_parts(drafts[index + 1 :], whole)
        if len(parts) > 1 and sum(part.amount.low or 0 for part in parts) == whole.amount.low:
            for part in parts:
                part.whole = part.whole or whole
    _settle_list(drafts, before)


def _told_apart(whole: Draft, following: Sequence[Draft]) -> list[Draft]:
    """The groups that a dash, colon or bracket lists behind a count: "12 people - ten men, …".

    They are its parts even where they come to more than it: a fault of the text.
    """
    parts = [
        d
        for d in following
        if d.measure == whole.measure and whole.counted.bearer in _listed_under(d.counted.bearer)
    ]
    parse = whole.passage.parse
    if len(parts) < 2 or parse is None:
        return []
    between = parse.words[whole.counted.bearer.i + 1 : parts[0].word.i]
    return parts if len(between) == 1 and between[0].text in _TELLS_APART else []


def _in_bracket(whole: Draft, following: Sequence[Draft]) -> Draft | None:
    """The count that a bracket opens with right behind another: "31 hurt (six in a coma)"."""
    part, parse = (following[0] if following else None), whole.passage.parse
    if part is None or parse is None or part.counted.unit is not None:
        return None
    opens = [w.text for w in parse.words[whole.counted.last + 1 : part.word.i]]
    inside = list(takewhile(lambda w: w.text != ")", parse.words[part.word.i :]))
    other = any(m.cue in inside or m.head in inside for m in part.passage.sources)
    return (
        part
        if opens[-1:] == ["("] and len(opens) <= BRACKETED and not other and _may_hold(whole, part)
        else None
    )


def _listed_under(word: Word) -> list[Word]:
    """What a word tells more of, and the words it is listed with on the way there."""
    found: list[Word] = []
    while word.dep in {"conj", "appos"} and word.head is not word:
        word = word.head
        found.append(word)
    return found


def _settle_list(items: Sequence[Draft], before: Sequence[Draft]) -> None:
    """Make the lines of a list parts of the count before it that they add up to."""
    heading = items[-1].passage.heading if items else None
    above = [d for d in before if heading is not None and d.passage.parse is heading]
    if above and heading is not None and heading.words[-1].text == ":":
        for item in items:
            if item.link.rule == "heading of the list" and item.counted.unit is None:
                item.whole = item.whole or above[-1]
    lines = [d for d in (*before, *items) if d.passage.heading is heading and d.whole is None]
    listed = [d for d in lines if d.link.rule == "heading of the list"]
    if heading is None or len(listed) < 2:
        return
    size = sum(d.amount.low or 0 for d in listed)
    for whole in before:
        if whole.measure == listed[0].measure and whole.amount.low == size:
            for part in listed:
                part.whole = whole


def _settle_carried(total: Draft, earlier: Sequence[Draft]) -> None:
    """Make the counts before it, in its sentence or else the last, parts of a running total."""
    same = [
        d for d in earlier if d.measure == total.measure and d.amount.high != 0 and not _is_left(d)
    ]
    here = [part for part in same if part.passage is total.passage]
    back = [part for part in same if part.passage.index >= total.passage.index - BACK]
    for part in here or [part for part in back if part.passage is back[-1].passage]:
        if part.whole is None and _fits_in(part, total):
            part.whole = total


def _run_of_parts(following: Sequence[Draft], whole: Draft) -> list[Draft]:
    """The counts that follow and, added up, do not pass the whole."""
    parts: list[Draft] = []
    size = 0
    for draft in following:
        size += draft.amount.low or 0
        same = draft.measure == whole.measure and draft.amount != whole.amount
        if not same or size > (whole.amount.low or 0):
            break
        parts.append(draft)
    return parts


def _carries(total: Draft, words: PartWords) -> bool:
    """Whether the count is one that others are said to bring it to."""
    above = [total.word, *total.word.up()][:6]
    if total.word.dep not in {"pobj", "nummod", "conj", "amod", "dobj"}:
        return False
    if total.counted.bearer.dep in {"nsubj", "nsubjpass"}:
        return False  # "60 bodies were brought to the morgue"
    leads = any(w.lower == "to" for up in above for w in (up, *up.children))
    return leads and any(w.lemma in words.carriers for w in above)


def _is_second(total: Draft, first: Draft) -> bool:
    """Whether the count goes with one before: "to 205 dead and 377 wounded"."""
    parse = total.passage.parse
    between = parse.words[first.word.i + 1 : total.word.i] if parse is not None else []
    joined = any(w.pos == "CCONJ" for w in between) and all(w.pos != "PUNCT" for w in between)
    joined = joined or (any(w.lower == "with" for w in between) and not any(map(_is_verb, between)))
    return joined and len(between) <= PAIRED and total.measure != first.measure


def _is_verb(word: Word) -> bool:
    return word.pos in VERBAL and word.tag not in {"VBN", "VBD"}


def _is_left(draft: Draft) -> bool:
    """Whether the count is what a running one rose from: "from 34 to 36"."""
    bearer = draft.counted.bearer
    return any(w.dep == "pobj" and w.head.lower == "from" for w in (draft.word, bearer))


def _group_among(draft: Draft, words: PartWords) -> Word | None:
    """The group that the count is said to be among: "among the dead", "the dead included two"."""
    verb = draft.counted.bearer.head
    if draft.link.rule == "roll":
        return draft.link.said_by
    for prep in verb.kids("prep"):
        group = prep.kid("pobj") if prep.lower in words.among else None
        if group is None or group.key is not None:
            continue
        if words.measure_of(group.lower) or any(k.lower in words.definite for k in group.children):
            return group
    return None


def _counted_among(draft: Draft, drafts: Sequence[Draft], words: PartWords) -> Draft | None:
    """The count that the draft is said to be among: "nine were among the 14 dead"."""
    bearer = draft.counted.bearer
    among = [p for w in (bearer, bearer.head) for p in w.kids("prep") if p.lower in words.among]
    groups = [group for prep in among for group in prep.kids("pobj")]
    others = (d for d in drafts if d is not draft)
    return next((d for d in others if d.word in groups or d.counted.bearer in groups), None)


def _outnumbering(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """The count of its own sentence that the draft is "of": "512 of the 612 prisoners"."""
    partitive = draft.counted.partitive
    if partitive is None:
        return None
    return next((d for d in drafts if d is not draft and d.word.head is partitive), None)


def _risen_to(draft: Draft, drafts: Sequence[Draft], words: PartWords) -> Draft | None:
    """The total that the draft is said to have raised: "it rose by 12, to 249"."""
    verb = _under(draft, "by")
    if verb is None or verb.lemma not in words.risers:
        return None
    totals = (d for d in drafts if d.measure == draft.measure and _under(d, "to") is verb)
    return next(totals, None)


def _under(draft: Draft, preposition: str) -> Word | None:
    """What the count stands under with a preposition."""
    for word in (draft.word, draft.counted.bearer):
        if word.dep == "pobj" and word.head.lower == preposition:
            return word.head.head
    return None


def _of_clause(draft: Draft) -> Word | None:
    """What stands after "of" before the count's clause: "of whom 214 are children".

    In a clause that only names its number ("of those hurt, 330") that is no whole.
    """
    word = draft.word
    if draft.link.rule == "label":
        return None
    near = list(word.up())[:3]
    under = [prep for above in near for prep in above.kids("prep")]
    # "of those, 19 died and 83 were hurt": the parse may hang it on the first subject
    opening = [p for above in near for subject in above.kids("nsubj") for p in subject.kids("prep")]
    for prep in (*under, *(p for p in opening if p.i < p.head.i)):
        below = prep.kid("pobj")
        if prep.lower == "of" and prep.i < word.i and below is not None:
            return below if word not in below.subtree() else None
    return None


def _group_before(
    draft: Draft, partitive: Word, before: Sequence[Draft], words: PartWords
) -> Draft | None:
    """The whole that "of the dead", "of the girls" goes back to.

    That of an event comes before a running total.
    """
    fates = (words.measure_of(w.lower) for w in (partitive, *partitive.kids("amod")))
    measure = next(filter(None, fates), None)
    matches = [
        other
        for other in before
        if not other.is_earlier
        if (other.whole is None or (_runs_on(other.whole) and not _runs_on(other)))
        and (other.measure == measure or _names(other, partitive))
    ]
    events = [d for d in matches if not _runs_on(d)]
    fitting = [d for d in matches if _fits_in(draft, d)]
    here = [d for d in matches if d.passage is draft.passage]
    back = [d for d in matches if d.passage.index == draft.passage.index - 1]
    if not here and len(back) == 1:  # "received 17 dead. Among the dead are 20 pilgrims"
        here = back
    for likely in ([d for d in events if d in fitting], fitting, here):
        if likely:
            return likely[-1]
    return None


def _runs_on(draft: Draft) -> bool:
    return draft.period is not None and draft.period.kind in {"since", "total"}


def _names(draft: Draft, group: Word) -> bool:
    """Whether the draft's population is the group."""
    population = draft.population
    return population is not None and group.lower.rstrip("s") in population.words.lower()


def _nearest(
    draft: Draft, candidates: Sequence[Draft], *, same_measure: bool = False
) -> Draft | None:
    """The nearest count that is large enough to hold this one and is no part itself."""
    for other in reversed(candidates):
        if same_measure and other.measure != draft.measure:
            continue
        if other.is_earlier or not _may_hold(other, draft):
            continue
        if other.whole is not None and draft.link.rule != "part of what came before":
            continue
        return other
    return None


def _may_hold(whole: Draft, part: Draft) -> bool:
    """Whether the part fits into the whole: by its size, and nobody saved is among the dead."""
    return _fits_in(part, whole) and not (whole.measure == "killed" and part.measure in SAVED)


def _fits_in(part: Draft, whole: Draft) -> bool:
    """Whether the whole is not known to be smaller than the part."""
    size = part.amount.high if part.amount.low is None else part.amount.low
    room = whole.amount.high
    return whole.amount != part.amount and (size is None or room is None or size <= room)


def _is_under_including(word: Word, words: PartWords) -> bool:
    """Whether the count stands under "including" or "among them"."""
    above = [word, *word.up()][:4]
    if any(w.lower in words.including and not any(w.kids("neg")) for w in above):
        return True
    among = (p for w in above for p in w.kids("prep") if p.lower in words.among and p.i < word.i)
    return any(k.lower in PRONOUNS for prep in among for k in prep.kids("pobj"))


def _is_said_of(word: Word) -> bool:
    """Whether the count is a bare subject of which something is said: "two are minors"."""
    return word.dep == "nsubj" and word.head.lemma == "be"
