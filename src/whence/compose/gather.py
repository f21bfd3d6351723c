"""Gathers the figures of a report: every amount that counts something, and what it counts.

Amounts come from the finder; a person as one ("killing a nurse") comes from the parse,
since an article counts only where its noun is what the sentence's verb is about.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from whence.compose.draft import Draft, Passage
from whence.compose.links import NOMINAL, PRONOUNS, Counted, Link, Linker
from whence.records import Amount
from whence.text.grammar import Word

# "a", "an" and "another" before a person are one person; "one" is a number of its own.
_ARTICLES = frozenset({"a", "an", "another"})
_CAPTIVITY = re.compile(
    r"\b(?:hostages?|captives?|captors?|kidnap\w*|abduct\w*|gunmen|ransom|rebels?|militants?|insurgents?|prisoners? of war|exchange|swap)\b",
    re.IGNORECASE,
)
_CUSTODY = re.compile(
    r"\b(?:police|prisons?|jails?|arrest\w*|custody|detain\w*|detention|detainees?|cells?|inmates?|charged?|trial|court|suspects?|inspectors?)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:;.!?\n]{1,60}?)(?:\s*:\s*|\s+[-–—=]\s+)$")
# Smaller numbers come back by chance.
AGAIN_FROM = 11
# Rules by which an article's noun is truly what the sentence is about.
_ONE_PERSON_RULES = ("verb", "act noun", "predicate adjective", "participle beside")


class Gatherer:
    """Turns the amounts of parsed sentences into drafts of figures."""

    def __init__(self, linker: Linker) -> None:
        self.linker = linker

    def gather(self, passage: Passage, text: str, before: list[Draft]) -> list[Draft]:
        """Return the drafts of one sentence in order; `before` are those of the report so far."""
        if passage.parse is None:
            return []
        drafts: list[Draft] = []
        inside = self._wholes(passage)
        topic = self._topic(passage)
        for word, amount in self._counts(passage):
            counted = self.linker.counted(word)
            if word.i in inside or self._is_one_of(counted, inside):
                continue
            counted.neighbour = self.linker.kind(drafts[-1].counted) if drafts else None
            if link := self._link(passage, text, counted, drafts, before, topic):
                if link.measure == "held":
                    link = replace(link, measure=self._holder(passage, text))
                drafts.append(Draft(amount, passage, counted, link))
                if second := self.linker.also(link, counted):
                    drafts.append(Draft(amount, passage, counted, second))
        return drafts

    def _link(
        self,
        passage: Passage,
        text: str,
        counted: Counted,
        drafts: list[Draft],
        before: list[Draft],
        topic: Link | None,
    ) -> Link | None:
        """What the count counts: by its own sentence, else by the count it goes with."""
        assert passage.parse is not None
        word = counted.word
        link = self._label(passage, text, counted) or self.linker.link(passage.parse, counted)
        if link is not None and word.key is None and not link.rule.startswith(_ONE_PERSON_RULES):
            link = None
        if link is not None and drafts and link.rule == "participle beside" and _is_included(word):
            link = None  # "27 dead, including two pulled from the rubble"
        if link is not None:
            return link
        if word.key is not None and (same := self._same_number(passage, counted, drafts + before)):
            return same
        if word.key is None:
            return self._beside_person(passage, counted, drafts, before)
        return self._inherited(passage, counted, drafts, before) or self._listed(
            passage, counted, topic
        )

    def _holder(self, passage: Passage, text: str) -> str:
        """Whether people that are "held" are captives or detained: as the sentence, else the report, tells."""
        sentence = text[passage.sentence.start : passage.sentence.end]
        for where in (sentence, text):
            captive, detained = len(_CAPTIVITY.findall(where)), len(_CUSTODY.findall(where))
            if captive != detained:
                return "captive" if captive > detained else "detained"
        return "captive"

    def _wholes(self, passage: Passage) -> frozenset[int]:
        """Numbers that only say what a count is out of: the 14 in "eleven of the 14 houses"."""
        found = set()
        assert passage.parse is not None
        for word in passage.parse.words:
            if word.key is None:
                continue
            partitive = self.linker.counted(word).partitive
            if partitive is None:
                continue
            one = word.lower == "one"
            if (any(partitive.kids("acl", "relcl")) and (one or not partitive.key)) or (
                one and any(word.kids("acl", "relcl"))
            ):
                continue
            found |= {k.i for k in partitive.children if k.key is not None and k.dep == "nummod"}
            if partitive.key is not None:
                found.add(partitive.i)
        return frozenset(found)

    def _is_one_of(self, counted: Counted, inside: frozenset[int]) -> bool:
        """Whether the word is the "one" of "one of the five people killed": the five is the figure."""
        partitive = counted.partitive
        return (
            counted.word.lower == "one"
            and partitive is not None
            and any(k.key is not None and k.i not in inside for k in partitive.children)
            and counted.word.dep not in {"nsubj", "nsubjpass", "dobj"}
        )

    def _topic(self, passage: Passage) -> Link | None:
        """What the lines of a list count, as the line above the list says."""
        assert passage.parse is not None
        if passage.block.kind not in {"item", "heading"} or passage.heading is None:
            return None
        return self.linker.label([w for w in passage.heading.words if w.key is None])

    def _listed(self, passage: Passage, counted: Counted, topic: Link | None) -> Link | None:
        """A line of a list takes the measure of the line above the list."""
        if topic is None or counted.unit is None or not self.linker.is_person(counted):
            return None
        return Link(topic.measure, "heading of the list", counted.word)

    def _counts(self, passage: Passage) -> Iterator[tuple[Word, Amount]]:
        """Yield each word that counts, and its amount: the finder's, and articles of persons."""
        assert passage.parse is not None
        amounts = {index: mention.amount for index, mention in enumerate(passage.amounts)}
        for word in passage.parse.words:
            if word.key is not None:
                yield word, amounts[word.key]
            elif (word.lower in _ARTICLES and self._is_one_person(word)) or (
                word.lower == "another" and word.dep in {"nsubj", "nsubjpass", "dobj", "conj"}
            ):
                yield word, Amount(word.start, word.end, word.text, 1, 1, "exact")

    def _is_one_person(self, word: Word) -> bool:
        noun = word.head
        return (
            word.dep == "det"
            and noun.i > word.i
            and noun.tag in {"NN", "NNP"}
            and not any(k.key is not None for k in noun.kids("nummod"))
            and (self.linker.groups.is_person(noun.lower) or (noun.name and noun.i == word.i + 1))
        )

    def _label(self, passage: Passage, text: str, counted: Counted) -> Link | None:
        """A label before the number: "Homes lost: 31", "Killed: 211"."""
        word = counted.word
        if word.key is None or passage.parse is None:
            return None
        if counted.unit is not None and counted.unit.i - word.i <= 2:
            return None
        match = _LABEL.search(text, passage.sentence.start, word.start)
        if match is None:
            return None
        said = [
            w for w in passage.parse.words if match.start("label") <= w.start < match.end("label")
        ]
        return self.linker.label(said) if 0 < len(said) <= 7 else None

    def _beside_person(
        self, passage: Passage, counted: Counted, drafts: list[Draft], before: list[Draft]
    ) -> Link | None:
        """A person listed beside a count: "a mother and her two toddlers", "including a nurse"."""
        noun = counted.word.head
        if any(m.head is noun for m in passage.sources):
            return None
        for draft in drafts:
            if draft.counted.bearer in _chain(noun) or (
                draft.counted.unit in _chain(noun) and draft.counted.unit
            ):
                return Link(draft.measure, "listed with", draft.word)
        nearest = drafts[-1] if drafts else _recent(passage, before)
        if nearest is not None and _is_included(counted.word):
            return Link(nearest.measure, "included", nearest.word)
        if drafts and _listed_after(counted.word, drafts[-1]):
            return Link(drafts[-1].measure, "listed with", drafts[-1].word)
        return None

    def _inherited(
        self, passage: Passage, counted: Counted, drafts: list[Draft], before: list[Draft]
    ) -> Link | None:
        """A count with no measure of its own takes that of the count it is a part of or stands beside."""
        word = counted.word
        if paired := self._paired(passage, counted, drafts, before):
            return paired
        if (
            counted.unit is None
            and counted.partitive is None
            and not drafts
            and self._is_echo(word, passage, bare=True)
        ) and (asked := self._asked_before(passage)):
            return asked
        nearest = drafts[-1] if drafts else _recent(passage, before)
        if nearest is None or self.linker.is_thing(counted):
            return None
        if counted.partitive is not None and counted.partitive.lower in PRONOUNS:
            return Link(nearest.measure, "part of what came before", nearest.word)
        known = (
            counted.unit is None
            or self.linker.is_person(counted)
            or self.linker.kind(counted) == "home"
        )
        if not known:
            return None
        listed = next((d for d in drafts if d.counted.bearer in _chain(counted.bearer)), None)
        if listed is not None:
            return Link(listed.measure, "listed with", listed.word)
        if _is_included(word) or self._is_of_whom(word):
            return Link(nearest.measure, "included", nearest.word)
        if drafts and counted.unit is None and _after_not(word):
            return Link(nearest.measure, "not this", nearest.word)
        if (counted.unit is None or counted.partitive is not None) and self._is_person_said(word):
            return Link(nearest.measure, "part of what came before", nearest.word)
        if counted.partitive is None and self._is_echo(
            counted.bearer, passage, bare=counted.unit is None
        ):
            return Link(nearest.measure, "said again", nearest.word)
        if drafts and _listed_after(word, drafts[-1]):
            return Link(nearest.measure, "listed with", nearest.word)
        return None

    def _paired(
        self, passage: Passage, counted: Counted, drafts: list[Draft], before: list[Draft]
    ) -> Link | None:
        """Two bare numbers answer the pair before in order: "4,240 killed and 11,479 wounded … 282 and 871"."""
        word = counted.word
        if counted.unit is not None or counted.partitive is not None:
            return None
        first = word.head if word.dep == "conj" and word.head.key is not None else word
        second = next((k for k in first.kids("conj") if k.key is not None), None)
        if (
            second is None
            or word not in (first, second)
            or (any(second.kids("prep")) and second.kid("prep").lower == "of")
        ):  # type: ignore[union-attr]
            return None
        known = [
            d
            for d in [*before, *drafts]
            if d.word is not first and d.passage.index >= passage.index - 2
        ][-2:]
        if (
            len(known) < 2
            or known[0].measure == known[1].measure
            or known[0].passage is not known[1].passage
        ):
            return None
        draft = known[0] if word is first else known[1]
        return Link(draft.measure, "part of what came before", draft.word)

    def _asked_before(self, passage: Passage) -> Link | None:
        """What the sentence before asked the number of: "… the number of miners who died. It was 16."."""
        if passage.before is None:
            return None
        for word in passage.before.words:
            if word.lower in self.linker.measures.counters and (link := self.linker.toll(word)):
                return replace(link, rule="answers the sentence before")
        return None

    def _same_number(self, passage: Passage, counted: Counted, known: list[Draft]) -> Link | None:
        """A number of some size, given before and given again with no word of what it counts."""
        if (
            counted.unit is not None and not self.linker.is_person(counted)
        ) or counted.partitive is not None:
            return None
        value = next(
            (m.amount.low for k, m in enumerate(passage.amounts) if k == counted.word.key), None
        )
        if value is None or value < AGAIN_FROM:
            return None
        for draft in known:
            if (
                draft.amount.low == value
                and draft.amount.high in {value, None}
                and draft.amount.comparator != "vague"
            ):
                return Link(draft.measure, "said again", draft.word)
        return None

    def _is_of_whom(self, word: Word) -> bool:
        """Whether "of whom" or "of the dead" stands in the clause: "of whom 214 are children"."""
        verb = word.head if word.dep in {"nsubj", "attr", "nummod"} else word
        verb = verb.head if verb.dep in {"nsubj", "attr", "conj"} else verb
        for prep in (*verb.kids("prep"), *word.kids("prep")):
            below = prep.kid("pobj")
            if prep.lower == "of" and prep.i < word.i and below is not None:
                people = self.linker.groups.is_person(below.lower) or below.lower in {
                    "dead",
                    "injured",
                    "wounded",
                    "missing",
                    "killed",
                }
                return below.lower in PRONOUNS or (
                    people and any(k.lower == "the" for k in below.children)
                )
        return False

    def _is_person_said(self, word: Word) -> bool:
        """Whether the count is said to be persons of some kind: "two are minors"."""
        if word.dep not in {"nsubj", "attr"} or word.head.lemma != "be":
            return False
        attr = word.head.kid("attr")
        return attr is not None and attr is not word and self.linker.groups.is_person(attr.lower)

    def _is_echo(self, word: Word, passage: Passage, *, bare: bool) -> bool:
        """Whether a number answers the count before: "it was 16", "the total is now 96", "says 45".

        One with a noun of its own ("it was one soldier") does so only after "it" and the like.
        """
        head = word.head
        if not bare:
            subject = head.kid("nsubj")
            return (
                head.lemma == "be"
                and word.dep == "attr"
                and subject is not None
                and subject.lower in {"it", "that"}
            )
        if head.lemma == "be" and word.dep in {"attr", "nsubj"}:
            other = head.kid("nsubj") if word.dep == "attr" else head.kid("attr")
            return other is not None and (
                other.lower in {"it", "that", "this"}
                or other.lower in self.linker.measures.counters | {"toll"}
            )
        if (
            head.lemma in {"have", "make", "total", "leave"}
            and word.dep == "dobj"
            and head.kid("nsubj") is not None
        ):
            return True
        if (
            word.dep == "pobj"
            and head.lower == "of"
            and head.head.lower in self.linker.measures.counters | {"peak", "high", "low"}
        ):
            return True
        if head.lemma == "follow" and word.dep in {"nsubj", "pobj"} and not any(head.kids("dobj")):
            return True
        if head.lemma == "do" and any(k.lower == "so" for k in head.children):
            return True
        if word.dep in {"dobj", "ccomp", "oprd"} and any(m.cue is head for m in passage.sources):
            return True
        if word.dep == "pobj" and word.head.lower in {"from", "to", "at"}:
            above = word.head.head
            said = {w.lower for w in (above, above.head)} | {w.lemma for w in (above, above.head)}
            return bool(said & _MOVES)
        return False


# Verbs and adverbs that move a running count.
_MOVES = frozenset(
    "up down rise climb increase jump grow fall drop revise raise lower stand put bring go".split()
)


def _recent(passage: Passage, before: list[Draft]) -> Draft | None:
    """The last count of the report, where it is near enough to be gone on with."""
    if before and passage.index - before[-1].passage.index <= 2:
        return before[-1]
    return None


def _listed_after(word: Word, last: Draft) -> bool:
    """Whether only a list lies between the last count and this one: no verb, no stop."""
    between = last.passage.parse.words[last.word.i + 1 : word.i] if last.passage.parse else []
    return (
        0 < len(between) <= 9
        and between[-1].lower in {",", "and", "or", "&", "plus", "her", "his", "their"}
        and not any(
            w.pos in {"VERB", "AUX"}
            or w.lower in {";", "(", ")", "who", "which", "that", ":", "while"}
            for w in between
        )
    )


def _chain(word: Word) -> list[Word]:
    """The words that `word` is listed after: its heads by coordination or apposition."""
    found = []
    while word.dep in {"conj", "appos"} and word.head is not word and word.head.pos in NOMINAL:
        word = word.head
        found.append(word)
    return found


def _is_included(word: Word) -> bool:
    """Whether the word stands under "including" or "among them"."""
    above = [word, *word.up()][:5]
    if any(
        w.lower in {"including", "includes", "included", "include", "comprising"} for w in above
    ):
        return True
    return any(
        k.lower == "among"
        and k.kid("pobj")
        and k.kid("pobj").lower in {"them", "whom", "those", "these"}  # type: ignore[union-attr]
        for w in above
        for k in w.kids("prep")
    )


def _after_not(word: Word) -> bool:
    """Whether "not" stands right before the count."""
    words = [word, *word.up()][-1].subtree()
    at = next((n for n, w in enumerate(words) if w is word), 0)
    return at > 0 and words[at - 1].lower == "not"
