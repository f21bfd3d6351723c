"""What nouns count: cases, properties, and the word list held against itself."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.find.groups import Groups, GroupWords, open_groups
from whence.lexicon import LexiconError, open_words

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "groups.toml").read_text("utf-8"))
ROWS = [
    pytest.param(noun, case.get("kind"), id=f"{case['label']}: {noun}")
    for case in CASES["case"]
    for noun in case["nouns"]
]
WORDS = open_words("en", "groups", GroupWords)
LISTED = sorted({word for group in WORDS.group for word in group.words})
GROUPS = open_groups()


@pytest.mark.parametrize(("noun", "kind"), ROWS)
def test_kind(noun: str, kind: str | None) -> None:
    assert GROUPS.kind(noun) == kind
    assert GROUPS.is_person(noun) == (kind == "person")


@pytest.mark.parametrize(
    ("noun", "one"),
    [
        ("people", "person"),
        ("women", "woman"),
        ("policewomen", "policewoman"),
        ("schoolchildren", "schoolchild"),
        ("midwives", "midwife"),
        ("lives", "life"),
        ("families", "family"),
        ("countries", "country"),
        ("buses", "bus"),
        ("houses", "house"),
        ("viruses", "virus"),
        ("heroes", "hero"),
        ("shoes", "shoe"),
        ("marches", "march"),
        ("MPs", "mp"),
        ("Crew Members", "crew member"),
        ("sons-in-law", "son-in-law"),
        ("passers-by", "passer-by"),
        ("passersby", "passerby"),
        ("blocks of flats", "block of flats"),
        ("bodies of soldiers", "body of soldiers"),
        ("old people’s homes", "old people's home"),
        ("jihadis", "jihadi"),
        ("Tolmaris", "tolmari"),
    ],
)
def test_singular(noun: str, one: str) -> None:
    assert GROUPS.singular(noun) == one
    assert GROUPS.is_plural(noun)


@pytest.mark.parametrize(
    "noun",
    ["police", "cattle", "remains", "crisis", "bus", "gas", "glass", "series", "wounded", "", "—"],
)
def test_what_is_no_plural_stays(noun: str) -> None:
    assert GROUPS.singular(noun) == noun
    assert not GROUPS.is_plural(noun)


@pytest.mark.parametrize(
    "noun", ["Kestovians", "Tolmaris", "Vendese", "young Ordals", "Zeranwomen"]
)
def test_a_people_by_its_shape(noun: str) -> None:
    assert GROUPS.is_demonym_shape(noun)


@pytest.mark.parametrize(
    "noun",
    [
        *("kestovians", "KESTOVIANS", "Kestov", "Tolmar"),  # no capital, no shape, no plural
        *("Tanks", "Houses", "Families", "Mondays", "Dollars"),  # a title's capitals
        *("Kms", "", "19", "Kestovian villages"),
    ],
)
def test_not_the_shape_of_a_people(noun: str) -> None:
    assert not GROUPS.is_demonym_shape(noun)


def test_every_listed_word_is_found_and_is_singular() -> None:
    kinds = {word: group.kind for group in WORDS.group for word in group.words}
    found = {word: GROUPS.kind(word) or "unknown" for word in LISTED}
    assert found == kinds
    plurals = [word for word in LISTED if GROUPS.singular(word) != word]
    assert plurals == ["people"]  # "a people" is rare, "19 people" in every report


def test_a_word_of_two_kinds_is_an_error() -> None:
    doubled = GroupWords(
        **{name: getattr(WORDS, name) for name in WORDS.__struct_fields__ if name != "group"},
        group=(*WORDS.group, type(WORDS.group[0])(kind="thing", reason="x", words=("nurse",))),
    )
    with pytest.raises(LexiconError, match="'nurse' is listed as person and as thing"):
        Groups(doubled)


@given(st.text(max_size=40))
def test_any_text_is_taken(noun: str) -> None:
    assert GROUPS.kind(noun) in {None, *(group.kind for group in WORDS.group)}
    assert isinstance(GROUPS.is_demonym_shape(noun), bool)
    assert GROUPS.singular(noun) == GROUPS.singular(noun.lower())


# "under" is listed for its ending, and ends a noun where it follows one.
HEADS = [word for word in LISTED if word not in WORDS.after_head.words]


@given(st.sampled_from(HEADS), st.sampled_from(["", "two ", "injured ", "Kestovian "]))
def test_what_stands_before_the_head_changes_nothing(noun: str, before: str) -> None:
    # Unless the list has a longer name: "mobile home" and "care home" are listed, these are not.
    assert GROUPS.kind(before + noun) == GROUPS.kind(noun)


@given(st.sampled_from(LISTED))
def test_case_and_hyphens_change_nothing(noun: str) -> None:
    assert GROUPS.kind(noun.upper()) == GROUPS.kind(noun)
    assert GROUPS.kind(noun.replace(" ", "-")) == GROUPS.kind(noun)
