"""Finds what nouns, states and phrases say: "the claim that", "is sure that", "according to"."""

from collections.abc import Iterator

from whence.find.contents import clause_around, content_of, trim
from whence.find.cue import NOTHING, Cue
from whence.find.frames import Frame, Frames
from whence.find.sources import Speech, is_possessive
from whence.find.subjects import subject_of
from whence.find.voices import open_voices
from whence.records import Stance
from whence.text.grammar import VERBAL, Word

_VOICES = open_voices()


class Phrases:
    """Finds the cues that are no verbs, in one language."""

    def __init__(self, frames: Frames, speech: Speech) -> None:
        self._frames = frames
        self._words = frames.words
        self._speech = speech

    def cues_at(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue] | None:
        """Yield the cues that `word` makes as a phrase, None where it opens none."""
        low, words = word.lower, self._words
        if (low in words.according or low in words.attributing) and word.kid("prep", "pcomp"):
            return self._according(word)
        if low in words.citing:
            return self._citing(word, quoted)
        if low in words.hearsay:
            return iter([_heard(word)])
        # after a passive the parse takes "by the office's count" for who did it
        if word.dep in {"prep", "agent"} and low in words.by_count:
            return self._by_count(word)
        return None

    def of_noun(self, word: Word, frame: Frame, quoted: frozenset[int]) -> Iterator[Cue]:
        """Yield the cue of a noun: "the claim that", "its refusal to say"."""
        content = content_of(word, frame.takes)
        if not content.words:
            return
        owner = word.kid("poss") or next(
            (p for k in word.kids("prep") if k.lower in self._words.makers for p in k.kids("pobj")),
            None,
        )
        owned = owner is not None and not is_possessive(owner)
        if owner is None and word.dep == "nsubj" and word.head.lemma in self._words.comes:
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

    def of_state(self, word: Word, frame: Frame, quoted: frozenset[int]) -> Iterator[Cue]:
        """Yield the cue of a state: "is convinced that"."""
        content = content_of(word, frame.takes)
        if not content.words and word.head.lemma == "be":
            content = content_of(word.head, frame.takes, after=word)
        if content.words:
            rule = f"state {word.lemma} {content.kind}"
            source = subject_of(word.head, quoted)
            scope = frozenset(w.i for w in content.words)
            stance = frame.takes[content.kind]
            yield Cue(word, (word,), source, content.words, scope, stance, rule, gives=False)

    def _according(self, word: Word) -> Iterator[Cue]:
        """Find "according to the office": the clause it stands in is the content."""
        to = word.kid("prep", "pcomp")
        source = to.kid("pobj", "pcomp") if to is not None else None
        if to is None or source is None:
            return
        words = clause_around(word)
        scope = frozenset(w.i for w in words)
        speaks = word.lower in self._words.according
        given = word.kid("dobj")
        if not speaks and given is not None:  # "attributed the fall to rust": only the object
            words = trim(given.subtree())
        yield Cue(word, (word, to), source, words, scope, "asserts", "according to", speaks=speaks)

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
            yield Cue(
                word, (word,), source, words, NOTHING, "asserts", "citing object", gives=False
            )

    def _told_around(self, word: Word) -> tuple[tuple[Word, ...], frozenset[int]]:
        """The clause around a phrase, or what its verb is said to say; and the clause's places."""
        words = clause_around(word)
        scope = frozenset(w.i for w in words)
        frame = self._frames.verbs.get(word.head.lower)
        told = content_of(word.head, frame.takes).words if frame is not None else ()
        return told or words, scope

    def _by_count(self, word: Word) -> Iterator[Cue]:
        """Find "by the diggers' own tally", "on the word of a soldier", "in the words of Vey"."""
        if own := self._own_count(word):
            yield own
            return
        below = word.kid("pobj")
        if below is None:
            return
        owner, rule = self._speech.owner(below), "by one's own count"
        if owner is None and below.lower in self._words.word_of:
            of, whose = below.kid("prep"), below.kid("poss")
            owner, rule = of.kid("pobj") if of is not None else None, "on the word of"
            if whose is not None and not is_possessive(whose):
                owner, rule = whose, "by one's own count"
        if owner is not None:
            words, scope = self._told_around(word)
            phrase = tuple(w for w in (word, below) if w.i < owner.i or rule != "on the word of")
            speaks = rule == "on the word of"
            stance = self._stance(below)
            yield Cue(word, phrase, owner, words, scope, stance, rule, speaks=speaks)

    def _own_count(self, word: Word) -> Cue | None:
        """Return the cue of "by its reckoning", whose noun the parse may lose to what follows."""
        line = [word, *word.up()][-1].subtree()
        following = line[line.index(word) + 1 :][:3]
        last = next((n for n, w in enumerate(following) if self._speech.is_count(w)), 0)
        if not last or following[0].lower not in _VOICES.their_own:
            return None
        phrase = (word, *following[: last + 1])
        clause = next((w for w in word.up() if w.pos in VERBAL), word.head)
        words = trim(w for w in clause.subtree() if w not in phrase)
        scope = frozenset(w.i for w in words)
        stance = self._stance(following[last])
        return Cue(word, phrase, following[0], words, scope, stance, "by one's own count")

    def _stance(self, count: Word) -> Stance:
        return "estimates" if count.lower in self._words.reckonings else "asserts"


def _heard(word: Word) -> Cue:
    """Return "reportedly" with the clause it stands in, and nobody who says so."""
    return Cue(word, (word,), None, clause_around(word), NOTHING, "asserts", "hearsay", gives=False)
