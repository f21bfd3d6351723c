"""Opening: one schema on both databases, and a sentence for whatever is amiss."""

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, inspect

from whence.ledger import Ledger, LedgerError, verify
from whence.ledger import engine as engines
from whence.ledger.migrations import latest_version, ledger_version, steps
from whence.ledger.schema import metadata
from whence.records import Reading


def test_the_tables_are_what_queries_take_them_for(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            there = {column["name"]: column for column in found.get_columns(table.name)}
            assert list(there) == [column.name for column in table.columns]
            for column in table.columns:
                kind = str(there[column.name]["type"])
                assert kind == str(column.type), (table.name, column.name)
                known = there[column.name]["nullable"] and not column.primary_key
                assert known == column.nullable, (table.name, column.name)


def test_steps_are_numbered_without_a_gap() -> None:
    assert [number for number, _ in steps()] == list(range(1, latest_version() + 1))


def test_opened_again_it_is_the_same(address: str, quake: Reading) -> None:
    with Ledger(address, create=True) as first:
        first.file(quake)
    with Ledger(address) as again:
        assert again.file(quake).entry is None
        with again.reading() as connection:
            assert ledger_version(connection) == latest_version()


def test_a_newer_ledger_is_left_alone(ledger: Ledger) -> None:
    with engines.writing(ledger.engine) as connection:
        connection.exec_driver_sql("INSERT INTO migrations VALUES (999, 'later', '')")
    with pytest.raises(LedgerError, match="made by a newer Whence"):
        Ledger(ledger.address)


def test_no_ledger_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        Ledger(str(tmp_path / "nowhere.db"))
    assert not (tmp_path / "nowhere.db").exists()
    with pytest.raises(LedgerError, match="there is no folder"):
        Ledger(str(tmp_path / "no" / "where.db"), create=True)
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger(str(tmp_path), create=True)


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nine people were killed. " * 200, encoding="utf-8")
    with pytest.raises(LedgerError, match="the file is no ledger"):
        Ledger(str(tmp_path / "a.txt"), create=True)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    with pytest.raises(LedgerError, match="this is no ledger"):
        Ledger(str(tmp_path / "other.db"))


def test_a_program_that_keeps_the_lock_is_told_of(
    tmp_path: Path, quake: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "PATIENCE", 0)
    path = str(tmp_path / "whence.db")
    with Ledger(path, create=True) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program has been writing"):
            ledger.file(quake)
        other.execute("COMMIT")
        other.close()
        assert ledger.file(quake).entry == 1


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_ledger_that_may_not_be_written(tmp_path: Path, quake: Reading) -> None:
    path = tmp_path / "whence.db"
    Ledger(str(path), create=True).close()
    path.chmod(0o400)
    with Ledger(str(path)) as ledger, pytest.raises(LedgerError, match="you may not write"):
        ledger.file(quake)


def test_a_full_disk_keeps_nothing_of_the_report(tmp_path: Path, quake: Reading) -> None:
    with Ledger(str(tmp_path / "whence.db"), create=True) as ledger:
        # A file that may not grow: SQLite says of it what it says of a full disk.
        event.listen(ledger.engine, "begin", _stop_growth)
        huge = replace(quake.report, text=quake.report.text + " Rain fell." * 5000)
        with pytest.raises(LedgerError, match="the disk is full"):
            ledger.file(replace(quake, report=huge))
        event.remove(ledger.engine, "begin", _stop_growth)
        ledger.close()
        assert verify(ledger).rows == 0
        assert ledger.file(quake).entry == 1


def _stop_growth(connection: Connection) -> None:
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@pytest.mark.parametrize("address", ["mysql://a:secret@b/c", "postgresql://:x:y/z", "://"])
def test_addresses_that_are_none_keep_their_secrets(address: str) -> None:
    with pytest.raises(LedgerError) as error:
        Ledger(address, create=True)
    assert "secret" not in str(error.value)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="the database failed"):
        Ledger(f"postgresql://a:secret@/b?host={tmp_path}", create=True)
