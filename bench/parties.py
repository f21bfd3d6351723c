"""Parties alike: how often figures stay the same under other names, and what that costs.

    python bench/parties.py [--rounds N]

Reads the gate's reports with names masked before the parse, as Whence does, with a plain
parse, and with masks that never ask the model's dictionary what is an ordinary word.
For each: accuracy, speed, and the share of figures that are the same after the swaps of
tests/cases/parties.toml.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # run as a script, Python sees only bench/

from tests.gate.corpora import FOLDERS, marked_reports  # noqa: E402 - needs the line above
from tests.gate.scoring import score  # noqa: E402
from tests.gate.swaps import Comparison, added, compare, swap_names  # noqa: E402

from whence import Reader  # noqa: E402
from whence.text import grammar  # noqa: E402
from whence.text.dictionary import Dictionary  # noqa: E402
from whence.text.mask import NAME, Mask  # noqa: E402
from whence.text.names import Names, find_names  # noqa: E402
from whence.text.tokens import Token  # noqa: E402

CASES = ROOT / "tests" / "cases" / "parties.toml"


@contextmanager
def as_is() -> Iterator[None]:
    yield


@contextmanager
def unmasked() -> Iterator[None]:
    """Let the parser see every name as written; each word of it is known to be a name's."""

    def find(text: str, tokens: Sequence[Token], *args: Any, **kwargs: Any) -> Names:
        names = find_names(text, tokens, *args, **kwargs)
        seen = [
            Mask(start, end, word, NAME)
            for start, end, word in tokens
            if any(mask.meets(start, end) for mask in names.masks)
        ]
        return Names(tuple(seen), names.small)

    with patch.object(grammar, "find_names", find):
        yield


@contextmanager
def without_dictionary() -> Iterator[None]:
    """Take for ordinary only the words of our own lists, and their plain inflections."""
    own = Dictionary({})

    def find(*args: Any, **kwargs: Any) -> Names:
        return find_names(*args, **kwargs | {"dictionary": own})

    with patch.object(grammar, "find_names", find):
        yield


VARIANTS = {"masked": as_is, "plain parse": unmasked, "no dictionary": without_dictionary}


def alike(reader: Reader, rounds: int) -> Comparison:
    """Swap names kind by kind in every report, and compare all figures."""
    swaps = tomllib.loads(CASES.read_text(encoding="utf-8"))["swap"]
    outcomes = []
    for marked in (each for corpus in FOLDERS for each in marked_reports(corpus)):
        before = reader.read(marked.report)
        for each in swaps:
            for turn in range(rounds):
                pairs = [(name, others[turn]) for name, others in each["names"].items()]
                swapped = swap_names(marked.report, pairs)
                if swapped is not None:
                    outcomes.append(compare(reader, swapped, before))
    return added(outcomes)


def seconds_of(work: Callable[[], object]) -> float:
    """Return the processor seconds of the quickest of three runs: others may use the machine."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def lines(name: str, rounds: int) -> Iterator[str]:
    """Yield what is measured of one way to parse."""
    reader = Reader()
    with VARIANTS[name]():
        outcome = alike(reader, rounds)
        yield f"{name}: {outcome.same} of {outcome.total} figures alike, {outcome.share:.3f}"
        for corpus in FOLDERS:
            marked = marked_reports(corpus)
            numbers = score(marked, (reader.read(each.report) for each in marked)).numbers()
            wanted = ("found precision", "found recall", "measure", "source", "place", "whole")
            told = "  ".join(f"{key} {numbers[key]:.3f}" for key in wanted)
            yield f"  {corpus}: {told}"
        reports = [each.report for corpus in FOLDERS for each in marked_reports(corpus)]
        seconds = seconds_of(lambda: [reader.read(report) for report in reports])
        yield f"  {len(reports) / seconds:.1f} reports a processor second"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=2, choices=(1, 2, 3))
    rounds: int = parser.parse_args().rounds
    for name in VARIANTS:
        for line in lines(name, rounds):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
