"""Scores what the check finds in a crisis that the reader read, against what it should find."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from tests.gate.corpora import FOLDERS, readings

from whence.ledger import Ledger, find_findings
from whence.ledger.findings import Finding


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a perfect check would report, with the reports it rests on."""

    kind: str
    about: str
    reports: tuple[str, ...]
    explain: str


def entries(crisis: str) -> list[Entry]:
    """Return what a perfect check would report of `crisis`."""
    return msgspec.json.decode((FOLDERS[crisis] / "FINDINGS.json").read_bytes(), type=list[Entry])


@cache
def found_in(crisis: str) -> tuple[Finding, ...]:
    """Return what the check finds in `crisis`, as the reader reads it."""
    with (
        TemporaryDirectory() as folder,
        Ledger(str(Path(folder) / "whence.db"), create=True) as ledger,
    ):
        for reading in readings(crisis):
            ledger.file(reading, by="gate")
        return tuple(line.finding for line in find_findings(ledger))


def score_findings(wanted: Iterable[Entry], found: Sequence[Finding]) -> dict[str, int]:
    """Return how many entries are found, and how many findings are beyond them.

    An entry is found when a finding of its kind rests on two of its reports, or on its only
    one, and on none besides. One finding serves one entry; what is explained is never beyond.
    """
    used: set[int] = set()
    for entry in sorted(wanted, key=lambda one: len(one.reports)):
        reports = set(entry.reports)
        fitting = [
            (len(set(one.reports)), index)
            for index, one in enumerate(found)
            if index not in used
            and one.kind == entry.kind
            and set(one.reports) <= reports
            and len(set(one.reports)) >= min(2, len(reports))
        ]
        if fitting:
            used.add(max(fitting)[1])
    beyond = [one for i, one in enumerate(found) if i not in used and not one.explained]
    return {"found": len(used), "beyond": len(beyond)}
