"""What a desk cannot do, in a sentence for the visitor."""


class DeskError(Exception):
    """A request that is not answered; the message says why and what to try.

    `status` is HTTP's: 400 where the request is amiss, 403 where it is not allowed.
    """

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status
