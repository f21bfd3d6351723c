"""Finds whose verb it is: its subject as the sentence has it, or by whom it is done."""

from whence.find.voices import open_voices
from whence.text.grammar import VERBAL, Word

_VOICES = open_voices()
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
# Whose verb a participle or infinitive is, its head's label tells.
_BORROWS = frozenset({"xcomp", "advcl", "pcomp", "acomp", "prep", "ccomp", "conj", "parataxis"})


def subject_of(verb: Word, quoted: frozenset[int] = frozenset()) -> Word | None:
    """Who does what the verb says, borrowed from the verb it hangs on where it has none.

    `quoted` are the words inside quotation marks: a verb outside them has its subject
    outside them too. Where the parse gives none, it is the noun right beside the verb.
    """
    own = [k for k in verb.kids("nsubj", "nsubjpass", "csubj") if k.i not in quoted]
    own = [k for k in own if not are_parted(k, verb)]
    if own:
        subject = _named_later(verb, own[-1]) or own[-1]
        return subject if subject.lower not in _VOICES.no_subject else None
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
            return above if above.i not in quoted else None
        if node.dep not in _BORROWS and above.pos not in {"VERB", "AUX", "ADJ"}:
            return None
        node = above
    return None


def beside(verb: Word, quoted: frozenset[int]) -> Word | None:
    """The noun right beside a finite verb that the parse gave no subject.

    After it where the verb follows a quotation or comma ("…," asked the boy), else before it.
    """
    before, rest = _around(verb)
    inverted = not before or before[-1].pos == "PUNCT" or before[-1].i in quoted
    if inverted:
        after = rest[:1]
        if (parted := _before_aside(before, quoted)) and not _is_inverted(verb, after):
            return parted
        return _top(after[0], verb) if after and after[0].i not in quoted else None
    if before[-1].pos in {"CCONJ", "ADP", "SCONJ", "PART"} or before[-1].i in quoted:
        return None
    return _top(before[-1], verb)


def _around(verb: Word) -> tuple[list[Word], list[Word]]:
    """The words of the sentence before a verb, without its auxiliaries, and those after it."""
    line = [verb, *verb.up()][-1].subtree()
    at = next(n for n, w in enumerate(line) if w is verb)
    return [w for w in line[:at] if w.dep not in {"aux", "advmod", "neg"}], line[at + 1 :]


def _named_later(verb: Word, subject: Word) -> Word | None:
    """The name right before a verb and its aside, where the parse took another noun for subject.

    In "five were nurses, Dr Vey, head of the ward, told reporters" the nurses say nothing.
    """
    if subject.pos != "NOUN" or subject.i > verb.i:
        return None
    before, _ = _around(verb)
    if not before or before[-1].text != ",":
        return None
    named = _last_named(_parts(before))
    later = named is not None and named.i > subject.i and named.head is not subject
    return named if later else None


def _is_inverted(verb: Word, after: list[Word]) -> bool:
    """Whether a verb's subject follows it: "says the mayor", not "said people had fled"."""
    if verb.lemma not in _VOICES.inverted or not after or after[0].pos not in NOMINAL:
        return False
    top = _top(after[0], verb)
    return top is not None and (top.head is verb or top.dep not in {"nsubj", "nsubjpass"})


def _before_aside(before: list[Word], quoted: frozenset[int]) -> Word | None:
    """Whose verb it is where only asides stand between him and it: the parse loses such subjects.

    Who opens the sentence ("Colonel Vey, spokesman for the army, told reporters"; "The tally,
    read over the phone by a clerk, now stands at 40"), else the name before the aside
    ("nine had died, Dr Vey, head of the ward, told reporters"; "…, the ward's head, Dr Vey, …").
    """
    if not before or before[-1].text != "," or before[-1].i in quoted:
        return None
    parts = _parts(before)
    return _opener(parts, quoted) or _last_named(parts)


def _parts(words: list[Word]) -> list[list[Word]]:
    """The stretches between commas, after the last colon or semicolon."""
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.text in {";", ":"}:
            parts = [[]]
        elif word.text == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _opener(parts: list[list[Word]], quoted: frozenset[int]) -> Word | None:
    """The head of the phrase that opens a sentence; a phrase of place or time may come first.

    Nobody, where the phrase has a verb or a number, or something is quoted before the verb.
    """
    if any(w.i in quoted for part in parts for w in part):
        return None
    if len(parts) > 1 and parts[0][0].pos in {"ADP", "ADV"} and not _has_verb(parts[0]):
        parts = parts[1:]
    if len(parts) < 2 or any(part[0].pos == "CCONJ" for part in parts[1:]):
        return None
    return _head_of(parts[0]) if _names(parts[0]) else None


def _last_named(parts: list[list[Word]]) -> Word | None:
    """The head of the first name of the phrases right before a verb, where an aside follows it."""
    run: list[list[Word]] = []
    for part in reversed(parts):
        if not _names(part):
            break
        run.insert(0, part)
    if len(run) < 2:
        return None
    known = (part for part in run if part[0].name or part[0].lower in _VOICES.definite)
    return next((_head_of(part) for part in known), None)


def _names(phrase: list[Word]) -> bool:
    """Whether a stretch can name somebody: no verb or number in it, no preposition before it."""
    plain = phrase[0].pos not in {"ADP", "CCONJ", "SCONJ"}
    return plain and not _has_verb(phrase) and all(w.key is None for w in phrase)


def _head_of(phrase: list[Word]) -> Word | None:
    inside = {w.i for w in phrase}
    heads = (w for w in phrase if w.pos in {"NOUN", "PROPN", "PRON"} and w.head.i not in inside)
    return next(heads, None)


def _has_verb(words: list[Word]) -> bool:
    return any(w.pos in VERBAL for w in words)


def are_parted(one: Word, other: Word) -> bool:
    """Whether a semicolon stands between two words."""
    low, high = sorted((one.i, other.i))
    line = [one, *one.up()][-1].subtree()
    return any(w.text == ";" and low < w.i < high for w in line)


def _top(word: Word, verb: Word) -> Word | None:
    """The noun phrase that `word` stands in, on its side of the verb."""
    if word.pos not in NOMINAL:
        return None
    while (
        word.head is not word
        and word.head is not verb
        and word.head.pos in NOMINAL
        and (word.head.i < verb.i) == (word.i < verb.i)
    ):
        word = word.head
    return word if word.pos in {"NOUN", "PROPN", "PRON", "NUM"} else None


def agent_of(verb: Word) -> Word | None:
    """By whom a passive verb is done."""
    by = next((k for k in verb.kids("agent", "prep") if k.lower in _VOICES.agents), None)
    return by.kid("pobj") if by is not None else None


def is_passive(verb: Word) -> bool:
    """Whether a verb is told of the one it is done to: "was asked", "asked about it, she left"."""
    bare = verb.dep in {"advcl", "acl"} and verb.tag in {"VBN", "VBD"}
    participle = bare and not any(verb.kids("nsubj", "aux"))
    return participle or any(verb.kids("auxpass", "nsubjpass"))
