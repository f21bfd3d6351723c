"""Tokens: who may keep and judge at the web desk. The ledger has their hashes alone."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import func, select

from whence.ledger import engine as engines
from whence.ledger.book import Ledger
from whence.ledger.errors import LedgerError
from whence.ledger.schema import tokens
from whence.ledger.words import kept, told, told_if_any

# 256 bits by chance: nobody guesses one, so a plain hash of it cannot be turned back either.
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed, `ended` where it is good no more."""

    number: int
    who: str
    made: str
    ended: str | None


def make_token(ledger: Ledger, who: str) -> str:
    """Return a new token for `who`, whose acts will be filed under that name."""
    if not who.strip():
        raise LedgerError("a token needs a name, under which its acts are filed")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with engines.writing(ledger.engine) as connection:
        last = connection.execute(select(func.max(tokens.c.number))).scalar() or 0
        connection.execute(
            tokens.insert().values(
                number=last + 1, who=kept(who.strip()), hash=_hash(token), made=ledger.clock()
            )
        )
    return token


def find_token(ledger: Ledger, token: str) -> str | None:
    """Return whose token it is, None where it is none or was ended."""
    asked = select(tokens.c.who).where(tokens.c.hash == _hash(token), tokens.c.ended.is_(None))
    with engines.reading(ledger.engine) as connection:
        who = connection.execute(asked).scalar()
    return told_if_any(who)


def list_tokens(ledger: Ledger) -> list[Token]:
    """Return all tokens ever made, the oldest first."""
    columns = (tokens.c.number, tokens.c.who, tokens.c.made, tokens.c.ended)
    with engines.reading(ledger.engine) as connection:
        rows = connection.execute(select(*columns).order_by(tokens.c.number)).all()
    return [Token(row.number, told(row.who), row.made, row.ended) for row in rows]


def end_token(ledger: Ledger, number: int) -> None:
    """End a token. Raises LedgerError where there is none of that number that is good."""
    good = (tokens.c.number == number) & tokens.c.ended.is_(None)
    with engines.writing(ledger.engine) as connection:
        done = connection.execute(tokens.update().where(good).values(ended=ledger.clock()))
        if not done.rowcount:
            raise LedgerError(f"there is no good token {number}; `whence token list` shows them")


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
