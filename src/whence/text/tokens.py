"""Mends the tokens that the language model's own cutting gives: parts and joins some of them.

A token keeps its place in the text, so that whatever is read stands on the very words.
"""

import re
from collections.abc import Iterator, Sequence

from whence.text.dictionary import Dictionary, open_tokens

Token = tuple[int, int, str]
"""Start and end in the text, and the word."""

# Two words that lost the blank between them: "fledShirqat".
_TURN = re.compile(r"([a-z]{3,})([A-Z][a-z]{2,})$")
# The model parts hyphens and a last full stop from the letters of a few alphabets only.
_PARTS = re.compile(r"-|\.$|(?:[^-.]|\.(?!$))+")


def mend_tokens(tokens: Sequence[Token], dictionary: Dictionary, language: str) -> list[Token]:
    """Return `tokens` with prefixes joined to their words and glued words parted."""
    parted = [piece for token in tokens for piece in _part(token)]
    joined = _join_prefixes(parted, frozenset(open_tokens(language).prefixes.words))
    return [piece for token in joined for piece in _unglue(token, dictionary, language)]


def _part(token: Token) -> Iterator[Token]:
    """Yield a word of any alphabet cut as the model cuts Latin ones: at hyphens and the stop."""
    start, _, word = token
    if word.isascii() or not word[:1].isalpha():
        yield token
        return
    for match in _PARTS.finditer(word):
        yield start + match.start(), start + match.end(), match.group()


def _join_prefixes(tokens: Sequence[Token], prefixes: frozenset[str]) -> Iterator[Token]:
    """Yield the tokens with a prefix, its hyphen and its word as one."""
    index = 0
    while index < len(tokens):
        run = tokens[index : index + 3]
        if len(run) == 3 and run[0][2].lower() in prefixes and _is_hyphened(run):
            yield run[0][0], run[2][1], "-".join((run[0][2], run[2][2]))
            index += 3
        else:
            yield tokens[index]
            index += 1


def _is_hyphened(run: Sequence[Token]) -> bool:
    """Whether three tokens are two words with a hyphen and no blank between them."""
    return run[1][2] == "-" and run[0][1] == run[1][0] and run[1][1] == run[2][0]


def _unglue(token: Token, dictionary: Dictionary, language: str) -> list[Token]:
    """Part two words that lost the blank between them, as copies from PDF do ("peoplewere")."""
    start, _, word = token
    turn = _TURN.match(word)
    if turn is not None and dictionary.has(turn[1]):
        return _parted(token, start + len(turn[1]))
    # Shorter words are parted wrongly more often than rightly.
    if len(word) > 5 and word.isalpha() and word.islower() and not dictionary.has(word):
        for small in open_tokens(language).glued.words:
            rest = word.removesuffix(small)
            if rest != word and len(rest) > 2 and dictionary.has(rest):
                return _parted(token, start + len(rest))
            rest = word.removeprefix(small)
            if rest != word and len(rest) > 3 and dictionary.has(rest):
                return _parted(token, start + len(small))
    return [token]


def _parted(token: Token, at: int) -> list[Token]:
    start, end, word = token
    return [(start, at, word[: at - start]), (at, end, word[at - start :])]
