"""The word lists are sound: each file under `data/` is linted, whoever wrote it.

What an author keeps to:

- every entry of an array of tables, and every table that holds `words`, has a `reason`;
- no list is empty, no word stands twice in a list;
- a word stands in two entries of one array only where a condition tells them apart;
- words are in lower case (CASED names the exceptions), in NFC, without stray blanks.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import whence
from whence.lexicon import LexiconError, Words, open_words

DATA = Path(whence.__file__).parent / "data"
LISTS = sorted(
    path for folder in DATA.iterdir() if folder.is_dir() for path in folder.glob("*.toml")
)

# Keys that say when an entry holds. Two entries may list one word if one of these differs.
CONDITIONS = frozenset(
    "with and of without unless takes counts role object before after prepositions measures".split()
)

# Where words keep their capitals, by file and key, with the reason.
CASED = {
    "dateline.toml:months": "a dateline's month is matched with its capital",
    "dateline.toml:weekdays": "the same",
    "numbers.toml:not_amounts.currencies": "codes stand beside words",
    "numbers.toml:not_amounts.currency_codes": "a code is one in capitals only",
    "numbers.toml:not_amounts.clock": "time zones are abbreviations",
    "numbers.toml:not_amounts.units": "the sign of a unit has its own case",
    "numbers.toml:not_amounts.day_parts": "names of days",
    "numbers.toml:not_amounts.labels_capital": "labels only with their capital: Camp 4, not camp",
    "numbers.toml:not_amounts.months": "months only with their capital: May, not may",
}

Table = dict[str, Any]


def lint(file: str, table: Table, cased: Mapping[str, str] = CASED) -> list[str]:
    """Return what is wrong with a word list, one sentence each; nothing where all is well."""
    keys = [key for name, _, key in (case.partition(":") for case in cased) if name == file]
    return [f"{file}: {fault}" for fault in _lint_table(tuple(keys), "", table)]


def _lint_table(cased: tuple[str, ...], path: str, table: Table) -> Iterator[str]:
    if "words" in table and path and not str(table.get("reason", "")).strip():
        yield f"[{path}] holds words and has no reason"
    for key, value in table.items():
        here = f"{path}.{key}" if path else key
        yield from _lint_word(cased, here, key)
        yield from _lint_value(cased, here, value)


def _lint_value(cased: tuple[str, ...], path: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _lint_table(cased, path, value) if value else [f"[{path}] is empty"]
    elif isinstance(value, list):
        yield from _lint_list(cased, path, value)
    elif isinstance(value, str):
        yield from _lint_blanks(path, value)


def _lint_list(cased: tuple[str, ...], path: str, items: list[Any]) -> Iterator[str]:
    if not items:
        yield f"{path} is empty"
    tables = [item for item in items if isinstance(item, dict)]
    for at, entry in enumerate(tables, start=1):
        if not str(entry.get("reason", "")).strip():
            yield f"[[{path}]], entry {at}, has no reason"
        without_reason_twice = {**entry, "reason": entry.get("reason") or "-"}
        yield from _lint_table(cased, f"{path}[{at}]", without_reason_twice)
    yield from _lint_heads(path, tables)
    words = [item for item in items if isinstance(item, str)]
    for word in words:
        yield from _lint_blanks(path, word)
        yield from _lint_word(cased, path, word)
    for word in sorted({word for word in words if words.count(word) > 1}):
        yield f"{path}: '{word}' is listed twice"
    for item in items:
        if isinstance(item, list):
            yield from _lint_list(cased, path, item)


def _lint_heads(path: str, entries: list[Table]) -> Iterator[str]:
    """Find words that stand in two entries which no condition tells apart."""
    for (i, one), (j, other) in combinations(enumerate(entries, start=1), 2):
        if any(one.get(key) != other.get(key) for key in CONDITIONS):
            continue
        if _is_of_homes(one) != _is_of_homes(other):
            continue  # "the loss of 12 crew", "the loss of 12 homes": what is counted decides
        for key in one.keys() & other.keys() - CONDITIONS:
            for word in sorted(_words(one[key]) & _words(other[key])):
                yield f"[[{path}]]: '{word}' is in {key} of entries {i} and {j}; keep one"


def _is_of_homes(entry: Table) -> bool:
    return str(entry.get("measure", "")).startswith("homes_")


def _words(value: Any) -> set[str]:
    """Return the words of a list, or those that a table gives values to."""
    return (
        {item for item in value if isinstance(item, str)}
        if isinstance(value, list | dict)
        else set()
    )


def _lint_blanks(path: str, text: str) -> Iterator[str]:
    if not text or text != " ".join(text.split()):
        yield f"{path}: '{text}' is empty or has stray blanks"
    if not unicodedata.is_normalized("NFC", text):
        yield f"{path}: '{text}' is not in NFC"


def _lint_word(cased: tuple[str, ...], path: str, word: str) -> Iterator[str]:
    # By prefix: a list within a list keeps the case of its list.
    if word != word.lower() and not path.startswith(cased):
        yield f"{path}: '{word}' is not in lower case"


@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_word_lists_are_sound(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert lint(path.name, table) == []


def test_there_are_word_lists_to_lint() -> None:
    assert "groups.toml" in {path.name for path in LISTS}


def test_each_exception_is_still_needed() -> None:
    faults = "\n".join(_faults_without_exceptions())
    unused = [case for case in CASED if case.replace(":", ": ") not in faults]
    assert unused == []


def _faults_without_exceptions() -> Iterator[str]:
    for path in LISTS:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from (fault for fault in lint(path.name, table, cased={}) if "case" in fault)


BAD = {
    "a table of words without a reason": ('[zero]\nwords = ["none"]', "has no reason"),
    "an entry without a reason": ('[[verb]]\nlemmas = ["say"]', "has no reason"),
    "an entry whose reason is blank": ('[[verb]]\nreason = " "\nlemmas = ["say"]', "no reason"),
    "an empty list": ("[a]\nleads = []", "a.leads is empty"),
    "an empty list in an entry": ('[[verb]]\nreason = "x"\nlemmas = []', "is empty"),
    "an empty table": ("[a]", "[a] is empty"),
    "an empty word": ('leads = [""]', "is empty or"),
    "a stray blank at the end": ('leads = ["on "]', "stray blanks"),
    "two blanks within": ('leads = ["up  to"]', "stray blanks"),
    "a tab": ('leads = ["up\\tto"]', "stray blanks"),
    "a stray blank in a single value": ('name = " on"', "stray blanks"),
    "a letter in two parts": ('leads = ["cafe\\u0301"]', "not in NFC"),
    "a capital": ('leads = ["On"]', "not in lower case"),
    "a capital in a word with a value": ("[months]\nMay = 5", "not in lower case"),
    "a capital in a list of lists": ('months = [["May"]]', "not in lower case"),
    "a word twice in a list": ('leads = ["on", "at", "on"]', "'on' is listed twice"),
    "a word under two heads": (
        """
        [[verb]]
        stance = "asserts"
        reason = "x"
        lemmas = ["claim"]
        [[verb]]
        stance = "denies"
        reason = "y"
        lemmas = ["claim"]
        """,
        "'claim' is in lemmas of entries 1 and 2",
    ),
    "a word with two values under two heads": (
        """
        [[plural]]
        reason = "x"
        words = {men = "man"}
        [[plural]]
        reason = "y"
        words = {men = "men"}
        """,
        "'men' is in words of entries 1 and 2",
    ),
}


@pytest.mark.parametrize(("source", "fault"), BAD.values(), ids=BAD.keys())
def test_the_lint_sees(source: str, fault: str) -> None:
    faults = lint("bad.toml", tomllib.loads(source))
    assert any(fault in seen for seen in faults), faults
    assert all(seen.startswith("bad.toml: ") for seen in faults)


GOOD = {
    "a table of words with a reason": '[zero]\nreason = "x"\nwords = ["none"]',
    "a word under two heads that a condition tells apart": (
        '[[verb]]\nreason = "x"\nlemmas = ["burn"]\nwith = ["death"]\n'
        '[[verb]]\nreason = "y"\nlemmas = ["burn"]'
    ),
    "the same condition on two words": (
        '[[verb]]\nreason = "x"\nlemmas = ["burn"]\nwith = ["death"]\n'
        '[[verb]]\nreason = "y"\nlemmas = ["freeze"]\nwith = ["death"]'
    ),
    "a word in two tables": '[a]\nleads = ["on"]\n[b]\nleads = ["on"]',
    "capitals in a reason": '[zero]\nreason = "As in No. 5"\nwords = ["none"]',
    "words that stand for numbers": "[months]\nmay = 5",
}


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD.keys())
def test_the_lint_lets_pass(source: str) -> None:
    assert lint("good.toml", tomllib.loads(source)) == []


class _Sample(Words, frozen=True):
    nothing: int


def test_a_missing_list_is_named() -> None:
    with pytest.raises(LexiconError, match=r"no word list data/en/nothing\.toml"):
        open_words("en", "nothing", _Sample)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(LexiconError, match=r"data/en/groups\.toml: .*unknown field"):
        open_words("en", "groups", _Sample)
