"""A desk over the bundled example, served and asked over a real connection."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from whence.ledger import Ledger, make_token
from whence.records import Reading
from whence.web.app import create_app
from whence.web.settings import LOOPBACK, Settings

Desk = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def example_ledger(coded: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a ledger that holds the example; nobody writes to it."""
    address = str(tmp_path_factory.mktemp("ledger") / "whence.db")
    with Ledger(address, create=True, clock=lambda: "2031-03-04T12:00:00Z") as ledger:
        for reading in coded:
            ledger.file(reading, by="test")
    return address


@pytest.fixture
def empty_ledger(tmp_path: Path) -> str:
    """The address of a new ledger."""
    address = str(tmp_path / "whence.db")
    with Ledger(address, create=True):
        return address


@contextmanager
def served(desk: Settings | FastAPI) -> Iterator[str]:
    """Give the address of a desk that is served while the block runs."""
    app = create_app(desk) if isinstance(desk, Settings) else desk
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, log_level="critical", lifespan="on")
        server = uvicorn.Server(config)
        running = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        running.join()


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Serves desks: `desk(ledger, open=True)` is a client of one, that follows where it leads."""
    with ExitStack() as ends:

        def make(ledger: str, **settings: object) -> httpx.Client:
            own = replace(Settings(ledger, hosts=LOOPBACK), **settings)  # type: ignore[arg-type]
            base = ends.enter_context(served(own))
            client = httpx.Client(base_url=base, follow_redirects=True, timeout=120)
            return ends.enter_context(client)

        yield make


@pytest.fixture
def token(empty_ledger: str) -> str:
    """A token of the empty ledger, ann's."""
    with Ledger(empty_ledger) as ledger:
        return make_token(ledger, "ann")


def form_key(client: httpx.Client, page: str = "/read") -> str:
    """Return the key that the forms of a page carry."""
    found = re.search(r'name="form_key" value="(\w+)"', client.get(page).text)
    assert found
    return found[1]
