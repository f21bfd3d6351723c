"""What kind of thing a noun counts: "19 miners" are people, "19 huts" homes, "19 rockets" things.

The words are in `data/<language>/groups.toml`. A noun is looked up as it stands, then in the
singular, by its longest listed ending ("suicide bomber" before "bomber"), and where nothing is
listed by its shape ("ropewalkers", "charioteers"). What is still unknown stays unknown: `kind`
says None, and the claim it stands in decides.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from whence.lexicon import LexiconError, Words, open_words

Kind = Literal["person", "household", "home", "body", "life", "animal", "thing"]
_Entry = Kind | Literal["unknown"]


class _Group(Words, frozen=True):
    kind: _Entry
    reason: str
    words: tuple[str, ...]


class _Ending(Words, frozen=True):
    kind: Kind
    reason: str
    words: tuple[str, ...]
    stem: int  # the least number of letters before the ending


class _Plural(Words, frozen=True):
    reason: str
    words: dict[str, str]
    in_compounds: bool = False  # whether longer words end so too: "gunmen" as "men"


class _Listed(Words, frozen=True):
    reason: str
    words: tuple[str, ...]


class _PluralS(Words, frozen=True):
    reason: str
    never: tuple[str, ...]  # ends of words whose s is no plural
    es: tuple[str, ...]  # ends of plurals that add -es


class GroupWords(Words, frozen=True):
    """`groups.toml`, as it stands in the file."""

    language: str
    group: tuple[_Group, ...]
    ending: tuple[_Ending, ...]
    plural: tuple[_Plural, ...]
    same: tuple[_Listed, ...]
    plural_s: _PluralS
    demonym: _Listed
    after_head: _Listed


# The words of a noun phrase: blanks and hyphens part them, an apostrophe does not.
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")

# Words of the longest entry in any list ("member of parliament", "old people's home").
_LONGEST = 4


class Groups:
    """Tells what nouns count, by the words of one language."""

    def __init__(self, words: GroupWords) -> None:
        self._kinds = _kinds_by_word(words)
        self._plurals = {many: one for table in words.plural for many, one in table.words.items()}
        self._plural_ends = {
            many: one
            for table in words.plural
            if table.in_compounds
            for many, one in table.words.items()
        }
        self._same = frozenset(word for listed in words.same for word in listed.words)
        self._plural_s = words.plural_s
        self._endings = tuple(words.ending)
        self._no_plural_s = words.demonym.words
        after = "|".join(map(re.escape, words.after_head.words))
        self._after_head = re.compile(rf"\s+(?:{after})\b(?:\s+\S+)?")
        # Reports repeat their nouns, and every finder asks; a miss tries several spellings.
        self._kind_of = lru_cache(maxsize=8192)(self._look_up)

    def kind(self, noun: str) -> Kind | None:
        """Return what kind of thing `noun` counts, or None where it is not known.

        `noun` is taken as written: singular or plural, in any case, with what stands before
        and after its head ("elderly aid seekers", "bodies of soldiers", "hostage-takers").

        >>> open_groups().kind("fruit sellers")
        'person'
        """
        return self._kind_of(_plain(noun))

    def is_person(self, noun: str) -> bool:
        """Whether `noun` counts people."""
        return self.kind(noun) == "person"

    def singular(self, noun: str) -> str:
        """Return `noun` in the singular, in lower case, its hyphens kept.

        A word to compare by, not to print: "Crew Members" gives "crew member". A noun that is
        singular already, or has no singular, comes back as it is.

        >>> open_groups().singular("sons-in-law")
        'son-in-law'
        """
        head, rest = self._cut(_plain(noun))
        found = list(_WORD.finditer(head))
        for size in range(min(_LONGEST, len(found)), 0, -1):
            tail = found[-size:]
            one = self._singular_name([match[0] for match in tail])
            if one is not None:
                gaps = [head[a.end() : b.start()] for a, b in pairwise(tail)]
                return head[: tail[0].start()] + _join(one.split(), gaps) + rest
        if not found:
            return head + rest
        last = found[-1]
        return head[: last.start()] + self._singular_word(last[0]) + head[last.end() :] + rest

    def is_plural(self, noun: str) -> bool:
        """Whether `noun` is a plural ("miners", "children"), as far as its shape tells."""
        return self.singular(noun) != _plain(noun)

    def is_demonym_shape(self, noun: str) -> bool:
        """Whether `noun` looks like a people: a capitalised plural that no list knows as a thing.

        It says so by shape alone ("Kestovians", "Tolmaris", "Vendese"), so that no list need
        name peoples. Ask it only of the noun right after a number: elsewhere a capitalised
        plural may be a name ("the Reeds"). In upper-case text no shape is seen.

        >>> open_groups().is_demonym_shape("Tolmaris")
        True
        """
        words = _WORD.findall(noun)
        if not words or not _is_capitalised(words[-1]):
            return False
        last = words[-1].lower()
        if self.kind(last) not in {None, "person"}:
            return False
        if last.endswith(self._no_plural_s):
            return True
        # A word of three letters is an abbreviation or a unit more often than a people.
        return len(last) > 3 and self._singular_word(last) != last

    def _look_up(self, noun: str) -> Kind | None:
        """Return the kind of the longest listed ending of the head of `noun`, else by its shape."""
        words = _words(self._cut(noun)[0])
        if not words:
            return None
        listed = self._listed(words)
        if listed is not None:
            # "unknown" in the file: a word with a person's ending that tells nothing.
            return None if listed == "unknown" else listed
        return self._by_ending(self._singular_word(words[-1]))

    def _cut(self, phrase: str) -> tuple[str, str]:
        """Part a noun phrase before what follows its head: "bodies", " of soldiers".

        A listed name that runs across such a word is kept whole ("members of parliament").
        """
        match = self._after_head.search(phrase)
        if match is None:
            return phrase, ""
        at = match.end() if self._is_name(_words(phrase[: match.end()])) else match.start()
        return phrase[:at], phrase[at:]

    def _is_name(self, words: list[str]) -> bool:
        """Whether `words` end in a listed name of at least three: "members of parliament"."""
        tails = (words[-size:] for size in range(3, min(_LONGEST, len(words)) + 1))
        return any(self._singular_name(tail) is not None for tail in tails)

    def _singular_name(self, words: list[str]) -> str | None:
        """Return the listed singular of exactly these words, or None.

        A name of three words and more has its head first ("heads of families").
        """
        if " ".join(words) in self._plurals:
            return self._plurals[" ".join(words)]
        if len(words) < 3:
            return None
        first, *between, last = words
        for end in (last, self._singular_word(last)):
            name = " ".join((self._singular_word(first), *between, end))
            if name in self._kinds:
                return name
        return None

    def _listed(self, words: list[str]) -> _Entry | None:
        for size in range(min(_LONGEST, len(words)), 0, -1):
            tail = " ".join(words[-size:])
            found = self._kinds.get(tail) or self._kinds.get(self.singular(tail))
            if found:
                return found
        return None

    def _by_ending(self, word: str) -> Kind | None:
        for ending in self._endings:
            for letters in ending.words:
                if word.endswith(letters) and len(word) - len(letters) >= ending.stem:
                    return ending.kind
        return None

    def _singular_word(self, word: str) -> str:
        """Return the singular of one lower-case word."""
        if word in self._plurals:
            return self._plurals[word]
        if word in self._kinds or word in self._same:
            return word
        forms = list(self._singular_forms(word))
        return next((form for form in forms if form in self._kinds), forms[0])

    def _singular_forms(self, word: str) -> Iterator[str]:
        """Yield what `word` may be in the singular, likeliest first; at least `word` itself.

        The ending of a longer word is looked up too ("schoolchildren", "gunmen").
        """
        for many, one in self._plural_ends.items():
            if word.endswith(many):
                yield word.removesuffix(many) + one
        if not word.endswith("s") or word.endswith(self._plural_s.never):
            yield word
            return
        if len(word) < 4:  # "gas", "mps": of words so short only a listed one is a plural
            yield word
        if word.endswith("ies") and len(word) > 4:
            yield word[:-3] + "y"
        if word.endswith(self._plural_s.es):
            yield word[:-2]
        yield word[:-1]


@cache
def open_groups(language: str = "en") -> Groups:
    """Return the groups of `language`; the file is read once."""
    return Groups(open_words(language, "groups", GroupWords))


def _kinds_by_word(words: GroupWords) -> dict[str, _Entry]:
    """Every listed word with its kind; raises LexiconError for a word under two kinds."""
    kinds: dict[str, _Entry] = {}
    for group in words.group:
        for word in group.words:
            if kinds.setdefault(word, group.kind) != group.kind:
                raise LexiconError(
                    f"data/{words.language}/groups.toml: '{word}' is listed as {kinds[word]} "
                    f"and as {group.kind}; keep one"
                )
    return kinds


def _plain(noun: str) -> str:
    return noun.lower().replace("’", "'").strip()


def _words(phrase: str) -> list[str]:
    return _WORD.findall(phrase)


def _join(words: list[str], gaps: list[str]) -> str:
    """`words` with the old `gaps` (blanks, hyphens) between them."""
    return words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not word.isupper()
