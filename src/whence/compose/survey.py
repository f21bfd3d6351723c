"""Cuts a report into sentences and sends the finders over those that can hold a claim."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from whence.compose.draft import Passage
from whence.compose.said import Quotations
from whence.compose.words import open_modality_words
from whence.find.amounts import AmountMention, find_amounts
from whence.find.counting import open_counting
from whence.find.cue import Cue
from whence.find.cues import open_cues
from whence.find.measures import open_measures
from whence.find.places import open_places
from whence.find.releases import open_releases
from whence.find.times import find_times
from whence.records import Report
from whence.text.grammar import Grammar, Mask
from whence.text.names import names_in
from whence.text.placed import Placed
from whence.text.quotes import find_quotations
from whence.text.segment import Block, find_blocks, find_sentences


@dataclass(frozen=True, slots=True)
class Survey:
    """A report with all that the finders saw in it, sentence by sentence."""

    report: Report
    passages: list[Passage]
    quotations: Quotations


class Surveyor:
    """Surveys reports of one language with one grammar.

    The parse takes most of the time of reading, so only sentences with an amount, a word of
    a measure, a cue, or a word for a release or a part are parsed. `every_sentence` parses all:
    slower, to check that no claim is lost.
    """

    def __init__(
        self, grammar: Grammar, language: str = "en", *, every_sentence: bool = False
    ) -> None:
        self.grammar = grammar
        self.language = language
        self.every_sentence = every_sentence
        self.measures = open_measures(language)
        self.cues = open_cues(language)
        self.releases = open_releases(language)
        self.places = open_places(language)
        # "A girl was among them" counts one by the sentence before, in no word of harm.
        parts = open_counting(language)
        verdicts = open_modality_words(language).falsehoods.words  # "This is a lie."
        words = "|".join(sorted(parts.among.words | parts.including.words | verdicts))
        self._refers_back = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

    def survey(self, report: Report) -> Survey:
        """Return the sentences of `report` with their mentions, in the order they stand in."""
        blocks = find_blocks(report.text)
        quotations = Quotations(find_quotations(report.text, blocks))
        passages = self._passages(report.text, blocks)
        self._parse(report.text, passages, quotations)
        _set_headings(passages)
        return Survey(report, passages, quotations)

    def _passages(self, text: str, blocks: list[Block]) -> list[Passage]:
        """The sentences with what is found in raw text: amounts and times."""
        amounts = Placed(
            find_amounts(text, self.language), lambda m: (m.amount.start, m.amount.end)
        )
        times = Placed(find_times(text, self.language), lambda time: (time.start, time.end))
        return [
            Passage(
                index,
                said,
                blocks[said.block],
                amounts.within(said.start, said.end),
                times.within(said.start, said.end),
            )
            for index, said in enumerate(find_sentences(text, blocks, self.language))
        ]

    def _parse(self, text: str, passages: Sequence[Passage], quotations: Quotations) -> None:
        """Parse what can hold a claim or name a source, and find what only a parse shows."""
        chosen = [passage for passage in passages if self._may_hold_claim(passage, text)]
        masks = [
            Mask(m.amount.start, m.amount.end, _reads_as(m), key)
            for passage in chosen
            for key, m in enumerate(passage.amounts)
        ]
        known = names_in(text, [passage.sentence for passage in passages], self.language)
        parses = self.grammar.parse(text, [p.sentence for p in chosen], masks, known)
        for passage, parse in zip(chosen, parses, strict=True):
            passage.parse = parse
            passage.cues = self.cues.find_cues(parse, quotations.words_in(parse))
            passage.sources = [c for c in passage.cues if c.gives and _names_source(c)]
            passage.places = self.places.find_places(
                parse, [(time.start, time.end) for time in passage.times]
            )

    def _may_hold_claim(self, passage: Passage, text: str) -> bool:
        said = text[passage.sentence.start : passage.sentence.end]
        return (
            self.every_sentence
            or bool(passage.amounts)
            or self.measures.may_say(said)
            or self.cues.may_cue(said)
            or self.releases.may_release(said)
            or self._refers_back.search(said) is not None
        )


def _set_headings(passages: list[Passage]) -> None:
    """Give each line of a list the sentence that stands above the list."""
    above: Passage | None = None
    for last, passage in zip([None, *passages], passages, strict=False):
        if last is not None and last.block is passage.block:
            passage.before = last.parse
        listed = passage.block.kind in {"item", "heading"}
        if not listed or not passage.amounts:
            above = passage
        elif above is not None:
            passage.heading = above.parse
        if passage.parse is not None and passage.parse.words[-1].text == ":":
            above = passage  # "41,200 live in three camps:" has its own number


def _names_source(cue: Cue) -> bool:
    """Whether the cue names who says it; a bare number does not: "nineteen reported injuries"."""
    if cue.source is None:
        return False
    return cue.source.key is None or any(cue.source.children)


def _reads_as(mention: AmountMention) -> str:
    """What the language model reads for an amount: one plain number, or the word itself."""
    form, low, small = mention.form, mention.amount.low, mention.amount.words.lower()
    if form in {"none", "both"}:
        return small.split()[-1] if small.split()[0] == "not" else small.split()[0]
    if form == "single" or (form == "words" and low == 1):
        return "one"
    if form == "vague":
        return "dozens" if small.endswith("s") and not small.endswith("several") else "several"
    return "12"
