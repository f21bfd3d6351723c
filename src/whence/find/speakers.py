"""Finds the words of a source: whom a relative pronoun stands for, and what belongs to a name."""

from whence.find.subjects import NOMINAL
from whence.find.voices import open_voices
from whence.text.grammar import Word

_VOICES = open_voices()


def antecedent_of(source: Word) -> Word:
    """Whom a relative pronoun stands for: the officer in "an officer who said".

    The name, where the noun only tells more of it: "Marrow Watch, a group that counted 26".
    """
    if source.tag in {"WDT", "WP", "WP$"}:
        for word in source.up():
            if word.dep == "relcl":
                noun = word.head
                named = noun.dep == "appos" and noun.head.name and not noun.name
                return noun.head if named else noun
    return source


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
        parts += [k for k in part.kids("conj") if k.pos in NOMINAL and k not in parts]
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
