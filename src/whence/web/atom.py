"""Atom (RFC 4287): what is new in the ledger, for a program that looks in now and then.

Written with the standard library's XML, which escapes all that it is given. feedgen was looked
at: it would bring lxml's tree and dateutil for what are thirty lines here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from whence import __version__
from whence.exports.wording import tidy

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
# What ids of feeds and of their entries are made within; made once, by chance, and never changed.
NAMESPACE = UUID("5f0b8a52-3a0e-4a7e-9d2c-7f6f2f1f9d11")
NEVER = "1970-01-01T00:00:00Z"  # when a feed that has no entry changed
# What XML 1.0 cannot hold, even escaped.
UNTOLD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: `name` makes its id, the same for ever; `updated` is a time as entries have it."""

    name: str
    title: str
    link: str
    updated: str
    summary: str
    author: str | None = None


def write_feed(
    *, name: str, title: str, link: str, address: str, entries: Iterable[FeedEntry]
) -> bytes:
    """Return a feed. `name` makes its id, `address` is its own, `link` the page it stands for."""
    told = list(entries)
    feed = Element("feed", xmlns=ATOM)
    _add(feed, "id", _id(name))
    _add(feed, "title", title)
    _add(feed, "updated", max((entry.updated for entry in told), default=NEVER))
    SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=address)
    SubElement(feed, "link", rel="alternate", type="text/html", href=link)
    SubElement(feed, "generator", version=__version__).text = "Whence"
    _add(SubElement(feed, "author"), "name", "Whence")
    for entry in told:
        _add_entry(feed, entry)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add_entry(feed: Element, entry: FeedEntry) -> None:
    one = SubElement(feed, "entry")
    _add(one, "id", _id(entry.name))
    _add(one, "title", entry.title)
    _add(one, "updated", entry.updated)
    SubElement(one, "link", rel="alternate", type="text/html", href=entry.link)
    if entry.author:
        _add(SubElement(one, "author"), "name", entry.author)
    _add(one, "summary", entry.summary)


def _add(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = UNTOLD.sub("\ufffd", tidy(words))


def _id(name: str) -> str:
    return uuid5(NAMESPACE, name.encode("utf-8", "backslashreplace").decode()).urn
