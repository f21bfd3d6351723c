"""Tells where capitals mark names and where they tell nothing: shouted lines, titles, openings."""

from collections.abc import Iterable, Sequence

from whence.text.dictionary import Dictionary

# Where most ordinary words have capitals, capitals tell nothing. Names are left out of the
# count, so that a line is judged alike whoever it names. Shares measured on the gate's headlines.
SHOUTED_SHARE = 0.8
TITLED_SHARE = 0.7
# A title leaves "in", "the", "for" small: only longer words count, and at least so many.
TITLED_LENGTH = 4
TITLED_WORDS = 3

# What stands before a word that has a capital only because it is the first.
_OPENERS = frozenset("\" “ ‘ ' `` : ( [ - – — … ...".split())
_OPENING_ENDS = frozenset('"“‘.:?!-–—')


def opens(word_before: str | None) -> bool:
    """Whether any word has a capital after `word_before`; None stands for a sentence's start."""
    return word_before is None or word_before in _OPENERS


def opens_after(said: str) -> bool:
    """Whether any word has a capital after the words `said`: a cautious test on plain text."""
    return said.rstrip()[-1:] in _OPENING_ENDS


def tell_nothing(words: Sequence[str], dictionary: Dictionary, *, prose: bool = False) -> bool:
    """Whether a line of `words` is shouted or titled, so that its capitals mark no names.

    `prose` says that it is no title, whatever the share: "The Free Coast Army denied it."
    """
    ordinary = [word for word in words if dictionary.is_listed(word.lower())]
    if not ordinary:
        return len(words) > 1 and all(word.isupper() for word in words)
    shouted = _share(word.isupper() for word in ordinary if len(word) > 1)
    long = [word[:1].isupper() for word in ordinary[1:] if len(word) >= TITLED_LENGTH]
    titled = len(long) >= TITLED_WORDS and _share(long) >= TITLED_SHARE
    return shouted >= SHOUTED_SHARE or (titled and not prose)


def _share(flags: Iterable[bool]) -> float:
    listed = list(flags)
    return sum(listed) / len(listed) if listed else 0.0
