"""Opens a language's word lists and checks them.

The lists are TOML files in `data/<language>/`, each decoded into the frozen record
that its finder declares, so that an unknown key or a wrong type is an error that
names the file. Another language is another folder.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TypeVar

import msgspec

# Hexadecimal digits of a version of the lists: 48 bits tell all that will ever be apart.
VERSION_LENGTH = 12


class LexiconError(ValueError):
    """A word list that cannot be used; the message names the file and what is wrong in it."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the records that word lists are decoded into: frozen, unknown keys refused."""


class WordSet(Words, frozen=True):
    """Words that do the same, and why they are listed; `word in words.acts` asks."""

    reason: str
    words: frozenset[str]

    def __contains__(self, word: object) -> bool:
        return word in self.words

    @property
    def anywhere(self) -> "re.Pattern[str]":
        """A pattern that finds any of the words or phrases in running text."""
        return _any_of(self.words)


@cache
def _any_of(words: frozenset[str]) -> "re.Pattern[str]":
    listed = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<!\w)(?:{listed})\b", re.IGNORECASE)


W = TypeVar("W", bound=Words)

# Keys of tables and files that hold no whole words: endings, and what opens or fills a name.
_NO_WORDS = frozenset({"ending", "plural_s", "demonym"})
_NO_WORD_FILES = frozenset({"names.toml", "tokens.toml", "segment.toml"})


@cache
def open_words(language: str, name: str, into: type[W]) -> W:
    """Return the word list `data/<language>/<name>.toml` as an `into`.

    Raises LexiconError where the file is missing, has a key that `into` does not
    know, or a value of another type.
    """
    path = files("whence") / "data" / language / f"{name}.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=into)
    except FileNotFoundError:
        raise LexiconError(f"there is no word list data/{language}/{name}.toml") from None
    except msgspec.MsgspecError as error:
        raise LexiconError(f"data/{language}/{name}.toml: {error}") from None


@cache
def lists_version(language: str) -> str:
    """Return a short hash of the codebook and of all word lists of `language`.

    Two readings with the same one were made with the same words.
    """
    data = files("whence") / "data"
    whole = sha256()
    for folder in (data, data / language):
        lists = (entry for entry in folder.iterdir() if entry.name.endswith(".toml"))
        for entry in sorted(lists, key=lambda entry: entry.name):
            whole.update(sha256(entry.name.encode() + b"\n" + entry.read_bytes()).digest())
    return whole.hexdigest()[:VERSION_LENGTH]


@cache
def listed_words(language: str) -> frozenset[str]:
    """Return every single word in small letters that the lists of `language` hold.

    They are ordinary words, never names: the lists name no party.
    """
    folder = files("whence") / "data" / language
    lists = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
    tables = [
        msgspec.toml.decode(entry.read_bytes())
        for entry in lists
        if entry.name not in _NO_WORD_FILES
    ]
    return frozenset(word for table in tables for word in _words_in(table) if word.isalpha())


def _words_in(value: object) -> Iterator[str]:
    """Yield the strings of the lists in `value`, and both sides of its tables of words."""
    if isinstance(value, list):
        for item in value:
            yield from [item] if isinstance(item, str) else _words_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "words" and isinstance(item, dict):
                yield from (*item.keys(), *item.values())
            elif key not in _NO_WORDS:
                yield from _words_in(item)
