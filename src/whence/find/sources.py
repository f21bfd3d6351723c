"""Finds who is named as giving what a sentence says, and how much of it they give.

An office counts as a source ("the ministry said"); a passive with no speaker ("it was
reported") yields nothing, so that nobody is credited.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from whence.find.groups import open_groups
from whence.find.speakers import name_words
from whence.lexicon import Words, open_words
from whence.text.grammar import Parse, Word, stretch
from whence.text.segment import WordGroup


class _Verb(Words, frozen=True):
    stance: str
    object: bool
    lemmas: tuple[str, ...]
    reason: str


class SpeechWords(Words, frozen=True):
    """`speech.toml`, as it stands in the file."""

    verb: tuple[_Verb, ...]
    of_documents: WordGroup
    holders: WordGroup
    documents: WordGroup
    bodies: WordGroup
    phrases: WordGroup
    counts: WordGroup
    nobody: WordGroup
    hosts: WordGroup


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A source, its cue and the words it is said to give.

    `scope` are the indices, in the sentence's parse, of the words that the source
    gives; `start` and `end` are the source's own words. `stance` is the cue's.
    """

    start: int
    end: int
    head: Word
    cue: Word
    scope: frozenset[int]
    stance: str
    rule: str


class Speech:
    """Tells which words name a source, in one language."""

    def __init__(self, words: SpeechWords, language: str) -> None:
        self._stances = {lemma: (v.stance, v.object) for v in words.verb for lemma in v.lemmas}
        self._of_documents = frozenset(words.of_documents.words)
        self._holders = frozenset(words.holders.words)
        self.documents = frozenset(words.documents.words)
        self._bodies = frozenset(words.bodies.words)
        self._counts = frozenset(words.counts.words)
        self.hosts = frozenset(words.hosts.words)
        self.nobody = frozenset(words.nobody.words)
        self._groups = open_groups(language)
        listed = sorted(
            (*self._stances, *words.phrases.words, *words.counts.words), key=len, reverse=True
        )
        stems = "|".join(re.escape(re.sub(r"[ey]$", "", word)) for word in listed)
        self._cheap = re.compile(rf"\b(?:said|told|gave|{stems})", re.IGNORECASE)

    def may_speak(self, text: str) -> bool:
        """Whether `text` has any word that could name a source: a cheap test, never too strict."""
        return self._cheap.search(text) is not None

    def find_sources(self, parse: Parse) -> list[SourceMention]:
        """Return the sources of one sentence with what each gives, by the place of the cue."""
        found = [mention for word in parse.words for mention in self._from(word, parse)]
        return sorted(found, key=lambda mention: mention.cue.i)

    def is_count(self, word: Word) -> bool:
        """Whether `word` is a noun for a count, which belongs to whoever made it."""
        return word.lower in self._counts or word.lemma in self._counts

    def is_source_noun(self, word: str) -> bool:
        """Whether the noun `word`, in small letters, can be the one who gives a figure."""
        return word in self._bodies or word in self.documents or self._groups.is_person(word)

    def _from(self, word: Word, parse: Parse) -> Iterator[SourceMention]:
        if word.lower in {"according", "attributed"} and (to := word.kid("prep", "pcomp")):
            if source := to.kid("pobj"):
                yield self._mention(source, word, _clause_around(word), "asserts", "according to")
            return
        if word.lower in {"citing", "quoting"} and (source := word.kid("dobj")):
            yield self._mention(source, word, _clause_around(word), "asserts", "citing")
            return
        if word.lower in {"by", "in", "on"} and word.dep == "prep":
            below = word.kid("pobj")
            if below is not None and (owner := self.owner(below)):
                yield self._mention(
                    owner, word, _clause_around(word), "asserts", "by one's own count"
                )
            elif (
                below is not None
                and below.lower in {"word", "words", "account"}
                and (of := below.kid("prep"))
                and (source := of.kid("pobj"))
            ):
                yield self._mention(source, word, _clause_around(word), "asserts", "on the word of")
            return
        if word.pos not in {"VERB", "AUX"} or word.lemma not in self._stances:
            return
        stance, takes_object = self._stances[word.lemma]
        subject = _subject(word)
        if subject is None:
            return
        if quoted := _quoted(word):
            yield self._mention(quoted, word, _below(word, quoted), "asserts", "quoted as saying")
            return
        if _is_passive(word):
            return
        if not takes_object and (beside := self._named_beside(word, subject)):
            subject = beside
        elif takes_object and any(w.key is not None for w in subject.subtree()):
            return
        if not self._may_be_subject(word, subject, takes_object=takes_object):
            return
        owner = self.owner(subject)
        yield self._mention(
            owner or subject, word, _below(word, subject), stance, f"subject of {word.lemma}"
        )

    def _may_be_subject(self, verb: Word, subject: Word, *, takes_object: bool) -> bool:
        """Whether the verb's subject is one who can speak with this verb."""
        if verb.lemma in self._holders:
            return (
                subject.lower in self.documents | self._counts and verb.lemma != "have"
            ) or self.owner(subject) is not None
        if verb.lemma in self._of_documents and not self._speaks_as_document(subject):
            return False
        if (
            verb.lemma in {"admit", "find", "count"}
            and verb.kid("dobj")
            and self._groups.is_person(verb.kid("dobj").lower)
        ):  # type: ignore[union-attr]
            if verb.lemma == "admit":
                return False
        return not takes_object or self._can_speak(subject)

    def _named_beside(self, verb: Word, subject: Word) -> Word | None:
        """The speaker right before the verb, where the parse took a counted noun for its subject.

        In "88 wounded, among them a nurse, its director, Dr X, said" the nurse does not speak.
        """
        inside = subject.subtree()
        if not any(w.key is not None for w in inside):
            return None
        near = [w for w in inside if w.i < verb.i and w.pos in {"NOUN", "PROPN"}]
        if not near:
            return None
        word = near[-1]
        while (
            word is not subject
            and word.dep in {"appos", "compound", "pobj", "prep"}
            and not any(w.key is not None for w in word.head.subtree() if w.i <= word.head.i)
        ):
            word = word.head
        if word is subject or any(w.key is not None for w in word.subtree()):
            return None
        return word if word.name or self.is_source_noun(word.lower) else None

    def _mention(
        self, source: Word, cue: Word, scope: frozenset[int], stance: str, rule: str
    ) -> SourceMention:
        own = {w.i for w in name_words(source)}
        start, end = stretch(name_words(source))
        return SourceMention(start, end, source, cue, scope - own, stance, rule)

    def owner(self, subject: Word) -> Word | None:
        """Who a count belongs to: the government in "the government's own count"."""
        if subject.lower not in self._counts:
            return None
        owner = subject.kid("poss")
        if owner is not None and owner.lower not in {"its", "his", "her", "their", "our", "my"}:
            return owner
        return None

    def _speaks_as_document(self, subject: Word) -> bool:
        return (
            subject.lower in self.documents
            or subject.lemma in self.documents
            or subject.lower in self._counts
            or (subject.lower in self._bodies)
        )

    def _can_speak(self, subject: Word) -> bool:
        """Whether a noun can be the one who gives a figure."""
        word = subject.lower
        if subject.name or subject.tag in {"PRP", "WP"} or subject.pos == "PROPN":
            return word != "it" or True
        return (
            word in self._bodies
            or word in self.documents
            or subject.lemma in self.documents
            or subject.lemma in self._bodies
            or self._groups.is_person(word)
        )


def _subject(verb: Word) -> Word | None:
    """Who does what the verb says, borrowed from the verb it is coordinated with."""
    node = verb
    for _ in range(4):
        subject = node.kid("nsubj", "nsubjpass", "csubj")
        if subject is not None:
            if subject.tag in {"WDT", "WP"} and node.dep == "relcl":
                return node.head
            return subject if subject.lower not in {"that", "which", "there", "what"} else None
        if node.dep in {"conj", "xcomp"} and node.head.pos in {"VERB", "AUX"}:
            node = node.head
        elif node.dep == "acl" and node.tag == "VBG":
            return node.head
        elif node.dep == "advcl" and node.tag == "VBG":
            node = node.head
        else:
            return None
    return None


def _quoted(verb: Word) -> Word | None:
    """Whom "the agency quoted a doctor as saying" quotes."""
    if verb.lemma not in {"quote", "cite"}:
        return None
    return verb.kid("nsubjpass") if _is_passive(verb) else verb.kid("dobj")


def _is_passive(verb: Word) -> bool:
    return any(verb.kids("auxpass", "nsubjpass"))


def _below(verb: Word, subject: Word) -> frozenset[int]:
    """The words the verb's subject gives: all under the verb but the subject itself.

    After a source that is named last ("…, the officer said; it was unclear …") a
    semicolon gives the report its own voice back. A coordinated verb of another
    subject is another clause.
    """
    words = {w.i: w for w in verb.subtree()}
    for other in verb.kids("conj"):
        if any(other.kids("nsubj", "nsubjpass")) and other.i > verb.i:
            for w in other.subtree():
                words.pop(w.i, None)
    if subject.i < verb.i:
        before = [w for w in words.values() if w.i < subject.subtree()[0].i]
        if len(before) > 3:  # the clause stands first: "nine died, the office said; …"
            stop = next(
                (
                    w.i
                    for w in sorted(words.values(), key=lambda w: w.i)
                    if w.i > verb.i and w.lower in {";", "—"}
                ),
                None,
            )
            if stop is not None:
                words = {i: w for i, w in words.items() if i < stop}
    return frozenset(words) - {verb.i}


def _clause_around(cue: Word) -> frozenset[int]:
    """The clause that an adverbial such as "according to X" stands in."""
    clause = cue
    for clause in cue.up():
        if clause.pos in {"VERB", "AUX"} and clause.dep not in {"acl", "xcomp", "amod"}:
            break
    own = {w.i for w in cue.subtree()}
    return frozenset(w.i for w in clause.subtree()) - own


@cache
def open_speech(language: str = "en") -> Speech:
    """The speech words of a language, opened once."""
    return Speech(open_words(language, "speech", SpeechWords), language)
