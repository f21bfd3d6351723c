"""Reads nouns that a number stands beside: "a toll of", "the number of missing", "Hurt:"."""

from collections.abc import Sequence

from whence.compose.counted import Link
from whence.find.counting import CountingWords
from whence.find.groups import Groups
from whence.find.measures import Measures, NounRole
from whence.text.grammar import Word

_ROLES: tuple[NounRole, ...] = ("toll", "count", "group")
# Verbs that count these say nothing of a toll of people.
_NO_PEOPLE = frozenset({"lives", "bodies", "homes"})
# "the official figure" names no officials.
_NAMES_PEOPLE = frozenset("NN NNS NNP NNPS".split())
_TOLD = frozenset("VBN VBD JJ NN NNS VBG".split())


class Tolls:
    """Tells what tolls and labels are of, in one language."""

    def __init__(self, measures: Measures, groups: Groups, words: CountingWords) -> None:
        self.measures = measures
        self.groups = groups
        self.words = words

    def toll(self, word: Word) -> Link | None:
        """What the noun `word` is a toll of, or None."""
        if word.lower in self.measures.counters or word.lower in self.words.tolls:
            for other in word.subtree():
                if other is word or other.key is not None or other.dep in {"conj", "punct"}:
                    continue
                if other.tag in _TOLD and (measure := self.of_word(other)):
                    return Link(measure, "toll", word, self._people_in(word))
        measure = next(iter(self.measures.noun(word, "toll")), None)
        return Link(measure, "toll", word, self._people_of(word)) if measure is not None else None

    def label(self, words: Sequence[Word]) -> Link | None:
        """Return what a label such as "Homes lost" or "Killed" makes of the number after it."""
        kinds = {word.i: self.groups.kind(word.lower) for word in words}
        homes = "home" in kinds.values()
        counted = next((w for w in words if kinds[w.i] in {"person", "household", "home"}), None)
        for word in words:
            measure = self._of_homes(word) if homes else self._of_people(word)
            if measure is not None:
                return Link(measure, "label", word, counted)
        return None

    def of_word(self, word: Word) -> str | None:
        """The measure that a word of people's fate tells, whatever its form."""
        told = (s for s in self.measures.verb(word) if not s.of)
        verbs = (s.measure for s in told if s.counts not in _NO_PEOPLE)
        return self.measures.adjective(word) or next(verbs, None) or self.of_noun(word)

    def _people_in(self, counter: Word) -> Word | None:
        """The people that a counter such as "number" is said to count."""
        people = (w for w in counter.subtree() if w.key is None and w.tag in _NAMES_PEOPLE)
        return next((w for w in people if self.groups.is_person(w.lower)), None)

    def _people_of(self, fate: Word) -> Word | None:
        """The people that a word for their fate is said of: "brings the pilgrims killed to 35"."""
        people = fate.dep == "acl" and self.groups.is_person(fate.head.lower)
        return fate.head if people else None

    def _of_homes(self, word: Word) -> str | None:
        return next((s.measure for s in self.measures.verb(word) if s.counts == "homes"), None)

    def _of_people(self, word: Word) -> str | None:
        if measure := self.measures.adjective(word) or self.measures.phrase(word):
            return measure
        if word.tag in {"VBN", "VBD"}:
            for said in self.measures.verb(word):
                if said.counts not in _NO_PEOPLE and not said.of:
                    return said.measure
        return self.of_noun(word)

    def of_noun(self, word: Word) -> str | None:
        """The measure that a noun is a toll, a count or a group of."""
        named = (measure for role in _ROLES for measure in self.measures.noun(word, role))
        return next(named, None)
