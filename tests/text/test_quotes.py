"""What stands between quotation marks: every shape, and marks that come alone."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.text.quotes import find_quotations
from whence.text.segment import find_blocks

STRAIGHT = str.maketrans("“”‘’", "\"\"''")

# Text, and the pieces of each quotation; the label says what would go wrong.
CASES = {
    "plain": ("He said “go” and left.", [["“go”"]]),
    "straight": ('He said "go" and left.', [['"go"']]),
    "doubled single marks": ("He said ''go'' and left.", [["''go''"]]),
    "grave accents": ("He said ``go'' and left.", [["``go''"]]),
    "angled": ("He said «go» and left.", [["«go»"]]),
    "low first": ("He said „go“ and left.", [["„go“"]]),
    "single": ("He said 'go' and left.", [["'go'"]]),
    "an apostrophe is no mark": ("The farmers' dogs don't bark in the '90s.", []),
    "a plural inside single marks": (
        "He said 'the farmers' dogs bark,' and left.",
        [["'the farmers' dogs bark,'"]],
    ),
    "nested": ("“He said ‘go’ twice,” she said.", [["“He said ‘go’ twice,”"]]),
    "nested, the same marks": ('"He said "go" twice," she said.', [['"He said "go" twice,"']]),
    "split": ("“Go,” he said, “now.”", [["“Go,”"], ["“now.”"]]),
    "in brackets": ("It ran (“for ever”) on.", [["“for ever”"]]),
    "after a dash": ("He left—“at once”—and ran.", [["“at once”"]]),
    "dashes of every length": ("“Go,” ― “now” – he said.", [["“Go,”"], ["“now”"]]),
    "over two paragraphs": ("“One.\n\n“Two.” He left.", [["“One.", "“Two.”"]]),
    "over three": ("“One.\n\n“Two.\n\n“Three,” he said.", [["“One.", "“Two.", "“Three,”"]]),
    "inside a sentence, then over a paragraph": (
        "He said: “One.\n\n“Two.”",
        [["“One.", "“Two.”"]],
    ),
    "never closed": ("He said: “One.\n\nRain fell.", [["“One."]]),
    "never opened": ("One,” he said. “Two.”", [["“Two.”"]]),
    "a stray mark before another quotation": ("The “old man said “go” again.", [["“go”"]]),
    "a stray mark at a line's end": ("The “old man.\n\n“Go,” he said.", [["“Go,”"]]),
    "inches": ('A 6" pipe and a “big” one.', [["“big”"]]),
    "two in a row": ("“Go.” “No.”", [["“Go.”"], ["“No.”"]]),
    "turned the wrong way": ("He said ”go“ and left.", [["”go“"]]),
}

PARAGRAPHS = [
    "“The dam will hold,” the mayor said.",
    "The office said the ferry would sail. “It sails at noon.”",
    "“We go,” Vey said, “and we stay.”",
    "Rain fell on the town’s roofs all day.",
    "The farmers’ union called the dam “a danger” to the valley.",
    "“Will it hold?” Lind asked. “I doubt it.”",
]


def quoted(text: str) -> list[list[str]]:
    found = find_quotations(text, find_blocks(text))
    return [[text[piece.start : piece.end] for piece in one.pieces] for one in found]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_quotations(text: str, expected: list[list[str]]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in CASES.values()], ids=CASES)
def test_straight_marks_read_as_curly_ones(text: str) -> None:
    found = find_quotations(text, find_blocks(text))
    straight = text.translate(STRAIGHT)
    assert find_quotations(straight, find_blocks(straight)) == found


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6), st.data())
@settings(max_examples=100, deadline=None)
def test_an_odd_mark_costs_one_quotation_at_most(
    paragraphs: list[str], data: st.DataObject
) -> None:
    text = "\n\n".join(paragraphs)
    at = data.draw(st.sampled_from([i for i, sign in enumerate(text) if sign == " "]))
    mark = data.draw(st.sampled_from('“”"'))
    side = data.draw(st.sampled_from([0, 1]))  # at the end of a word, or before one
    odd = quoted(text[: at + side] + mark + text[at + side :])
    left = [piece for one in odd for piece in one]
    lost = [piece for one in quoted(text) for piece in one]
    for piece in left:
        if piece in lost:
            lost.remove(piece)
    assert len(lost) <= 1, lost


@given(st.text(alphabet="ab. ,\n\"“”'‘’", max_size=60))
def test_any_marks_are_read_in_order_and_apart(text: str) -> None:
    pieces = [p for q in find_quotations(text, find_blocks(text)) for p in q.pieces]
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    ordered = sorted(pieces, key=lambda piece: piece.start)
    assert all(a.end <= b.start for a, b in pairwise(ordered))
