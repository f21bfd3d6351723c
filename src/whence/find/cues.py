"""Finds the words by which a sentence says that somebody says, thinks or wants something.

A cue is a verb ("said"), a noun ("the claim that"), a state ("is convinced that") or a phrase
("according to"). Each is found with the words of its source and of its content, as far as
the sentence has them; quotations, which run over sentences, are left to
`whence.compose.statements`.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from whence.find.cue import NOTHING, Cue, verb_words
from whence.find.documents import Documents
from whence.find.frames import CueWords, Frames
from whence.find.phrases import Phrases
from whence.find.sources import Speech, open_speech
from whence.find.subjects import subject_of
from whence.find.verbs import Verbs
from whence.lexicon import open_words
from whence.text.grammar import VERBAL, Parse, Word

# How many words from a quotation its verb may stand: "the front page of the paper blared".
_NEAR = 10


class Cues:
    """Finds cues in parsed sentences of one language."""

    def __init__(self, words: CueWords, speech: Speech) -> None:
        self._frames = Frames(words)
        self._verbs = Verbs(self._frames, speech)
        self._phrases = Phrases(self._frames, speech)
        self._documents = Documents(self._frames, speech)
        self._asides = re.compile(rf"{words.asides.anywhere.pattern}(?= ,)")
        self._plainest = words.plainest
        self._cheap = self._frames.anywhere(speech.counts)

    def may_cue(self, text: str) -> bool:
        """Whether `text` has a word that could be a cue: a cheap test, never too strict."""
        return self._cheap.search(text) is not None

    def find_cues(self, parse: Parse, quoted: frozenset[int] = NOTHING) -> list[Cue]:
        """Return the cues of one sentence in order; `quoted` are its words in quotation marks."""
        asides = self._asides_in(parse)
        found = [
            cue
            for word in parse.words
            if word.i not in asides
            for cue in self._at(word, NOTHING if word.i in quoted else quoted)
        ]
        given = {i for cue in found if cue.source is not None and cue.gives for i in cue.scope}
        counts = {w.i for w in parse.words if w.key is not None} - given
        found += [cue for cue in self._documents.find(parse, quoted) if counts & cue.scope]
        return sorted(found, key=lambda cue: cue.cue.i)

    def _asides_in(self, parse: Parse) -> frozenset[int]:
        """The places of the words that say nothing: "That said, the dam held."."""
        words = parse.words
        said = " ".join(word.lower for word in words)
        spans = [match.span() for match in self._asides.finditer(said)]
        starts = [0, *accumulate(len(word.lower) + 1 for word in words)]
        return frozenset(
            w.i for w, at in zip(words, starts, strict=False) for s, e in spans if s <= at < e
        )

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
        listed = [w for w in words if (f := self._frames.verbs.get(w.lower)) and f.speaks]
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
        return Cue(verb, verb_words(verb), source, (), NOTHING, "asserts", rule, speaks=True)

    def _at(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue]:
        low = word.lower
        phrase = self._phrases.cues_at(word, quoted)
        if phrase is not None:
            yield from phrase
        elif word.pos in VERBAL or (low in self._plainest and word.pos != "ADJ"):
            yield from self._verbs.cues_at(word, quoted)
        elif word.pos == "NOUN" and (frame := self._frames.nouns.get(low)):
            yield from self._phrases.of_noun(word, frame, quoted)
        elif word.pos == "ADJ" and (frame := self._frames.states.get(low)):
            yield from self._phrases.of_state(word, frame, quoted)


@cache
def open_cues(language: str = "en") -> Cues:
    """The cue words of a language, opened once."""
    return Cues(open_words(language, "cues", CueWords), open_speech(language))
