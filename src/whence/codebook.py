"""The codebook: measures, comparators, periods and modalities, and what a vague word is worth.

`data/codebook.toml` is the one definition. Code asks `open_codebook`, exports copy from it, and
`python -m whence.codebook > docs/codebook.md` makes the page that people read.
"""

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

import msgspec

from whence.lexicon import LexiconError, Words
from whence.records import Comparator, Modality, PeriodKind

Bound = Literal["given", "none"]


class MeasureEntry(Words, frozen=True):
    """One measure: what it is used for, and how its figures behave.

    `period` is "event" where a figure counts what happened and "state" where it counts how
    many are so; it is what holds where the words do not decide.
    """

    name: str
    use_for: str
    counts: Literal["persons", "homes"]
    period: Literal["event", "state"]
    note: str = ""


class ComparatorEntry(Words, frozen=True):
    """One comparator, and which bounds its amounts have."""

    name: Comparator
    use_for: str
    low: Bound
    high: Bound
    words: tuple[str, ...]


class VagueEntry(Words, frozen=True):
    """What a word without a number is worth."""

    words: tuple[str, ...]
    low: int
    comparator: Comparator
    reason: str


class ModalityEntry(Words, frozen=True):
    """One modality: how firmly a figure is said."""

    name: Modality
    use_for: str
    words: tuple[str, ...]


class PeriodEntry(Words, frozen=True):
    """One kind of period, and which of its ends are known."""

    kind: PeriodKind
    use_for: str
    start: Bound
    end: Bound
    words: tuple[str, ...]


class FieldEntry(Words, frozen=True):
    """The rule for one field of a figure."""

    name: str
    rule: str


class Codebook(Words, frozen=True, dict=True):
    """The whole codebook, in the order of its file.

    >>> open_codebook().by_measure["missing"].period
    'state'
    """

    title: str
    about: tuple[str, ...]
    not_figures: tuple[str, ...]
    measure: tuple[MeasureEntry, ...]
    comparator: tuple[ComparatorEntry, ...]
    vague: tuple[VagueEntry, ...]
    modality: tuple[ModalityEntry, ...]
    period: tuple[PeriodEntry, ...]
    field: tuple[FieldEntry, ...]

    @cached_property
    def by_measure(self) -> dict[str, MeasureEntry]:
        """Every measure by its name."""
        return {entry.name: entry for entry in self.measure}

    @cached_property
    def by_comparator(self) -> dict[str, ComparatorEntry]:
        """Every comparator by its name."""
        return {entry.name: entry for entry in self.comparator}

    @cached_property
    def worth(self) -> dict[str, VagueEntry]:
        """What each vague word is worth, by the word: `worth["dozens"].low` is 24."""
        return {word: entry for entry in self.vague for word in entry.words}


@cache
def open_codebook() -> Codebook:
    """Return the codebook; the file is read once.

    Raises LexiconError where the file is broken or defines a name twice.
    """
    return read_codebook((files("whence") / "data" / "codebook.toml").read_bytes())


def read_codebook(source: bytes) -> Codebook:
    """Decode a codebook and check that it defines each name once."""
    try:
        codebook = msgspec.toml.decode(source, type=Codebook)
    except msgspec.MsgspecError as error:
        raise LexiconError(f"data/codebook.toml: {error}") from None
    for kind, names in _names(codebook):
        for name in names:
            if names.count(name) > 1:
                raise LexiconError(
                    f"data/codebook.toml: the {kind} '{name}' is defined twice; keep one"
                )
    return codebook


def _names(codebook: Codebook) -> Iterator[tuple[str, list[str]]]:
    yield "measure", [entry.name for entry in codebook.measure]
    yield "comparator", [entry.name for entry in codebook.comparator]
    yield "modality", [entry.name for entry in codebook.modality]
    yield "period", [entry.kind for entry in codebook.period]
    yield "field", [entry.name for entry in codebook.field]
    yield "vague word", [word for entry in codebook.vague for word in entry.words]


def codebook_page(codebook: Codebook) -> str:
    """Return the codebook as a Markdown page."""
    return "\n".join(_page_lines(codebook))


def _page_lines(codebook: Codebook) -> Iterator[str]:
    yield f"# {codebook.title}\n"
    yield "*Made from `src/whence/data/codebook.toml` by `python -m whence.codebook`.*\n"
    yield from (f"{paragraph}\n" for paragraph in codebook.about)
    yield "Not figures:\n"
    yield from (f"- {item}" for item in codebook.not_figures)
    yield "\n## Measures\n"
    yield "An *event* happened in its period; a *state* is how many are so on a day. It is what"
    yield "holds where the words do not decide.\n"
    yield from _table(
        ("measure", "use for", "counts", "period"),
        [
            (f"`{m.name}`", f"{m.use_for} {m.note}".strip(), m.counts, m.period)
            for m in codebook.measure
        ],
    )
    yield "\n## Comparators\n"
    yield from _table(
        ("comparator", "use for", "low", "high", "as in"),
        [
            (f"`{c.name}`", c.use_for, _bound(c.low), _bound(c.high), _quoted(c.words))
            for c in codebook.comparator
        ],
    )
    yield "\n### What a vague word is worth\n"
    yield "A convention; the words are always kept.\n"
    yield from _table(
        ("words", "low", "comparator", "why"),
        [(_quoted(v.words), f"{v.low}", f"`{v.comparator}`", v.reason) for v in codebook.vague],
    )
    yield "\n## Modalities\n"
    yield from _table(
        ("modality", "use for", "as in"),
        [(f"`{m.name}`", m.use_for, _quoted(m.words)) for m in codebook.modality],
    )
    yield "\n## Periods\n"
    yield from _table(
        ("kind", "use for", "start", "end", "as in"),
        [
            (f"`{p.kind}`", p.use_for, _bound(p.start), _bound(p.end), _quoted(p.words))
            for p in codebook.period
        ],
    )
    yield "\n## The other fields\n"
    yield from (f"- **{entry.name}**: {entry.rule}" for entry in codebook.field)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def _bound(bound: Bound) -> str:
    return "yes" if bound == "given" else "–"


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


if __name__ == "__main__":
    print(codebook_page(open_codebook()))
