"""Pins the gate's floors to what the reader reaches today: `python -m tests.gate.pin`.

Floors only rise. `--lower REASON` lets them fall, and writes the reason down; the same
goes for a corpus that has changed.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.gate.corpora import CRISES, FOLDERS, digest, marked_reports, readings
from tests.gate.findings import entries, found_in, score_findings
from tests.gate.scoring import score
from tests.gate.statements import measured_statements

FLOORS = Path(__file__).with_name("floors.toml")
# A floor is the measured value rounded down to this many thousandths; one figure in three
# hundred is more.
STEP = 2
HEAD = "# What the gate asks for, by corpus. Written by `python -m tests.gate.pin`, not by hand."

# The floors of statements, which are marked in some of the unseen reports.
STATEMENTS = "statements"
# How many findings are at least found, and how many are at most beyond what should be found.
FINDINGS = "findings"

Floors = dict[str, Any]


def open_floors() -> Floors:
    """Return the pinned floors: for each corpus its `digest` and its `floors` by name."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def measured(corpus: str) -> dict[str, float]:
    """Return what the reader reaches on `corpus`, by the names of the floors."""
    return score(marked_reports(corpus), readings(corpus)).numbers()


def rounded(value: float) -> float:
    """Return `value` rounded down to a step: 0.8289 to 0.828."""
    return int(value * 1000 + 1e-9) // STEP * STEP / 1000


def raised(
    old: dict[str, float], new: dict[str, float], *, slack: float = 0.0, lower: bool = False
) -> dict[str, float]:
    """Return the floors after today's measurement: the higher of both, unless `lower`."""
    today = {name: rounded(max(0.0, value - slack)) for name, value in new.items()}
    return today if lower else {name: max(today[name], old.get(name, 0.0)) for name in today}


def main() -> int:
    """Rewrite the floors; refuse where the corpus has changed and no reason is given."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lower", metavar="REASON", help="let floors fall, and say why")
    parser.add_argument(
        "--slack", type=float, default=0.0, help="pin this much below today (while work goes on)"
    )
    args = parser.parse_args()
    reason: str | None = args.lower
    old = open_floors()
    new: Floors = {"lowered": old.get("lowered", [])}
    for corpus in FOLDERS:
        was = old.get(corpus, {"digest": digest(corpus), "floors": {}})
        if was["digest"] != digest(corpus) and not reason:
            print(f"the corpus {corpus} has changed: say why with --lower REASON", file=sys.stderr)
            return 1
        floors = raised(was["floors"], measured(corpus), slack=args.slack, lower=reason is not None)
        new[corpus] = {"digest": digest(corpus), "floors": floors}
        for line in _changes(corpus, was["floors"], floors):
            print(line)
    was_said = old.get(STATEMENTS, {"floors": {}})["floors"]
    said = raised(was_said, measured_statements(), slack=args.slack, lower=reason is not None)
    new[STATEMENTS] = {"floors": said}
    for line in _changes(STATEMENTS, was_said, said):
        print(line)
    new[FINDINGS] = {}
    for crisis in CRISES:
        told = score_findings(entries(crisis), found_in(crisis))
        was_told = old.get(FINDINGS, {}).get(crisis, told)
        new[FINDINGS][crisis] = bounds = told if reason else _tighter(was_told, told)
        for name in bounds:
            if bounds[name] != was_told[name]:
                print(f"findings in {crisis}: {name} {was_told[name]} -> {bounds[name]}")
    if reason:
        new["lowered"] = [*new["lowered"], reason]
    FLOORS.write_text("\n".join(_written(new)) + "\n", encoding="utf-8")
    return 0


def _tighter(old: dict[str, int], new: dict[str, int]) -> dict[str, int]:
    return {
        "found": max(old["found"], new["found"]),
        "beyond": min(old["beyond"], new["beyond"]),
    }


def _written(floors: Floors) -> Iterator[str]:
    """Yield the lines of the file."""
    yield HEAD
    yield ""
    yield f"lowered = {json.dumps(floors['lowered'], ensure_ascii=False)}  # reasons, oldest first"
    yield f"\n[{STATEMENTS}.floors]"
    yield from (f'"{name}" = {value:.3f}' for name, value in floors[STATEMENTS]["floors"].items())
    yield f"\n[{FINDINGS}]"
    for crisis, bounds in floors[FINDINGS].items():
        yield f"{crisis} = {{ found = {bounds['found']}, beyond = {bounds['beyond']} }}"
    for corpus in FOLDERS:
        yield f"\n[{corpus}]\ndigest = {json.dumps(floors[corpus]['digest'])}"
        yield f"\n[{corpus}.floors]"
        yield from (f'"{name}" = {value:.3f}' for name, value in floors[corpus]["floors"].items())


def _changes(corpus: str, old: dict[str, float], new: dict[str, float]) -> Iterator[str]:
    for name, value in new.items():
        if value != old.get(name):
            yield f"{corpus}: {name} {old.get(name, 0.0):.3f} -> {value:.3f}"


if __name__ == "__main__":
    sys.exit(main())
