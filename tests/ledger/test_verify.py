"""Whatever is changed behind the ledger's back is found, and the first break is named."""

import random
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Executable, Integer, select, text, update

from whence.ledger import By, Ledger, correct, find_claims, same, verify
from whence.ledger.engine import writing
from whence.ledger.schema import SEALED, entries
from whence.records import Reading

FLIPS = 150  # of the file's bytes, evenly among texts and claims


@pytest.fixture
def filled(ledger: Ledger, quake: Reading) -> Ledger:
    """A ledger with a row in every sealed table."""
    ledger.file(quake)
    copy = quake.report.text.replace("31 wounded", "31 wounded there")
    told = type(quake.report)(id="copy", text=copy, published="2031-03-05")
    assert ledger.file(Reading(told)).copies
    with ledger.reading() as connection:
        claim = next(find_claims(connection, "figure"))
    correct(ledger, claim.id, {"low": "8"}, By("ann", "misread"))
    same(ledger, "the Harbour Board", "Ilse Tarn", by=By("ann", "a trial"))
    return ledger


def tamper(ledger: Ledger, statement: Executable) -> None:
    with writing(ledger.engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
        connection.execute(statement)


def test_an_untouched_ledger_holds(filled: Ledger) -> None:
    found = verify(filled)
    assert found.broken is None
    assert found.entries == 4
    with filled.reading() as connection:
        for table in SEALED:
            assert connection.execute(select(table)).first(), table.name


def test_an_empty_ledger_holds(ledger: Ledger) -> None:
    assert verify(ledger).broken is None


def test_a_changed_value_is_found_in_any_column(filled: Ledger) -> None:
    for table in (*SEALED, entries):
        for column in table.columns:
            first = select(column).where(table.c.number == 1)
            with filled.reading() as connection:
                value = connection.execute(first).scalar_one()
            changed = 1000 if isinstance(column.type, Integer) else f"{value or ''}x"
            tamper(filled, update(table).where(table.c.number == 1).values({column.name: changed}))
            assert verify(filled).broken or column.name == "crc", (table.name, column.name)
            number = 1000 if column.name == "number" else 1
            back = update(table).where(table.c.number == number).values({column.name: value})
            tamper(filled, back)
    assert verify(filled).broken is None


def test_the_break_names_the_claim(filled: Ledger) -> None:
    with filled.reading() as connection:
        claim = list(find_claims(connection, "figure"))[1]
    tamper(filled, text(f"UPDATE figures SET high = 32 WHERE id = '{claim.id}'"))
    found = verify(filled)
    assert found.entries == 0
    assert found.broken
    assert f"figure {claim.id}" in found.broken
    assert "entry 1 (add" in found.broken


@pytest.mark.parametrize("table", [table.name for table in (*SEALED, entries)])
def test_a_row_taken_away_is_found(filled: Ledger, table: str) -> None:
    tamper(filled, text(f"DELETE FROM {table} WHERE number = 1"))
    assert verify(filled).broken


def test_a_row_added_is_found(filled: Ledger) -> None:
    tamper(
        filled, text("INSERT INTO copies SELECT 2, entry, report, original, score, crc FROM copies")
    )
    assert verify(filled).broken
    tamper(filled, text("UPDATE copies SET entry = 99 WHERE number = 2"))
    assert "belongs to no entry" in (verify(filled).broken or "")


def test_a_cut_end_is_found_by_a_seal(filled: Ledger) -> None:
    seal = verify(filled).seal
    assert verify(filled, seal=seal[:16]).broken is None
    tamper(filled, text("DELETE FROM judgements WHERE entry = 4"))
    tamper(filled, text("DELETE FROM entries WHERE number = 4"))
    assert verify(filled).broken is None  # the chain alone cannot know how long it was
    assert "was cut" in (verify(filled, seal=seal).broken or "")


def test_any_changed_byte_of_texts_and_claims_is_found(tmp_path: Path, quake: Reading) -> None:
    path = tmp_path / "whence.db"
    with Ledger(str(path), create=True) as ledger:
        ledger.file(quake)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        rows = [
            value
            for table in ("reports", "passages", "figures", "statements", "releases", "terms")
            for row in connection.execute(f"SELECT * FROM {table}")
            for value in row
            # Shorter words stand in the schema too.
            if isinstance(value, str) and len(value) > 11
        ]
    connection.close()
    data = path.read_bytes()
    chance = random.Random(20310304)
    for words in chance.choices(rows, k=FLIPS):
        coded = words.encode()
        found = [at for at in range(len(data)) if data.startswith(coded, at)]
        at = chance.choice(found) + chance.randrange(len(coded))
        changed = bytes([data[at] ^ 1 << chance.randrange(8)])
        path.write_bytes(data[:at] + changed + data[at + 1 :])
        for left in tmp_path.glob("whence.db-*"):
            left.unlink()
        with Ledger(str(path)) as ledger:
            assert verify(ledger).broken, (words, at)
