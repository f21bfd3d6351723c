"""Finds the phrases of a sentence that name a place, by preposition and head, with no gazetteer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from whence.lexicon import Words, open_words
from whence.text.grammar import Parse, Word, stretch
from whence.text.segment import WordGroup

# Words of a phrase nested in a place, at most: a longer one is the story going on.
LONGEST_NESTED = 9
# Words before "south of the port" that say how far, at most: "20 nautical miles".
LONGEST_WAY = 4


class PlaceWords(Words, frozen=True):
    """`places.toml`, as it stands in the file."""

    prepositions: WordGroup
    weak_prepositions: WordGroup
    sites: WordGroup
    areas: WordGroup
    only_named: WordGroup
    never: WordGroup
    homes: WordGroup
    owners: WordGroup
    compass: WordGroup
    nested: WordGroup
    beside: WordGroup
    no_site_of: WordGroup
    openers: WordGroup
    hits: WordGroup
    events: WordGroup
    where: WordGroup
    where_in: WordGroup
    out: WordGroup
    houses_of: WordGroup
    named_events: WordGroup
    wars: WordGroup
    moved: WordGroup
    leaving: WordGroup
    befalling: WordGroup
    finding: WordGroup
    holding_office: WordGroup
    there: WordGroup
    parts: WordGroup
    failing: WordGroup
    lengths: WordGroup
    compared: WordGroup
    returning: WordGroup
    residents: WordGroup
    goals: WordGroup
    taking: WordGroup


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as written; `head` is its noun, `governor` the word it hangs on.

    `rank` says how exact it is: 0 a site, 1 a name, 2 an area. One that is not `specific`
    ("collapsed buildings", "the country") is a place for its own sentence only.
    """

    start: int
    end: int
    head: Word
    governor: Word
    rank: int
    specific: bool
    goal: bool = False  # where people go back to: a place for those only
    abode: bool = False  # where the counted live: their place if nothing tells another


class Places:
    """Finds places in one language."""

    def __init__(self, words: PlaceWords) -> None:
        self.words = words
        self.prepositions = frozenset(words.prepositions.words)
        self.sites = frozenset(words.sites.words)
        self.areas = frozenset(words.areas.words)
        self.never = frozenset(words.never.words)

    def find_places(self, parse: Parse, times: list[tuple[int, int]]) -> list[PlaceMention]:
        """Return the places of a sentence, left to right; what `times` cover is none."""
        found = [p for p in self._phrases(parse, times) if not self._is_house(p)]
        return [p for p in found if not any(_holds(q, p) for q in found if q is not p)]

    def _phrases(self, parse: Parse, times: list[tuple[int, int]]) -> Iterator[PlaceMention]:
        for word in parse.words:
            if word.key is not None or _is_within(word, times):
                continue
            if word.name and (event := self._beside_name(word, parse)) is not None:
                yield self._named(word, event, parse)
            elif word.dep == "appos" and word.head.name:
                continue  # "Orel, a town where …": the name says it
            elif (place := self._plain(word, parse, times)) is not None:
                yield place

    def _plain(self, word: Word, parse: Parse, times: list[tuple[int, int]]) -> PlaceMention | None:
        """The place at a noun by its preposition, its verb, or the clause that happens there.

        One that only such a clause tells of is for its own sentence, unless the clause counts:
        "were taken to Orel, where two hotels had opened" tells nothing of who was hurt where.
        """
        placed = word.dep in {"pobj", "dobj", "conj", "nsubj", "nsubjpass"}
        prep = word.head if word.dep == "pobj" else None
        rank = self._rank(word, prep) if placed else None
        clause = self._clause_there(word)
        if clause is None:
            if rank is None:
                return self._goal(word, parse, times) or self._abode(word, parse, times)
            return self._mention(word, _governor(word, prep), rank, parse, times)
        listed = word.lower in self.sites or word.lower in self.areas
        exact = 0 if listed or word.name else 2  # what happened there makes it exact
        place = self._mention(word, clause, exact, parse, times)
        sure = listed or rank is not None or any(w.key is not None for w in clause.subtree())
        return place if sure else replace(place, specific=False)

    def _goal(self, word: Word, parse: Parse, times: list[tuple[int, int]]) -> PlaceMention | None:
        """Where people return to: "have gone back to Orel"."""
        prep = word.head
        goes = word.dep == "pobj" and prep.lower in self.words.goals.words
        verb = prep.head.head if prep.head.dep in {"prep", "advmod"} else prep.head
        if not goes or verb.lemma not in self.words.returning.words:
            return None
        site, area = word.lower in self.sites, word.lower in self.areas
        if word.lower in self.never or not (site or area or word.name):
            return None
        place = self._mention(word, verb, 0 if site else 1 if word.name else 2, parse, times)
        return replace(place, specific=False, goal=True)

    def _abode(self, word: Word, parse: Parse, times: list[tuple[int, int]]) -> PlaceMention | None:
        """Where people live who are counted: "60 residents of the lower bank"."""
        prep = word.head
        if word.dep != "pobj" or prep.lower != "of":
            return None
        if prep.head.lower not in self.words.residents.words or word.lower in self.never:
            return None
        area = word.lower in self.areas or word.lemma in self.areas
        site = word.lower in self.sites or word.lemma in self.sites
        if not (site or area or word.name):
            return None
        place = self._mention(word, prep.head, 0 if site else 1 if word.name else 2, parse, times)
        return replace(place, specific=False, abode=True)

    def _is_house(self, place: PlaceMention) -> bool:
        """Whether a place is a house for the hurt by its own name: "Orel General Hospital"."""
        return place.head.text.split()[-1].lower() in self.words.houses_of.words

    def _mention(
        self, word: Word, governor: Word, rank: int, parse: Parse, times: list[tuple[int, int]]
    ) -> PlaceMention:
        start, end = self._extent(word, times)
        start = min(start, self._way_to(word, parse))
        inside = [w for w in parse.words if start <= w.start < end]
        certain = rank == 0 and word.tag == "NN" and inside[0].lower in self.words.openers.words
        specific = certain or any(w.name for w in inside)
        return PlaceMention(start, end, word, governor, rank, specific)

    def _beside_name(self, name: Word, parse: Parse) -> Word | None:
        """What makes a place of a bare name: the event or the town's hospital after it."""
        following = parse.words[name.i + 1 : name.i + 3]
        for rank, event in enumerate(following):
            if event.lower in self.words.named_events.words:
                return event
            if rank == 0 and (event.pos != "NOUN" or event.tag == "NNS"):
                break
        owned = name.head
        if name.dep == "pobj" and owned.lower == "of":  # "the hospital and the posts of Orel"
            house = owned.head.head if owned.head.dep == "conj" else owned.head
            return house.head if house.lower in self.words.houses_of.words else None
        if name.dep == "poss" and owned.lower in self.words.wars.words:
            return owned
        town = name.dep in {"poss", "compound"} and owned.lower in self.words.houses_of.words
        return owned.head if town else None

    def _named(self, name: Word, event: Word, parse: Parse) -> PlaceMention:
        """The whole name before an event, with a site after it: "the Low Harn tunnel fire"."""
        between = parse.words[name.i + 1 : event.i] if event.i > name.i else []
        sited = bool(between) and between[0].lower in self.sites
        cased = name.text.isupper()  # "LIVE Orel siege" is of Orel
        before = takewhile(
            lambda w: w.name and w.text.isupper() == cased, reversed(parse.words[: name.i])
        )
        start = min([name.start, *(w.start for w in before)])
        end = between[0].end if sited else name.end
        return PlaceMention(start, end, name, event, 0 if sited else 1, specific=True)

    def _clause_there(self, word: Word) -> Word | None:
        """The clause that happens at the noun: "a post office where four were held"."""
        if word.lower in self.never or not (word.name or word.pos in {"NOUN", "PROPN"}):
            return None
        said_of = [word, *(k for k in word.kids("appos") if word.name)]
        clauses = (c for w in said_of for c in w.kids("relcl"))
        return next((c for c in clauses if self._is_where(c)), None)

    def _is_where(self, clause: Word) -> bool:
        """Whether "where" or "in which" opens the clause."""
        if any(k.lower in self.words.where.words for k in clause.kids("advmod")):
            return True
        return any(
            prep.lower in self.words.where_in.words and any(k.tag == "WDT" for k in prep.children)
            for prep in clause.kids("prep")
        )

    # ---- how exact a place is ----------------------------------------------------------------

    def _rank(self, word: Word, prep: Word | None) -> int | None:
        """How exact the place at `word` is, None where it is no place."""
        if word.lower in self.never or word.tag in {"PRP", "WDT", "WP", "CD"}:
            return None
        if word.lower in self.words.only_named.words and not any(word.kids("compound", "nmod")):
            return None
        if self._is_someones_home(word) or word.text.lower() in self.words.houses_of.words:
            return None
        site = word.lower in self.sites or word.lemma in self.sites
        area = word.lower in self.areas or word.lemma in self.areas
        if prep is None:
            return self._object_rank(word, site=site, area=area)
        if not self._leads(prep, listed=site or area or word.name):
            return None
        if site:
            return 0
        if word.name:
            return 1 if self._names_a_place(prep) else None
        return 2 if area else None

    def _object_rank(self, word: Word, *, site: bool, area: bool) -> int | None:
        """How exact a verb's object is as a place: "hit the school", "fled the valley"."""
        if word.dep in {"nsubj", "nsubjpass"}:
            return 0 if site and self._befalls(word) else None
        if word.dep != "dobj" or any(k.key is not None for k in word.kids("nummod")):
            return None
        if word.head.lemma in self.words.leaving.words:
            return 0 if site else 2 if area else 1 if word.name else None
        if site and word.head.lemma in self.words.hits.words:
            return 0
        bare = word.name and not any(word.kids("det", "poss"))
        return 1 if bare and word.head.lemma in self.words.befalling.words else None

    def _befalls(self, subject: Word) -> bool:
        """Whether a harm befell the subject: "the dam burst", "the school was hit".

        What is many, "schools were hit", is no one place.
        """
        verb = subject.head.lemma
        if subject.tag == "NNS":
            return False
        if subject.dep == "nsubjpass":
            return verb in self.words.hits.words
        return verb in self.words.failing.words

    def _is_someones_home(self, word: Word) -> bool:
        owner = word.kid("poss")
        mine = owner is not None and owner.lower in self.words.owners.words
        return mine and word.lower in self.words.homes.words

    def _leads(self, prep: Word, *, listed: bool) -> bool:
        """Whether the preposition leads to a place."""
        if prep.lower not in self.prepositions:
            return False
        if prep.lower in self.words.weak_prepositions.words and not listed:
            return False
        if prep.lower in self.words.moved.words and self._is_origin(prep):
            return False
        if prep.lower != "of" or prep.head.lower in self.words.out.words:
            return True
        if prep.head.lower in self.words.parts.words:
            return listed
        return (listed and self._is_compass(prep.head)) or self._is_event(prep.head)

    def _is_origin(self, prep: Word) -> bool:
        """Whether people are only said to be from there: "migrants from the coast".

        Not so of those taken: "the abduction of six girls from the camp".
        """
        if prep.head.pos not in {"NOUN", "PROPN"} or self._is_event(prep.head):
            return False
        above = (prep.head, *list(prep.head.up())[:3])
        return not any(w.lemma in self.words.taking.words for w in above)

    def _names_a_place(self, prep: Word) -> bool:
        """Whether a bare name after the preposition is a place."""
        plain = prep.lower not in self.words.no_site_of.words
        plain = plain or prep.head.lower in (*self.words.parts.words, *self.words.out.words)
        moved = prep.lower in self.words.moved.words and prep.head.pos == "VERB"
        return plain or moved or self._is_event(prep.head) or self._is_compass(prep.head)

    def _is_compass(self, word: Word) -> bool:
        return word.lower in self.words.compass.words

    def _is_event(self, word: Word) -> bool:
        return word.lower in self.words.events.words or word.lemma in self.words.events.words

    # ---- the phrase as written ---------------------------------------------------------------

    def _extent(self, word: Word, times: list[tuple[int, int]]) -> tuple[int, int]:
        """The phrase as written: with the places nested in it, and "near" or "off" before it."""
        inside = [word]
        for child in word.children:
            if self._belongs(child, word):
                inside += child.subtree()
            elif child.dep == "prep" and child.lower in self.words.nested.words:
                below = child.subtree()
                if _is_plain(below, times):
                    inside += below
        start, end = stretch(inside)
        prep = word.head
        if word.dep == "pobj" and prep.dep == "prep" and prep.lower in self.words.beside.words:
            start = prep.start
        return start, end

    def _way_to(self, word: Word, parse: Parse) -> int:
        """Where the way to a place begins: "20 km south of the port" is not the port."""
        prep = word.head
        compass = prep.head
        if prep.lower != "of" or not self._is_compass(compass) or compass.dep == "pobj":
            return word.start
        before = parse.words[max(0, compass.i - LONGEST_WAY) : compass.i]
        far = list(takewhile(lambda w: w.tag in {"CD", "NN", "NNS", "JJ"}, reversed(before)))
        measured = bool(far) and far[0].lemma in self.words.lengths.words
        return far[-1].start if measured else compass.start

    def _belongs(self, child: Word, word: Word) -> bool:
        """Whether a word under the head is part of the place's own name."""
        if child.dep == "advmod":
            return self._is_compass(child)
        if child.i > word.i:
            return child.dep == "appos" and child.name
        return child.dep in {
            "det", "amod", "compound", "nmod", "poss", "nummod", "case", "appos",
        }  # fmt: skip


def _governor(word: Word, prep: Word | None) -> Word:
    """What a place hangs on: past its preposition, or two of them ("out of")."""
    if prep is None:
        return word.head
    return prep.head.head if prep.head.dep == "prep" else prep.head


def _is_plain(words: list[Word], times: list[tuple[int, int]]) -> bool:
    """Whether a nested phrase only says where: it is short, and has no time, number or verb."""
    if len(words) > LONGEST_NESTED:
        return False
    return not any(w.key is not None or w.pos == "VERB" or _is_within(w, times) for w in words)


def _is_within(word: Word, spans: list[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _holds(outer: PlaceMention, inner: PlaceMention) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@cache
def open_places(language: str = "en") -> Places:
    """The place words of a language, opened once."""
    return Places(open_words(language, "places", PlaceWords))
