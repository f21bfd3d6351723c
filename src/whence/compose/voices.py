"""Keeps whose voice a report is in: who speaks by a pronoun, who spoke last, who still speaks.

A source goes on speaking while its paragraph goes on with what it gave; the report takes its
own voice back where somebody else acts, or where it says so ("in fact").
"""

import re
from collections.abc import Iterator, Sequence

from whence.compose.draft import Draft, Passage
from whence.find.cue import Cue
from whence.find.sources import Speech
from whence.find.speakers import name_words
from whence.find.voices import open_voices
from whence.records import Source, Span
from whence.text.grammar import VERBAL, Word, stretch

_WORDS = open_voices()
_GOES_ON = re.compile(rf"[\"“]?(?:{_WORDS.goes_on.anywhere.pattern}|\d\b)", re.IGNORECASE)
_POINTS_BACK = re.compile(rf"[\"“]?{_WORDS.points_back.anywhere.pattern}", re.IGNORECASE)
_TAKES_BACK = re.compile(_WORDS.takes_back.anywhere.pattern, re.IGNORECASE)
# Letters at the start of a sentence by which it goes on with the one before.
OPENING = 40
# Sentences of a paragraph to look back for whom a pronoun means; no writer makes longer ones.
PARAGRAPH = 20

OWN = "the report's own voice"
_CARRIED = "carried over: "
_OURSELVES = "we"


class Voices:
    """Whose voice the sentences of one report are in."""

    def __init__(self, text: str, passages: Sequence[Passage], speech: Speech) -> None:
        self._text = text
        self._passages = passages
        self._speech = speech

    # ---- the source as written -------------------------------------------------------------------

    def source_of(self, mention: Cue, passage: Passage) -> Source:
        """The source as written; a pronoun gives way to the only name it can stand for."""
        if mention.head.lower in _WORDS.third_person:
            named = self._antecedent(mention, passage) or self._opener(mention, passage)
            if named is not None:
                return self.source_at(named)
        return self.source_at(Span(mention.start, mention.end))

    def source_at(self, span: Span) -> Source:
        """The source whose words stand at a place."""
        return Source(span.start, span.end, self._text[span.start : span.end])

    def _antecedent(self, pronoun: Cue, passage: Passage) -> Span | None:
        """The speaker named last before a pronoun, in the same paragraph, where only one was."""
        named = [
            m
            for other in self._paragraph_to(passage)
            for m in speakers_in(other)
            if m.start < pronoun.start and not is_pronoun(m.head)
        ]
        if not named or len({m.head.lower for m in named}) > 1:
            return None
        return Span(named[-1].start, named[-1].end)

    def _opener(self, pronoun: Cue, passage: Passage) -> Span | None:
        """The body the sentence before is about, for whose count this is: "by its reckoning"."""
        if pronoun.head.dep != "poss" or passage.before is None:
            return None
        root = passage.before.roots[0]
        subject = root.kid("nsubj", "nsubjpass")
        owner = subject.kid("poss") if subject is not None else None
        about = owner or subject
        if about is None or is_pronoun(about) or not self._speech.can_speak(about):
            return None
        words = [w for w in name_words(about) if w.tag != "POS"]
        return Span(*stretch(words))

    def _paragraph_to(self, passage: Passage) -> Sequence[Passage]:
        """The sentences of a paragraph up to `passage`, with it."""
        first = passage.index
        while first > 0 and self._passages[first - 1].block is passage.block:
            first -= 1
        return self._passages[first : passage.index + 1][-PARAGRAPH:]

    # ---- who still speaks ------------------------------------------------------------------------

    def last_spoken(self, passage: Passage, before: Sequence[Draft]) -> Source | None:
        """Who spoke last in the paragraph before this sentence."""
        for other in reversed(self._passages[: passage.index]):
            if other.block is not passage.block and passage.index - other.index > 2:
                return None
            source, _ = self._spoke(other, before)
            if source is not None:
                return source
        return None

    def carried(self, draft: Draft, before: Sequence[Draft]) -> tuple[Source | None, str]:
        """The source that spoke last, while the paragraph goes on with what it gave."""
        passage = draft.passage
        if any(m.head.lower == _OURSELVES and draft.word.i in m.scope for m in passage.sources):
            return None, OWN  # "we have verified 26": in no quotation, those who publish it
        here = [d for d in before if d.passage is passage]
        if here and (here[-1].source_rule.startswith("owner") or draft.origin in here):
            return here[-1].source, here[-1].source_rule
        if here and here[-1].source is not None and _are_joined(here[-1].word, draft.word):
            return here[-1].source, here[-1].source_rule
        if passage.parse is not None and (alone := _only_speaker(draft)):
            return self.source_of(alone, passage), "the sentence's only speaker"
        previous = self._passages[passage.index - 1] if passage.index else None
        if previous is None or previous.block is not passage.block:
            return None, OWN
        source, rule = self._spoke(previous, before)
        same = [d for d in before if d.passage is previous]
        if source is None or not self._goes_on(draft, same, source, rule):
            return None, OWN
        return source, _CARRIED + rule.removeprefix(_CARRIED)

    def _goes_on(self, draft: Draft, same: list[Draft], source: Source, rule: str) -> bool:
        """Whether a sentence goes on with what its neighbour's source gave, the figures `same`."""
        start = draft.passage.sentence.start
        opening = self._text[start : start + OPENING]
        if _TAKES_BACK.match(opening):
            return False
        if rule in _WORDS_OF_ONE_CLAUSE and same and source.start > same[-1].amount.start:
            return _POINTS_BACK.match(opening) is not None
        if _GOES_ON.match(opening):
            return True
        if self._another_acts(draft, source):
            return False
        return not same or any(d.measure == draft.measure for d in same)

    def _another_acts(self, draft: Draft, source: Source) -> bool:
        """Whether the sentence tells what somebody else did, and not of people counted."""
        root = [draft.word, *draft.word.up()][-1]
        actor = root.kid("nsubj") if root.pos in VERBAL else None
        if actor is None or any(w.key is not None for w in name_words(actor)):
            return False
        acts = actor.name or actor.tag == "PRP" or self._speech.is_body(actor.lower)
        return acts and actor.text not in source.words

    def _spoke(self, passage: Passage, before: Sequence[Draft]) -> tuple[Source | None, str]:
        """Who gives most of a sentence: its figures' source, or its main speaker."""
        same = [d for d in before if d.passage is passage]
        if same:
            return same[-1].source, same[-1].source_rule
        words = len(passage.parse.words) if passage.parse is not None else 0
        for mention in speakers_in(passage):
            if 2 * len(mention.scope) > words:
                return self.source_of(mention, passage), mention.rule
        return None, OWN


# What these phrases tell is their clause's alone, where they end it: "40 are held, by its count."
_WORDS_OF_ONE_CLAUSE = frozenset({"by one's own count"})


def speakers_in(passage: Passage) -> Iterator[Cue]:
    """Yield the cues of a sentence that name somebody who gives its figures.

    Not the first person, nobody at all, or an earlier text of the report's own ("an earlier post").
    """
    return (m for m in passage.sources if not _is_nobody(m.head) and not _is_own_text(m.head))


def is_pronoun(head: Word) -> bool:
    """Whether a source is a pronoun."""
    return head.lower in _WORDS.third_person or head.lower in _WORDS.first_person


def _is_nobody(head: Word) -> bool:
    """Whether a source names no one: "we", "some of you", "nobody", a bare number."""
    if head.key is not None and not any(head.kids("prep")):
        return True
    parts = [w for k in head.kids("prep") for w in k.kids("pobj") if k.lower in _WORDS.of_whom]
    return any(
        w.lower in _WORDS.first_person or w.lower in _WORDS.nobody or w.lower in _WORDS.anyone
        for w in (head, *parts)
    )


def _is_own_text(head: Word) -> bool:
    """Whether a source is the report itself in another version: "an earlier post"."""
    told = (k.lower for k in head.kids("amod", "det", "poss"))
    return head.lower in _WORDS.own_texts and any(word in _WORDS.own_marks for word in told)


def _only_speaker(draft: Draft) -> Cue | None:
    """The one speaker of the sentence, where the parse has cut off what he gives."""
    mentions = list(speakers_in(draft.passage))
    if len(mentions) != 1 or mentions[0].cue.lemma not in _WORDS.says:
        return None
    mention = mentions[0]
    below = any(w is mention.head for w in [draft.word, *draft.word.up()])
    inside = mention.start <= draft.amount.start < mention.end
    return None if below or inside else mention


def _are_joined(one: Word, other: Word) -> bool:
    """Whether a count only goes on a list: "401 killed and 1,212 wounded", no verb between them."""
    line = [one, *one.up()][-1].subtree()
    between = [w for w in line if one.i < w.i < other.i]
    joined = any(w.pos == "CCONJ" or w.text == "," for w in between)
    parted = any(w.text in {";", ":", "—"} or w.pos in {"SCONJ", "PRON"} for w in between)
    finite = any(w.tag in {"VBZ", "VBP", "MD"} or w.pos == "AUX" for w in between)
    return joined and not parted and not finite
