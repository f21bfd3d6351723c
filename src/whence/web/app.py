"""The desk as an application: what is shared, the ways in, and what is said when one fails."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from whence import __version__
from whence.exports.html import reading_style
from whence.ledger import LedgerError, MissingError
from whence.web.desk import Desk
from whence.web.errors import DeskError
from whence.web.headers import SafeHeaders
from whence.web.pages import reading as reading_pages
from whence.web.pages import reports, search, signing, sources, today
from whence.web.rendering import render
from whence.web.settings import Settings

API = "/api/v1"


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
    )
    app.state.desk = desk
    for pages in (today, reading_pages, reports, sources, search, signing):
        app.include_router(pages.router, include_in_schema=False)
    app.get("/static/reading.css", include_in_schema=False)(_reading_style)
    app.mount("/static", StaticFiles(directory=str(files("whence.web") / "static")), name="static")
    app.add_middleware(SafeHeaders, max_body_bytes=settings.max_body_bytes)
    if settings.hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    _tell_errors(app)
    return app


def _reading_style() -> Response:
    """Return the style of a report's article, which the annotated page has within itself."""
    return Response(str(reading_style()), media_type="text/css")


def _tell_errors(app: FastAPI) -> None:
    """Have every failure told in a sentence: on a page, or as JSON where that was asked for."""

    @app.exception_handler(DeskError)
    def refused(request: Request, error: DeskError) -> Response:
        return _told(request, str(error), error.status)

    @app.exception_handler(LedgerError)
    def unanswered(request: Request, error: LedgerError) -> Response:
        words = str(error)
        status = 404 if isinstance(error, MissingError) else 400
        return _told(request, f"{words[:1].upper()}{words[1:]}.", status)

    @app.exception_handler(RequestValidationError)
    def amiss(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
        return _told(request, f"The address or the form has a value that cannot be: {told}.", 422)

    @app.exception_handler(HTTPException)
    def missing(request: Request, error: HTTPException) -> Response:
        told = {
            404: "There is no such page. The address may be cut off, or the ledger another one.",
            405: "This address takes no such request.",
        }
        return _told(request, told.get(error.status_code, str(error.detail)), error.status_code)

    @app.exception_handler(Exception)
    def failed(request: Request, _: Exception) -> Response:
        return _told(request, "Something failed in Whence. The server's log says where.", 500)


def _told(request: Request, message: str, status: int) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse({"error": message}, status)
    return render(request, "error.html", status=status, title="It did not work", message=message)
