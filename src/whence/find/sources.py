"""Tells which nouns can be the one who says something or gives a count.

An office counts as a source ("the ministry said"), and so does what speaks for those who made
it (a list, a report).
"""

from functools import cache

from whence.find.groups import open_groups
from whence.find.voices import open_voices
from whence.lexicon import Words, open_words
from whence.text.grammar import Word
from whence.text.segment import WordGroup

_VOICES = open_voices()


class SpeechWords(Words, frozen=True):
    """`speech.toml`, as it stands in the file."""

    documents: WordGroup
    bodies: WordGroup
    counts: WordGroup
    hosts: WordGroup
    bearers: WordGroup
    times: WordGroup


class Speech:
    """Tells which nouns can name a source, in one language."""

    def __init__(self, words: SpeechWords, language: str) -> None:
        self.documents = frozenset(words.documents.words)
        self._bodies = frozenset(words.bodies.words)
        self.counts = frozenset(words.counts.words)
        self.hosts = frozenset(words.hosts.words)
        self.bearers = frozenset(words.bearers.words)
        self._times = frozenset(words.times.words)
        self._groups = open_groups(language)

    def is_count(self, word: Word) -> bool:
        """Whether `word` is a noun for a count, which belongs to whoever made it."""
        return word.lower in self.counts or word.lemma in self.counts

    def is_body(self, word: str) -> bool:
        """Whether the noun `word`, in small letters, is a body or an office."""
        return word in self._bodies

    def is_source_noun(self, word: str) -> bool:
        """Whether the noun `word`, in small letters, can be the one who gives a figure."""
        return word in self._bodies or word in self.documents or self._groups.is_person(word)

    def owner(self, subject: Word) -> Word | None:
        """Who a count belongs to: the government in "the government's own count"."""
        if subject.lower not in self.counts:
            return None
        owner = subject.kid("poss")
        if owner is None or is_possessive(owner) or owner.lower in self._times:
            return None
        return owner

    def speaks_as_document(self, subject: Word) -> bool:
        """Whether a noun is a document, a count, or a body that keeps one."""
        return (
            subject.lower in self.documents
            or subject.lemma in self.documents
            or subject.lower in self.counts
            or (subject.lower in self._bodies)
        )

    def can_speak(self, subject: Word) -> bool:
        """Whether a noun can be the one who gives a figure."""
        word = subject.lower
        if word in self._times:
            return False
        if subject.name or subject.tag in {"PRP", "WP"} or subject.pos == "PROPN":
            return True
        return (
            word in self._bodies
            or word in self.documents
            or subject.lemma in self.documents
            or subject.lemma in self._bodies
            or self._groups.is_person(word)
        )


def is_possessive(word: Word) -> bool:
    """Whether a word only stands for an owner: "its", "our"."""
    return word.lower in _VOICES.their_own or word.lower in _VOICES.our_own


@cache
def open_speech(language: str = "en") -> Speech:
    """The speech words of a language, opened once."""
    return Speech(open_words(language, "speech", SpeechWords), language)
