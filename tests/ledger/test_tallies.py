"""Tallies of sources: whatever is kept of them, they say what counting everything says."""

import random

import pytest
from sqlalchemy import delete
from tests.ledger.test_checking import World

from whence.ledger import Ledger, list_sources
from whence.ledger.engine import writing
from whence.ledger.schema import tallied, tallies
from whence.ledger.tallies import Tally, keep_tallies, read_tallies


def counted(ledger: Ledger) -> dict[tuple[int, str], Tally]:
    """Return the tallies with nothing kept, which is taken back."""
    with ledger.engine.connect() as connection, connection.begin() as begun:
        for table in (tallies, tallied):
            connection.execute(delete(table))
        found = read_tallies(connection)
        begun.rollback()
    return found


@pytest.mark.parametrize("seed", range(4))
def test_tallies_are_what_counting_all_says(ledger: Ledger, seed: int) -> None:
    chance = random.Random(seed)
    world = World(ledger, chance)
    for _ in range(40):
        world.act()
        if chance.random() < 0.3:
            with writing(ledger.engine) as connection:
                keep_tallies(connection)
        with ledger.reading() as connection:
            assert read_tallies(connection) == counted(ledger)


def test_who_opens_a_ledger_without_tallies_has_them_made(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(ledger, random.Random(1))
    world.add()
    with writing(ledger.engine) as connection:
        for table in (tallies, tallied):
            connection.execute(delete(table))
    with ledger.reading() as connection:
        told = list_sources(connection)
    monkeypatch.setattr("whence.ledger.tallies.MOST_LATE", 0)
    with Ledger(ledger.address) as opened, opened.reading() as connection:
        assert connection.execute(tallied.select()).first() is not None
        assert list_sources(connection) == told
