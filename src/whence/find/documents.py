"""Finds what a sentence gives by a document, where no verb says it: after a colon, under a draft.

"Monday's bulletin from the clinic was short: nine dead"; "under the draft, six would be freed".
"""

from collections.abc import Iterator

from whence.find.contents import clause_around, has_count, trim
from whence.find.cue import Cue, verb_words
from whence.find.frames import Frames
from whence.find.sources import Speech
from whence.text.grammar import VERBAL, Parse, Word

_STOPS = frozenset(".!?")


class Documents:
    """Finds what documents and those who put them out give, in one language."""

    def __init__(self, frames: Frames, speech: Speech) -> None:
        self._frames = frames
        self._words = frames.words
        self._speech = speech

    def find(self, parse: Parse, quoted: frozenset[int]) -> Iterator[Cue]:
        """Yield the cues of a sentence that hold only where nobody else gives its numbers."""
        for told in (self._after_colon(parse, quoted), self._in_brackets(parse, quoted)):
            if told is not None:
                yield told
        for word in parse.words:
            if word.dep == "prep" and word.lower in self._words.under and word.i not in quoted:
                yield from self._under(word)

    def _after_colon(self, parse: Parse, quoted: frozenset[int]) -> Cue | None:
        """What a document, or who puts something out, tells after a colon."""
        at = next((n for n, w in enumerate(parse.words) if w.text == ":"), None)
        lead, rest = parse.words[:at], parse.words[(at or 0) + 1 :]
        if at is None or has_count(lead) or not has_count(rest) or any(w.i in quoted for w in lead):
            return None
        subject = _about(lead)
        source = self._maker(subject) if subject is not None else None
        if subject is None or source is None:
            return None
        verb = subject.head if subject.head.pos in VERBAL else None
        cue = verb if verb in lead else None
        words = verb_words(cue) if cue is not None else (subject,)
        scope = frozenset(w.i for w in rest)
        rule = "told after a colon"
        return Cue(cue or subject, words, source, trim(rest), scope, "asserts", rule)

    def _in_brackets(self, parse: Parse, quoted: frozenset[int]) -> Cue | None:
        """Who gives what stands before brackets that end a sentence: "9 died (Health Board)."."""
        words = [w for w in parse.words if w.text not in _STOPS]
        at = next((n for n, w in enumerate(words) if w.text == "("), None)
        if at is None or at == 0 or words[-1].text != ")" or words[at].i in quoted:
            return None
        lead, inside = words[:at], words[at + 1 : -1]
        if not inside or has_count(inside) or not has_count(lead):
            return None
        source = inside[-1]
        if not (source.name and self._speech.is_body(source.text.split()[-1].lower())):
            return None
        scope = frozenset(w.i for w in lead)
        return Cue(source, (source,), source, trim(lead), scope, "asserts", "named in brackets")

    def _maker(self, subject: Word) -> Word | None:
        """Who tells it: whose document it is, or who puts it out."""
        speech = self._speech
        if speech.is_count(subject) or subject.lower in speech.documents:
            makers = [*subject.kids("poss")]
            makers += [p for k in subject.kids("prep") for p in k.kids("pobj")]
            return next((w for w in makers if w.name or speech.is_source_noun(w.lower)), None)
        verb = subject.head
        out = verb.lemma in self._words.putting_out and any(verb.kids("prt"))
        return subject if out and speech.can_speak(subject) else None

    def _under(self, word: Word) -> Iterator[Cue]:
        """Find "under the draft, six would be freed": only the draft says so."""
        draft = word.kid("pobj")
        if draft is not None and draft.lower in self._words.drafts:
            words = clause_around(word)
            scope = frozenset(w.i for w in words)
            yield Cue(word, (word,), draft, words, scope, "asserts", "under a draft")


def _about(lead: list[Word]) -> Word | None:
    """What the words before a colon are about: their subject, else their first noun."""
    subjects = (w for w in lead if w.dep in {"nsubj", "nsubjpass"} and w.head.pos in VERBAL)
    return next(subjects, None) or next(
        (w for w in lead if w.pos == "NOUN" and w.dep not in {"poss", "compound"}), None
    )
