"""Whence: every figure in the news, and whence it came.

>>> import whence
>>> reading = whence.read_text("A mudslide killed 19 people, police said.", date="2031-03-04")
>>> [figure.amount.words for figure in reading.figures]
['19']
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from whence.api import SourceError as SourceError
    from whence.api import WhenceError as WhenceError
    from whence.api import read as read
    from whence.api import read_text as read_text
    from whence.ledger import Filter as Filter
    from whence.ledger import Ledger as Ledger
    from whence.ledger import LedgerError as LedgerError
    from whence.reader import Reader as Reader
    from whence.records import Amount as Amount
    from whence.records import Figure as Figure
    from whence.records import MadeBy as MadeBy
    from whence.records import Note as Note
    from whence.records import Period as Period
    from whence.records import Phrase as Phrase
    from whence.records import Reading as Reading
    from whence.records import Report as Report
    from whence.records import Source as Source
    from whence.records import Span as Span
    from whence.text.inputs import InputOptions as InputOptions
    from whence.text.inputs import Trouble as Trouble
    from whence.text.inputs import open_sources as open_sources

# Where each name lives. They are imported when first asked for, so that `import whence` loads
# nothing that a program may not need.
_HOMES = {
    "whence.api": ("SourceError", "WhenceError", "read", "read_text"),
    "whence.ledger": ("Filter", "Ledger", "LedgerError"),
    "whence.reader": ("Reader",),
    "whence.records": (
        "Amount",
        "Figure",
        "MadeBy",
        "Note",
        "Period",
        "Phrase",
        "Reading",
        "Report",
        "Source",
        "Span",
    ),
    "whence.text.inputs": ("InputOptions", "Trouble", "open_sources"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = ["__version__", *sorted(_HOME)]  # noqa: PLE0604 - sorted names are strings


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'whence' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
