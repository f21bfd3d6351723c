"""Finds what verbs say: "said that", "was quoted as saying", "is expected to"."""

from collections.abc import Iterator

from whence.find.contents import (
    Content,
    clause_around,
    content_of,
    has_count,
    scope_of,
    unsaid,
)
from whence.find.cue import NOTHING, Cue, verb_words
from whence.find.frames import Frame, Frames
from whence.find.sources import Speech
from whence.find.speakers import antecedent_of, name_words
from whence.find.subjects import agent_of, is_passive, subject_of
from whence.find.tallies import Tallies
from whence.records import Stance
from whence.text.grammar import Word


class Verbs:
    """Finds the cues that are verbs, in one language."""

    def __init__(self, frames: Frames, speech: Speech) -> None:
        self._frames = frames
        self._words = frames.words
        self._speech = speech
        self._released = frames.words.released.words | speech.documents
        self._tallies = Tallies(frames, speech)

    def cues_at(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue]:
        """Yield the cues that a verb makes."""
        low = word.lower
        if (
            word.dep == "pcomp"
            and word.head.lower in self._words.as_saying
            and word.head.head.lower in self._words.quoting
        ):
            return  # found with its "quoted"
        if low in self._frames.seem:
            yield from _unsaid(word)
        elif is_passive(word):
            yield from self._passive_verb(word, quoted)
        elif low in self._words.quoting and (said := self._as_saying(word)):
            person = word.kid("dobj")
            via = subject_of(word, quoted)
            if person is not None:
                yield self._as_said(said, person, via)
        else:
            cue = self._active(word, quoted)
            if cue is None or (not cue.gives and has_count(cue.content)):
                cue = self._tallies.given_by(word, quoted) or cue
            if cue is not None:
                yield cue

    def _active(self, word: Word, quoted: frozenset[int]) -> Cue | None:
        frame = self._frames.verbs.get(word.lower)
        if frame is None:
            return None
        source = subject_of(word, quoted)
        content = content_of(word, frame.takes)
        if not content.words and frame.speaks is None:
            return None
        if frame.people and source is not None and not self._may_speak(source):
            return None
        if content.kind == "object" and not self._may_be_said(word, frame):
            return None
        if content.kind == "object" and _is_bare_number(source):
            return None
        counted = source is not None and has_count(content.words)
        if counted and content.kind not in {"clause", "to"} and not self._may_count(source):
            return None
        if source is not None and word.i > source.i:
            named = [w for w in name_words(source) if w.dep != "preconj"]  # "both Vey and Lind"
            source = (self._named_beside(word, source) if has_count(named) else None) or source
        return Cue(
            word,
            verb_words(word),
            source,
            content.words,
            scope_of(word, source) if source is not None else NOTHING,
            self._stance(content, frame),
            f"verb {word.lemma} {content.kind}".rstrip(),
            speaks=frame.speaks is not None,
            gives=frame.gives_count(content.kind),
            hedges=word.lemma in self._words.hedging,
        )

    def _may_be_said(self, verb: Word, frame: Frame) -> bool:
        """Whether a verb's object can be what is said: not "released captives", "welcomed 300"."""
        thing = verb.kid("dobj", "attr")
        if thing is None:
            return True
        if verb.lemma in self._words.releasing:
            return thing.lower in self._released
        return "object" in frame.gives or not has_count([thing, *thing.kids("nummod", "det")])

    def _stance(self, content: Content, frame: Frame) -> Stance:
        thing = next((w for w in content.words if w.dep == "dobj"), None)
        stance = frame.takes.get(content.kind) or frame.speaks or "asserts"
        if thing is not None and thing.lower in self._words.admissions and stance == "asserts":
            return "claims responsibility"
        return stance

    def _may_speak(self, source: Word) -> bool:
        return self._speech.can_speak(antecedent_of(source))

    def _may_count(self, source: Word | None) -> bool:
        """Whether a number may be the verb's object: not with what "claimed seven lives"."""
        if source is None or has_count(name_words(source)):
            return False
        return self._may_speak(source)

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
        frame = self._frames.verbs.get(word.lower)
        counted = self._tallies.counted_by(word, agent)
        if counted is not None:
            yield counted
        elif said := self._as_saying(word):
            person = subject_of(word, quoted)
            if person is not None:
                yield self._as_said(said, person, agent)
        elif frame is not None and (agent is not None or word.lower in self._words.asked):
            content = content_of(word, frame.takes)
            if any(k.lower in self._words.as_saying for k in word.kids("mark")):
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
                    word, verb_words(word), agent, content.words, scope, stance, rule, gives=gives
                )
        elif word.lower in self._frames.passive:
            yield from _unsaid(word)

    def _as_said(self, said: Word, person: Word, via: Word | None) -> Cue:
        """In "the agency quoted a doctor as saying", the doctor speaks, the agency passes it on."""
        frame = self._frames.verbs.get(said.lower)
        content = content_of(said, frame.takes) if frame is not None else Content((), "")
        words = content.words or tuple(w for w in said.subtree() if w is not said)
        own = {w.i for w in person.subtree()}
        scope = frozenset(w.i for w in said.head.head.subtree()) - own
        rule = "quoted as saying"
        return Cue(said, (said,), person, words, scope, "asserts", rule, speaks=True, via=via)

    def _as_saying(self, word: Word) -> Word | None:
        """The "saying" of "quoted as saying"."""
        joining = (k for k in word.kids("prep") if k.lower in self._words.as_saying)
        return next((p for k in joining for p in k.kids("pcomp")), None)


def _is_bare_number(source: Word | None) -> bool:
    """Whether a source is a number alone: in "nineteen reported injuries" nobody reports."""
    return source is not None and source.key is not None and not any(source.kids("prep"))


def _unsaid(word: Word) -> Iterator[Cue]:
    """Find "he seems to be", "the dam is expected to hold": subject and predicate."""
    words = unsaid(word)
    if words:
        rule = f"unsaid {word.lemma}"
        yield Cue(word, verb_words(word), None, words, NOTHING, "asserts", rule, gives=False)
