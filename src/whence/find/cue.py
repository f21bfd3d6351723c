"""A cue: the words by which a sentence says that somebody says something."""

from dataclasses import dataclass
from functools import cached_property

from whence.find.speakers import antecedent_of, name_words
from whence.records import Stance
from whence.text.grammar import Word, stretch

# No words of a sentence.
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)  # no slots: where the source stands is worked out once
class Cue:
    """A cue with what its sentence gives it.

    `source` is the head of the source's words, None where nobody is named. `content` are the
    words of what is said, in order; empty where only a quotation can be it. `scope` are the
    places of all words that hang on the cue: a figure among them is the source's, where the
    cue `gives` figures. `speaks` says whether a quotation beside it is its content; `hedges`
    whether the source only holds it likely. `via` is who passes it on.
    """

    cue: Word
    words: tuple[Word, ...]
    source: Word | None
    content: tuple[Word, ...]
    scope: frozenset[int]
    stance: Stance
    rule: str
    speaks: bool = False
    gives: bool = True
    hedges: bool = False
    via: Word | None = None

    @cached_property
    def head(self) -> Word:
        """Who the source's word stands for: the officer in "the officer who said"."""
        assert self.source is not None
        return antecedent_of(self.source)

    @property
    def start(self) -> int:
        """Where the name of the source starts."""
        return self._stretch[0]

    @property
    def end(self) -> int:
        """Where the name of the source ends."""
        return self._stretch[1]

    @cached_property
    def _stretch(self) -> tuple[int, int]:
        return stretch(name_words(self.head))


def verb_words(word: Word) -> tuple[Word, ...]:
    """The verb with its auxiliaries and particles."""
    own = [k for k in word.children if k.dep in {"aux", "auxpass", "neg", "prt"}]
    return tuple(sorted([word, *own], key=lambda w: w.i))
