"""A web server on this machine that misbehaves in each way a server can."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

ARTICLE = """<!doctype html><html><head><title>Toll rises - Coast Wire</title>
<meta charset="utf-8">
<meta property="og:site_name" content="Coast Wire">
<meta property="article:published_time" content="2031-03-04T10:00:00+02:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World news</a></nav>
<article><h1>Toll rises in Port Sele</h1>
<p>At least 12 people were killed in Port Sele on Monday, the ministry said.</p>
<p>Another 30 were hurt, said Dr Zoë Quill.</p></article>
<footer>Copyright 2019 Coast Wire</footer></body></html>"""


@dataclass
class Web:
    """The server's address, the requests it got, and the switch that ends slow answers."""

    address: str = ""
    agents: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __call__(self, path: str) -> str:
        """Return the address of a path."""
        return self.address + path


class _Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    web: Web

    def log_message(self, *_: object) -> None:
        """Say nothing: the test's output is not a server's log."""

    def do_GET(self) -> None:
        """Answer, well or badly."""
        self.web.agents.append(self.headers.get("User-Agent", ""))
        # As a proxy it is asked for whole addresses, and answers by their paths.
        name = urlsplit(self.path).path.strip("/").split("/")[0]
        with suppress(ConnectionError, TimeoutError):  # the reader hung up, as it should
            getattr(self, f"give_{name}", self.give_missing)()

    def send(
        self,
        body: bytes,
        kind: str | None = "text/html; charset=utf-8",
        status: int = 200,
        **more: str,
    ) -> None:
        """One whole answer."""
        self.send_response(status)
        if kind is not None:
            self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def give_article(self) -> None:
        self.send(ARTICLE.encode())

    def give_untyped(self) -> None:
        self.send(ARTICLE.encode(), kind=None)

    def give_latin(self) -> None:
        self.send(ARTICLE.replace("utf-8", "windows-1252").encode("cp1252"), "text/html")

    def give_header_latin(self) -> None:
        page = ARTICLE.replace('<meta charset="utf-8">', "")
        self.send(page.encode("cp1252"), "text/html; charset=windows-1252")

    def give_plain(self) -> None:
        self.send(b"Nine people died.\r\n\r\nTwo fled.\n", "text/plain; charset=utf-8")

    def give_menu(self) -> None:
        self.send(b'<html><body><ul><li><a href="/">All the news</a></li></ul></body></html>')

    def give_nothing(self) -> None:
        self.send(b"")

    def give_pdf(self) -> None:
        self.send(b"%PDF-1.7", "application/pdf")

    def give_missing(self) -> None:
        self.send(b"<p>Not here", status=404)

    def give_broken(self) -> None:
        self.send(b"<p>Oh", status=503)

    def give_moved(self) -> None:
        self.send(b"", status=302, Location="/article")

    def give_round(self) -> None:
        self.send(b"", status=302, Location="/round")

    def give_hops(self) -> None:
        left = int(self.path.rsplit("/", 1)[1])
        self.send(b"", status=302, Location=f"/hops/{left - 1}" if left else "/article")

    def give_to_inside(self) -> None:
        self.send(b"", status=302, Location=f"{self.web.address}article")

    def give_to_file(self) -> None:
        self.send(b"", status=301, Location="file:///etc/hostname")

    def give_to_nowhere(self) -> None:
        self.send(b"", status=301, Location="http://[::1")

    def give_promise(self) -> None:
        """Say that it is large, and no more."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(10**12))
        self.end_headers()
        self.web.over.wait(10)

    def give_flood(self) -> None:
        """Send without end and without saying how much."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while not self.web.over.is_set():
            self.wfile.write(b"<p>more and more</p>" * 50)

    def give_bomb(self) -> None:
        """Small on the wire, packed."""
        self.send(gzip.compress(b" " * 10**6), Content_Encoding="gzip")

    def give_packed_twice(self) -> None:
        self.send(gzip.compress(gzip.compress(b" " * 10**6)), Content_Encoding="gzip, gzip")

    def give_bad_gzip(self) -> None:
        self.send(b"this was never packed", Content_Encoding="gzip")

    def give_silence(self) -> None:
        """Take the request and never answer."""
        self.web.over.wait(10)

    def give_drip(self) -> None:
        """Send a byte at a time, each well within any time-out for one read."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.drip(b" ")

    def give_drip_header(self) -> None:
        """Drip before the head of the answer is through."""
        self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Long: ")
        self.drip(b"x")

    def drip(self, byte: bytes) -> None:
        """Send `byte` again and again until the reader or the test is gone."""
        while not self.web.over.wait(0.05):
            self.wfile.write(byte)

    def give_cut(self) -> None:
        """Promise more than is sent."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(b"<html><p>Nine")

    def give_noise(self) -> None:
        """Speak no HTTP."""
        self.wfile.write(b"\x00\x01 what is this\r\n\r\n")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """Run a server for one test; its slow answers end with the test."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")  # a proxy of the machine would answer for it
    web = Web()
    handler = type("Handler", (_Handler,), {"web": web})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    web.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield web
    web.over.set()
    server.shutdown()
    thread.join()
    server.server_close()
