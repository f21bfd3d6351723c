"""Ties each amount of a sentence to the measure it counts.

The parse says what an amount hangs on; `find.measures` says what that word tells of
people. The rules stand in order of trust: the verb that governs the count, the word
right beside it, the words before its noun, the noun itself, a toll noun elsewhere in
the clause. What none of them reaches may still be a part of the count before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from whence.find.groups import Groups
from whence.find.measures import Counts, Measures, Said
from whence.text.grammar import Parse, Word

NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "SYM", "X"})
VERBAL = frozenset({"VERB", "AUX"})

# Words that may stand between a count and the participle said of it: "18 others were also wounded".
_BETWEEN = frozenset(
    "more others other people persons were was are is be been being have has had still also later feared believed "
    "reported reportedly confirmed now already known remain remained remains left as so far critically seriously "
    "badly severely slightly lightly found listed as , presumed thought said and to".split()
)
_COMPLEMENTS = ("xcomp", "oprd", "acomp", "attr", "ccomp", "advcl", "dep")
PRONOUNS = frozenset({"them", "whom", "these", "those", "us", "which", "you", "it", "ours"})


@dataclass(slots=True)
class Counted:
    """An amount in its sentence: its own word, the noun it counts, and the word that has a place in the clause."""

    word: Word
    unit: Word | None
    bearer: Word
    partitive: Word | None = None  # the word after "of" in "three of the girls", "two of them"
    neighbour: str | None = None  # what kind of thing the count before it in the sentence counts


@dataclass(frozen=True, slots=True)
class Link:
    """What an amount counts, by which rule, and the word that says so."""

    measure: str
    rule: str
    said_by: Word
    population: Word | None = None  # the counted noun, where it is not the amount's own


class Linker:
    """Finds the measure of an amount from the parse of its sentence."""

    def __init__(self, measures: Measures, groups: Groups) -> None:
        self.measures = measures
        self.groups = groups

    def counted(self, word: Word) -> Counted:
        """Say which noun the amount at `word` counts and which word bears it in the clause."""
        of = next((k for k in word.kids("prep") if k.lower in {"of", "out"}), None)
        partitive = _object_of(of) if of is not None else None
        if partitive is not None and partitive.lower == "of":
            partitive = _object_of(partitive)
        if partitive is None and word.dep in _BEFORE_NOUN:
            head = word.head
            if head.lower in self.measures.counters and head.i > word.i:
                return Counted(word, None, word)  # "raises to 178 the number of those saved"
            while head.dep == "compound" and head.head.i > head.i and head.head.pos in NOMINAL:
                head = head.head
            if head.lower in {"others", "more", "other", "rest"} and head.i > word.i:
                return Counted(word, None, head)
            if head.pos in NOMINAL and head.i > word.i and not _is_unit(head):
                return Counted(word, head, head, _partitive_of(head))
        if word.dep == "pobj" and word.head.lower == "of" and word.head.head.pos in NOMINAL:
            whole = word.head.head  # a family of six, a crew of three
            if self.groups.kind(whole.lower) == "household" or whole.lower in _CREWS:
                return Counted(word, whole, whole)
        if partitive is not None and partitive.key is not None:
            return Counted(word, None, word, partitive)  # "39 of the 64"
        if (
            partitive is not None
            and partitive.lower not in PRONOUNS
            and (partitive.pos in NOMINAL or partitive.tag == "VBN")
        ):
            return Counted(word, partitive, word, partitive)
        return Counted(word, None, word, partitive)

    def link(self, parse: Parse, counted: Counted) -> Link | None:
        """Return what the amount counts, or None where the sentence does not tell."""
        rules = (
            self._by_group_named,
            self._in_exchange,
            self._by_adjective_after,
            self._by_verb,
            self._by_neighbour,
            self._by_phrase,
            self._by_adverb,
            self._by_modifier,
            self._by_noun,
            self._by_toll,
        )
        for rule in rules:
            if link := rule(parse, counted):
                return link
        return None

    def also(self, link: Link, counted: Counted) -> Link | None:
        """Return the second claim that a coordinated verb makes of the same count.

        "Six were abducted and killed" is two claims; only a death is told so often enough
        by a second verb to be sure that it is said of all of them.
        """
        if not link.rule.startswith(("verb, passive", "verb, subject")) or link.measure in {
            "killed",
            "casualties",
        }:
            return None
        for other in link.said_by.kids("conj"):
            if other.pos not in VERBAL or any(other.kids("nsubj", "nsubjpass", "dobj")):
                continue
            for said in self.measures.verb(other):
                passive = other.tag == "VBN"
                if (
                    said.measure == "killed"
                    and self._is_counted(said.counts, counted)
                    and (said.takes != "subject") == passive
                ):
                    return Link("killed", "second verb", other)
        return None

    def label(self, words: list[Word]) -> Link | None:
        """Return what a label such as "Homes lost" or "Killed" makes of the number after it."""
        homes = any(self.groups.kind(w.lower) == "home" for w in words)
        people = next(
            (w for w in words if self.groups.kind(w.lower) in {"person", "household", "home"}), None
        )
        for word in words:
            if homes:
                for said in self.measures.verb(word):
                    if said.counts == "homes":
                        return Link(said.measure, "label", word, people)
                continue
            if measure := self.measures.adjective(word) or self.measures.phrase(word):
                return Link(measure, "label", word, people)
            if word.tag in {"VBN", "VBD"}:
                for said in self.measures.verb(word):
                    if said.counts not in {"homes", "lives", "bodies"}:
                        return Link(said.measure, "label", word, people)
            for role in ("toll", "count", "group"):
                if measures := self.measures.noun(word, role):  # type: ignore[arg-type]
                    return Link(measures[0], "label", word, people)
        return None

    def is_person(self, counted: Counted) -> bool:
        """Whether the counted noun is known to be people."""
        return self.kind(counted) in {"person", "household"}

    def is_thing(self, counted: Counted) -> bool:
        """Whether the counted noun is known to be no people."""
        return not self._is_people(counted)

    # ---- the rules ---------------------------------------------------------------------

    def _by_verb(self, parse: Parse, counted: Counted) -> Link | None:
        """The verb that governs the count: "killed 19", "19 were killed", "19 people who died"."""
        for verb, role in _governors(counted):
            for said in self.measures.verb(verb):
                if _fits(said, verb, role) and self._is_counted(said.counts, counted):
                    if said.measure in {"killed", "wounded"} and self._either(verb):
                        return Link("casualties", f"verb, {role}", verb)
                    if said.measure == "casualties" and self._is_plural(counted):
                        # Several people told as shot, with no word of wounds, are told as executed.
                        return Link("killed", f"verb, {role}", verb)
                    return Link(said.measure, f"verb, {role}", verb)
            if role in {"subject", "passive", "complement"} and (
                measure := self._adjective(verb, counted)
            ):
                return Link(measure, "predicate adjective", verb)
            if role == "of" and (found := self._act(verb, counted)):
                return found

        return None

    def _by_group_named(self, parse: Parse, counted: Counted) -> Link | None:
        """The group a count is out of: "two of the dead", "17 of the wounded"; but one of the wounded may die."""
        unit = counted.unit
        if unit is None or unit is not counted.partitive or unit.name:
            return None
        measure = self.measures.adjective(unit) or self._dead_as_noun(unit)
        if measure not in {"killed", "wounded"}:
            return None
        if measure == "wounded":
            for verb, role in _governors(counted):
                for said in self.measures.verb(verb):
                    if (
                        said.measure in {"killed", "freed"}
                        and said.takes == "subject"
                        and role == "subject"
                    ):
                        return Link(said.measure, f"verb, {role}", verb)
        return Link(measure, "noun", unit)

    def _in_exchange(self, parse: Parse, counted: Counted) -> Link | None:
        """People given for others: "in exchange for 60 detainees"."""
        before = [w.lower for w in parse.words[max(0, counted.word.i - 4) : counted.word.i]]
        if (
            "for" in before
            and {"exchange", "return"} & set(before[: before.index("for")])
            and self._is_people(counted)
        ):
            return Link("freed", "in exchange", counted.word)
        return None

    def _by_adjective_after(self, parse: Parse, counted: Counted) -> Link | None:
        """An adjective right after the count, with no verb between: "ten dead and 70 wounded"."""
        last = max(counted.word.i, counted.unit.i if counted.unit and not counted.partitive else 0)
        following = parse.words[last + 1 : last + 3]
        if (
            not following
            or following[0].tag not in {"JJ", "VBN", "VBD", "NN"}
            or any(following[0].kids("dobj", "agent"))
        ):
            return None
        ends = len(following) == 1 or following[1].pos not in {
            "NOUN",
            "PROPN",
            "ADJ",
            "DET",
            "PRON",
        }
        measure = self.measures.adjective(following[0]) if ends else None
        return (
            Link(measure, "participle beside", following[0])
            if measure and self._is_people(counted)
            else None
        )

    def _by_neighbour(self, parse: Parse, counted: Counted) -> Link | None:
        """The participle right after the count: "18 wounded", "four people dead"."""
        last = max(counted.word.i, counted.unit.i if counted.unit and not counted.partitive else 0)
        for word in parse.words[last + 1 : last + 7]:
            if word.key is not None or word.lower in {"who", "that", ";", ":", "."}:
                return None
            if (
                word.tag in {"VBN", "VBD", "JJ", "NN", "NNS", "VBG", "VB"}
                and not any(word.kids("dobj"))
                and (measure := self._said_beside(word, counted))
            ):
                return Link(measure, "participle beside", word)
            if word.lower not in _BETWEEN and word.pos != "ADV":
                return None
        return None

    def _by_phrase(self, parse: Parse, counted: Counted) -> Link | None:
        """A phrase said of the count: "12 are in custody", "with 870,000 in need"."""
        if not self._is_people(counted) and self.kind(counted) != "home":
            return None
        homes = self.kind(counted) == "home"
        places = [counted.word, counted.bearer, *([counted.unit] if counted.unit else [])]
        for verb, role in _governors(counted):
            if role in {"subject", "passive", "object"} and verb.pos in VERBAL:
                places.append(verb)
        for place in places:
            for prep in place.kids("prep", "acl", "advmod"):
                if any(w.key is not None for w in prep.subtree()):
                    continue  # "to 149, with over 870 injured"
                if (
                    prep.i > counted.word.i
                    and (measure := self.measures.phrase(prep))
                    and measure.startswith("homes") == homes
                ):
                    return Link(measure, "phrase", prep)
        last = max(counted.word.i, counted.unit.i if counted.unit and not counted.partitive else 0)
        for word in parse.words[last + 1 : last + 3]:
            if (
                word.dep == "prep"
                and (measure := self.measures.phrase(word))
                and measure.startswith("homes") == homes
            ):
                return Link(measure, "phrase", word)
        return None

    def _by_adverb(self, parse: Parse, counted: Counted) -> Link | None:
        """People told to be inside, or out of, what holds them: "that leaves 34 still inside"."""
        if not self._is_people(counted):
            return None
        for near in (counted.word, counted.bearer, counted.bearer.head):
            for word in near.kids("advmod", "prep", "prt", "acomp", "attr", "advcl"):
                if (
                    word.i > counted.word.i
                    and word.lower == "inside"
                    and not any(word.kids("pobj"))
                ):
                    return Link("held", "adverb", word)
                if (
                    word.i > counted.word.i
                    and word.lower == "out"
                    and near.lemma in {"have", "get"}
                    and not any(word.kids("pobj", "prep"))
                ):
                    return Link("freed", "adverb", word)
        return None

    def _by_modifier(self, parse: Parse, counted: Counted) -> Link | None:
        """A word before the noun: "1,300 displaced people", "four wounded men"."""
        if counted.unit is None:
            return None
        for word in counted.unit.children:
            if word.dep in {"amod", "acl", "compound", "nmod"} and word.i < counted.unit.i:
                if (measure := self.measures.adjective(word)) and self._is_people(counted):
                    return Link(measure, "modifier", word)
                if word.tag == "VBN" and (measure := self._said_beside(word, counted)):
                    return Link(measure, "modifier", word)
        return None

    def _by_noun(self, parse: Parse, counted: Counted) -> Link | None:
        """The counted noun itself: "27 deaths", "48 captives"."""
        unit = counted.unit
        if unit is None or unit.name:
            return None
        if counted.partitive is unit and (
            measure := self.measures.adjective(unit) or self._dead_as_noun(unit)
        ):
            return Link(measure, "noun", unit)  # "two of the drowned"
        if any(k.lower == "death" for k in unit.kids("compound")) and self.kind(counted) == "thing":
            return Link("killed", "noun", unit)  # death certificates, death notices
        if (
            unit.tag in {"NN", "NNS", "VBN", "JJ"}
            and not self.is_person(counted)
            and (measure := self.measures.adjective(unit))
        ):
            return Link(measure, "noun", unit)  # "with 221 hurt"
        if measures := self.measures.noun(unit, "group"):
            return Link(measures[0], "noun", unit)
        if measures := self.measures.noun(unit, "count"):
            if measures[0] == "affected" and not _is_disease(unit):
                return None
            return Link(measures[0], "noun", unit)
        return None

    def _dead_as_noun(self, word: Word) -> str | None:
        """What a participle used as a noun says: the killed, the drowned, the arrested."""
        if not any(k.lower in {"the", "those"} for k in word.children) and word.tag != "VBN":
            return None
        return next(
            (s.measure for s in self.measures.verb(word) if s.counts in {"living", "persons"}), None
        )

    def _by_toll(self, parse: Parse, counted: Counted) -> Link | None:
        """A toll noun in the clause: "the toll rose to 36", "puts the injured at seven"."""
        if counted.unit is not None and not self._is_people(counted):
            return None
        for toll in _toll_words(parse, counted):
            if found := self.toll(toll):
                return found
        return None

    # ---- what words say ------------------------------------------------------------------

    def toll(self, word: Word) -> Link | None:
        """What the noun `word` is a toll of, or None."""
        about = [
            w
            for w in word.subtree()
            if w is not word and w.dep not in {"conj", "punct"} and w.key is None
        ]
        is_counter = word.lower in self.measures.counters or word.lower in {"those", "toll"}
        if is_counter:
            for other in about:
                if other.tag in {"VBN", "VBD", "JJ", "NN", "NNS", "VBG"} and (
                    link := self._toll_of(word, other)
                ):
                    return link
        if measures := self.measures.noun(word, "toll"):
            return Link(measures[0], "toll", word)
        return None

    def _toll_of(self, counter: Word, other: Word) -> Link | None:
        """What `other`, in the phrase of a counter such as "number", makes it a toll of."""
        people = next(
            (w for w in counter.subtree() if self.groups.is_person(w.lower) and w.key is None), None
        )
        measure = self.measures.adjective(other)
        if measure is None:
            for said in self.measures.verb(other):
                if said.counts not in {"lives", "bodies", "homes"} and said.takes in {
                    "object",
                    "either",
                    "subject",
                }:
                    measure = said.measure
                    break
        if measure is None:
            for role in ("toll", "count", "group"):
                if measures := self.measures.noun(other, role):  # type: ignore[arg-type]
                    measure = measures[0]
                    break
        return Link(measure, "toll", counter, people) if measure else None

    @staticmethod
    def _is_plural(counted: Counted) -> bool:
        return counted.unit is not None and counted.unit.tag in {"NNS", "NNPS"}

    def _either(self, verb: Word) -> bool:
        """Whether "killed or wounded" leaves the two untold."""
        pair = [verb, *verb.kids("conj"), *([verb.head] if verb.dep == "conj" else [])]
        with_or = any(k.lower == "or" for w in pair for k in w.kids("cc"))
        measures = {said.measure for w in pair for said in self.measures.verb(w)}
        return with_or and {"killed", "wounded"} <= measures

    def _act(self, noun: Word, counted: Counted) -> Link | None:
        """A noun for an act with the group under it: "the killing of two aid workers"."""
        if (
            counted.unit is None
            and counted.partitive is None
            and noun.lower not in {"loss", "bodies", "body", "remains"}
        ):
            return None
        for measure in self.measures.noun(noun, "act"):
            homes = measure.startswith("homes_")
            if homes == (self.kind(counted) == "home") and (homes or self._is_people(counted)):
                return Link(measure, "act noun", noun)
        return None

    def _adjective(self, word: Word, counted: Counted) -> str | None:
        """What a predicate adjective says of the count; of things it says nothing."""
        if word.pos in VERBAL and word.tag not in {"VBN", "VBG", "VBD"}:
            return None
        measure = self.measures.adjective(word)
        return measure if measure and self._is_people(counted) else None

    def _said_beside(self, word: Word, counted: Counted) -> str | None:
        """What a participle or adjective beside a count says of it."""
        if (measure := self.measures.adjective(word)) and self._is_people(counted):
            return measure
        if word.tag not in {"VBN", "VBD", "VBG"}:
            return None
        for said in self.measures.verb(word):
            if self._is_counted(said.counts, counted):
                fits = (
                    said.takes != "subject"
                    if word.tag == "VBN"
                    else said.takes != "object" or word.tag == "VBD"
                )
                if fits:
                    return said.measure
        return None

    # ---- what is counted -----------------------------------------------------------------

    def kind(self, counted: Counted) -> str | None:
        """The kind of the counted noun: person, home, thing …, None where unknown or unsaid."""
        unit = counted.unit
        if unit is None:
            return counted.neighbour if counted.neighbour == "home" else None
        if unit.name:
            return "person"
        if counted.partitive is not None and unit.lower in _CREWS:
            return "person"
        compound = [
            w.lower
            for w in unit.children
            if w.dep == "compound" and w.i < unit.i and not w.name and w.key is None
        ]
        return self.groups.kind(" ".join([*compound[-1:], unit.lower])) or self.groups.kind(
            unit.lower
        )

    def _is_people(self, counted: Counted) -> bool:
        """Whether the count is of people, or of nothing named."""
        return self._is_counted("living", counted)

    def _is_counted(self, counts: Counts, counted: Counted) -> bool:
        kind = self.kind(counted)
        bare = counted.unit is None and kind is None
        if counts == "lives":
            return kind == "life"
        if counts == "homes":
            return kind == "home"
        if counts == "bodies":
            return kind == "body"
        if counts == "persons":
            return bare or kind in {"person", "household"}
        return bare or kind not in {"thing", "home", "life", "animal", "body"}


_BEFORE_NOUN = frozenset(
    {"nummod", "det", "amod", "nmod", "compound", "quantmod", "advmod", "predet"}
)
_CREWS = frozenset(
    {
        "crew",
        "group",
        "team",
        "party",
        "staff",
        "convoy",
        "squad",
        "gang",
        "total",
        "community",
        "detail",
        "family",
        "patrol",
        "platoon",
        "battalion",
        "unit",
        "escort",
        "force",
    }
)
_MEASURED = frozenset(
    {"percent", "per", "%", "cent", "years", "hours", "days", "weeks", "months", "km", "miles"}
)


def _is_unit(word: Word) -> bool:
    return word.lower in _MEASURED


def _is_disease(unit: Word) -> bool:
    """Whether "cases" are cases of an illness: said so by a word before or an of-phrase that is no court's."""
    said = {w.lower for w in unit.subtree()}
    return not said & {
        "court",
        "criminal",
        "corruption",
        "civil",
        "legal",
        "looting",
        "abuse",
        "theft",
        "fraud",
        "assault",
    }


def _object_of(prep: Word | None) -> Word | None:
    """The noun under a preposition."""
    return prep.kid("pobj", "pcomp", "prep") if prep is not None else None


def _partitive_of(noun: Word) -> Word | None:
    return None


def _governors(counted: Counted) -> Iterator[tuple[Word, str]]:
    """Yield the words that govern the count with its role there, nearest first."""
    seen: set[int] = set()
    if counted.partitive is not None and counted.partitive.key is not None:
        for clause in counted.partitive.kids("relcl"):  # "39 of the 64 to be alive"
            for word in clause.kids("acomp"):
                yield word, "complement"
    starts = (
        [counted.bearer]
        if counted.unit in (None, counted.bearer)
        else [counted.bearer, counted.unit]
    )
    below = counted.bearer.head if counted.bearer.dep == "pobj" else None
    if below is not None and below.lower == "of" and below.head.lower == "one":
        starts.append(below.head)  # "one of five people killed": the clause may hang on either
    for start in starts:
        yield from _clauses_of(start)
    node = counted.bearer
    while node.i not in seen:
        seen.add(node.i)
        yield from _governed(node)
        if node.dep in {"conj", "appos"} and node.head.pos in NOMINAL:
            node = node.head
        elif (
            node.dep == "pobj"
            and node.head.lower in {"of", "including", "with", "among"}
            and node.head.head.pos in NOMINAL
        ):
            # "tens of families", "the lives of 12": the of-phrase shares the place of its head,
            # but only where that head is itself a measure of people ("a group of 12").
            if node.head.head.lower not in _CREWS:
                return
            node = node.head.head
        else:
            return


def _clauses_of(noun: Word) -> Iterator[tuple[Word, str]]:
    """Yield the clauses that hang on the noun: "people killed", "five who died", "men living in".

    Also those that the parse hung on a place between: "people in 41 districts affected".
    """
    places = [
        below
        for prep in noun.kids("prep")
        if prep.lower in {"in", "from", "at", "across"}
        for below in prep.kids("pobj")
    ]
    clauses = [
        *noun.kids("acl", "relcl"),
        *(c for p in places for c in p.kids("acl") if c.tag == "VBN"),
    ]
    for clause in clauses:
        if clause.i < noun.i:
            continue
        if clause.dep == "acl":
            role = "passive" if clause.tag in {"VBN", "VBD"} else "subject"
            if clause.tag == "VB":
                continue
        else:
            pronoun = next(
                (k for k in clause.children if k.lower in {"who", "that", "which", "whom"}), None
            )
            if pronoun is None and any(clause.kids("nsubj")) and not any(clause.kids("dobj")):
                yield clause, "object"  # "the 44 people it seized"
                continue
            if pronoun is None or pronoun.dep not in {"nsubj", "nsubjpass", "dobj"}:
                continue
            role = {"nsubj": "subject", "nsubjpass": "passive", "dobj": "object"}[pronoun.dep]
        yield from _with_complements(clause, role)


def _governed(node: Word) -> Iterator[tuple[Word, str]]:
    """Yield the verbs or nouns that `node` is an argument of."""
    head = node.head
    if node.dep in {"nsubj", "nsubjpass"}:
        if head.dep in {"aux", "auxpass"} and head.head is not head:
            head = head.head  # the parse hung the subject on the auxiliary
        yield from _with_complements(head, "passive" if node.dep == "nsubjpass" else "subject")
    elif node.dep in {"dobj", "dative", "oprd", "obj"} or (
        node.dep in {"attr", "npadvmod", "dep"} and head.pos in VERBAL
    ):
        yield head, "object"
        for complement in head.kids("oprd", "acomp", "xcomp", "ccomp", "advcl", "acl"):
            if complement.i > node.i and not any(complement.kids("nsubj", "nsubjpass")):
                yield complement, "complement"
        if head.dep in {"conj", "advcl"} and head.lemma in {"be", "have"}:
            yield from ()
    elif node.dep == "pobj":
        prep, above = head, head.head
        if prep.lower == "of" and above.pos in NOMINAL:
            yield above, "of"
        elif prep.dep == "agent" or prep.lower == "by":
            return
        else:
            yield above, f"after {prep.lower}"
    elif node.dep == "conj" and head.pos in VERBAL and any(k.i < node.i for k in head.kids("dobj")):
        yield head, "object"  # "killing the driver and five of his passengers"


def _is_let(verb: Word) -> bool:
    """Whether the verb completes "let": "let 118 prisoners go"."""
    return verb.dep in {"ccomp", "xcomp"} and verb.head.lemma == "let"


def _with_complements(verb: Word, role: str) -> Iterator[tuple[Word, str]]:
    """Yield the verb, and what completes it or shares its subject: "are feared dead", "was shot and killed"."""
    if _is_let(verb):
        yield verb.head, "object"
    yield verb, role
    for complement in verb.kids(*_COMPLEMENTS):
        if any(complement.kids("nsubj", "nsubjpass")) or (
            complement.dep == "advcl" and complement.tag != "VBN"
        ):
            continue
        passive = any(complement.kids("auxpass")) or (
            complement.tag == "VBN" and not any(complement.kids("aux"))
        )
        yield from _with_complements(
            complement,
            "passive" if passive else ("complement" if complement.pos == "ADJ" else "subject"),
        )
    for prep in verb.kids("prep"):
        if prep.lower in {"in", "without", "under"}:
            continue
    for other in verb.kids("conj"):
        if other.pos in VERBAL and not any(other.kids("nsubj", "nsubjpass")):
            passive = any(other.kids("auxpass")) or (role == "passive" and other.tag == "VBN")
            yield from _with_complements(other, "passive" if passive else "subject")


def _fits(said: Said, verb: Word, role: str) -> bool:
    """Whether the verb counts the argument in `role`."""
    if role == "complement":
        return said.takes != "subject" or verb.tag == "VBG"
    if role == "passive":
        return said.takes != "subject" or verb.tag == "VBN"
    if role == "object":
        return said.takes != "subject"
    if role == "subject":
        # "Seven killed in bombing": a headline leaves the auxiliary out, and then there is no object.
        reduced = (
            verb.tag in {"VBN", "VBD"}
            and not any(verb.kids("dobj", "aux"))
            and said.takes == "object"
        )
        return said.takes != "object" or (reduced and said.counts != "lives" and verb.tag == "VBN")
    return False


def _toll_words(parse: Parse, counted: Counted) -> Iterator[Word]:
    """Yield the nouns that the amount may be the number of, the likeliest first."""
    word = counted.bearer
    path = [word, *word.up()]
    for node in path[1:6]:
        if node.pos in NOMINAL or node.lower in {
            "those",
            "injured",
            "dead",
            "wounded",
            "missing",
            "killed",
        }:
            yield node
        if node.pos in VERBAL and node.dep not in {"acl", "relcl", "advcl"}:
            if word.i < node.i and word.dep in {"nsubj", "nsubjpass"} and node.lemma != "be":
                return
            near = [
                noun
                for child in node.kids(
                    "nsubj", "nsubjpass", "dobj", "attr", "oprd", "ccomp", "pobj", "dep"
                )
                if child not in path
                for noun in (child, *child.kids("conj"))
            ]
            yield from sorted(near, key=lambda noun: (noun.i > word.i, abs(noun.i - word.i)))
            return
