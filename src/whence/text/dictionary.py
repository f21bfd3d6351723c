"""Tells ordinary words by the dictionary that comes with the language model.

The dictionary has names of well-known places and peoples among its nouns and adjectives,
and lacks those of the others. So that every name is treated alike, whether it is famous or
not, `is_ordinary` takes for a word only what no name looks like: a verb, an adverb, an
abstract noun, or a word that our own lists have.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from whence.lexicon import Words, listed_words, open_words
from whence.text.segment import WordGroup


class TokenWords(Words, frozen=True):
    """`tokens.toml`, as it stands in the file."""

    glued: WordGroup
    prefixes: WordGroup
    participles: WordGroup
    of_verbs: WordGroup
    of_others: WordGroup
    abstract: WordGroup


class Dictionary:
    """Words in small letters by part of speech (`noun verb adj adv`); may be empty.

    `bent` are the irregular forms of verbs.
    """

    def __init__(
        self,
        words: Mapping[str, frozenset[str]],
        bent: frozenset[str] = frozenset(),
        language: str = "en",
    ) -> None:
        tables = open_tokens(language)
        self._all = frozenset().union(*words.values())
        self._bent = bent
        self._verbs = words.get("verb", frozenset())
        self._nouns = words.get("noun", frozenset())
        self._adjectives = words.get("adj", frozenset())
        self._adverbs = words.get("adv", frozenset())
        self._listed = listed_words(language)
        self._participles = _endings(tables.participles)
        self._of_verbs = (*self._participles, *_endings(tables.of_verbs))
        self._of_others = _endings(tables.of_others)
        self._abstract = tables.abstract.words

    def has(self, word: str) -> bool:
        """Whether `word` or a base form of it stands in the dictionary."""
        bases = (*_bases(word, self._of_verbs), *_bases(word, self._of_others))
        return word in self._all or word in self._bent or any(base in self._all for base in bases)

    def is_listed(self, word: str) -> bool:
        """Whether our own lists have `word`, which name nobody."""
        bases = (*_bases(word, self._of_verbs), *_bases(word, self._of_others))
        return word in self._listed or any(base in self._listed for base in bases)

    def is_ordinary(self, word: str) -> bool:
        """Whether `word` is no name, whoever might be called so.

        A bare verb is left open: few sentences open with one, and names look like it.
        """
        return (
            self.is_listed(word)
            or word in self._adverbs
            or self.is_participle(word)
            or (word in self._adjectives and not self.is_noun(word))
            or (word.removesuffix("s").endswith(self._abstract) and self.has(word))
        )

    def is_verb(self, word: str) -> bool:
        """Whether `word` can be a verb, in any form."""
        bases = _bases(word, self._of_verbs)
        return word in self._verbs or word in self._bent or any(b in self._verbs for b in bases)

    def is_participle(self, word: str) -> bool:
        """Whether `word` is a form of a verb that no noun or name looks like: "fleeing", "shot"."""
        bases = _bases(word, self._participles)
        return word in self._bent or any(base in self._verbs for base in bases)

    def is_noun(self, word: str) -> bool:
        """Whether `word` can be a noun, in the singular or plural."""
        return any(base in self._nouns for base in (word, *_bases(word, self._of_others)))

    def is_thing(self, word: str) -> bool:
        """Whether `word` is a noun and no adjective, as peoples mostly are."""
        bases = {word, *_bases(word, self._of_others)}
        return self.is_noun(word) and not bases & self._adjectives


def _endings(group: WordGroup) -> tuple[tuple[str, str], ...]:
    """Return each ending with what takes its place."""
    parted = (word.partition(" ") for word in group.words)
    return tuple((ending, stem) for ending, _, stem in parted)


def _bases(word: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield what `word` may be without an ending."""
    for ending, stem in endings:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield word[: -len(ending)] + stem


@cache
def open_tokens(language: str = "en") -> TokenWords:
    """Return the language's list of how words are cut and bent, read once."""
    words: TokenWords = open_words(language, "tokens", TokenWords)
    return words
