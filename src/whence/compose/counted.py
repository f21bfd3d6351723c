"""Says which noun an amount counts, and whether that noun is people.

A number hangs on its noun ("12 miners"), on a word that stands for one ("12 others"), or
holds the group under it ("12 of the miners"). The word that has a place in the clause,
and so is what the verb is said of, may be either of the two.
"""

from dataclasses import dataclass

from whence.find.counting import CountingWords
from whence.find.groups import Groups, Kind
from whence.find.measures import Counts
from whence.text.grammar import Word

NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM", "X"})
# Arcs by which a number hangs on the noun after it.
_BEFORE_NOUN = frozenset("nummod det amod nmod compound quantmod advmod predet".split())
# What may stand between a number and its plural, and how many words of it.
_BEFORE_PLURAL = frozenset("RB JJ VBN VBG NN NNP NNS HYPH".split())
_PHRASE = 4


@dataclass(slots=True)
class Counted:
    """An amount in its sentence: its own word, its noun, and what has a place in the clause."""

    word: Word
    unit: Word | None
    bearer: Word
    partitive: Word | None = None  # the word after "of" in "three of the girls", "two of them"
    neighbour: Kind | None = None  # what the count before it in the sentence counts

    @property
    def last(self) -> int:
        """Where the count ends: its noun, or the word for one, if that follows the number."""
        return max(self.word.i, self.bearer.i) if self.partitive is None else self.word.i


@dataclass(frozen=True, slots=True)
class Link:
    """What an amount counts, by which rule, and the word that says so."""

    measure: str
    rule: str
    said_by: Word
    population: Word | None = None  # the counted noun, where it is not the amount's own


class Counter:
    """Tells what amounts count, in one language."""

    def __init__(self, words: CountingWords, groups: Groups, counters: frozenset[str]) -> None:
        self.words = words
        self.groups = groups
        self.counters = counters  # "number", "total": nouns that stand for a count

    def counted(self, word: Word) -> Counted:
        """Say which noun the amount at `word` counts and which word bears it in the clause."""
        partitive = _partitive_of(word)
        found = self._before_noun(word) if partitive is None else None
        found = found or self._in_group(word)
        if found is not None:
            return found
        names_group = (
            partitive is not None
            and partitive.key is None  # "39 of the 64"
            and partitive.lower not in self.words.pronouns
            and (partitive.pos in NOMINAL or partitive.tag == "VBN")
        )
        return Counted(word, partitive if names_group else None, word, partitive)

    def _before_noun(self, word: Word) -> Counted | None:
        """A number right before its noun, or before a word that stands for one."""
        head = word.head
        if word.dep in {"nummod", "appos"} and head.i < word.i:
            noun = _plural_after(word)
            return Counted(word, noun, noun) if noun is not None else None
        if word.dep not in _BEFORE_NOUN or head.i < word.i:
            return None
        if head.key is not None:
            return Counted(word, None, head)  # "from 34 to 36"
        if any(k.key is not None and word.i < k.i for k in head.kids("nummod")):
            return None  # "53 dead, 112 hurt": the noun is of the number beside it
        if head.lower in self.counters:
            return Counted(word, None, word)  # "raises to 178 the number of those saved"
        if head.lower in self.words.shifts:  # "seven day labourers", whatever the parse makes of it
            beside = next((w for w in head.head.subtree() if w.i == head.i + 1), head)
            head = beside if beside.tag == "NNS" else head
        while head.dep == "compound" and head.head.i > head.i and head.head.pos in NOMINAL:
            head = head.head
        if head.lower in self.words.rests:
            return Counted(word, None, head)
        if head.pos in NOMINAL and head.lower not in self.words.measured:
            return Counted(word, head, head)
        return None

    def _in_group(self, word: Word) -> Counted | None:
        """A number of members after the word for the group: a family of six, a crew of three."""
        if word.dep != "pobj" or word.head.lower != "of" or word.head.head.pos not in NOMINAL:
            return None
        group = word.head.head
        if group.lower in self.words.sums:
            return Counted(word, None, group)  # "a total of six were hurt"
        if self.groups.kind(group.lower) == "household" or group.lower in self.words.crews:
            return Counted(word, group, group)
        return None

    def kind(self, counted: Counted) -> Kind | None:
        """The kind of the counted noun: person, home, thing …, None where unknown or unsaid."""
        unit = counted.unit
        if unit is None:
            return counted.neighbour
        if unit.name or (counted.partitive is not None and unit.lower in self.words.crews):
            return "person"
        compound = [
            w.lower for w in unit.kids("compound") if w.i < unit.i and not w.name and w.key is None
        ]
        kind = self.groups.kind
        return kind(" ".join([*compound[-1:], unit.lower])) or kind(unit.lower)

    def is_person(self, counted: Counted) -> bool:
        """Whether the counted noun is known to be people."""
        return self.kind(counted) in {"person", "household"}

    def is_people(self, counted: Counted) -> bool:
        """Whether the count is of people, or of nothing that is known to be no people."""
        return self.is_counted("living", counted)

    def is_counted(self, counts: Counts, counted: Counted) -> bool:
        """Whether the count is of what a verb that `counts` may be said of."""
        kind = self.kind(counted)
        bare = counted.unit is None and kind is None
        if counts == "lives":
            return kind == "life"
        if counts == "homes":
            return kind == "home"
        if counts == "bodies":
            return kind == "body"
        if counts == "persons":
            return bare or kind in {"person", "household"}
        return bare or kind not in {"thing", "home", "life", "animal", "body"}


def _plural_after(word: Word) -> Word | None:
    """The noun that a number stands before, where the parse hung the number on a word before.

    "On Monday 40 seriously wounded prisoners were": the phrase between begins right behind the
    number, and the noun has no number of its own.
    """
    for noun in [word, *word.up()][-1].subtree():
        if noun.i <= word.i:
            continue
        if noun.i > word.i + _PHRASE or noun.tag not in _BEFORE_PLURAL:
            return None
        if noun.tag == "NNS":
            own = noun.subtree()[0].i == word.i + 1 and noun.dep in {"nsubj", "nsubjpass"}
            return noun if own else None
    return None


def object_of(prep: Word | None) -> Word | None:
    """The noun under a preposition."""
    return prep.kid("pobj", "pcomp", "prep") if prep is not None else None


def _partitive_of(word: Word) -> Word | None:
    """The group that a number is out of: "three of the girls", "two out of five"."""
    of = next((k for k in word.kids("prep") if k.lower in {"of", "out"}), None)
    group = object_of(of)
    return object_of(group) if group is not None and group.lower == "of" else group
