"""What number words and digits are worth, and the patterns that find them.

The patterns are composed here once for a language; `amounts` adds what stands around
a number. They are possessive wherever a run can repeat, so that no text makes them slow.
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache

from whence.lexicon import Words, open_words
from whence.records import Comparator

# White space inside a number or a phrase: a run within a line, or one line break.
SPACE = r"(?:[^\S\n]++(?:\n[^\S\n]*+)?|\n[^\S\n]*+)"
# More digits than any count of people has; a longer run is a code.
LONGEST = 12
# Thousands may be set apart by a comma, or by one space of any width.
_THIN = " \u00a0\u2009\u202f"
# South Asian English sets them apart in lakhs: 2,14,650.
_GROUPED = r"\d{1,3}(?:,\d{3})++(?!\d)|\d{1,2}(?:,\d\d(?!\d))++,\d{3}(?!\d)"
DIGITS = rf"(?>{_GROUPED}|\d{{1,3}}(?:[{_THIN}]\d{{3}})++(?!\d)|\d++)(?:\.\d++)?"


class NumeralWords(Words, frozen=True):
    """What number words are worth (`[numerals]` of `numbers.toml`)."""

    article: list[str]
    conjunction: list[str]
    half: list[str]
    quarter: list[str]
    of: list[str]
    units: dict[str, int]
    teens: dict[str, int]
    tens: dict[str, int]
    hundreds: dict[str, int]
    scales: dict[str, int]
    dozens: dict[str, int]
    letters: dict[str, int]


class VagueWords(Words, frozen=True):
    """Loose and vague quantities, and what the codebook holds them worth."""

    alone: dict[str, int]
    about: dict[str, int]
    many: list[str]
    several: list[str]
    packs: dict[str, int]
    of: dict[str, int]
    bare_after: list[str]


class ZeroWords(Words, frozen=True):
    """Words for none, and what "no" may stand next to."""

    reason: str
    words: list[str]
    determiner: list[str]
    not_before: list[str]
    not_after: list[str]


class RangeWords(Words, frozen=True):
    """Words that make one amount of two numbers."""

    between: list[str]
    rise: list[str]
    fall: list[str]
    spread: list[str]
    to: list[str]
    conjunction: list[str]
    alternative: list[str]
    raised: list[str]
    additions: list[str]


class PeopleWords(Words, frozen=True):
    """Nouns for people, where a number's form alone does not tell what it is."""

    nouns: list[str]
    one: list[str]
    many: list[str]


class NotAmountWords(Words, frozen=True):
    """What makes a number something else than a count."""

    currency_signs: list[str]
    currency_codes: list[str]
    currencies: list[str]
    shares: list[str]
    units: list[str]
    shifts: list[str]
    plurals: list[str]
    unit_adjectives: list[str]
    fractions: list[str]
    clock: list[str]
    clock_at: list[str]
    past_hour: list[str]
    day_parts: list[str]
    labels: list[str]
    phones: list[str]
    labels_capital: list[str]
    labels_words: list[str]
    age_words: list[str]
    age_bounds: list[str]
    not_age_after: list[str]
    year_after: list[str]
    maybe_year_after: list[str]
    phrases: list[str]
    months: list[str]
    months_verbs: list[str]
    months_verbs_not_after: list[str]
    labels_not_after: list[str]
    day_after: list[str]
    day_after_capital: list[str]
    month_after: list[str]


class NumberWords(Words, frozen=True):
    """`numbers.toml`: everything that finding amounts needs to know of a language."""

    numerals: NumeralWords
    vague: VagueWords
    zero: ZeroWords
    both: list[str]
    single: list[str]
    before: dict[Comparator, list[str]]
    verbs_before: dict[str, list[str]]
    after: dict[Comparator, list[str]]
    signs: dict[Comparator, list[str]]
    ranges: RangeWords
    people: PeopleWords
    not_amounts: NotAmountWords


def phrase_pattern(phrases: Iterable[str]) -> str:
    """Return a pattern for any of `phrases`, longest first, any white space between words."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(SPACE.join(map(re.escape, each.split())) for each in ordered) + ")"


def squeeze(words: str) -> str:
    """Return `words` in lower case with single spaces."""
    return " ".join(words.lower().split())


class Numerals:
    """The numerals of one language: patterns to find them, and what they are worth.

    `words` matches a number in words ("a hundred and twelve"), `digits` one in digits
    with its scale word ("1.2 million"), `scale` a scale word alone ("dozen").
    """

    def __init__(self, language: str) -> None:
        """Compose the patterns from the language's word list."""
        words = open_words(language, "numbers", NumberWords).numerals
        self._words = words
        self._small = words.units | words.teens | words.tens
        self.multipliers = words.scales | words.hundreds | words.dozens
        self.scale = phrase_pattern(self.multipliers)
        self.digits = rf"{DIGITS}(?:[ \u00a0\u2009\u202f-]{self.scale}\b)?"
        self.lettered = rf"\d++(?:\.\d++)?[ ]?{phrase_pattern(words.letters)}\b"
        self.words = self._word_pattern()
        self._whole_words = re.compile(self.words, re.IGNORECASE)
        self._whole_digits = re.compile(
            rf"(?P<digits>{DIGITS})(?:[\s-]*+(?P<scale>{self.scale}|{phrase_pattern(words.letters)}))?",
            re.IGNORECASE,
        )

    def _word_pattern(self) -> str:
        """Compose the pattern of a number in words, from the small parts to the large."""
        words = self._words
        join = rf"(?:{SPACE}|-)"
        article, half = phrase_pattern(words.article), phrase_pattern(words.half)
        conjunction = rf"{SPACE}{phrase_pattern(words.conjunction)}{SPACE}"
        pack = phrase_pattern(words.hundreds | words.dozens) + r"\b"
        big = phrase_pattern(words.scales) + r"\b"
        tens = rf"{phrase_pattern(words.tens)}(?:{join}{phrase_pattern(words.units)}\b)?"
        small = rf"(?>(?:{tens}|{phrase_pattern(words.teens)}|{phrase_pattern(words.units)})\b)"
        # "one hundred and two hundred" is two numbers: what is added has no pack of its own.
        tail = rf"(?:(?:{conjunction}|{join}){small}(?!{join}{pack}))?"
        halves = rf"(?:{conjunction}{half}(?={join}))?"
        hundreds = rf"(?:{article}\b|{small}){halves}{join}{pack}{tail}"
        group = rf"(?:{hundreds}|{small})"
        # A bare comma joins only hundreds: in "two thousand, three wounded" it parts.
        more = rf"(?:,?(?:{conjunction}|{SPACE}){hundreds}|(?:{conjunction}|{join}){small})"
        scaled = (
            rf"(?:{group}|{article}\b){halves}{join}{big}"
            rf"(?:,?(?:{conjunction}|{SPACE}){group}{join}{big})*+(?:{more}(?!{join}{big}))?"
        )
        fraction = (
            rf"(?:{half}{join}(?:{article}{SPACE})?(?:{big}|{pack})"
            rf"|(?:{article}|{small}){SPACE}{phrase_pattern(words.quarter)}{SPACE}"
            rf"{phrase_pattern(words.of)}{SPACE}{article}{SPACE}{big})"
        )
        return rf"(?:{fraction}|{scaled}|{group})"

    def value(self, words: str) -> Fraction | None:
        """Return what `words` are worth, None where they are no numeral."""
        text = squeeze(words)
        if sum(map(str.isdigit, text)) > LONGEST:
            return None
        if whole := self._whole_digits.fullmatch(text):
            return self._digit_value(whole["digits"], whole["scale"])
        if self._whole_words.fullmatch(text):
            return self._word_value(re.split(r"[\s,-]+", text))
        return None

    def _digit_value(self, digits: str, scale: str | None) -> Fraction:
        """Return the worth of digits and the scale word or letter behind them."""
        number = Fraction(re.sub(rf"[,{_THIN}]", "", digits))
        return number * (self.multipliers | self._words.letters)[scale] if scale else number

    def _word_value(self, words: list[str]) -> Fraction:
        """Add the words up: small numbers gather until a scale multiplies them."""
        if words[0] in self._words.article and words[1] in self._words.half:
            words = words[1:]  # "a half dozen"
        total, group = Fraction(0), Fraction(0)
        for word in words:
            if word in self._words.half:
                group += Fraction(1, 2)
            elif word in self._words.quarter:
                group = max(group, Fraction(1)) / 4
            elif word in self._small:
                group += self._small[word]
            elif word in self._words.article:
                group = group or Fraction(1)
            elif word in self.multipliers:
                total, group = self._scaled(total, group, self.multipliers[word])
        return total + group

    @staticmethod
    def _scaled(total: Fraction, group: Fraction, scale: int) -> tuple[Fraction, Fraction]:
        """Multiply what has gathered: a hundred stays in the group, a larger scale closes it."""
        group = (group or Fraction(1)) * scale
        return (total, group) if scale < 1000 else (total + group, Fraction(0))


@cache
def open_numerals(language: str) -> Numerals:
    """Return the numerals of `language`, composed once."""
    return Numerals(language)


def parse_numeral(words: str, language: str = "en") -> int | None:
    """Return the whole number that `words` stand for, None where they are none.

    >>> parse_numeral("fourteen hundred and eighty")
    1480
    >>> parse_numeral("1.2 million")
    1200000
    """
    value = open_numerals(language).value(words)
    return int(value) if value is not None and value.denominator == 1 else None
