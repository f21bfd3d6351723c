"""The desk as an application: what is shared, the ways in, and what is said when one fails."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Match

from whence import __version__
from whence.exports.html import reading_style
from whence.ledger import ChangedError, FailedError, LedgerError, MissingError, StandingError
from whence.web import api
from whence.web.desk import Desk
from whence.web.errors import DeskError, sentence_of
from whence.web.freshness import Freshness
from whence.web.headers import API, HEADERS, SafeHeaders
from whence.web.pages import (
    downloads,
    feeds,
    findings,
    judging,
    names,
    records,
    reports,
    search,
    series,
    signing,
    sources,
    today,
)
from whence.web.pages import reading as reading_pages
from whence.web.rendering import render
from whence.web.settings import Settings
from whence.web.turns import Turns


def create_app(settings: Settings) -> FastAPI:
    """Return the desk over the ledger that `settings` names.

    Raises LedgerError where that cannot be opened.
    """
    desk = Desk(settings)

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        yield
        desk.close()

    app = FastAPI(
        title="Whence",
        version=__version__,
        summary="Every figure in the news, and whence it came.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # it would load its scripts from elsewhere
        redoc_url=None,
        lifespan=running,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.desk = desk
    for pages in (
        today,
        reading_pages,
        reports,
        records,
        sources,
        names,
        judging,
        search,
        series,
        findings,
        signing,
        feeds,
        downloads,
    ):
        app.include_router(pages.router, include_in_schema=False)
    app.include_router(api.router, prefix=API)
    app.get("/static/reading.css", include_in_schema=False)(_reading_style)
    app.mount("/static", StaticFiles(directory=str(files("whence.web") / "static")), name="static")
    # The last that is added is the first to see a request.
    app.add_middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=5)
    app.add_middleware(Freshness, desk=desk)
    app.add_middleware(Turns, at_once=settings.at_once, waiting=settings.visitors_waiting)
    if settings.hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    app.add_middleware(SafeHeaders, max_body_bytes=settings.max_body_bytes)
    _tell_errors(app)
    return app


def _reading_style() -> Response:
    """Return the style of a report's article, which the annotated page has within itself."""
    return Response(str(reading_style()), media_type="text/css")


def _amiss(one: dict[str, Any]) -> str:
    """Return what is amiss with one value: "limit: input should be less than 500"."""
    words = one["msg"].removeprefix("Value error, ")
    return f"{one['loc'][-1]}: {words[:1].lower()}{words[1:]}"


SMALL = 1000  # bytes that are sent as they are: a packet holds them
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
STATUSES: dict[type[LedgerError], int] = {
    MissingError: 404,
    StandingError: 409,
    ChangedError: 409,
    FailedError: 503,
}


def _tell_errors(app: FastAPI) -> None:
    """Have every failure told in a sentence: on a page, or as JSON where that was asked for."""

    @app.exception_handler(DeskError)
    def refused(request: Request, error: DeskError) -> Response:
        return _told(request, str(error), error.status)

    @app.exception_handler(LedgerError)
    def unanswered(request: Request, error: LedgerError) -> Response:
        status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 400)
        return _told(request, sentence_of(error), status)

    @app.exception_handler(RequestValidationError)
    def amiss(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(map(_amiss, error.errors()))
        return _told(request, f"The address or the form has a value that cannot be: {told}.", 422)

    @app.exception_handler(HTTPException)
    def missing(request: Request, error: HTTPException) -> Response:
        told = {
            404: "There is no such page. The address may be cut off, or the ledger another one.",
            405: "This address takes no such request.",
        }
        words = told.get(error.status_code, str(error.detail))
        allowed = {"Allow": _allowed(request)} if error.status_code == 405 else None
        return _told(request, words, error.status_code, allowed)

    @app.exception_handler(Exception)
    def failed(request: Request, _: Exception) -> Response:
        # What nobody foresaw is answered outside of all middleware.
        told = "Something failed in Whence. The server's log says where."
        return _told(request, told, 500, HEADERS)


def _allowed(request: Request) -> str:
    """Return the methods that the address of `request` takes, as the header Allow has them."""
    taken = [
        method
        for method in METHODS
        for route in request.app.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
    ]
    return ", ".join(["HEAD", *taken] if "GET" in taken else taken)  # HEAD is answered as GET is


def _told(
    request: Request, message: str, status: int, headers: Mapping[str, str] | None = None
) -> Response:
    if request.url.path.startswith(API):
        response: Response = JSONResponse({"error": message}, status)
    else:
        title = "It did not work"
        response = render(request, "error.html", status=status, title=title, message=message)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    response.headers.update(headers or {})
    return response
