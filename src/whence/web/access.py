"""Who may do more than look: those with a token, or all who reach an open desk.

A form carries a key that only our own pages can have (against requests forged by other
sites), and a sign-in is a cookie that no script reads and no other site sends.
"""

import hmac
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response
from starlette.datastructures import FormData

from whence.ledger import Ledger, find_token
from whence.ledger.book import user
from whence.web.errors import DeskError
from whence.web.settings import Settings

TOKEN_COOKIE = "whence_token"
FORM_COOKIE = "whence_form"
FORM_FIELD = "form_key"
# The pages that have forms for those who may only look, too.
FORMS_FOR_ALL = frozenset({"/read", "/sign-in"})
WEEK = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever sent a request; `name` is None for one who may only look."""

    name: str | None

    @property
    def may_write(self) -> bool:
        """Whether they may fetch, keep and judge."""
        return self.name is not None


class Doors:
    """Decides who a visitor is, and whether a form came from a page of ours."""

    def __init__(self, settings: Settings) -> None:
        self._open = settings.open
        self._secret = settings.secret

    def visitor(self, request: Request, ledger: Ledger) -> Visitor:
        """Return who sent `request`, by the token in its header or cookie; looked up once."""
        known: Visitor | None = getattr(request.state, "visitor", None)
        if known is None:
            known = request.state.visitor = self._visitor(request, ledger)
        return known

    def _visitor(self, request: Request, ledger: Ledger) -> Visitor:
        bearer = request.headers.get("Authorization", "")
        token = bearer.removeprefix("Bearer ").strip() if bearer.startswith("Bearer ") else ""
        token = token or request.cookies.get(TOKEN_COOKIE, "")
        name = find_token(ledger, token) if token else None
        return Visitor(name or (user() if self._open else None))

    def api_visitor(self, request: Request, ledger: Ledger, token: str | None) -> Visitor:
        """Return who sent `request` to the API, by `token` alone.

        Without one, an open desk takes whoever sends JSON from no page or from one of ours: no
        other page can have a browser do that. Raises DeskError where the token is not good.
        """
        if token is not None:
            name = find_token(ledger, token)
            if name is None:
                raise DeskError("This is no token of this desk, or it was ended.", 401)
            return Visitor(name)
        if not self._open:
            return Visitor(None)
        if not _is_from_here(request) or not _is_json(request):
            raise DeskError("An open desk takes no requests from the pages of other sites.", 403)
        return Visitor(user())

    def form_key(self, request: Request) -> tuple[str, str]:
        """Return the cookie and the key that a form on the page for `request` carries."""
        cookie = request.cookies.get(FORM_COOKIE, "") or secrets.token_urlsafe(24)
        return cookie, self._key(cookie)

    def marks(self, request: Request, ledger: Ledger) -> list[str]:
        """Return what a page for `request` depends on besides its address: who looks, and whence.

        The key of its forms is good for one cookie and one run of the server; where there are
        none, the page is the same for all who may only look.
        """
        visitor = self.visitor(request, ledger)
        has_forms = visitor.may_write or request.url.path in FORMS_FOR_ALL
        key = self._key(request.headers.get("Cookie", "")) if has_forms else ""
        return [visitor.name or "", str(visitor.may_write), key]

    def check_form(self, request: Request, form: FormData) -> None:
        """Raise DeskError unless `form` was sent from a page of ours."""
        cookie = request.cookies.get(FORM_COOKIE, "")
        key = form.get(FORM_FIELD)
        fits = isinstance(key, str) and hmac.compare_digest(key, self._key(cookie))
        if not cookie or not fits or not _is_from_here(request):
            raise DeskError(
                "This form is too old, or it did not come from this desk. Load the page again.", 403
            )

    def _key(self, cookie: str) -> str:
        return hmac.new(self._secret, cookie.encode(), sha256).hexdigest()


def set_cookie(response: Response, request: Request, name: str, value: str) -> None:
    """Have the visitor keep a cookie that no script reads and no other site sends."""
    response.set_cookie(
        name,
        value,
        max_age=WEEK,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _is_from_here(request: Request) -> bool:
    """Whether the browser says, where it says anything, that a page of ours sent the request."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.headers.get("Host")
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


def _is_json(request: Request) -> bool:
    """Whether it says so: a page of another site may not, unless the desk agreed first."""
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind == "application/json"


def _visitor(request: Request) -> Visitor:
    desk = request.app.state.desk
    visitor: Visitor = desk.doors.visitor(request, desk.ledger)
    return visitor


VisitorOf = Annotated[Visitor, Depends(_visitor)]


async def _form(request: Request) -> AsyncIterator[FormData]:
    desk = request.app.state.desk
    bytes_each = desk.settings.max_body_bytes
    form = await request.form(max_files=1, max_fields=50, max_part_size=bytes_each)
    try:
        desk.doors.check_form(request, form)
        yield form
    finally:
        await form.close()  # a file that was sent is a file of ours until then


FormOf = Annotated[FormData, Depends(_form)]


def _writer(visitor: VisitorOf) -> Visitor:
    if not visitor.may_write:
        raise DeskError(
            "This needs a token. Whoever runs the desk makes one with `whence token add NAME`; "
            "sign in with it.",
            403,
        )
    return visitor


Writer = Annotated[Visitor, Depends(_writer)]
