"""Checks parts against their wholes."""

from collections.abc import Iterator

from whence.ledger.checks.wording import named, quoted
from whence.ledger.findings import Finding, finding
from whence.ledger.series import Evidence


def check_parts(evidence: Evidence) -> Iterator[Finding]:
    """Yield each count that is larger than the count it is said to be a part of."""
    for part in evidence.standing:
        whole = evidence.whole(part)
        if whole is not None and whole.stands and part.bounds[0] > whole.bounds[1]:
            sentence = (
                f"{named(part)}: {quoted(part)} are said to be a part of {quoted(whole)}, "
                "which is less."
            )
            yield finding("subtotal", "high", [whole, part], sentence)
