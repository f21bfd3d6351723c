"""Says who each source is: the fullest name its words surely stand for, and its kind.

Sources are taken in the order of the text, so that "she" and "the group" find who spoke
before. Not sure is an answer: a wrong speaker harms more than a missing one, so where
two could be meant the name is left out and the words stand.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from whence.records import Reading, Source, Span
from whence.resolve.bodies import open_bodies
from whence.resolve.kinds import open_kinds
from whence.resolve.naming import Naming, Run, Who
from whence.resolve.offices import Offices
from whence.resolve.phrases import Described, Token, describe, segments, tokens_of
from whence.resolve.speakers import Speakers
from whence.text.dictionary import Dictionary
from whence.text.segment import Sentence

# Sentences to look back for "the group" after a name that does not call itself one.
STAND_FOR_REACH = 2
# Where several are called so, the one named in this and the sentence before may be meant.
NEAR = 1
# Words of a body's description in which its noun comes: "the regional health board".
BODY_WORDS = 3
# Words after which a noun tells more of another, that may open a clause as well.
_CONJUNCTIONS = frozenset({"after", "as", "before", "since", "speaking", "that"})
# "Both leaders": two who were named, and not as one.
_TWO = frozenset({"both", "neither"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# Kinds that "the group", "the movement" may stand for.
_GROUPS = frozenset({None, "armed_group", "monitor", "un_aid"})


def resolve_sources(
    text: str,
    sentences: Sequence[Sentence],
    sources: Sequence[Source],
    *,
    quotes: Sequence[Span] = (),
    dictionary: Dictionary | None = None,
    language: str = "en",
) -> list[Source]:
    """Return `sources` with `name` and `kind`, in the order given.

    `sentences` and `quotes` are those of the whole text: who is only named in a quotation
    is not whom the report's "she said" means. `dictionary` tells an ordinary word from a
    name where capitals do not (see `whence.text.names`).
    """
    dictionary = dictionary or Dictionary({}, language=language)
    labels = [(s.start, s.end) for s in sources if s.words.strip() and _is_label(s, sentences)]
    names = Names(
        text, sentences, labels=labels, quotes=quotes, dictionary=dictionary, language=language
    )
    meant: dict[tuple[int, int], list[Who]] = {}
    for source in sorted(sources, key=lambda each: (each.start, each.end)):
        if (source.start, source.end) not in meant:
            meant[source.start, source.end] = names.meant_by(source)
    # Who somebody is may be told only after they spoke: kinds come last.
    return [names.named(source, meant[source.start, source.end]) for source in sources]


def _is_label(source: Source, sentences: Sequence[Sentence]) -> bool:
    """Whether a source is a speaker's label, which stands outside all sentences."""
    return not any(s.start < source.end and source.start < s.end for s in sentences)


def name_sources(
    reading: Reading,
    sentences: Sequence[Sentence],
    *,
    quotes: Sequence[Span] = (),
    dictionary: Dictionary,
) -> Reading:
    """Return `reading` with every source of its figures, statements and releases named."""
    written = [each.source for each in reading.figures]
    written += [each.source for each in reading.statements]
    written += [each.source for each in reading.releases]
    language = reading.report.language.partition("-")[0].lower()
    resolved = resolve_sources(
        reading.report.text,
        sentences,
        [source for source in written if source is not None],
        quotes=quotes,
        dictionary=dictionary,
        language=language,
    )
    found = {(source.start, source.end): source for source in resolved}

    def known(source: Source | None) -> Source | None:
        return found[source.start, source.end] if source else None

    return replace(
        reading,
        figures=tuple(replace(each, source=known(each.source)) for each in reading.figures),
        statements=tuple(replace(each, source=known(each.source)) for each in reading.statements),
        releases=tuple(replace(each, source=known(each.source)) for each in reading.releases),
    )


def _stranger(pronoun: str) -> Who:
    """Return somebody of whom only a pronoun is known, if that."""
    one = pronoun in {"he", "she"}
    gender = pronoun if one else None
    return Who(None, person=True if one else None, gender=gender, plural=pronoun == "they")


class Names:
    """Resolves the sources of one report, one after the other in the order of its text."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        *,
        labels: Sequence[tuple[int, int]] = (),
        quotes: Sequence[Span] = (),
        dictionary: Dictionary,
        language: str = "en",
    ) -> None:
        self.text = text
        self.kinds = open_kinds(language)
        self.naming = Naming(
            text, sentences, self.kinds, labels=labels, dictionary=dictionary, language=language
        )
        self.speakers = Speakers(self.naming, sentences, quotes)
        self.offices = Offices(self.naming, self.kinds, self.speakers.owner_before, self._known)
        self._described: list[Who] = []

    def meant_by(self, source: Source) -> list[Who]:
        """Return whom `source` stands for: nobody where not sure, two where they speak as one.

        To be asked for each source once, in the order of the text.
        """
        tokens = tokens_of(self.text, source.start, source.end)
        while len(tokens) > 1 and tokens[-1].lower in _POSSESSIVE:
            tokens.pop()
        parts = self._joint(tokens)
        if parts:
            both = [run.who for run in map(self._last_run, parts) if run is not None and run.who]
            self.speakers.add(source.start, Who(None, plural=True))
            return both if len(both) == len(parts) else []
        who = self._who(tokens)
        if who is None:
            if not self._is_nobody(tokens):
                # Somebody unknown spoke: no later pronoun leaps past them.
                pronoun = self.kinds.pronoun(tokens[0].lower) if len(tokens) == 1 else ""
                self.speakers.add(source.start, _stranger(pronoun))
            return []
        self.speakers.add(source.start, who)
        self.offices.kind(who, source.start)  # what "its" stands for is told by who spoke last
        return [who]

    def named(self, source: Source, meant: Sequence[Who]) -> Source:
        """Return `source` with the name and kind of those it stands for."""
        if not meant:
            return source
        names = [who.name for who in meant if who.name]
        kinds = {self.offices.kind(who, source.start) for who in meant}
        return replace(
            source,
            name=" and ".join(names) if len(names) == len(meant) else None,
            kind=kinds.pop() if len(kinds) == 1 else None,
        )

    # ---- who is meant --------------------------------------------------------------------------

    def _joint(self, tokens: list[Token]) -> list[list[Token]]:
        """Return the words for each of those who speak together: "Ana Reyes and Governor Vesk"."""
        (first, *_) = [*segments(tokens), []]
        joints = [
            i
            for i, token in enumerate(first)
            if token.lower in {"and", "or"} and 0 < i < len(first) - 1
            if self.naming.run_at(token.start) is None
        ]
        if not joints or any(token.lower in self.kinds.after_head for token in first[: joints[0]]):
            return []
        edges = [-1, *joints, len(first)]
        return [first[start + 1 : end] for start, end in pairwise(edges)]

    def _last_run(self, tokens: list[Token]) -> Run | None:
        return self.naming.run_at(tokens[-1].start) if tokens else None

    def _who(self, tokens: list[Token]) -> Who | None:
        if self._is_nobody(tokens):
            return None
        if len(tokens) == 1 and (pronoun := self.kinds.pronoun(tokens[0].lower)):
            at = tokens[0].start
            body = self._body_before(at) if pronoun == "it" else None
            return body or self.speakers.antecedent(pronoun, at)
        parts = [told for part in segments(tokens) if (told := describe(part, self.kinds))]
        for told in parts:
            if (run := self._named(told)) is not None:
                return self._named_who(run, told, parts)
        if parts and (maker := self._maker(parts[0], tokens[0].start)) is not None:
            return maker
        return self._described_who(parts[0], tokens) if parts else None

    def _maker(self, told: Described, at: int) -> Who | None:
        """Return the body whose document speaks: "the department's bulletin", "its report"."""
        if told.head.lower not in self.kinds.documents or not told.owner:
            return None
        if told.owner[0].lower in self.kinds.owners:
            its = told.owner[0].lower == "its"
            return self.speakers.owner_before(at) if its else None
        owner = describe(tokens_of(self.text, at, told.owner[-1].end), self.kinds)
        if owner is None:
            return None
        run = self._named(owner)
        who = run.who if run is not None else self._known(owner, at)
        if who is None and self.kinds.is_body(owner.head.lower):
            return self._called_before(owner, at)
        if who is None or who.person is not False:
            return None
        # What it was called before says more of it than the words for its document.
        called = " ".join(token.lower for role in who.roles[:1] for token in role.called)
        return who if who.name or not called else replace(who, name=called)

    def _called_before(self, told: Described, at: int) -> Who | None:
        """Return the body by what it was called before, where nobody has quoted it yet.

        "The health board lowered its count … the board's bulletin": the health board.
        """
        calling = rf"\b[Tt]he ((?:[a-z]+ ){{1,{BODY_WORDS - 1}}}{re.escape(told.head.lower)})\b"
        called = set(re.findall(calling, self.text[:at]))
        if len(called) != 1:
            return None
        name = called.pop()
        who = Who(name, person=False, kind=self.kinds.kind(name.split()))
        who.called, who.heads = set(name.split()), {told.head.lower}
        return who

    def _body_before(self, at: int) -> Who | None:
        """Return the body that the sentence before is about, where it names none in full.

        "While they spoke the department published its numbers. It had 26 dead": nobody has
        spoken there, so that who spoke before that is not meant.
        """
        sentence = self.speakers.unspoken_before(at)
        if sentence is None:
            return None
        runs = self.naming.runs_between(sentence.start - 1, sentence.end)
        if any(run.who is not None and run.who.person is False for run in runs):
            return None
        found = {id(who): who for who in self._subjects(sentence) if who.person is False}
        return next(iter(found.values())) if len(found) == 1 else None

    def _subjects(self, sentence: Sentence) -> Iterator[Who]:
        """Yield who is meant by "the department" in a sentence, after no preposition."""
        tokens = tokens_of(self.text, sentence.start, sentence.end)
        for at, token in enumerate(tokens):
            before = tokens[at - 1].lower if at else ""
            if token.lower != "the" or before in self.kinds.after_head - _CONJUNCTIONS:
                continue
            reach = tokens[at + 1 : at + 1 + BODY_WORDS]
            end = next((n for n, word in enumerate(reach) if self.kinds.is_body(word.lower)), None)
            after = tokens[at + 2 + end : at + 3 + end] if end is not None else []
            if end is None or not after or after[0].lower in self.kinds.after_head | {"'s", "’s"}:
                continue
            known = self._known(Described("the", (), tuple(reach[: end + 1]), ()), token.start)
            if known is not None:
                yield known

    def _is_nobody(self, tokens: list[Token]) -> bool:
        """Whether the words stand for nobody certain: "we", "some of them", "both leaders"."""
        words = [token.lower for token in tokens if token.words[0].isalnum()]
        if not words:
            return True
        bare = len(words) == 1 or words[1] in self.kinds.after_head
        return words[0] in self.kinds.nobody and (bare or words[0] in _TWO)

    def _named(self, told: Described) -> Run | None:
        """Return the name that a phrase ends in, None where its head is a plain noun."""
        run = self.naming.run_at(told.head.start)
        if run is None or not run.core or self.naming.is_people(run):
            return None
        if told.determiner in self.kinds.indefinite and not run.titles:
            return None  # "a Democrat", "two Kestovians"
        return run

    def _named_who(self, run: Run, told: Described, parts: list[Described]) -> Who | None:
        who = run.who
        if who is None or (told.determiner in self.kinds.definite and self._is_passing(run, who)):
            return None
        if told.owner and (listed := self._listed(told.owner[0].start, run.end)):
            return listed
        for other in parts:
            if other is not told and self.naming.run_at(other.head.start) is None:
                self._note_role(who, other)
        return who

    def _is_passing(self, run: Run, who: Who) -> bool:
        """Whether a name with an article may only describe: "the Orrin Republican", said once."""
        named = who.kind is not None or self.naming.is_body_name(run.core)
        people = self.kinds.is_people_noun(run.core[-1])
        return len(run.core) > 1 and people and not named and len(who.places) < 2

    def _note_role(self, who: Who, told: Described) -> None:
        """Take an apposition in the source's own words for an office: "its director, Dr Osk"."""
        noun = self.kinds.singular(told.head.lower)
        words = {token.lower for token in told.called} | {noun}
        if words & self.kinds.former:
            return
        if who.person is None:
            who.person = self.kinds.is_person(noun) or None
        who.roles.append(told)
        who.called |= words
        who.heads.add(noun)
        who.gender = who.gender or self.kinds.gender(list(words))

    def _described_who(self, told: Described, tokens: list[Token]) -> Who | None:
        """Return who a description stands for: somebody known already, or somebody new."""
        noun = told.head.lower
        inner = [self.naming.run_at(token.start) for token in told.called[:-1]]
        runs = [run for run in inner if run is not None]
        if (runs or self._owner_run(told)) and self.kinds.is_body(noun):
            return self._body(told, runs)
        if told.determiner in self.kinds.definite and not told.owner:
            known = self._known(told, tokens[0].start)
            if known is not None:
                return known
        same = tuple(token.lower for token in told.called)
        if not told.determiner and not told.rest and not told.owner:
            for who in self._described:
                if who.places and who.called == {*same, self.kinds.singular(noun)}:
                    return who
        return self._new(told, tokens[0].start)

    def _new(self, told: Described, at: int) -> Who:
        noun = self.kinds.singular(told.head.lower)
        called = {token.lower for token in told.called} | {noun}
        person = self.kinds.is_person(noun)
        plural = self.kinds.is_plural(told.head.lower)
        who = Who(
            None,
            person=person and not plural,
            gender=self.kinds.gender([*called]),
            plural=plural,
            called=called,
            heads={noun},
            roles=[told],
            places=[at],
            echo=not told.rest and not told.owner and self._may_echo(told),
        )
        self._described.append(who)
        return who

    def _may_echo(self, told: Described) -> bool:
        """Whether a body may be one that is named elsewhere: "health board" in a headline is."""
        if told.determiner in self.kinds.definite:
            return True
        return not told.determiner and self.kinds.is_body(told.head.lower)

    def _body(self, told: Described, runs: list[Run]) -> Who | None:
        """Return a body that a name and a plain noun call together: "the Orrin water board"."""
        start = told.owner[0].start if self._owner_run(told) else told.called[0].start
        end = told.head.end
        if listed := self._listed(start, end):
            return listed
        noun = told.head.lower
        for run in runs:
            if run.who is not None and (
                self.naming.is_body_name(run.core)
                or (run.who.person is not True and self.speakers.has_spoken(run.who))
            ):
                run.who.heads.add(noun)
                run.who.called |= {token.lower for token in told.called}
                run.who.roles.append(told)
                return run.who
        name = " ".join(self.text[start:end].split())
        for who in self._described:
            if who.name is not None and who.name.casefold() == name.casefold():
                who.places.append(start)
                return who
        who = self._new(told, start)
        who.name, who.person = name, False
        return who

    def _listed(self, start: int, end: int) -> Who | None:
        """Return the known body that exactly these words name: "the Orrin army" as a listed one."""
        body = open_bodies().find(" ".join(self.text[start:end].split()))
        if body is None:
            return None
        everybody = [*self.naming.everybody, *self._described]
        who = next((w for w in everybody if w.name == body.name), None)
        if who is None:
            told = describe(tokens_of(self.text, start, end), self.kinds)
            assert told is not None
            who = self._new(told, start)
            who.name, who.kind, who.person = body.name, body.kind, False
        return who

    def _owner_run(self, told: Described) -> bool:
        return any(self.naming.run_at(token.start) for token in told.owner)

    # ---- "the directorate", "the colonel" ------------------------------------------------------

    def _candidates(self, told: Described, at: int) -> list[Who]:
        """Return who was called so before: by the same noun, and by all words before it."""
        noun = self.kinds.singular(told.head.lower)
        called = {token.lower for token in told.called[:-1]} - {*self.kinds.former}
        kind = self.kinds.kind([token.lower for token in told.called])
        return [
            who
            for who in [*self.naming.everybody, *self._described]
            if noun in who.heads
            and called <= who.called
            and not (who.armed and kind not in {None, "armed_group"})
            and any(place < at for place in who.places)
            and not (who.plural and not self.kinds.is_plural(told.head.lower))
        ]

    def _known(self, told: Described, at: int) -> Who | None:
        if told.rest and told.rest[0].lower in self.kinds.belonging:
            return None  # "the governor of Orrin": told apart by what follows
        found = self._without_echoes(self._candidates(told, at))
        if len(found) > 1:
            here = self.speakers.sentence(at)
            found = [
                who
                for who in found
                if any(
                    here - self.speakers.sentence(place) <= NEAR
                    for place in who.places
                    if place < at
                )
            ]
            if not found:
                return None
        if found:
            return found[0] if len(found) == 1 else None
        if {token.lower for token in told.called} <= self.kinds.stand_for:
            return self._last_group(at)
        return None

    def _without_echoes(self, found: list[Who]) -> list[Who]:
        """Leave out who was only "the mission" where one mission is named since."""
        named = [who for who in found if who.name]
        others = [who for who in found if not who.name]
        if len(named) == 1 and all(who.echo and who.called <= named[0].called for who in others):
            return named
        return found

    def _last_group(self, at: int) -> Who | None:
        """Return the body that spoke last, where "the group" can stand for it."""
        if self.speakers.last is None:
            return None
        place, who = self.speakers.last
        near = self.speakers.sentence(at) - self.speakers.sentence(place) <= STAND_FOR_REACH
        if not near or who.person or who.plural or who.name is None:
            return None
        return who if self.offices.kind(who, at) in _GROUPS else None
