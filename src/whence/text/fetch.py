"""Fetches one page, and never more time, bytes or hops than it was given.

A server may answer late, drip a byte a second or send without end, so the bound on time
is on the whole, from the name look-up to the last byte, and not on each read.
"""

import asyncio
import queue
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from whence.text.public import PrivateAddressError, public_address

if TYPE_CHECKING:
    import httpx

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPES = frozenset({"text/plain", "text/markdown"})
PORTS = {"http": 80, "https": 443}
# Seconds past the time allowed before a fetch that cannot be stopped (the system's name
# look-up) is left behind in its thread.
GRACE_SECONDS = 2.0


class FetchError(Exception):
    """A page that could not be had; the message is a clause that says why and what to try."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its bytes, what they are said to be, and the address it ended at."""

    data: bytes
    content_type: str
    charset: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one fetch may take; with `public_only`, nothing inside a network is asked."""

    max_bytes: int
    timeout_seconds: float
    max_redirects: int
    public_only: bool = False


def fetch(address: str, limits: Limits) -> Fetched:
    """Return the page at `address`, an http or https address.

    Raises FetchError for everything that can go wrong on the way. Runs its own event loop
    in a thread, so that it works inside one too (Jupyter has one), and so that a stuck
    name look-up cannot hold the caller.
    """
    box: queue.SimpleQueue[Fetched | FetchError] = queue.SimpleQueue()
    run = threading.Thread(
        target=lambda: asyncio.run(_fetch_into(box, address, limits)), daemon=True
    )
    run.start()
    try:
        outcome = box.get(timeout=limits.timeout_seconds + GRACE_SECONDS)
    except queue.Empty:
        raise _too_slow(limits) from None
    if isinstance(outcome, FetchError):
        raise outcome
    return outcome


async def _fetch_into(
    box: "queue.SimpleQueue[Fetched | FetchError]", address: str, limits: Limits
) -> None:
    """Put the page, or why there is none, into `box`."""
    try:
        async with asyncio.timeout(limits.timeout_seconds):
            box.put(await _fetch(address, limits))
    except FetchError as error:
        box.put(error)
    except TimeoutError:
        box.put(_too_slow(limits))
    except Exception as error:  # noqa: BLE001 - whatever the network does is told, not raised
        box.put(FetchError(_reason(error)))


async def _fetch(address: str, limits: Limits) -> Fetched:
    """Follow `address` to its page."""
    # Imported here: loading it takes longer than the rest of the start, and only addresses need it.
    import httpx

    headers = {"User-Agent": user_agent(), "Accept": "text/html, text/plain;q=0.8, */*;q=0.1"}
    # No time-outs of its own: those are for each read, ours is on the whole.
    async with httpx.AsyncClient(timeout=None, follow_redirects=False, headers=headers) as client:
        url = httpx.URL(address)
        for _ in range(limits.max_redirects + 1):
            request = client.build_request("GET", url)
            if limits.public_only:
                await _pin(request)
            response = await client.send(request, stream=True)
            try:
                if not response.has_redirect_location:
                    return await _take(response, limits.max_bytes, url)
                url = _next_address(response, url)
            finally:
                await response.aclose()
    raise FetchError(
        f"it redirects more than {limits.max_redirects} times; give the address it should end at"
    )


async def _pin(request: "httpx.Request") -> None:
    """Send `request` to the very address that was found to be public, by its name."""
    name = request.url.host
    try:
        address = await public_address(name, request.url.port or PORTS[request.url.scheme])
    except PrivateAddressError:
        raise FetchError(
            "it leads inside a network, where this desk does not fetch; save the page and give "
            "the file"
        ) from None
    request.extensions = {**request.extensions, "sni_hostname": name}  # whom the certificate names
    request.url = request.url.copy_with(host=address)  # the header Host still has the name


def _next_address(response: "httpx.Response", url: "httpx.URL") -> "httpx.URL":
    """Where a redirect from `url` leads, if that is a web address."""
    target = url.join(response.headers["Location"])
    if target.scheme not in {"http", "https"} or not target.host:
        raise FetchError(
            f"it redirects to {str(target)[:200]!r}, which is no http or https address"
        )
    return target


async def _take(response: "httpx.Response", max_bytes: int, url: "httpx.URL") -> Fetched:
    """Return the body of a good answer, as far as the bytes allowed."""
    if not response.is_success:
        phrase = f" {response.reason_phrase}" if response.reason_phrase else ""
        raise FetchError(f"the server answered {response.status_code}{phrase}")
    content_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if content_type and content_type not in HTML_TYPES | TEXT_TYPES:
        raise FetchError(f"it is {content_type[:80]!r}, not a web page or plain text")
    # Packed twice, a few bytes unpack to gigabytes before they can be counted.
    if "," in response.headers.get("Content-Encoding", ""):
        raise FetchError("the server packed the page more than once, which is not taken")
    length = response.headers.get("Content-Length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > max_bytes:
        raise _too_large(max_bytes)
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > max_bytes:
            raise _too_large(max_bytes)
    return Fetched(bytes(data), content_type, response.charset_encoding, str(url))


def user_agent() -> str:
    """Who asks, as servers see it in the User-Agent header."""
    try:
        number = version("whence")
    except PackageNotFoundError:  # run from a source tree that is not installed
        number = "0"
    return (
        f"Whence/{number} (+reads news reports for their figures; one page at a reader's request)"
    )


def _too_large(max_bytes: int) -> FetchError:
    return FetchError(f"it sends more than {max_bytes:,} bytes; save the article and give the file")


def _too_slow(limits: Limits) -> FetchError:
    return FetchError(
        f"it did not answer in full within {limits.timeout_seconds:g} seconds; try again later"
    )


def _reason(error: BaseException) -> str:
    """Why a connection failed, in words, from the error or one of those behind it."""
    for cause in _causes(error):
        if isinstance(cause, socket.gaierror):
            return "there is no server of that name; check the spelling and your connection"
        if isinstance(cause, ssl.SSLError):
            why = getattr(cause, "verify_message", "") or cause.reason or "TLS failed"
            return f"no secure connection could be made ({str(why).lower()})"
        if isinstance(cause, ConnectionRefusedError):
            return "the server refused the connection; check the address and its port"
        if isinstance(cause, ConnectionResetError):
            return "the server broke off the connection; try again later"
    words = " ".join(str(error).split())[:200] or type(error).__name__
    return f"it could not be fetched ({words})"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and those it came from, also those that stand in groups."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        cause = waiting.pop()
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__context__, cause.__cause__]
        if isinstance(cause, BaseExceptionGroup):
            waiting += cause.exceptions
