"""Finds amounts: numbers as written, with the words that make them firmer or looser.

One scan over the text takes up numbers and, before them, what looks like a number and
is none (dates, labels, ages, sums of money). Two numbers that make one amount are then
joined, what the words behind it show to be a measure falls away, and the rest takes its
modifiers. Nothing is parsed: whether people are counted is for `compose` to see.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Literal, get_args

from whence.find.amount_patterns import (
    after_pattern,
    compiled,
    ending,
    join_pattern,
    measure_pattern,
    scan_pattern,
)
from whence.find.numerals import (
    SPACE,
    NumberWords,
    Numerals,
    open_numerals,
    phrase_pattern,
    squeeze,
)
from whence.lexicon import open_words
from whence.records import Amount, Comparator, Span
from whence.text.segment import find_watches

Form = Literal["digits", "words", "vague", "none", "both", "single"]

# How far to look back for "between", a preposition of time or the like: a modifier and a
# preposition fit, and the scan stays linear.
LOOK_BACK = 48
# Years that a bare four-digit number may be.
YEARS = range(1000, 2100)
RECENT_YEARS = range(1900, 2100)
# Several, a few of a scale word: the codebook's three.
SEVERAL = 3


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount as written; `core` is the number alone, without its modifier."""

    amount: Amount
    core: Span
    form: Form


@dataclass(frozen=True, slots=True)
class _Draft:
    """A number on its way: its span, its form and what it is worth so far.

    `form` None is something that looks like a number and is none. `high` None with a
    vague word means no upper bound.
    """

    start: int
    end: int
    form: Form | None
    low: Fraction | None = None
    high: Fraction | None = None
    comparator: Comparator = "exact"


def find_amounts(text: str, language: str = "en") -> list[AmountMention]:
    """Return the amounts in `text`, left to right, none overlapping.

    What by its form is no count (money, measures, dates, ages, labels, codes, scores)
    is left out; numbers that count other things than people are not.

    >>> [m.amount.words for m in find_amounts("At least 12 of the 40 were hurt on 3 June.")]
    ['At least 12', '40']
    """
    return _open_finder(language).find(text)


@cache
def _open_finder(language: str) -> "_Finder":
    return _Finder(open_words(language, "numbers", NumberWords), open_numerals(language))


class _Finder:
    """The composed patterns of one language and the steps over a text."""

    def __init__(self, words: NumberWords, numerals: Numerals) -> None:
        self._words = words
        self._numerals = numerals
        self._scan = compiled(scan_pattern(words, numerals))
        self._comparators = {
            squeeze(phrase): comparator
            for comparator, phrases in words.before.items()
            for phrase in phrases
        }
        modifier = phrase_pattern(self._comparators)
        self._before = compiled(rf"(?<!\w)(?P<words>{modifier}){SPACE}(?=\w)")
        self._verbs = {key: ending(verbs) for key, verbs in words.verbs_before.items()}
        self._added = compiled(rf"(?<!\w){phrase_pattern(words.ranges.additions)}{SPACE}(?=\w)")
        self._after = after_pattern(words)
        self._join = join_pattern(words, modifier)
        loose = rf"(?:{modifier}{SPACE})?"
        self._between = ending(words.ranges.between, loose)
        self._rise = ending(words.ranges.rise, loose)
        self._fall = ending(words.ranges.fall, loose)
        self._spread = ending(words.ranges.spread, loose)
        self._measure = measure_pattern(words)
        lists = words.not_amounts
        many = rf"(?-i:[a-z]+)(?:{'|'.join(lists.plurals)})"
        self._by_day = compiled(rf"{SPACE}{phrase_pattern(lists.shifts)}{SPACE}{many}\b")
        nouns = phrase_pattern(words.people.nouns)
        self._people = compiled(rf"{SPACE}(?:[^\W\d]+{SPACE})?{nouns}\b")
        self._noun = compiled(rf"{SPACE}{nouns}\b")
        self._hour = ending(words.not_amounts.clock_at, loose)
        self._day_part = compiled(rf"{SPACE}{phrase_pattern(words.not_amounts.day_parts)}\b")
        self._year = ending(words.not_amounts.year_after)
        self._maybe_year = ending(words.not_amounts.maybe_year_after)
        self._zero_after = ending(words.zero.not_after)
        ranges = words.ranges
        links = phrase_pattern(ranges.conjunction + ranges.alternative + ranges.to)
        self._listed = compiled(rf"-?{SPACE}{links}{SPACE}")

    def find(self, text: str) -> list[AmountMention]:
        """Take the steps: scan, join, drop, and put the modifiers to what is left."""
        drafts = self._joined(text, [self._draft(match) for match in self._scan.finditer(text)])
        watches = find_watches(text)
        kept = [draft for draft in self._kept(text, drafts) if draft.start not in watches]
        modifiers = self._modifiers(text) if kept else {}
        return [self._mention(text, draft, modifiers) for draft in kept]

    # -- what the scan saw -------------------------------------------------------------

    def _draft(self, match: re.Match[str]) -> _Draft:
        """Return the draft for one match of the scan."""
        start, end = match.span()
        words = match[0]
        match match.lastgroup:
            case "digits" | "lettered":
                value = self._numerals.value(words)
                return _Draft(start, end, "digits", value, value)
            case "range":
                return self._dashed(start, words)
            case "words":
                value = self._numerals.value(words)
                return _Draft(start, end, "words", value, value)
            case "bare":
                value = Fraction(self._numerals.multipliers[words.lower()])
                return _Draft(start, end, "words", value, value)
            case "vague":
                return self._vague(start, words)
            case "about":
                value = Fraction(self._words.vague.about[squeeze(words)])
                return _Draft(start, end, "words", value, value, "about")
            case "none":
                return _Draft(start, end, "none", Fraction(0), Fraction(0))
            case "both":
                return _Draft(start, end, "both", Fraction(2), Fraction(2))
            case "single":
                return _Draft(start, end, "single", Fraction(1), Fraction(1))
        return _Draft(start, end, None)

    def _dashed(self, start: int, words: str) -> _Draft:
        """Return the draft of "12-15"; a score ("3-1") or a span of years is no amount."""
        left, right = re.split(r"\s*[-–]\s*", words, maxsplit=1)
        low, high = self._numerals.value(left), self._numerals.value(right)
        end = start + len(words)
        if low is None or high is None:
            return _Draft(start, end, None)
        low = self._carried(left, low, right, high)
        years = len(left) == 4 and left.isdigit() and low in RECENT_YEARS and len(right) in (2, 4)
        if low >= high or years:
            return _Draft(start, end, None)
        return _Draft(start, end, "digits", low, high, "between")

    def _carried(self, left: str, low: Fraction, right: str, high: Fraction) -> Fraction:
        """Return `low` with the scale that it shares with the right end: "two or three dozen"."""
        last = re.split(r"[\s-]+", right.lower())[-1]
        scale = self._numerals.multipliers.get(last, 1)
        if scale == 1 and re.fullmatch(r"\d{1,3},000", right):
            scale = 1000  # "60-70,000"
        plain = not any(
            word in self._numerals.multipliers for word in re.split(r"[\s-]+", left.lower())
        )
        return low * scale if plain and low < high / scale else low

    def _vague(self, start: int, words: str) -> _Draft:
        """Return the draft of a vague quantity, at the worth that the codebook gives it."""
        vague, text = self._words.vague, squeeze(words)
        low = vague.alone.get(text)
        if low is None:
            parts = text.split()
            low = vague.packs.get(parts[-1]) or self._numerals.multipliers.get(parts[-1], 1)
            if len(parts) > 2 and parts[-2] in self._words.numerals.of:
                low = vague.packs[parts[-3]] * vague.of[parts[-1]]
            elif any(text.startswith(each) for each in vague.several):
                low = SEVERAL * self._numerals.multipliers.get(parts[-1].removesuffix("s"), 1)
        return _Draft(start, start + len(words), "vague", Fraction(low), None, "vague")

    # -- two numbers, one amount -------------------------------------------------------

    def _joined(self, text: str, drafts: list[_Draft]) -> list[_Draft]:
        """Join neighbours that are the two ends of one amount."""
        joined: list[_Draft] = []
        for draft in drafts:
            pair = self._pair(text, joined[-1], draft) if joined else None
            if pair is None:
                joined.append(draft)
            else:
                joined[-1] = pair
        return joined

    def _pair(self, text: str, left: _Draft, right: _Draft) -> _Draft | None:
        """Return the one draft that `left` and `right` make, None where they are two."""
        counted = ("digits", "words", "vague")
        if (
            left.form not in counted
            or right.form not in counted
            or right.start - left.end > LOOK_BACK
        ):
            return None
        link = self._join.fullmatch(text, left.end, right.start)
        if link is None or left.low is None or right.low is None:
            return None
        if "vague" in (left.form, right.form):
            loose = link.lastgroup in ("raised", "alternative", "to") and left.low < right.low
            return (
                replace(left, end=right.end, form="vague", high=None, comparator="vague")
                if loose
                else None
            )
        if "between" in (left.comparator, right.comparator):
            return None
        return self._ranged(text, left, right, str(link.lastgroup))

    def _ranged(self, text: str, left: _Draft, right: _Draft, link: str) -> _Draft | None:
        """Return the range from `left` to `right`, a score where it runs down, else None."""
        assert left.low is not None
        assert right.high is not None
        back = max(0, left.start - LOOK_BACK)
        rises = self._rise.search(text, back, left.start) is not None
        spread = self._spread.search(text, back, left.start) is not None
        if link == "conjunction" and not self._between.search(text, back, left.start):
            return None
        low = self._carried(
            text[left.start : left.end], left.low, text[right.start : right.end], right.high
        )
        if low >= right.high:
            is_fall = self._fall.search(text, back, left.start) is not None
            return _Draft(left.start, right.end, None) if link == "to" and not is_fall else None
        if rises and not spread:
            return None
        return replace(left, end=right.end, low=low, high=right.high, comparator="between")

    # -- what is no count after all ----------------------------------------------------

    def _kept(self, text: str, drafts: list[_Draft]) -> list[_Draft]:
        """Return the drafts that may count something, from the last to the first looked at.

        A measure behind a list of numbers belongs to them all ("8 and 10 years").
        """
        kept: list[_Draft] = []
        measured: _Draft | None = None
        for draft in reversed(drafts):
            shares = measured is not None and self._listed.fullmatch(
                text, draft.end, measured.start
            )
            if draft.form in ("digits", "words", "vague", "single") and (
                shares or self._is_measure(text, draft)
            ):
                measured = draft
            elif draft.form is not None and self._may_count(text, draft):
                kept.append(draft)
        return kept[::-1]

    def _is_measure(self, text: str, draft: _Draft) -> bool:
        """Whether the words behind the number tell that it measures or is part of a word."""
        if self._after.match(text, draft.end) and text[draft.end] in "-+":
            return False
        if draft.low != 1 and self._by_day.match(text, draft.end):
            return False
        return self._measure.match(text, draft.end) is not None

    def _may_count(self, text: str, draft: _Draft) -> bool:
        """Whether a number is whole, and neither a year, an hour nor a sum without a currency."""
        back = max(0, draft.start - LOOK_BACK)
        if draft.form == "none":
            return not self._zero_after.search(text, back, draft.start)
        if draft.low is None or any(
            end and end.denominator != 1 for end in (draft.low, draft.high)
        ):
            return False
        if re.search(r"\.\d+\Z", text[draft.start : draft.end]):
            return False  # "11.00" is whole only by chance
        if draft.low >= 10**9 and draft.form != "vague":
            return self._people.match(text, draft.end) is not None
        if self._hour.search(text, back, draft.start) and self._day_part.match(text, draft.end):
            return not 1 <= draft.low <= 24
        return not self._is_year(text, draft, back)

    def _is_year(self, text: str, draft: _Draft, back: int) -> bool:
        """Whether a bare four-digit number is a year by what stands around it."""
        digits = text[draft.start : draft.end]
        if re.fullmatch(rf"\d{{4}}{SPACE}\w+{SPACE}\d{{4}}", digits) and draft.low in YEARS:
            return self._people.match(text, draft.end) is None
        if not (len(digits) == 4 and digits.isdigit() and draft.low in YEARS):
            return False
        if draft.low in RECENT_YEARS and self._year.search(text, back, draft.start):
            return True
        before = self._year.search(text, back, draft.start)
        if before or self._maybe_year.search(text, back, draft.start):
            return self._noun.match(text, draft.end) is None
        alone = re.compile(r"\s*(?:[^\s\w]|\Z)").match(text, draft.end)
        return draft.low in RECENT_YEARS and alone is not None

    # -- modifiers ---------------------------------------------------------------------

    def _modifiers(self, text: str) -> dict[int, tuple[int, Comparator | None]]:
        """Return where each modifier ends (with its blank), where it starts and what it says.

        Added words ("another") say None: they are passed only on the way to a modifier.
        """
        found: dict[int, tuple[int, Comparator | None]] = {
            match.end(): (match.start(), None) for match in self._added.finditer(text)
        }
        for match in self._before.finditer(text):
            verbs = self._verbs.get(squeeze(match["words"]))
            back = max(0, match.start() - LOOK_BACK)
            if verbs is None or not verbs.search(text, back, match.start()):
                found[match.end()] = (match.start(), self._comparators[squeeze(match["words"])])
        return found

    def _mention(
        self, text: str, draft: _Draft, modifiers: dict[int, tuple[int, Comparator | None]]
    ) -> AmountMention:
        """Put the modifiers around a number to it."""
        assert draft.form is not None
        said: list[Comparator] = []
        start = at = draft.start
        while draft.form in ("digits", "words", "vague") and at in modifiers:
            at, comparator = modifiers[at]
            if comparator is not None:
                start = at
                said.append(comparator)
        if draft.comparator == "between":
            between = self._between.search(text, max(0, start - LOOK_BACK), draft.start)
            start = between.start() if between else start
        end = draft.end
        after = self._after.match(text, end) if draft.form in ("digits", "words", "vague") else None
        if after is not None and not _is_of_next(after, modifiers):
            end = after.end()
            said.append(_group(after))
        low, high, comparator = _bounds(draft, said)
        return AmountMention(
            Amount(start, end, text[start:end], low, high, comparator),
            Span(draft.start, draft.end),
            draft.form,
        )


def _is_of_next(after: re.Match[str], modifiers: dict[int, tuple[int, Comparator | None]]) -> bool:
    """Whether the words after a number are the next one's: "12 and more than two"."""
    ends = range(after.end() + 1, after.end() + LOOK_BACK)
    return any(after.start() <= modifiers[end][0] < after.end() for end in ends if end in modifiers)


def _group(match: re.Match[str]) -> Comparator:
    """Return the comparator that an `after` match is named by."""
    names = match.groupdict()
    return next(comparator for comparator in get_args(Comparator) if names.get(comparator))


def _bounds(draft: _Draft, said: list[Comparator]) -> tuple[int | None, int | None, Comparator]:
    """Return low, high and comparator of a number under the modifiers `said`, nearest first."""
    low = None if draft.low is None else int(draft.low)
    high = None if draft.high is None else int(draft.high)
    firm = [comparator for comparator in said if comparator != "about"]
    said_most: Comparator = firm[0] if firm else said[0] if said else draft.comparator
    if draft.comparator == "between":
        return low, high, "between"
    if said_most in ("at_most", "fewer_than"):
        return None, high if high is not None else low, said_most
    if draft.comparator == "vague":
        return low, None, "vague"
    if said_most in ("at_least", "more_than"):
        return low, None, said_most
    return low, high, said_most
