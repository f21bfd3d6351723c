"""The order of the steps: a Report goes in, its Reading comes out."""

from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from whence import __version__
from whence.lexicon import lists_version
from whence.records import Reading, Report

if TYPE_CHECKING:
    from whence.compose.readings import ReadingComposer
    from whence.text.grammar import Grammar


class Reader:
    """Reads reports of one language with one language model.

    The model is loaded on the first report read, so that making a Reader is cheap.
    `every_sentence` parses also the sentences that hold nothing to look for: the same
    reading, later.
    """

    def __init__(
        self, *, language: str = "en", model: str | None = None, every_sentence: bool = False
    ) -> None:
        self.language = language
        self.model = model
        self.every_sentence = every_sentence

    def read(self, report: Report) -> Reading:
        """Return what `report` says: figures, statements and releases as they stand in it.

        Raises ModelError where the language model is not installed or has no parser.
        """
        return self._composer.compose(report, self.versions)

    @cached_property
    def versions(self) -> dict[str, str]:
        """What a reading depends on: this program, its word lists, the model and its library."""
        return {
            "whence": __version__,
            "words": f"{self.language} {lists_version(self.language)}",
            "model": self._grammar.version,
            "spacy": version("spacy"),
        }

    @cached_property
    def _grammar(self) -> "Grammar":
        from whence.text.grammar import Grammar  # what reads is loaded with the first report

        return Grammar(self.model)

    @cached_property
    def _composer(self) -> "ReadingComposer":
        from whence.compose.readings import ReadingComposer  # the same

        return ReadingComposer(self._grammar, self.language, every_sentence=self.every_sentence)
