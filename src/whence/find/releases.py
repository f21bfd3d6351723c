"""Finds who is said to put out a picture, recording, statement, report or list.

Only an act of putting out counts ("released a video", "a video posted on Monday", "the
release of the photo"): a statement that is only spoken of, or a film that is shown in a
cinema, is none. A word that goes back to a release ("the image") is found too, with no act.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from whence.lexicon import Words, open_words
from whence.records import ReleaseKind
from whence.text.grammar import VERBAL, Parse, Word
from whence.text.segment import WordGroup


class _Noun(Words, frozen=True):
    kind: ReleaseKind
    reason: str
    words: tuple[str, ...]


class ReleaseWords(Words, frozen=True):
    """`releases.toml`, as it stands in the file."""

    noun: tuple[_Noun, ...]
    verbs: WordGroup
    verbs_out: WordGroup
    verbs_with: WordGroup
    anybody: WordGroup
    undone: WordGroup
    acts: WordGroup
    calling: WordGroup
    showing: WordGroup
    captions: WordGroup
    channels: WordGroup
    channel_prepositions: WordGroup
    channel_adverbs: WordGroup


@dataclass(frozen=True, slots=True)
class ReleaseMention:
    """What is put out, by which act and whom; `act` is None where it is only spoken of."""

    noun: Word
    kind: ReleaseKind
    act: Word | None
    source: Word | None


class Releases:
    """Tells which words put something out, in one language."""

    def __init__(self, words: ReleaseWords) -> None:
        self._kinds = {noun: entry.kind for entry in words.noun for noun in entry.words}
        self._verbs = frozenset(words.verbs.words)
        self._verbs_out = frozenset(words.verbs_out.words)
        self._verbs_with = frozenset(words.verbs_with.words)
        self._undone = frozenset(words.undone.words)
        self._anybody = frozenset(words.anybody.words)
        self._acts = frozenset(words.acts.words)
        self._calling = frozenset(words.calling.words)
        self._showing = frozenset(words.showing.words)
        self.captions = frozenset(words.captions.words)
        self._channels = frozenset(words.channels.words)
        self._channel_prepositions = frozenset(words.channel_prepositions.words)
        self.channel_adverbs = frozenset(words.channel_adverbs.words)
        nouns = sorted((*self._kinds, *self.captions), key=len, reverse=True)
        self._cheap = re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))})s?\b", re.IGNORECASE)

    def may_release(self, text: str) -> bool:
        """Whether `text` has a word for what can be put out, or for a caption: a cheap test."""
        return self._cheap.search(text) is not None

    def find_releases(self, parse: Parse) -> list[ReleaseMention]:
        """Return what one sentence puts out or goes back to, left to right."""
        return [m for word in parse.words if (m := self._mention(word)) is not None]

    def is_channel(self, prep: Word) -> bool:
        """Whether a preposition leads to what things are put out on: "on state television"."""
        below = prep.kid("pobj")
        if prep.dep != "prep" or below is None or prep.lower not in self._channel_prepositions:
            return False
        if below.lower in self._channels:
            return True
        # "on Telegram": a name by itself; with an article it is a place as often
        return below.name and prep.lower in {"on", "via"} and not any(below.children)

    def shown_by(self, verb: Word) -> Iterator[tuple[Word, Word]]:
        """Yield what a verb of showing shows, and that verb; also "purports to show"."""
        if verb.lemma in self._showing:
            yield from ((shown, verb) for shown in verb.kids("dobj"))
            for below in verb.kids("xcomp"):
                yield from self.shown_by(below)
        elif verb.lemma in self._calling:  # "a video it said showed two of them"
            for below in verb.kids("ccomp"):
                yield from self.shown_by(below)

    def _mention(self, noun: Word) -> ReleaseMention | None:
        kind = self._kind(noun)
        if kind is None:
            return None
        act = next(filter(self._is_done, self._acts_of(noun)), None)
        if act is not None and any(word.lower == "no" for word in noun.children):
            act = None
        source = self._source(noun, act)
        if source is not None and source.lower in self._anybody:
            act = source = None
        return ReleaseMention(noun, kind, act, source)

    def _kind(self, noun: Word) -> ReleaseKind | None:
        if noun.pos not in {"NOUN", "PROPN"} or noun.dep == "compound" or noun.name:
            return None
        kind = self._kinds.get(noun.lower) or self._kinds.get(noun.lemma)
        beside = {word.lower for word in noun.kids("compound", "amod")}
        if kind == "audio" and "video" in beside:
            return "video"
        return "audio" if kind is not None and "audio" in beside else kind

    def _acts_of(self, noun: Word) -> Iterator[Word]:
        """Yield the words that say that `noun` is put out."""
        head = noun.head
        if noun.dep in {"dobj", "nsubjpass"} and self._is_act(head):
            yield head
        if noun.dep == "nsubj":
            # "Images circulated online", and what the parse makes of "The tape, aired on radio, …"
            if self._is_act(head) and not any(head.kids("dobj")):
                yield head
            passives = (verb for verb in head.kids("conj") if any(verb.kids("auxpass")))
            yield from filter(self._is_act, passives)
        if noun.dep == "conj" and head.dep == "dobj" and self._is_act(head.head):
            yield head.head
        for clause in noun.kids("acl", "relcl"):
            if self._is_act(clause) and not any(clause.kids("dobj")):
                yield clause
        if noun.dep in {"dobj", "oprd", "attr", "pobj", "ccomp"}:
            yield from self._called(head)
        if noun.dep == "pobj" and head.lower == "of" and head.head.lower in self._acts:
            yield head.head
        if noun.dep == "pobj" and head.lower == "with" and head.head.lemma in self._verbs_with:
            yield head.head

    def _called(self, head: Word) -> Iterator[Word]:
        """Yield the act of "released what it calls a picture"."""
        calling = head.head if head.dep == "prep" else head
        left_open = any(word.lower == "what" for word in calling.children)
        if left_open and calling.lemma in self._calling and self._is_act(calling.head):
            yield calling.head

    def _is_act(self, word: Word) -> bool:
        if word.pos not in VERBAL:
            return False
        if word.lemma in self._verbs:
            return True
        return word.lemma in self._verbs_out and any(k.lower == "out" for k in word.children)

    def _is_done(self, act: Word) -> bool:
        """Whether an act is told as done: not denied, planned, asked for or only possible."""
        if any(act.kids("neg")):
            return False
        return not any(word.lower in self._undone for word in act.kids("aux"))

    def _source(self, noun: Word, act: Word | None) -> Word | None:
        """Return who puts it out: the act's agent or subject, else whose it is."""
        if act is not None:
            if agent := _agent(act):
                return agent
            passive = noun.dep in {"nsubj", "nsubjpass"} or act.dep == "acl"
            passive = passive or any(act.kids("auxpass"))
            if act.pos in VERBAL and not passive and (subject := _subject(act)):
                return subject
            if owner := act.kid("poss"):
                return owner
        if owner := noun.kid("poss"):
            return owner
        return _speaker_around(noun) if act is not None else None


def _agent(act: Word) -> Word | None:
    """Return the word after "by", which the parse may hang on the noun beside."""
    for by in act.kids("agent", "prep"):
        if by.lower == "by" and (agent := by.kid("pobj")):
            return agent
    return None


def _subject(verb: Word) -> Word | None:
    """Return who does what the verb says, borrowed from the verb it goes with."""
    node = verb
    while True:
        if subject := node.kid("nsubj"):
            if subject.tag in {"WDT", "WP"}:
                return node.head if node.dep == "relcl" else None
            return subject
        if node.dep not in {"conj", "xcomp", "advcl"} or node.head is node:
            return None
        node = node.head


def _speaker_around(noun: Word) -> Word | None:
    """Return who speaks in it: the army of "In a statement issued today, the army said"."""
    if noun.dep == "pobj" and noun.head.lower == "in" and noun.head.head.pos == "VERB":
        return _subject(noun.head.head)
    return None


@cache
def open_releases(language: str = "en") -> Releases:
    """Return the release words of a language, opened once."""
    return Releases(open_words(language, "releases", ReleaseWords))
