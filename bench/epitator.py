"""Of the counts marked in EpiTator's test sentences, how many are the low or high of a figure.

    python bench/epitator.py [PATH]     PATH: counts.json, by default ../shared/data/epitator/…

The sentences are about diseases. Cases of a disease are `affected` and deaths from it
`killed`, so nearly all counts belong to the codebook; LEFT_OUT lists the others. The
sentences are other people's: none is copied here, a count is named by its place in the file.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from whence import Reader
from whence.records import Report

ROOT = Path(__file__).parents[1]
COUNTS = ROOT.parent / "shared" / "data" / "epitator" / "counts.json"

# (place of the sentence in the file, count): why the codebook does not know it.
LEFT_OUT = {
    (12, 4): "the base of a part (“two out of four”), which is no claim of its own",
    (17, 1003): "recoveries from a disease: no measure of the codebook",
    (22, 1): "a definite case (“the index case”), which the guidelines do not count",
}


@dataclass(frozen=True)
class Judged:
    """A marked count, and whether a figure has it; `left_out` says why it is not asked for."""

    place: int
    count: int
    text: str
    found: bool
    left_out: str | None


@dataclass(frozen=True)
class Result:
    """All counts, judged."""

    judged: tuple[Judged, ...]

    @property
    def asked(self) -> list[Judged]:
        """The counts our codebook knows."""
        return [each for each in self.judged if each.left_out is None]

    @property
    def share(self) -> float:
        """The share of them that is the low or high of a figure."""
        return sum(each.found for each in self.asked) / len(self.asked)

    def lines(self, *, with_text: bool) -> Iterator[str]:
        """Yield what was measured, what was left out, and what was missed."""
        found = sum(each.found for each in self.asked)
        yield f"counts {self.share:.3f}  {found} of {len(self.asked)} that the codebook knows"
        for each in self.judged:
            if each.left_out:
                yield f"left out: sentence {each.place}, {each.count}: {each.left_out}"
        for each in self.asked:
            if not each.found:
                said = f" in {' '.join(each.text.split())!r}" if with_text else ""
                yield f"missed: sentence {each.place}, {each.count}{said}"


def measure(path: Path = COUNTS) -> Result:
    """Read the sentences of `path` and judge each count that is marked in them."""
    reader = Reader()
    judged: list[Judged] = []
    for place, sentence in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        text = sentence["text"]
        figures = reader.read(Report(id=str(place), text=text)).figures
        values = {bound for f in figures for bound in (f.amount.low, f.amount.high)}
        for marked in sentence["counts"]:
            count = marked["count"]
            reason = LEFT_OUT.get((place, count))
            judged.append(Judged(place, count, text, count in values, reason))
    return Result(tuple(judged))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", type=Path, nargs="?", default=COUNTS)
    path = parser.parse_args().path
    if not path.is_file():
        print(f"{path}: there is no such file; give the path of counts.json.", file=sys.stderr)
        return 2
    print(*measure(path).lines(with_text=True), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
