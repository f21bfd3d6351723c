"""Names, each kept once: of bodies, voices, populations and places.

A *body* is a source that is named ("the Harbour Board"), the same in every report. A *voice*
is one that is not ("the ministry", "a doctor"): two reports may mean two of them, so a voice is
never taken for a body, only found again by its words.
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, bindparam, select

from whence.ledger.chain import Entry
from whence.ledger.schema import terms
from whence.ledger.words import fold, is_named, kept
from whence.records import Source

TermKind = Literal["body", "voice", "population", "place"]
# Asked for every name that is new to the process: made once.
_TERM = select(terms.c.number).where(
    terms.c.kind == bindparam("kind"), terms.c.key == bindparam("key")
)
NAMELESS = frozenset({"unnamed", "witness"})


@dataclass(frozen=True, slots=True)
class NewTerm:
    """A term that an entry brings in."""

    number: int
    kind: TermKind
    key: str
    words: str


class Terms:
    """Hands out the numbers of terms, and adds to `entry` those that are new.

    `cache` may outlive the entry, since a term never changes; what an entry adds gets into it
    by `keep`, once the entry is filed.
    """

    def __init__(self, entry: Entry, cache: dict[tuple[str, str], int]) -> None:
        self._entry = entry
        self._cache = cache
        self.new: dict[tuple[str, str], NewTerm] = {}

    def number(
        self, kind: TermKind, words: str | None, language: str, sort: str | None = None
    ) -> int | None:
        """Return the number of the term for `words`, or None where there are none."""
        key = fold(words, language) if words else ""
        if not words or not key:
            return None
        found = self._cache.get((kind, key)) or self._find(kind, key)
        if found is None:
            found = self._entry.add(terms, kind=kind, key=key, words=words, sort=sort)
            self.new[kind, key] = NewTerm(found, kind, key, words)
        return found

    def source(self, source: Source | None, text: str, language: str) -> int | None:
        """Return the term of a source: a body where it is named, else a voice."""
        if source is None:
            return None
        begins = source.start if source.end > source.start else None
        named = source.kind not in NAMELESS and (
            source.name is not None or is_named(source.words, text, begins)
        )
        words = source.name or source.words
        return self.number("body" if named else "voice", words, language, source.kind)

    def keep(self) -> None:
        """Put the new terms into the cache: the entry is filed."""
        self._cache.update({at: term.number for at, term in self.new.items()})

    def _find(self, kind: TermKind, key: str) -> int | None:
        if (kind, key) in self.new:
            return self.new[kind, key].number
        found = find_term(self._entry.connection, kind, key)
        if found is not None:
            self._cache[kind, key] = found
        return found


def find_term(connection: Connection, kind: TermKind, key: str) -> int | None:
    """Return the number of the term with `key`, if it is in the ledger."""
    found = connection.execute(_TERM, {"kind": kind, "key": kept(key)}).scalar()
    return None if found is None else int(found)
