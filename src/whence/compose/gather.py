"""Gathers the figures of a report: every amount that counts something, and what it counts.

Amounts come from the finder; a person as one ("killing a nurse") comes from the parse,
since an article counts only where its noun is what the sentence's verb is about.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from whence.compose.counted import Counted, Link
from whence.compose.draft import Draft, Passage
from whence.compose.followups import Followups
from whence.compose.inherit import Heirs
from whence.compose.links import Linker
from whence.compose.pairs import Pairs
from whence.find.groups import Kind
from whence.records import Amount
from whence.text.grammar import VERBAL, Parse, Word

# Rules by which an article's noun is truly what the sentence is about.
_ONE_PERSON_RULES = ("verb", "act noun", "predicate adjective", "participle beside", "roll")
# Words of the longest label before a number ("Houses destroyed or damaged so far:").
_LABEL_LENGTH = 7
_LABEL_SIGNS = frozenset({":", "-", "–", "—", "="})


class Gatherer:
    """Turns the amounts of parsed sentences into drafts of figures."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker
        self.counter = linker.counter
        self.words = linker.words
        self.heirs = Heirs(linker)
        self.pairs = Pairs(linker)
        self.followups = Followups(linker)

    def gather(self, passage: Passage, text: str, before: list[Draft]) -> list[Draft]:
        """Return the drafts of one sentence in order; `before` are those of the report so far."""
        if passage.parse is None:
            return []
        drafts: list[Draft] = []
        bases = self._bases(passage.parse)
        for word, amount in self._counts(passage, passage.parse):
            counted = self.counter.counted(word)
            if (
                word.i in bases
                or _is_one_of(counted, bases)
                or self._is_one_home(counted)
                or _is_speaker_beside(passage, word)
                or self._is_difference(passage.parse, word)
            ):
                continue
            counted.neighbour = self._neighbour(counted, drafts)
            link = self._link(passage, passage.parse, counted, drafts, before)
            if link is None:
                continue
            if link.measure == "held":
                link = replace(link, measure=self._holder(passage, text))
            drafts.append(Draft(amount, passage, counted, link))
            if second := self.linker.also(link, counted):
                drafts.append(Draft(amount, passage, counted, second))
        return [*self.followups.find(passage, drafts, before), *drafts]

    def _link(
        self,
        passage: Passage,
        parse: Parse,
        counted: Counted,
        drafts: list[Draft],
        before: list[Draft],
    ) -> Link | None:
        """What the count counts: by its own sentence, else by the count it goes with."""
        link = self._label(parse, counted) or self.linker.link(parse, counted)
        if pair := self.pairs.find(passage, counted.word, before + drafts, link):
            return pair
        if link is not None and self._holds(link, counted, drafts):
            return link
        if counted.word.key is None:
            return self.heirs.beside_person(passage, counted, drafts, before)
        return (
            self._row(passage, parse, counted, before)
            or self.heirs.inherited(passage, counted, drafts, before)
            or self._listed(passage, counted)
        )

    def _is_difference(self, parse: Parse, word: Word) -> bool:
        """Whether the number only says how far two counts lie apart: "3,000 more than it had"."""
        after = [w.lower for w in parse.words[word.i + 1 : word.i + 3]]
        return len(after) == 2 and after[0] in self.words.apart and after[1] in self.words.than

    def _is_one_home(self, counted: Counted) -> bool:
        """Whether "one" only says that people belong together: "all from one household"."""
        prep = counted.bearer.head
        return (
            counted.word.lower == "one"
            and counted.bearer.dep == "pobj"
            and prep.lower in {"of", "from"}
            and counted.unit is not None
            and (
                self.counter.kind(counted) == "household" or counted.unit.lower in self.words.crews
            )
        )

    def _neighbour(self, counted: Counted, drafts: list[Draft]) -> Kind | None:
        """What the counts around a bare one count: "examined 163 claims and returned 14"."""
        verb = counted.word.head
        while counted.word.dep == "dobj" and verb.dep == "conj" and verb.head.pos in VERBAL:
            verb = verb.head
            for noun in verb.kids("dobj"):
                if any(k.key is not None for k in noun.kids("nummod")):
                    return self.counter.kind(Counted(noun, noun, noun))
        home = bool(drafts) and self.counter.kind(drafts[-1].counted) == "home"
        return "home" if home else None

    def _holds(self, link: Link, counted: Counted, drafts: list[Draft]) -> bool:
        """Whether a link found in the count's own sentence may stand."""
        if counted.word.key is None:
            among = link.rule == "phrase" and link.said_by.lower in self.words.among
            return among or link.rule.startswith(_ONE_PERSON_RULES)
        # "27 dead, including two pulled from the rubble", but not "…, and close to 90 injured"
        fate = self.linker.measures.adjective(link.said_by) is not None
        beside = link.rule == "participle beside" and not fate
        return not (beside and drafts and self.heirs.is_included(counted.word))

    def _holder(self, passage: Passage, text: str) -> str:
        """Whether people only said to be held are captives: as the sentence, else the report."""
        sentence = text[passage.sentence.start : passage.sentence.end]
        return self.linker.measures.holder(sentence, text) or "captive"

    def _bases(self, parse: Parse) -> frozenset[int]:
        """Numbers that only say what a count is out of: the 14 in "eleven of the 14 houses"."""
        found: set[int] = set()
        for word in parse.words:
            group = self.counter.counted(word).partitive if word.key is not None else None
            if group is None:
                continue
            one = word.lower == "one"
            # "one of five people killed": the five are the figure
            told = any(group.kids("acl", "relcl")) and (one or group.key is None)
            if told or (one and any(word.kids("acl", "relcl"))):
                continue
            found |= {k.i for k in group.kids("nummod") if k.key is not None}
            if group.key is not None:
                found.add(group.i)
        return frozenset(found)

    def _counts(self, passage: Passage, parse: Parse) -> Iterator[tuple[Word, Amount]]:
        """Yield each word that counts, and its amount: the finder's, and articles of persons."""
        for word in parse.words:
            if word.key is not None:
                yield word, passage.amounts[word.key].amount
            elif self._is_one_person(word) or _is_another(word):
                yield word, Amount(word.start, word.end, word.text, 1, 1, "exact")

    def _is_one_person(self, word: Word) -> bool:
        """Whether the word is the article of one person: "a nurse", "an Orvite"."""
        noun = word.head
        if word.lower not in self.words.articles or word.dep != "det" or noun.i < word.i:
            return False
        if noun.tag not in {"NN", "NNP"} or any(k.key is not None for k in noun.kids("nummod")):
            return False
        named = noun.name and noun.i == word.i + 1
        return named or self.linker.groups.is_person(noun.lower)

    def _label(self, parse: Parse, counted: Counted) -> Link | None:
        """A label before the number: "Homes lost: 31", "Killed - 211"."""
        word, unit = counted.word, counted.unit
        if word.key is None or word.i == 0 or (unit is not None and unit.i - word.i <= 2):
            return None
        sign, said = parse.words[word.i - 1], parse.words[: word.i - 1]
        if sign.lower not in _LABEL_SIGNS:
            return None
        said = list(takewhile(lambda w: w.pos != "PUNCT" and w.key is None, reversed(said)))[::-1]
        return self.linker.tolls.label(said) if 0 < len(said) <= _LABEL_LENGTH else None

    def _row(
        self, passage: Passage, parse: Parse, counted: Counted, before: list[Draft]
    ) -> Link | None:
        """A line of a name and a number under a count that leads in a list: "Orrin: 41,200"."""
        words = [w for w in parse.words if w.pos != "PUNCT" or w.lower in _LABEL_SIGNS]
        named = len(words) > 2 and words[-1] is counted.word and words[-2].lower in _LABEL_SIGNS
        if passage.block.kind != "item" or passage.heading is None or not named:
            return None
        above = [d for d in before if d.passage.parse is passage.heading]
        if not above or not words[0].name or passage.heading.words[-1].text != ":":
            return None
        return Link(above[-1].measure, "heading of the list", counted.word)

    def _listed(self, passage: Passage, counted: Counted) -> Link | None:
        """A line of a list takes the measure of the line above the list."""
        if passage.block.kind not in {"item", "heading"} or passage.heading is None:
            return None
        if counted.unit is None or not self.counter.is_person(counted):
            return None
        topic = self.linker.tolls.label([w for w in passage.heading.words if w.key is None])
        if topic is None:
            return None
        return Link(topic.measure, "heading of the list", counted.word)


def _is_speaker_beside(passage: Passage, word: Word) -> bool:
    """Whether the word is the article of one who speaks, whom the parse hung on people counted.

    "A raid killed nine porters, villagers and a hospital official said."
    """
    noun = word.head
    beside = word.key is None and noun.dep == "conj"
    return beside and any(cue.source is noun for cue in passage.cues)


def _is_another(word: Word) -> bool:
    """Whether "another" stands alone, for one more person."""
    return word.lower == "another" and word.dep in {"nsubj", "nsubjpass", "dobj", "conj"}


def _is_one_of(counted: Counted, bases: Sequence[int] | frozenset[int]) -> bool:
    """Whether the word is the "one" of "one of the five people killed": the five is the figure."""
    group = counted.partitive
    if counted.word.lower != "one" or group is None:
        return False
    return counted.word.dep not in {"nsubj", "nsubjpass", "dobj"} and any(
        k.key is not None and k.i not in bases for k in group.children
    )
