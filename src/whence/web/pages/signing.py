"""Signing in with a token, and out again."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from whence.ledger import find_token
from whence.web.access import TOKEN_COOKIE, FormOf, set_cookie
from whence.web.desk import DeskOf
from whence.web.errors import DeskError
from whence.web.rendering import render

router = APIRouter()


@router.get("/sign-in")
def ask(request: Request) -> Response:
    """Show the form."""
    return render(request, "sign_in.html", title="Sign in")


@router.post("/sign-in")
def sign_in(request: Request, desk: DeskOf, form: FormOf) -> Response:
    """Have the browser keep a token that is good."""
    token = form.get("token")
    token = token.strip() if isinstance(token, str) else ""
    if find_token(desk.ledger, token) is None:
        raise DeskError("This is no token of this desk, or it was ended. Ask for a new one.", 403)
    response = RedirectResponse("/", 303)
    set_cookie(response, request, TOKEN_COOKIE, token)
    return response


@router.post("/sign-out")
def sign_out(_: FormOf) -> Response:
    """Have the browser forget the token."""
    response = RedirectResponse("/", 303)
    response.delete_cookie(TOKEN_COOKIE)
    return response
