"""Tells what kind of source somebody is from the nouns that the report uses."""

from collections.abc import Sequence
from functools import cache

from whence.find.groups import open_groups
from whence.lexicon import Words, open_words
from whence.records import SourceKind
from whence.text.segment import WordGroup


class _Kind(Words, frozen=True):
    kind: SourceKind
    reason: str
    heads: tuple[str, ...]
    beside: tuple[str, ...] = ()


class _Standing(Words, frozen=True):
    reason: str
    words: dict[str, str]


class KindWords(Words, frozen=True):
    """`kinds.toml`, as it stands in the file."""

    kind: tuple[_Kind, ...]
    former: WordGroup
    open_heads: WordGroup
    bodies: WordGroup
    press_offices: WordGroup
    either: WordGroup
    stand_for: WordGroup
    titles: WordGroup
    in_full: _Standing
    women: WordGroup
    men: WordGroup
    mastheads: WordGroup
    pronouns: _Standing
    nobody: WordGroup
    definite: WordGroup
    indefinite: WordGroup
    owners: WordGroup
    after_head: WordGroup
    belonging: WordGroup
    documents: WordGroup
    places: WordGroup


# The longest listed names have three words ("state news agency", "member of parliament").
_LONGEST = 3


class SourceKinds:
    """The nouns for sources in one language."""

    def __init__(self, words: KindWords, language: str) -> None:
        self._heads = {head: entry.kind for entry in words.kind for head in entry.heads}
        self._beside = {word: entry.kind for entry in words.kind for word in entry.beside}
        self._open = frozenset(words.open_heads.words)
        self._bodies = frozenset(words.bodies.words)
        self._mastheads = frozenset(words.mastheads.words)
        self._groups = open_groups(language)
        self._either = frozenset(words.either.words)
        self._press = frozenset(words.press_offices.words)
        self.former = frozenset(words.former.words)
        self.stand_for = frozenset(words.stand_for.words)
        self.titles = frozenset(words.titles.words)
        self.in_full = words.in_full.words
        self._pronouns = words.pronouns.words
        self.nobody = frozenset(words.nobody.words)
        self.definite = frozenset(words.definite.words)
        self.indefinite = frozenset(words.indefinite.words)
        self.owners = frozenset(words.owners.words)
        self.determiners = self.definite | self.indefinite | self.owners
        self.after_head = frozenset(words.after_head.words)
        self.belonging = frozenset(words.belonging.words)
        self.documents = frozenset(words.documents.words)
        self.places = frozenset(words.places.words)
        self._women, self._men = frozenset(words.women.words), frozenset(words.men.words)

    def pronoun(self, word: str) -> str:
        """Return the pronoun that `word` is a form of, as a verb's subject; "" for none."""
        return self._pronouns.get(word, "")

    def kind(self, called: Sequence[str]) -> SourceKind | None:
        """Return the kind that a noun phrase's words tell, in small letters, its head last.

        >>> open_kinds().kind(["regional", "health", "officials"])
        'health'
        """
        if not called:
            return None
        called = [self.in_full.get(word, word) for word in called]
        words = [*called[:-1], self.singular(called[-1])]
        if self._is_press(words):
            return self.beside(called)  # whose office it is decides
        for size in range(min(_LONGEST, len(words)), 0, -1):
            for tail in (words[-size:], called[-size:]):
                head = " ".join(tail)
                if head not in self._heads:
                    continue
                if size == 1 and head in self._open:
                    return self.beside(called) or self._heads[head]
                return self._heads[head]
        return self.beside(called) if words[-1] in self._open else None

    def beside(self, called: Sequence[str]) -> SourceKind | None:
        """Return the kind of the nearest word, or pair of words, before a head that is open."""
        # a media office is no media
        before = called[: -2 if self._is_press(called) else -1]
        for end in range(len(before), 0, -1):
            for start in (end - 2, end - 1):
                if start >= 0:
                    phrase = " ".join(before[start:end])
                    if found := self._beside.get(phrase):
                        return found
        return None

    def _is_press(self, called: Sequence[str]) -> bool:
        return len(called) > 1 and " ".join(called[-2:]) in self._press

    def kind_of_name(self, name: Sequence[str]) -> SourceKind | None:
        """Return the kind that a body's name tells, which may be a newspaper's title as well."""
        if kind := self.kind(name) or self._beside.get(name[-1]):
            return kind
        return "media" if name[-1] in self._mastheads else None

    def is_armed(self, word: str) -> bool:
        """Whether `word` calls those beside it an armed group: "fighters", "rebel"."""
        one = self.singular(word)
        return "armed_group" in (self._heads.get(one), self._beside.get(one))

    def is_open(self, head: str) -> bool:
        """Whether a noun leaves the kind to the body that somebody speaks for."""
        return self.singular(head) in self._open

    def is_body(self, noun: str) -> bool:
        """Whether `noun`, as written in small letters, is one body: "board", not "boards"."""
        return noun in self._bodies or noun in self._mastheads

    def is_person(self, noun: str) -> bool:
        """Whether `noun` is what one person is called."""
        return self.is_people_noun(noun) and not self.is_body(noun) and noun not in self._either

    def is_people_noun(self, noun: str) -> bool:
        """Whether `noun` can count people: also "guard", which can be a body."""
        return self._groups.is_person(noun)

    def is_plural(self, noun: str) -> bool:
        """Whether `noun` stands for many."""
        return self._groups.is_plural(noun)

    def is_people(self, name: str) -> bool:
        """Whether `name` has the shape of a people's in the plural."""
        return self._groups.is_demonym_shape(name)

    def singular(self, noun: str) -> str:
        """Return `noun` in the singular, where the word lists know it as it is."""
        return noun if noun in self._heads else self._groups.singular(noun)

    def gender(self, words: Sequence[str]) -> str | None:
        """Return "she" or "he" where one of `words` calls for it."""
        if any(word in self._women for word in words):
            return "she"
        return "he" if any(word in self._men for word in words) else None


@cache
def open_kinds(language: str = "en") -> SourceKinds:
    """Return the nouns for sources of `language`; the file is read once."""
    return SourceKinds(open_words(language, "kinds", KindWords), language)
