"""Finds the measure of counts that have none of their own: parts, echoes, members of lists.

"27 were killed, including two children": the two are killed as well, since they are part
of the count before. Each link says as its `said_by` the word of the count it follows.
"""

from collections.abc import Iterator
from dataclasses import replace

from whence.compose.counted import NOMINAL, Counted, Link
from whence.compose.draft import Draft, Passage
from whence.compose.links import Linker
from whence.text.grammar import VERBAL, Word

# A smaller number may come back by chance.
AGAIN_FROM = 11
# Sentences back to the last count that may still be gone on with.
REACH = 2
# Words between two members of a list.
_LIST_GAP = 9
# Words above a count among which "including" or "among them" stands.
_INCLUDED_REACH = 5


class Heirs:
    """Finds which count a count without a measure goes with, in one language."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self.counter = linker.counter
        self.groups = linker.groups
        self.words = linker.words
        self.totals = linker.measures.counters | {"toll"}

    def beside_person(
        self, passage: Passage, counted: Counted, drafts: list[Draft], before: list[Draft]
    ) -> Link | None:
        """A person listed beside a count: "a mother and her two toddlers", "including a nurse"."""
        noun = counted.word.head
        chain = _chain(noun)
        if any(mention.head in (noun, *chain) for mention in passage.cues if mention.source):
            return None  # "rescue workers and a hospital official said"
        for draft in drafts:
            if any(w in (draft.counted.bearer, draft.counted.unit) for w in chain):
                return _follow(draft, "listed with")
        nearest = drafts[-1] if drafts else _recent(passage, before)
        if nearest is not None and self.is_included(counted.word):
            return _follow(nearest, "included")
        if drafts and self._is_listed_after(counted.word, drafts[-1]):
            return _follow(drafts[-1], "listed with")
        return None

    def inherited(
        self, passage: Passage, counted: Counted, drafts: list[Draft], before: list[Draft]
    ) -> Link | None:
        """A count takes the measure of the count it is a part of or stands beside."""
        known = drafts + before
        if any(mention.head is counted.unit for mention in passage.sources if counted.unit):
            return None  # "two officials briefed on the talks said"
        if drafts and counted.unit is None and self._is_moved(counted.word):
            return _follow(drafts[-1], "said again")  # the count that its own sentence moves
        if again := self._same_number(passage, counted, known):
            return again
        if not drafts and (asked := self._asked_before(passage, counted)):
            return asked
        nearest = drafts[-1] if drafts else _recent(passage, before)
        if nearest is None or not self.counter.is_people(counted):
            return None
        if counted.partitive is not None and counted.partitive.lower in self.words.pronouns:
            if not drafts and _has_number_before(passage, counted.word):
                return None  # "with 80 on board, 20 of them": out of the 80, which count nothing
            return _follow(nearest, "part of what came before")
        kind = self.counter.kind(counted)
        if counted.unit is not None and kind not in {"person", "household", "home"}:
            return None
        return self._beside(passage, counted, drafts, nearest)

    def _beside(
        self, passage: Passage, counted: Counted, drafts: list[Draft], nearest: Draft
    ) -> Link | None:
        """A count of people or of nothing named, by how it stands to the count before it."""
        word, bare = counted.word, counted.unit is None
        for above in _chain(counted.bearer):
            for draft in reversed(drafts):
                # "nine of them women and four children": the nine stand under the women
                said_of = draft.word.head if draft.word.dep == "nsubj" else None
                if above in (draft.counted.bearer, said_of):
                    return _follow(draft, "listed with")
        if self.is_included(word) or self._is_of_whom(word):
            return _follow(nearest, "included")
        if drafts and bare and _is_after_not(word):
            return _follow(nearest, "not this")
        if (bare or counted.partitive is not None) and self._is_person_said(word):
            return _follow(nearest, "part of what came before")
        if drafts and bare and self._is_compared(word):
            return _follow(nearest, "compared")
        if counted.partitive is None and self._is_echo(counted, passage):
            return _follow(nearest, "said again")
        if drafts and self._is_listed_after(word, nearest):
            return _follow(nearest, "listed with")
        return None

    def _same_number(self, passage: Passage, counted: Counted, known: list[Draft]) -> Link | None:
        """A number of some size, given before and again with no word of what it counts."""
        named = counted.unit is not None and not self.counter.is_person(counted)
        if named or counted.partitive is not None or counted.word.key is None:
            return None
        value = passage.amounts[counted.word.key].amount.low
        if value is None or value < AGAIN_FROM:
            return None
        for draft in known:
            amount = draft.amount
            same = amount.low == value and amount.high in {value, None}
            if same and amount.comparator != "vague":
                return _follow(draft, "said again")
        return None

    def _asked_before(self, passage: Passage, counted: Counted) -> Link | None:
        """What the sentence before asked the number of: "… how many died. It was 16."."""
        bare = counted.unit is None and counted.partitive is None
        if passage.before is None or not bare or not self._is_echo(counted, passage):
            return None
        asks = passage.before.words[-1].text == "?"
        asks = asks and any(w.lower in self.words.how_many for w in passage.before.words)
        for word in passage.before.words:
            if asks and (measure := self.linker.tolls.of_word(word)):
                return Link(measure, "answers the sentence before", counted.word)
            if word.lower in self.linker.measures.counters and (
                link := self.linker.tolls.toll(word)
            ):
                return replace(link, rule="answers the sentence before")
        return None

    def is_included(self, word: Word) -> bool:
        """Whether the word stands under "including" or "among them"."""
        above = [word, *word.up()][:_INCLUDED_REACH]
        if any(w.lower in self.words.including for w in above):
            return True
        below = (
            prep.kid("pobj")
            for w in above
            for prep in w.kids("prep")
            if prep.lower in self.words.among
        )
        return any(w is not None and w.lower in self.words.among_those for w in below)

    def _is_of_whom(self, word: Word) -> bool:
        """Whether "of whom" or "of the dead" stands in the clause: "of whom 214 are children"."""
        verb = word.head if word.dep in {"nsubj", "attr", "nummod"} else word
        verb = verb.head if verb.dep in {"nsubj", "attr", "conj"} else verb
        for prep in (*verb.kids("prep"), *word.kids("prep")):
            below = prep.kid("pobj")
            if prep.lower == "of" and prep.i < word.i and below is not None:
                people = self.groups.is_person(below.lower) or below.lower in self.words.harmed
                definite = any(k.lower == "the" for k in below.children)
                return below.lower in self.words.pronouns or (people and definite)
        return False

    def _is_person_said(self, word: Word) -> bool:
        """Whether the count is said to be persons of some kind: "two are minors"."""
        if word.dep not in {"nsubj", "attr"} or word.head.lemma != "be":
            return False
        attr = word.head.kid("attr")
        return attr is not None and attr is not word and self.groups.is_person(attr.lower)

    def _is_echo(self, counted: Counted, passage: Passage) -> bool:
        """Whether a number answers the count before: "it was 16", "the total is now 96".

        One with a noun of its own ("it was one soldier") does so only after "it" and the like.
        """
        word = counted.bearer
        if counted.unit is not None:
            subject = word.head.kid("nsubj") if word.head.lemma == "be" else None
            answers = subject is not None and subject.lower in self.words.answers
            return answers and word.dep == "attr"
        return self._is_answer(word) or self._is_given(word, passage) or self._is_moved(word)

    def _is_answer(self, word: Word) -> bool:
        """Whether the bare number stands beside "be" with a word for the count: "it was 16"."""
        verb = word.head
        if verb.lemma != "be" or word.dep not in {"attr", "nsubj"}:
            return False
        other = verb.kid("nsubj" if word.dep == "attr" else "attr")
        if other is None:
            return False
        return other.lower in self.words.answers or other.lower in self.totals

    def _is_given(self, word: Word, passage: Passage) -> bool:
        """Whether a verb gives the bare number: "that makes 12", "police say 45", "12 followed"."""
        verb = word.head
        if word.dep == "dobj" and verb.lemma in self.words.gives and any(verb.kids("nsubj")):
            return True
        if word.dep == "pobj":  # "a monitor had arrived at 26"
            counts = (m.cue for m in passage.sources if m.rule.startswith("tally"))
            given = verb.lower in {"at", "on"} and not any(verb.head.kids("dobj"))
            return given and any(cue is verb.head for cue in counts)
        if verb.lemma in self.words.follows and word.dep in {"nsubj", "pobj"}:
            return not any(verb.kids("dobj"))
        if verb.lemma == "do" and any(k.lower == "so" for k in verb.children):
            return True  # "12 did so"
        said = any(mention.cue is verb for mention in passage.sources)
        return said and word.dep in {"dobj", "ccomp", "oprd"}

    def _is_moved(self, word: Word) -> bool:
        """Whether the bare number is an end of a running count: "up from 34", "a total of 96"."""
        if word.dep != "pobj":
            return False
        prep, above = word.head, word.head.head
        if prep.lower == "of" and (above.lower in self.totals or above.lower in self.words.peaks):
            return True
        return prep.lower in self.words.moved and any(
            form in self.words.moves and not self._moves_another(w)
            for w in (above, above.head)
            for form in (w.lower, w.lemma)
        )

    def _is_compared(self, word: Word) -> bool:
        """Whether the count before is held against it: "compared with 22", "against four"."""
        if word.dep != "pobj":
            return False
        prep, above = word.head, word.head.head
        led = above.lower in self.words.compared or above.lemma in self.words.compared
        return led or prep.lower in self.words.against

    def _moves_another(self, verb: Word) -> bool:
        """Whether a verb moves what is no running count: "put the crowd at 2,000"."""
        moved = verb.kid("dobj")
        known = self.totals | self.words.answers.words | self.words.harmed.words
        if moved is None or moved.pos == "PRON" or moved.key is not None or moved.lower in known:
            return False
        return not any(k.lower in known for k in moved.subtree()) and not self.linker.tolls.toll(
            moved
        )

    def _is_listed_after(self, word: Word, last: Draft) -> bool:
        """Whether only a list lies between the last count and this one: no verb, no stop."""
        parse = last.passage.parse
        between = parse.words[last.word.i + 1 : word.i] if parse is not None else []
        if not 0 < len(between) <= _LIST_GAP or between[-1].lower not in self.words.joins:
            return False
        if word.dep == "conj" and self._is_plain_thing(word.head):
            return False  # "from this terrace and the two above it"
        return not any(w.pos in VERBAL or w.lower in self.words.list_ends for w in between)

    def _is_plain_thing(self, noun: Word) -> bool:
        """Whether a noun without a number counts neither people nor homes."""
        counts = any(k.key is not None for k in noun.children) or noun.key is not None
        kind = self.groups.kind(noun.lower)
        return noun.pos == "NOUN" and not counts and kind not in {"person", "household", "home"}


def _follow(draft: Draft, rule: str) -> Link:
    """The measure of another count, by `rule`."""
    return Link(draft.measure, rule, draft.word)


def _recent(passage: Passage, before: list[Draft]) -> Draft | None:
    """The last count of the report, where it is near enough to be gone on with."""
    near = [d for d in before if passage.index - d.passage.index <= REACH]
    likely = [d for d in near if not d.is_earlier] or near
    return likely[-1] if likely else None


def _has_number_before(passage: Passage, word: Word) -> bool:
    """Whether another number stands before the word in its sentence."""
    words = passage.parse.words if passage.parse is not None else []
    return any(w.key is not None for w in words[: word.i])


def _chain(word: Word) -> list[Word]:
    """The words that `word` is listed after: its heads by coordination or apposition."""
    return list(_heads(word))


def _heads(word: Word) -> Iterator[Word]:
    while word.dep in {"conj", "appos"} and word.head is not word and word.head.pos in NOMINAL:
        word = word.head
        yield word


def _is_after_not(word: Word) -> bool:
    """Whether "not" stands right before the count."""
    words = [word, *word.up()][-1].subtree()
    at = words.index(word)
    return at > 0 and words[at - 1].lower == "not"
