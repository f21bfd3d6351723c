"""Says how firmly a figure is told: asserted, hedged, denied, hypothetical or planned."""

from functools import cache
from itertools import pairwise

from whence.compose.draft import Draft
from whence.lexicon import Words, open_words
from whence.records import Modality
from whence.text.grammar import Word
from whence.text.segment import WordGroup


class ModalityWords(Words, frozen=True):
    """`modality.toml`, as it stands in the file."""

    hedges: WordGroup
    conditions: WordGroup
    futures: WordGroup
    plans: WordGroup
    demands: WordGroup
    threats: WordGroup
    falsehoods: WordGroup


class Modalities:
    """Finds the modality of drafts in one language."""

    def __init__(self, words: ModalityWords) -> None:
        self.hedges = frozenset(words.hedges.words)
        self.conditions = frozenset(words.conditions.words)
        self.futures = frozenset(words.futures.words)
        self.plans = frozenset(words.plans.words)
        self.demands = frozenset(words.demands.words)
        self.threats = frozenset(words.threats.words)
        self.falsehoods = frozenset(words.falsehoods.words)

    def find(self, draft: Draft) -> Modality:
        """Return how the draft's sentence tells it."""
        word = draft.word
        if draft.link.rule == "not this" or _after_not(word):
            return "denied"
        giving = [m for m in draft.passage.sources if word.i in m.scope]
        if any(m.stance == "denies" and _is_what_is_said(word, m.cue) for m in giving):
            return "denied"
        path = list(_path(draft))
        if self._is_false(path):
            return "denied"
        clause = _clause(path)
        if verdict := self._by_verbs(path):
            return verdict
        if any(w.lower in self.hedges and w.pos != "NOUN" for w in clause) or any(
            m.hedges for m in giving
        ):
            return "hedged"
        if any(w.lower == "reports" and any(k.lower == "of" for k in w.kids("prep")) for w in path):
            return "hedged"
        if any({k.lower for k in m.head.kids("amod")} & self.hedges for m in giving):
            return "hedged"
        said = draft.link.said_by
        if said.tag == "VB" and said.dep == "ROOT" and not any(said.kids("nsubj", "aux")):
            return "hypothetical"
        return "asserted"

    def _by_verbs(self, path: list[Word]) -> Modality | None:
        """Read the auxiliaries and verbs above the count, nearest first."""
        hedged = False
        for word in path:
            helpers = {k.lower for k in word.kids("aux", "auxpass", "mark")}
            if helpers & self.futures:
                return (
                    "planned" if not any(w.lemma in self.threats for w in path) else "hypothetical"
                )
            if helpers & {"would", "could", "if", "unless", "should"} and word.pos in {
                "VERB",
                "AUX",
            }:
                if "would" in helpers and any(w.lemma in self.plans for w in path):
                    return "planned"
                return "hypothetical"
            if any(k.lower == "should" and k.i < word.i for k in word.children):
                return "hypothetical"
            for clause in word.kids("advcl"):
                if any(k.lower in {"if", "unless"} for k in clause.kids("mark")) and word.pos in {
                    "VERB",
                    "AUX",
                }:
                    if any(
                        k.lower in {"would", "could", "will", "may", "might"}
                        for k in word.kids("aux")
                    ):
                        return "hypothetical"
            infinitive = any(k.lower == "to" and k.dep == "aux" for k in word.children)
            above = word.head if word.head is not word else None
            if infinitive and above is not None and above.lemma in self.threats:
                return "hypothetical"
            if infinitive and above is not None and (above.lemma in self.demands):
                return "hypothetical"
            if infinitive and above is not None and above.i < word.i:
                if (
                    above.lemma == "be"
                    and word.dep == "xcomp"
                    and above.lower in {"are", "is", "were", "was"}
                ):
                    return "planned"
                if above.lemma in self.plans and word.dep in {"xcomp", "ccomp", "acl"}:
                    return "planned"
            if helpers & {"may", "might"}:
                hedged = True
        return "hedged" if hedged else None

    def _is_false(self, path: list[Word]) -> bool:
        for word in path[1:]:
            if word.lemma == "be":
                said = word.kid("attr", "acomp")
                if said is not None and said.lower in self.falsehoods and said not in path:
                    return not any(word.kids("neg"))
        return False


def _path(draft: Draft) -> list[Word]:
    """The count's word and those above it, ending where another's report of it begins."""
    found = [draft.word]
    told_of = draft.link.rule.startswith(
        ("verb", "act", "phrase", "second", "in exchange", "said again", "part of", "listed")
    )
    for last, word in pairwise([draft.word, *draft.word.up()]):
        if last.dep == "pobj" and not told_of and last is not draft.word:
            break  # "a silence for the six dead" tells nothing new of them
        found.append(word)
        if word.dep == "relcl" or any(m.cue is word for m in draft.passage.sources):
            break
    if draft.link.said_by not in found and draft.link.said_by.head is not draft.link.said_by:
        found.insert(1, draft.link.said_by)
    return found


def _clause(path: list[Word]) -> list[Word]:
    """The words right around the path: adverbs, adjectives and the path's own words."""
    found = []
    for rank, word in enumerate(path[:5]):
        found.append(word)
        own = {"advmod", "aux", "acomp", "quantmod", "oprd"} | ({"amod"} if rank < 2 else set())
        found.extend(k for k in word.children if k.dep in own)
    return found


def _is_what_is_said(word: Word, cue: Word) -> bool:
    """Whether the word stands in what the cue's verb is about, and not in a clause beside it."""
    for last, above in pairwise([word, *word.up()]):
        if above is cue:
            return last.dep in {"ccomp", "dobj", "xcomp", "prep", "pcomp", "acl", "nsubjpass"}
    return False


def _after_not(word: Word) -> bool:
    """Whether "not" stands right before the count: "16, not 61"."""
    root = [word, *word.up()][-1]
    words = root.subtree()
    at = next((n for n, w in enumerate(words) if w is word), 0)
    return at > 0 and words[at - 1].lower == "not"


@cache
def open_modality(language: str = "en") -> Modalities:
    """The modality words of a language, opened once."""
    return Modalities(open_words(language, "modality", ModalityWords))
