"""What numerals are worth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.find.amounts import find_amounts
from whence.find.numerals import parse_numeral

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int, *, conjunction: str = " and ", hyphen: str = "-") -> str:
    """Spell a number below 10^12 out, as British papers do."""
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= scale:
            head = f"{spelled(number // scale, conjunction=conjunction, hyphen=hyphen)} {name}"
            rest = number % scale
            link = conjunction if 0 < rest < 100 else " "
            tail = spelled(rest, conjunction=conjunction, hyphen=hyphen)
            return f"{head}{link}{tail}" if rest else head
    if number >= 100:
        rest = number % 100
        tail = conjunction + spelled(rest, hyphen=hyphen) if rest else ""
        return f"{UNITS[number // 100]} hundred{tail}"
    if number < 20:
        return UNITS[number]
    return TENS[number // 10] + (hyphen + UNITS[number % 10] if number % 10 else "")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12),
        ("65,208", 65208),
        ("12 518", 12518),
        ("1.18 million", 1_180_000),
        ("2.4m", 2_400_000),
        ("fourteen hundred and eighty", 1480),
        ("ninety-nine hundred", 9900),
        ("half a dozen", 6),
        ("a half-dozen", 6),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("three quarters of a million", 750_000),
        ("one and a half million", 1_500_000),
        ("TWENTY ONE", 21),
        ("a hundred thousand", 100_000),
        ("two thousand, three hundred and six", 2306),
        ("2.5", None),
        ("one hundred and two hundred", None),
        ("dozens", None),
        ("twelfth", None),
        ("", None),
    ],
)
def test_value(words: str, value: int | None) -> None:
    assert parse_numeral(words) == value


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(st.integers(1, 2000), st.integers(1, 10**9 - 1)),
    st.sampled_from([" and ", " "]),
    st.sampled_from(["-", " "]),
)
def test_any_number_in_words(number: int, conjunction: str, hyphen: str) -> None:
    words = spelled(number, conjunction=conjunction, hyphen=hyphen)
    assert parse_numeral(words) == number
    for text in (f"They say {words} people died.", f"{words} people died.".upper()):
        (mention,) = find_amounts(text)
        assert mention.amount.low == mention.amount.high == number


def test_a_language_without_numerals_of_its_own_says_so() -> None:
    with pytest.raises(ValueError, match="data/xx/numbers"):
        parse_numeral("12", "xx")
