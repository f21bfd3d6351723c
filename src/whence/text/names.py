"""Finds the capitalised names of a sentence by their shape alone.

Which name it is must not matter, so no list of names is kept: a name is a run of
words with capitals, told from an ordinary word by its place in the sentence and by
how the rest of the text writes it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from whence.lexicon import Words, open_words
from whence.text.segment import Sentence, WordGroup

if TYPE_CHECKING:
    from whence.text.grammar import Mask

# A line of capitals, or one with capitals on most of its long words (a headline), tells
# nothing by its capitals. Shares of its words; measured on the gate's headlines.
SHOUTED_SHARE = 0.8
TITLED_SHARE = 0.7
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")

Token = tuple[int, int, str]


class StandIns(Words, frozen=True):
    """What is read in place of a name: plain, or after a number, one or many."""

    reason: str
    plain: str
    counted: str
    counted_plural: str


class NameWords(Words, frozen=True):
    """What a capital letter does, and does not, tell in a language."""

    never: WordGroup
    opening: WordGroup
    inside: WordGroup
    stand_ins: StandIns


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a sentence as masks, and how to write its other words in small letters."""

    masks: "tuple[Mask, ...]"
    small: frozenset[int]

    def recase(self, start: int, word: str) -> str:
        """Return `word` in small letters where its capitals at `start` tell nothing."""
        return word.lower() if start in self.small else word


def names_in(text: str, sentences: Sequence[Sentence], language: str = "en") -> frozenset[str]:
    """Return, in small letters, the words that `text` writes with a capital inside a sentence."""
    words = _tables(language)
    found, plain = set(), set()
    for sentence in sentences:
        said = text[sentence.start : sentence.end]
        listed = list(_WORD.finditer(said))
        if _capitals_tell_nothing([match.group() for match in listed]):
            continue
        for match in listed[1:]:
            word = match.group().rstrip(".'’")
            opens = said[: match.start()].rstrip()[-1:] in {
                '"',
                "“",
                "‘",
                ".",
                ":",
                "?",
                "!",
                "-",
                "–",
                "—",
            }
            if word[:1].isupper() and not opens and word.lower() not in words.never:
                found.add(_bare(word))
            elif word[:1].islower():
                plain.add(word)
    return frozenset(found - plain)


def find_names(
    text: str,
    sentence: Sentence,
    tokens: Sequence[Token],
    taken: "Sequence[Mask]",
    known: frozenset[str],
    *,
    is_common: Callable[[str], bool],
    prose: bool = False,
    language: str = "en",
) -> Names:
    """Return the names among `tokens`, leaving alone what the masks `taken` cover.

    `known` are words this text uses as names elsewhere; `is_common` tells a word of the
    dictionary and is asked only where the capitals tell nothing. `prose` says that the
    sentence is no headline, so that "President Mara Lund denied it." is full of names.
    """
    from whence.text.grammar import Mask  # grammar calls this module

    words = _tables(language)
    shouted = _capitals_tell_nothing([w for _, _, w in tokens if w[:1].isalpha()], prose=prose)

    def is_name(index: int) -> bool:
        start, end, word = tokens[index]
        if not word[:1].isupper() or word.lower() in words.never:
            return False
        if any(mask.start < end and start < mask.end for mask in taken):
            return False
        small = word.lower()
        if small in known:
            return True
        if shouted:
            return small not in words.opening and not is_common(small)
        if not _opens(index, tokens):
            return True
        followed = index + 1 < len(tokens) and tokens[index + 1][2][:1].isupper()
        followed = followed and tokens[index + 1][2].lower() not in words.never
        if small in words.opening or re.search(r"(?:ing|ed|ly)$", small):
            return False
        return followed or not is_common(small)

    flags = [is_name(index) for index in range(len(tokens))]
    masks, small = [], set()
    index = 0
    while index < len(tokens):
        if not flags[index]:
            if shouted and tokens[index][2][:1].isupper():
                small.add(tokens[index][0])
            index += 1
            continue
        last = _run_end(index, tokens, flags, taken, words)
        start, end = tokens[index][0], tokens[last][1]
        masks.append(Mask(start, end, words.stand_in(text, start, end, taken), -1))
        index = last + 1
    return Names(tuple(masks), frozenset(small))


def _run_end(
    first: int,
    tokens: Sequence[Token],
    flags: Sequence[bool],
    taken: "Sequence[Mask]",
    words: "_Tables",
) -> int:
    """The last token of the name that begins at `first`."""
    last = first
    index = first + 1
    while index < len(tokens):
        word = tokens[index][2]
        numbered = word.isdigit() and not any(m.start == tokens[index][0] for m in taken)
        if flags[index] or (numbered and index == last + 1):
            last = index
        elif not (word in {"-", "–", "&"} or word.lower() in words.inside) or index - last > 2:
            break
        index += 1
    return last


def _opens(index: int, tokens: Sequence[Token]) -> bool:
    """Whether the token opens a sentence or a quotation, where any word has a capital."""
    before = next((w for _, _, w in reversed(tokens[:index])), None)
    return before is None or before in {
        '"',
        "“",
        "‘",
        "'",
        "``",
        ":",
        "(",
        "[",
        "-",
        "–",
        "—",
        "…",
        "...",
    }


def _capitals_tell_nothing(words: Sequence[str], *, prose: bool = False) -> bool:
    """Whether a line is shouted or, if it is no prose, titled: its capitals mark no names."""
    long = [word for word in words if len(word) > 3]
    shouted = sum(word.isupper() for word in words) >= SHOUTED_SHARE * len(words)
    titled = sum(word[:1].isupper() for word in long) >= TITLED_SHARE * len(long)
    return bool(words) and (
        (shouted and len(words) > 1) or (titled and len(long) > 3 and not prose)
    )


def _bare(word: str) -> str:
    """The word in small letters without a possessive ending."""
    return re.sub(r"['’]s?$", "", word.lower())


class _Tables:
    """The language's tables as sets."""

    def __init__(self, words: NameWords) -> None:
        self.never = frozenset(words.never.words)
        self.opening = frozenset(words.opening.words)
        self.inside = frozenset(words.inside.words)
        self.stand_ins = words.stand_ins

    def stand_in(self, text: str, start: int, end: int, counts: "Iterable[Mask]") -> str:
        """A word of the same shape: after a count or an article, one that can be counted."""
        before = text[max(0, start - 12) : start].rstrip()
        counted = any(mask.end <= start and not text[mask.end : start].strip() for mask in counts)
        if counted and text[start:end].endswith("s"):
            return self.stand_ins.counted_plural
        if counted or re.search(r"\b(?:an?|another)$", before, re.IGNORECASE):
            return self.stand_ins.counted
        return self.stand_ins.plain


@cache
def _tables(language: str) -> _Tables:
    return _Tables(open_words(language, "names", NameWords))
