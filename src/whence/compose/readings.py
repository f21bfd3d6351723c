"""Composes a whole reading: what the finders saw, put together step by step."""

from collections.abc import Mapping

from whence.compose.figures import FigureComposer
from whence.compose.hosts import Hosts
from whence.compose.notes import compose_notes
from whence.compose.releases import ReleaseComposer, publishers
from whence.compose.statements import Statements
from whence.compose.survey import Surveyor
from whence.find.cues import open_cues
from whence.find.sources import open_speech
from whence.records import Reading, Report
from whence.resolve.names import name_sources
from whence.text.grammar import Grammar


class ReadingComposer:
    """Composes readings in one language, with one grammar."""

    def __init__(
        self, grammar: Grammar, language: str = "en", *, every_sentence: bool = False
    ) -> None:
        self.grammar = grammar
        self.cues = open_cues(language)
        self.hosts = open_speech(language).hosts
        self.surveyor = Surveyor(grammar, language, every_sentence=every_sentence)
        self.figures = FigureComposer(language)
        self.releases = ReleaseComposer(language)

    def compose(self, report: Report, versions: Mapping[str, str]) -> Reading:
        """Return what `report` says, each record by its place in the text."""
        survey = self.surveyor.survey(report)
        passages, quotations = survey.passages, survey.quotations
        hosts = Hosts(report.text, passages, self.hosts)
        releases = self.releases.gather(report, passages, quotations.spans)
        statements = Statements(
            report.text,
            passages,
            quotations,
            cues=self.cues,
            hosts=hosts,
            captions=publishers(releases),
        )
        figures = self.figures.compose(survey, statements)
        reading = Reading(
            report,
            figures,
            tuple(statements.compose(figures)),
            self.releases.compose(releases, figures),
            tuple(compose_notes(passages, figures, self.figures.counter)),
            versions,
        )
        sentences = [passage.sentence for passage in passages]
        return name_sources(
            reading, sentences, quotes=quotations.spans, dictionary=self.grammar.dictionary
        )
