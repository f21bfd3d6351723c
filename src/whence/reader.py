"""The order of the steps: a Report goes in, its Reading comes out."""

from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from whence import __version__
from whence.lexicon import lists_version
from whence.records import Reading, Report

if TYPE_CHECKING:
    from whence.compose.figures import Composer
    from whence.text.grammar import Grammar


class Reader:
    """Reads reports of one language with one language model.

    The model is loaded on the first report read, so that making a Reader is cheap.
    """

    def __init__(self, *, language: str = "en", model: str | None = None) -> None:
        self.language = language
        self.model = model

    def read(self, report: Report) -> Reading:
        """Return every figure and statement of `report`, in the order they stand in.

        Raises ModelError where the language model is not installed or has no parser.
        """
        return replace(self._composer.compose(report), versions=self.versions)

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
    def _composer(self) -> "Composer":
        from whence.compose.figures import Composer  # the same

        return Composer(self._grammar, self.language)
