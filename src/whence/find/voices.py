"""The small words that tell whose voice a sentence is in.

They are in `data/<language>/voices.toml`, each list with its reason; this module only opens
it. `find` and `compose` ask whether a word is in a list: `word.lower in words.third_person`.
"""

from functools import cache

from whence.lexicon import Words, WordSet, open_words


class VoiceWords(Words, frozen=True):
    """`voices.toml`, as it stands in the file; the file says what each list is for."""

    whose: WordSet
    first_person: WordSet
    third_person: WordSet
    their_own: WordSet
    our_own: WordSet
    unnamed: WordSet
    nobody: WordSet
    anyone: WordSet
    of_whom: WordSet
    no_determiner: WordSet
    no_subject: WordSet
    empty_it: WordSet
    inverted: WordSet
    definite: WordSet
    of_a_name: WordSet
    agents: WordSet
    going_on: WordSet
    goes_on: WordSet
    points_back: WordSet
    takes_back: WordSet
    own_texts: WordSet
    own_marks: WordSet
    says: WordSet


@cache
def open_voices(language: str = "en") -> VoiceWords:
    """The small words of a language, opened once."""
    words: VoiceWords = open_words(language, "voices", VoiceWords)
    return words
