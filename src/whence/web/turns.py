"""Few pages are made at once, and the others wait: so many visitors slow a desk, and never stop it.

A page holds a thread and a connection to the ledger by turns. With no bound, all threads came to
wait for connections held by pages that waited for a thread.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.headers import refusal


class Turns:
    """Lets `at_once` pages be made; up to `waiting` wait, and the next is told to come back.

    A turn ends as the answer begins: who takes it slowly keeps nobody waiting.
    """

    def __init__(self, app: ASGIApp, at_once: int, waiting: int) -> None:
        self.app = app
        self._free = asyncio.Semaphore(at_once)
        self._places = at_once + waiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on when its turn comes."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        if not self._places:
            words = "Many ask at once just now. Try again in a moment."
            await refusal(scope, words, 503, {"Retry-After": "5"})(scope, receive, send)
            return
        turn = _Turn(self._free)
        self._places -= 1
        try:
            await turn.begin()

            async def begun(message: Message) -> None:
                if message["type"] == "http.response.start":
                    turn.end()
                await send(message)

            await self.app(scope, receive, begun)
        finally:
            turn.end()
            self._places += 1


class _Turn:
    """A turn that can be ended more than once."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._has = False

    async def begin(self) -> None:
        await self._free.acquire()
        self._has = True

    def end(self) -> None:
        if self._has:
            self._has = False
            self._free.release()
