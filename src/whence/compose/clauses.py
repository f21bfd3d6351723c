"""Cuts a sentence at its semicolons: what stands between two of them is read on its own."""

from whence.text.grammar import Parse, Word

SEMICOLON = ";"


def segment_of(parse: Parse, word: Word) -> list[Word]:
    """The words around `word` that no semicolon parts from it; never empty."""
    start = max((w.i + 1 for w in parse.words[: word.i] if w.text == SEMICOLON), default=0)
    ends = (w.i for w in parse.words[word.i :] if w.text == SEMICOLON)
    return parse.words[start : next(ends, len(parse.words))]
