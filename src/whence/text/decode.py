"""Bytes to text, without ever mangling them silently.

UTF-8 is the rule. Anything else is taken only where a byte order mark, the page itself
or a confident guess says what it is, and a guess is told to the person.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The encodings a guess may end in, the likelier first: where two fit a short text equally
# well, the first is taken. Left out on purpose are those that any bytes fit (latin-1,
# EBCDIC, UTF-16 without its mark), since they would make a text of anything.
GUESSES = (
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "gb18030",
    "cp932",
    "euc_jp",
    "big5",
    "cp949",
)

# A text may have a stray control character; a file with one in a hundred is a binary file.
MOST_CONTROLS = 0.01
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")

# Names under which Python has rewritings of ASCII: a page that names one would be mangled.
NOT_ENCODINGS = frozenset({"unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf_7"})

DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE
)
# Browsers look for a page's charset in its first 1,024 bytes; some pages put it a little later.
DECLARED_WITHIN = 4096


class DecodeError(ValueError):
    """Bytes that cannot be read as text; the message says what was seen and what to try."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding it was taken to be in if that was a guess."""

    text: str
    guessed: str | None = None


def decode_text(data: bytes, declared: str | None = None) -> Decoded:
    """Return `data` as text; a byte order mark is dropped, nothing else is changed.

    `declared` is the encoding that the page or its server names; it is believed only if
    the bytes fit it. Raises DecodeError for a binary file and where no encoding fits.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Decoded(_must_decode(data[len(mark) :], encoding))
    if b"\0" in data:
        raise DecodeError("this is not text but binary data (it has NUL bytes)")
    for candidate in ("utf-8", declared):
        text = _decode(data, candidate)
        if text is not None:
            return Decoded(_checked(text))
    return _guess(data)


def declared_charset(page: bytes) -> str | None:
    """Return the encoding that a page names in its first lines, or None."""
    found = DECLARED.search(page[:DECLARED_WITHIN])
    return found[1].decode("ascii", "replace") if found else None


def _decode(data: bytes, encoding: str | None) -> str | None:
    """Return `data` in `encoding`, or None where that does not fit or is no text encoding."""
    if encoding is None:
        return None
    # What the web calls latin-1 is cp1252 (WHATWG Encoding): 0x93 is a quotation mark there.
    if encoding.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        encoding = "cp1252"
    if encoding.lower().replace("-", "_") in NOT_ENCODINGS:
        return None
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        # LookupError: an unknown name, or one that makes no text (base64, rot13).
        return None


def _must_decode(data: bytes, encoding: str) -> str:
    """Return `data` in the encoding that its byte order mark names."""
    text = _decode(data, encoding)
    if text is None:
        raise DecodeError(
            f"its first bytes say {encoding.upper()} but the rest does not fit it; "
            "save it as UTF-8 and try again"
        )
    return _checked(text)


def _checked(text: str) -> str:
    """`text` itself, if it is not made of control characters."""
    if len(CONTROLS.findall(text)) > MOST_CONTROLS * len(text):
        raise DecodeError("this is not text but binary data (it is full of control characters)")
    return text


def _guess(data: bytes) -> Decoded:
    """Return the encoding that fits best, as charset-normalizer judges the letters it makes."""
    # Imported here: it takes longer to load than all of this package, and is seldom needed.
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_isolation=list(GUESSES))
    ranked = sorted(
        matches,
        key=lambda match: (
            match.chaos,
            -match.coherence,
            min(map(_rank, match.could_be_from_charset)),
        ),
    )
    for match in ranked:
        text = _decode(data, match.encoding)
        if text is not None and _is_written(text):
            # Encodings that make the same text of it are one match; name the likeliest.
            name = min(match.could_be_from_charset, key=_rank)
            return Decoded(_checked(text), guessed=name)
    raise DecodeError(
        "this is neither UTF-8 nor text in another encoding that can be told; "
        "save it as UTF-8 and try again"
    )


def _rank(encoding: str) -> int:
    """Return the place of an encoding in GUESSES."""
    return GUESSES.index(encoding) if encoding in GUESSES else len(GUESSES)


def _is_written(text: str) -> bool:
    """Whether a guess made no unassigned, private or high control characters."""
    return not any(
        char > "\x7e" and unicodedata.category(char) in {"Cc", "Cn", "Co"} for char in text
    )
