"""Finds which words of a sentence a cue's source says: a clause, an infinitive, an object, a name.

The content is what a reader would quote: without the cue, without the stops at its ends, and
without what only the report adds ("he said, wiping his face"). The scope is wider: every
word that hangs on the cue, among which a figure is the source's.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from whence.find.subjects import are_parted
from whence.records import Stance
from whence.text.grammar import VERBAL, Word

# The labels under which a preposition hangs on the word it belongs to.
_PREPS = frozenset({"prep", "agent", "dative", "prt"})
_STOPS = frozenset({",", ":", ";", ".", "-", "--", "–", "—", "―"})
_ASKING = frozenset({"WRB", "WP", "WDT", "WP$"})


@dataclass(frozen=True, slots=True)
class Content:
    """The words of what is said, in order, and the kind of complement they are; "" for none."""

    words: tuple[Word, ...]
    kind: str


def content_of(
    word: Word, takes: Mapping[str, Stance] | Collection[str], after: Word | None = None
) -> Content:
    """Return what `word` takes of the kinds `takes`, the fullest kind first.

    Only what stands after the word `after` counts, where that is given.
    """
    kids = [k for k in word.children if after is None or k.i > after.i]
    if "clause" in takes and (words := _around(word) or _clauses(word, kids)):
        return Content(words, "clause")
    if "to" in takes and (words := _infinitive(word, kids)):
        return Content(words, "to")
    if "saying" in takes and (words := _said_in(word, kids)):
        return Content(words, "saying")
    if "naming" in takes and (words := _named(word, kids)):
        return Content(words, "naming")
    return _object(word, kids, takes)


def scope_of(verb: Word, source: Word) -> frozenset[int]:
    """The places of the words that the verb's source gives: all under the verb but the source.

    After a source that is named last ("…, the officer said; it was unclear …") a
    semicolon gives the report its own voice back. A coordinated verb of another
    subject is another clause.
    """
    words = {w.i: w for w in verb.subtree()}
    for other in verb.kids("conj"):
        if any(other.kids("nsubj", "nsubjpass")) and other.i > verb.i and not _is_clause(other):
            for w in other.subtree():
                words.pop(w.i, None)
    start = source.subtree()[0].i
    if source.i < verb.i and sum(w.i < start for w in words.values()) > 3:
        last = sorted(words.values(), key=lambda w: w.i)
        stop = next((w.i for w in last if w.i > verb.i and w.lower in {";", "—"}), None)
        if stop is not None:
            words = {i: w for i, w in words.items() if i < stop}
    if start < verb.i:
        words = {w.i: w for w in _this_side(words.values(), verb, start)}
    around = {w.i for w in _around(verb)}
    own = {w.i for w in source.subtree()} if source.i in words else set()
    return (frozenset(words) | around) - {verb.i} - own


def clause_around(adverbial: Word) -> tuple[Word, ...]:
    """The clause that "according to X" stands in, with those that share its subject."""
    clause = adverbial
    for clause in adverbial.up():
        if clause.pos in VERBAL and clause.dep not in {"acl", "xcomp", "amod"}:
            break
    while (
        clause.dep == "conj"
        and clause.head.pos in VERBAL
        and not any(clause.kids("nsubj", "nsubjpass"))
    ):
        clause = clause.head
    own = {w.i for w in adverbial.subtree()}
    line = [adverbial, *adverbial.up()][-1].subtree()
    stops = [w.i for w in line if w.text == ";"]
    last = max(own)
    if last + 1 in stops:  # "…, according to the board; 102 were hurt": the parse may look ahead
        first = max((stop for stop in stops if stop <= last), default=-1)
        goes_on = next((w.key is not None for w in line if w.i == last + 2), False)
        return trim(w for w in line if first < w.i and (goes_on or w.i <= last) and w.i not in own)
    return trim(w for w in clause.subtree() if w.i not in own)


def unsaid(word: Word) -> tuple[Word, ...]:
    """Subject and predicate around "seems", "is expected": somebody's view, and nobody's name."""
    subject = word.kid("nsubj", "nsubjpass")
    below = next((k for k in word.kids("xcomp", "oprd", "ccomp", "acomp") if k.i > word.i), None)
    if below is None:
        return ()
    thing = [] if subject is None or subject.lower == "it" else subject.subtree()
    return trim([*thing, *trim(below.subtree())])


def has_count(words: Iterable[Word]) -> bool:
    """Whether an amount stands among the words."""
    return any(word.key is not None for word in words)


def trim(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return the words once each and in order, without the commas and stops at either end."""
    listed = sorted({w.i: w for w in words}.values(), key=lambda w: w.i)
    while listed and listed[0].text in _STOPS:
        listed = listed[1:]
    while listed and listed[-1].text in _STOPS:
        listed = listed[:-1]
    return tuple(listed)


# ---- clauses ---------------------------------------------------------------------------------


def _clauses(word: Word, kids: list[Word]) -> tuple[Word, ...]:
    """The clauses said: those after the word, to the end of the last, else the one before it."""
    said = [kid for kid in kids if _is_clause(kid) and not are_parted(word, kid)]
    after = trim(w for kid in said if kid.i > word.i for w in kid.subtree() if w.i > word.i)
    if after:
        return _without_tail(after)
    before = [w for kid in said for w in kid.subtree() if w is not word]
    return trim(_without_asides(_this_side(before, word, word.i), word))


def _this_side(words: Iterable[Word], cue: Word, source: int) -> list[Word]:
    """Without what stands before a semicolon: "six fell; the office counts ten" is two claims."""
    line = [cue, *cue.up()][-1].subtree()
    stops = [w.i for w in line if w.text == ";" and w.i < min(source, cue.i)]
    return [w for w in words if not stops or w.i > stops[-1]]


def _around(word: Word) -> tuple[Word, ...]:
    """The clause that a verb of saying stands inside: "the bridge, he said, was mined"."""
    head = word.head
    if head is word or head.pos not in VERBAL:
        return ()
    if are_parted(word, head):
        return ()
    own = {w.i for w in word.subtree()}
    around = [w for w in head.subtree() if w.i not in own]
    inverted = word.dep == "conj" and any(k.i > word.i for k in word.kids("nsubj"))
    last = word.dep == "ccomp" and word.i > head.i and _ends_its_clause(word)
    if word.dep == "parataxis" or inverted or last:
        return trim(_without_asides(around, word))
    said = word.dep == "advcl" and any(k.lower == "as" for k in word.kids("mark"))
    if said and not any(word.kids("dobj", "ccomp")):  # not "as a panel confirms 140 deaths"
        return trim(around)
    return ()


def _ends_its_clause(word: Word) -> bool:
    light = {"punct", "prep", "npadvmod", "advmod"}
    return not any(k.i > word.i and k.dep not in light for k in word.children)


def _without_tail(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Without what comes after a comma at the end and only tells more: "…, while others left".

    So "…, who is 41" and "…, which stood at 63": the report's own words, mostly.
    """
    for at in range(len(words) - 1, 0, -1):
        if words[at - 1].text != "," or words[at] is words[-1]:
            continue
        tail = words[at:]
        if tail[0].lower == "while":
            return trim(words[: at - 1])
        relative = next((w for w in tail if w.dep == "relcl"), None)
        if (
            relative is not None
            and any(w.tag in _ASKING for w in tail[:2])
            and relative.subtree()[-1].i >= words[-1].i
        ):
            return trim(words[: at - 1])
    return words


def _without_asides(words: list[Word], cue: Word) -> list[Word]:
    """Without what the speaker does while speaking: "it was over, he said, wiping his face"."""
    later = list(trim(w for w in words if w.i > cue.i))
    while later and later[0].dep == "punct":
        later = later[1:]
    said = [w.i for w in words if w.dep in {"ccomp", "ROOT"} and w.i < cue.i]
    if not later or not said:
        return words
    first = [later[0], *later[0].up()]
    aside = any(w.dep in {"advcl", "conj", "acl"} and w.i > cue.i for w in first)
    return [w for w in words if w.i < cue.i] if aside else words


def _is_clause(kid: Word) -> bool:
    """Whether a complement is a whole clause: "that he left", "whether to go"."""
    marked = any(k.dep == "mark" for k in kid.children)
    if kid.dep in {"conj", "dep"} and any(k.lower == "that" for k in kid.kids("mark")):
        return True  # "maintains, in a letter, that": the parse lost the clause's verb
    if kid.dep != "ccomp" and not (kid.dep in {"acl", "relcl"} and marked):
        return False
    asks = any(k.tag in _ASKING or k.lower == "whether" for k in kid.children)
    return asks or not _is_infinitive(kid)


# ---- other complements -----------------------------------------------------------------------


def _infinitive(word: Word, kids: list[Word]) -> tuple[Word, ...]:
    """An infinitive with the one who is to act: "urged them to leave"."""
    actors = [k for k in kids if k.dep == "dobj" and k.i > word.i and word.pos == "VERB"]
    for kid in kids:
        if kid.i < word.i or not _is_infinitive(kid):
            continue
        # An adverbial infinitive tells what for: "spoke to calm them", not what is said.
        if kid.dep in {"xcomp", "ccomp", "acl"} or (kid.dep == "advcl" and actors):
            actor = next((k for k in actors if k.i < kid.i), None)
            return trim([*(actor.subtree() if actor is not None else []), *kid.subtree()])
    return ()


def _said_in(word: Word, kids: list[Word]) -> tuple[Word, ...]:
    """What a document says: "a statement saying that"."""
    for kid in kids:
        if kid.dep == "acl" and kid.tag == "VBG" and kid.i > word.i:
            below = kid.kid("ccomp", "dobj")
            if below is not None:
                return trim(below.subtree())
    return ()


def _named(word: Word, kids: list[Word]) -> tuple[Word, ...]:
    """A thing and what it is called ("called it a lie"), which the parse may hang on the thing."""
    for kid in kids:
        if kid.i > word.i and kid.dep in {"oprd", "ccomp", "xcomp"}:
            thing = next((k for k in kids if k.dep == "dobj" and word.i < k.i < kid.i), None)
            if thing is not None or kid.kid("nsubj") is not None:
                return trim([*(thing.subtree() if thing is not None else []), *kid.subtree()])
    for kid in kids:
        late = [k for k in kid.children if k.dep in {"amod", "appos", "acl"} and k.i > kid.i]
        if kid.dep == "dobj" and late:
            return trim(kid.subtree())
    return ()


def _object(word: Word, kids: list[Word], takes: Mapping[str, Stance] | Collection[str]) -> Content:
    """An object, alone or with its preposition, or a preposition's object alone."""
    for kid in kids:
        if kid.i < word.i:
            continue
        if kid.dep in {"dobj", "attr"} and (found := _with_preposition(kid, kids, takes)):
            return found
        if kid.dep in _PREPS and kid.lower in takes:
            below = trim(w for w in kid.subtree() if w is not kid)
            if below:
                return Content(below, kid.lower)
    return Content((), "")


def _with_preposition(
    kid: Word, kids: list[Word], takes: Mapping[str, Stance] | Collection[str]
) -> Content | None:
    """An object with the preposition after it: blamed them for it, described it as lost."""
    for prep in kids:
        if prep.dep in _PREPS and prep.i > kid.i and prep.lower in set(takes) - {"to", "on"}:
            return Content(trim([*kid.subtree(), *prep.subtree()]), prep.lower)
    for prep in kid.kids("prep"):
        if prep.lower in set(takes) - {"of", "to", "on", "about"}:
            return Content(trim(kid.subtree()), prep.lower)
    return Content(trim(kid.subtree()), "object") if "object" in takes else None


def _is_infinitive(kid: Word) -> bool:
    return any(k.lower == "to" and k.dep == "aux" for k in kid.children)
