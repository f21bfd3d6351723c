"""What the API is asked with: filters named as in the command line, and pages of a list."""

from dataclasses import fields
from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from whence.codebook import open_codebook
from whence.ledger import Claim, Filter, Page
from whence.ledger.findings import Kind, Severity
from whence.ledger.found import State
from whence.web.desk import LARGEST

DAY = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
DAYS = rf"^({DAY}|({DAY})?\.\.({DAY})?)$"
CLAIM = "^[0-9a-fA-F]{1,64}$"
SERIES = "^[0-9a-fA-F]{8,16}$"
FINDING = "^[0-9a-fA-F]{4,12}$"
# A claim's place among the claims by day: the day, the report's number, its position there.
PLACE = f"^({DAY})?~[0-9]{{1,9}}~[0-9]{{1,9}}$"

ClaimId = Annotated[str, Path(pattern=CLAIM, description="The id of a claim, or its beginning.")]
SeriesId = Annotated[
    str, Path(pattern=SERIES, description="The id of a series, or eight digits of it.")
]
FindingId = Annotated[
    str, Path(pattern=FINDING, description="The id of a finding, or its beginning.")
]
Words = Annotated[str, Field(min_length=1, max_length=200)]
Days = Annotated[str, Field(pattern=DAYS)]


def _known_measure(name: str) -> str:
    if name not in open_codebook().by_measure:
        raise ValueError(f"there is no measure {name!r}")
    return name


Measure = Annotated[
    str,
    AfterValidator(_known_measure),
    Field(json_schema_extra={"enum": list(open_codebook().by_measure)}),
]


class Paged(BaseModel):
    """Which part of a list is wanted; what is not described is refused, so no typo is lost."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=500, description="At most so many.")] = 50


class Numbered(Paged):
    """A list whose items are counted through."""

    after: Annotated[
        int, Field(ge=0, le=LARGEST, description="As `next` has it: behind that item.")
    ] = 0


class ByDay(Paged):
    """A list by the days of reports."""

    every: Annotated[
        bool,
        Field(alias="all", description="Also what was rejected or stands in older revisions."),
    ] = False
    newest: Annotated[bool, Field(description="The newest day first, else the oldest.")] = False
    after: Annotated[
        str | None, Field(pattern=PLACE, description="As `next` has it: behind that item.")
    ] = None

    @property
    def page(self) -> Page:
        """The page of the list, with one item more, which tells whether another follows."""
        place = None
        if self.after is not None:
            day, report, position = self.after.split("~")
            place = (day, int(report), int(position))
        return Page(limit=self.limit + 1, after=place, newest=self.newest)


class OfReports(BaseModel):
    """The filters that reports and all that stands in them have."""

    date: Annotated[Days | None, Field(description="The report's day: 2031, 2031-03, A..B.")] = None
    text: Annotated[
        Words | None, Field(pattern=r"\w", description="Words of the sentence, or of the report.")
    ] = None
    report: Annotated[Words | None, Field(description="A report's id or address.")] = None

    @property
    def filter(self) -> Filter:
        """The filter as the ledger has it."""
        asked = [one.name for one in fields(Filter) if hasattr(self, one.name)]
        return Filter(**{name: getattr(self, name) for name in asked})


class OfClaims(OfReports):
    """The filters that claims have."""

    source: Annotated[
        Words | None, Field(description="A name, a part of it, or =NAME for that name alone.")
    ] = None


class OfFigures(OfClaims):
    """The filters that figures have."""

    measure: Annotated[Measure | None, Field(description="What is counted.")] = None
    population: Annotated[Words | None, Field(description="Of whom.")] = None
    place: Annotated[Words | None, Field(description="Where.")] = None
    period: Annotated[Days | None, Field(description="When the harm happened.")] = None


class WantedReports(OfReports, ByDay):
    """Which reports are wanted."""


class WantedClaims(OfClaims, ByDay):
    """Which statements or releases are wanted."""


class WantedFigures(OfFigures, ByDay):
    """Which figures are wanted."""


class WantedSeries(OfFigures, Numbered):
    """Which series are wanted: those with a figure that the filters describe."""

    limit: Annotated[int, Field(ge=1, le=50, description="At most so many.")] = 20
    after: Annotated[int, Field(ge=0, le=5000, description="As `next` has it.")] = 0


class FindingsAsked(Numbered):
    """Which findings are wanted."""

    state: Annotated[
        State, Field(description="Open ones, or settled, or explained by reports, or all.")
    ] = "open"
    kind: Annotated[Kind | None, Field(description="What is amiss.")] = None
    severity: Annotated[Severity | None, Field(description="How grave.")] = None
    newest: Annotated[bool, Field(description="Those first met last come first.")] = False


def claim_place(claim: Claim) -> str:
    """Return what `after` takes to go on behind a claim."""
    return "~".join(map(str, claim.cursor))
