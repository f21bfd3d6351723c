"""Known public bodies: the one name for the many that reports give them, and their kind.

`data/sources.toml` is the list, with the same rule for every party. It is asked only for
whole names, so that a person or a firm with a word of such a name stays itself.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from whence.lexicon import LexiconError, Words
from whence.records import SourceKind


class Body(Words, frozen=True):
    """A public body: its canonical name, what reports call it, its kind, why it is listed."""

    name: str
    kind: SourceKind
    reason: str
    aliases: tuple[str, ...] = ()


class _BodyList(Words, frozen=True):
    source: tuple[Body, ...]


class Bodies:
    """Looks up bodies by any of their names."""

    def __init__(self, listed: tuple[Body, ...]) -> None:
        self._by_key: dict[str, Body] = {}
        for body in listed:
            for key in names_of(body):
                if key in self._by_key:
                    raise LexiconError(f"data/sources.toml: '{key}' is a name of two bodies")
                self._by_key[key] = body

    def find(self, name: str) -> Body | None:
        """Return the body that `name`, without an article, is a whole name of.

        >>> open_bodies().find("UNHCR").name
        'United Nations High Commissioner for Refugees'
        """
        return self._by_key.get(_key(name))


def names_of(body: Body) -> Iterator[str]:
    """Yield the keys that `body` is looked up by, its own name first."""
    yield _key(body.name)
    yield from map(_key, body.aliases)


@cache
def open_bodies() -> Bodies:
    """Return the listed bodies; the file is read once.

    Raises LexiconError where the file is broken or gives one name to two bodies.
    """
    return Bodies(read_bodies((files("whence") / "data" / "sources.toml").read_bytes()))


def read_bodies(source: bytes) -> tuple[Body, ...]:
    """Return the bodies of a list in TOML, in the order of the file."""
    try:
        return msgspec.toml.decode(source, type=_BodyList).source
    except msgspec.MsgspecError as error:
        raise LexiconError(f"data/sources.toml: {error}") from None


def _key(name: str) -> str:
    """Return `name` in one spelling; capitals tell in a single word only ("WHO")."""
    plain = " ".join(name.replace("’", "'").split())
    return plain.casefold() if " " in plain else plain
