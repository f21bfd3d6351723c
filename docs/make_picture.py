"""Draw docs/images/annotated.png: a bundled report as `whence read --html` shows it.

Run it with `.venv/bin/python docs/make_picture.py` after the page or the reader has changed. It
needs Debian's packages chromium, fonts-inter and fonts-crosextra-caladea. With `--coded` the
figures are those of the example's coders and not the reader's own.
"""

import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from playwright.sync_api import sync_playwright

from whence import Reader
from whence.example import example_readings, example_reports
from whence.exports.html import Page
from whence.records import Reading

REPORT = "01-port-sele-toll"
POINTED_AT = "4,205"  # the figure whose details are open
PICTURE = Path(__file__).with_name("images") / "annotated.png"
SIZE = (1240, 760)


def main() -> None:
    reading = _coded() if "--coded" in sys.argv[1:] else _read()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        with closing(Page()) as page:
            page.add(reading)
            page.save(path)
        _draw(path)


def _read() -> Reading:
    (report,) = (report for report in example_reports() if report.id == REPORT)
    return Reader().read(report)


def _coded() -> Reading:
    (reading,) = (reading for reading in example_readings() if reading.report.id == REPORT)
    return reading


def _draw(path: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        width, height = SIZE
        page = browser.new_page(
            viewport={"width": width, "height": height},
            device_scale_factor=1.5,
            color_scheme="light",
        )
        page.goto(path.as_uri())
        page.get_by_role("link", name=POINTED_AT, exact=True).first.hover()
        page.wait_for_timeout(400)  # until the details have faded in
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
