"""Finds whose verb it is: the subject as the sentence has it, and the words of a source."""

from whence.find.voices import open_voices
from whence.text.grammar import Word

_VOICES = open_voices()
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
# Whose verb a participle or infinitive is, its head's label tells.
_BORROWS = frozenset({"xcomp", "advcl", "pcomp", "acomp", "prep", "ccomp", "conj", "parataxis"})


def subject_of(verb: Word, quoted: frozenset[int] = frozenset()) -> Word | None:
    """Who does what the verb says, borrowed from the verb it hangs on where it has none.

    `quoted` are the words inside quotation marks: a verb outside them has its subject
    outside them too. Where the parse gives none, it is the noun right beside the verb.
    """
    own = [k for k in verb.kids("nsubj", "nsubjpass", "csubj") if k.i not in quoted]
    if own:
        return own[-1] if own[-1].lower not in _VOICES.no_subject else None
    if verb.tag in {"VBD", "VBZ", "VBP"} and (near := beside(verb, quoted)):
        return near
    return _borrowed(verb, quoted)


def _borrowed(verb: Word, quoted: frozenset[int]) -> Word | None:
    node = verb
    for _ in range(6):
        subject = next((k for k in node.kids("nsubj", "nsubjpass") if k.i not in quoted), None)
        if subject is not None and subject.i not in {w.i for w in verb.subtree()} - {subject.i}:
            empty = verb.tag == "VB" and subject.lower in _VOICES.empty_it
            return None if empty or subject.lower in _VOICES.no_subject else subject
        above = node.head
        if above is node:
            return None
        if node.dep in {"acl", "relcl"} and above.pos in {"NOUN", "PROPN", "PRON"}:
            return above
        if node.dep not in _BORROWS and above.pos not in {"VERB", "AUX", "ADJ"}:
            return None
        node = above
    return None


def beside(verb: Word, quoted: frozenset[int]) -> Word | None:
    """The noun right beside a finite verb that the parse gave no subject.

    After it where the verb follows a quotation or comma ("…," asked the boy), else before it.
    """
    line = [verb, *verb.up()][-1].subtree()
    at = next(n for n, w in enumerate(line) if w is verb)
    before = [w for w in line[:at] if w.dep not in {"aux", "advmod", "neg"}]
    inverted = not before or before[-1].pos == "PUNCT" or before[-1].i in quoted
    if inverted:
        after = line[at + 1 : at + 2]
        return _top(after[0], verb) if after and after[0].i not in quoted else None
    if before[-1].pos in {"CCONJ", "ADP", "SCONJ", "PART"} or before[-1].i in quoted:
        return None
    return _top(before[-1], verb)


def _top(word: Word, verb: Word) -> Word | None:
    """The noun phrase that `word` stands in, on its side of the verb."""
    if word.pos not in _NOMINAL:
        return None
    while (
        word.head is not word
        and word.head is not verb
        and word.head.pos in _NOMINAL
        and (word.head.i < verb.i) == (word.i < verb.i)
    ):
        word = word.head
    return word if word.pos in {"NOUN", "PROPN", "PRON", "NUM"} else None


def antecedent_of(source: Word) -> Word:
    """Whom a relative pronoun stands for: the officer in "an officer who said"."""
    if source.tag in {"WDT", "WP"}:
        for word in source.up():
            if word.dep == "relcl":
                return word.head
    return source


def agent_of(verb: Word) -> Word | None:
    """By whom a passive verb is done."""
    by = next((k for k in verb.kids("agent", "prep") if k.lower in _VOICES.agents), None)
    return by.kid("pobj") if by is not None else None


def is_passive(verb: Word) -> bool:
    """Whether a verb is told of the one it is done to: "was asked", "asked about it, she left"."""
    bare = verb.dep in {"advcl", "acl"} and verb.tag in {"VBN", "VBD"}
    participle = bare and not any(verb.kids("nsubj", "aux"))
    return participle or any(verb.kids("auxpass", "nsubjpass"))


# What hangs on a name and tells more of its bearer, or belongs to another part of the sentence.
_TELLS_MORE = frozenset("relcl advcl conj cc punct acl ccomp parataxis dep npadvmod case".split())
# An apposition of more words tells of its bearer rather than naming him.
_LONGEST_NAME = 6


def name_words(source: Word) -> list[Word]:
    """The words of a source: its noun phrase without clauses that hang on it, in one stretch."""
    left_out: set[int] = set()
    for word in source.subtree():
        if word is not source and _tells_more(word, source):
            left_out |= {w.i for w in word.subtree()}
    kept = [w for w in source.subtree() if w.i not in left_out]
    run = [source]
    # A gap of one word (a comma, a mark) stands inside a name; a wider one ends it.
    for w in reversed([w for w in kept if w.i < source.i]):
        if run[0].i - w.i > 2:
            break
        run.insert(0, w)
    for w in [w for w in kept if w.i > source.i]:
        if w.i - run[-1].i > 2:
            break
        run.append(w)
    while len(run) > 1 and run[-1].pos == "PUNCT":
        run.pop()
    return run


def joint_words(source: Word) -> list[Word]:
    """The words of a source with those who speak beside it: "Both Vey and Lind have vowed"."""
    parts = [source]
    if source.dep in {"nsubj", "nsubjpass"}:
        parts = [k for k in source.head.kids(source.dep) if k.i <= source.i]
    for part in parts:  # grows: each may name the next
        parts += [k for k in part.kids("conj") if k.pos in _NOMINAL and k not in parts]
    words = sorted((w for part in parts for w in name_words(part)), key=lambda w: w.i)
    first, last = words[0].i, words[-1].i
    line = [source, *source.up()][-1].subtree()
    held = {w.i for w in words}
    between = [w for w in line if first < w.i < last and w.i not in held]
    joined = all(w.pos in {"CCONJ", "PUNCT", "DET"} for w in between)
    return words if joined else name_words(source)


def _tells_more(word: Word, source: Word) -> bool:
    """Whether a word below a source's head begins what is no part of its name."""
    if word.dep in {"relcl", "advcl"}:
        return True
    if word.head is not source:
        return False
    if word.dep == "appos":  # an age is none of the name, nor is what comes after it
        aged = word.pos == "NUM" or any(
            k.pos == "NUM" and k.dep == "appos" and k.i < word.i for k in source.children
        )
        return aged or (not word.name and len(word.subtree()) > _LONGEST_NAME)
    if word.dep == "prep":
        return word.i > source.i and word.lower not in _VOICES.of_a_name
    return word.dep in _TELLS_MORE and not (word.dep == "acl" and word.i < source.i)
