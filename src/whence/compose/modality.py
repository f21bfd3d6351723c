"""Says how firmly a figure is told: asserted, hedged, denied, hypothetical or planned."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from whence.compose.clauses import segment_of
from whence.compose.draft import Draft, Passage
from whence.compose.words import ModalityWords, open_modality_words
from whence.find.cue import Cue
from whence.find.groups import Groups, open_groups
from whence.records import Modality
from whence.text.grammar import VERBAL, Parse, Word

# Rules by which a count under a preposition is still what its sentence tells of.
_TELLING = (
    "verb", "act", "phrase", "second", "in exchange", "said again", "part of", "listed",
)  # fmt: skip
# Acts that an authority does to people, so that "would be freed" is a plan and no conjecture.
_ARRANGED = frozenset({"freed", "returned", "evacuated"})
# Harms that a plain negation rejects; "have not been freed" still says who is held.
_NEGATED = frozenset({"killed", "wounded", "abducted", "detained", "homes_destroyed"})
# Words of the longest sentence that does no more than call the one before it false.
_VERDICT = 8


class Modalities:
    """Finds the modality of drafts in one language."""

    def __init__(self, words: ModalityWords, groups: Groups) -> None:
        self.words = words
        self.groups = groups

    def find(self, draft: Draft) -> Modality:
        """Return how the draft's sentence tells it."""
        path = _path(draft)
        self._correct(draft)
        if self._is_denied(draft, path):
            return "denied"
        verdict = self._by_listing(draft) or self._by_verbs(draft, path) or self._by_noun(draft)
        if verdict is not None:
            return verdict
        if self._is_hedged(draft, path):
            return "hedged"
        return "hypothetical" if _is_command(draft.link.said_by) else "asserted"

    def _correct(self, draft: Draft) -> None:
        """Deny the figure that this one is put in the place of: "the correct figure is 16"."""
        old, parse = draft.origin, draft.passage.parse
        if old is None or old.passage is draft.passage or parse is None:
            return
        said = " ".join(w.lower for w in parse.words if w.i < draft.word.i)
        if old.measure == draft.measure and self.words.corrected.anywhere.search(said):
            old.modality = "denied"

    # ---- denied ------------------------------------------------------------------------------

    def _is_denied(self, draft: Draft, path: list[Word]) -> bool:
        """Whether the figure is named only to be rejected."""
        word = draft.word
        if draft.link.rule == "not this" or self._is_after_not(word) or self._is_false(path):
            return True
        if self.rejected(draft) is not None:
            return True
        if self._is_negated(draft):
            return True
        giving = [m for m in draft.passage.sources if word.i in m.scope]
        return any(
            (m.stance == "denies" and _is_told(word, m.cue)) or self._is_retracted(m)
            for m in giving
        )

    def _is_after_not(self, word: Word) -> bool:
        """Whether "not" stands right before the count: "16, not 61"."""
        words = [word, *word.up()][-1].subtree()
        at = next((n for n, w in enumerate(words) if w is word), 0)
        return at > 0 and words[at - 1].lower in self.words.not_this

    def _is_false(self, path: list[Word]) -> bool:
        """Whether the count is said to be wrong: "30,000 is a fantasy", "it is not true that"."""
        for word in path[1:]:
            said = word.kid("attr", "acomp") if word.lemma == "be" else None
            if said is None or said in path:
                continue
            negated = self._is_not(word)
            if said.lower in self.words.falsehoods:
                return not negated
            if said.lower in self.words.truths and negated:
                return True
        return False

    def _is_not(self, verb: Word) -> bool:
        """Whether a verb is negated: "is not", "nor is it"."""
        return any(verb.kids("neg")) or any(
            k.lower in self.words.nor and k.i < verb.i for k in verb.kids("cc", "preconj", "advmod")
        )

    def rejected(self, draft: Draft) -> Word | None:
        """The noun for what was told of the figure, if rejected: "denied reports of 40 dead"."""
        return next((told for told in self._tellings(draft) if self._is_rejected(told)), None)

    def _tellings(self, draft: Draft) -> Iterator[Word]:
        """Yield the nouns for what was told that the figure stands under: the claim that 12 …."""
        for last, word in pairwise([draft.word, *draft.word.up()]):
            clause = last.dep in {"acl", "relcl", "ccomp", "prep"}
            if clause and word.pos == "NOUN" and word.lemma in self.words.tellings:
                yield word

    def _is_rejected(self, told: Word) -> bool:
        """Whether what was told is said to be false: "the report that 12 died is baseless"."""
        verb = told.head.head if told.dep == "pobj" else told.head
        if told.dep == "nsubj" and verb.lemma == "be":
            said = verb.kid("attr", "acomp")
            return (
                said is not None and said.lower in self.words.falsehoods and not self._is_not(verb)
            )
        if told.dep not in {"dobj", "pobj"} or verb.pos not in VERBAL:
            return False
        if verb.lemma in self.words.rejects:
            return not self._is_not(verb)
        return told.dep == "dobj" and verb.lemma in self.words.supports and self._is_not(verb)

    def judge(self, passage: Passage, before: Sequence[Draft]) -> None:
        """Deny what others were just said to say, where the next sentence calls it false.

        Who gives a figure only to reject it speaks for it, so it is in the report's own voice.
        """
        if passage.parse is None or not self._is_verdict(passage.parse):
            return
        for draft in before:
            just = draft.passage.index == passage.index - 1
            told = draft.source is not None and draft.modality != "denied"
            if just and told and draft.passage.block is passage.block:
                draft.modality, draft.source, draft.source_rule = "denied", None, "own voice"

    def _is_verdict(self, parse: Parse) -> bool:
        """Whether a sentence only says of the one before that it is false: "That is untrue."."""
        words = [w for w in parse.words if w.pos != "PUNCT"]
        if len(words) == 1:
            return words[0].lower in self.words.falsehoods
        verb = next((w for w in words if w.dep == "ROOT"), None)
        if verb is None or verb.lemma != "be" or len(words) > _VERDICT:
            return False
        subject, said = verb.kid("nsubj"), verb.kid("attr", "acomp")
        if subject is None or said is None or subject.lower not in self.words.this:
            return False
        wrong = said.lower in self.words.falsehoods and not self._is_not(verb)
        return wrong or (said.lower in self.words.truths and self._is_not(verb))

    def _is_negated(self, draft: Draft) -> bool:
        """Whether the verb of the harm is negated: "did not kill 30 civilians"."""
        link, group = draft.link, draft.counted.partitive
        counts = draft.amount.low != 0 and draft.measure in _NEGATED
        if link.said_by.lemma in self.words.living or (
            group is not None and self.groups.kind(group.lower) == "body"
        ):
            return False  # "did not survive" tells of the harm; "of the bodies" that there are some
        return counts and link.rule.startswith("verb") and any(link.said_by.kids("neg"))

    def _is_retracted(self, mention: Cue) -> bool:
        """Whether the saying is taken back: "an earlier version said", "wrongly reported"."""
        if any(k.lower in self.words.wrongly for k in mention.cue.kids("advmod")):
            return True
        return any(
            told.lower in self.words.documents
            and any(k.lower in self.words.earlier for k in told.kids("amod"))
            for told in (mention.head, *mention.cue.kids("nsubj"))
        )

    # ---- by the verbs ------------------------------------------------------------------------

    def _by_listing(self, draft: Draft) -> Modality | None:
        """Read the line above a list of bare infinitives: "We call on the army to:"."""
        heading, verb = draft.passage.heading, draft.link.said_by
        if heading is None or not _is_bare(verb):
            return None
        last = [w for w in heading.words if w.pos != "PUNCT"][-1:]
        if not last or last[0].tag not in {"TO", "IN"}:
            return None
        if any(w.lemma in self.words.demands for w in heading.words):
            return "hypothetical"
        return "planned" if any(w.lemma in self.words.plans for w in heading.words) else None

    def _by_verbs(self, draft: Draft, path: list[Word]) -> Modality | None:
        """Read the auxiliaries and verbs above the count, nearest first."""
        if any(
            word.pos in VERBAL and (self._depends(word) or self._is_inverted(word)) for word in path
        ):
            arranged = draft.measure in _ARRANGED and any(
                _helpers(w) & self.words.futures.words or self._by_infinitive(w) == "planned"
                for w in path
            )
            return "planned" if arranged else "hypothetical"
        for word in self._told(path):
            verdict = self._by_helpers(word, path, draft) or self._by_infinitive(word)
            if verdict is not None:
                return verdict
            if draft.measure in _ARRANGED and (self._is_ordered(word) or self._is_set_for(word)):
                return "planned"
        doubted = any(_helpers(word) & self.words.doubts.words for word in path)
        return "hedged" if doubted else None

    def _told(self, path: list[Word]) -> list[Word]:
        """The path up to a clause that only times the rest: "before they were to land, killing"."""
        for at, (last, word) in enumerate(pairwise(path), start=1):
            result = last.tag == "VBG" and last.dep == "advcl" and last.i > word.i
            openers = [k for w in (word, word.head) for k in w.kids("mark", "advmod")]
            if result and any(k.lower in self.words.meanwhile for k in openers):
                return path[:at]
        return path

    def _by_helpers(self, word: Word, path: list[Word], draft: Draft) -> Modality | None:
        """Read the auxiliaries and conjunctions of one verb."""
        helpers = _helpers(word)
        if helpers & self.words.futures.words:
            threat = any(w.lemma in self.words.threats for w in path)
            return "hypothetical" if threat else "planned"
        if word.pos in VERBAL and helpers & self.words.conditions.words:
            planned = draft.measure in _ARRANGED or any(w.lemma in self.words.plans for w in path)
            simple = helpers & self.words.intended.words and not self._is_past_or_forced(word)
            simple = simple and not self._is_conditional(draft)
            if not planned and self._is_believed(word):
                return "hedged"
            return "planned" if planned and simple else "hypothetical"
        if helpers & self.words.open_questions.words:
            return "hedged"
        due = any(k.lower in self.words.obligations and k.i < word.i for k in word.children)
        demanded = self._is_demanded(word) or self._is_wanted(word, draft)
        return "hypothetical" if due or demanded else None

    def _is_past_or_forced(self, verb: Word) -> bool:
        """Whether "would" goes on with "have": "would have had 20 out", "would have to go"."""
        return verb.lemma in self.words.have or bool(_helpers(verb) & self.words.have.words)

    def _is_believed(self, verb: Word) -> bool:
        """Whether somebody only holds it likely that it is so: "believe that 40 could be below"."""
        above, state = verb.head, verb.lemma == "be" or any(verb.kids("auxpass"))
        return (
            state and verb.dep == "ccomp" and above is not verb and above.lemma in self.words.hedges
        )

    def _depends(self, verb: Word) -> bool:
        """Whether the verb tells the outcome of a condition: "may die if it breaks"."""
        return any(
            k.lower in self.words.openers
            for clause in verb.kids("advcl")
            for k in clause.kids("mark")
        )

    def _is_conditional(self, draft: Draft) -> bool:
        """Whether the sentence has an "if": "if the dam breaks, 300 would be moved"."""
        parse = draft.passage.parse
        segment = segment_of(parse, draft.word) if parse is not None else []
        return any(w.lower in self.words.openers for w in segment)

    def _is_inverted(self, verb: Word) -> bool:
        """Whether a condition opens the sentence with no "if": "should it fail, 40 may die"."""
        opener = [verb, *verb.up()][-1].subtree()[0]
        clause = opener.head
        inverted = opener.lower in self.words.inversions and opener.dep == "aux"
        return inverted and clause.dep == "advcl" and clause.head is verb

    def _is_demanded(self, verb: Word) -> bool:
        """Whether the verb is what somebody asks for: "demanded that 40 be freed"."""
        asked = verb.dep == "ccomp" and verb.head.lemma in self.words.demands
        return asked and (verb.tag == "VB" or any(k.lower == "be" for k in verb.kids("auxpass")))

    def _is_wanted(self, verb: Word, draft: Draft) -> bool:
        """Whether a participle is what somebody wants done: "want 30 prisoners released"."""
        bare = verb.tag == "VBN" and not any(verb.kids("aux", "auxpass", "mark"))
        above = verb.head.head if verb.dep == "acl" and verb.head.dep == "dobj" else verb.head
        wanted = verb.dep in {"acl", "ccomp"} and above.lemma in self.words.demands
        return bare and wanted and draft.measure in _ARRANGED

    def _is_ordered(self, verb: Word) -> bool:
        """Whether people are only told to go: "were ordered to leave"."""
        infinitive = any(verb.kids("xcomp", "ccomp"))
        return verb.lemma in self.words.orders and infinitive and verb.dep not in {"relcl", "acl"}

    def _is_set_for(self, verb: Word) -> bool:
        """Whether something is arranged for a day: "a swap of 40 is set for Thursday"."""
        present = any(k.lower in self.words.to_be and k.tag != "VBD" for k in verb.kids("auxpass"))
        return (
            present
            and verb.lemma in self.words.plans
            and any(prep.lower == "for" and any(prep.kids("pobj")) for prep in verb.kids("prep"))
        )

    def _by_infinitive(self, word: Word) -> Modality | None:
        """Read what an infinitive stands under: "plans to move", "are to be freed"."""
        above, helpers = word.head, _helpers(word)
        if word.tag == "VBG" and word.dep in {"xcomp", "pcomp"}:
            return "hypothetical" if above.lemma in self.words.threats else None
        if above is word or not any(k.tag == "TO" for k in word.kids("aux")):
            return None
        if above.lemma in self.words.threats or above.lemma in self.words.demands:
            return "hypothetical"
        if above.i > word.i:
            return None
        if above.lemma in self.words.said_to and above.tag == "VBN" and len(helpers) > 1:
            return "hedged"
        if word.dep == "xcomp" and above.lower in self.words.to_be:
            return "planned"
        planned = above.lemma in self.words.plans and word.dep in {"xcomp", "ccomp", "acl"}
        return "planned" if planned else None

    def _by_noun(self, draft: Draft) -> Modality | None:
        """Read what the noun of an act stands under: "demanded the release of 40"."""
        act = draft.link.said_by
        if draft.link.rule != "act noun" or draft.measure not in _ARRANGED:
            return None
        above = act.head.head if act.dep == "pobj" else act.head
        if act.dep not in {"pobj", "dobj"} or above is act:
            return None
        verbal = above.pos in VERBAL
        if above.lemma in (self.words.demands if verbal else self.words.wishes):
            return "hypothetical"
        return (
            "planned"
            if above.lemma in (self.words.plans if verbal else self.words.prospects)
            else None
        )

    # ---- hedged ------------------------------------------------------------------------------

    def _is_hedged(self, draft: Draft, path: list[Word]) -> bool:
        """Whether the figure is told as likely or as heard, and no more."""
        giving = [m for m in draft.passage.sources if draft.word.i in m.scope]
        if any(m.hedges for m in giving):
            return True
        around = [w for w in _around(path) if w.pos != "NOUN" and not _is_month(w)]
        if any(w.lower in self.words.hedges for w in around):
            return True
        act = draft.link.said_by if draft.link.rule == "act noun" else None
        if act is not None and any(k.lower in self.words.hedges for k in act.kids("amod")):
            return True  # "the suspected execution of 71 soldiers"
        if any(w.lower in self.words.hearsay and _has_of(w) for w in [*path, *draft.word.up()]):
            return True
        return any(k.lower in self.words.hedges for m in giving for k in m.head.kids("amod"))


def _is_bare(verb: Word) -> bool:
    """Whether the verb has an object, no subject and no auxiliary: "free all 40"."""
    subject = any(verb.kids("nsubj", "nsubjpass", "aux"))
    return verb.dep == "ROOT" and not subject and any(verb.kids("dobj"))


def _is_command(verb: Word) -> bool:
    return verb.tag == "VB" and verb.dep == "ROOT" and not any(verb.kids("nsubj", "aux"))


def _helpers(word: Word) -> set[str]:
    return {k.lower for k in word.kids("aux", "auxpass", "mark") if not _is_month(k)}


def _is_month(word: Word) -> bool:
    """Whether "May" is the month, whatever the parse took it for: "since 3 May", "on May 3"."""
    beside = [w for w in (word.head, *word.head.subtree()) if abs(w.i - word.i) == 1]
    return word.text == "May" and any(w.text.isdigit() and len(w.text) < 3 for w in beside)


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
    return Modalities(open_modality_words(language), open_groups(language))
