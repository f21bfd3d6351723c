"""How the API answers: records as JSON, and lists page by page."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from fastapi import Request, Response

from whence.exports.claims import Record, json_line

T = TypeVar("T")


def answer(record: Record, status: int = 200) -> Response:
    """Return a record as the answer."""
    return Response(json_line(record), status, media_type="application/json")


def answer_list(
    request: Request,
    found: Iterable[T],
    record: Callable[[T], Record],
    *,
    limit: int | None = None,
    cursor: Callable[[T], str] = str,
) -> Response:
    """Return up to `limit` of `found`, with the address of those after the last of them.

    `cursor` is what the parameter `after` takes to go on behind one of them.
    """
    told = list(islice(found, limit + 1 if limit else None))
    more = limit is not None and len(told) > limit
    told = told[:limit]
    return answer(
        {
            "items": list(map(record, told)),
            "next": _address(request, cursor(told[-1])) if more else None,
        }
    )


def numbered(found: Iterable[T], after: int) -> Iterator[tuple[int, T]]:
    """Yield what comes behind the first `after`, each with its place."""
    return islice(enumerate(found, 1), after, None)


def _address(request: Request, after: str) -> str:
    url: Any = request.url.include_query_params(after=after)
    return f"{url.path}?{url.query}"
