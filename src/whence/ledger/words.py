"""Text on its way into the database and out, and the keys by which names are found again."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from urllib.parse import urlsplit

import msgspec

from whence.ledger.seal import Value
from whence.lexicon import LexiconError, Words, open_words

# What a database cannot hold: PostgreSQL no NUL, neither of them half a surrogate pair. Each is
# kept as a code point that no text uses (Unicode reserves it for programs) and its number.
ESCAPE = "\ufdd0"
UNKEEPABLE = re.compile("[\x00\ud800-\udfff\ufdd0]")
KEPT_ESCAPE = re.compile(f"{ESCAPE}([0-9a-f]{{4}})")

# Hexadecimal digits of a claim's id: its report's, then its own. Those of one report stand
# together in the index, so that filing writes one page of it and not twenty. With 48 bits of its
# own, two of ten million claims share an id with odds of 1 in a million.
REPORT_DIGITS, OWN_DIGITS = 4, 12
# Characters of a name, address or id that are kept as they are: PostgreSQL's indexes hold 2,700
# bytes, and a character may have four.
LONGEST_KEY = 500
# Parts of an address that tell where a reader came from, not what is read.
TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid)=[^&]*&?")


class WordList(Words, frozen=True):
    """Words, and why they are listed."""

    reason: str
    words: tuple[str, ...]


class TermWords(Words, frozen=True):
    """What stands around a name and is no part of it."""

    articles: WordList
    possessives: WordList
    connectors: WordList


def kept(text: str) -> str:
    """Return `text` as every database can hold it; most texts are so already."""
    if text.isascii() and "\x00" not in text:  # known at once, where a search reads it all
        return text
    if not UNKEEPABLE.search(text):
        return text
    return UNKEEPABLE.sub(lambda match: f"{ESCAPE}{ord(match[0]):04x}", text)


def told(text: str) -> str:
    """Return a kept text as it was read."""
    if ESCAPE not in text:
        return text
    return KEPT_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def told_if_any(text: str | None) -> str | None:
    """Return a kept text as it was read, None where there was none."""
    return None if text is None else told(text)


def short(key: str) -> str:
    """Return a key that an index can hold; one that is hardly a name has its hash in it."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:LONGEST_KEY]}…{sha256(kept(key).encode()).hexdigest()}"


@lru_cache(maxsize=1 << 16)
def fold(words: str, language: str = "en") -> str:
    """Return the key of a name: without case, article, possessive ending and odd blanks.

    >>> fold("The  Harbour Board’s")
    'harbour board'
    """
    listed = _term_words(language)
    key = unicodedata.normalize("NFKC", words).replace("’", "'").casefold()
    key = " ".join(key.split()).strip(" ,.;:\"'“”()")
    for article in listed.articles.words if listed else ():
        if key.startswith(f"{article} ") and len(key) > len(article) + 1:
            key = key[len(article) + 1 :]
            break
    for ending in listed.possessives.words if listed else ():
        if key.endswith(ending) and len(key) > len(ending):
            return short(key[: -len(ending)])
    return short(key)


def _term_words(language: str) -> TermWords | None:
    """Return a language's list, or None: a name of an unlisted language keeps its article."""
    try:
        listed: TermWords = open_words(language.partition("-")[0].lower(), "terms", TermWords)
    except LexiconError:
        return None
    return listed


def listed_connectors(language: str = "en") -> frozenset[str]:
    """Return the words that tell no two names apart."""
    listed = _term_words(language)
    return frozenset(listed.connectors.words) if listed else frozenset()


def is_named(words: str, text: str, begins: int | None) -> bool:
    """Whether `words` name somebody, as a capital tells: "the Harbour Board", not "the ministry".

    A capital that only opens a sentence tells nothing; then the rest of the text is asked
    whether it writes the word so within a sentence.
    """
    parts = words.split()
    key = fold(words)
    if any(part[:1].isupper() for part in parts[1:]):
        return True
    if not parts or not parts[0][:1].isupper() or len(key.split()) < len(parts):
        return False  # "The ministry": the article has the capital
    if begins is not None and text[:begins].rstrip(" “\"'")[-1:] in {",", ";", "–", "—", ":"}:
        return True
    if begins is not None and re.search(r"[\w’'] $", text[max(0, begins - 2) : begins]):
        return True
    return bool(re.search(rf"[\w,;] {re.escape(parts[0])}\b", text))


def address_key(url: str | None) -> str | None:
    """Return the key of an address: two spellings of one place on the web have the same.

    The scheme, `www.`, the fragment, a slash at the end and what only tells where a reader
    came from are left out; the rest of the query stays, since it may be the article's number.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:  # a port that is none, half a bracket: as written
        return short(url)
    if not host:
        return short(url)
    query = TRACKING.sub("", parts.query).rstrip("&")
    return short(f"{host}{port}{parts.path.rstrip('/')}{'?' + query if query else ''}")


def report_key(*same: object) -> str:
    """Return the key of what makes a report the same in any ledger."""
    return _digits(same, REPORT_DIGITS + OWN_DIGITS)


def claim_id(report: str, *same: object) -> str:
    """Return the id of a claim of the report with the key `report`, in any ledger and any year."""
    return report[:REPORT_DIGITS] + _digits((report, *same), OWN_DIGITS)


def _digits(same: tuple[object, ...], count: int) -> str:
    return sha256(msgspec.json.encode(same)).hexdigest()[:count]


def kept_values(values: Iterable[Value]) -> list[Value]:
    """Return the values of a row with its texts as the database can hold them."""
    return [kept(value) if isinstance(value, str) else value for value in values]
