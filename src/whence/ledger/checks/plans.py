"""Holds what was planned against what is told to have happened."""

from collections.abc import Iterator

from whence.ledger.checks.wording import day_words, quoted, told_by
from whence.ledger.counts import Count, contradict
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence


def check_plans(evidence: Evidence) -> Iterator[Finding]:
    """Yield each dated plan that did not come to pass as told."""
    plans = [
        c
        for c in evidence.all
        if c.modality == "planned" and c.start and not (c.superseded or c.copied)
    ]
    for plan in plans:
        outcome = _outcome(plan, evidence)
        if outcome is not None:
            yield finding("plan", "low", [plan, *outcome], _sentence(plan, outcome[0]))


def _outcome(plan: Count, evidence: Evidence) -> list[Count] | None:
    """The counts that tell of another outcome, None where it came to pass or nobody says."""
    later = [
        c
        for c in evidence.all
        if c.measure == plan.measure
        and c.kind == "on"
        and c.start == plan.start
        and c.report != plan.report
        and (c.day or "") >= (plan.day or "")
        and (c.group == plan.group or not c.group or not plan.group)
        and not (c.superseded or c.copied)
    ]
    denied = [c for c in later if c.modality == "denied" and c.bounds == plan.bounds]
    happened = [c for c in later if c.modality == "asserted"]
    if any(not contradict(c, plan) for c in happened):
        return None
    return happened[:1] or denied[:1] or None


def _sentence(plan: Count, outcome: Count) -> str:
    what = plan.measure.replace("_", " ")
    told = (
        "which is told not to have happened"
        if outcome.modality == "denied"
        else (f"but {told_by(outcome)} has {quoted(outcome)}")
    )
    return (
        f"{told_by(plan)} spoke of {quoted(plan)} to be {what} on {day_words(plan.start)}, {told}."
    )
