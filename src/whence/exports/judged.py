"""Judgements and proposals, in a line for a person and as JSON."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from whence.exports.wording import tidy

if TYPE_CHECKING:
    from whence.ledger.bodies import Proposal
    from whence.ledger.judging import Judgement


def judgement_record(judgement: "Judgement") -> dict[str, Any]:
    """Return a judgement as a dict in the order of its keys."""
    return asdict(judgement)


def judgement_words(judgement: "Judgement") -> str:
    """Return a judgement in a line: "entry 20, 2031-03-04T…, ann: correct figure … low …"."""
    said = f"{judgement.act} {judgement.kind} {judgement.subject}"
    if judgement.other:
        said += f" and {judgement.other}"
    if judgement.field:
        said += f", {judgement.field}"
        said += f": {judgement.was!r} -> {judgement.value!r}" if judgement.value is not None else ""
    elif judgement.value:
        said += f": {judgement.value}"
    if judgement.score is not None:
        said += f" ({judgement.score} %)"
    why = f"; because {judgement.why}" if judgement.why else ""
    gone = " [undone]" if judgement.undone else ""
    return tidy(f"entry {judgement.entry}, {judgement.at}, {judgement.who}: {said}{why}{gone}")


def proposal_words(proposal: "Proposal") -> str:
    """Return a proposal in a line."""
    return tidy(f"{proposal.score:3} %  {proposal.one.words}  =?  {proposal.other.words}")


def proposal_record(proposal: "Proposal") -> dict[str, Any]:
    """Return a proposal as a dict."""
    return {
        "one": proposal.one.words,
        "other": proposal.other.words,
        "score": proposal.score,
    }
