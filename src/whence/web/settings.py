"""How a desk is served, and the bounds on what one request may ask of it."""

import secrets
from dataclasses import dataclass, field

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a desk is served.

    With `open`, whoever reaches it may fetch, keep and judge; else only who has a token.
    `private` allows addresses inside the network to be fetched. `hosts` are the names it
    answers to, any where there is none: an open desk answers to this machine's own alone, so
    that no page elsewhere can reach it under another name. The bounds are those of one process;
    `whence serve --workers` may run several.
    """

    ledger: str
    open: bool = False
    private: bool = False
    hosts: tuple[str, ...] = ()
    max_text: int = 200_000  # characters of a report that is pasted, fetched or dropped
    max_body_bytes: int = 4_000_000  # of a request: a saved page holds far more than its article
    reading_seconds: float = 20.0  # for fetching a report, and again for reading it
    waiting: int = 4  # readings that may wait for the reader; the next is told to come back
    at_once: int = 4  # pages that are made: more of them would only wait for one another
    visitors_waiting: int = 200  # for their page; the next is told to come back
    query_seconds: float = 5.0  # for all that one page asks of the ledger
    # By which a form of ours is known; the same in all processes that serve one desk.
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    language: str = "en"
