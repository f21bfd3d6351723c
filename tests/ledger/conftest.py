"""Ledgers to test with, on both databases, and readings with invented figures to put in them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from tests.ledger.making import quake_reading

from whence.ledger import Ledger
from whence.records import Reading

NOON = "2031-03-04T12:00:00Z"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, or a skip that says why there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = found[-1] if found else None
    if initdb is None:
        pytest.skip("there is no PostgreSQL here; `apt-get install postgresql` brings one")
    # The server refuses to run as root, as continuous integration does.
    user = "postgres" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="whence-pg-"))
    try:
        if user:
            owner = pwd.getpwnam(user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data, control = folder / "data", initdb.with_name("pg_ctl")
        name = user or pwd.getpwuid(os.getuid()).pw_name

        def run(*command: str | Path) -> None:
            subprocess.run(
                [*map(str, command)], check=True, cwd=folder, stdout=subprocess.DEVNULL, user=user
            )

        run(initdb, "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        # A socket in the folder and no port: nothing else can meet it.
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run(control, "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        yield f"postgresql://{name}@/postgres?host={folder}"
        run(control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger can be: each test that asks for it runs on both databases."""
    if request.param == "sqlite":
        return str(tmp_path / "whence.db")
    server: str = request.getfixturevalue("postgresql")
    name = f"t{uuid4().hex}"  # a schema of its own: making a database takes a second
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"{server}&options=-csearch_path%3D{name}"


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """A new ledger, whose clock stands still."""
    with Ledger(address, create=True, clock=lambda: NOON) as opened:
        yield opened


@pytest.fixture
def quake() -> Reading:
    """A reading with figures, a statement and a release."""
    return quake_reading()
