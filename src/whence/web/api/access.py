"""Who may do more than look, through the API: who sends a token in the header.

A cookie opens nothing here, so that no page elsewhere can have a browser act in its owner's name.
"""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from whence.web.access import Visitor
from whence.web.errors import DeskError

_bearer = HTTPBearer(auto_error=False, description="A token, as `whence token add NAME` makes one.")
Token = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def _visitor(request: Request, token: Token) -> Visitor:
    desk = request.app.state.desk
    visitor: Visitor = desk.doors.api_visitor(
        request, desk.ledger, token.credentials if token else None
    )
    return visitor


def _writer(visitor: Annotated[Visitor, Depends(_visitor)]) -> Visitor:
    if not visitor.may_write:
        raise DeskError(
            "This needs a token in the header, as in `Authorization: Bearer TOKEN`. Whoever runs "
            "the desk makes one with `whence token add NAME`.",
            401,
        )
    return visitor


ApiWriter = Annotated[Visitor, Depends(_writer)]
