"""What a ledger says when it cannot do what was asked."""


class LedgerError(Exception):
    """Something that a person can mend; the message says what was seen and what to try."""


class FailedError(LedgerError):
    """The database failed or took too long; nothing is amiss with what was asked."""


class RefusedError(LedgerError):
    """One reading that cannot be filed; others can."""


class MissingError(LedgerError):
    """A claim, report, source, series or finding that is asked for and that the ledger has not."""


class StandingError(LedgerError):
    """A judgement that what stands leaves no room for: an undo twice, two names that are one."""


class ChangedError(LedgerError):
    """A judgement of a claim that somebody else judged since it was looked at."""
