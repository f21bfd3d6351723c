"""Finds what a later clause says of people counted before: "14 were seized; they were shot".

The number is not said again, so that the figure stands on the number where it was said,
with a second measure. Only deaths are followed: of other fates a later clause is too often
about some of the people, or others. Left alone: "they" after a sentence that names other
people who could be meant.
"""

from collections.abc import Iterator

from whence.compose.counted import Link
from whence.compose.draft import Draft, Passage
from whence.compose.links import Linker
from whence.find.measures import Said
from whence.text.grammar import Word

_OBJECT = frozenset({"dobj", "nsubjpass"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
# Fates that people may have come to before they were found to have died.
_BEFORE_DEATH = frozenset({"abducted", "captive", "missing", "detained", "returned", "affected"})


class Followups:
    """Finds deaths told of people who were counted in the clause or sentence before."""

    def __init__(self, linker: Linker) -> None:
        self.measures = linker.measures
        self.counter = linker.counter
        self.groups = linker.groups
        self.words = linker.words

    def find(self, passage: Passage, drafts: list[Draft], before: list[Draft]) -> list[Draft]:
        """Return the further drafts that the sentence makes of counts of its own or before it."""
        if passage.parse is None:
            return []
        found: list[Draft] = []
        for word, verb in self._told_dead(passage):
            near = [*self._of_sentence_before(passage, before), *drafts]
            draft = self._meant(word, verb, [d for d in near if self._are_several(d)])
            if draft is not None and not any(f.amount is draft.amount for f in found):
                link = Link("killed", "said of them after", verb)
                found.append(Draft(draft.amount, draft.passage, draft.counted, link))
        return found

    def _told_dead(self, passage: Passage) -> Iterator[tuple[Word, Word]]:
        """Yield each word that stands for people told to have died, and the verb that tells it."""
        assert passage.parse is not None
        for word in passage.parse.words:
            if word.dep not in _SUBJECT | _OBJECT or word.key is not None:
                continue
            whose = self._whose(word)
            told = (said for said in self.measures.verb(word.head) if said.of_many == "killed")
            if (
                whose is not None
                and _has_happened(word.head)
                and any(self._fits(said, word) for said in told)
            ):
                yield whose, word.head

    def _whose(self, word: Word) -> Word | None:
        """The word for people whose fate the argument `word` tells: "they", "their bodies"."""
        if self.groups.kind(word.lower) != "body":
            return word
        of = next((p for p in word.kids("prep") if p.lower == "of"), None)
        return of.kid("pobj") if of is not None else word.kid("poss")

    def _fits(self, said: Said, word: Word) -> bool:
        is_body = self.groups.kind(word.lower) == "body"
        if (said.counts == "bodies") != is_body or said.counts in {"lives", "homes"}:
            return False
        if said.takes == "subject":
            return word.dep == "nsubj"
        return word.dep in _OBJECT

    def _of_sentence_before(self, passage: Passage, before: list[Draft]) -> list[Draft]:
        """The drafts of the sentence before, where it stands in the same paragraph."""
        return [
            draft
            for draft in before
            if draft.passage.index == passage.index - 1 and draft.passage.block is passage.block
        ]

    def _meant(self, word: Word, verb: Word, near: list[Draft]) -> Draft | None:
        """The one count among `near` that the word stands for, None where more could be meant."""
        if word.lower in self.words.they:
            meant = [d for d in near if not self._may_be_another(d, word, verb)]
        elif word.lower in self.words.their:
            meant = near
        elif any(k.lower in self.words.definite for k in word.children):
            meant = [d for d in near if self._is_noun_of(d, word)]
        else:
            return None
        return meant[0] if len(meant) == 1 and meant[0].measure in _BEFORE_DEATH else None

    def _may_be_another(self, draft: Draft, word: Word, verb: Word) -> bool:
        """Whether "they" may stand for those who did it: "gunmen took nine; they were killed"."""
        if draft.counted.bearer.dep != "dobj" or word.dep == "dobj":
            return False
        return verb.lemma not in self.words.finds

    def _is_noun_of(self, draft: Draft, word: Word) -> bool:
        """Whether "the fishermen", or "the men", stands for "twenty fishermen"."""
        unit = draft.counted.unit
        same = unit is not None and unit is not word and unit.lower == word.lower
        return same or word.lower in self.words.generic

    def _are_several(self, draft: Draft) -> bool:
        several = (draft.amount.low or 0) > 1 and draft.counted.partitive is None
        return several and self.counter.is_people(draft.counted)


def _has_happened(verb: Word) -> bool:
    """Whether the verb tells what came about: no infinitive, no "may" or "would"."""
    return verb.tag in {"VBD", "VBN"} and all(k.tag != "MD" for k in verb.kids("aux"))
