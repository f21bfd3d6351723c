"""The records that travel: what was read, and where it stands in the text.

Every record is frozen and small. Offsets are half-open code points into the
report's text as kept, so `report.text[start:end]` is always the very words.
`None` means that the writer did not say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Literal

Measure = str
"""One of the measures of `data/codebook.toml`: killed, wounded, displaced …"""

Comparator = Literal[
    "exact", "at_least", "more_than", "at_most", "fewer_than", "about", "between", "vague"
]
PeriodKind = Literal["on", "window", "since", "total", "state"]
Modality = Literal["asserted", "hedged", "denied", "hypothetical", "planned"]
SourceKind = Literal[
    "government",
    "armed_group",
    "emergency",
    "health",
    "un_aid",
    "monitor",
    "media",
    "witness",
    "person",
    "unnamed",
]
Form = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "asserts",
    "denies",
    "estimates",
    "warns",
    "vows",
    "demands",
    "asks",
    "accuses",
    "praises",
    "claims responsibility",
    "promises",
    "threatens",
]
ReleaseKind = Literal["picture", "video", "audio", "statement", "report", "list"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, from `start` up to but not including `end`, in code points."""

    start: int
    end: int

    def holds(self, other: "Span | Phrase | Amount") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as written, and where they stand."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Amount:
    """How many, as worded, with its bounds.

    "at least 12" is low 12 and no high; "18 to 25" keeps both ends; a vague word
    ("dozens") has the low that the codebook gives it and no high.
    """

    start: int
    end: int
    words: str
    low: int | None
    high: int | None
    comparator: Comparator


@dataclass(frozen=True, slots=True)
class Period:
    """When the counted harm happened, as exactly as the text says and no more.

    `start` and `end` are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, both inclusive; both
    are None where the text or the report's date does not tell. `words` are the
    text's own words for it, None where the period is only implied.
    """

    kind: PeriodKind
    start: str | None
    end: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Who gives a figure or a statement, in the words of the report.

    `name` is the fullest name the report gives the same source, or the canonical one of
    a known body; None where neither is sure. `kind` is what sort of source it is.
    """

    start: int
    end: int
    words: str
    name: str | None = None
    kind: SourceKind | None = None


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Which finder saw the figure and by which of its rules."""

    finder: str
    rule: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One count of people harmed, held, moved or saved, or of homes lost.

    `part_of` is the index, in the same reading, of the figure this one is said to
    be a part of. `quote` is the sentence it stands in.
    """

    amount: Amount
    measure: Measure
    population: Phrase | None
    source: Source | None
    period: Period | None
    place: Phrase | None
    modality: Modality
    part_of: int | None
    quote: Phrase
    made_by: MadeBy


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody is said to say.

    `source` is None where nobody is credited ("reportedly"). `content` may be in pieces,
    left to right; quotation marks belong to it. `via` is the chain through which it
    reached the report, nearest to the source first. `figures` are the indices, in the
    same reading, of the figures inside the content.
    """

    source: Source | None
    cue: Phrase | None
    content: tuple[Span, ...]
    form: Form
    stance: Stance
    via: tuple[str, ...]
    figures: tuple[int, ...]
    made_by: MadeBy


@dataclass(frozen=True, slots=True)
class Release:
    """A picture, recording, statement, report or list that somebody put out.

    `date` is as exact as the text (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`). `shows` are the
    words for what is in it, `caption` where its caption is quoted.
    """

    source: Source | None
    kind: ReleaseKind
    date: str | None
    channel: Phrase | None
    shows: Phrase | None
    caption: Span | None
    figures: tuple[int, ...]


@dataclass(frozen=True)
class Report:
    """One text as it was read; never altered.

    `published` is a date (`YYYY-MM-DD`), or None where nothing tells it.
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str = "en"

    @cached_property
    def sha256(self) -> str:
        """The hash of the text in UTF-8, in hexadecimal."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Note:
    """Something seen and left alone, and why."""

    start: int
    end: int
    words: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """What one report says: its figures, statements and releases in the order they stand in.

    The same report read with the same `versions` gives the same reading, byte for byte.
    """

    report: Report
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    releases: tuple[Release, ...] = ()
    notes: tuple[Note, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)

    def to_json(self, *, with_text: bool = False) -> str:
        """The reading as one line of JSON (`docs/reading.md` lists the keys)."""
        from whence.exports.json import reading_json  # records import nothing that prints

        return reading_json(self, with_text=with_text)

    def _repr_html_(self) -> str:
        """The annotated text, as Jupyter shows it."""
        from whence.exports.html import reading_fragment  # records import nothing that prints

        return reading_fragment(self)
