"""Finds the names of a sentence by their shape and place alone.

Which name it is must not matter, so no list of names is kept: a name is a run of words with
capitals, told from an ordinary word by its place in the sentence and by how the rest of the
text writes it. A name is one mask, however many words, hyphens and small words it has.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from whence.lexicon import Words, open_words
from whence.text.capitals import opens, opens_after, tell_nothing
from whence.text.dictionary import Dictionary
from whence.text.mask import NAME, Mask
from whence.text.segment import Sentence, WordGroup
from whence.text.tokens import Token

# How a count of one is masked.
ONE = "one"
# Words to look on, after a counted name, for a noun that it describes: "12 X aid workers".
NOUN_REACH = 3

_WORD = re.compile(r"[^\W\d_][\w'’.]*")
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_POSSESSIVE = re.compile(r"['’][sS]?$")


class StandIns(Words, frozen=True):
    """What is read in place of a name: plain, or after a number, one or many."""

    reason: str
    plain: str
    counted: str
    counted_plural: str


class NameWords(Words, frozen=True):
    """`names.toml`, as it stands in the file: what a capital does, and does not, tell."""

    never: WordGroup
    opening: WordGroup
    labels: WordGroup
    inside: WordGroup
    leading: WordGroup
    articles: WordGroup
    stand_ins: StandIns


@dataclass(frozen=True, slots=True)
class Written:
    """Words of a text in small letters: those it writes as names, and those it never does."""

    names: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a sentence as masks, and how to write its other words in small letters."""

    masks: tuple[Mask, ...] = ()
    small: frozenset[int] = frozenset()

    def recase(self, start: int, word: str) -> str:
        """Return `word` in small letters where its capitals at `start` tell nothing."""
        return word.lower() if start in self.small else word


def names_in(text: str, sentences: Sequence[Sentence], language: str = "en") -> Written:
    """Return the words that `text` writes with a capital inside a sentence, and the others."""
    never = _tables(language).never
    names, plain = set(), set()
    for sentence in sentences:
        said = text[sentence.start : sentence.end]
        listed = list(_WORD.finditer(said))
        if tell_nothing([match.group() for match in listed], _own_words(language)):
            continue
        for match in listed:
            word = _POSSESSIVE.sub("", match.group().rstrip(".'’"))
            if word[:1].islower():
                plain.add(word)
            elif match is not listed[0] and not opens_after(said[: match.start()]):
                names.add(word.lower())
    return Written(frozenset(names - plain - never), frozenset(plain))


def find_names(
    text: str,
    tokens: Sequence[Token],
    taken: Sequence[Mask],
    *,
    written: Written,
    dictionary: Dictionary,
    prose: bool = False,
    language: str = "en",
) -> Names:
    """Return the names among the `tokens` of a sentence, but for what the masks `taken` cover.

    `prose` says that the sentence is no headline, whatever the share of its capitals.
    """
    tables = _tables(language)
    return _Finder(text, tokens, taken, written, dictionary, tables, prose=prose).find()


class _Finder:
    """Finds the names of one sentence."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        taken: Sequence[Mask],
        written: Written,
        dictionary: Dictionary,
        tables: "_Tables",
        *,
        prose: bool,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.taken = taken
        self.written = written
        self.dictionary = dictionary
        self.tables = tables
        words = [word for _, _, word in tokens if word[:1].isalpha()]
        self.shouted = tell_nothing(words, dictionary, prose=prose)

    def find(self) -> Names:
        """Return the names, left to right, and where words are to be read in small letters."""
        masks: list[Mask] = []
        small: set[int] = set()
        index = 0
        while index < len(self.tokens):
            end = self._name_end(index)
            if end > index:
                masks.append(self._mask(index, end))
            elif self.shouted:
                small.add(self.tokens[index][0])
            index = max(end, index + 1)
        return Names(tuple(masks), frozenset(small))

    def _mask(self, first: int, after: int) -> Mask:
        start, end = self.tokens[first][0], self.tokens[after - 1][1]
        return Mask(start, end, self._stand_in(first, after), NAME)

    # ---- how far a name goes ------------------------------------------------------------------

    def _name_end(self, first: int) -> int:
        """The index after the name that begins at the token `first`; `first` where none does."""
        end = self._compound_end(first)
        if end == first:
            end = self._compound_end(first + 1)
            if self._word(first) not in self.tables.apart or end == first + 1:
                return first
        while (after := self._next_end(end)) > end:
            end = after
        return end

    def _next_end(self, index: int) -> int:
        """The index after what carries a name on at the token `index`; `index` where it ends."""
        if index >= len(self.tokens):
            return index
        if self.tokens[index][2].isdigit() and not self._is_taken(index):
            return index + 1  # "Camp 4"
        if (end := self._compound_end(index)) > index:
            return end
        inside = index
        while inside - index < 2 and self._joins(inside):
            inside += 1
        end = self._compound_end(inside)
        return end if end > inside else index

    def _joins(self, index: int) -> bool:
        """Whether a small word or a possessive ending may stand inside a name: X of Y, X's Y."""
        if index >= len(self.tokens) or self._is_taken(index):
            return False
        tied = self.tokens[index - 1][1] == self.tokens[index][0]
        word = self._word(index)
        return word in self.tables.inside or word == "&" or (tied and word in _POSSESSIVES)

    def _compound_end(self, index: int) -> int:
        """The index after a word that is a name, or after words tied by hyphens that are one."""
        if index >= len(self.tokens):
            return index
        parts = [index]
        while self._is_tied(parts[-1]):
            parts.append(parts[-1] + 2)
        while len(parts) > 1:
            if self._is_compound(parts):
                return parts[-1] + 1
            parts.pop()
        return index + 1 if self._is_name(index) else index

    def _is_compound(self, parts: Sequence[int]) -> bool:
        """Whether words tied by hyphens are one name: X-Y, al-X, X-au-Y."""
        first, *inner, last = parts
        if any(self._word(part) in self.tables.particles for part in inner):
            return all(_has_capital(self.tokens[part][2]) for part in (first, last))
        opened = self._is_name(first) or self._word(first) in self.tables.leading
        return opened and self._is_name(last)

    def _is_tied(self, index: int) -> bool:
        """Whether a hyphen without blanks ties the token to the one after the next."""
        if index + 2 >= len(self.tokens):
            return False
        word, hyphen, other = self.tokens[index : index + 3]
        return hyphen[2] == "-" and word[1] == hyphen[0] and hyphen[1] == other[0]

    # ---- whether a word is a name --------------------------------------------------------------

    def _is_name(self, index: int) -> bool:
        """Whether the token is a name, or part of one."""
        word, small = self.tokens[index][2], self._word(index)
        if not _has_capital(word) or small in self.tables.never or self._is_taken(index):
            return False
        if small in self.written.names:
            return True
        if self.shouted:
            return not (
                self._is_ordinary(small)
                or self.dictionary.is_verb(small)
                or (self._is_counted(index) and self.dictionary.is_thing(small))
            )
        before = self.tokens[index - 1][2] if index else None
        if not opens(before) or (index > 1 and self._is_tied(index - 2)):
            return True
        if small in self.tables.opening or small in self.written.plain:
            return False
        if small in self.tables.labels and word.isupper():
            return False
        return self._is_followed(index) or not self._is_ordinary(small)

    def _is_ordinary(self, small: str) -> bool:
        return (
            small in self.tables.opening
            or small in self.written.plain
            or self.dictionary.is_ordinary(small)
        )

    def _is_counted(self, index: int) -> bool:
        """Whether a count or an article stands right before the token."""
        return index > 0 and (
            self._is_taken(index - 1) or self._word(index - 1) in self.tables.articles
        )

    def _is_followed(self, index: int) -> bool:
        """Whether another word with a capital comes next: "Rapid Support Forces said"."""
        if index + 1 >= len(self.tokens) or self.dictionary.is_participle(self._word(index)):
            return False
        return (
            _has_capital(self.tokens[index + 1][2])
            and self._word(index + 1) not in self.tables.never
        )

    def _is_taken(self, index: int) -> bool:
        return self._mask_at(index) is not None

    def _mask_at(self, index: int) -> Mask | None:
        start, end, _ = self.tokens[index]
        return next((mask for mask in self.taken if mask.meets(start, end)), None)

    def _word(self, index: int) -> str:
        return self.tokens[index][2].lower()

    # ---- what is read in its place --------------------------------------------------------------

    def _stand_in(self, first: int, after: int) -> str:
        """A word to read in place of a name: after a count or an article, one that is counted.

        Whether many are counted is told by what follows, never by the name's own ending:
        "12 X soldiers" has a noun of its own, "12 X were" has not.
        """
        words = self.tables.stand_ins
        if not self._is_counted(first):
            return words.plain
        count = self._mask_at(first - 1)
        many = count is not None and count.reads_as != ONE and not self._describes(after)
        return words.counted_plural if many else words.counted

    def _describes(self, after: int) -> bool:
        """Whether a noun follows that the name describes, before any verb or small word."""
        for index in range(after, min(after + NOUN_REACH, len(self.tokens))):
            word = self._word(index)
            if not word.isalpha() or word in self.tables.opening or self._is_taken(index):
                return False
            if self.dictionary.is_participle(word):
                return False
            if self.dictionary.is_noun(word):
                return True
        return False


def _has_capital(word: str) -> bool:
    """Whether the word begins with a capital, or is written in letters that have none."""
    return word[:1].isupper() or (word[:1].isalpha() and not word[:1].islower())


class _Tables:
    """The language's tables as sets."""

    def __init__(self, words: NameWords) -> None:
        self.never = frozenset(words.never.words)
        self.opening = frozenset(words.opening.words)
        self.labels = frozenset(words.labels.words)
        self.inside = frozenset(words.inside.words)
        self.leading = frozenset(words.leading.words)
        # Between blanks "as" and "at" are words of the language; with a hyphen they are not.
        self.apart = self.leading - self.opening
        self.particles = self.inside - self.opening
        self.articles = frozenset(words.articles.words)
        self.stand_ins = words.stand_ins


@cache
def _own_words(language: str) -> Dictionary:
    """Return a dictionary of our own lists only, for texts that no model has cut yet."""
    return Dictionary({}, language=language)


@cache
def _tables(language: str) -> _Tables:
    return _Tables(open_words(language, "names", NameWords))
