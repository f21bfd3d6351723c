"""Finds the phrases of a sentence that name a place, by their preposition and head, not by a gazetteer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from whence.find.groups import open_groups
from whence.lexicon import Words, open_words
from whence.text.grammar import Parse, Word
from whence.text.segment import WordGroup


class PlaceWords(Words, frozen=True):
    """`places.toml`, as it stands in the file."""

    prepositions: WordGroup
    weak_prepositions: WordGroup
    sites: WordGroup
    areas: WordGroup
    never: WordGroup
    homes: WordGroup


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


class Places:
    """Finds places in one language."""

    def __init__(self, words: PlaceWords, language: str) -> None:
        self.prepositions = frozenset(words.prepositions.words)
        self.weak = frozenset(words.weak_prepositions.words)
        self.sites = frozenset(words.sites.words)
        self.areas = frozenset(words.areas.words)
        self.never = frozenset(words.never.words)
        self.homes = frozenset(words.homes.words)
        self._groups = open_groups(language)

    def find_places(self, parse: Parse, times: list[tuple[int, int]]) -> list[PlaceMention]:
        """Return the places of a sentence, left to right; what `times` cover is none."""
        found = list(self._phrases(parse, times))
        inner = {
            id(p)
            for p in found
            for q in found
            if q is not p and q.start <= p.start and p.end <= q.end
        }
        return [p for p in found if id(p) not in inner]

    def _phrases(self, parse: Parse, times: list[tuple[int, int]]) -> Iterator[PlaceMention]:
        for word in parse.words:
            if (
                word.dep not in {"pobj", "dobj", "conj", "nsubj", "nsubjpass"}
                or word.key is not None
            ):
                continue
            if any(start <= word.start < end for start, end in times):
                continue
            prep = word.head if word.dep == "pobj" else None
            rank = self._rank(word, prep)
            if rank is None:
                continue
            start, end = self._extent(word, prep, times)
            governor = prep.head if prep is not None else word.head
            yield PlaceMention(
                start, end, word, governor, rank, self._is_specific(word, rank, start, end, parse)
            )

    def _rank(self, word: Word, prep: Word | None) -> int | None:
        small = word.lower
        if small in self.never or word.tag in {"PRP", "WDT", "WP", "CD"}:
            return None
        owned = word.kid("poss")
        if (
            small in self.homes
            and owned is not None
            and owned.lower in {"their", "his", "her", "its", "our", "my"}
        ):
            return None
        site, area = (
            small in self.sites or word.lemma in self.sites,
            small in self.areas or word.lemma in self.areas,
        )
        if prep is None:
            # the thing a strike hits: only a site, as the object of what did the harm
            return 0 if site and word.dep == "dobj" and word.head.lemma in _HITS else None
        if prep.lower not in self.prepositions:
            return None
        if prep.lower in self.weak and not (site or area or word.name):
            return None
        if prep.lower == "of" and not (
            (area and prep.head.lower in {"south", "north", "east", "west"}) or _is_event(prep.head)
        ):
            return None
        if site:
            return 0
        if word.name:
            return (
                1
                if prep.lower not in {"of", "from", "under", "over"}
                or _is_event(prep.head)
                or prep.head.lower in {"south", "north", "east", "west"}
                else None
            )
        if area:
            return 2
        return None

    @staticmethod
    def _is_specific(word: Word, rank: int, start: int, end: int, parse: Parse) -> bool:
        """Whether the phrase has a name in it, or is one certain site."""
        inside = [w for w in parse.words if start <= w.start < end]
        return any(w.name for w in inside) or (
            rank == 0 and inside[0].lower in {"the", "a", "an", "one", "near", "outside"}
        )

    def _extent(
        self, word: Word, prep: Word | None, times: list[tuple[int, int]]
    ) -> tuple[int, int]:
        """The phrase as written: with the places nested in it, and "near" or "off" before it."""
        inside = [word]
        for child in word.children:
            if (
                child.dep in {"det", "amod", "compound", "nmod", "poss", "nummod", "case", "appos"}
                and child.i < word.i
            ):
                inside += child.subtree()
            if child.dep == "prep" and child.lower in {
                "of",
                "in",
                "outside",
                "near",
                "at",
                "on",
                "inside",
                "south",
                "north",
                "east",
                "west",
            }:
                below = list(child.subtree())
                if (
                    len(below) <= 9
                    and not any(s <= w.start < e for w in below for s, e in times)
                    and not any(w.key is not None or w.pos == "VERB" for w in below)
                ):
                    inside += below
            if child.dep == "appos" and child.name and child.i > word.i:
                inside += child.subtree()
            if child.dep == "advmod" and child.lower in {"south", "north", "east", "west"}:
                inside += child.subtree()
        start, end = min(w.start for w in inside), max(w.end for w in inside)
        if prep is not None and prep.lower in {"near", "off", "outside"} and prep.dep == "prep":
            start = prep.start
        return start, end


_HITS = frozenset(
    {
        "hit",
        "strike",
        "target",
        "attack",
        "storm",
        "destroy",
        "bomb",
        "shell",
        "shake",
        "raid",
        "ambush",
        "batter",
        "devastate",
        "rock",
        "level",
        "flatten",
        "damage",
        "tear",
    }
)
_EVENTS = frozenset(
    "shelling bombing bombardment attack assault raid strike collapse sinking storming siege capsizing crash explosion "
    "fall evacuation blast massacre bombardments burning flooding".split()
)


def _is_event(word: Word) -> bool:
    return word.lower in _EVENTS or word.lemma in _EVENTS


@cache
def open_places(language: str = "en") -> Places:
    """The place words of a language, opened once."""
    return Places(open_words(language, "places", PlaceWords), language)
