"""Takes the words for a source apart: its article, what it is called, whom it belongs to.

Works on the words alone, without a parse, so that a mention reads the same wherever it
stands; names are known by their shape (`whence.text.names`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from whence.resolve.kinds import SourceKinds

# A word with its inner hyphens, points and apostrophes, but without a possessive ending; an
# abbreviation before a name keeps its point ("Dr.", "J.").
TOKEN = re.compile(
    r"[^\W\d_](?:\.[^\W\d_])+\.?|[A-Z][a-z]{0,3}\.(?=\s+[A-Z])"
    r"|[^\W\d_]+(?:(?:[-.]|['’](?!s\b))[^\W\d_]+)*|['’]s\b|\d[\d.,]*|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark, and where it stands."""

    start: int
    end: int
    words: str

    @property
    def lower(self) -> str:
        """The word in small letters, without the point of an abbreviation."""
        return self.words.lower().rstrip(".") or self.words


@dataclass(frozen=True, slots=True)
class Described:
    """One noun phrase: "its health director in Orrin" is owner its, called [health, director].

    `called` are the words up to the head, `owner` those before a possessive ending or a
    word such as "its", `rest` all that follows the head.
    """

    determiner: str
    owner: tuple[Token, ...]
    called: tuple[Token, ...]
    rest: tuple[Token, ...]

    @property
    def head(self) -> Token:
        """The noun that the phrase is about."""
        return self.called[-1]


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Return the words and marks of a stretch of `text`."""
    return [Token(*match.span(), match.group()) for match in TOKEN.finditer(text, start, end)]


def describe(tokens: Sequence[Token], kinds: SourceKinds) -> Described | None:
    """Return what a noun phrase says, None where it has no head."""
    words = list(tokens)
    determiner = ""
    while words and words[0].lower in kinds.determiners and len(words) > 1:
        determiner = words.pop(0).lower
    owner: tuple[Token, ...] = ()
    if determiner in kinds.owners:
        owner = (Token(tokens[0].start, tokens[0].end, determiner),)
    called: list[Token] = []
    for token, after in zip_longest(words, words[1:]):
        many = called and called[-1].lower.endswith("s")
        if token.lower in {"'s", "’s"} or (many and token.words in {"’", "'"}):
            owner, called = tuple(called), []
        elif called and (token.lower in kinds.after_head or not token.words[0].isalnum()):
            # "the Ministry of Health": what follows a name's own "of" is left to the names
            break
        elif called and _is_participle(token) and after and after.words[0].isupper():
            break  # "the fund backing Ana Reyes": the fund, not she
        else:
            called.append(token)
    if not called:
        return None
    rest = tuple(token for token in words if token.start >= called[-1].end)
    return Described(determiner, owner, tuple(called), rest)


def _is_participle(token: Token) -> bool:
    return token.words.islower() and token.words.endswith("ing")


def segments(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the stretches between commas: a name and the appositions to it."""
    part: list[Token] = []
    for token in tokens:
        if token.words in {",", ";", "—", "–", "(", ")"}:
            if part:
                yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part
