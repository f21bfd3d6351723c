"""What a check reports: one fault, in plain words, with the claims it rests on."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
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
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

# Such go on as more is told, and are found in the years of each: what rests on all tells of all.
GOING_ON: frozenset[Kind] = frozenset({"disagreement", "update", "balance"})

# Hexadecimal digits of a finding's id.
ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up, or that looks so and is explained.

    `reports` and `claims` are ids, in the order of time. `explained` is true where it is
    told of and no fault: a retroactive addition, a gap bridged, an update. `hint` says
    what may lie behind it, None where nothing does. `id` is the same whenever and wherever
    the same is found of the same claims, and another where one of them was corrected. It is
    not told where another finding of its kind rests on one of the claims `unless`.
    """

    kind: Kind
    severity: Severity
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    sentence: str
    hint: str | None = None
    explained: bool = False
    id: str = ""
    unless: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Give a finding that rests on no counts the id of its claims, or of its reports."""
        if not self.id:
            rests_on = self.claims or self.reports
            object.__setattr__(self, "id", finding_id(self.kind, rests_on))


def finding_id(kind: Kind, rests_on: Iterable[object]) -> str:
    """Return the id of a finding of `kind` on all that is in `rests_on`."""
    return sha256(json.dumps([kind, *rests_on]).encode()).hexdigest()[:ID_DIGITS]


def told_once(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings, each once, the gravest first, whatever order they were found in."""
    once: dict[str, Finding] = {}
    for each in sorted(found, key=rank):
        once.setdefault(each.id, each)
    told = {(f.kind, claim) for f in once.values() if not f.unless for claim in f.claims}
    found = [f for f in once.values() if not any((f.kind, claim) in told for claim in f.unless)]
    return _told_whole(found)


def _told_whole(found: list[Finding]) -> list[Finding]:
    """Return the findings without those that one of their kind goes on from."""
    by_claim: defaultdict[tuple[Kind, str], list[frozenset[str]]] = defaultdict(list)
    for each in found:
        if each.kind in GOING_ON:
            claims = frozenset(each.claims)
            for claim in claims:
                by_claim[each.kind, claim].append(claims)
    return [
        each
        for each in found
        if each.kind not in GOING_ON
        or not any(set(each.claims) < other for other in by_claim[each.kind, each.claims[0]])
    ]


def rank(each: Finding) -> tuple[bool, int, int, str, str]:
    """Return where a finding stands among others: before what is less grave."""
    grave = SEVERITIES.index(each.severity)
    return each.explained, grave, KINDS.index(each.kind), each.sentence, each.id


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
        finding_id(kind, dict.fromkeys(map(_said, ordered))),
    )


def _said(count: Count) -> tuple[object, ...]:
    """What a count says, but not who: names that are judged one change no finding."""
    return (
        *(count.claim, count.low, count.high, count.comparator, count.measure),
        *(count.population, count.kind, count.start, count.end, count.place, count.modality),
    )
