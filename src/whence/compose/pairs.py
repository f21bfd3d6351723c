"""Finds what bare numbers count in clauses that leave the counted out.

"485 and 1,458 since 20 February", "64 and 330 respectively": the two answer the pair of
measures told last before them, in order. "Of those hurt, 330": a clause without a verb
says of whom its number is.
"""

from itertools import pairwise

from whence.compose.clauses import segment_of
from whence.compose.counted import Link
from whence.compose.draft import Draft, Passage
from whence.compose.links import Linker
from whence.text.grammar import Parse, Word

# The rules that the links of this module are made by.
PAIR = "answers a pair"
IN_ORDER = "told in order"
# Sentences back to the last pair that may still be gone on with.
REACH = 2
# Words of the longest phrase that a clause without a verb opens with.
_OPENING = 7
# What may stand after a number that has no noun of its own.
_AFTER_BARE = frozenset("PUNCT SCONJ ADP ADV AUX CCONJ PRON".split())
_FINITE = frozenset("VBD VBZ VBP MD".split())


class Pairs:
    """Finds the measures of elliptic counts, in one language."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self.words = linker.words

    def find(
        self, passage: Passage, word: Word, known: list[Draft], own: Link | None
    ) -> Link | None:
        """Return what the bare number at `word` counts, None where it is no such number.

        `own` is what its own sentence was read to say; a toll named before the numbers stands.
        """
        parse = passage.parse
        if parse is None or word.key is None:
            return None
        if own is not None and own.rule not in {"toll", "label"}:
            return None
        numbers = self._pair(parse, word)
        if numbers is None:
            return self._gapped(parse, word)
        at = numbers.index(word)
        if told := self._told(parse, numbers[0]):
            return Link(told[at][1], IN_ORDER, told[at][0])
        if own is not None and (own.rule == "label" or self._is_named(parse, numbers[0])):
            return None
        answered = _last_pair(passage, [d for d in known if d.word not in numbers])
        return Link(answered[at].measure, PAIR, answered[at].word) if answered else None

    def _pair(self, parse: Parse, word: Word) -> tuple[Word, Word] | None:
        """The two numbers joined by "and", neither with a noun, that `word` is one of."""
        words = parse.words
        for first in (word.i, word.i - 2):
            if not 0 <= first < len(words) - 2 or words[first + 1].lower not in self.words.pairing:
                continue
            one, other, after = words[first], words[first + 2], words[first + 3 : first + 4]
            bare = all(w.pos in _AFTER_BARE and w.lower != "of" for w in after)
            if one.key is not None and other.key is not None and bare:
                return one, other
        return None

    def _told(self, parse: Parse, first: Word) -> tuple[tuple[Word, str], ...] | None:
        """Two measures named together before the pair: "the number of dead and injured"."""
        before = parse.words[: first.i]
        for at in range(len(before) - 3, -1, -1):
            one, joint, other = before[at], before[at + 1], before[at + 2]
            if joint.lower not in self.words.pairing or (at > 0 and before[at - 1].key is not None):
                continue
            said = [(w, self.linker.tolls.of_word(w)) for w in (one, other)]
            told = tuple((w, measure) for w, measure in said if measure is not None)
            if len(told) == 2 and told[0][1] != told[1][1]:
                return told
        return None

    def _is_named(self, parse: Parse, first: Word) -> bool:
        """Whether the words right before the pair say what both count: "death tolls of"."""
        said: list[Word] = []
        for word in reversed(parse.words[: first.i]):
            if word.pos == "PUNCT" or word.key is not None:
                break
            said.append(word)
        plain = self.linker.measures.counters | self.words.tolls.words | self.words.sums.words
        tolls = self.linker.tolls
        return any(tolls.of_word(w) and w.lower not in plain and w.lemma not in plain for w in said)

    def _gapped(self, parse: Parse, word: Word) -> Link | None:
        """A clause without a verb that opens with those its number is of: "of those hurt, 330"."""
        segment = segment_of(parse, word)
        if segment[0].i == 0 or any(w.tag in _FINITE for w in segment):
            return None
        before = [w for w in segment if w.i < word.i]
        after = [w for w in segment if w.i > word.i]
        others = any(w.key is not None for w in before)
        bare = not after or (after[0].pos in _AFTER_BARE and after[0].lower != "of")
        if others or not bare or not 1 < len(before) <= _OPENING or before[-1].pos != "PUNCT":
            return None
        return self.linker.tolls.label(before)


def _last_pair(passage: Passage, known: list[Draft]) -> tuple[Draft, Draft] | None:
    """The two counts of different measures told together last, near before the sentence."""
    near = [d for d in known if d.passage.index >= passage.index - REACH]
    for one, other in reversed(list(pairwise(near))):
        if one.measure != other.measure and one.passage is other.passage:
            return one, other
    return None
