"""Ties each amount of a sentence to the measure it counts.

The parse says what an amount hangs on; `find.measures` says what that word tells of
people. The rules stand in order of trust: the verb that governs the count, the word
right beside it, the words before its noun, the noun itself, a toll noun elsewhere in
the clause. What none of them reaches may still be a part of the count before it.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

from whence.compose.counted import NOMINAL, Counted, Counter, Link
from whence.compose.governors import Governors
from whence.compose.tolls import Tolls
from whence.find.counting import PRONOUNS, CountingWords
from whence.find.groups import Groups
from whence.find.measures import Measures, Said
from whence.text.grammar import VERBAL, Parse, Word

__all__ = ["NOMINAL", "PRONOUNS", "Counted", "Link", "Linker"]

# Words after a count among which the participle said of it is looked for.
_BESIDE = 6
# Words before a count in which "in exchange for" stands.
_EXCHANGE = 4
# Measures of being held, and what may become of those who are.
HELD = frozenset({"held", "captive", "detained"})
FATES = frozenset({"freed", "killed", "rescued", "returned"})
HARMS = frozenset({"killed", "wounded"})
_SAID_BESIDE = frozenset("VBN VBD JJ NN NNS VBG VB".split())
_NOUN_AFTER = frozenset("NOUN PROPN ADJ DET PRON".split())


class Linker:
    """Finds the measure of an amount from the parse of its sentence."""

    def __init__(self, measures: Measures, groups: Groups, words: CountingWords) -> None:
        self.measures = measures
        self.groups = groups
        self.words = words
        self.counter = Counter(words, groups, measures.counters)
        self.governors = Governors(words)
        self.tolls = Tolls(measures, groups, words)
        self._rules: tuple[Callable[[Parse, Counted], Link | None], ...] = (
            self._by_group_named,
            self._by_fate_listed,
            self._in_exchange,
            self._by_adjective_after,
            self._by_remaining,
            self._by_verb,
            self._by_neighbour,
            self._by_phrase,
            self._by_adverb,
            self._by_modifier,
            self._by_noun,
            self._by_roll,
            self._by_group_fronted,
            self._by_toll,
        )

    def link(self, parse: Parse, counted: Counted) -> Link | None:
        """Return what the amount counts, or None where the sentence does not tell."""
        links = (rule(parse, counted) for rule in self._rules)
        link = next((link for link in links if link is not None), None)
        if link is not None and link.measure == "held":
            # "the camps hold 1,300 displaced people": no captives
            told = self._by_modifier(parse, counted)
            return told if told is not None and told.measure == "displaced" else link
        return link

    def also(self, link: Link, counted: Counted) -> Link | None:
        """Return the second claim that a coordinated verb makes of the same count.

        "Six were abducted and killed" is two claims; only a death is told so often enough
        by a second verb to be sure that it is said of all of them.
        """
        by_subject = link.rule.startswith(("verb, passive", "verb, subject"))
        if not by_subject or link.measure in {"killed", "casualties"}:
            return None
        for other in link.said_by.kids("conj"):
            if other.pos not in VERBAL or any(other.kids("nsubj", "nsubjpass", "dobj")):
                continue
            passive = other.tag == "VBN"
            for said in self._sayings(other, counted):
                if said.measure == "killed" and (said.takes != "subject") == passive:
                    return Link("killed", "second verb", other)
        return None

    # ---- the rules ---------------------------------------------------------------------

    def _by_group_named(self, _: Parse, counted: Counted) -> Link | None:
        """The group a count is out of: "two of the dead"; but one of the wounded may die."""
        unit = counted.unit
        if unit is None or unit is not counted.partitive or unit.name:
            return None
        measure = self.measures.adjective(unit) or self._as_noun(unit)
        if measure not in {"killed", "wounded"}:
            return None
        if measure == "wounded":
            for verb, role in self.governors.of(counted):
                for said in self.measures.verb(verb):
                    undergoes = said.takes == role == "subject"
                    if undergoes and said.measure in {"killed", "freed"}:
                        return Link(said.measure, f"verb, {role}", verb)
        return Link(measure, "noun", unit)

    def _by_fate_listed(self, _: Parse, counted: Counted) -> Link | None:
        """A harm of its own in a list: "nine killed at the gate and 15 hurt there"."""
        unit = counted.unit
        if unit is None or unit.name or unit.dep not in {"conj", "appos"}:
            return None
        measure = self.measures.adjective(unit)
        return Link(measure, "noun", unit) if measure in {"killed", "wounded"} else None

    def _by_roll(self, parse: Parse, counted: Counted) -> Link | None:
        """A member of a group named by its fate: "the dead included two boys", "among them"."""
        node = counted.bearer
        while node.dep == "conj" and node.head.pos in NOMINAL:
            node = node.head
        group = self._roll_of(node)
        if group is None or not self.counter.is_people(counted):
            return None
        if group.key is not None:  # "nine pilgrims were among the 14 killed"
            whole = self.link(parse, self.counter.counted(group))
            return Link(whole.measure, "roll", group) if whole is not None else None
        if group.lower in self.words.among_those:
            group = group.kid("acl", "relcl") or group  # "are among those killed"
        told = (self.tolls.of_word(k) for k in group.kids("amod") if k.tag == "VBN")
        measure = next(filter(None, told), None) or self.tolls.of_word(group)
        return Link(measure, "roll", group) if measure is not None else None

    def _roll_of(self, node: Word) -> Word | None:
        """The group that a verb says `node` belongs to."""
        verb = node.head
        if node.dep == "dobj" and verb.lower in self.words.including:
            return verb.kid("nsubj")
        if node.dep not in {"attr", "nsubj"} or verb.lemma != "be":
            return None
        among = next((p for p in verb.kids("prep") if p.lower in self.words.among), None)
        return among.kid("pobj") if among is not None else None

    def _in_exchange(self, parse: Parse, counted: Counted) -> Link | None:
        """People given for others: "in exchange for 60 detainees", and those others."""
        if not self.counter.is_people(counted):
            return None
        if (swap := self._swapped(parse, counted)) is not None:
            return Link("freed", "in exchange", swap)
        at = counted.word.i
        before = [w.lower for w in parse.words[max(0, at - _EXCHANGE) : at]]
        if "for" not in before:
            return None
        given = any(word in self.words.exchange for word in before[: before.index("for")])
        return Link("freed", "in exchange", counted.word) if given else None

    def _swapped(self, parse: Parse, counted: Counted) -> Word | None:
        """By what word a count is of people that others are given for.

        "Forty soldiers came back in exchange for 60 rebels", "a swap, 40 soldiers for 60 rebels".
        """
        bearer = counted.bearer
        own = next((p for p in bearer.kids("prep") if _is_for_people(p)), None)
        giver = bearer.head.head if bearer.dep == "pobj" else bearer
        if own is not None or (_is_for_people(bearer.head) and _has_key(giver)):
            swaps = (w for w in parse.words[: counted.word.i] if w.lower in self.words.swaps)
            return next(swaps, None)
        if bearer.dep not in {"nsubj", "nsubjpass", "dobj"} or bearer.head.lemma == "hold":
            return None
        for prep in bearer.head.kids("prep"):
            given = prep.kid("pobj")
            if given is not None and given.lower in self.words.exchange:
                return given if any(map(_is_for_people, given.kids("prep"))) else None
        return None

    def _by_adjective_after(self, parse: Parse, counted: Counted) -> Link | None:
        """An adjective right after the count, with no verb between: "ten dead and 70 wounded"."""
        after = parse.words[counted.last + 1 : counted.last + 3]
        if not after or after[0].tag not in {"JJ", "VBN", "VBD", "NN"}:
            return None
        before_noun = len(after) == 2 and after[1].pos in _NOUN_AFTER
        if before_noun or any(after[0].kids("dobj", "agent")):
            return None
        link = self._said_as_adjective(after[0], counted, "participle beside")
        if link is not None and link.measure == "affected":
            # "twelve pilgrims stranded on a bridge were winched up": the verb tells their fate
            told = (v for v in self._verb_links(counted) if v.said_by is not link.said_by)
            became = (v for v in told if v.measure in FATES and v.rule == "verb, passive")
            return next(became, link)
        if link is not None and link.measure == "alive":
            saved = self._by_verb(parse, counted)  # "dug nine people alive out of a cellar"
            return saved if saved is not None and saved.measure == "rescued" else link
        return link

    def _by_remaining(self, parse: Parse, counted: Counted) -> Link | None:
        """What people remain of whom a participle tells: "40 workers seized in May remain captive".

        The parse takes the participle for the verb, as there is no "who were".
        """
        if counted.bearer.dep not in {"nsubj", "nsubjpass"} or not self.counter.is_people(counted):
            return None
        for word, after in pairwise(parse.words[counted.last + 1 :]):
            if word.key is not None and word.dep != "nummod":
                return None
            if word.lower in self.words.asides or word.pos in {"CCONJ", "PRON"}:
                return None
            if word.lemma == "remain" and word.tag in {"VB", "VBP", "VBD"}:
                return self._said_as_adjective(after, counted, "remaining")
        return None

    def _by_verb(self, _: Parse, counted: Counted) -> Link | None:
        """The verb that governs the count: "killed 19", "19 were killed", "19 who died".

        What a sentence claims of people outweighs that they are held: "40 soldiers held
        by the militia were freed".
        """
        links = self._verb_links(counted)
        first = next(links, None)
        if first is None or first.measure not in HELD or first.said_by.dep != "acl":
            return first
        return next((link for link in links if link.measure in FATES), first)

    def _verb_links(self, counted: Counted) -> Iterator[Link]:
        """Yield what each verb over the count makes of it, the nearest first."""
        for word, role in self.governors.of(counted):
            if word.dep == "xcomp" and word.head.lemma in self.words.attempts:
                continue
            if role.endswith("in company") and not self._is_company(counted):
                continue
            if role in {"subject", "passive"} and self._is_of_included(word, counted):
                continue
            spared = word.dep == "relcl" and role == "passive" and any(word.kids("neg"))
            for said in self._sayings(word, counted):
                if spared and said.measure in HARMS:
                    break  # "passengers who were not hurt were taken by bus"
                if _fits(said, word, role):
                    yield Link(self._settled(said, word, counted), f"verb, {role}", word)
            if role.removeprefix("after ") in self.words.act_links:
                link = self._act(word, counted)
            else:
                link = None if spared else self._predicate(word, role, counted)
            if link is not None:
                yield link

    def _is_of_included(self, verb: Word, counted: Counted) -> bool:
        """Whether a participle is said of those included: "27 martyrs, including 2 pulled out"."""
        if verb.tag != "VBN" or any(verb.kids("aux", "auxpass")):
            return False
        under = (
            k
            for w in counted.bearer.children
            if w.lower in self.words.including
            for k in w.children
        )
        return any(k.i == verb.i - 1 for k in under)

    def _by_neighbour(self, parse: Parse, counted: Counted) -> Link | None:
        """The participle right after the count: "18 wounded", "four people dead"."""
        for word in self._after(parse, counted):
            if word.key is not None or word.lower in self.words.neighbour_ends:
                return None
            if word.pos == "AUX" and counted.bearer.dep == "dobj":
                return None  # "a ferry built to carry 50, were missing"
            if (
                word.tag in _SAID_BESIDE
                and not any(word.kids("dobj"))
                and (measure := self._said_beside(word, counted))
            ):
                return Link(measure, "participle beside", word)
            if word.lower not in self.words.between and word.pos != "ADV":
                return None
        return None

    def _after(self, parse: Parse, counted: Counted) -> list[Word]:
        """The words after the count, without an aside: "three, including two guards, were"."""
        after = parse.words[counted.last + 1 :]
        if len(after) > 1 and after[0].lower in self.words.asides:
            ends = (n for n, w in enumerate(after[1:], start=1) if w.lower in self.words.asides)
            if after[1].lower in self.words.including:
                after = after[next(ends, -1) + 1 :]
        return after[:_BESIDE]

    def _by_phrase(self, parse: Parse, counted: Counted) -> Link | None:
        """A phrase said of the count: "12 are in custody", "with 870,000 in need"."""
        homes = self.counter.kind(counted) == "home"
        if not homes and not self.counter.is_people(counted):
            return None
        phrases = [*self._phrases_of(counted), *_phrases_after(parse, counted)]
        for preposition in phrases:
            measure = self.measures.phrase(preposition) or self._listed_as(preposition)
            if measure is not None and measure.startswith("homes") == homes:
                return Link(measure, "phrase", preposition)
        return None

    def _listed_as(self, preposition: Word) -> str | None:
        """What people are told to be "as": "three are posted as missing"."""
        said = preposition.kid("amod", "pobj", "pcomp") if preposition.lower == "as" else None
        told = said is not None and preposition.head.tag == "VBN" and not any(said.kids("dobj"))
        return self.measures.adjective(said) if said is not None and told else None

    def _by_adverb(self, parse: Parse, counted: Counted) -> Link | None:
        """People told to be inside, or out of, what holds them: "that leaves 34 still inside"."""
        if not self.counter.is_people(counted):
            return None
        for near in (counted.word, counted.bearer, counted.bearer.head):
            for word in near.kids("advmod", "prep", "prt", "acomp", "attr", "advcl"):
                if word.i < counted.word.i or any(word.kids("pobj")):
                    continue
                if word.lower in self.words.inside or self._is_in_there(parse, word):
                    return Link("held", "adverb", word)
                gets = near.lemma in self.words.get_out and not any(word.kids("prep"))
                if gets and word.lower in self.words.out:
                    return Link("freed", "adverb", word)
        return None

    def _is_in_there(self, parse: Parse, word: Word) -> bool:
        """Whether the word is the last of "still in there"."""
        before = [w.lower for w in parse.words[max(0, word.i - 2) : word.i + 1]]
        return " ".join(before) in self.words.in_there

    def _by_modifier(self, _: Parse, counted: Counted) -> Link | None:
        """A word before the noun: "1,300 displaced people", "four wounded men"."""
        unit = counted.unit
        if unit is None:
            return None
        for word in unit.kids("amod", "acl", "compound", "nmod"):
            if word.i > unit.i:
                continue
            if link := self._said_as_adjective(word, counted, "modifier"):
                return link
            if word.tag == "VBN" and (measure := self._said_beside(word, counted)):
                return Link(measure, "modifier", word)
        return None

    def _by_noun(self, _: Parse, counted: Counted) -> Link | None:
        """The counted noun itself: "27 deaths", "48 captives", "with 221 hurt"."""
        unit = counted.unit
        if unit is None or unit.name:
            return None
        measure = self._as_group(unit, counted) or self._as_loss(unit)
        if measure is None:
            measure = next(iter(self.measures.noun(unit, "group")), None)
        if measure is None:
            measure = next(iter(self.measures.noun(unit, "count")), None)
            if measure == "affected" and not self._is_disease(unit):
                return None
        return Link(measure, "noun", unit) if measure is not None else None

    def _by_group_fronted(self, parse: Parse, counted: Counted) -> Link | None:
        """The group named before its numbers: "of the martyrs, 207 were children"."""
        node = counted.bearer
        if node.head.lemma != "be" or node.dep not in {"nsubj", "attr"}:
            return None
        for prep in node.head.kids("prep"):
            group = prep.kid("pobj") if prep.lower == "of" and prep.i < node.i else None
            if group is None or not any(k.lower in self.words.definite for k in group.children):
                continue
            if any(w.key is not None for w in parse.words[prep.i : counted.word.i]):
                continue
            measure = self.tolls.of_word(group)
            return Link(measure, "noun", group) if measure is not None else None
        return None

    def _by_toll(self, _: Parse, counted: Counted) -> Link | None:
        """A toll noun in the clause: "the toll rose to 36", "puts the injured at seven"."""
        if counted.unit is not None and not self.counter.is_people(counted):
            return None
        tolls = (self.tolls.toll(word) for word in self.governors.toll_words(counted))
        return next((link for link in tolls if link is not None), None)

    # ---- what words say ------------------------------------------------------------------

    def _sayings(self, word: Word, counted: Counted) -> Iterator[Said]:
        """Yield what the verb `word` says of things such as are counted here."""
        for said in self.measures.verb(word):
            if said.of and (
                counted.unit is None or self.groups.singular(counted.unit.lower) not in said.of
            ):
                continue
            if self.counter.is_counted(said.counts, counted):
                yield said

    def _settled(self, said: Said, verb: Word, counted: Counted) -> str:
        """The measure that `said` comes to in its clause."""
        if said.measure in {"killed", "wounded"} and self._is_either(verb):
            return "casualties"
        is_many = counted.unit is not None and counted.unit.tag in {"NNS", "NNPS"}
        return said.of_many if is_many else said.measure

    def _is_either(self, verb: Word) -> bool:
        """Whether "killed or wounded" leaves the two untold."""
        pair = [verb, *verb.kids("conj"), *([verb.head] if verb.dep == "conj" else [])]
        if not any(k.lower == "or" for w in pair for k in w.kids("cc")):
            return False
        return {"killed", "wounded"} <= {s.measure for w in pair for s in self.measures.verb(w)}

    def _act(self, noun: Word, counted: Counted) -> Link | None:
        """A noun for an act with the group under it: "the killing of two aid workers"."""
        bare = counted.unit is None and counted.partitive is None
        if bare and counted.bearer is counted.word and noun.lower not in self.words.lone_acts:
            return None
        told = any(word.lower in self.words.unknown for word in noun.head.children)
        if noun.lower in self.words.fates and not told:
            return None
        is_home = self.counter.kind(counted) == "home"
        for measure in self.measures.noun(noun, "act"):
            homes = measure.startswith("homes_")
            if homes == is_home and (homes or self.counter.is_people(counted)):
                return Link(measure, "act noun", noun)
        return None

    def _predicate(self, word: Word, role: str, counted: Counted) -> Link | None:
        """What a predicate adjective says of the count: "12 are dead"."""
        if role not in {"subject", "passive", "complement"}:
            return None
        if word.pos in VERBAL and word.tag not in {"VBN", "VBG", "VBD"}:
            return None
        return self._said_as_adjective(word, counted, "predicate adjective")

    def _said_as_adjective(self, word: Word, counted: Counted, rule: str) -> Link | None:
        """What an adjective says of the count; of things it says nothing."""
        measure = self.measures.adjective(word)
        known = measure is not None and self.counter.is_people(counted)
        return Link(measure, rule, word) if measure is not None and known else None

    def _said_beside(self, word: Word, counted: Counted) -> str | None:
        """What a participle or adjective beside a count says of it."""
        measure = self.measures.adjective(word)
        if measure is not None and self.counter.is_people(counted):
            return measure
        if word.tag not in {"VBN", "VBD", "VBG"}:
            return None
        for said in self._sayings(word, counted):
            if said.takes != ("subject" if word.tag == "VBN" else "object") or word.tag == "VBD":
                return said.measure
        return None

    def _as_group(self, unit: Word, counted: Counted) -> str | None:
        """What a word that tells people's fate says as the counted noun."""
        measure = self.measures.adjective(unit)
        if counted.partitive is unit and (measure or self._as_noun(unit)):
            return measure or self._as_noun(unit)  # "two of the drowned"
        is_thing = self.counter.kind(counted) == "thing"
        is_paper = is_thing and self.groups.singular(unit.lower) in self.words.death_papers
        if is_paper and any(k.lower in self.words.of_death for k in unit.kids("compound")):
            return "killed"
        if unit.tag in {"NN", "NNS", "VBN", "JJ"} and not self.counter.is_person(counted):
            return measure
        return None

    def _as_loss(self, unit: Word) -> str | None:
        """What a noun counts that has a life under it: "no loss of life"."""
        of = next((k for k in unit.kids("prep") if k.lower == "of"), None)
        below = of.kid("pobj") if of is not None else None
        if below is None or self.groups.kind(below.lower) != "life" or below.key is not None:
            return None
        return next((m for m in self.measures.noun(unit, "act") if m == "killed"), None)

    def _as_noun(self, word: Word) -> str | None:
        """What a participle used as a noun says: the killed, the drowned, the arrested."""
        if word.tag != "VBN" and not any(k.lower in self.words.definite for k in word.children):
            return None
        people = {"living", "persons"}
        said = (s for s in self.measures.verb(word) if not s.of)
        return next((s.measure for s in said if s.counts in people), None)

    def _is_company(self, counted: Counted) -> bool:
        """Whether the count is of people: "with two others", "with two clerks", not two rifles."""
        return self.counter.is_person(counted) or counted.bearer.lower in self.words.rests

    def _is_disease(self, unit: Word) -> bool:
        """Whether "cases" are cases of an illness, and not of a court or an office."""
        return not any(w.lower in self.words.no_disease for w in unit.subtree())

    def _phrases_of(self, counted: Counted) -> Iterator[Word]:
        """Yield the prepositions that the parse hung on the count or its verb."""
        places = [counted.word, counted.bearer, *([counted.unit] if counted.unit else [])]
        for verb, role in self.governors.of(counted):
            if role in {"subject", "passive", "object"} and verb.pos in VERBAL:
                places.append(verb)
        for place in places:
            for prep in place.kids("prep", "acl", "advmod"):
                another = any(w.key is not None for w in prep.subtree())
                if prep.i > counted.word.i and not another:  # "to 149, with over 870 injured"
                    yield prep


def _has_key(word: Word) -> bool:
    """Whether a number stands right under a word: the soldiers of "40 soldiers"."""
    return word.key is not None or any(k.key is not None for k in word.kids("nummod"))


def _is_for_people(prep: Word) -> bool:
    """Whether a "for" leads to a number of something: "for 60 detainees"."""
    given = prep.kid("pobj")
    return prep.lower == "for" and prep.dep == "prep" and given is not None and _has_key(given)


def _phrases_after(parse: Parse, counted: Counted) -> list[Word]:
    """The prepositions right after the count, wherever the parse hung them."""
    after = parse.words[counted.last + 1 : counted.last + 4]
    # "149, with over 870 injured" has a count and no object; "195,000 in 21 camps" has one
    own = ((w, beside) for w, beside in pairwise(after) if beside.key is None or w.kid("pobj"))
    return [w for w, _ in own if w.dep == "prep"]


def _fits(said: Said, verb: Word, role: str) -> bool:
    """Whether the verb counts the argument in `role`."""
    if role == "complement":
        return said.takes != "subject" or verb.tag == "VBG"
    if role == "passive":
        return said.takes != "subject" or verb.tag == "VBN"
    if role == "object" or role == "passive in company":
        return said.takes != "subject"
    if role == "in company":
        return said.takes == "subject"
    if role == "subject":
        # "Seven killed in bombing": a headline leaves the auxiliary out, and there is no object.
        reduced = verb.tag == "VBN" and not any(verb.kids("dobj", "aux"))
        return said.takes != "object" or (reduced and said.counts != "lives")
    return False
