"""Finds who gives a count by a verb that says something only of a number: "put the toll at 57"."""

from collections.abc import Iterable

from whence.find.contents import has_count, scope_of, trim
from whence.find.cue import Cue, verb_words
from whence.find.frames import Frames
from whence.find.sources import Speech
from whence.find.speakers import antecedent_of, name_words
from whence.find.subjects import subject_of
from whence.text.grammar import Word

# What stands before another's count: "26 deaths, against the 31 reported by the office".
_COMPARING = frozenset({"against", "than", "versus"})


class Tallies:
    """Finds the cues of counts, in one language."""

    def __init__(self, frames: Frames, speech: Speech) -> None:
        self._frames = frames
        self._speech = speech

    def given_by(self, word: Word, quoted: frozenset[int]) -> Cue | None:
        """A verb that gives a count: "put the toll at 57", "the register holds 18,244"."""
        only = self._who_can(word)
        source = subject_of(word, quoted) if only else None
        if source is None or has_count(name_words(source)):
            return None
        head = antecedent_of(source)
        scope = scope_of(word, source)
        beside = {w.i for k in word.kids("conj", "cc", "advcl") for w in k.subtree()}
        below = self._object_of(word)
        words = trim(w for w in below if w.i in scope and w.i > word.i and w.i not in beside)
        if only == "body" and not has_count(words):
            words = trim(self._put_at(word))
        taken = _takes_count(word, words) if only in {"document", "giver"} else has_count(words)
        called = (head, *head.kids("appos"))  # "Marrow Watch, a group that arrived at 26"
        if not taken or not any(self._may_tally(each, word, only) for each in called):
            return None
        owner = self._speech.owner(head)
        rule = f"tally {word.lemma}"
        return Cue(word, verb_words(word), owner or source, words, scope, "asserts", rule)

    def _who_can(self, word: Word) -> str:
        """Who can give a count with a verb, "" where nobody can.

        A particle makes it another verb: "put out a video of three captives".
        """
        tally = self._frames.tallies.get(word.lower)
        if tally is not None:
            return "" if any(word.kids("prt")) else tally.only
        frame = self._frames.verbs.get(word.lower)
        gives = frame is not None and (frame.gives or word.lemma in self._frames.words.hedging)
        return "body" if gives else ""

    def _object_of(self, word: Word) -> list[Word]:
        """The words that the number must stand among."""
        tally = self._frames.tallies.get(word.lower)
        if tally is None or not tally.after:
            return word.subtree()
        return [w for k in word.kids("prep") if k.lower in tally.after for w in k.subtree()]

    def _put_at(self, word: Word) -> list[Word]:
        """What a count is put at, where the parse hangs it on a clause about the count.

        "The office put the toll since the war began in June at 57."
        """
        count = word.kid("dobj")
        if count is None or not self._speech.is_count(count):
            return []
        puts = [w for w in word.subtree() if w.dep == "prep" and w.lower == "at" and w.i > count.i]
        return [w for at in puts if has_count(below := at.subtree()) for w in below]

    def _may_tally(self, source: Word, verb: Word, only: str) -> bool:
        speech = self._speech
        if only == "list":
            listed = source.lower in speech.documents or speech.is_count(source)
            return (listed and verb.lemma != "have") or speech.owner(source) is not None
        if only == "document":
            return speech.speaks_as_document(source)
        if only == "giver":
            given = any(speech.is_count(k) or _is_number(k) for k in verb.kids("dobj", "ccomp"))
            named = given and not any(verb.kids("dative")) and speech.can_speak(source)
            return named or speech.speaks_as_document(source)
        if only == "count":
            told = [k for k in verb.kids("dobj") if speech.is_count(k)]
            finite = verb.tag != "VBG" or any(verb.kids("aux"))  # not "…, raising the toll to 411"
            return bool(told) and finite and speech.can_speak(source)
        return speech.can_speak(source)

    def counted_by(self, word: Word, agent: Word | None) -> Cue | None:
        """Return the cue of "57 deaths recorded by the office": who counts gives the count."""
        frame = self._frames.verbs.get(word.lower)
        tally = self._frames.tallies.get(word.lower)
        counts = (tally is not None and tally.only == "body") or (
            frame is not None and bool(frame.gives)
        )
        if agent is None or not counts or not self._speech.can_speak(agent):
            return None
        own = {w.i for w in agent.head.subtree()}
        top = word.head if word.dep == "acl" else word
        beside = [w.i for w in top.subtree() if w.lower in _COMPARING and w.i < word.i]
        words = trim(
            w
            for w in top.subtree()
            if w.i not in own and w is not word and w.i > max(beside, default=-1)
        )
        if not has_count(words):
            return None
        rule = f"counted by {word.lemma}"
        scope = frozenset(w.i for w in words)
        return Cue(word, verb_words(word), agent, words, scope, "asserts", rule)


def _is_number(word: Word) -> bool:
    """Whether a word is a number, or what happened to it: "gives 88,000 displaced"."""
    happened = word.pos in {"VERB", "ADJ"} and any(k.key is not None for k in word.children)
    return word.key is not None or happened


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
