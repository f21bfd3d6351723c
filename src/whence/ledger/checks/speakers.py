"""Tells whether two counts are surely by two who count, so that they can disagree.

A name is a spelling, and one body has many; a report's "officials" may be the office that it
names a line before. Who cannot be told apart for sure does not disagree.
"""

from collections.abc import Iterable

from whence.ledger.counts import Count
from whence.ledger.speaking import INDIVIDUAL, plain_words
from whence.ledger.words import listed_connectors
from whence.records import SourceKind

# "Officials" and "the authorities" may be any of these.
STATE: frozenset[SourceKind] = frozenset({"government", "health", "emergency"})


def surely_two(one: Count, other: Count) -> bool:
    """Whether two counts are by two bodies that are surely not one.

    Two bodies by their own names are, where neither name is within the other. A person is told
    apart from others only within one report, and an institution without a name of its own ("the
    army") where its kind is another's, or its words are in one report.
    """
    if one.body is None or other.body is None or may_be_one(one.body, other.body):
        return False
    unsure = [count for count in (one, other) if not _is_sure(count)]
    if not all(_is_known(count) for count in unsure):
        return False
    if not unsure:
        return True
    if any(count.source_kind in INDIVIDUAL for count in unsure):
        return one.report == other.report
    return _are_two_institutions(one, other, unsure)


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be of one body: all words of the one stand in the other.

    >>> may_be_one("army", "Maravel Army"), may_be_one("Maravel Army", "Maravel Guard")
    (True, False)
    """
    mine, theirs = (_words(name) for name in (one, other))
    return mine <= theirs or theirs <= mine


def is_individual(count: Count) -> bool:
    """Whether a count is by a person whom its report ties to no body."""
    return not _is_sure(count) and count.source_kind in INDIVIDUAL


def _is_sure(count: Count) -> bool:
    return count.is_body or count.speaks_for is not None


def _is_known(count: Count) -> bool:
    """Whether it is told what somebody is; media pass on what others count."""
    return count.source_kind is not None and count.source_kind != "media"


def _are_two_institutions(one: Count, other: Count, unsure: Iterable[Count]) -> bool:
    """Whether two institutions, one of them nameless, are two by their kinds or their words."""
    kinds = {one.source_kind, other.source_kind}
    nondescript = any(not plain_words(count.source or "") for count in unsure)
    if None in kinds or len(kinds) == 1:
        return one.report == other.report and not nondescript
    return not (nondescript and kinds <= STATE)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace("’", "'").split()) - listed_connectors()
