"""Says how firmly a figure is told: asserted, hedged, denied, hypothetical or planned."""

from functools import cache
from itertools import pairwise

from whence.compose.draft import Draft
from whence.compose.words import ModalityWords, open_modality_words
from whence.records import Modality
from whence.text.grammar import Word

VERBAL = frozenset({"VERB", "AUX"})
# Rules by which a count under a preposition is still what its sentence tells of.
_TELLING = (
    "verb", "act", "phrase", "second", "in exchange", "said again", "part of", "listed",
)  # fmt: skip


class Modalities:
    """Finds the modality of drafts in one language."""

    def __init__(self, words: ModalityWords) -> None:
        self.words = words

    def find(self, draft: Draft) -> Modality:
        """Return how the draft's sentence tells it."""
        path = _path(draft)
        if self._is_denied(draft, path):
            return "denied"
        if verdict := self._by_verbs(path):
            return verdict
        if self._is_hedged(draft, path):
            return "hedged"
        said = draft.link.said_by
        command = said.tag == "VB" and said.dep == "ROOT" and not any(said.kids("nsubj", "aux"))
        return "hypothetical" if command else "asserted"

    # ---- denied ------------------------------------------------------------------------------

    def _is_denied(self, draft: Draft, path: list[Word]) -> bool:
        """Whether the figure is named only to be rejected."""
        word = draft.word
        if draft.link.rule == "not this" or self._is_after_not(word) or self._is_false(path):
            return True
        return any(
            word.i in m.scope and m.stance == "denies" and _is_told(word, m.cue)
            for m in draft.passage.sources
        )

    def _is_after_not(self, word: Word) -> bool:
        """Whether "not" stands right before the count: "16, not 61"."""
        words = [word, *word.up()][-1].subtree()
        at = next((n for n, w in enumerate(words) if w is word), 0)
        return at > 0 and words[at - 1].lower in self.words.not_this

    def _is_false(self, path: list[Word]) -> bool:
        """Whether the count is said to be wrong: "30,000 is a fantasy"."""
        for word in path[1:]:
            said = word.kid("attr", "acomp") if word.lemma == "be" else None
            if said is not None and said not in path and said.lower in self.words.falsehoods:
                return not any(word.kids("neg"))
        return False

    # ---- by the verbs ------------------------------------------------------------------------

    def _by_verbs(self, path: list[Word]) -> Modality | None:
        """Read the auxiliaries and verbs above the count, nearest first."""
        for word in path:
            if verdict := self._by_helpers(word, path) or self._by_infinitive(word):
                return verdict
        doubted = any(_helpers(word) & self.words.doubts.words for word in path)
        return "hedged" if doubted else None

    def _by_helpers(self, word: Word, path: list[Word]) -> Modality | None:
        """Read the auxiliaries and conjunctions of one verb, and the conditions on it."""
        helpers = _helpers(word)
        if helpers & self.words.futures.words:
            threat = any(w.lemma in self.words.threats for w in path)
            return "hypothetical" if threat else "planned"
        verbal = word.pos in VERBAL
        if verbal and helpers & self.words.conditions.words:
            planned = any(w.lemma in self.words.plans for w in path)
            return "planned" if planned and helpers & self.words.intended.words else "hypothetical"
        if any(k.lower in self.words.obligations and k.i < word.i for k in word.children):
            return "hypothetical"
        return "hypothetical" if verbal and self._depends(word) else None

    def _depends(self, verb: Word) -> bool:
        """Whether the verb tells the outcome of a condition: "may die if it breaks"."""
        given = any(
            k.lower in self.words.openers
            for clause in verb.kids("advcl")
            for k in clause.kids("mark")
        )
        return given and any(k.lower in self.words.outcomes for k in verb.kids("aux"))

    def _by_infinitive(self, word: Word) -> Modality | None:
        """Read what an infinitive stands under: "plans to move", "are to be freed"."""
        above = word.head
        infinitive = any(k.lower == "to" and k.dep == "aux" for k in word.children)
        if not infinitive or above is word:
            return None
        if above.lemma in self.words.threats or above.lemma in self.words.demands:
            return "hypothetical"
        if above.i > word.i:
            return None
        if word.dep == "xcomp" and above.lower in self.words.to_be:
            return "planned"
        planned = above.lemma in self.words.plans and word.dep in {"xcomp", "ccomp", "acl"}
        return "planned" if planned else None

    # ---- hedged ------------------------------------------------------------------------------

    def _is_hedged(self, draft: Draft, path: list[Word]) -> bool:
        """Whether the figure is told as likely or as heard, and no more."""
        giving = [m for m in draft.passage.sources if draft.word.i in m.scope]
        if any(m.hedges for m in giving):
            return True
        if any(w.lower in self.words.hedges and w.pos != "NOUN" for w in _around(path)):
            return True
        if any(w.lower in self.words.hearsay and _has_of(w) for w in path):
            return True
        return any(k.lower in self.words.hedges for m in giving for k in m.head.kids("amod"))


def _helpers(word: Word) -> set[str]:
    return {k.lower for k in word.kids("aux", "auxpass", "mark")}


def _has_of(word: Word) -> bool:
    return any(k.lower == "of" for k in word.kids("prep"))


def _path(draft: Draft) -> list[Word]:
    """The count's word and those above it, ending where another's report of it begins."""
    found = [draft.word]
    for last, word in pairwise([draft.word, *draft.word.up()]):
        beneath = last.dep == "pobj" and last is not draft.word
        if beneath and not draft.link.rule.startswith(_TELLING):
            break  # "a silence for the six dead" tells nothing new of them
        found.append(word)
        if word.dep == "relcl" or any(m.cue is word for m in draft.passage.sources):
            break
    said = draft.link.said_by
    if said not in found and said.head is not said:
        found.insert(1, said)
    return found


def _around(path: list[Word]) -> list[Word]:
    """The words right around the path: adverbs, adjectives and the path's own words."""
    found = []
    for rank, word in enumerate(path[:5]):
        near = {"advmod", "aux", "acomp", "quantmod", "oprd"} | ({"amod"} if rank < 2 else set())
        found += [word, *word.kids(*near)]
    return found


def _is_told(word: Word, cue: Word) -> bool:
    """Whether the word stands in what the cue's verb is about, and not in a clause beside it."""
    below = next((last for last, up in pairwise([word, *word.up()]) if up is cue), None)
    if below is None:
        return False
    return below.dep in {"ccomp", "dobj", "xcomp", "prep", "pcomp", "acl", "nsubjpass"}


@cache
def open_modality(language: str = "en") -> Modalities:
    """The modality of a language, opened once."""
    return Modalities(open_modality_words(language))
