"""Says who is counted: the noun of the count, as written, or the one it shares with a neighbour."""

from whence.compose.clauses import segment_of
from whence.compose.draft import Draft
from whence.compose.links import NOMINAL, PRONOUNS
from whence.compose.pairs import IN_ORDER, PAIR
from whence.compose.words import open_population_words
from whence.find.groups import Groups
from whence.find.measures import Measures
from whence.records import Phrase
from whence.text.grammar import VERBAL, Word

# Rules by which a number counts what another counts.
_SAME_RULES = frozenset({"said again", "listed with", "part of what came before"})
# What may stand before the "of": "three of them that of a boy".
_THOSE = frozenset({"those", "that"})
# Rules by which a number counts that has no noun beside it.
_BARE_RULES = frozenset({PAIR, IN_ORDER, "toll", "label", "said again"})


class Populations:
    """Finds the population of drafts, in order, so that a neighbour's can be shared."""

    def __init__(self, groups: Groups, measures: Measures, language: str = "en") -> None:
        self.groups = groups
        self.measures = measures
        self.words = open_population_words(language)

    def find(self, draft: Draft, before: list[Draft], text: str) -> Phrase | None:
        """Return the counted group as written, None where the text names none."""
        unit = self._unit(draft)
        if unit is not None and not self._names_nobody(unit):
            return self._phrase(unit, draft, text)
        if unit is not None and (group := self._of_harm(unit)) is not None:
            return self._phrase(group, draft, text)
        if unit is not None and (said := self._said_of(draft)) is not None:
            return self._phrase(said, draft, text)
        named = draft.link.population
        if named is not None and not self._names_nobody(named):
            return self._phrase(named, draft, text)
        if draft.counted.partitive is None and (group := self._in_segment(draft)) is not None:
            return self._phrase(group, draft, text)
        beside = unit is not None and unit.lower in self.words.fates
        if unit is None or beside or draft.counted.partitive is not None:
            shared = _shared(draft, before)
            return None if shared is None or self._is_body(shared, draft, text) else shared
        return None

    def _is_body(self, shared: Phrase, draft: Draft, text: str) -> bool:
        """Whether a shared noun is of bodies, which only what is counted as bodies shares."""
        goes_on = draft.measure == "killed" and draft.link.rule in _SAME_RULES
        return not goes_on and self.groups.kind(text[shared.start : shared.end]) == "body"

    def _in_segment(self, draft: Draft) -> Word | None:
        """The group that a bulletin names before its numbers: "for pilgrims it is 45 and 255"."""
        parse = draft.passage.parse
        if parse is None or draft.link.rule not in _BARE_RULES:
            return None
        segment = segment_of(parse, draft.word)
        for prep in segment:
            group = prep.kid("pobj") if prep.lower in self.words.of_group else None
            if group is None or not segment[0].i <= prep.i < group.i < draft.word.i:
                continue
            counted = any(k.key is not None for k in group.children)
            opens = prep is segment[0] or (prep.i == segment[0].i + 1 and segment[0].pos == "CCONJ")
            apart = opens or (prep.head.pos in VERBAL and prep.head.dep not in {"relcl", "acl"})
            named = self.groups.is_person(group.lower) and not self._names_nobody(group)
            if apart and named and not counted:
                return group
        return None

    def _unit(self, draft: Draft) -> Word | None:
        """The noun that says who is counted, where the clause has one."""
        counted, word = draft.counted, draft.counted.word
        unit = counted.unit
        if unit is not None and unit.lower not in PRONOUNS and not unit.text.isdigit():
            return unit  # "at 201 on 12 May" counts no twelfth
        if (named := self._of_those(draft)) is not None:
            return named
        if (said := self._said_of(draft)) is not None:
            return said
        head = word.head
        if word.dep == "nsubj" and head.pos in NOMINAL and self.groups.is_person(head.lower):
            return head  # "two of them sisters"
        following = next((k for k in word.kids("appos") if k.i > word.i), None)
        if counted.partitive is None or following is None:
            return None
        return following if self.groups.is_person(following.lower) else None

    def _of_those(self, draft: Draft) -> Word | None:
        """The group of "eight of them of children", "34 of them those of children"."""
        group, parse = draft.counted.partitive, draft.passage.parse
        if group is None or parse is None or group.lower not in PRONOUNS:
            return None
        after = [w for w in parse.words[group.i + 1 : group.i + 5] if w.lower not in _THOSE]
        if not after or after[0].lower != "of":
            return None
        named = after[0].kid("pobj")
        return named if named is not None and self.groups.is_person(named.lower) else None

    def _said_of(self, draft: Draft) -> Word | None:
        """The group that the count is said to be: "two are minors", "two of the dead were"."""
        word = draft.counted.word
        while word.dep == "conj" and word.head.key is not None:
            word = word.head
        for noun in (word.head, *word.kids("conj")):
            # the parse may take the group itself for the verb of the second count
            is_verb = noun.pos == "NOUN" and any(
                k.lemma == "be" for k in noun.kids("aux", "auxpass")
            )
            if is_verb and any(noun.kids("nsubj", "nsubjpass")) and self._is_group(noun):
                return noun
        if word.dep not in {"nsubj", "attr"} or word.head.lemma != "be":
            return None
        said = word.head.kid("attr")
        return said if said is not None and said is not word and self._is_group(said) else None

    def _is_group(self, word: Word) -> bool:
        return word.name or self.groups.is_person(word.lower)

    def _names_nobody(self, unit: Word) -> bool:
        """Whether the noun names a harm ("deaths", "the wounded") and no group."""
        if unit.lower in self.words.harms:
            return True
        counts = bool(self.measures.noun(unit, "count"))
        return counts and not self.groups.is_person(unit.lower)

    def _of_harm(self, harm: Word) -> Word | None:
        """The group in the noun phrase of a harm: "civilian deaths", "deaths among miners"."""
        below = (k for p in harm.kids("prep") if p.lower in self.words.among for k in p.children)
        inside = [*harm.kids("compound", "amod"), *below]
        return next((w for w in inside if self.groups.is_person(w.lower)), None)

    def _phrase(self, unit: Word, draft: Draft, text: str) -> Phrase:
        """The noun with the words that describe the group, and what it cannot do without."""
        first = self._first(unit)
        start, end = first.start, self._end(unit)
        if start < draft.amount.end <= unit.start:
            start = draft.amount.end
        while text[start : start + 1].isspace():
            start += 1
        return Phrase(start, end, text[start:end])

    def _first(self, unit: Word) -> Word:
        """The first of the words right before the noun that describe the group."""
        first = unit
        for word in sorted((w for w in unit.children if w.i < unit.i), key=lambda w: -w.i):
            inside = word.subtree()
            describes = word.dep in {"amod", "compound", "nmod"}
            if not describes or word.lower in self.words.empty:
                break
            if any(w.key is not None for w in inside) or inside[-1].i + 2 < first.i:
                break
            first = inside[0]
        return first

    def _end(self, unit: Word) -> int:
        """Where the group's name ends: with "of the police" for "members", "under five" for age."""
        if unit.lower in self.words.empty_heads:
            of = next((k for k in unit.kids("prep") if k.lower == "of"), None)
            below = of.kid("pobj") if of is not None else None
            if below is not None:
                return max(w.end for w in (unit, below, *below.children) if w.i <= below.i)
        for word in unit.kids("prep", "acl"):
            if word.lower in self.words.ages and word.i == unit.i + 1:
                return max(w.end for w in word.subtree() if w.i <= word.i + 2)
        return unit.end


def _shared(draft: Draft, before: list[Draft]) -> Phrase | None:
    """The population of the count's whole, of its neighbour, or of the count it goes back to."""
    if draft.whole is not None:
        return draft.whole.population
    same = [d for d in before if d.passage is draft.passage]
    if same and draft.link.rule != "toll":
        return same[-1].population if _is_beside(same[-1], draft) else None
    if draft.counted.partitive is not None and before:
        return before[-1].population
    if draft.origin is not None:
        return _gone_back_to(draft.origin, draft).population
    if not draft.link.rule.startswith("verb"):
        return None
    last = [d for d in before if d.passage.index == draft.passage.index - 1 and d.whole is None]
    goes_on = last and last[-1].passage.block is draft.passage.block
    return last[-1].population if goes_on else None


def _gone_back_to(origin: Draft, draft: Draft) -> Draft:
    """The count that a number goes back to: from another sentence to the whole, not to its part.

    "190,000, 74,000 of them children. The office still says 95,000": people, and no children.
    """
    if origin.whole is None or origin.passage is draft.passage:
        return origin
    return origin.whole


def _is_beside(neighbour: Draft, draft: Draft) -> bool:
    """Whether no clause ends between the two counts."""
    words = draft.passage.parse.words if draft.passage.parse else []
    between = words[neighbour.word.i + 1 : draft.word.i]
    return draft.link.said_by is neighbour.link.said_by or all(w.text != ";" for w in between)
