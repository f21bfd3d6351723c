"""A desk over the bundled example, served and asked over a real connection."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from whence.ledger import Ledger, make_token
from whence.records import Reading
from whence.web.app import create_app
from whence.web.settings import LOOPBACK, Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

Desk = Callable[..., httpx.Client]
LAPTOP, PHONE = (1280, 860), (390, 844)

# What a person must be able to read: every text that is seen, with its colour on its ground.
FAINT = """() => {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const rgb = (colours) => {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => colour.map((part) => part / 255)
    .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const of = texts.currentNode.parentElement;
    const seen = of.checkVisibility() && of.getBoundingClientRect().width > 1;
    if (!texts.currentNode.data.trim() || !seen || of.closest(":disabled")) continue;
    const grounds = [];
    for (let one = of; one; one = one.parentElement) {
      grounds.unshift(getComputedStyle(one).backgroundColor);
    }
    const ground = rgb(grounds), ink = rgb([...grounds, getComputedStyle(of).color]);
    const [low, high] = [light(ground), light(ink)].sort((a, b) => a - b);
    const ratio = (high + .05) / (low + .05);
    if (ratio < 4.5) faint.push(`${texts.currentNode.data.trim()}: ${ratio.toFixed(2)}`);
  }
  return faint;
}"""
UNNAMED = """() => [...document.querySelectorAll("input, select, button, a, progress, svg")]
  .filter((one) => one.type !== "hidden" && !one.labels?.length && !one.textContent.trim()
    && !one.ariaLabel && !one.closest("[aria-hidden=true]")).map((one) => one.outerHTML)"""


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


@pytest.fixture
def opened(browser: "Browser", ledger: str) -> Iterator["Open"]:
    """Opens pages of an open desk: `opened("/judge", scripts=False)`; none may complain."""
    complaints: list[str] = []
    with ExitStack() as ends:
        base = ends.enter_context(served(Settings(ledger, open=True, hosts=LOOPBACK)))

        def open_page(path: str, *, scripts: bool = True, **more: object) -> "Page":
            width, height = LAPTOP
            size = {"viewport": {"width": width, "height": height}} | more
            context = browser.new_context(
                java_script_enabled=scripts,
                **size,  # type: ignore[arg-type]
            )
            ends.callback(context.close)
            page = context.new_page()
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(base + path)
            return page

        yield open_page
    # A refused form is answered with 400, which the console tells.
    assert [words for words in complaints if "400 (Bad Request)" not in words] == []
