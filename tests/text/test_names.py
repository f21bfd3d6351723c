"""Names are told by shape and place, and are all the same to the parser and to the word lists."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from whence.text.grammar import Grammar, Mask, Word
from whence.text.names import names_in
from whence.text.segment import find_blocks, find_sentences

CASES = Path(__file__).parents[1] / "cases" / "names.toml"
TABLE: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
GRAMMAR = Grammar()


def parse(text: str) -> list[Word]:
    """Parse `text` with its plain numbers masked."""
    sentences = find_sentences(text, find_blocks(text))
    numbers = [match.span() for match in re.finditer(r"\b\d+\b", text)]
    masks = [Mask(start, end, "12", key) for key, (start, end) in enumerate(numbers)]
    parses = GRAMMAR.parse(text, sentences, masks, names_in(text, sentences))
    return [word for each in parses for word in each.words]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["label"])
def test_names_are_found_whole(case: dict[str, Any]) -> None:
    text = re.sub(r"[\[\]]", "", case["text"])
    wanted = re.findall(r"\[(.*?)\]", case["text"])
    assert [text[word.start : word.end] for word in parse(text) if word.name] == wanted


def grammar_of(text: str) -> list[tuple[str, str, str, str, int]]:
    return [(w.lower, w.lemma, w.pos, w.dep, w.head.i - w.i) for w in parse(text)]


@pytest.mark.parametrize(
    "name",
    ["Vesk", "Bram Burns", "Dan Police", "Sana'o", "Min Orr Hosp", "Obra-Wen", "al-Gunmen", "Ng"],
)
@pytest.mark.parametrize(
    "frame",
    [
        "{} said 12 people died.",
        "He met {} near the bridge.",
        "At least 12 {} were killed.",
        "A {} soldier was killed.",
    ],
)
def test_every_name_has_one_grammar(name: str, frame: str) -> None:
    assert grammar_of(frame.format(name)) == grammar_of(frame.format("Tolmar"))


def test_many_are_told_by_what_follows_and_not_by_an_ending() -> None:
    assert grammar_of("12 Tolmaris were hurt.") == grammar_of("12 Veskese were hurt.")
    assert grammar_of("12 Tolmaris soldiers were hurt.") == grammar_of("12 Orr soldiers were hurt.")


def test_a_word_written_small_elsewhere_is_no_name() -> None:
    text = "Zeppos came down. The zeppos were empty."
    assert not [word.text for word in parse(text) if word.name]


def test_a_name_known_from_elsewhere_is_one_in_a_line_of_capitals() -> None:
    text = "SHELLING OF HOMES KILLS MANY\n\nThe people of Homes were hurt in the town Homes."
    assert "HOMES" not in [w.text for w in parse(text.replace("Homes", "Orr")) if w.name]
    assert "HOMES" in [w.text for w in parse(text) if w.name]


def test_foreign_full_stops_and_hyphens_are_parted_as_latin_ones() -> None:
    words = [word.text for word in parse("They fled to Խաբ-Իխլ.")]
    assert words == ["They", "fled", "to", "Խաբ-Իխլ", "."]


@pytest.mark.parametrize("said", ["They were peoplewere hurt.", "They fledOstrel."])
def test_glued_words_are_parted(said: str) -> None:
    assert {"were", "Ostrel"} & {word.text for word in parse(said)[2:]}


def test_an_article_with_a_hyphen_opens_a_sentence() -> None:
    text = "Nine died. al-Vesk said so. Nine more e.g. al-Orr died."
    assert len(find_sentences(text, find_blocks(text))) == 3
