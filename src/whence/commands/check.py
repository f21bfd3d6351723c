"""`whence check`: what does not add up between the claims of a ledger."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from whence.commands.ledger import DEFAULT, JsonOption, LedgerOption, LimitOption, opened
from whence.commands.terminal import FAILED, OK, console, quiet_ends, say

if TYPE_CHECKING:
    from whence.ledger import FindingLine, Ledger


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(check)


def check(
    ledger: LedgerOption = DEFAULT,
    as_json: JsonOption = False,
    explained: Annotated[
        bool, typer.Option("--explained", help="Also what looks odd and is explained.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Also what is explained, and what was settled.")
    ] = False,
    limit: LimitOption = None,
) -> None:
    """Report totals that fall, steps unexplained, sources that disagree, and the like."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import find_findings

        found = find_findings(book)
        shown = [each for each in found if every or not each.settled]
        if as_json:
            _print_json(shown[:limit])
        else:
            told = [each for each in shown if every or explained or not each.finding.explained]
            _print_words(book, told[:limit])
            _say_more(found, told, limit)
    raise typer.Exit(FAILED if any(each.is_open for each in found) else OK)


def _print_json(shown: "Sequence[FindingLine]") -> None:
    from whence.exports.claims import json_line
    from whence.exports.found import finding_record

    for each in shown:
        print(json_line(finding_record(each)))


def _print_words(book: "Ledger", shown: "Sequence[FindingLine]") -> None:
    from whence.exports.found import finding_lines
    from whence.ledger import find_quotes

    with book.reading() as connection:
        quotes = find_quotes(connection, [id_ for each in shown for id_ in each.finding.claims])
    for each in shown:
        print("\n".join(finding_lines(each, quotes, console().width)), end="\n\n")


def _say_more(
    found: "Sequence[FindingLine]", shown: "Sequence[FindingLine]", limit: int | None
) -> None:
    """Say how many findings are not shown, and how to see them."""
    if limit is not None and len(shown) > limit:
        say(f"there are {len(shown) - limit:,} more; ask for them by --limit.")
    settled = sum(each.settled is not None for each in found)
    explained = len(found) - len(shown) - settled
    if not shown:
        print("Nothing was found that does not add up.")
    if len(shown) < len(found):
        say(f"{explained:,} explained and {settled:,} settled are left out; --all shows them.")
