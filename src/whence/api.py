"""Reading one report in one call, for scripts and notebooks."""

import datetime
import logging
import os
from functools import cache

from whence.reader import Reader
from whence.records import Reading, Report
from whence.text.dateline import find_dateline
from whence.text.inputs import InputOptions, open_sources, parse_date

log = logging.getLogger("whence")


class WhenceError(Exception):
    """Something that a person can mend; the message says what was seen and what to try."""


class SourceError(WhenceError):
    """A source that could not be read, or that holds another number of reports than one."""


def read(
    source: str | os.PathLike[str],
    *,
    date: str | datetime.date | None = None,
    language: str = "en",
    model: str | None = None,
) -> Reading:
    """Return every figure in the one report at `source`, a path or a web address.

    `date` is the report's day where the source does not tell it. A folder or a JSON
    Lines file of many reports is not taken: go through `open_sources` with a `Reader`.
    Raises SourceError where the source cannot be read.
    """
    options = _options(date, language)
    reports: list[Report] = []
    for item in open_sources([os.fspath(source)], options):
        if isinstance(item, Report):
            reports.append(item)
        elif item.fatal:
            raise SourceError(item.message)
        else:
            log.warning(item.message)
        if len(reports) > 1:
            raise SourceError(
                f"{os.fspath(source)}: it holds more than one report; "
                "go through whence.open_sources([...]) with a whence.Reader."
            )
    if not reports:
        raise SourceError(f"{os.fspath(source)}: it holds no report.")
    return _reader(language, model).read(reports[0])


def read_text(
    text: str,
    *,
    date: str | datetime.date | None = None,
    title: str | None = None,
    id: str = "text",  # noqa: A002 - the record's own name for it
    language: str = "en",
    model: str | None = None,
) -> Reading:
    """Return every figure in `text`, which is kept exactly as given.

    `date` is the day it was published; without one its dateline is looked at. The
    title is only kept beside the reading: where it should be read, put it into `text`.
    """
    published = _options(date, language).date or find_dateline(text, language)
    report = Report(id=id, text=text, title=title, published=published, language=language)
    return _reader(language, model).read(report)


def _options(date: str | datetime.date | None, language: str) -> InputOptions:
    """Return the options with `date` as `YYYY-MM-DD`; raises WhenceError where it is none."""
    words = date.isoformat() if isinstance(date, datetime.date) else date
    try:
        options = InputOptions(date=words, language=language)
    except ValueError as error:
        raise WhenceError(str(error)) from None
    return InputOptions(
        date=parse_date(words, language) if words else None, language=options.language
    )


@cache
def _reader(language: str, model: str | None) -> Reader:
    """Return the reader that all calls share, so that a model is loaded once."""
    return Reader(language=language, model=model)
