"""Draw docs/images/desk-*.png: a report, a series and the findings of the bundled example.

Run it with `.venv/bin/python docs/make_desk_pictures.py` after the desk has changed. It serves the
example, as its coders read it, on this machine alone, and needs Debian's packages chromium,
fonts-inter and fonts-crosextra-caladea.
"""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from whence.example import example_readings
from whence.ledger import Filter, Ledger, find_findings, list_series
from whence.web.app import create_app
from whence.web.settings import LOOPBACK, Settings

IMAGES = Path(__file__).with_name("images")
SIZE = (1240, 800)
WHO = "the Health Directorate of Sele"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "whence.db")
        with Ledger(ledger, create=True) as book:
            for reading in example_readings():
                book.file(reading, by="example")
            find_findings(book)
            with book.reading() as connection:
                lines = list_series(connection, Filter(source=f"={WHO}", measure="killed"))
        longest = max(lines, key=lambda line: (line.key.start or "9") < "2026" and len(line.counts))
        pages = {"report": "/reports/4", "series": f"/series/{longest.id}", "findings": "/findings"}
        with _served(ledger) as base, sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            for scheme in ("light", "dark"):
                for name, path in pages.items():
                    _draw(browser, base + path, scheme, IMAGES / f"desk-{name}-{scheme}.png")
            browser.close()


@contextmanager
def _served(ledger: str) -> Iterator[str]:
    app = create_app(Settings(ledger, hosts=LOOPBACK))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        running = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        running.join()


def _draw(browser: Browser, address: str, scheme: str, picture: Path) -> None:
    width, height = SIZE
    page = browser.new_page(viewport={"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    points = page.locator(".plot-wide a")
    if points.count():  # the sentence of a point is shown
        href = page.locator(".series-last a").get_attribute("href")
        page.locator(f'.plot-wide a[href="{href}"]').hover()
        page.wait_for_timeout(200)
    page.screenshot(path=picture)
    page.close()


if __name__ == "__main__":
    main()
