"""How quick Whence is: reports a second once it runs, and how soon `whence --help` answers.

    python bench/speed.py [--rounds N]

The reports are those of the bundled example; the best of N rounds counts, since the
machine's other work only ever adds.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable

from whence import Reader
from whence.example import example_reports

COMMAND = [sys.executable, "-m", "whence"]


def best(rounds: int, work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of `rounds` runs of `work`."""
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds: int = parser.parse_args().rounds
    reports = list(example_reports())
    words = sum(len(report.text.split()) for report in reports)
    reader = Reader()

    def read_all() -> None:
        for report in reports:
            reader.read(report)

    def answer(*args: str) -> None:
        subprocess.run([*COMMAND, *args], check=True, stdout=subprocess.DEVNULL)

    first = best(1, lambda: reader.read(reports[0]))  # loads the model
    seconds = best(rounds, read_all)
    print(f"reading     {len(reports) / seconds:.1f} reports/s  {words / seconds:.0f} words/s")
    print(f"first       {first:.2f} s for the first report, the model's loading included")
    print(f"help        {best(rounds, lambda: answer('--help')):.2f} s for whence --help")
    print(f"example     {best(1, lambda: answer('read', '--example')):.2f} s for read --example")
    return 0


if __name__ == "__main__":
    sys.exit(main())
