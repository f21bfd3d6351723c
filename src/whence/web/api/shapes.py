"""What the API answers, described: the records of `exports/`, key for key.

The records are made and encoded by msgspec, which is quicker; these types only describe them,
and tests hold each answer to its description.
"""

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from whence.ledger import Judgement, ReportLine
from whence.ledger.findings import Kind, Severity
from whence.ledger.series import SeriesKind
from whence.ledger.settling import Verdict
from whence.ledger.steps import Role
from whence.records import (
    Comparator,
    Form,
    MadeBy,
    Modality,
    Note,
    Period,
    PeriodKind,
    Phrase,
    ReleaseKind,
    Source,
    SourceKind,
    Span,
    Stance,
    Statement,
)

Item = TypeVar("Item")
Status = Literal["read", "imported", "confirmed", "corrected", "rejected"]


class Shape(BaseModel):
    """An object with these keys and no others."""

    model_config = ConfigDict(extra="forbid")


class Error(Shape):
    """What is amiss, in a sentence that says what to try."""

    error: str


class Listed(Shape, Generic[Item]):
    """A page of a list; `next` is the address of the page after it, null on the last."""

    items: list[Item]
    next: str | None


class FigureRecord(Shape):
    """A figure as `whence read --json` has it."""

    start: int
    end: int
    words: str
    measure: str
    low: int | None
    high: int | None
    comparator: Comparator
    population: str | None
    source: str | None
    source_name: str | None
    source_span: Span | None
    period: Period | None
    place: str | None
    modality: Modality
    part_of: int | None
    quote: str
    made_by: MadeBy


class ReleaseRecord(Shape):
    """A release as `whence read --json` has it."""

    source: Source | None
    kind: ReleaseKind
    date: str | None
    channel: str | None
    channel_span: Span | None
    shows: str | None
    shows_span: Span | None
    caption: Span | None
    figures: list[int]


class ReadingRecord(Shape):
    """A reading as `whence read --json` has it; `text` is there where it was asked for."""

    id: str
    url: str | None
    title: str | None
    publisher: str | None
    published: str | None
    sha256: str
    text: str = ""
    figures: list[FigureRecord]
    statements: list[Statement]
    releases: list[ReleaseRecord]
    notes: list[Note]
    versions: dict[str, str]


class ClaimRecord(Shape):
    """What every claim of the ledger has."""

    id: str
    report: str
    published: str | None
    publisher: str | None
    url: str | None
    source: str | None
    quote: str
    part_of: str | None
    source_name: str | None
    status: Status
    superseded: bool
    entry: int


class FigureClaim(ClaimRecord):
    """A figure as `whence figures --json` has it."""

    start: int
    end: int
    words: str
    measure: str
    low: int | None
    high: int | None
    comparator: Comparator
    population: str | None
    source_span: Span | None
    period: Period | None
    place: str | None
    modality: Modality
    made_by: MadeBy


class StatementClaim(ClaimRecord):
    """A statement as `whence statements --json` has it."""

    cue: Phrase | None
    content: str | None
    form: Form
    stance: Stance
    via: list[str]
    made_by: MadeBy


class ReleaseClaim(ClaimRecord):
    """A release, with the keys that claims have."""

    kind: ReleaseKind
    date: str | None
    channel: Phrase | None
    shows: Phrase | None
    caption: Span | None
    content: str | None


class OneFigure(Shape):
    """A figure, and what people judged of it, the latest first."""

    kind: Literal["figure"]
    claim: FigureClaim
    judgements: list[Judgement]


class OneStatement(Shape):
    """A statement, and what people judged of it, the latest first."""

    kind: Literal["statement"]
    claim: StatementClaim
    judgements: list[Judgement]


class OneRelease(Shape):
    """A release, and what people judged of it, the latest first."""

    kind: Literal["release"]
    claim: ReleaseClaim
    judgements: list[Judgement]


class WholeReport(Shape):
    """A report with its text and all that stands of what was read in it."""

    report: ReportLine
    language: str
    text: str
    figures: list[FigureClaim]
    statements: list[StatementClaim]
    releases: list[ReleaseClaim]
    notes: list[Note]
    versions: dict[str, str]


class ChangeRecord(Shape):
    """What a revision changed in one claim: as it was, as it is, and the fields that differ."""

    kind: Literal["added", "dropped", "changed"]
    of: Literal["figure", "statement"]
    fields: list[str]
    before: FigureClaim | StatementClaim | None
    after: FigureClaim | StatementClaim | None


class CountedWhen(Shape):
    """The time that a count is of."""

    kind: PeriodKind | None
    start: str | None
    end: str | None


class CountRecord(Shape):
    """A figure as series compare it; `id` is that of the claim."""

    id: str
    report: str
    published: str | None
    words: str
    low: int | None
    high: int | None
    comparator: Comparator
    population: str | None
    place: str | None
    period: CountedWhen
    quote: str


class StepRecord(CountRecord):
    """A count of a series, and how it stands to the others."""

    day: str | None
    role: Role
    step: int | None
    step_exact: bool
    days: int | None
    missed: int
    against: str | None
    superseded: bool
    copied: Annotated[bool, Field(alias="copy")]


class MayBelong(CountRecord):
    """A count that may belong to a series, and why; `agrees` is the claim that it agrees with."""

    reasons: list[str]
    agrees: str | None


class SeriesRecord(Shape):
    """A series as `whence series --json` has it."""

    id: str
    source: str | None
    named: bool
    measure: str
    population: str | None
    place: str | None
    kind: SeriesKind
    start: str | None
    first: str | None
    last: str | None
    counts: list[StepRecord]
    may_belong: list[MayBelong]


class SettlementRecord(Shape):
    """What a person says of a finding."""

    verdict: Verdict
    why: str | None
    by: str
    when: str


class FindingRecord(Shape):
    """A finding as `whence check --json` has it."""

    kind: Kind
    severity: Severity
    reports: list[str]
    claims: list[str]
    sentence: str
    hint: str | None
    explained: bool
    id: str
    found: str
    settled: SettlementRecord | None


class SourceRecord(Shape):
    """A source as `whence sources --json` has it."""

    number: int
    name: str
    named: bool
    kind: SourceKind | None
    names: list[str]
    figures: int
    measures: dict[str, int]
    statements: int
    first: str | None
    last: str | None


class ProposalRecord(Shape):
    """Two names that may be one body; the score is in percent."""

    one: str
    other: str
    score: int


class FiledChange(Shape):
    """A claim that a revision changed, in words."""

    kind: Literal["added", "dropped", "changed"]
    of: Literal["figure", "statement"]
    old: str | None
    new: str | None
    fields: list[str]


class FiledCopy(Shape):
    """An earlier report that tells the same story; the score is in percent."""

    report: str
    score: int


class FiledReport(Shape):
    """What became of a report, as `whence add --json` has it, and its number at this desk."""

    number: int
    report: str
    filed: bool
    entry: int | None
    claims: int
    revises: str | None
    changes: list[FiledChange]
    copies: list[FiledCopy]


class Entered(Shape):
    """The entry that a judgement made, by which it can be undone."""

    entry: int


class Agreement(Shape):
    """How many figures that people judged are right as read, were corrected, or rejected.

    `fields` says of how many each field was corrected, and `people` how many judged.
    """

    confirmed: int
    corrected: int
    rejected: int
    people: int
    fields: dict[str, int]


class LedgerNow(Shape):
    """The program's version, and the ledger's last seal, which vouches for all that it tells."""

    version: str
    seal: str


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what the description says of answers that tell what is amiss."""
    return {status: {"model": Error, "description": REASONS[status]} for status in statuses}


REASONS = {
    400: "What is asked cannot be done, such as a value that a field does not take.",
    401: "A token is needed, or the one that was sent is not good.",
    403: "It is not allowed, such as a request from a page of another site.",
    404: "There is no such claim, finding, report, source, name or entry in the ledger.",
    409: "What is to be undone is undone already, or the two names are one.",
    413: "The request, or reading its text, is more than the desk takes at once.",
    422: "The request is not as described, or what was sent cannot be read.",
    503: "Many ask at once, or the ledger took too long; try again, or ask for less.",
}
