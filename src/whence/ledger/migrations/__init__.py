"""Brings a ledger to the form that this program knows, step by numbered step.

A step is `NNNN_name.sql`, one text for both databases, and beside it `NNNN_name.sqlite.sql` or
`NNNN_name.postgresql.sql` for what only one of them has. A step that was published is never
changed: the next one mends it. All steps that a ledger lacks run in one transaction.
"""

from collections.abc import Iterator
from importlib.resources import files

from sqlalchemy import Connection, inspect

from whence.ledger.errors import LedgerError

Step = tuple[int, str]


def migrate(connection: Connection, at: str) -> None:
    """Run the steps that the ledger lacks; `connection` must be alone in writing.

    Raises LedgerError where the ledger was made by a newer program.
    """
    done = ledger_version(connection)
    if done > latest_version():
        raise LedgerError(newer(done))
    if not done:
        connection.exec_driver_sql(
            "CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
            "at TEXT NOT NULL)"
        )
    for number, name in steps():
        if number > done:
            for statement in _statements(name, connection.dialect.name):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(
                f"INSERT INTO migrations VALUES ({number}, '{name}', '{at}')"
            )


def ledger_version(connection: Connection) -> int:
    """Return the number of the last step that the ledger has, 0 for an empty database."""
    if not inspect(connection).has_table("migrations"):
        return 0
    found = connection.exec_driver_sql("SELECT max(number) FROM migrations").scalar()
    return int(found or 0)


def latest_version() -> int:
    """Return the number of the last step that this program knows."""
    return steps()[-1][0]


def newer(version: int) -> str:
    """Return the sentence about a ledger that this program is too old for."""
    return (
        f"the ledger is of version {version}, made by a newer Whence; this one knows "
        f"{latest_version()}: update it"
    )


def steps() -> list[Step]:
    """Return the steps by their numbers."""
    names = [entry.name for entry in files(__name__).iterdir()]
    plain = sorted(name[:-4] for name in names if name.endswith(".sql") and name.count(".") == 1)
    return [(int(name[:4]), name) for name in plain]


def _statements(name: str, dialect: str) -> Iterator[str]:
    for file in (f"{name}.sql", f"{name}.{dialect}.sql"):
        path = files(__name__) / file
        if path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            text = "\n".join(line for line in lines if not line.startswith("--"))
            yield from (part.strip() for part in text.split(";\n") if part.strip(" \n;"))
