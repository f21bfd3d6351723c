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
        """Return every figure of `report`, in the order they stand in."""
        return Reading(report)
