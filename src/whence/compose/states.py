"""Says whether a count is of a state, is a rate, or runs on: what decides its kind of period."""

from whence.codebook import open_codebook
from whence.compose.draft import Draft
from whence.compose.words import PeriodWords
from whence.text.grammar import Word

# Code points from a count within which "a day" makes it a rate.
RATE_REACH = 40
# Steps up from a running count to what carries it: "brought the number of guards killed to 9".
CARRIED_REACH = 6


class States:
    """Tells the states of one language."""

    def __init__(self, words: PeriodWords) -> None:
        self.words = words
        self._states = frozenset(m.name for m in open_codebook().measure if m.period == "state")

    def is_state(self, draft: Draft) -> bool:
        """Whether the count is of people in a state, and not of those who came into it."""
        origin = draft.origin
        if origin is not None and origin.measure == draft.measure and origin.period is not None:
            return origin.period.kind == "state"
        verb = draft.link.said_by
        if draft.measure == "displaced" and draft.counted.partitive is verb:
            return True  # "of the displaced, 300 are in Orvel"
        if draft.measure == "missing" and verb.lemma in self.words.vanishing:
            return False
        if draft.measure == "detained":
            group = draft.link.rule == "noun" and verb.lemma in self.words.held_groups
            return verb.lemma in self.words.keeping or group or draft.link.rule == "phrase"
        if draft.measure not in self._states:
            return draft.measure == "wounded" and self._is_there(draft.word)
        if draft.measure not in {"displaced", "affected"}:
            return True
        if draft.measure == "affected" and self._is_of_cases(draft):
            return False
        return not self._is_act(draft) or self._is_stative(verb)

    def _is_there(self, word: Word) -> bool:
        """Whether the count is said to be there now: "there are 112 wounded in the cellar"."""
        verb = next((w for w in word.up() if w.lemma == "be"), None)
        return verb is not None and verb.lower in self.words.stative and any(verb.kids("expl"))

    def _is_of_cases(self, draft: Draft) -> bool:
        """Whether the count is of cases of a disease, not of the sick: "189 infections"."""
        unit = draft.counted.unit
        nouns = [draft.link.said_by, *([unit] if unit is not None else [])]
        return any(noun.lemma in self.words.cases for noun in nouns)

    def _is_act(self, draft: Draft) -> bool:
        """Whether the count is of those who came into the state: "fled", "were driven out"."""
        verb, rule = draft.link.said_by, draft.link.rule
        completes = verb.dep in {"oprd", "acomp", "xcomp", "ccomp", "amod", "acl"}
        acting = verb.lemma in self.words.acts or (completes and verb.head.lemma in self.words.acts)
        return rule.startswith("act") or (acting and rule != "modifier")

    def _is_stative(self, verb: Word) -> bool:
        """Whether a participle tells a state: "are displaced", "remain trapped"."""
        if verb.dep in {"acomp", "attr", "oprd", "xcomp"} and verb.head.lower in self.words.stative:
            return True
        return any(k.lower in self.words.stative for k in verb.kids("auxpass", "aux", "advmod"))

    def course(self, draft: Draft) -> Word | None:
        """The war or the like that a count is of the whole of.

        "Have died in the campaign", "the toll of the siege", "1,500 dead in the war".
        """
        said_by = draft.link.said_by
        if draft.link.rule == "noun":
            words = draft.passage.parse.words if draft.passage.parse is not None else []
            behind = words[said_by.i + 1 : said_by.i + 2]
            below = [noun for prep in behind if prep.lower == "in" for noun in prep.kids("pobj")]
            below = [noun for noun in below if any(noun.kids("det", "poss"))]
        elif draft.link.rule == "toll":
            below = [w for w in said_by.subtree() if w.dep == "pobj"]
        elif self.is_perfect(said_by):
            below = [k for prep in said_by.kids("prep") for k in prep.kids("pobj")]
        else:
            return None
        return next((noun for noun in below if noun.lemma in self.words.courses), None)

    def is_perfect(self, verb: Word, *, past: bool = False) -> bool:
        """Whether a verb stands in the present perfect: "have been killed", not "may have".

        With `past`, in either perfect: "had been killed" as well.
        """
        forms = self.words.perfect.words | (self.words.past_perfect.words if past else frozenset())
        helpers = list(verb.kids("aux"))
        other = any(k.tag in {"MD", "TO"} for k in helpers)
        return not other and any(k.lower in forms for k in helpers)

    def is_modal(self, verb: Word) -> bool:
        """Whether the verb tells what may be: "may starve by September"."""
        return any(k.tag == "MD" for k in verb.kids("aux"))

    def is_since_then(self, draft: Draft) -> bool:
        """Whether the count is of some time after the passage's event: "have since been freed"."""
        verb = draft.link.said_by
        adverbs = [k for w in (verb, verb.head) for k in w.kids("advmod", "mark", "prep")]
        return any(k.lower in self.words.since_then and not any(k.children) for k in adverbs)

    def has_been(self, draft: Draft) -> bool:
        """Whether an undated perfect tells a state: "thousands have been displaced"."""
        verb = draft.link.said_by
        of_state = draft.measure in self._states
        return of_state and self.is_perfect(verb) and any(verb.kids("auxpass"))

    def runs_on(self, draft: Draft) -> bool:
        """Whether the count is said to be a running total: "the total is now 96"."""
        rule = draft.link.rule
        near = [draft.word, *draft.word.up()][:5]
        if self._is_carried_to(draft.word):
            return True
        if rule not in {"toll", "said again"}:
            return False
        around = {k.lower for w in near for k in (w, *w.children)}
        carried = rule == "toll" and not around.isdisjoint(self.words.carriers.words)
        return carried or not around.isdisjoint(self.words.running_heads.words)

    def _is_carried_to(self, count: Word) -> bool:
        """Whether the count stands under "to" after a carrier: "brings those killed to 149"."""
        above = list(count.up())[:CARRIED_REACH]
        under_to = bool(above) and above[0].lower in self.words.to
        return under_to and any(w.lemma in self.words.raisers for w in above)

    def is_rate(self, draft: Draft) -> bool:
        """Whether the count is of a day or an hour, over and over: "100 a day"."""
        return any(
            t.sense == "rate" and 0 <= t.start - draft.amount.end < RATE_REACH
            for t in draft.passage.times
        )
