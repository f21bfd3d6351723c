"""What a desk cannot do, in a sentence for the visitor."""


class DeskError(Exception):
    """A request that is not answered; the message says why and what to try.

    `status` is HTTP's: 400 where the request is amiss, 403 where it is not allowed.
    """

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def sentence_of(error: Exception) -> str:
    """Return what an error of the desk or the ledger says, as a sentence."""
    words = str(error)
    return f"{words[:1].upper()}{words[1:].removesuffix('.')}."
