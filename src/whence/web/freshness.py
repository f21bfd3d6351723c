"""Spares the making of pages that did not change: an ETag on what is shown, 304 to who has it.

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

# Kept, but never shown without asking whether it is still so. Pages are for one visitor alone.
OF_ALL, OF_ONE, NOT_KEPT = "no-cache", "private, no-cache", "no-store"


class Freshness:
    """Answers 304 to who has the page as it is, and says of every answer how it may be kept."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app = app
        self.desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, unless who asks has the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        kept = OF_ALL if _is_for_all(request) else OF_ONE
        tag = await run_in_threadpool(self._tag, request) if _is_made(request) else None
        if tag is not None and tag in _tags(request):
            headers = {"ETag": tag, "Cache-Control": kept}
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                shown = request.method == "GET" and message["status"] in {200, 304}
                headers.setdefault("Cache-Control", kept if shown else NOT_KEPT)
                if tag is not None and message["status"] == 200:
                    headers["ETag"] = tag
            await send(message)

        await self.app(scope, receive, tagged)

    def _tag(self, request: Request) -> str | None:
        """Return the tag of what `request` asks for, None where the ledger does not answer."""
        parts = [__version__, str(request.url)]
        try:
            with self.desk.ledger.reading(seconds=self.desk.settings.query_seconds) as connection:
                parts.append(ledger_state(connection))
            if not _is_for_all(request):
                parts += self.desk.doors.marks(request, self.desk.ledger)
        except LedgerError:  # the page itself says what is amiss
            return None
        # Weak: packed or not, it is the same page.
        return f'W/"{sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


def _is_made(request: Request) -> bool:
    """Whether it is a page or an answer that is made of the ledger; files have their own tags."""
    return request.method == "GET" and not request.url.path.startswith("/static/")


def _is_for_all(request: Request) -> bool:
    """Whether the answer is the same whoever asks."""
    return request.url.path.startswith((f"{API}/", "/static/", "/feed/"))


def _tags(request: Request) -> list[str]:
    return [tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")]
