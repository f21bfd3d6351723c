"""How the time of reading grows with a text that is made to be slow.

    python bench/growth.py

Each piece is repeated to a short and to a long text; what is read in a time that grows with
the length has a ratio near that of the lengths, and a pattern that backtracks far more.
"""

import sys
import time
from collections.abc import Callable

from whence import Reader
from whence.find.amounts import find_amounts
from whence.find.times import find_times
from whence.records import Report

SHORT, LONG = 4_000, 40_000
PIECES = (
    "a", "1", " ", "(", "“", "A.b.", "1 ", "3-", "1,000 ", "two ", "two hundred and ", "twenty-",
    "no ", "about ", "aged 3, 5, 7, ", "20 May ", "since the ", "in the last ", "the end of ",
)  # fmt: skip
SENTENCES = ("Nine people died, he said. ", "“Nine died,” she said. ", "9 killed\n")


def seconds(work: Callable[[str], object], piece: str, length: int) -> float:
    text = (piece * length)[:length]
    started = time.perf_counter()
    work(text)
    return time.perf_counter() - started


def report(name: str, work: Callable[[str], object], pieces: tuple[str, ...]) -> None:
    work("Nine people died on 3 May.")  # what is loaded once is loaded
    for piece in pieces:
        short, long = seconds(work, piece, SHORT), seconds(work, piece, LONG)
        print(f"{name:8} {piece!r:32} {short:7.3f} s {long:7.3f} s  x{long / max(short, 1e-6):.0f}")


def main() -> int:
    reader = Reader()
    report("amounts", find_amounts, PIECES)
    report("times", find_times, PIECES)
    report("reader", lambda text: reader.read(Report(id="a", text=text)), (*PIECES, *SENTENCES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
