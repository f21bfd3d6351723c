"""Finds the words by which a sentence says that somebody says, thinks or wants something.

A cue is a verb ("said"), a noun ("the claim that"), a state ("is convinced that") or a phrase
("according to"). Each is found with the words of its source and of its content, as far as
the sentence has them; quotations, which run over sentences, are left to
`whence.compose.statements`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from whence.find.contents import (
    Content,
    clause_around,
    content_of,
    has_count,
    scope_of,
    trim,
    unsaid,
)
from whence.find.inflect import inflect
from whence.find.sources import Speech, open_speech
from whence.find.speakers import agent_of, antecedent_of, is_passive, name_words, subject_of
from whence.lexicon import Words, open_words
from whence.records import Stance
from whence.text.grammar import VERBAL, Parse, Word, stretch
from whence.text.segment import WordGroup

# How many words from a quotation its verb may stand: "the front page of the paper blared".
_NEAR = 10
_NONE: frozenset[int] = frozenset()
# Words of phrases that are found by their grammar and stand in no list.
_PHRASES = frozenset("according citing quoting quoted cited attributed word words account".split())
_POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "my", "your"})
_QUOTING = frozenset({"quote", "quoted", "quotes", "quoting", "cite", "cited", "cites", "citing"})


class _Entry(Words, frozen=True):
    """One entry of `cues.toml`."""

    takes: tuple[str, ...]
    lemmas: tuple[str, ...]
    reason: str
    stance: Stance = "asserts"
    speaks: bool = False
    passive: bool = False
    gives: bool = False


class _Tally(Words, frozen=True):
    """Verbs that say something only where their object is a number."""

    only: str
    lemmas: tuple[str, ...]
    reason: str


class CueWords(Words, frozen=True):
    """`cues.toml`, as it stands in the file."""

    verb: tuple[_Entry, ...]
    tally: tuple[_Tally, ...]
    noun: tuple[_Entry, ...]
    state: tuple[_Entry, ...]
    unsaid: tuple[_Entry, ...]
    releasing: WordGroup
    released: WordGroup
    hearsay: WordGroup
    admissions: WordGroup
    hedging: WordGroup
    irregular: dict[str, tuple[str, ...] | str]


@dataclass(frozen=True, eq=False)  # no slots: where the source stands is worked out once
class Cue:
    """A cue with what its sentence gives it.

    `source` is the head of the source's words, None where nobody is named. `content` are the
    words of what is said, in order; empty where only a quotation can be it. `scope` are the
    places of all words that hang on the cue: a figure among them is the source's, where the
    cue `gives` figures. `speaks` says whether a quotation beside it is its content; `hedges`
    whether the source only holds it likely. `via` is who passes it on.
    """

    cue: Word
    words: tuple[Word, ...]
    source: Word | None
    content: tuple[Word, ...]
    scope: frozenset[int]
    stance: Stance
    rule: str
    speaks: bool = False
    gives: bool = True
    hedges: bool = False
    via: Word | None = None

    @cached_property
    def head(self) -> Word:
        """Who the source's word stands for: the officer in "the officer who said"."""
        assert self.source is not None
        return antecedent_of(self.source)

    @property
    def start(self) -> int:
        """Where the name of the source starts."""
        return self._stretch[0]

    @property
    def end(self) -> int:
        """Where the name of the source ends."""
        return self._stretch[1]

    @cached_property
    def _stretch(self) -> tuple[int, int]:
        return stretch(name_words(self.head))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a cue word takes, each kind of complement with its stance, and whether it speaks."""

    takes: Mapping[str, Stance]
    gives: frozenset[str]
    speaks: Stance | None


class Cues:
    """Finds cues in parsed sentences of one language."""

    def __init__(self, words: CueWords, speech: Speech) -> None:
        self._speech = speech
        bent = {k: v for k, v in words.irregular.items() if not isinstance(v, str)}
        self._verbs = _frames(words.verb, bent)
        self._nouns = _frames(words.noun, {})
        self._states = _frames(words.state, {}, bends=False)
        self._seem = _frames([e for e in words.unsaid if not e.passive], bent)
        self._passive = _frames([e for e in words.unsaid if e.passive], bent)
        self._tallies = {
            form: entry.only
            for entry in words.tally
            for lemma in entry.lemmas
            for form in inflect(lemma, bent.get(lemma, ()))
        }
        self._releasing = frozenset(words.releasing.words)
        self._released = frozenset(words.released.words) | speech.documents
        self._hearsay = frozenset(words.hearsay.words)
        self._admissions = frozenset(words.admissions.words)
        self._hedging = frozenset(words.hedging.words)
        tables: list[Mapping[str, object]] = [self._verbs, self._nouns, self._states, self._seem]
        tables += [self._passive, self._tallies]
        listed = {form for table in tables for form in table} | self._hearsay | _PHRASES
        listed |= speech.counts  # "by the diggers' tally"
        self._cheap = re.compile(
            rf"\b(?:{'|'.join(sorted(map(re.escape, listed)))})\b", re.IGNORECASE
        )

    def may_cue(self, text: str) -> bool:
        """Whether `text` has a word that could be a cue: a cheap test, never too strict."""
        return self._cheap.search(text) is not None

    def find_cues(self, parse: Parse, quoted: frozenset[int] = _NONE) -> list[Cue]:
        """Return the cues of one sentence in order; `quoted` are its words in quotation marks."""
        return [
            cue
            for word in parse.words
            for cue in self._at(word, _NONE if word.i in quoted else quoted)
        ]

    def find_beside(self, parse: Parse, start: int, end: int, quoted: frozenset[int]) -> Cue | None:
        """Return the cue of the quotation from `start` to `end`, whatever its verb is.

        A quotation that a colon leads in, or that ends on a comma and is followed by a verb,
        is spoken with that verb, listed or not ("boomed: …", "…," blared the front page), and
        with a listed one even where the parse takes it for a noun ("the email read").
        """
        before = [w for w in parse.words if w.end <= start and w.i not in quoted][-_NEAR:]
        after = [w for w in parse.words if w.start >= end and w.i not in quoted][:_NEAR]
        if before and before[-1].text == ":":
            return self._beside(before[::-1], quoted)
        while after and after[0].pos == "PUNCT":
            after = after[1:]
        return self._beside(after, quoted)

    def _beside(self, words: list[Word], quoted: frozenset[int]) -> Cue | None:
        listed = [w for w in words if (f := self._verbs.get(w.lower)) and f.speaks]
        verbs = listed or [w for w in words if w.pos == "VERB" and w.dep not in {"amod", "aux"}]
        if not verbs:
            return None
        verb = verbs[0]
        if not listed and any(w.pos in {"PUNCT", "CCONJ"} for w in words[: words.index(verb)]):
            return None
        source = subject_of(verb, quoted) if verb.pos == "VERB" else None
        if source is None and (verb.pos == "VERB" or verb is words[0]):
            return None
        rule = "verb beside a quotation"
        return Cue(verb, _verb_words(verb), source, (), _NONE, "asserts", rule, speaks=True)

    def _at(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue]:
        low = word.lower
        if low in {"according", "attributed"} and word.kid("prep", "pcomp"):
            yield from _according(word)
        elif low in {"citing", "quoting"}:
            yield from self._citing(word, quoted)
        elif low in self._hearsay:
            yield _heard(word)
        elif word.dep == "prep" and low in {"by", "in", "on"}:
            yield from self._by_count(word)
        elif word.pos in VERBAL or (low in {"said", "says"} and word.pos != "ADJ"):
            yield from self._verb(word, quoted)
        elif word.pos == "NOUN" and (frame := self._nouns.get(low)):
            yield from self._noun(word, frame, quoted)
        elif word.pos == "ADJ" and (frame := self._states.get(low)):
            yield from self._state(word, frame, quoted)

    # ---- verbs ---------------------------------------------------------------------------

    def _verb(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue]:
        low = word.lower
        if word.dep == "pcomp" and word.head.lower == "as" and word.head.head.lower in _QUOTING:
            return  # found with its "quoted"
        if low in self._seem:
            yield from _unsaid(word)
        elif is_passive(word):
            yield from self._passive_verb(word, quoted)
        elif low in _QUOTING and (said := _as_saying(word)):
            person = word.kid("dobj")
            via = subject_of(word, quoted)
            if person is not None:
                yield self._as_said(said, person, via)
        else:
            cue = self._active(word, quoted)
            if cue is None or (not cue.gives and has_count(cue.content)):
                cue = self._tally(word, quoted) or cue
            if cue is not None:
                yield cue

    def _active(self, word: Word, quoted: frozenset[int]) -> Cue | None:
        frame = self._verbs.get(word.lower)
        if frame is None:
            return None
        source = subject_of(word, quoted)
        content = content_of(word, frame.takes)
        if not content.words and frame.speaks is None:
            return None
        if content.kind == "object" and not self._may_be_said(word, frame):
            return None
        counted = source is not None and has_count(content.words)
        if counted and content.kind not in {"clause", "to"} and not self._may_count(source):
            return None
        if source is not None and word.i > source.i:
            named = [w for w in name_words(source) if w.dep != "preconj"]  # "both Vey and Lind"
            source = (self._named_beside(word, source) if has_count(named) else None) or source
        return Cue(
            word,
            _verb_words(word),
            source,
            content.words,
            scope_of(word, source) if source is not None else _NONE,
            self._stance(content, frame),
            f"verb {word.lemma} {content.kind}".rstrip(),
            speaks=frame.speaks is not None,
            gives=_gives(content.kind, frame),
            hedges=word.lemma in self._hedging,
        )

    def _may_be_said(self, verb: Word, frame: _Frame) -> bool:
        """Whether a verb's object can be what is said: not "released captives", "welcomed 300"."""
        thing = verb.kid("dobj", "attr")
        if thing is None:
            return True
        if verb.lemma in self._releasing:
            return thing.lower in self._released
        return "object" in frame.gives or not has_count([thing, *thing.kids("nummod", "det")])

    def _stance(self, content: Content, frame: _Frame) -> Stance:
        thing = next((w for w in content.words if w.dep == "dobj"), None)
        stance = frame.takes.get(content.kind) or frame.speaks or "asserts"
        if thing is not None and thing.lower in self._admissions and stance == "asserts":
            return "claims responsibility"
        return stance

    def _may_count(self, source: Word | None) -> bool:
        """Whether a number may be the verb's object: not with what "claimed seven lives"."""
        if source is None or has_count(name_words(source)):
            return False
        return self._speech.can_speak(antecedent_of(source))

    def _tally(self, word: Word, quoted: frozenset[int]) -> Cue | None:
        """A verb that gives a count: "put the toll at 57", "the register holds 18,244"."""
        only = self._tallies.get(word.lower)
        frame = self._verbs.get(word.lower)
        if only is None and frame is not None and (frame.gives or word.lemma in self._hedging):
            only = "body"
        source = subject_of(word, quoted) if only is not None else None
        if only is None or source is None or has_count(name_words(source)):
            return None
        head = antecedent_of(source)
        scope = scope_of(word, source)
        beside = {w.i for k in word.kids("conj", "cc", "advcl") for w in k.subtree()}
        words = trim(
            w for w in word.subtree() if w.i in scope and w.i > word.i and w.i not in beside
        )
        taken = _takes_count(word, words) if only == "document" else has_count(words)
        if not taken or not self._may_tally(head, word, only):
            return None
        owner = self._speech.owner(head)
        rule = f"tally {word.lemma}"
        return Cue(word, _verb_words(word), owner or source, words, scope, "asserts", rule)

    def _may_tally(self, source: Word, verb: Word, only: str) -> bool:
        speech = self._speech
        if only == "list":
            listed = source.lower in speech.documents or speech.is_count(source)
            return (listed and verb.lemma != "have") or speech.owner(source) is not None
        if only == "document":
            return speech.speaks_as_document(source)
        if only == "count":
            told = [k for k in verb.kids("dobj") if speech.is_count(k)]
            finite = verb.tag != "VBG" or any(verb.kids("aux"))  # not "…, raising the toll to 411"
            return bool(told) and finite and speech.can_speak(source)
        return speech.can_speak(source)

    def _named_beside(self, verb: Word, subject: Word) -> Word | None:
        """The speaker right before the verb, where the parse took a counted noun for its subject.

        In "88 wounded, among them a nurse, its director, Dr X, said" the nurse does not speak.
        """
        near = [w for w in subject.subtree() if w.i < verb.i and w.pos in {"NOUN", "PROPN"}]
        if not near:
            return None
        word = near[-1]
        while (
            word is not subject
            and word.dep in {"appos", "compound", "pobj", "prep"}
            and not has_count([w for w in word.head.subtree() if w.i <= word.head.i])
        ):
            word = word.head
        if word is subject or has_count(word.subtree()):
            return None
        return word if word.name or self._speech.is_source_noun(word.lower) else None

    def _passive_verb(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue]:
        """Find "was quoted as saying", "was told by the office that", "is expected to"."""
        agent = agent_of(word)
        frame = self._verbs.get(word.lower)
        counted = self._counted_by(word, agent)
        if counted is not None:
            yield counted
        elif said := _as_saying(word):
            person = subject_of(word, quoted)
            if person is not None:
                yield self._as_said(said, person, agent)
        elif frame is not None and (agent is not None or word.lower == "asked"):
            content = content_of(word, frame.takes)
            if any(k.lower == "as" for k in word.kids("mark")):
                content = Content(clause_around(word), "clause")
            subject = word.kid("nsubjpass")
            if not content.words and "object" in frame.takes and subject is not None:
                content = Content(tuple(subject.subtree()), "object")
            if content.words:
                stance = frame.takes.get(content.kind, "asserts")
                rule = f"passive {word.lemma} {content.kind}"
                scope = frozenset(w.i for w in content.words)
                gives = content.kind == "clause"
                yield Cue(
                    word, _verb_words(word), agent, content.words, scope, stance, rule, gives=gives
                )
        elif word.lower in self._passive:
            yield from _unsaid(word)

    def _counted_by(self, word: Word, agent: Word | None) -> Cue | None:
        """Return the cue of "57 deaths recorded by the office": who counts gives the count."""
        frame = self._verbs.get(word.lower)
        counts = self._tallies.get(word.lower) == "body" or (frame is not None and frame.gives)
        if agent is None or not counts or not self._speech.can_speak(agent):
            return None
        own = {w.i for w in agent.head.subtree()}
        top = word.head if word.dep == "acl" else word
        words = trim(w for w in top.subtree() if w.i not in own and w is not word)
        if not has_count(words):
            return None
        rule = f"counted by {word.lemma}"
        scope = frozenset(w.i for w in words)
        return Cue(word, _verb_words(word), agent, words, scope, "asserts", rule)

    def _as_said(self, said: Word, person: Word, via: Word | None) -> Cue:
        """In "the agency quoted a doctor as saying", the doctor speaks, the agency passes it on."""
        frame = self._verbs.get(said.lower)
        content = content_of(said, frame.takes) if frame is not None else Content((), "")
        words = content.words or tuple(w for w in said.subtree() if w is not said)
        own = {w.i for w in person.subtree()}
        scope = frozenset(w.i for w in said.head.head.subtree()) - own
        rule = "quoted as saying"
        return Cue(said, (said,), person, words, scope, "asserts", rule, speaks=True, via=via)

    # ---- nouns and states ------------------------------------------------------------------

    def _noun(self, word: Word, frame: _Frame, quoted: frozenset[int]) -> Iterator[Cue]:
        content = content_of(word, frame.takes)
        if not content.words:
            return
        owner = word.kid("poss") or next(
            (p for k in word.kids("prep") if k.lower in {"by", "from"} for p in k.kids("pobj")),
            None,
        )
        owned = owner is not None and owner.lower not in _POSSESSIVES
        if owner is None and word.dep == "nsubj" and word.head.lemma == "come":
            owner = next((p for k in word.head.kids("prep") for p in k.kids("pobj")), None)
        if owner is None and word.dep in {"dobj", "pobj"}:
            verb = next((w for w in word.up() if w.pos in VERBAL), None)
            owner = subject_of(verb, quoted) if verb is not None else None
        rule = f"noun {word.lemma} {content.kind}"
        scope = frozenset(w.i for w in content.words)
        stance = frame.takes[content.kind]
        # A borrowed owner ("it found nothing to support the claim that") gives no figure.
        gives = content.kind == "clause" and (owned or (stance == "denies" and owner is not None))
        yield Cue(word, (word,), owner, content.words, scope, stance, rule, gives=gives)

    def _state(self, word: Word, frame: _Frame, quoted: frozenset[int]) -> Iterator[Cue]:
        content = content_of(word, frame.takes)
        if not content.words and word.head.lemma == "be":
            content = content_of(word.head, frame.takes, after=word)
        if content.words:
            rule = f"state {word.lemma} {content.kind}"
            source = subject_of(word.head, quoted)
            scope = frozenset(w.i for w in content.words)
            stance = frame.takes[content.kind]
            yield Cue(word, (word,), source, content.words, scope, stance, rule, gives=False)

    # ---- phrases -----------------------------------------------------------------------------

    def _citing(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue]:
        """Find "citing a nurse", who then says it, and "citing the cost", which is what is said."""
        cited = word.kid("dobj")
        if cited is None:
            return
        if self._speech.can_speak(cited):
            words, scope = self._told_around(word)
            via = subject_of(word, quoted)
            yield Cue(word, (word,), cited, words, scope, "asserts", "citing", via=via)
        else:
            source = subject_of(word, quoted)
            words = tuple(cited.subtree())
            yield Cue(word, (word,), source, words, _NONE, "asserts", "citing object", gives=False)

    def _told_around(self, word: Word) -> tuple[tuple[Word, ...], frozenset[int]]:
        """The clause around a phrase, or what its verb is said to say; and the clause's places."""
        words = clause_around(word)
        scope = frozenset(w.i for w in words)
        frame = self._verbs.get(word.head.lower)
        told = content_of(word.head, frame.takes).words if frame is not None else ()
        return told or words, scope

    def _by_count(self, word: Word) -> Iterator[Cue]:
        """Find "by the diggers' own tally", "on the word of a soldier", "in the words of Vey"."""
        below = word.kid("pobj")
        if below is None:
            return
        owner, rule = self._speech.owner(below), "by one's own count"
        if owner is None and below.lower in {"word", "words", "account"}:
            of = below.kid("prep")
            owner, rule = of.kid("pobj") if of is not None else None, "on the word of"
        if owner is not None:
            words, scope = self._told_around(word)
            phrase = tuple(w for w in (word, below) if w.i < owner.i or rule != "on the word of")
            speaks = rule == "on the word of"
            yield Cue(word, phrase, owner, words, scope, "asserts", rule, speaks=speaks)


def _frames(
    entries: Iterable[_Entry], irregular: Mapping[str, tuple[str, ...]], *, bends: bool = True
) -> dict[str, _Frame]:
    """Return what each form of the listed words takes."""
    found: dict[str, _Frame] = {}
    for entry in entries:
        for lemma in entry.lemmas:
            for form in inflect(lemma, irregular.get(lemma, ())) if bends else {lemma}:
                old = found.get(form, _Frame({}, frozenset(), None))
                found[form] = _Frame(
                    {**dict.fromkeys(entry.takes, entry.stance), **old.takes},
                    old.gives | (frozenset(entry.takes) if entry.gives else frozenset()),
                    old.speaks or (entry.stance if entry.speaks else None),
                )
    return found


def _takes_count(verb: Word, words: Iterable[Word]) -> bool:
    """Whether a number is the verb's own: not "found nothing to show that nine had died"."""
    for word in words:
        if word.key is None:
            continue
        path = [word]
        while path[-1] is not verb and path[-1].head is not path[-1]:
            path.append(path[-1].head)
        if not any(step.dep in {"acl", "relcl", "ccomp", "advcl"} for step in path[:-1]):
            return True
    return False


def _gives(kind: str, frame: _Frame) -> bool:
    """Whether a figure in what the cue takes is its source's: not with "continues", say."""
    return kind in frame.gives or (kind in {"clause", "to", ""} and "clause" in frame.takes)


def _as_saying(word: Word) -> Word | None:
    """The "saying" of "quoted as saying"."""
    return next((p for k in word.kids("prep") if k.lower == "as" for p in k.kids("pcomp")), None)


def _verb_words(word: Word) -> tuple[Word, ...]:
    """The verb with its auxiliaries and particles."""
    own = [k for k in word.children if k.dep in {"aux", "auxpass", "neg", "prt"}]
    return tuple(sorted([word, *own], key=lambda w: w.i))


def _according(word: Word) -> Iterator[Cue]:
    """Find "according to the office": the clause it stands in is the content."""
    to = word.kid("prep", "pcomp")
    source = to.kid("pobj", "pcomp") if to is not None else None
    if to is None or source is None:
        return
    words = clause_around(word)
    scope = frozenset(w.i for w in words)
    speaks = word.lower == "according"
    given = word.kid("dobj")
    if not speaks and given is not None:  # "attributed the fall to rust": only the object
        words = trim(given.subtree())
    yield Cue(word, (word, to), source, words, scope, "asserts", "according to", speaks=speaks)


def _heard(word: Word) -> Cue:
    """Return "reportedly" with the clause it stands in, and nobody who says so."""
    return Cue(word, (word,), None, clause_around(word), _NONE, "asserts", "hearsay", gives=False)


def _unsaid(word: Word) -> Iterator[Cue]:
    """Find "he seems to be", "the dam is expected to hold": subject and predicate."""
    words = unsaid(word)
    if words:
        rule = f"unsaid {word.lemma}"
        yield Cue(word, _verb_words(word), None, words, _NONE, "asserts", rule, gives=False)


@cache
def open_cues(language: str = "en") -> Cues:
    """The cue words of a language, opened once."""
    return Cues(open_words(language, "cues", CueWords), open_speech(language))
