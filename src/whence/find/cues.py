"""Finds the words by which a sentence says that somebody says, thinks or wants something.

A cue is a verb ("said"), a noun ("the claim that"), a state ("is convinced that") or a phrase
("according to"). Each is found with the words of its source and of its content, as far as
the sentence has them; quotations, which run over sentences, are left to
`whence.compose.statements`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from whence.find.inflect import inflect
from whence.find.speakers import agent_of, is_passive, subject_of
from whence.lexicon import Words, open_words
from whence.records import Stance
from whence.text.grammar import Parse, Word
from whence.text.segment import WordGroup

# The labels under which a preposition hangs on the word it belongs to.
_PHRASES = frozenset({"according", "citing", "quoting", "quoted", "cited"})
# How many words from a quotation its verb may stand: "the front page of the paper blared".
_NEAR = 10
_PREPS = frozenset({"prep", "agent", "dative", "prt"})


class _Entry(Words, frozen=True):
    """One entry of `cues.toml`."""

    takes: tuple[str, ...]
    lemmas: tuple[str, ...]
    reason: str
    stance: Stance = "asserts"
    speaks: bool = False
    passive: bool = False


class CueWords(Words, frozen=True):
    """`cues.toml`, as it stands in the file."""

    verb: tuple[_Entry, ...]
    noun: tuple[_Entry, ...]
    state: tuple[_Entry, ...]
    unsaid: tuple[_Entry, ...]
    irregular: dict[str, tuple[str, ...] | str]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with what its sentence gives it.

    `source` is the head of the source's words, None where nobody is named. `content` are the
    words of what is said, in order; empty where only a quotation can be it. `speaks` says
    whether a quotation beside it is its content.
    """

    word: Word
    words: tuple[Word, ...]
    source: Word | None
    content: tuple[Word, ...]
    stance: Stance
    speaks: bool
    rule: str
    via: Word | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a cue word takes: for each kind of complement the stance; whether it speaks."""

    takes: dict[str, Stance]
    speaks: Stance | None


class Cues:
    """Finds cues in parsed sentences of one language."""

    def __init__(self, words: CueWords) -> None:
        irregular = {k: v for k, v in words.irregular.items() if not isinstance(v, str)}
        self._verbs = _frames(words.verb, irregular)
        self._nouns = _frames(words.noun, {})
        self._states = _frames(words.state, {}, bent=False)
        self._seem = _frames([e for e in words.unsaid if not e.passive], irregular)
        self._passive = _frames([e for e in words.unsaid if e.passive], irregular)
        tables = (self._verbs, self._nouns, self._states, self._seem, self._passive)
        listed = sorted({form for table in tables for form in table} | _PHRASES, key=len)
        self._cheap = re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", re.IGNORECASE)

    def may_cue(self, text: str) -> bool:
        """Whether `text` has a word that could be a cue: a cheap test, never too strict."""
        return self._cheap.search(text) is not None

    def find_cues(self, parse: Parse, quoted: frozenset[int] = frozenset()) -> list[Cue]:
        """Return the cues of one sentence by their place; `quoted` are its words in quotation marks."""
        return [cue for word in parse.words if word.i not in quoted for cue in self._at(word, quoted)]

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
        return Cue(verb, _verb_words(verb), source, (), "asserts", True, "verb beside a quotation")

    def _at(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue]:
        low = word.lower
        if low == "according" or (low in {"citing", "quoting"} and word.dep != "ROOT"):
            yield from _according(word)
        elif word.pos in {"VERB", "AUX"} or (low in {"said", "says"} and word.pos != "ADJ"):
            yield from self._verb(word, quoted)
        elif word.pos == "NOUN" and (frame := self._nouns.get(low)):
            yield from self._noun(word, frame, quoted)
        elif word.pos == "ADJ" and (frame := self._states.get(low)):
            yield from self._state(word, frame, quoted)

    # ---- verbs ---------------------------------------------------------------------------

    def _verb(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue]:
        low = word.lower
        if frame := self._seem.get(low):
            yield from _unsaid(word, frame)
            return
        if is_passive(word):
            yield from self._passive_verb(word, quoted)
            return
        frame = self._verbs.get(low)
        if frame is None:
            return
        source = subject_of(word, quoted)
        if "clause" in frame.takes and (around := _around(word)):
            content, kind = around, "clause"
        else:
            content, kind = _content(word, frame)
        if not content and frame.speaks is None:
            return
        stance = frame.takes.get(kind) or frame.speaks or "asserts"
        speaks = frame.speaks is not None
        yield Cue(word, _verb_words(word), source, content, stance, speaks, f"verb {word.lemma} {kind}")

    def _passive_verb(self, word: Word, quoted: frozenset[int]) -> Iterator[Cue]:
        """"was quoted as saying", "was told by the office that", "is expected to"."""
        low = word.lower
        if low in {"quoted", "cited"}:
            said = next((p for k in word.kids("prep") if k.lower == "as" for p in k.kids("pcomp")), None)
            if said is not None and (frame := self._verbs.get(said.lower)):
                content, _ = _content(said, frame)
                yield Cue(said, (*_verb_words(word), said), subject_of(word, quoted), content, "asserts", True, "quoted as saying", agent_of(word))
            return
        agent = agent_of(word)
        frame = self._verbs.get(low)
        if agent is not None and frame is not None:
            content, kind = _content(word, frame)
            if not content and "object" in frame.takes and (subject := word.kid("nsubjpass")):
                content, kind = tuple(subject.subtree()), "object"
            if content:
                yield Cue(word, _verb_words(word), agent, content, frame.takes.get(kind, "asserts"), False, f"passive {word.lemma} {kind}")
            return
        if nobody := self._passive.get(low):
            yield from _unsaid(word, nobody)

    # ---- nouns and states ------------------------------------------------------------------

    def _noun(self, word: Word, frame: _Frame, quoted: frozenset[int]) -> Iterator[Cue]:
        content, kind = _content(word, frame)
        if not content:
            return
        owner = word.kid("poss") or next((p for k in word.kids("prep") if k.lower in {"by", "from"} for p in k.kids("pobj")), None)
        if owner is None and word.dep in {"dobj", "pobj"}:
            verb = next((w for w in word.up() if w.pos in {"VERB", "AUX"}), None)
            owner = subject_of(verb, quoted) if verb is not None else None
        yield Cue(word, (word,), owner, content, frame.takes[kind], False, f"noun {word.lemma} {kind}")

    def _state(self, word: Word, frame: _Frame, quoted: frozenset[int]) -> Iterator[Cue]:
        content, kind = _content(word, frame)
        if not content and word.head.lemma == "be":
            content, kind = _content(word.head, frame, after=word)
        if content:
            yield Cue(word, (word,), subject_of(word.head, quoted), content, frame.takes[kind], False, f"state {word.lemma} {kind}")


def _frames(entries: "Iterator[_Entry] | tuple[_Entry, ...] | list[_Entry]", irregular: dict[str, tuple[str, ...]], *, bent: bool = True) -> dict[str, _Frame]:
    found: dict[str, _Frame] = {}
    for entry in entries:
        for lemma in entry.lemmas:
            forms = inflect(lemma, irregular.get(lemma, ())) if bent else {lemma}
            for form in forms:
                old = found.get(form, _Frame({}, None))
                takes = {**{kind: entry.stance for kind in entry.takes}, **old.takes}
                found[form] = _Frame(takes, old.speaks or (entry.stance if entry.speaks else None))
    return found


# ---- content ---------------------------------------------------------------------------------


def _content(word: Word, frame: _Frame, after: Word | None = None) -> tuple[tuple[Word, ...], str]:
    """Return the words of what `word` takes, and the kind of complement they are."""
    takes = frame.takes
    kids = [k for k in word.children if after is None or k.i > after.i]
    if "clause" in takes and (clauses := _clauses(word, kids)):
        return clauses, "clause"
    if "to" in takes:
        for kid in kids:
            if kid.i > word.i and kid.dep in {"xcomp", "ccomp", "acl", "advcl"} and _is_infinitive(kid):
                if kid.dep == "advcl" and any(kids_.dep == "dobj" for kids_ in kids) is False and word.pos == "VERB":
                    continue
                actor = next((k for k in kids if k.dep == "dobj" and word.i < k.i < kid.i), None)
                start = actor if actor is not None and word.pos == "VERB" else kid
                return _join(start.subtree() if start is not kid else [], _whole(kid, word)), "to"
    if "saying" in takes:
        for kid in kids:
            if kid.dep == "acl" and kid.tag == "VBG" and kid.i > word.i:
                below = kid.kid("ccomp", "dobj")
                if below is not None:
                    return _whole(below, kid), "saying"
    if "naming" in takes and (named := _named(word, kids)):
        return named, "naming"
    for kid in kids:
        if kid.i < word.i:
            continue
        if kid.dep in {"dobj", "attr"} and (tail := _with_preps(kid, kids, takes)):
            return tail
        if kid.dep in _PREPS and kid.lower in takes:
            below = [w for w in kid.subtree() if w is not kid]
            if below:
                return _trim(below), kid.lower
    return (), ""


def _with_preps(kid: Word, kids: list[Word], takes: "dict[str, Stance]") -> tuple[tuple[Word, ...], str] | None:
    """An object with the preposition after it: blamed them for it, described it as lost."""
    for prep in kids:
        if prep.dep in _PREPS and prep.i > kid.i and prep.lower in takes and prep.lower not in {"to", "on"}:
            return _trim([*kid.subtree(), *prep.subtree()]), prep.lower
    inside = [k for k in kid.kids("prep") if k.lower in takes and k.lower not in {"of", "to", "on", "about"}]
    if inside:
        return _trim(kid.subtree()), inside[0].lower
    if "object" in takes:
        return _trim(kid.subtree()), "object"
    return None


def _named(word: Word, kids: list[Word]) -> tuple[Word, ...]:
    """"called it a lie": the thing and its name, which the parse may hang on the thing."""
    for kid in kids:
        if kid.i > word.i and kid.dep in {"oprd", "ccomp", "xcomp"}:
            thing = next((k for k in kids if k.dep == "dobj" and word.i < k.i < kid.i), None)
            if thing is None and kid.kid("nsubj") is None:
                continue
            return _trim([*(thing.subtree() if thing else []), *kid.subtree()])
    for kid in kids:
        if kid.dep == "dobj" and any(k.dep in {"amod", "appos", "acl"} and k.i > kid.i for k in kid.children):
            return _trim(kid.subtree())
    return ()


def _clauses(word: Word, kids: list[Word]) -> tuple[Word, ...]:
    """The clauses said: those after the word, to the end of the last, else the one before it."""
    said = [kid for kid in kids if _is_clause(kid)]
    after = [w for kid in said if kid.i > word.i for w in kid.subtree() if w.i > word.i]
    if after:
        return _cut_aside(_trim(after))
    before = [w for kid in said for w in kid.subtree() if w is not word]
    return _trim(_without_asides(before, word)) if before else ()


def _cut_aside(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without a relative clause at the end that tells more of a name, after a comma."""
    for at in range(len(words) - 1, 0, -1):
        if words[at - 1].text == "," and words[at].i < words[-1].i:
            end = words[at:]
            if end[0].lower == "while":
                return _trim(list(words[: at - 1]))
            top = next((w for w in end if w.dep == "relcl"), None)
            if top is not None and any(k.tag in {"WP", "WDT", "WRB", "WP$"} for k in end[:2]) and top.subtree()[-1].i >= words[-1].i:
                return _trim(list(words[: at - 1]))
    return words


def _without_asides(words: list[Word], cue: Word) -> list[Word]:
    """Without what the speaker does while speaking: "it was over, he said, wiping his face"."""
    later = sorted((w for w in words if w.i > cue.i), key=lambda w: w.i)
    while later and later[0].dep == "punct":
        later = later[1:]
    if later and cue.i > max((w.i for w in words if w.dep in {"ccomp", "ROOT"} and w.i < cue.i), default=cue.i):
        first = next((w for w in [later[0], *later[0].up()] if w.dep in {"advcl", "conj", "acl"} and w.i > cue.i), None)
        if first is not None:
            return [w for w in words if w.i < cue.i]
    return words


def _is_clause(kid: Word) -> bool:
    if kid.dep != "ccomp" and not (kid.dep == "acl" and kid.kid("mark")) and not (kid.dep == "relcl" and any(k.dep == "mark" for k in kid.children)):
        return False
    return not (_is_infinitive(kid) and not any(k.tag in {"WRB", "WP", "WDT"} or k.lower == "whether" for k in kid.children))


def _is_infinitive(kid: Word) -> bool:
    return any(k.lower == "to" and k.dep == "aux" for k in kid.children)


def _around(word: Word) -> tuple[Word, ...]:
    """The clause that a cue stands inside: "the bridge, he said, was mined"."""
    head = word.head
    if head is word or head.pos not in {"VERB", "AUX"}:
        return ()
    own = {w.i for w in word.subtree()}
    inverted = word.dep == "conj" and any(k.i > word.i for k in word.kids("nsubj"))
    if word.dep == "parataxis" or inverted or (word.dep == "ccomp" and word.i > head.i and _ends_clause(word)):
        return _trim(_without_asides([w for w in head.subtree() if w.i not in own], word))
    if word.dep == "advcl" and any(k.lower == "as" for k in word.kids("mark")):
        return _trim([w for w in head.subtree() if w.i not in own])
    return ()


def _ends_clause(word: Word) -> bool:
    return not any(k.i > word.i and k.dep not in {"punct", "prep", "npadvmod", "advmod"} for k in word.children)


def _whole(kid: Word, cue: Word) -> tuple[Word, ...]:
    """A clause without the cue and what hangs on the cue alone."""
    own = {cue.i}
    return _trim([w for w in kid.subtree() if w.i not in own])


def _join(first: list[Word], second: tuple[Word, ...]) -> tuple[Word, ...]:
    return _trim(sorted({w.i: w for w in (*first, *second)}.values(), key=lambda w: w.i))


def _trim(words: list[Word]) -> tuple[Word, ...]:
    """Without the commas and stops at either end."""
    words = sorted({w.i: w for w in words}.values(), key=lambda w: w.i)
    while words and words[0].text in {",", ":", ";", "-", "–", "—", "."}:
        words = words[1:]
    while words and words[-1].text in {",", ":", ";", "-", "–", "—", ".", "--"}:
        words = words[:-1]
    return tuple(words)


def _verb_words(word: Word) -> tuple[Word, ...]:
    """The verb with its auxiliaries and particles."""
    own = [k for k in word.children if k.dep in {"aux", "auxpass", "neg", "prt"}]
    return tuple(sorted([word, *own], key=lambda w: w.i))


# ---- phrases ---------------------------------------------------------------------------------


def _according(word: Word) -> Iterator[Cue]:
    """"according to the office", "citing a nurse": the clause it stands in is the content."""
    if word.lower == "according":
        to = word.kid("prep", "pcomp")
        source = to.kid("pobj", "pcomp") if to is not None else None
        words = (word, to) if to is not None else (word,)
    else:
        source, words = word.kid("dobj"), (word,)
    if source is None:
        return
    clause = _clause_of(word)
    own = {w.i for w in word.subtree()}
    content = _trim([w for w in clause.subtree() if w.i not in own])
    yield Cue(word, words, source, content, "asserts", word.lower == "according", "according to")


def _clause_of(word: Word) -> Word:
    """The verb of the clause that an adverbial stands in, with those that share its subject."""
    clause = word
    for clause in word.up():
        if clause.pos in {"VERB", "AUX"} and clause.dep not in {"acl", "xcomp", "amod"}:
            break
    while clause.dep == "conj" and clause.head.pos in {"VERB", "AUX"} and not any(clause.kids("nsubj", "nsubjpass")):
        clause = clause.head
    return clause


def _unsaid(word: Word, frame: _Frame) -> Iterator[Cue]:
    """"he seems to be", "the dam is expected to hold": subject and predicate are the content."""
    subject = word.kid("nsubj", "nsubjpass")
    below = next((k for k in word.kids("xcomp", "oprd", "ccomp", "acomp") if k.i > word.i), None)
    if below is None:
        return
    thing = [] if subject is None or subject.lower == "it" else subject.subtree()
    yield Cue(word, _verb_words(word), None, _join(thing, _trim(below.subtree())), "asserts", False, f"unsaid {word.lemma}")


@cache
def open_cues(language: str = "en") -> Cues:
    """The cue words of a language, opened once."""
    return Cues(open_words(language, "cues", CueWords))
