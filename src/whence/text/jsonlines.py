"""Reads JSON Lines: one report a line, each line judged by itself.

A broken line never stops the others, and only one line is in memory at a time. The text
of a line is kept exactly as given, because offsets are into it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

BOM = b"\xef\xbb\xbf"
# Bytes to take at a time of a line that is too long to keep.
SKIPPED_AT_A_TIME = 1 << 20
# A language as BCP 47 writes it; it names a folder of word lists, so nothing else may pass.
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
SURROGATE = re.compile("[\ud800-\udfff]")
ONE_A_LINE = "give JSON Lines, one object a line (`jq -c` makes them)"


@dataclass(frozen=True, slots=True)
class JsonReport:
    """What one line gives; `text` or else `html` is there, the rest is None if not told."""

    id: str | None
    text: str | None
    html: str | None
    date: str | None
    title: str | None
    url: str | None
    publisher: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class JsonLine:
    """One line that has words: its report, or what is wrong with it; and smaller remarks."""

    number: int
    report: JsonReport | None = None
    wrong: str | None = None
    remarks: tuple[str, ...] = ()


class LineError(ValueError):
    """A line that holds no report; the message says what was seen."""


def read_json_lines(stream: BinaryIO, *, max_bytes: int) -> Iterator[JsonLine]:
    """Yield each line of `stream` that is not blank, from line 1 on.

    Lines end at a line feed (a carriage return before it is white space). Stops at the
    first line where the whole is plainly no JSON Lines: binary data, or one JSON value
    spread over many lines.
    """
    first = True
    for number, line in _lines(stream, max_bytes):
        if line is None:
            yield JsonLine(number, wrong=f"the line is longer than {max_bytes:,} bytes")
        elif first and _is_spread(line):
            yield JsonLine(number, wrong=f"this is JSON over many lines; {ONE_A_LINE}")
            return
        elif first and _is_binary(line):
            yield JsonLine(number, wrong=f"this is not UTF-8 text; {ONE_A_LINE}, in UTF-8")
            return
        elif line.strip():
            yield _read_line(number, line)
        else:
            continue
        first = False


def is_json_object(line: bytes) -> bool:
    """Whether a line is a JSON object by itself."""
    try:
        return isinstance(_load(line.removeprefix(BOM)), dict)
    except LineError:
        return False


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield the number and the bytes of each line, None for one that is too long."""
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        too_long = len(line) > max_bytes
        while too_long and line and not line.endswith(b"\n"):
            line = stream.readline(SKIPPED_AT_A_TIME)
        if number == 1:
            line = line.removeprefix(BOM)
        yield number, None if too_long else line


def _is_spread(line: bytes) -> bool:
    """Whether a first line only opens a JSON value that goes on below it."""
    return line.strip() in {b"{", b"["}


def _is_binary(line: bytes) -> bool:
    """Whether a first line shows that this is no text in UTF-8: NUL bytes, or a UTF-16 mark."""
    return b"\0" in line or line.startswith((b"\xff\xfe", b"\xfe\xff"))


def _read_line(number: int, line: bytes) -> JsonLine:
    """One line's report, or what is wrong with it."""
    remarks: list[str] = []
    try:
        report = _report_of(_load(line), remarks)
    except LineError as error:
        return JsonLine(number, wrong=str(error))
    return JsonLine(number, report, remarks=tuple(remarks))


def _load(line: bytes) -> object:
    """Return the JSON value of a line; raises LineError with the column where it breaks."""
    try:
        # `strict=False` would let raw control characters through; other readers refuse them.
        return json.loads(line.rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise LineError(f"the line is not UTF-8 (byte {error.start + 1}); {ONE_A_LINE}") from None
    except json.JSONDecodeError as error:
        fault = error.msg.lower().removesuffix(" at")
        raise LineError(f"the line is not JSON: {fault} at column {error.colno}") from None
    except (RecursionError, ValueError):
        # Brackets thousands deep, or a number of thousands of digits.
        raise LineError("the line is not JSON that can be read (too deep or too long)") from None


def _report_of(value: object, remarks: list[str]) -> JsonReport:
    """Return the report in a line's value; remarks say which keys were left out and why."""
    if not isinstance(value, dict):
        raise LineError(f"the line is no JSON object but {_kind(value)}; {ONE_A_LINE}")
    text, html = _body(value, "text"), _body(value, "html")
    if text is None and html is None:
        raise LineError('the line has neither "text" nor "html"; give one of them')
    if not (text or html):
        raise LineError(f'"{"html" if text is None else "text"}" is empty')
    language = _words(value, "language", remarks)
    if language and not LANGUAGE.fullmatch(language):
        remarks.append(f'"language" is left out: {language[:20]!r} is no language code like "en"')
        language = None
    return JsonReport(
        id=_id(value, remarks),
        text=text or None,
        html=html,
        date=_words(value, "date", remarks),
        title=_words(value, "title", remarks),
        url=_words(value, "url", remarks),
        publisher=_words(value, "publisher", remarks),
        language=language,
    )


def _body(value: dict[str, object], key: str) -> str | None:
    """Return the text or the page of a line, exactly as given."""
    body = value.get(key)
    if body is None:
        return None
    if not isinstance(body, str):
        raise LineError(f'"{key}" is {_kind(body)}, not a string')
    half = SURROGATE.search(body)
    if half:
        raise LineError(
            f'"{key}" has half a character (the lone surrogate \\u{ord(half[0]):04x} at '
            f"character {half.start()}), which no encoding can hold; mend or remove it"
        )
    return body


def _id(value: dict[str, object], remarks: list[str]) -> str | None:
    """Return the id of a line; a whole number is taken as its digits."""
    given = value.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    return _words(value, "id", remarks)


def _words(value: dict[str, object], key: str, remarks: list[str]) -> str | None:
    """Return a short string of a line; anything else is left out with a remark."""
    words = value.get(key)
    if words is None:
        return None
    if not isinstance(words, str):
        remarks.append(f'"{key}" is left out: it is {_kind(words)}, not a string')
    elif SURROGATE.search(words):
        remarks.append(f'"{key}" is left out: it has half a character (a lone surrogate)')
    elif words:
        return words
    return None


def _kind(value: object) -> str:
    """Return what a JSON value is, in words."""
    kinds: dict[type, str] = {
        dict: "an object",
        list: "a list",
        str: "a string",
        bool: "a truth value",
    }
    return "null" if value is None else kinds.get(type(value), "a number")
