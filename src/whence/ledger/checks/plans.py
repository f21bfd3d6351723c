"""Holds what was planned against what is told to have happened."""

from collections.abc import Iterator

from whence.ledger.checks.wording import day_words, quoted, told_by
from whence.ledger.counts import Count, contradict, place_words, times_apart
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence

# A plan comes out otherwise by some; a number further off is of something else.
FURTHEST = 10


def check_plans(evidence: Evidence) -> Iterator[Finding]:
    """Yield each dated plan that did not come to pass as told, however often it was told of."""
    told: dict[tuple[object, ...], list[Count]] = {}
    for plan in filter(_is_plan, evidence.all):
        told.setdefault((plan.measure, plan.group, plan.start, plan.bounds), []).append(plan)
    for plans in told.values():
        outcome = next(filter(None, (_outcome(plan, evidence) for plan in plans)), None)
        if outcome is not None:
            yield finding("plan", "low", [*plans, *outcome], _sentence(plans[0], outcome[0]))


def _is_plan(count: Count) -> bool:
    """Whether a count is of a day to come: planned, or what somebody said would be."""
    if count.superseded or count.copied or count.start is None:
        return False
    to_come = count.modality == "hypothetical" and count.start > (count.day or "")
    return count.modality == "planned" or (to_come and count.is_exact)


def _outcome(plan: Count, evidence: Evidence) -> list[Count] | None:
    """The counts that tell of another outcome, None where it came to pass or nobody says.

    "Fewer than seven" is no word that six were freed, though it leaves room for it.
    """
    later = [
        c
        for c in evidence.all
        if c.measure == plan.measure
        and _is_over(c, plan)
        and c.report != plan.report
        and (c.day or "") >= (plan.day or "")
        and (c.group == plan.group or not c.group or not plan.group)
        and not (c.superseded or c.copied)
    ]
    denied = [c for c in later if c.modality == "denied" and c.bounds == plan.bounds]
    happened = [c for c in later if c.modality == "asserted"]
    if any(not contradict(c, plan) and c.value is not None and c.low is not None for c in happened):
        return None
    other = [c for c in happened if _is_other_outcome(plan, c)]
    return other[:1] or denied[:1] or None


def _is_over(count: Count, plan: Count) -> bool:
    """Whether a count is of the day of a plan, or of all the days that it was for.

    What was to be done by a day may have begun later than it was announced, at the same place.
    """
    if count.start == plan.start:
        return count.kind == "on" or (count.kind == plan.kind == "window" and count.end == plan.end)
    return (
        count.kind == plan.kind == "window"
        and count.end == plan.end
        and (plan.start or "") < (count.start or "")
        and bool(place_words(count.place) & place_words(plan.place))
    )


def _is_other_outcome(plan: Count, count: Count) -> bool:
    """Whether a count may be what became of a plan: a few more or fewer, or none at all.

    Of the dead only a denial is: what is planned are bodies given back, and others die.
    """
    near = count.value == 0 or times_apart(count, plan) <= FURTHEST
    return plan.measure != "killed" and near and contradict(count, plan)


def _sentence(plan: Count, outcome: Count) -> str:
    what = plan.population or plan.measure.replace("_", " ")
    told = (
        "which is told not to have happened"
        if outcome.modality == "denied"
        else f"but {told_by(outcome)} has {quoted(outcome)}"
    )
    return f"{told_by(plan)} spoke of {quoted(plan)} ({what}) for {day_words(plan.start)}, {told}."
