"""For whom somebody speaks in a report: "the group's coordinator", "Rescuers", "an army official".

The ledger keeps each name as it was written and merges none in silence. To compare what two
speakers say it must still be known whether they may be one: a person or a short form that its
own report ties to a named body is heard as that body there, in comparing alone.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from whence.ledger.bodies import Bodies
from whence.ledger.schema import figures, statements, terms
from whence.ledger.words import listed_connectors, told
from whence.lexicon import Words, WordSet, open_words
from whence.records import SourceKind

# Kinds of which a report seldom quotes two bodies. Of governments and armies it quotes many.
ALONE: frozenset[SourceKind] = frozenset({"health", "emergency", "monitor", "un_aid"})
# Kinds of those who may speak for any body, or for none.
INDIVIDUAL: frozenset[SourceKind] = frozenset({"person", "unnamed", "witness"})
# Words behind a publisher's name in a title within which its document is named.
TITLE_WORDS = 3
# Letters that a body is called by at the least: "UN" and "EU" are of many.
FEWEST_INITIALS = 3
# Reports asked for at a time: a database takes only so many values in one query.
ASKED = 500

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Where somebody is tells nothing of whom they speak for: "a clerk in Orrin".
_WHEREABOUTS = re.compile(r"\b(?:in|at|from|near)\b.*")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_WE = re.compile(r"\bwe(?:['’]ve| have| had)?(?: now| so far| also| since)? (\w+)", re.IGNORECASE)
_OWNER = re.compile(r"(.+)(?:['’]s|s['’])\s")


class _Publishers(Words, frozen=True):
    kind: SourceKind
    reason: str
    words: frozenset[str]


class SpeakingWords(Words, frozen=True):
    """`speaking.toml`: words that tell a person or a nameless group from a body."""

    offices: WordSet
    groups: WordSet
    apart: WordSet
    documents: WordSet
    own_counts: WordSet
    publishers: tuple[_Publishers, ...]
    passing_on: WordSet


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a speaker: a body, or one who speaks for a body; and of which kind."""

    is_body: bool
    speaks_for: str | None
    kind: SourceKind | None


@dataclass(slots=True)
class Speaker:
    """One who is quoted in a report: by which name, in which words, and of which kind."""

    name: str
    named: bool
    words: set[str] = field(default_factory=set)
    kinds: set[SourceKind] = field(default_factory=set)

    @property
    def is_person(self) -> bool:
        """Whether the report gives the speaker an office: "Odal Wren, its coordinator"."""
        own = _WORD.findall(self.name)
        given = {word for words in self.words for word in _WORD.findall(words)}
        offices = {word for word in given if word.islower() or word not in own}
        return "person" in self.kinds or any(word.lower() in _listed().offices for word in offices)

    @property
    def is_body(self) -> bool:
        """Whether the name is a body's own, and not of a person."""
        return self.named and not self.is_person

    @property
    def kind(self) -> SourceKind | None:
        """The kind, where all mentions that tell one agree; of a body before that of a person."""
        of_bodies = self.kinds - INDIVIDUAL
        kinds = of_bodies or self.kinds
        return next(iter(kinds)) if len(kinds) == 1 else None

    @property
    def telling(self) -> frozenset[str]:
        """The words by which the report may say whom the speaker belongs to."""
        if self.is_body:
            owner = _OWNER.match(self.name)
            return plain_words(owner[1]) if owner else frozenset()
        return frozenset().union(*(plain_words(_WHEREABOUTS.sub("", said)) for said in self.words))


def find_ties(speakers: Iterable[Speaker]) -> dict[str, str]:
    """Return for whom each speaks who is no body of its own, by their names.

    A word of the body's own name ties them, or else the kind, where the report has one body
    of it; whoever fits two bodies, or none, is left out.
    """
    listed = list(speakers)
    bodies = [speaker for speaker in listed if speaker.is_body]
    tied: dict[str, str] = {}
    for speaker in listed:
        others = [body for body in bodies if body is not speaker]
        found = [body for body in others if _is_named_after(speaker, body)]
        if not found and not speaker.is_body:
            found = [body for body in others if _is_its_kind(speaker, body)]
        if len(found) == 1:
            tied[speaker.name] = found[0].name
    return tied


def _is_named_after(speaker: Speaker, body: Speaker) -> bool:
    """Whether the words for a speaker name a body: "the army's spokesman", "a Front official"."""
    kinds = {speaker.kind, body.kind} - INDIVIDUAL - {None}
    words = plain_words(_first(body.name)) | {initials(body.name).lower()}
    return len(kinds) < 2 and bool(words & speaker.telling)


def _is_its_kind(speaker: Speaker, body: Speaker) -> bool:
    """Whether a nameless group is of the kind that a body is; one nurse speaks for herself."""
    alone = speaker.is_person and not speaker.named
    own = {word for said in speaker.words for word in _words(said)} & _listed().apart.words
    same = speaker.kind in ALONE and speaker.kind == body.kind
    return same and not alone and own <= _words(body.name)


def _words(words: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(words))


def plain_words(words: str) -> frozenset[str]:
    """Return the words that tell one body from another; "the authorities" has none."""
    listed = _listed()
    return _words(words) - listed.offices.words - listed.groups.words - listed_connectors()


def _first(name: str) -> str:
    """What stands before "of" in a body's name, where it tells anything: the rest is a place."""
    before, _, _ = name.partition(" of ")
    return before if plain_words(before) else name


def initials(name: str) -> str:
    """Return the letters that a name of three words or more is called by, "" of a shorter one.

    >>> initials("Office for Camp Relief"), initials("Marrow Watch")
    ('OCR', '')
    """
    letters = "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
    return letters if len(letters) >= FEWEST_INITIALS else ""


@lru_cache(maxsize=1 << 12)
def is_owned_by(name: str, publisher: str) -> bool:
    """Whether a name says that its bearers are a publisher's: "OCR's tracking teams".

    >>> is_owned_by("OCR's tracking teams", "Office for Camp Relief")
    True
    """
    owner = _OWNER.match(name)
    return owner is not None and owner[1] in {publisher, initials(publisher)}


@lru_cache(maxsize=1 << 14)  # asked of every count, of whom few bodies give many
def head_of_name(name: str) -> str:
    """Return the noun that a name says what it is by: "Health Office of Brackwater", an office."""
    words = _WORD.findall(_first(name).casefold())
    return words[-1] if words else name.casefold()


@lru_cache(maxsize=1 << 12)
def own_voice(publisher: str, title: str, *, counts: bool = False) -> Standing | None:
    """Return what a publisher is whose own count a report is, None where it passes on others'.

    A health board's bulletin and a relief office's update are told in their own voice. So is
    "Marrow Watch weekly tally", of a publisher whose name does not tell its kind, and what such
    a one says that it `counts` itself.
    """
    listed = _listed()
    words = {word for name in _WORD.findall(publisher.casefold()) for word in name.split("-")}
    if not words or words & listed.passing_on.words:
        return None
    kind = next((each.kind for each in listed.publishers if each.words & words), None)
    if kind is None and not counts and not _is_document_of(publisher, title):
        return None
    return Standing(is_body=True, speaks_for=None, kind=kind)


def tells_own_count(sentence: str) -> bool:
    """Whether a sentence says, in no quotation, that those who publish it counted.

    >>> tells_own_count("We have verified 26 deaths."), tells_own_count("We have read 26 names.")
    (True, False)
    """
    listed = _listed().own_counts.words
    told = _WE.finditer(_QUOTED.sub("", sentence))
    return any(match[1].lower() in listed for match in told)


def _is_document_of(publisher: str, title: str) -> bool:
    """Whether a title names a document and whose it is."""
    before, name, after = title.partition(publisher)
    named = _WORD.findall(after.casefold())[:TITLE_WORDS]
    return bool(name) and not before.strip() and not _listed().documents.words.isdisjoint(named)


def _listed() -> SpeakingWords:
    words: SpeakingWords = open_words("en", "speaking", SpeakingWords)
    return words


# ---- in the ledger -----------------------------------------------------------------------------


def read_standings(
    connection: Connection, reports: Collection[int] | None = None
) -> dict[tuple[int, str], Standing]:
    """Return what each report tells of who is quoted in it, by its number and the name.

    Of all reports, or of `reports` alone: one report's standings hang on no other.
    """
    bodies = Bodies(connection)
    found: defaultdict[int, dict[str, Speaker]] = defaultdict(dict)
    for row in _mentions(connection, reports):
        name = bodies.words(row.source) or told(row.name)
        speaker = found[row.report].setdefault(name, Speaker(name, row.term_kind == "body"))
        speaker.words.add(told(row.source_words or ""))
        speaker.kinds |= {row.source_kind or row.sort} - {None}
    standings: dict[tuple[int, str], Standing] = {}
    for report, speakers in found.items():
        ties = find_ties(speakers.values())
        for name, speaker in speakers.items():
            standings[report, name] = Standing(speaker.is_body, ties.get(name), speaker.kind)
    return standings


def _mentions(connection: Connection, reports: Collection[int] | None) -> Iterator[Any]:
    """Yield who is quoted in each report, once for each way of naming them."""
    name = terms.c.words.label("name"), terms.c.kind.label("term_kind"), terms.c.sort
    for table in (figures, statements):
        said = table.c.report, table.c.source, table.c.source_words, table.c.source_kind
        asked = select(*said, *name).join(terms, terms.c.number == table.c.source).distinct()
        for some in _batches(reports):
            wanted = asked if some is None else asked.where(table.c.report.in_(some))
            yield from connection.execute(wanted)


def _batches(reports: Collection[int] | None) -> Iterator[list[int] | None]:
    if reports is None:
        yield None
        return
    numbers = sorted(reports)
    yield from (numbers[at : at + ASKED] for at in range(0, len(numbers), ASKED))
