"""What a check reports: one fault, in plain words, with the claims it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from whence.ledger.counts import Count

# In this order: one fault gives one finding, of the first kind that fits.
Kind = Literal[
    "fall",
    "step",
    "subtotal",
    "disagreement",
    "reconciliation",
    "revision",
    "duplicate",
    "misattribution",
    "balance",
    "plan",
    "retroactive",
    "gap",
    "update",
    "contradiction",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
Severity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up, or that looks so and is explained.

    `reports` and `claims` are ids, in the order of time. `explained` is true where it is
    told of and no fault: a retroactive addition, a gap bridged, an update. `hint` says
    what may lie behind it, None where nothing does.
    """

    kind: Kind
    severity: Severity
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    sentence: str
    hint: str | None = None
    explained: bool = False


def finding(
    kind: Kind,
    severity: Severity,
    counts: Iterable[Count],
    sentence: str,
    *,
    hint: str | None = None,
    explained: bool = False,
) -> Finding:
    """Return a finding that rests on `counts`; each report and claim is named once."""
    ordered = sorted(counts, key=lambda count: count.told)
    return Finding(
        kind,
        severity,
        tuple(dict.fromkeys(count.report for count in ordered)),
        tuple(dict.fromkeys(count.claim for count in ordered)),
        sentence,
        hint,
        explained,
    )
