"""What the API is given: texts to read or keep, and judgements."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from whence.ledger.settling import Verdict
from whence.records import Report
from whence.text.dateline import find_dateline
from whence.web.api.asking import CLAIM, FINDING
from whence.web.desk import LARGEST


def _real_day(words: str) -> str:
    date.fromisoformat(words)  # its ValueError says what is wrong
    return words


Day = Annotated[
    str,
    Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"}),
    AfterValidator(_real_day),
]
ClaimStart = Annotated[
    str, Field(pattern=CLAIM, description="The id of a claim, or its beginning.")
]
Named = Annotated[str, Field(min_length=1, max_length=500)]
Why = Annotated[
    str, Field(min_length=1, max_length=2000, pattern=r"\S", description="The reason; it is kept.")
]


class Given(BaseModel):
    """An object with these keys and no others."""

    model_config = ConfigDict(extra="forbid")


class GivenReport(Given):
    """A report: its text as it is to be read, and what is known of it.

    Without `published`, the text's dateline tells its day. `id` is what it is called where
    nothing else names it: else its title.
    """

    text: Annotated[str, Field(min_length=1)]
    id: Annotated[str | None, Field(min_length=1, max_length=500)] = None
    title: Annotated[str | None, Field(max_length=500)] = None
    url: Annotated[str | None, Field(max_length=2000)] = None
    publisher: Annotated[str | None, Field(max_length=200)] = None
    published: Day | None = None

    def report(self) -> Report:
        """Return the report to read."""
        return Report(
            id=self.id or self.title or "pasted",
            text=self.text,
            url=self.url or None,
            title=self.title or None,
            publisher=self.publisher or None,
            published=self.published or find_dateline(self.text, "en"),
        )


class GivenAddress(Given):
    """An address to fetch, and the report's day where the page does not tell it."""

    address: Annotated[str, Field(pattern="^[Hh][Tt][Tt][Pp][Ss]?://", max_length=2000)]
    published: Day | None = None


class Confirm(Given):
    """A claim, or one field of it, is right."""

    act: Literal["confirm"]
    claim: ClaimStart
    field: Annotated[str | None, Field(max_length=40)] = None
    why: Why | None = None


class Correct(Given):
    """Fields of a claim have other values; an empty value says that the text tells none."""

    act: Literal["correct"]
    claim: ClaimStart
    fields: Annotated[
        dict[str, Annotated[str, Field(max_length=500)]],
        Field(min_length=1, max_length=20, examples=[{"low": "12", "place": "Orrin"}]),
    ]
    why: Why


class Reject(Given):
    """What was read is no such claim."""

    act: Literal["reject"]
    claim: ClaimStart
    why: Why


class Comment(Given):
    """Something about a claim, or about a report by its id."""

    act: Literal["comment"]
    subject: Named
    words: Annotated[str, Field(min_length=1, max_length=5000, pattern=r"\S")]


class Undo(Given):
    """The judgement of an entry is taken back; an undo can be undone too."""

    act: Literal["undo"]
    entry: Annotated[int, Field(ge=1, le=LARGEST)]
    why: Why


class Settle(Given):
    """What a finding is: real, explained, misread, or of one body after all."""

    act: Literal["settle"]
    finding: Annotated[str, Field(pattern=FINDING, description="The id of a finding.")]
    verdict: Verdict
    why: Why


class Same(Given):
    """Two names are of one body, called by `called` or else by the first."""

    act: Literal["same"]
    one: Named
    other: Named
    kind: Literal["body", "place", "population"] = "body"
    called: Annotated[str, Field(max_length=500)] = ""
    why: Why


class Apart(Given):
    """Two names are of two bodies, or two reports, by their ids, are two stories."""

    act: Literal["apart"]
    one: Named
    other: Named
    kind: Literal["body", "place", "population", "report"] = "body"
    why: Why


GivenJudgement = Annotated[
    Confirm | Correct | Reject | Comment | Undo | Settle | Same | Apart, Field(discriminator="act")
]
