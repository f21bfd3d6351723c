"""Says who is counted: the noun of the count, as written, or the one it shares with its neighbour."""

from whence.compose.draft import Draft
from whence.compose.links import NOMINAL, PRONOUNS
from whence.find.groups import Groups
from whence.find.measures import Measures
from whence.records import Phrase
from whence.text.grammar import Word

# Words before a noun that say nothing of the group.
_EMPTY = frozenset(
    "more other others another further additional new all some such same latest first second last remaining many few "
    "total confirmed estimated only just nearly reported their his her its our the a an of those these this that".split()
)
# Heads that say too little without their of-phrase: "members of the special police".
_EMPTY_HEADS = frozenset(
    "member members head heads employee employees staff crew part inhabitants residents relatives".split()
)
_EMPTY_HEADS_OF = frozenset({"of"})
_AGES = frozenset({"under", "over", "aged", "above", "below"})


class Populations:
    """Finds the population of drafts, in order, so that a neighbour's can be shared."""

    def __init__(self, groups: Groups, measures: Measures) -> None:
        self.groups = groups
        self.measures = measures

    def find(self, draft: Draft, before: list[Draft], text: str) -> Phrase | None:
        """Return the counted group as written, None where the text names none."""
        unit = self._unit(draft)
        if unit is not None and not self._names_nobody(unit):
            return _phrase(unit, draft, text)
        if draft.link.rule == "label" and draft.link.population is not None:
            return _phrase(draft.link.population, draft, text)
        if draft.link.population is not None:
            return _phrase(draft.link.population, draft, text)
        if unit is None or draft.counted.partitive is not None:
            return self._shared(draft, before)
        return None

    def _unit(self, draft: Draft) -> Word | None:
        counted = draft.counted
        if counted.unit is not None and counted.unit.lower not in PRONOUNS:
            return counted.unit
        word = counted.word
        if word.dep in {"nsubj", "attr"} and word.head.lemma == "be":
            attr = word.head.kid("attr")
            if (
                attr is not None
                and attr is not word
                and (self.groups.is_person(attr.lower) or attr.name)
            ):
                return attr
        if (
            word.dep == "nsubj"
            and self.groups.is_person(word.head.lower)
            and word.head.pos in NOMINAL
        ):
            return word.head  # "two of them sisters"
        following = next((k for k in word.children if k.i > word.i and k.dep == "appos"), None)
        if (
            counted.partitive is not None
            and following is not None
            and self.groups.is_person(following.lower)
        ):
            return following
        return None

    def _names_nobody(self, unit: Word) -> bool:
        """Whether the noun names a harm ("deaths", "the wounded") and no group."""
        return (bool(self.measures.noun(unit, "count")) and not self.groups.is_person(unit.lower)) or unit.lower in {
            "dead", "wounded", "injured", "missing", "casualties", "victims", "deaths", "displaced", "hurt", "killed", "drowned",
        }  # fmt: skip

    def _shared(self, draft: Draft, before: list[Draft]) -> Phrase | None:
        """The population of the nearest count before it in the sentence, or of its whole."""
        if draft.whole is not None:
            return draft.whole.population
        same = [d for d in before if d.passage is draft.passage]
        if same and draft.link.rule != "toll":
            return same[-1].population
        if draft.counted.partitive is not None and before:
            return before[-1].population
        return None


def _phrase(unit: Word, draft: Draft, text: str) -> Phrase:
    """The noun with the words before it that describe the group, and an of-phrase it cannot do without."""
    first = unit
    for word in sorted((w for w in unit.children if w.i < unit.i), key=lambda w: -w.i):
        inside = list(word.subtree())
        if (
            word.dep not in {"amod", "compound", "nmod", "poss"}
            or word.dep == "poss"
            or word.lower in _EMPTY
            or any(w.key is not None for w in inside)
            or inside[-1].i + 1 < first.i - 1
        ):
            break
        first = inside[0]
    end = unit.end
    if unit.lower in _EMPTY_HEADS and (
        of := next((k for k in unit.kids("prep") if k.lower == "of"), None)
    ):
        if (below := of.kid("pobj")) is not None:
            end = max(
                end,
                max(w.end for w in below.children if w.i < below.i)
                if any(w.i < below.i for w in below.children)
                else 0,
                below.end,
            )
    else:
        for word in unit.kids("prep", "acl"):
            if word.lower in _AGES and word.i == unit.i + 1:
                end = max(w.end for w in word.subtree() if w.i <= word.i + 2)
    start = (
        max(first.start, draft.amount.end)
        if first.start < draft.amount.end <= unit.start
        else first.start
    )
    while text[start : start + 1].isspace():
        start += 1
    return Phrase(start, end, text[start:end])
