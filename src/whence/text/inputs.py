"""From the words a person gives as SOURCE to reports, one at a time.

A source is a text, Markdown or HTML file, a web address, a folder of such files, a JSON
Lines file, or `-` for standard input. Whatever is wrong with one source comes out as one
Trouble, and the others are still read. Nothing is read before it is asked for, so a
folder or a JSON Lines file of any size holds one report at a time.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING, BinaryIO, cast

from whence.records import Report
from whence.text.dateline import find_dateline, parse_date
from whence.text.decode import DecodeError, declared_charset, decode_text
from whence.text.folders import skipped_words, walk_folder
from whence.text.front_matter import split_front_matter
from whence.text.jsonlines import JsonReport, is_json_object, read_json_lines

if TYPE_CHECKING:
    from whence.text.page import Page

__all__ = ["InputOptions", "Trouble", "open_sources", "parse_date"]

MARKDOWN = frozenset({".md", ".markdown"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
TEXTS = frozenset({".txt", ".text"})
JSON_LINES = frozenset({".jsonl", ".ndjson", ".json"})
# What a folder is searched for. JSON files are not: beside reports they are mostly notes
# on them, and many of JSON's uses are no reports. They are read where they are named.
IN_FOLDERS = MARKDOWN | PAGES | TEXTS

ADDRESS = re.compile(r"https?://", re.IGNORECASE)
OTHER_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
STDIN_NAME = "standard input"
STDIN_ID = "stdin"


@dataclass(frozen=True, slots=True)
class InputOptions:
    """How sources are opened; `date` is used where a source tells none.

    With `public_only`, an address inside a network is not fetched, nor one that leads there.
    Raises ValueError where `date` is no date that `parse_date` can read.
    """

    date: str | None = None
    language: str = "en"
    max_file_bytes: int = 20_000_000
    max_page_bytes: int = 10_000_000
    timeout_seconds: float = 20.0
    max_redirects: int = 5
    public_only: bool = False

    def __post_init__(self) -> None:
        """Refuse a date that no report could be given."""
        if self.date is not None and parse_date(self.date, self.language) is None:
            raise ValueError(f"{self.date!r} is no date; write it as 2031-03-04")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with a source, in one sentence for a person.

    `message` is whole: it begins with the source and, where there is one, the line, and
    says what was seen and what to try. `fatal` means that something the person asked for
    was not read; otherwise this is a remark and nothing is lost.
    """

    source: str
    line: int | None
    message: str
    fatal: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """A report before its date is settled; `date` is in the words of the source."""

    id: str
    text: str
    date: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None


def open_sources(sources: Sequence[str], options: InputOptions) -> Iterator[Report | Trouble]:
    """Yield the reports in `sources`, in order, and a Trouble for whatever is amiss.

    Never raises for what is in a source. Reports with an id that was given before are
    yielded too, with a remark.
    """
    seen: set[str] = set()
    for source in sources:
        for item in _open_source(source, options):
            if isinstance(item, Report):
                if item.id in seen:
                    yield _remark(
                        _shown(source),
                        f"the id {item.id!r} was used before; both reports are read, and only "
                        "their order tells them apart",
                    )
                seen.add(item.id)
            yield item


def _open_source(source: str, options: InputOptions) -> Iterator[Report | Trouble]:
    """Yield the reports of one source, whatever its kind."""
    if source == "-":
        return _open_stdin(options)
    if ADDRESS.match(source):
        return _open_address(source, options)
    return _open_path(source, options)


def _open_path(source: str, options: InputOptions) -> Iterator[Report | Trouble]:
    """Yield the reports of a file or a folder."""
    if not source:  # to a Path it would be the folder we are in
        yield _trouble("''", "an empty name is no source")
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
        if S_ISDIR(mode):
            yield from _open_folder(path, options)
        elif path.suffix.lower() in JSON_LINES:
            with path.open("rb") as stream:
                yield from _open_json_lines(stream, str(path), path.stem, options)
        else:
            yield from _open_file(path, options)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield _path_trouble(source, error)


def _path_trouble(source: str, error: OSError | ValueError) -> Trouble:
    """Why a file or a folder could not be opened."""
    scheme = OTHER_SCHEME.match(source)
    if scheme:
        return _trouble(source, f"{scheme[1]} addresses are not fetched; only http and https are")
    if isinstance(error, FileNotFoundError):
        hint = "; a web address starts with https://" if source.startswith("www.") else ""
        return _trouble(source, f"there is no such file or folder{hint or '; check the name'}")
    if isinstance(error, PermissionError):
        return _trouble(source, "you have no permission to read it; ask its owner")
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return _trouble(source, f"it could not be read ({words.lower()})")


def _open_folder(folder: Path, options: InputOptions) -> Iterator[Report | Trouble]:
    """Yield the reports in a folder and the folders below it, sorted by path.

    Ends with one remark that counts the files of other kinds.
    """
    skipped: Counter[str] = Counter()
    found = False
    for item in walk_folder(folder, IN_FOLDERS, skipped):
        found = True
        if isinstance(item, tuple):
            yield _path_trouble(str(item[0]), item[1])
            continue
        try:
            yield from _open_file(item, options)
        except OSError as error:
            yield _path_trouble(str(item), error)
    if not found:
        yield _trouble(str(folder), "the folder holds no text, Markdown or HTML file")
    if skipped:
        # JSON Lines are read, but not out of folders: the person may have expected them.
        hint = "; name a JSON Lines file to read it" if JSON_LINES & set(skipped) else ""
        yield _remark(str(folder), skipped_words(skipped, hint=hint))


def _open_file(path: Path, options: InputOptions) -> Iterator[Report | Trouble]:
    """Yield the report in one file; raises OSError where that cannot be read."""
    source = str(path)
    # The size is asked before reading. A pipe has none, so the reading is bounded as well.
    size = path.stat().st_size
    data = b""
    if size <= options.max_file_bytes:
        with path.open("rb") as stream:
            data = stream.read(options.max_file_bytes + 1)
    if max(size, len(data)) > options.max_file_bytes:
        yield _trouble(
            source,
            f"the file is larger than {options.max_file_bytes:,} bytes; split it, or give it as "
            "JSON Lines",
        )
        return
    yield from _read_bytes(
        data, source, _Draft(id=path.stem, text=""), options, kind=path.suffix.lower()
    )


def _open_stdin(options: InputOptions) -> Iterator[Report | Trouble]:
    """Yield the reports on standard input: JSON Lines if its first line is one, else a text."""
    stream = cast(BinaryIO, sys.stdin.buffer)
    limit = options.max_file_bytes
    try:
        # Blank lines before the first are part of it: a text is kept as given.
        first = stream.readline(limit + 1)
        while len(first) <= limit and first.endswith(b"\n") and not first.strip():
            more = stream.readline(limit + 1)
            first += more
            if not more or more.strip():
                break
        if is_json_object(first):
            rest = _Chained(first, stream)
            yield from _open_json_lines(cast(BinaryIO, rest), STDIN_NAME, STDIN_ID, options)
            return
        data = first + stream.read(max(0, limit + 1 - len(first)))
    except (OSError, ValueError) as error:  # ValueError: it was closed
        yield _trouble(STDIN_NAME, f"it could not be read ({str(error).lower()})")
        return
    if len(data) > limit:
        yield _trouble(STDIN_NAME, f"the text is larger than {limit:,} bytes; split it")
        return
    yield from _read_bytes(data, STDIN_NAME, _Draft(id=STDIN_ID, text=""), options, kind=".txt")


class _Chained:
    """A stream whose first lines were already taken and are put back in front."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first = BytesIO(first)
        self._rest = rest

    def readline(self, limit: int = -1) -> bytes:
        """Return the next line, or its first `limit` bytes."""
        return self._first.readline(limit) or self._rest.readline(limit)


def _open_address(address: str, options: InputOptions) -> Iterator[Report | Trouble]:
    """Yield the report at a web address."""
    from whence.text.fetch import HTML_TYPES, FetchError, Limits, fetch  # loads asyncio: slow

    limits = Limits(
        options.max_page_bytes,
        options.timeout_seconds,
        options.max_redirects,
        options.public_only,
    )
    try:
        page = fetch(address, limits)
    except FetchError as error:
        yield _trouble(address, str(error))
        return
    if page.content_type in HTML_TYPES or not page.content_type:
        kind = ".html"
    else:
        kind = ".md" if page.content_type == "text/markdown" else ".txt"
    draft = _Draft(id=address, text="", url=page.url)
    yield from _read_bytes(page.data, address, draft, options, kind=kind, charset=page.charset)


def _read_bytes(
    data: bytes,
    source: str,
    draft: _Draft,
    options: InputOptions,
    *,
    kind: str,
    charset: str | None = None,
) -> Iterator[Report | Trouble]:
    """Yield the report in the bytes of a file or answer; `kind` is the file ending that fits."""
    if not data.strip():
        yield _trouble(source, "it is empty; there is nothing to read")
        return
    try:
        declared = charset or (declared_charset(data) if kind in PAGES else None)
        decoded = decode_text(data, declared)
    except DecodeError as error:
        yield _trouble(source, str(error))
        return
    if not decoded.text.strip():
        yield _trouble(source, "it is empty; there is nothing to read")
        return
    if decoded.guessed:
        yield _remark(
            source,
            f"it is not UTF-8 and was read as {decoded.guessed}, which is a guess; look at its "
            "accented letters, or save it as UTF-8",
        )
    if kind in PAGES:
        yield from _read_page(decoded.text, source, draft, options)
    elif kind in MARKDOWN:
        found, text = split_front_matter(decoded.text)
        if text.strip():
            yield from _finish(_with_front_matter(draft, found, text), source, None, options)
        else:
            yield _trouble(source, "there is nothing below its front matter")
    else:
        yield from _finish(replace(draft, text=decoded.text), source, None, options)


def _read_page(
    html: str, source: str, draft: _Draft, options: InputOptions, line: int | None = None
) -> Iterator[Report | Trouble]:
    """Yield the report in a page; what the draft already knows stands before what the page says."""
    from whence.text.page import take_article  # only pages need it

    page = take_article(html)
    if page is None:
        yield _trouble(
            source,
            "no article was found in the page; save its text and give that file",
            line,
        )
        return
    yield from _finish(_with_page(draft, page), source, line, options)


def _with_page(draft: _Draft, page: "Page") -> _Draft:
    """Return the draft with the page's article and what the page says of it."""
    return replace(
        draft,
        text=page.text,
        date=draft.date or page.published,
        title=draft.title or page.title,
        publisher=draft.publisher or page.publisher,
        # The address by which the page wants to be known stays the same for a revision.
        # From another site it is not believed: pages copied from elsewhere often carry it.
        url=page.url if page.url and _same_site(page.url, draft.url) else draft.url,
    )


def _with_front_matter(draft: _Draft, found: dict[str, str], text: str) -> _Draft:
    """Return the draft with a Markdown file's text and what its front matter says of it."""
    return replace(
        draft,
        text=text,
        date=found.get("date") or found.get("published"),
        title=found.get("title"),
        publisher=found.get("publisher") or found.get("source"),
        url=found.get("url") or draft.url,
        language=found.get("language"),
    )


def _same_site(one: str, other: str | None) -> bool:
    """Whether two addresses have one host; a file has none, and any will do."""
    from urllib.parse import urlsplit

    if other is None:
        return True
    try:
        return urlsplit(one).hostname == urlsplit(other).hostname
    except ValueError:
        return False


def _open_json_lines(
    stream: BinaryIO, source: str, stem: str, options: InputOptions
) -> Iterator[Report | Trouble]:
    """Yield the reports of a JSON Lines stream. Each line, not the whole, is bounded in size."""
    empty = True
    for line in read_json_lines(stream, max_bytes=options.max_file_bytes):
        empty = False
        for remark in line.remarks:
            yield _remark(source, remark, line.number)
        if line.report is None:
            yield _trouble(source, line.wrong or "the line is broken", line.number)
        else:
            yield from _read_json_report(line.report, line.number, source, stem, options)
    if empty:
        yield _trouble(source, "it is empty; there is nothing to read")


def _read_json_report(
    given: JsonReport, line: int, source: str, stem: str, options: InputOptions
) -> Iterator[Report | Trouble]:
    """Yield the report of one line, its text exactly as given."""
    draft = _Draft(
        id=given.id or f"{stem}:{line}",
        text=given.text or "",
        date=given.date,
        title=given.title,
        url=given.url,
        publisher=given.publisher,
        language=given.language,
    )
    if given.text is not None:
        yield from _finish(draft, source, line, options)
    else:
        yield from _read_page(given.html or "", source, draft, options, line)


def _finish(
    draft: _Draft, source: str, line: int | None, options: InputOptions
) -> Iterator[Report | Trouble]:
    """Yield the report with its date: the source's own, else its dateline, else the option."""
    language = draft.language or options.language
    published = None
    if draft.date is not None:
        published = parse_date(draft.date, language)
        if published is None:
            yield _remark(
                source,
                f"the date {draft.date[:60]!r} cannot be read and is left out; "
                "write it as 2031-03-04",
                line,
            )
    if published is None:
        published = find_dateline(draft.text, language)
    if published is None and options.date is not None:
        published = parse_date(options.date, options.language)
    yield Report(
        id=_shown(draft.id),
        text=draft.text,
        url=draft.url,
        title=draft.title,
        publisher=draft.publisher,
        published=published,
        language=language,
    )


def _trouble(source: str, seen: str, line: int | None = None, *, fatal: bool = True) -> Trouble:
    """Return a Trouble with its sentence made of the source, the line and what was seen."""
    source = _shown(source)
    where = source if line is None else f"{source}, line {line}"
    return Trouble(source, line, f"{where}: {seen}.", fatal)


def _remark(source: str, seen: str, line: int | None = None) -> Trouble:
    """Return a Trouble by which nothing is lost."""
    return _trouble(source, seen, line, fatal=False)


def _shown(words: str) -> str:
    """Return a name as it can be printed: bytes of a file name that are no UTF-8 are replaced."""
    return words.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
