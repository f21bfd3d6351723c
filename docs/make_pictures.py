"""Draw the pictures of the manual: a bundled report as `whence read --html` shows it, and the desk.

Run it with `.venv/bin/python docs/make_pictures.py` after a page or the reader has changed. It
needs Debian's packages chromium, fonts-inter and fonts-crosextra-caladea. With `--coded` the
figures of the annotated page are those of the example's coders and not the reader's own.
"""

import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Literal

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from whence import Reader
from whence.example import example_readings, example_reports
from whence.exports.html import Page
from whence.ledger import Ledger, find_findings
from whence.records import Reading
from whence.web.app import create_app
from whence.web.settings import Settings

REPORT = "01-port-sele-toll"
POINTED_AT = "4,205"  # the figure whose details are open
IMAGES = Path(__file__).with_name("images")
SIZE = (1240, 820)
# The pages of the desk, by the name of their picture: its address, and the link to follow there.
DESK = {
    "report": ("/reports/4", None),
    "series": ("/series?measure=killed&source=Health+Directorate", "Killed"),
    "findings": ("/findings", None),
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def main() -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        _draw_annotated(browser, _coded() if "--coded" in sys.argv[1:] else _read())
        with tempfile.TemporaryDirectory() as folder:
            ledger = str(Path(folder) / "whence.db")
            _fill(ledger)
            with _served(ledger) as address:
                for name, (path, link) in DESK.items():
                    for scheme in SCHEMES:
                        _draw_desk(browser, f"{address}{path}", link, scheme, f"desk-{name}")
        browser.close()


def _read() -> Reading:
    (report,) = (report for report in example_reports() if report.id == REPORT)
    return Reader().read(report)


def _coded() -> Reading:
    (reading,) = (reading for reading in example_readings() if reading.report.id == REPORT)
    return reading


def _draw_annotated(browser: Browser, reading: Reading) -> None:
    width, height = SIZE
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        with closing(Page()) as page:
            page.add(reading)
            page.save(path)
        shown = browser.new_page(
            viewport={"width": width, "height": height},
            device_scale_factor=1.5,
            color_scheme="light",
        )
        shown.goto(path.as_uri())
        shown.get_by_role("link", name=POINTED_AT, exact=True).first.hover()
        shown.wait_for_timeout(400)  # until the details have faded in
        shown.screenshot(path=IMAGES / "annotated.png")


def _fill(address: str) -> None:
    """File the example as the reader reads it."""
    reader = Reader()
    with Ledger(address, create=True) as ledger:
        for report in example_reports():
            ledger.file(reader.read(report), by="whence")
        find_findings(ledger)


@contextmanager
def _served(ledger: str) -> Iterator[str]:
    """Give the address of a desk that is served while the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(Settings(ledger, open=True))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        running = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        running.join()


def _draw_desk(
    browser: Browser, address: str, link: str | None, scheme: Literal["light", "dark"], name: str
) -> None:
    width, height = SIZE
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.goto(address)
    if link is not None:
        page.get_by_role("link", name=link, exact=True).first.click()
        page.wait_for_load_state()
        page.locator(".plot-wide a").last.hover()  # the sentence of a point is shown
        page.wait_for_timeout(200)
    page.screenshot(path=IMAGES / f"{name}-{scheme}.png")


if __name__ == "__main__":
    main()
