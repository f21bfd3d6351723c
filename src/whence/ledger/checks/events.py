"""Compares what different sources say of one event, state or stretch of time.

Sources disagree where no number fits both counts. One that comes round to another's
number is told of as such, and a source that raises its own count of an event, as bodies
are found, only brings it up to date.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from whence.ledger.checks.matters import (
    BY_PLACE,
    REPEATED_DAYS,
    Matter,
    days_between,
    find_matters,
    same_matter,
)
from whence.ledger.checks.speakers import is_individual, may_be_one, surely_two
from whence.ledger.checks.wording import day_words, quoted, subject, told_by
from whence.ledger.counts import (
    Count,
    contradict,
    is_cap,
    is_raised,
    place_words,
    tells_of_more,
    times_apart,
)
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence

# Parties differ over one event, but two numbers further apart than this are of two things.
FURTHEST = 50
# Of the missing there are those of an event and those of a year.
FURTHEST_BY_PLACE = 10


def check_events(evidence: Evidence, left_out: Iterable[Count] = ()) -> Iterator[Finding]:
    """Yield disagreements between sources, settlements of them, and updates of a count.

    `left_out` are counts credited to the wrong source: one fault gives one finding.
    """
    matters = find_matters(evidence, left_out)
    apart = [(matter, each) for matter in matters for each in _clashes(matter)]
    for group in _one_fault_each(apart):
        yield _disagreement(group)
    for matter in matters:
        yield from _settlements(matter)
        for body in matter.bodies:
            yield from _updates(matter.by(body))
            yield from _takes_back(matter.by(body))
    if evidence.day is not None:
        yield from _raised_by_others(evidence)
        yield from _compare_casualties(matters)
    else:
        yield from _found_again(evidence.standing)


def check_casualties(evidence: Evidence) -> Iterator[Finding]:
    """Yield where totals of one report have more dead, or wounded, than casualties in all."""
    if any(count.measure == "casualties" for count in evidence.standing):
        yield from _compare_casualties(find_matters(evidence))


# ---- between sources ---------------------------------------------------------------------------


Clash = tuple[Matter, list[Count]]


def _clashes(matter: Matter) -> Iterator[list[Count]]:
    """Yield the counts of a matter that no number fits: those with a cap by themselves.

    Who answers a toll with "no more than four" has another quarrel than those who count.
    """
    for capped in (False, True):
        if clashing := _clashing(matter, capped=capped):
            yield clashing


def _clashing(matter: Matter, *, capped: bool) -> list[Count]:
    """The counts of a matter that no number fits, each once, in the order told.

    Where one body only repeats a number that stood against the other's before, that is nothing
    new; a report that tells of both again is one more that it rests on.
    """
    found: dict[str, Count] = {}
    for told in matter.pairs:
        known: set[tuple[object, object]] = set()
        for mine, theirs in told:
            if _disagree(mine, theirs) and capped == any(map(is_cap, (mine, theirs))):
                if mine.report == theirs.report or (mine.bounds, theirs.bounds) not in known:
                    found |= {mine.claim: mine, theirs.claim: theirs}
                known.add((mine.bounds, theirs.bounds))
            elif found and _is_settled(mine, theirs):
                break
    return list(found.values())


def _disagree(one: Count, other: Count) -> bool:
    """Whether two bodies are at odds, as far as can be told from what was read.

    What one person saw of an event may be a part of it, so that only more than another's
    count contradicts it.
    """
    if not contradict(one, other) or not surely_two(one, other):
        return False
    if one.claim == other.part_of or other.claim == one.part_of:
        return False  # "5,900 of them are in the camp, the relief office said"
    if is_raised(one, other) or is_raised(other, one):
        return False
    few = min(one, other, key=lambda count: count.bounds)
    if is_individual(few) and few.kind in {"on", "window"}:
        return False
    return times_apart(one, other) <= (FURTHEST_BY_PLACE if one.measure in BY_PLACE else FURTHEST)


def _one_fault_each(clashes: Sequence[Clash]) -> Iterator[list[Clash]]:
    """Put clashes together that are one fault seen twice.

    The same bodies in the same reports at odds over the dead and the wounded of one event,
    or over one state told as since a day and as of today.
    """
    faults: list[list[Clash]] = []
    for clash in clashes:
        fault = next((fault for fault in faults if _is_one_fault(fault[0], clash)), None)
        if fault is None:
            faults.append([clash])
        else:
            fault.append(clash)
    yield from faults


def _is_one_fault(one: Clash, other: Clash) -> bool:
    (_, mine), (_, theirs) = one, other
    first, second = mine[0], theirs[0]
    if first.group != second.group:
        return False
    if first.kind in {"on", "window"}:
        reports = [{count.report for count in counts} for counts in (mine, theirs)]
        return (
            first.start == second.start
            and reports[0] == reports[1]
            and {count.body for count in mine} == {count.body for count in theirs}
        )
    if first.measure != second.measure or second.kind in {"on", "window"}:
        return False
    met = [body for body in _bodies(mine) if any(may_be_one(body, b) for b in _bodies(theirs))]
    return len(met) > 1


def _bodies(counts: Iterable[Count]) -> set[str]:
    return {count.body for count in counts if count.body is not None}


def _disagreement(clashes: Sequence[Clash]) -> Finding:
    parts = []
    for _, counts in clashes:
        said = "; ".join(f"{told_by(count)} {quoted(count)}" for count in _last_words(counts))
        parts.append(f"on {subject(counts[0])}: {said}")
    rests_on = [count for matter, counts in clashes for count in _with_first(matter, counts)]
    sentence = f"Sources disagree {', and '.join(parts)}."
    return finding("disagreement", "medium", rests_on, sentence)


def _last_words(counts: Sequence[Count]) -> list[Count]:
    """The last count of each body."""
    return list({count.body: count for count in counts}.values())


def _with_first(matter: Matter, counts: Sequence[Count]) -> list[Count]:
    """The counts, and where each body first told the same number."""
    first: dict[object, Count] = {}
    for count in matter.counts:
        first.setdefault((count.body, count.bounds), count)
    return [*counts, *(first[count.body, count.bounds] for count in counts)]


def _settlements(matter: Matter) -> Iterator[Finding]:
    """Yield the first time that a source comes round to what another has of an event."""
    for told in matter.pairs:
        clashing: list[Count] = []
        for mine, theirs in told:
            if contradict(mine, theirs) and surely_two(mine, theirs):
                clashing += [mine, theirs]
            elif clashing and _is_settled(mine, theirs):
                yield _reconciled(clashing, (mine, theirs))
                return


def _is_settled(mine: Count, theirs: Count) -> bool:
    """Whether counts of an event that agree are the end of a quarrel over it."""
    return mine.kind in {"on", "window"} and not contradict(mine, theirs)


def _reconciled(clashing: Sequence[Count], settled: tuple[Count, Count]) -> Finding:
    moved = [c for c in settled if not any(c.bounds == o.bounds for o in clashing)]
    newer = moved[-1] if moved else settled[-1]
    older = next(count for count in settled if count is not newer)
    before = next(c for c in reversed(clashing) if c.body == newer.body)
    sentence = (
        f"{told_by(newer)} now has {quoted(newer)} for {subject(newer)} (before: "
        f"{quoted(before)}), and agrees with {told_by(older)}."
    )
    return finding("reconciliation", "low", [before, older, newer], sentence, explained=True)


def _compare_casualties(matters: Sequence[Matter]) -> Iterator[Finding]:
    """Yield where more are told killed, or wounded, than another source has casualties in all."""
    for whole in (m for m in matters if m.counts[0].measure == "casualties"):
        for matter in matters:
            if matter.counts[0].measure not in {"killed", "wounded"}:
                continue
            clashing = [
                (few, many)
                for few in whole.counts
                for many in matter.counts
                if few.report == many.report
                and same_matter(few, many, across_measures=True)
                and many.bounds[0] > few.bounds[1]
                and surely_two(few, many)
            ]
            if clashing:
                few, many = clashing[0]
                sentence = (
                    f"{told_by(few)} has {quoted(few)} for {subject(few)}, but "
                    f"{told_by(many)} {quoted(many)} {many.measure}."
                )
                counts = [count for pair in clashing for count in pair]
                yield finding("disagreement", "medium", counts, sentence)
                break


# ---- one source over time ----------------------------------------------------------------------


def _updates(counts: Sequence[Count]) -> Iterator[Finding]:
    """Yield where a source brought its own count of an event up to date."""
    changes = [pair for pair in pairwise(counts) if _is_update(*pair)]
    if changes:
        first, last = changes[0][0], changes[-1][1]
        sentence = (
            f"{told_by(last)} brought its count of {subject(last)} from {quoted(first)} "
            f"({day_words(first.day)}) to {quoted(last)} ({day_words(last.day)})."
        )
        touched = [count for pair in changes for count in pair]
        yield finding("update", "low", touched, sentence, explained=True)


def _raised_by_others(evidence: Evidence) -> Iterator[Finding]:
    """Yield where a body goes on from another's count of an event: "bringing the number to three".

    Such a number may be told without the day, of an event of the days before.
    """
    events = [c for c in evidence.standing if c.kind == "on" and c.start == evidence.day]
    undated = [c for c in evidence.standing if c.kind == "total" and c.start is None]
    for after in (c for c in (*events, *undated) if tells_of_more(c.quote)):
        before = next((count for count in reversed(events) if _goes_on_from(after, count)), None)
        if before is not None:
            sentence = (
                f"{told_by(after)} brought the count of {subject(after)} from {quoted(before)} "
                f"({told_by(before)}, {day_words(before.day)}) to {quoted(after)} "
                f"({day_words(after.day)})."
            )
            yield finding("update", "low", [before, after], sentence, explained=True)


def _goes_on_from(after: Count, before: Count) -> bool:
    """Whether a count says that it goes on from one of another body, of the same people."""
    alike = (before.measure, before.group) == (after.measure, after.group)
    here, there = place_words(before.place), place_words(after.place)
    placed = bool(here & there) or bool(after.group)
    return alike and placed and before.body != after.body and is_raised(before, after)


def _takes_back(counts: Sequence[Count]) -> Iterator[Finding]:
    """Yield where a body that had some harmed in an event says later that nobody was."""
    for before, after in pairwise(counts):
        if (
            before.kind == after.kind == "on"
            and before.report != after.report
            and before.bounds[0] > 0
            and after.bounds == (0, 0)
            and same_matter(before, after)
        ):
            sentence = (
                f"{told_by(after)} had {quoted(before)} for {subject(before)} "
                f"({day_words(before.day)}), and now has {quoted(after)} ({day_words(after.day)})."
            )
            yield finding("contradiction", "medium", [before, after], sentence)


def _found_again(counts: Sequence[Count]) -> Iterator[Finding]:
    """Yield where those whom a source had missing are told by it to be alive, as many or more.

    Where they were found is another place; that it is the same source tells that they are the same.
    """
    for missing in (count for count in counts if count.measure == "missing" and count.low):
        alive = next((count for count in counts if _are_found(missing, count)), None)
        if alive is not None:
            sentence = (
                f"{told_by(alive)} had {quoted(missing)} {subject(missing)} "
                f"({day_words(missing.day)}); {quoted(alive)} turned up alive "
                f"({day_words(alive.day)})."
            )
            yield finding("update", "low", [missing, alive], sentence, explained=True)


def _are_found(missing: Count, count: Count) -> bool:
    days = days_between(missing.day, count.day)
    return (
        count.measure == "alive"
        and count.body == missing.body is not None
        and count.group == missing.group
        and not contradict(missing, count)
        and days is not None
        and 0 < days <= REPEATED_DAYS
    )


def _is_update(before: Count, after: Count) -> bool:
    """Whether time explains the later count: more dead of an event, fewer missing after it."""
    if before.report == after.report or not contradict(before, after):
        return False
    if not same_matter(before, after):
        return False
    falls = after.bounds[1] < before.bounds[0]
    if after.kind == "on":
        return not falls
    placed = bool(place_words(before.place) & place_words(after.place))
    return after.measure == "missing" and falls and (placed or bool(after.group))
