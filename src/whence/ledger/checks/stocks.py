"""Checks that what is held, less what was let go, is what is left."""

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise

from msgspec.structs import replace

from whence.ledger.checks.wording import dated, number, quoted
from whence.ledger.counts import Count, place_words, same_place, tells_of_the_rest, times_apart
from whence.ledger.findings import Finding, Severity, finding
from whence.ledger.series import Evidence, as_of

# By which measures people are held, and by which they leave: freed or brought out alive, or dead.
STOCKS = frozenset({"captive", "detained"})
LEAVING = frozenset({"freed", "rescued", "killed"})
# What those held are called, whoever they are.
HELD = frozenset({"captive", "hostage", "prisoner", "detainee", "inmate"})
# A stock seldom shrinks by more from one report to the next; what does is a part of it.
FURTHEST = 3
# Releases that are tried in every choice; a balance of more is told as it is.
MOST_LEFT = 8


def is_of_stocks(count: Count) -> bool:
    """Whether a count may be one of who is held, or of who left."""
    if count.measure in STOCKS:
        return count.kind == "state" or _may_be_taken(count)
    return _may_leave(count)


def check_stocks(evidence: Evidence) -> Iterator[Finding]:
    """Yield the balance of each stock of people held that changes while some are let go.

    Those of one group are a stock, whether they are said to be captive or detained: "soldiers".
    Of all others the captives are one, and the detained another.
    """
    stocks: dict[str, list[Count]] = {}
    for count in evidence.standing:
        if _is_stock(count, evidence):
            stocks.setdefault(count.group or count.measure, []).append(count)
    stocks = _with_those_of_no_name(stocks)
    only = _only_captives(stocks)
    for name, counts in stocks.items():
        held = _one_a_report(counts)
        steps = [
            (before, after)
            for before, after in pairwise(held)
            if (before.value or 0) > (after.value or 0)
            and (as_of(before) or "") < (as_of(after) or "")
        ]
        told = [
            _balance(before, after, _left(evidence, name, before, after, alone=name == only))
            for before, after in steps
        ]
        found = [balance for balance in told if balance is not None]
        odd = [balance for balance in found if not balance.explained]
        even = [balance for balance in found if balance.explained]
        yield from odd
        if even and not odd:
            yield even[0] if len(even) == 1 else _joined(even)
    for before, after in _taken_and_left(evidence):
        left = _left(evidence, before.group or before.measure, before, after)
        if (balance := _balance(before, after, left)) is not None:
            yield balance


def _with_those_of_no_name(stocks: dict[str, list[Count]]) -> dict[str, list[Count]]:
    """Put captives whom nobody tells apart with the group that has their number in a report.

    "23 workers are still captive" and "23 are still held" of one report are the same people; two
    of them on a picture are no stock.
    """
    plain = stocks.get("captive", [])
    most = _most_by_report(plain)
    named = {name: _most_by_report(counts) for name, counts in stocks.items() if name != "captive"}
    same = [name for name, told in named.items() if most.items() & told.items()]
    if len(same) != 1 or any(most[at] > named[same[0]].get(at, most[at]) for at in most):
        return stocks
    own = stocks[same[0]]
    more = [c for c in plain if any(times_apart(c, other) <= FURTHEST for other in own)]
    joined = sorted([*more, *own], key=lambda count: count.told)
    others = {name: counts for name, counts in stocks.items() if name != "captive"}
    return others | {same[0]: joined}


def _most_by_report(counts: Sequence[Count]) -> dict[str, int]:
    """The highest number of each report."""
    return {
        report: max(count.value or 0 for count in told)
        for report, told in groupby(counts, key=lambda count: count.report)
    }


def _only_captives(stocks: dict[str, list[Count]]) -> str | None:
    """The stock of which reports tell again and again, where it is the only one of captives.

    Whoever is freed then is of it, whatever those held are called: "Water Board workers".
    """
    told = [
        name
        for name, counts in stocks.items()
        if any(count.measure == "captive" for count in counts)
        and len({count.report for count in counts}) > 1
    ]
    return told[0] if len(told) == 1 else None


def _taken_and_left(evidence: Evidence) -> Iterator[tuple[Count, Count]]:
    """Yield those detained on a day with the last told to be in custody still, of each group."""
    told = [count for count in evidence.standing if _may_be_taken(count) and count.is_exact]
    taken: dict[tuple[str, str | None], Count] = {}
    left: dict[tuple[str, str | None], Count] = {}
    for count in told:
        one = (count.group, count.start)
        if not tells_of_the_rest(count.quote):
            taken.setdefault(one, count)
        elif one in taken and _are_the_rest(taken[one], count):
            left[one] = replace(count, kind="state", start=count.day, end=count.day)
    for count in evidence.standing:
        if count.measure == "detained" and count.kind == "state" and count.is_exact:
            fitting = [one for one, first in taken.items() if _are_held_still(first, count)]
            if len(fitting) == 1:
                left[fitting[0]] = count
    yield from ((taken[one], rest) for one, rest in left.items())


def _may_be_taken(count: Count) -> bool:
    return count.measure == "detained" and count.kind == "on"


def _are_the_rest(taken: Count, rest: Count) -> bool:
    """Whether those left may be of those taken: at the place, told of in a later report."""
    fewer = (rest.value or 0) < (taken.value or 0)
    return fewer and (rest.day or "") > (taken.day or "") and same_place(taken, rest)


def _are_held_still(taken: Count, rest: Count) -> bool:
    """Whether those in custody now may be of those taken: called alike, at the same place."""
    placed = bool(place_words(taken.place) & place_words(rest.place))
    alike = bool(rest.group) and rest.group == taken.group
    return alike and placed and _are_the_rest(taken, rest)


def _one_a_report(held: Sequence[Count]) -> list[Count]:
    """The stock that each report tells: of several numbers the one nearest to the report before.

    The others are of some of them, "three captives" on a picture. A stock that is another
    altogether is left out. Where a report says how many are left of those, the rest is its stock.
    """
    kept: list[Count] = []
    for _, told in groupby(held, key=lambda count: count.report):
        counts = list(told)
        if not kept:
            kept.append(max(counts, key=lambda count: count.value or 0))
            continue
        nearest = min(counts, key=lambda count: abs((count.value or 0) - (kept[-1].value or 0)))
        if nearest.value == kept[-1].value:
            nearest = next((c for c in counts if _is_the_rest(c, [nearest])), nearest)
        if times_apart(nearest, kept[-1]) <= FURTHEST:
            kept.append(nearest)
    return kept


def _is_stock(count: Count, evidence: Evidence) -> bool:
    return (
        count.measure in STOCKS
        and count.kind == "state"
        and count.is_exact
        and not _is_some_of_them(count, evidence)
    )


def _is_some_of_them(count: Count, evidence: Evidence) -> bool:
    """Whether a count is a part of a stock; those still held are a part of those once seized."""
    whole = evidence.whole(count)
    return whole is not None and whole.measure in STOCKS and not _is_the_rest(count, [whole])


def _is_the_rest(count: Count, others: Sequence[Count]) -> bool:
    """Whether a sentence says that so many are left of more: "six of the nine remain"."""
    return tells_of_the_rest(count.quote) and any(
        other.report == count.report
        and other.quote == count.quote
        and (other.value or 0) > (count.value or 0)
        for other in others
    )


def _may_leave(count: Count) -> bool:
    """Whether a count may be of some who left: but for the freed, only of those who were held."""
    return (
        count.kind == "on"
        and count.measure in LEAVING
        and (count.measure == "freed" or count.group in HELD)
    )


def _left(
    evidence: Evidence, stock: str, before: Count, after: Count, *, alone: bool = False
) -> list[Count]:
    """Those who left between two counts of a stock, each event once.

    Who they were may be left to the reader ("36 were freed"): of a group so many count where they
    make up what is gone, and none of the group is told to have left. Where a stock is `alone`, all
    captives who left are of it.
    """
    first, last = as_of(before) or "", as_of(after) or ""
    events: dict[tuple[object, ...], Count] = {}
    for count in evidence.standing:
        if (
            _may_leave(count)
            and count.is_exact
            and count.start is not None
            and first < count.start <= last
            and (count.value or 0) <= (before.value or 0)  # no more leave than were held
            and _is_whole(count, evidence)
        ):
            events.setdefault((count.measure, count.group, count.start, count.value), count)
    own = [count for count in events.values() if count.group == stock]
    anybody = [count for count in events.values() if not count.group or count.group in HELD]
    if stock == "captive":
        return anybody
    if alone:
        return list({(c.measure, c.start, c.value): c for c in (*anybody, *own)}.values())
    gone = (before.value or 0) - (after.value or 0)
    return own or list(_making(gone, [c for c in anybody if c.group or stock != "detained"]) or ())


def _is_whole(count: Count, evidence: Evidence) -> bool:
    """Whether those who left are no part of others who did; of those held they are."""
    whole = evidence.whole(count)
    return whole is None or whole.measure in STOCKS


def _balance(before: Count, after: Count, left: Sequence[Count]) -> Finding | None:
    """Compare what left with the difference; None where nobody is told to have left."""
    if not left or before.value is None or after.value is None:
        return None
    left = _making(before.value - after.value, left) or left
    gone = sum(count.value or 0 for count in left)
    told = " and ".join(f"{quoted(c)} {_gone(c)} ({dated(c)})" for c in left)
    even = before.value - gone == after.value
    sentence = (
        f"Of {quoted(before)} held ({dated(before)}), less {told}, {number(before.value - gone)} "
        f"are due; {quoted(after)} are told of ({dated(after)})"
        + (": the balance comes out." if even else ".")
    )
    severity: Severity = "low" if even else "medium"
    return finding("balance", severity, [before, *left, after], sentence, explained=even)


def _making(difference: int, left: Sequence[Count]) -> Sequence[Count] | None:
    """Return those who left that make up a difference, as many as do, if some do.

    Others may be of an earlier release that the report recalls, or of another stock.
    """
    some = left[-MOST_LEFT:]
    for size in range(len(some), 0, -1):
        for chosen in combinations(some, size):
            if sum(count.value or 0 for count in chosen) == difference:
                return chosen
    return None


def _gone(count: Count) -> str:
    return "dead" if count.measure == "killed" else count.measure


def _joined(balances: Sequence[Finding]) -> Finding:
    """One finding for a balance that comes out step by step."""
    return Finding(
        "balance",
        "low",
        tuple(dict.fromkeys(report for each in balances for report in each.reports)),
        tuple(dict.fromkeys(claim for each in balances for claim in each.claims)),
        " ".join(each.sentence for each in balances),
        explained=True,
    )
