"""Finds the words of a parse that a count is an argument of: the verbs and nouns above it.

Each comes with the role that the count has there: "subject", "passive" (the subject of
one), "object", "complement" (the count is what the word completes), "of" (under a noun)
or "after PREPOSITION".
"""

from collections.abc import Iterator

from whence.compose.counted import NOMINAL, Counted
from whence.find.counting import CountingWords
from whence.text.grammar import VERBAL, Word

Governor = tuple[Word, str]

_COMPLEMENTS = ("xcomp", "oprd", "acomp", "attr", "ccomp", "advcl", "dep")
_OF_OBJECT = ("oprd", "acomp", "xcomp", "ccomp", "advcl", "acl")
_ROLES = {"nsubj": "subject", "nsubjpass": "passive", "dobj": "object"}
# Words above a count that are looked at for a toll; further up stands another claim.
_TOLL_REACH = 6


class Governors:
    """Finds what governs counts, in one language."""

    def __init__(self, words: CountingWords) -> None:
        self.words = words

    def of(self, counted: Counted) -> Iterator[Governor]:
        """Yield the words that govern the count, with its role there, nearest first."""
        if counted.partitive is not None and counted.partitive.key is not None:
            for clause in counted.partitive.kids("relcl"):  # "39 of the 64 to be alive"
                for word in clause.kids("acomp"):
                    yield word, "complement"
        if counted.unit is not None and counted.unit is counted.partitive:
            # "20 of the miners seized in May will be freed": all were seized, so many will be
            yield from self._clauses_of(counted.bearer)
            for node in self._places(counted.bearer):
                yield from self._governed(node)
            yield from self._clauses_of(counted.unit)
            return
        for noun in _nouns(counted):
            yield from self._clauses_of(noun)
        of_them = counted.partitive is not None and counted.partitive.lower in self.words.pronouns
        if of_them and counted.bearer.dep == "npadvmod":
            return  # "left with 60 on board, 20 of them from Osk": an aside, which is not governed
        for node in self._places(counted.bearer):
            yield from self._governed(node)
        if counted.unit is None and counted.partitive is not None:
            yield from self._clauses_of(counted.partitive)  # "two of those maimed were children"

    def toll_words(self, counted: Counted) -> Iterator[Word]:
        """Yield the nouns that the amount may be the number of, the likeliest first."""
        word = counted.bearer
        path = [word, *word.up()]
        crossed = False  # whether the path has left the clause that the count stands in
        for node in path[1 : 1 + _TOLL_REACH]:
            if node.dep == "agent" or _is_doer(word, node):
                return  # those who did it, or by whom it was done, are no toll
            if (
                node.pos in NOMINAL
                or node.lower in self.words.tolls
                or (node.lower in self.words.harmed and not crossed)
            ):
                # A verb told of harm is one too, for counts that the parse hung on it askew.
                yield node
            if node.pos not in VERBAL:
                continue
            if _tells_toll(node):
                yield from _nouns_beside(node, path)
                if node.dep != "advcl" or node is word.head:
                    return
                crossed = True

    def _places(self, node: Word) -> Iterator[Word]:
        """Yield the places in clauses that `node` has: its own, and those it shares.

        "Tens of families", "the lives of 12": a count under "of" shares the place of its
        head only where that head is itself a measure of people ("a group of 12").
        """
        seen: set[int] = set()
        while node.i not in seen:
            seen.add(node.i)
            yield node
            above = node.head
            if node.dep in {"conj", "appos"} and above.pos in NOMINAL:
                node = above
            elif (
                node.dep == "pobj"
                and above.lower in self.words.under_group
                and above.head.pos in NOMINAL
                and (above.head.lower in self.words.crews or above.head.lower in self.words.sums)
            ):
                node = above.head

    def _clauses_of(self, noun: Word) -> Iterator[Governor]:
        """Yield the clauses that hang on the noun: "people killed", "five who died".

        Also those that the parse hung on a place between: "people in 41 districts affected".
        """
        places = [
            below
            for prep in noun.kids("prep")
            if prep.lower in self.words.located
            for below in prep.kids("pobj")
        ]
        clauses = [
            *noun.kids("acl", "relcl"),
            *(c for place in places for c in place.kids("acl") if c.tag == "VBN"),
        ]
        for clause in clauses:
            if clause.i < noun.i or (clause.dep == "acl" and clause.tag == "VB"):
                continue
            if clause.dep == "acl":
                role = "passive" if clause.tag in {"VBN", "VBD"} else "subject"
                yield from self._with_complements(clause, role)
            else:
                yield from self._relative(clause)

    def _relative(self, clause: Word) -> Iterator[Governor]:
        """Yield what governs the noun that a relative clause is about."""
        pronoun = next((k for k in clause.children if k.lower in self.words.relatives), None)
        if pronoun is None:
            if any(clause.kids("nsubj")) and not any(clause.kids("dobj")):
                yield clause, "object"  # "the 44 people it seized"
        elif pronoun.dep in _ROLES:
            yield from self._with_complements(clause, _ROLES[pronoun.dep])

    def _governed(self, node: Word) -> Iterator[Governor]:
        """Yield the verbs or nouns that `node` is an argument of."""
        head = node.head
        if node.dep in {"nsubj", "nsubjpass"}:
            if head.dep in {"aux", "auxpass"} and head.head is not head:
                head = head.head  # the parse hung the subject on the auxiliary
            yield from self._with_complements(head, _ROLES[node.dep])
        elif node.dep == "nummod" and head.pos in VERBAL and node.i < head.i:
            yield from self._with_complements(head, "subject")  # "three more die as"
        elif node.dep == "dep" and head.pos in VERBAL and _is_of_bare_subject(head):
            yield from self._with_complements(head, "passive")  # "A. and B. were both shot"
        elif node.dep in {"dobj", "dative", "oprd", "obj"} or (
            node.dep in {"attr", "npadvmod", "dep"} and head.pos in VERBAL
        ):
            yield head, "object"
            for complement in head.kids(*_OF_OBJECT):
                if complement.i > node.i and not any(complement.kids("nsubj", "nsubjpass")):
                    yield complement, "complement"
        elif node.dep == "pobj":
            above = head.head
            while above.dep == "prep" and above.pos == "ADP":
                above = above.head  # "along with three guards"
            if head.lower == "of" and above.pos in NOMINAL:
                yield above, "of"
            elif head.lower in self.words.company and above.pos in VERBAL:
                yield above, "passive in company" if any(above.kids("auxpass")) else "in company"
            elif head.dep != "agent" and head.lower != "by":
                yield above, f"after {head.lower}"
                if beside := _noun_before(head):
                    yield beside, f"after {head.lower}"
        elif (
            node.dep == "conj"
            and head.pos in VERBAL
            and any(k.i < node.i for k in head.kids("dobj"))
        ):
            yield head, "object"  # "killing the driver and five of his passengers"

    def _with_complements(self, verb: Word, role: str) -> Iterator[Governor]:
        """Yield the verb, and what completes it or shares its subject: "are feared dead"."""
        if verb.dep in {"ccomp", "xcomp"} and verb.head.lemma in self.words.let:
            yield verb.head, "object"  # "let 118 prisoners go"
        yield verb, role
        for complement in verb.kids(*_COMPLEMENTS):
            if _is_of_subject(complement):
                yield from self._with_complements(complement, _complement_role(complement))
        for other in verb.kids("conj"):
            if other.pos in VERBAL and not any(other.kids("nsubj", "nsubjpass")):
                for shared in _shared_roles(other, role):
                    yield from self._with_complements(other, shared)


def _nouns(counted: Counted) -> list[Word]:
    """The words that a clause about the count may hang on."""
    nouns = [counted.bearer]
    if counted.unit not in (None, counted.bearer):
        nouns.append(counted.unit)
    prep = counted.bearer.head
    if counted.bearer.dep == "pobj" and prep.lower == "of" and prep.head.lower == "one":
        nouns.append(prep.head)  # "one of five people killed": the clause may hang on either
    return nouns


def _is_doer(word: Word, verb: Word) -> bool:
    """Whether the word is the subject of a verb that does something: "12 gunmen killed"."""
    if verb.pos not in VERBAL or verb.lemma == "be" or word.head is not verb:
        return False
    is_passive = verb.tag == "VBN" and any(k.lemma == "be" for k in verb.children)
    return word.dep in {"nsubj", "nsubjpass"} and not is_passive


def _tells_toll(verb: Word) -> bool:
    """Whether a verb is looked at for a toll: a clause of its own, or one with a subject."""
    if verb.dep == "advcl":
        return any(verb.kids("nsubj"))
    return verb.dep not in {"acl", "relcl"}


def _noun_before(preposition: Word) -> Word | None:
    """The noun right before a preposition that the parse hung on a verb: "causing injuries to"."""
    verb = preposition.head
    if verb.pos not in VERBAL:
        return None
    beside = next((w for w in verb.subtree() if w.i == preposition.i - 1), None)
    return beside if beside is not None and beside.pos == "NOUN" else None


def _is_of_bare_subject(verb: Word) -> bool:
    """Whether the verb is a passive whose subject has no number of its own."""
    subject = verb.kid("nsubjpass")
    return subject is not None and all(word.key is None for word in subject.subtree())


def _is_of_subject(complement: Word) -> bool:
    """Whether a verb's complement is said of the verb's subject."""
    return not any(complement.kids("nsubj", "nsubjpass")) and (
        complement.dep != "advcl" or complement.tag == "VBN"
    )


def _complement_role(complement: Word) -> str:
    passive = any(complement.kids("auxpass")) or (
        complement.tag == "VBN" and not any(complement.kids("aux"))
    )
    return "passive" if passive else ("complement" if complement.pos == "ADJ" else "subject")


def _shared_roles(verb: Word, role: str) -> list[str]:
    """The roles that the subject of a verb, in `role` there, has in a verb coordinated with it."""
    if any(verb.kids("auxpass")) or (role == "passive" and verb.tag == "VBN"):
        return ["passive"]
    if role == "passive" and verb.tag == "VBD" and not any(verb.kids("dobj")):
        return ["passive", "subject"]  # "were lined up and shot", "were beaten and died"
    return ["subject"]


def _nouns_beside(verb: Word, path: list[Word]) -> list[Word]:
    """The other nouns of the verb's clause, those before the count first, then the nearest."""
    word = path[0]
    near = [
        noun
        for child in verb.kids("nsubj", "nsubjpass", "dobj", "attr", "oprd", "ccomp", "pobj", "dep")
        if child not in path
        for noun in (child, *child.kids("conj"))
    ]
    return sorted(near, key=lambda noun: (noun.i > word.i, abs(noun.i - word.i)))
