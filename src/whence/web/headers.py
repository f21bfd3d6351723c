"""What every answer carries for the visitor's safety, and how much a request may bring."""

from fastapi import Response
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

API = "/api/v1"
# No script, style or picture but our own, none of it inline; nobody frames a page of the desk.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def refusal(
    scope: Scope, words: str, status: int, headers: dict[str, str] | None = None
) -> Response:
    """Return the answer to a request that is not let in, in the shape that was asked for."""
    if scope["path"].startswith(API):
        return JSONResponse({"error": words}, status, headers)
    return PlainTextResponse(words, status, headers)


class SafeHeaders:
    """Adds HEADERS to every answer, and refuses a body that is larger than allowed.

    HEAD is answered as GET is, without the body.
    """

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length[:20]) > self.max_body_bytes:
            await self._refuse(scope, receive, safely)
            return
        asked = {**scope, "method": "GET"} if head else scope
        await self.app(asked, self._bounded(receive), safely)

    def _bounded(self, receive: Receive) -> Receive:
        """Return `receive`, which refuses a body of no told length once it is too large."""
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.max_body_bytes:
                raise HTTPException(413, self._too_much())
            return message

        return bounded

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one who says beforehand that it will be too much."""
        await refusal(scope, self._too_much(), 413)(scope, receive, send)

    def _too_much(self) -> str:
        return f"More than {self.max_body_bytes:,} bytes are not taken at once."
