"""Finds what is said of counted people: the verbs, adjectives and nouns that name a measure.

The words are in `data/<language>/measures.toml`. This module looks at one word of a
parsed sentence at a time and knows nothing of numbers; `compose.links` ties the two.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from whence.lexicon import Words, open_words
from whence.text.grammar import Word
from whence.text.segment import WordGroup

Takes = Literal["object", "subject", "either"]
Counts = Literal["persons", "living", "bodies", "homes", "lives"]
NounRole = Literal["count", "group", "act", "toll"]

# Words after a verb in which its companion ("to safety", "dead") is looked for when the
# parse hangs it elsewhere. 4 missed "from the collapsed school"; 9 reached the next clause.
COMPANION_REACH = 7

# Arcs that lead out of a verb's clause into another one.
_OTHER_CLAUSES = frozenset({"ccomp", "advcl", "parataxis", "relcl", "acl"})


class _Verb(Words, frozen=True, rename={"with_": "with"}):
    measure: str
    takes: Takes
    counts: Counts
    lemmas: tuple[str, ...]
    reason: str
    with_: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class _Adjective(Words, frozen=True):
    measure: str
    words: tuple[str, ...]
    reason: str


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


class MeasureWords(Words, frozen=True):
    """`measures.toml`, as it stands in the file."""

    verb: tuple[_Verb, ...]
    adjective: tuple[_Adjective, ...]
    phrase: tuple[_Phrase, ...]
    noun: tuple[_Noun, ...]
    counters: WordGroup
    irregular: WordGroup


@dataclass(frozen=True, slots=True)
class Said:
    """A verb that makes a count of its argument: the measure, which argument, and of what."""

    measure: str
    takes: Takes
    counts: Counts


class Measures:
    """Tells what words say of the people they are said of, in one language."""

    def __init__(self, words: MeasureWords) -> None:
        self._verbs: dict[str, list[_Verb]] = {}
        for entry in words.verb:
            for lemma in entry.lemmas:
                self._verbs.setdefault(lemma, []).append(entry)
        self._adjectives = {word: a.measure for a in words.adjective for word in a.words}
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
        self._cheap = _cheap_pattern(words)

    def may_say(self, text: str) -> bool:
        """Whether `text` has any word that could name a measure: a cheap test, never too strict."""
        return self._cheap.search(text) is not None

    def verb(self, word: Word) -> Iterator[Said]:
        """Yield what the verb `word` says, the most particular first."""
        entries = self._verbs.get(word.lemma) or self._verbs.get(word.lower) or []
        if not entries:
            return
        around = clause_words(word)
        for entry in entries:
            if entry.with_ and not around & set(entry.with_):
                continue
            if entry.unless and around & set(entry.unless):
                continue
            yield Said(entry.measure, entry.takes, entry.counts)

    def adjective(self, word: Word) -> str | None:
        """The measure that `word` says of a person as an adjective ("dead", "missing")."""
        if (
            word.pos in {"NOUN", "PROPN"}
            and word.lower not in {"hostage", "captive"}
            and word.dep == "compound"
        ):
            return None
        return self._adjectives.get(word.lower)

    def phrase(self, preposition: Word) -> str | None:
        """The measure that a phrase says of people: "in custody", "among the dead"."""
        below = preposition.kid("pobj", "pcomp", "amod")
        if below is None:
            return None
        return self._phrases.get((preposition.lower, below.lower))

    def noun(self, word: Word, role: NounRole) -> tuple[str, ...]:
        """The measures that the noun `word` names in `role`, none where it names none."""
        table = self._nouns.get(role, {})
        return tuple(
            table.get(word.lower) or table.get(word.lemma) or _by_singular(table, word.lower)
        )


def clause_words(verb: Word) -> set[str]:
    """The words of the verb's clause, as written and as lemmas, in small letters.

    Those that hang under it and not in another clause, the verb it completes ("feared
    trapped"), and the next few, for where the parse has gone astray.
    """
    found: list[Word] = [verb]
    waiting = [child for child in verb.children if child.dep not in _OTHER_CLAUSES]
    while waiting:
        word = waiting.pop()
        found.append(word)
        if word.dep == "conj" and word.pos in {"VERB", "AUX"}:
            continue
        waiting.extend(child for child in word.children if child.dep not in _OTHER_CLAUSES)
    if verb.dep in {"xcomp", "oprd", "ccomp", "acomp", "advcl", "acl"} and verb.head is not verb:
        found.append(verb.head)
        found.extend(verb.head.kids("neg", "oprd", "advmod", "acomp"))
    found.extend(_following(verb, COMPANION_REACH))
    return {word.lower for word in found} | {word.lemma for word in found}


def _following(word: Word, reach: int) -> Iterator[Word]:
    """Yield up to `reach` words after `word`, stopping where its clause plainly ends."""
    root = word
    for root in word.up():
        pass
    for other in root.subtree():
        if other.i <= word.i:
            continue
        if other.i > word.i + reach or other.lower in {
            ";",
            ":",
            "and",
            "but",
            "while",
            "—",
            "–",
            '"',
            "”",
        }:
            return
        yield other


def _by_singular(table: dict[str, list[str]], word: str) -> list[str]:
    """Look a plural up by its singular, where the model kept the plural as its lemma."""
    for ending, stem in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + stem in table:
            return table[word[: -len(ending)] + stem]
    return []


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
    return Measures(open_words(language, "measures", MeasureWords))
