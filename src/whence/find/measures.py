"""Finds what is said of counted people: the verbs, adjectives and nouns that name a measure.

The words are in `data/<language>/measures.toml`. This module looks at one word of a
parsed sentence at a time and knows nothing of numbers; `compose.links` ties the two.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from whence.find.groups import open_groups
from whence.lexicon import Words, open_words
from whence.text.grammar import VERBAL, Word
from whence.text.segment import WordGroup

Takes = Literal["object", "subject", "either"]
Counts = Literal["persons", "living", "bodies", "homes", "lives"]
NounRole = Literal["count", "group", "act", "toll"]

# Words after a verb in which its companion ("to safety", "dead") is looked for when the
# parse hangs it elsewhere. 4 missed "from the collapsed school"; 9 reached the next clause.
COMPANION_REACH = 7

# Arcs that lead out of a verb's clause into another one.
_OTHER_CLAUSES = frozenset({"ccomp", "advcl", "parataxis", "relcl", "acl"})
# Arcs by which a verb completes the one above it.
_COMPLETING = frozenset({"xcomp", "oprd", "ccomp", "acomp", "advcl", "acl"})


class _Verb(Words, frozen=True, rename={"with_": "with", "and_": "and"}):
    measure: str
    takes: Takes
    counts: Counts
    lemmas: tuple[str, ...]
    reason: str
    with_: tuple[str, ...] = ()
    and_: tuple[str, ...] = ()
    of: frozenset[str] = frozenset()
    unless: tuple[str, ...] = ()
    of_many: str | None = None  # the measure where it is said of several, if another


class _Adjective(Words, frozen=True):
    measure: str
    words: tuple[str, ...]
    reason: str
    before_noun: bool = False  # whether it says so as a noun before a noun, too


class _Noun(Words, frozen=True):
    measure: str
    role: NounRole
    words: tuple[str, ...]
    reason: str


class _Phrase(Words, frozen=True):
    measure: str
    prepositions: tuple[str, ...]
    nouns: tuple[str, ...]
    reason: str


class _Held(Words, frozen=True):
    measure: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    reason: str


class MeasureWords(Words, frozen=True):
    """`measures.toml`, as it stands in the file."""

    verb: tuple[_Verb, ...]
    adjective: tuple[_Adjective, ...]
    phrase: tuple[_Phrase, ...]
    noun: tuple[_Noun, ...]
    counters: WordGroup
    irregular: WordGroup
    clause_ends: WordGroup
    held: tuple[_Held, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A verb that makes a count of its argument: the measure, which argument, and of what."""

    measure: str
    takes: Takes
    counts: Counts
    of_many: str
    of: frozenset[str] = frozenset()  # what the counted noun must be, in the singular


class Measures:
    """Tells what words say of the people they are said of, in one language."""

    def __init__(self, words: MeasureWords, singular: Callable[[str], str]) -> None:
        # The model keeps many a plural as its lemma.
        self._singular = singular
        self._verbs: dict[str, list[_Verb]] = {}
        for entry in words.verb:
            for lemma in entry.lemmas:
                self._verbs.setdefault(lemma, []).append(entry)
        self._adjectives = {word: a for a in words.adjective for word in a.words}
        self._nouns: dict[NounRole, dict[str, list[str]]] = {}
        for noun in words.noun:
            for word in noun.words:
                self._nouns.setdefault(noun.role, {}).setdefault(word, []).append(noun.measure)
        self._phrases = {
            (preposition, noun): phrase.measure
            for phrase in words.phrase
            for preposition in phrase.prepositions
            for noun in phrase.nouns
        }
        self.counters = frozenset(words.counters.words)
        self._clause_ends = frozenset(words.clause_ends.words)
        self._held = {entry.measure: _held_pattern(entry) for entry in words.held}
        self._cheap = _cheap_pattern(words)

    def may_say(self, text: str) -> bool:
        """Whether `text` has any word that could name a measure: a cheap test, never too strict."""
        return self._cheap.search(text) is not None

    def verb(self, word: Word) -> Iterator[Said]:
        """Yield what the verb `word` says, the most particular first."""
        entries = self._verbs.get(word.lemma) or self._verbs.get(word.lower) or []
        if not entries:
            return
        around = self._clause_words(word)
        for entry in entries:
            if entry.with_ and not around & set(entry.with_):
                continue
            if entry.and_ and not around & set(entry.and_):
                continue
            if entry.unless and around & set(entry.unless):
                continue
            of_many = entry.of_many or entry.measure
            yield Said(entry.measure, entry.takes, entry.counts, of_many, entry.of)

    def adjective(self, word: Word) -> str | None:
        """The measure that `word` says of a person as an adjective ("dead", "missing")."""
        found = self._adjectives.get(word.lower)
        if found is None:
            return None
        names_noun = word.dep == "compound" and word.pos in {"NOUN", "PROPN"}
        return None if names_noun and not found.before_noun else found.measure

    def holder(self, *texts: str) -> str | None:
        """Who holds people told only to be "held": the first of `texts` that leans to one side.

        Returns the measure (captive or detained), None where no text tells.
        """
        for text in texts:
            told = {m: len(pattern.findall(text)) for m, pattern in self._held.items()}
            most = max(told, key=lambda measure: told[measure])
            if list(told.values()).count(told[most]) == 1:
                return most
        return None

    def _clause_words(self, verb: Word) -> set[str]:
        """The words of the verb's clause, as written and as lemmas, in small letters.

        Those that hang under it and not in another clause, the verb it completes ("feared
        trapped"), and the next few, for where the parse has gone astray.
        """
        found: list[Word] = [verb]
        waiting = [child for child in verb.children if child.dep not in _OTHER_CLAUSES]
        while waiting:
            word = waiting.pop()
            found.append(word)
            if word.dep != "conj" or word.pos not in VERBAL:
                waiting.extend(child for child in word.children if child.dep not in _OTHER_CLAUSES)
        if verb.dep in _COMPLETING and verb.head is not verb:
            found.append(verb.head)
            found.extend(verb.head.kids("neg", "oprd", "advmod", "acomp", "aux"))
        found.extend(self._following(verb))
        return {word.lower for word in found} | {word.lemma for word in found}

    def _following(self, word: Word) -> Iterator[Word]:
        """Yield the next few words after `word`, stopping where its clause plainly ends."""
        *_, root = word, *word.up()
        for other in root.subtree():
            if other.i <= word.i:
                continue
            if other.i > word.i + COMPANION_REACH or other.lower in self._clause_ends:
                return
            yield other

    def phrase(self, preposition: Word) -> str | None:
        """The measure that a phrase says of people: "in custody", "among the dead"."""
        below = preposition.kid("pobj", "pcomp", "amod")
        if below is None:
            return None
        return self._phrases.get((preposition.lower, below.lower))

    def noun(self, word: Word, role: NounRole) -> tuple[str, ...]:
        """The measures that the noun `word` names in `role`, none where it names none."""
        table = self._nouns.get(role, {})
        forms = (word.lower, word.lemma, self._singular(word.lower))
        return tuple(next((table[form] for form in forms if form in table), ()))


def _held_pattern(entry: _Held) -> "re.Pattern[str]":
    """Any of the words, and any that begins with one of the stems."""
    words, stems = "|".join(map(re.escape, entry.words)), "|".join(map(re.escape, entry.stems))
    return re.compile(rf"\b(?:(?:{words})\b|(?:{stems})\w*)", re.IGNORECASE)


def _cheap_pattern(words: MeasureWords) -> "re.Pattern[str]":
    """One pattern that any form of a listed word matches: stems, and irregular forms."""
    listed = {lemma for entry in words.verb for lemma in entry.lemmas}
    listed |= {word for adjective in words.adjective for word in adjective.words}
    listed |= {word for noun in words.noun for word in noun.words}
    listed |= {word for phrase in words.phrase for word in phrase.nouns}
    listed |= set(words.counters.words)
    stems = sorted(
        {re.escape(re.sub(r"[ey]$", "", word)) for word in listed}, key=len, reverse=True
    )
    irregular = sorted(map(re.escape, words.irregular.words), key=len, reverse=True)
    return re.compile(rf"\b(?:(?:{'|'.join(stems)})\w*|(?:{'|'.join(irregular)})\b)", re.IGNORECASE)


@cache
def open_measures(language: str = "en") -> Measures:
    """The measures of a language, opened once."""
    words = open_words(language, "measures", MeasureWords)
    return Measures(words, open_groups(language).singular)
