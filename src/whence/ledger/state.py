"""What a ledger holds, in a word: while it is the same, so is every answer to one question."""

from sqlalchemy import Connection

from whence.ledger.chain import last_seal
from whence.ledger.search import found_up_to


def ledger_state(connection: Connection) -> str:
    """Return the last seal, and how far SQLite's full text has come, which is not sealed."""
    return " ".join([last_seal(connection), *map(str, found_up_to(connection))])
