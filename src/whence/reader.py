"""The order of the steps: a Report goes in, its Reading comes out."""

from whence.records import Reading, Report


class Reader:
    """Reads reports of one language with one language model.

    The model is loaded on the first report read, so that making a Reader is cheap.
    """

    def __init__(self, *, language: str = "en", model: str | None = None) -> None:
        self.language = language
        self.model = model

    def read(self, report: Report) -> Reading:
        """Return every figure and statement of `report`, in the order they stand in."""
        from whence.compose.figures import Composer
        from whence.text.grammar import Grammar

        if not hasattr(self, "_c"):
            self._c = Composer(Grammar(self.model), self.language)
        figures, statements = self._c.compose(report)
        return Reading(report, figures, statements)
