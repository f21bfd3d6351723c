"""Composes the figures of a report from what the finders saw."""

from collections.abc import Mapping, Sequence

from whence.compose.draft import Draft
from whence.compose.gather import Gatherer
from whence.compose.links import Linker
from whence.compose.modality import open_modality
from whence.compose.parts import find_whole, settle_wholes
from whence.compose.periods import Periods
from whence.compose.places import PlaceKeeper
from whence.compose.population import Populations
from whence.compose.sources import Sources
from whence.compose.statements import Statements
from whence.compose.survey import Survey
from whence.find.counting import open_counting
from whence.find.groups import open_groups
from whence.find.measures import open_measures
from whence.find.sources import open_speech
from whence.records import Figure, MadeBy, Phrase

# Counts that a report may go back to: more than any reader has in mind, and a bound on the work.
REMEMBERED = 200


class FigureComposer:
    """Composes figures in one language."""

    def __init__(self, language: str = "en") -> None:
        self.measures = open_measures(language)
        self.speech = open_speech(language)
        groups = open_groups(language)
        linker = Linker(self.measures, groups, open_counting(language))
        self.counter = linker.counter
        self.gatherer = Gatherer(linker)
        self.populations = Populations(groups, self.measures)
        self.modalities = open_modality(language)

    def compose(self, survey: Survey, statements: Statements) -> tuple[Figure, ...]:
        """Return the figures of a report by their place in the text."""
        report, passages = survey.report, survey.passages
        sources = Sources(report.text, passages, statements, self.speech)
        periods = Periods(report, passages)
        places = PlaceKeeper(report.text, passages)
        drafts: list[Draft] = []
        for passage in passages:
            before = drafts[-REMEMBERED:]
            gathered = self.gatherer.gather(passage, report.text, before)
            for draft in gathered:
                draft.origin = _gone_on_with(draft, before)
                draft.whole = find_whole(draft, before)
                draft.origin = draft.origin or _whole_alike(draft)
                draft.population = self.populations.find(draft, before, report.text)
                draft.source, draft.source_rule = sources.find(
                    draft, before, outside=self.modalities.rejected(draft)
                )
                draft.modality = self.modalities.find(draft)
                draft.period = periods.find(draft, before)
                draft.place = places.find(draft, before)
                before.append(draft)
            drafts += gathered
            settle_wholes(gathered, before[: len(before) - len(gathered)])
            if not gathered:
                periods.see(passage)
                self.modalities.judge(passage, before)
        drafts.sort(key=lambda draft: (draft.amount.start, draft.amount.end))
        index = {id(draft): at for at, draft in enumerate(drafts)}
        return tuple(_figure(draft, index, report.text) for draft in drafts)


def _gone_on_with(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The count that gave this one its measure."""
    return next((d for d in reversed(before) if d.word is draft.link.said_by), None)


def _whole_alike(draft: Draft) -> Draft | None:
    """The draft's whole, where it counts the same measure."""
    whole = draft.whole
    return whole if whole is not None and whole.measure == draft.measure else None


def _figure(draft: Draft, index: Mapping[int, int], text: str) -> Figure:
    """The record of a draft; `index` has the places of drafts in the report by identity."""
    sentence = draft.passage.sentence
    return Figure(
        amount=draft.amount,
        measure=draft.measure,
        population=draft.population,
        source=draft.source,
        period=draft.period,
        place=draft.place,
        modality=draft.modality,
        part_of=index[id(draft.whole)] if draft.whole is not None else None,
        quote=Phrase(sentence.start, sentence.end, text[sentence.start : sentence.end]),
        made_by=MadeBy("measures", draft.link.rule),
    )
