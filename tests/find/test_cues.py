"""The cheap test of cues may never lose one: it decides which sentences are parsed."""

import tomllib
from pathlib import Path

from whence.find.cues import open_cues
from whence.text.grammar import Grammar
from whence.text.names import names_in
from whence.text.segment import find_blocks, find_sentences

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "statements.toml").read_text("utf-8"))


def test_a_sentence_with_a_cue_passes_the_cheap_test() -> None:
    cues, grammar = open_cues(), Grammar()
    for case in CASES["case"]:
        text = case["text"]
        sentences = find_sentences(text, find_blocks(text))
        for parse in grammar.parse(text, sentences, [], names_in(text, sentences)):
            if cues.find_cues(parse):
                sentence = parse.sentence
                assert cues.may_cue(text[sentence.start : sentence.end]), text
