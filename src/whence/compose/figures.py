"""Composes the figures of a report from what the finders saw."""

from collections.abc import Sequence

from whence.compose.draft import Draft, Passage
from whence.compose.gather import Gatherer
from whence.compose.hosts import Hosts
from whence.compose.links import Linker
from whence.compose.modality import open_modality
from whence.compose.parts import find_whole, settle_wholes
from whence.compose.periods import Periods
from whence.compose.places import PlaceKeeper
from whence.compose.population import Populations
from whence.compose.said import Quotations
from whence.compose.sources import Sources
from whence.compose.statements import Statements
from whence.find.amounts import find_amounts
from whence.find.cues import open_cues
from whence.find.groups import open_groups
from whence.find.measures import open_measures
from whence.find.places import open_places
from whence.find.sources import open_speech
from whence.find.times import find_times
from whence.records import Figure, MadeBy, Phrase, Report, Statement
from whence.text.grammar import Grammar, Mask
from whence.text.names import names_in
from whence.text.quotes import find_quotations
from whence.text.segment import Block, find_blocks, find_sentences


class Composer:
    """Composes figures in one language, with one grammar."""

    def __init__(self, grammar: Grammar, language: str = "en") -> None:
        self.grammar = grammar
        self.language = language
        self.measures = open_measures(language)
        self.speech = open_speech(language)
        self.cues = open_cues(language)
        groups = open_groups(language)
        self.gatherer = Gatherer(Linker(self.measures, groups))
        self.populations = Populations(groups, self.measures)
        self.modalities = open_modality(language)
        self.places = open_places(language)

    def compose(self, report: Report) -> tuple[tuple[Figure, ...], tuple[Statement, ...]]:
        """Return the figures and the statements of `report` by their place in the text."""
        blocks = find_blocks(report.text)
        quotations = Quotations(find_quotations(report.text, blocks))
        passages = self._passages(report, blocks, quotations)
        hosts = Hosts(report.text, passages, self.speech.hosts)
        statements = Statements(report.text, passages, quotations, cues=self.cues, hosts=hosts)
        sources = Sources(report.text, passages, statements, self.speech)
        periods = Periods(report, passages)
        places = PlaceKeeper(report.text, passages)
        drafts: list[Draft] = []
        for passage in passages:
            gathered = self.gatherer.gather(passage, report.text, drafts)
            for draft in gathered:
                draft.origin = next(
                    (d for d in reversed(drafts) if d.word is draft.link.said_by), None
                )
                draft.whole = find_whole(draft, drafts)
                if (
                    draft.whole is not None
                    and draft.origin is None
                    and draft.measure == draft.whole.measure
                ):
                    draft.origin = draft.whole
                draft.population = self.populations.find(draft, drafts, report.text)
                draft.source, draft.source_rule = sources.find(draft, drafts)
                draft.modality = self.modalities.find(draft)
                draft.period = periods.find(draft, drafts)
                draft.place = places.find(draft, drafts)
                drafts.append(draft)
            settle_wholes(gathered, drafts[: len(drafts) - len(gathered)])
            if not gathered:
                periods.see(passage)
        drafts.sort(key=lambda draft: (draft.amount.start, draft.amount.end))
        figures = tuple(self._figure(draft, drafts, report.text) for draft in drafts)
        return figures, tuple(statements.compose(figures))

    def _passages(
        self, report: Report, blocks: list[Block], quotations: Quotations
    ) -> list[Passage]:
        """Cut the report into sentences, and parse those that can hold a claim or name a source."""
        text = report.text
        sentences = find_sentences(text, blocks, self.language)
        amounts = find_amounts(text, self.language)
        times = find_times(text, self.language)
        passages = [
            Passage(
                index,
                sentence,
                blocks[sentence.block],
                [
                    a
                    for a in amounts
                    if sentence.start <= a.amount.start and a.amount.end <= sentence.end
                ],
                [t for t in times if sentence.start <= t.start and t.end <= sentence.end],
            )
            for index, sentence in enumerate(sentences)
        ]
        chosen = [
            p
            for p in passages
            if p.amounts
            or self.measures.may_say(text[p.sentence.start : p.sentence.end])
            or self.cues.may_cue(text[p.sentence.start : p.sentence.end])
        ]
        masks = [
            Mask(
                mention.amount.start,
                mention.amount.end,
                _reads_as(mention.form, mention.amount.low, mention.amount.words),
                key,
            )
            for passage in chosen
            for key, mention in enumerate(passage.amounts)
        ]
        known = names_in(text, sentences, self.language)
        parses = self.grammar.parse(text, [p.sentence for p in chosen], masks, known)
        for passage, parse in zip(chosen, parses, strict=True):
            passage.parse = parse
            passage.cues = self.cues.find_cues(parse, quotations.words_in(parse))
            passage.sources = [c for c in passage.cues if c.source is not None and c.gives]
            times_here = [(t.start, t.end) for t in passage.times]
            passage.places = self.places.find_places(parse, times_here)
        _set_headings(passages)
        return passages

    def _figure(self, draft: Draft, drafts: Sequence[Draft], text: str) -> Figure:
        sentence = draft.passage.sentence
        return Figure(
            amount=draft.amount,
            measure=draft.measure,
            population=draft.population,
            source=draft.source,
            period=draft.period,
            place=draft.place,
            modality=draft.modality,
            part_of=drafts.index(draft.whole) if draft.whole is not None else None,
            quote=Phrase(sentence.start, sentence.end, text[sentence.start : sentence.end]),
            made_by=MadeBy("measures", draft.link.rule),
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


def _reads_as(form: str, low: int | None, words: str) -> str:
    """What the language model reads in place of an amount: one plain number, or the word itself."""
    small = words.lower()
    if form in {"none", "both"}:
        return small.split()[-1] if small.split()[0] == "not" else small.split()[0]
    if form == "single" or (form == "words" and low == 1):
        return "one"
    if form == "vague":
        return "dozens" if small.endswith("s") and not small.endswith("several") else "several"
    return "12"
