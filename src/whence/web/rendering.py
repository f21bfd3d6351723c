"""Templates: one environment, in which everything from a report is escaped."""

from functools import cache
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from whence import __version__
from whence.exports.series import (
    bounds_words,
    held_words,
    note_words,
    step_words,
    what_words,
    who_words,
)
from whence.exports.views import KINDS
from whence.exports.wording import counted, day_words, measure_words, period_words, tidy
from whence.web.access import FORM_COOKIE, set_cookie
from whence.web.comparing import signed, way_words
from whence.web.meaning import MEANINGS, SEVERITY_WORDS
from whence.web.words import claim_address, claim_heading, judgement_words


class _FormKey:
    """The key that all forms of a page carry; once it is written, the page has a form."""

    def __init__(self, key: str) -> None:
        self._key = key
        self.is_written = False

    def __html__(self) -> str:
        self.is_written = True
        return self._key


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> Response:
    """Return the page that `template` makes of `context`, with a form key for its forms."""
    desk = request.app.state.desk
    cookie, words = desk.doors.form_key(request)
    key = _FormKey(words)
    page = (
        _environment()
        .get_template(template)
        .render(
            **context,
            path=request.url.path,
            visitor=desk.doors.visitor(request, desk.ledger),
            open=desk.settings.open,
            form_key=key,
        )
    )
    response = HTMLResponse(page, status)
    request.state.has_form = key.is_written
    if key.is_written and FORM_COOKIE not in request.cookies:
        set_cookie(response, request, FORM_COOKIE, cookie)
    return response


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("whence.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["address"] = claim_address
    environment.filters["bounds"] = bounds_words
    environment.filters["day"] = lambda date: day_words(date) if date else "no date"
    environment.filters["heading"] = claim_heading
    environment.filters["held"] = lambda count, day: held_words(count, day) or "no day"
    environment.filters["judged"] = judgement_words
    environment.filters["kind"] = lambda kind: KINDS.get(kind, "")
    environment.filters["measure"] = measure_words
    environment.filters["note"] = note_words
    environment.filters["period"] = period_words
    environment.filters["step"] = lambda step: signed(step_words(step))
    environment.filters["tidy"] = lambda words: tidy(words) if words else ""
    environment.filters["way"] = way_words
    environment.filters["what"] = what_words
    environment.filters["who"] = who_words
    environment.globals["meanings"] = MEANINGS
    environment.globals["severities"] = SEVERITY_WORDS
    environment.globals["counted"] = counted
    environment.globals["version"] = __version__
    return environment
