"""Spares the making of pages that did not change: 304 to who has one, a kept one to who has not.

A page is the same while the ledger is, and the program, the address, and who looks: that is its
tag. It is asked before the page is made, so that a page newer than its tag is at worst made again.
"""

from hashlib import sha256

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence import __version__
from whence.ledger import LedgerError, ledger_state
from whence.web.desk import Desk
from whence.web.headers import API
from whence.web.shelf import Kept, Shelf

# Kept, but never shown without asking whether it is still so. Pages are for one visitor alone.
OF_ALL, OF_ONE, NOT_KEPT = "no-cache", "private, no-cache", "no-store"


class Freshness:
    """Answers with what is held already, and says of every answer how it may be kept.

    Who asks with `Cache-Control: no-cache`, as a browser does that is told to load a page
    anew, has it made.
    """

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app = app
        self.desk = desk
        self.shelf = Shelf()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, unless its answer is held here or by who asks."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        kept = OF_ALL if _is_for_all(request) else OF_ONE
        tag = await run_in_threadpool(self._tag, request) if _is_made(request) else None
        if tag is None or _wants_anew(request):
            await self.app(scope, receive, _Answer(request, send, kept, tag, self.shelf))
        elif tag in _tags(request):
            headers = {"ETag": tag, "Cache-Control": kept}
            await Response(status_code=304, headers=headers)(scope, receive, send)
        elif (held := self.shelf.find(_place(request, tag))) is not None:
            await send({"type": "http.response.start", "status": 200, "headers": held.headers[:]})
            await send({"type": "http.response.body", "body": held.body})
        else:
            await self.app(scope, receive, _Answer(request, send, kept, tag, self.shelf))

    def _tag(self, request: Request) -> str | None:
        """Return the tag of what `request` asks for, None where the ledger does not answer."""
        # Each by itself, so that no name of a host can be taken for the beginning of a path.
        asked = (request.scope[name] for name in ("scheme", "path", "query_string"))
        parts: list[object] = [__version__, request.headers.get("Host"), *asked]
        try:
            with self.desk.ledger.reading(seconds=self.desk.settings.query_seconds) as connection:
                parts.append(ledger_state(connection))
            if not _is_for_all(request):
                parts += self.desk.doors.marks(request, self.desk.ledger)
        except LedgerError:  # the page itself says what is amiss
            return None
        # Weak: packed or not, it is the same page.
        return f'W/"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


class _Answer:
    """Sends an answer on as it is made, with its tag, and puts it on the shelf."""

    def __init__(
        self, request: Request, send: Send, kept: str, tag: str | None, shelf: Shelf
    ) -> None:
        self._request = request
        self._send = send
        self._kept = kept
        self._tag = tag
        self._shelf = shelf
        self._headers: list[tuple[bytes, bytes]] | None = None
        self._parts: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """Send one message on."""
        if message["type"] == "http.response.start":
            self._begin(message)
        elif message["type"] == "http.response.body" and self._headers is not None:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body") and self._tag is not None:
                answer = Kept(self._headers, b"".join(self._parts))
                self._shelf.keep(_place(self._request, self._tag), answer)
        await self._send(message)

    def _begin(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        shown = self._request.method == "GET" and message["status"] in {200, 304}
        headers.setdefault("Cache-Control", self._kept if shown else NOT_KEPT)
        if self._tag is None or message["status"] != 200:
            return
        headers["ETag"] = self._tag
        # A page with a form is one visitor's own, and a cookie is. One that was made before a
        # check came to its end is made again, since that has the check go on.
        state = self._request.state
        alike = not getattr(state, "has_form", False) and getattr(state, "is_checked", True)
        if alike and "Set-Cookie" not in headers:
            self._headers = headers.raw[:]


def _wants_anew(request: Request) -> bool:
    return "no-cache" in request.headers.get("Cache-Control", "")


def _place(request: Request, tag: str) -> str:
    """Return where on the shelf an answer is: packed ones are not for all."""
    return f"{tag} {'gzip' in request.headers.get('Accept-Encoding', '')}"


def _is_made(request: Request) -> bool:
    """Whether it is a page or an answer that is made of the ledger; files have their own tags."""
    return request.method == "GET" and not request.url.path.startswith("/static/")


def _is_for_all(request: Request) -> bool:
    """Whether the answer is the same whoever asks."""
    return request.url.path.startswith((f"{API}/", "/static/", "/feed/"))


def _tags(request: Request) -> list[str]:
    return [tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")]
