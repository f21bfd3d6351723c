"""What a claim counts, in a form in which claims can be compared.

A Count is a figure as the ledger keeps it with what comparing needs: the body that gives
it, the group it counts, and its bounds. "At least" contradicts only what lies below it,
and a rounded number contradicts nothing within its rounding.
"""

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from whence.ledger.words import WordList
from whence.lexicon import Words, open_words
from whence.records import Comparator, Modality, PeriodKind, SourceKind

# Of a number said to be "about", this share of it is within its rounding at most: "nearly
# 100" is no 60, though its last sure figure is the hundreds.
LOOSEST = 0.1
# "Hundreds" are 200 or more, and were they a thousand, the next word would have been taken:
# each vague word ends where five times its least begins.
VAGUE_REACH = 5


class Count(msgspec.Struct, frozen=True):
    """A figure of the ledger, with what comparing it needs.

    A struct, since a page of series makes a thousand of them: a dataclass takes ten times as long.

    `source` is the body that gives it, by the name the ledger knows it under, and `day`
    the report's. `superseded` says that a later revision of its report took its place,
    `copied` that its report repeats another's. `added` marks deaths and the like of an
    earlier time that are entered now, and `tabled` a figure that was taken from a table, so
    that it cannot be misread. `is_body` says that the source is a body by its own
    name, and no person or nameless group; `speaks_for` is the body that its report ties it to.
    """

    claim: str
    report: str
    day: str | None
    position: int
    words: str
    measure: str
    low: int | None
    high: int | None
    comparator: Comparator = "exact"
    population: str | None = None
    source: str | None = None
    kind: PeriodKind | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    modality: Modality = "asserted"
    part_of: str | None = None
    quote: str = ""
    superseded: bool = False
    copied: bool = False
    added: bool = False
    tabled: bool = False
    is_body: bool = True
    speaks_for: str | None = None
    source_kind: SourceKind | None = None
    group: str = ""

    def __post_init__(self) -> None:
        """Work out the group once: comparing asks for it again and again."""
        msgspec.structs.force_setattr(self, "group", group_of(self.population, self.measure))

    @property
    def body(self) -> str | None:
        """Whose count it is: the body that the source speaks for, else the source itself."""
        return self.speaks_for or self.source

    @property
    def stands(self) -> bool:
        """Whether the count is told as fact by a report that no later one replaced."""
        return self.modality in {"asserted", "hedged"} and not (self.superseded or self.copied)

    @property
    def told(self) -> tuple[str, int]:
        """When it was told: the report's day, and its place among all that was told."""
        return self.day or "", self.position

    @property
    def value(self) -> int | None:
        """The one number given, None for a range or a vague word."""
        if self.comparator in {"vague", "between"}:
            return None
        return self.low if self.low is not None else self.high

    @property
    def is_exact(self) -> bool:
        """Whether the number is given without any looseness."""
        return self.comparator == "exact" and self.low == self.high

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest number that the words allow."""
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        match self.comparator:
            case "more_than":
                return low + 1, math.inf
            case "fewer_than":
                return low, high - 1
            case "about" if self.low is not None:
                slack = rounding(self.low)
                return self.low - slack, self.low + slack
            case "vague":
                return low, low * VAGUE_REACH - 1
            case _:
                return low, high


def rounding(number: int) -> float:
    """Return how far off a number that is said to be "about" so many may be.

    Half of its last sure place, so that "some 4,500" is 4,450 to 4,550, and never more
    than LOOSEST of it.
    """
    unit = 1
    while number and number % (unit * 10) == 0:
        unit *= 10
    return min(unit / 2, number * LOOSEST)


def contradict(one: Count, other: Count) -> bool:
    """Whether no number fits both counts.

    >>> some = Count("a", "r", None, 0, "some 4,500", "killed", 4500, 4500, "about")
    >>> contradict(some, Count("b", "s", None, 1, "4,538", "killed", 4538, 4538))
    False
    """
    (low, high), (least, most) = one.bounds, other.bounds
    return low > most or least > high


def times_apart(one: Count, other: Count) -> float:
    """Return how many times as much the one count is as the other, at the least.

    1 where both may be the same; infinite where the lower is none at all.

    >>> many = Count("a", "r", None, 0, "22", "killed", 22, 22)
    >>> few = Count("b", "r", None, 1, "at most 5", "casualties", None, 5, "at_most")
    >>> times_apart(many, few)
    4.4
    """
    (low, high), (least, most) = one.bounds, other.bounds
    if low > most:
        return low / most if most > 0 else math.inf
    if least > high:
        return least / high if high > 0 else math.inf
    return 1.0


# ---- what is counted ---------------------------------------------------------------------------


class _Own(WordList, frozen=True):
    measures: tuple[str, ...]


class _Alike(WordList, frozen=True):
    name: str


class _Service(_Alike, frozen=True):
    of: str


class ComparingWords(Words, frozen=True):
    """`comparing.toml`: words that tell which groups and places are the same."""

    everybody: WordList
    own: tuple[_Own, ...]
    plural: WordList
    alike: tuple[_Alike, ...]
    service: tuple[_Service, ...]
    plain_places: WordList
    within: WordList
    remaining: WordList
    raised: WordList
    introducing: WordList
    struck_off: WordList
    illnesses: WordList
    combatants: WordList
    clauses: WordList


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NUMBER = re.compile(r"\d[\d,]*(?<!,)")
# Numbers that are written as one word; "another" is one more.
_SHORT = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"another": 1, "eleven": 11, "twelve": 12}


@cache
def group_of(population: str | None, measure: str, language: str = "en") -> str:
    """Return a key for the group that is counted, "" for everybody the measure counts.

    "people", "Tolmaris", "residents of Orrin" and no word at all are everybody, and so are
    the captives of a count of captives; "aid seekers", "children" and "children who starved"
    are groups of their own.
    """
    if population is None:
        return ""
    words = open_words(language, "comparing", ComparingWords)
    head, clause = _parted(population, frozenset(words.clauses.words))
    told = [_head_of(head, measure, words), _last_told(clause, words)]
    return " ".join(each for each in told if each)


def _parted(population: str, clauses: frozenset[str]) -> tuple[list[str], list[str]]:
    """Part the words before a clause or a place from those in it: "children / who starved"."""
    found: list[str] = _WORD.findall(population)
    at = next((at for at, word in enumerate(found) if at and word.lower() in clauses), len(found))
    return found[:at], found[at + 1 :]


def _head_of(found: Sequence[str], measure: str, words: ComparingWords) -> str:
    # A people's name alone is everybody the source counts; before a noun it is left out.
    plain = [_singular(word.lower()) for word in found if word[0].islower() or word == found[0]]
    last = plain[-1] if plain else ""
    own = {word for each in words.own if measure in each.measures for word in each.words}
    if last in own or last in words.everybody.words:
        return ""
    if len(found) == 1 and found[0].istitle() and last not in words.plural.words:
        return ""
    called = next((each.name for each in words.alike if last in each.words), last)
    services = (each for each in words.service if called == each.of)
    service = next((each.name for each in services if set(plain[:-1]) & set(each.words)), "")
    return f"{service} {called}".lstrip()


def _last_told(clause: Sequence[str], words: ComparingWords) -> str:
    """The last word of a clause that tells a group apart; a place does not."""
    plain = [word for word in clause if word.islower() and word not in words.plain_places.words]
    return _singular(plain[-1]) if plain else ""


def _singular(word: str) -> str:
    """Return a rough singular: enough to see that two words are one."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return {"people": "person", "men": "man", "women": "woman", "children": "child"}.get(word, word)


@cache
def place_words(place: str | None, language: str = "en") -> frozenset[str]:
    """Return the words by which a place is told from another, in small letters."""
    plain = open_words(language, "comparing", ComparingWords).plain_places.words
    return frozenset(w.lower() for w in _WORD.findall(place or "")) - frozenset(plain)


def tells_of_parts(sentence: str, language: str = "en") -> bool:
    """Whether a sentence says of some that they are among others: "among them 17 drivers"."""
    return _says_any(sentence, open_words(language, "comparing", ComparingWords).within.words)


def tells_of_the_rest(sentence: str, language: str = "en") -> bool:
    """Whether a sentence tells how many are left: "six of the nine still are in prison"."""
    return _says_any(sentence, open_words(language, "comparing", ComparingWords).remaining.words)


def is_raised(before: Count, after: Count, language: str = "en") -> bool:
    """Whether the sentence of a later count says by how many it goes on from an earlier one.

    "Two more died, bringing the number to seven" goes on from the five of an earlier report,
    whoever told of them.
    """
    more = (after.value or 0) - (before.value or 0)
    return (
        more > 0
        and before.is_exact
        and after.is_exact
        and (before.day or "") < (after.day or "")
        and more in numbers_in(after.quote)
        and tells_of_more(after.quote, language)
    )


def tells_of_more(sentence: str, language: str = "en") -> bool:
    """Whether a sentence says that a count goes on from one before: "bringing it to seven"."""
    return _says_any(sentence, open_words(language, "comparing", ComparingWords).raised.words)


def introduces_a_list(sentence: str, language: str = "en") -> bool:
    """Whether what a sentence counts is listed behind it: it ends with a colon, or "namely"."""
    words = open_words(language, "comparing", ComparingWords).introducing.words
    end = " ".join(_WORD.findall(sentence.lower())[-2:])
    return sentence.rstrip().endswith(":") or any(f" {end}".endswith(f" {word}") for word in words)


def numbers_in(sentence: str) -> frozenset[int]:
    """Return the numbers that a sentence names, in digits or in a short word.

    >>> sorted(numbers_in("Another guard and two of the 1,200 died."))
    [1, 2, 1200]
    """
    digits = (int(found.replace(",", "")) for found in NUMBER.findall(sentence))
    words = (_SHORT[word] for word in _WORD.findall(sentence.lower()) if word in _SHORT)
    return frozenset((*digits, *words))


def tells_of_removal(sentence: str, language: str = "en") -> bool:
    """Whether a sentence says that some were taken off a total: "180 were struck off"."""
    return _says_any(sentence, open_words(language, "comparing", ComparingWords).struck_off.words)


def died_of_illness(count: Count, language: str = "en") -> bool:
    """Whether a count is of those whom an illness killed, as its sentence tells."""
    illnesses = open_words(language, "comparing", ComparingWords).illnesses.words
    return count.measure == "killed" and _says_any(count.quote, illnesses)


def is_of_fighters(count: Count, language: str = "en") -> bool:
    """Whether those counted are called fighters: insurgents, gunmen, soldiers."""
    return count.group in open_words(language, "comparing", ComparingWords).combatants.words


def _says_any(sentence: str, words: Iterable[str]) -> bool:
    told = f" {' '.join(_WORD.findall(sentence.lower()))} "
    return any(f" {word} " in told for word in words)


def is_cap(count: Count) -> bool:
    """Whether a count only says what a number does not exceed: "no more than four"."""
    return count.comparator in {"at_most", "fewer_than"}


def is_cap_on_fighters(count: Count, language: str = "en") -> bool:
    """Whether a count says that no more than so many fighters were harmed, and so nobody else.

    Who answers a toll with it speaks of all who were harmed.
    """
    return is_cap(count) and is_of_fighters(count, language)


def named_words(place: str | None) -> frozenset[str]:
    """Return the words of a place that has a name: "its shelters" may be anywhere."""
    named = any(word[0].isupper() for word in _WORD.findall(place or ""))
    return place_words(place) if named else frozenset()


def same_place(one: Count, other: Count) -> bool:
    """Whether two counts may be of one place: a word is shared, or one names none."""
    mine, theirs = place_words(one.place), place_words(other.place)
    return not mine or not theirs or bool(mine & theirs)
