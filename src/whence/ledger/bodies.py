"""Which names are one body: what people judged, and what the program proposes.

Two names are never taken for one in silence. The program proposes with a score; a person says
"same" or "apart"; either can be undone. The same holds of places and populations.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from whence.ledger.schema import judgements, terms
from whence.ledger.words import kept, listed_connectors, told

# Scores, in percent, from which a proposal is worth a person's time: below, two bodies of one
# kind ("Interior Office", "Health Office") would be proposed as one.
LEAST = 60
SAME_WORDS, INITIALS, WITHIN = 95, 80, 60
# Words that more names than this share ("ministry") do not tell which to compare.
COMMON = 200
# Proposals for one name, the best first: who has to settle fifty settles none.
PROPOSED = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name as first written; `subject` is what judgements call it: "body:harbour board"."""

    number: int
    subject: str
    words: str
    sort: str | None

    @property
    def parts(self) -> frozenset[str]:
        """The words that tell names apart."""
        words = self.subject.partition(":")[2].replace(",", " ").split()
        return frozenset(words) - listed_connectors() or frozenset(words)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names that may be one body; `score` in percent."""

    one: Name
    other: Name
    score: int


@dataclass(frozen=True, slots=True)
class Merge:
    """A standing judgement that two names are one, under the name `words` if one was chosen."""

    entry: int
    one: str
    other: str
    words: str | None


class Bodies:
    """The names judged to be one, as they stand.

    Few names are ever merged, so all that is merged is held; every other name is itself.
    """

    def __init__(self, connection: Connection) -> None:
        merges = list(standing_merges(connection))
        subjects = {subject for merge in merges for subject in (merge.one, merge.other)}
        self._names = {name.subject: name for name in find_names(connection, subjects)}
        self._root: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._words: dict[int, str] = {}
        for merge in merges:
            self._merge(merge)

    def body(self, term: int) -> int:
        """Return the number by which the body of a name goes: that of one of its names."""
        return self._root.get(term, term)

    def members(self, term: int) -> list[int]:
        """Return the numbers of all names of the body that `term` is a name of."""
        return self._members.get(self.body(term), [term])

    def words(self, term: int) -> str | None:
        """Return what a merged body is called, None for a name that was not merged."""
        return self._words.get(self._root.get(term, term))

    def _merge(self, merge: Merge) -> None:
        one, other = self._names.get(merge.one), self._names.get(merge.other)
        if one is None or other is None:
            return
        root, joined = self.body(one.number), self.body(other.number)
        called = merge.words or self._words.get(root) or one.words
        if root != joined:
            members = [*self.members(root), *self.members(joined)]
            self._members.pop(joined, None)
            self._members[root] = members
            self._root.update(dict.fromkeys(members, root))
        self._words[root] = called


def undone(connection: Connection, *, latest: int | None = None) -> frozenset[int]:
    """Return the entries that an undo, itself standing, has taken back.

    `latest` is one that an undo still being written takes back.
    """
    asked = select(judgements.c.entry, judgements.c.undoes).where(judgements.c.undoes.is_not(None))
    taken = set() if latest is None else {latest}
    for entry, undoes in connection.execute(asked.order_by(judgements.c.entry.desc())):
        if entry not in taken:
            taken.add(undoes)
    return frozenset(taken)


def standing_merges(connection: Connection) -> Iterator[Merge]:
    """Yield what was judged the same and not undone, in the order of the judgements."""
    gone = undone(connection)
    asked = select(judgements).where(judgements.c.act == "same").order_by(judgements.c.number)
    for row in connection.execute(asked):
        if row.entry not in gone:
            yield Merge(
                row.entry,
                told(row.subject),
                told(row.other),
                row.value and told(msgspec.json.decode(told(row.value), type=str)),
            )


def propose(connection: Connection, *, since: int = 0) -> list[Proposal]:
    """Return pairs of names of bodies that may be one, the likeliest first.

    Only pairs with a name newer than the term `since`, that were neither proposed nor settled.
    """
    asked = select(terms).where(terms.c.kind == "body").order_by(terms.c.number)
    names = [_name(row) for row in connection.execute(asked)]
    settled = _settled(connection)
    by_new: dict[int, list[Proposal]] = defaultdict(list)
    for one, other in _pairs(names, since):
        score = _score(one, other)
        if score >= LEAST and frozenset((one.subject, other.subject)) not in settled:
            by_new[other.number].append(Proposal(one, other, score))
    best = [
        proposal
        for found in by_new.values()
        for proposal in sorted(found, key=lambda p: (-p.score, p.one.number))[:PROPOSED]
    ]
    return sorted(best, key=lambda p: (-p.score, p.one.number, p.other.number))


def open_proposals(connection: Connection) -> list[Proposal]:
    """Return the recorded proposals that nobody settled, the likeliest first."""
    settled = _settled(connection, {"same", "apart"})
    asked = select(judgements).where(judgements.c.act == "propose", judgements.c.kind == "term")
    rows = connection.execute(asked.order_by(judgements.c.score.desc(), judgements.c.number)).all()
    subjects = {told(subject) for row in rows for subject in (row.subject, row.other)}
    names = {name.subject: name for name in find_names(connection, subjects)}
    return [
        Proposal(names[told(row.subject)], names[told(row.other)], row.score)
        for row in rows
        if frozenset((told(row.subject), told(row.other))) not in settled
    ]


def _settled(
    connection: Connection, acts: Iterable[str] = ("same", "apart", "propose")
) -> set[frozenset[str]]:
    gone = undone(connection)
    asked = select(judgements).where(judgements.c.act.in_(acts), judgements.c.kind == "term")
    return {
        frozenset((told(row.subject), told(row.other)))
        for row in connection.execute(asked)
        if row.entry not in gone
    }


def _pairs(names: list[Name], since: int) -> Iterator[tuple[Name, Name]]:
    """Yield the pairs that share a telling word, or one of which is the other's initials."""
    by_word: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for word in name.parts | _initials(name):
            by_word[word].append(name)
    seen: set[tuple[int, int]] = set()
    for found in by_word.values():
        if len(found) > COMMON:
            continue
        for at, other in enumerate(found):
            if other.number <= since:
                continue
            for one in found[:at]:  # in the order of their numbers
                if (one.number, other.number) not in seen:
                    seen.add((one.number, other.number))
                    yield one, other


def _score(one: Name, other: Name) -> int:
    if one.sort != other.sort and "person" in {one.sort, other.sort}:
        return 0
    mine, theirs = one.parts, other.parts
    if mine == theirs:
        return SAME_WORDS
    if _initials(one) & theirs or _initials(other) & mine:
        return INITIALS if 1 in {len(mine), len(theirs)} else 0
    share = len(mine & theirs) / len(mine | theirs)
    if min(len(mine), len(theirs)) > 1 and (mine <= theirs or theirs <= mine):
        return round(WITHIN + share * (SAME_WORDS - WITHIN))
    return round(100 * share)


def _initials(name: Name) -> frozenset[str]:
    """Return the initials of a name of three words or more: two letters fit too much."""
    words = [word for word in name.subject.partition(":")[2].split() if word in name.parts]
    return frozenset(["".join(word[0] for word in words)] if len(words) > 2 else [])


def find_names(connection: Connection, subjects: Iterable[str]) -> Iterator[Name]:
    """Yield the names that judgements call `subjects`: "body:harbour board"."""
    for subject in sorted(subjects):
        kind, _, key = subject.partition(":")
        asked = select(terms).where(terms.c.kind == kind, terms.c.key == kept(key))
        yield from map(_name, connection.execute(asked))


def _name(row: Row[Any]) -> Name:
    return Name(row.number, f"{row.kind}:{told(row.key)}", told(row.words), row.sort)
