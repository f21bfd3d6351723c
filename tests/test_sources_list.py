"""The list of public bodies is sound: reasons, one name for one body, sorted, no side left out."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, get_args

import pytest

from whence.lexicon import LexiconError
from whence.records import SourceKind
from whence.resolve.bodies import Bodies, names_of, open_bodies, read_bodies

SOURCE = (files("whence") / "data" / "sources.toml").read_bytes()


def lint(source: bytes) -> Iterator[str]:
    """Yield what is wrong with a list of bodies, one sentence each."""
    bodies = read_bodies(source)
    kinds = get_args(SourceKind)
    for body in bodies:
        if not body.reason.strip():
            yield f"{body.name} has no reason"
        if body.kind not in kinds:
            yield f"{body.name}: there is no kind {body.kind!r}"
        for name in (body.name, *body.aliases):
            if name != " ".join(name.split()) or not name:
                yield f"{body.name}: '{name}' is empty or has stray blanks"
            if name.casefold().startswith("the ") and name != body.name:
                yield f"{body.name}: the alias '{name}' has an article"
    counts = Counter(key for body in bodies for key in names_of(body))
    yield from (f"'{key}' is listed twice" for key, count in counts.items() if count > 1)
    names = [body.name for body in bodies]
    for name, should in zip(names, sorted(names, key=str.casefold), strict=True):
        if name != should:
            yield f"'{name}' stands where '{should}' should: sort by name"
            break


def test_the_list_is_sound() -> None:
    assert list(lint(SOURCE)) == []


ENTRY = '[[source]]\nname = "{}"\nkind = "media"\nreason = "{}"\naliases = {}\n'
BAD = {
    "no reason": (ENTRY.format("A", " ", "[]"), "no reason"),
    "an alias of two": (
        ENTRY.format("A", "x", '["X y"]') + ENTRY.format("B", "x", '["X Y"]'),
        "'x y' is listed twice",
    ),
    "not sorted": (ENTRY.format("B", "x", "[]") + ENTRY.format("A", "x", "[]"), "sort by name"),
    "an article": (ENTRY.format("A", "x", '["The A"]'), "has an article"),
    "a stray blank": (ENTRY.format("A", "x", '["A  b"]'), "stray blanks"),
}


@pytest.mark.parametrize(("source", "fault"), BAD.values(), ids=BAD.keys())
def test_the_lint_sees(source: str, fault: str) -> None:
    assert any(fault in seen for seen in lint(source.encode()))


@pytest.mark.parametrize("change", [("media", "friend"), ("reason", "because")])
def test_an_unknown_kind_or_key_is_an_error(change: tuple[str, str]) -> None:
    with pytest.raises(LexiconError, match=r"data/sources\.toml"):
        read_bodies(ENTRY.format("A", "x", "[]").replace(*change).encode())


def test_one_name_for_two_bodies_is_an_error() -> None:
    twice = ENTRY.format("A", "x", '["C d"]') + ENTRY.format("B", "x", '["C D"]')
    with pytest.raises(LexiconError, match="a name of two bodies"):
        Bodies(read_bodies(twice.encode()))


def test_a_body_is_found_by_any_of_its_names_and_by_no_part_of_one() -> None:
    for entry in tomllib.loads(SOURCE.decode())["source"]:
        assert _found(entry, entry["name"])
        for alias in entry.get("aliases", ()):
            assert _found(entry, alias)
    assert open_bodies().find("Office") is None
    assert open_bodies().find("who") is None  # the acronym is in capitals


def _found(entry: dict[str, Any], name: str) -> bool:
    body = open_bodies().find(name)
    return body is not None and body.name == entry["name"]
