"""Gathers the figures of a report: every amount that counts something, and what it counts.

Amounts come from the finder; a person as one ("killing a nurse") comes from the parse,
since an article counts only where its noun is what the sentence's verb is about.
"""

import re
from collections.abc import Iterator

from whence.compose.draft import Draft, Passage
from whence.compose.links import NOMINAL, Counted, Link, Linker
from whence.records import Amount
from whence.text.grammar import Word

# "a", "an" and "another" before a person are one person; "one" is a number of its own.
_ARTICLES = frozenset({"a", "an", "another"})
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:;.!?\n]{1,60}?)(?:\s*:\s*|\s+[-–—=]\s+)$")
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
        for word, amount in self._counts(passage):
            counted = self.linker.counted(word)
            link = self._label(passage, text, counted) or self.linker.link(passage.parse, counted)
            if link is not None and self._stands(word, counted, link):
                drafts.append(Draft(amount, passage, counted, link))
                continue
            if word.key is None:
                if found := self._beside_person(word, counted, drafts):
                    drafts.append(Draft(amount, passage, counted, found))
                continue
            if inherited := self._inherited(passage, counted, drafts, before):
                drafts.append(Draft(amount, passage, counted, *inherited))
        return drafts

    def _counts(self, passage: Passage) -> Iterator[tuple[Word, Amount]]:
        """Yield each word that counts, and its amount: the finder's, and articles of persons."""
        assert passage.parse is not None
        amounts = {index: mention.amount for index, mention in enumerate(passage.amounts)}
        for word in passage.parse.words:
            if word.key is not None:
                yield word, amounts[word.key]
            elif word.lower in _ARTICLES and self._is_one_person(word):
                yield word, Amount(word.start, word.end, word.text, 1, 1, "exact")
            elif word.lower == "another" and word.dep in {"nsubj", "nsubjpass", "dobj", "conj"}:
                yield word, Amount(word.start, word.end, word.text, 1, 1, "exact")

    def _is_one_person(self, word: Word) -> bool:
        noun = word.head
        return (
            word.dep == "det"
            and noun.i > word.i
            and noun.tag in {"NN", "NNP"}
            and not any(k.key is not None for k in noun.children)
            and (self.linker.groups.is_person(noun.lower) or (noun.name and noun.i == word.i + 1))
        )

    def _stands(self, word: Word, counted: Counted, link: Link) -> bool:
        """Whether the link may make a figure of the word: an article needs a verb or an act."""
        if word.key is not None:
            return True
        return link.rule.startswith(_ONE_PERSON_RULES)

    def _label(self, passage: Passage, text: str, counted: Counted) -> Link | None:
        """A label before the number: "Homes lost: 31", "Killed: 211"."""
        word = counted.word
        if counted.unit is not None or word.key is None or passage.parse is None:
            return None
        match = _LABEL.search(text, passage.sentence.start, word.start)
        if match is None:
            return None
        said = [w for w in passage.parse.words if match.start("label") <= w.start < match.end("label")]
        return self.linker.label(said) if 0 < len(said) <= 7 else None

    def _beside_person(self, word: Word, counted: Counted, drafts: list[Draft]) -> Link | None:
        """An article's noun listed beside a counted one: "a mother and her two toddlers", "two guards and a cook"."""
        noun = word.head
        for draft in drafts:
            other = draft.counted.bearer
            if noun.dep in {"conj", "appos"} and other in _chain(noun):
                return Link(draft.link.measure, "listed with", draft.word)
        return None

    def _inherited(
        self, passage: Passage, counted: Counted, drafts: list[Draft], before: list[Draft]
    ) -> tuple[Link] | None:
        """A count with no measure of its own takes that of the count it is a part of or stands beside."""
        word = counted.word
        nearest = drafts[-1] if drafts else None
        near = nearest is not None
        if nearest is None and before and before[-1].passage.index >= passage.index - 2:
            nearest = before[-1]
        if nearest is None or self.linker.is_thing(counted):
            return None
        if any(other.counted.bearer in _chain(counted.bearer) for other in drafts):
            other = next(o for o in drafts if o.counted.bearer in _chain(counted.bearer))
            return (Link(other.measure, "listed with", other.word),)
        if counted.partitive is not None and counted.partitive.lower in {"them", "whom", "these", "those", "us"}:
            return (Link(nearest.measure, "part of what came before", nearest.word),)
        if near and _is_included(word):
            return (Link(nearest.measure, "included", nearest.word),)
        if _follows_not(word) and near and counted.unit is None:
            return (Link(nearest.measure, "not this", nearest.word),)
        return None


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
    if any(w.lower in {"including", "includes", "included", "include", "comprising"} for w in above):
        return True
    return any(
        k.lower == "among" and k.kid("pobj") and k.kid("pobj").lower in {"them", "whom", "those", "these"}  # type: ignore[union-attr]
        for w in above
        for k in w.kids("prep")
    )


def _follows_not(word: Word) -> bool:
    root = [word, *word.up()][-1]
    words = root.subtree()
    at = next((n for n, w in enumerate(words) if w is word), 0)
    return at > 0 and words[at - 1].lower == "not"
