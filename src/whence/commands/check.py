"""`whence check`: what does not add up between the claims of a ledger."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from whence.commands.ledger import DEFAULT, JsonOption, LedgerOption, opened
from whence.commands.terminal import FAILED, OK, quiet_ends

if TYPE_CHECKING:
    from whence.ledger.findings import Finding


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command()(check)


def check(
    ledger: LedgerOption = DEFAULT,
    as_json: JsonOption = False,
    explained: Annotated[
        bool, typer.Option("--explained", help="Also what looks odd and is explained.")
    ] = False,
) -> None:
    """Report totals that fall, steps unexplained, sources that disagree, and the like."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger.checks import check_ledger

        with book.reading() as connection:
            found = list(check_ledger(connection))
    shown = [each for each in found if as_json or explained or not each.explained]
    for each in shown:
        sys.stdout.write((_json(each) if as_json else _words(each)) + "\n")
    if not shown and not as_json:
        print("Nothing was found that does not add up.")
    raise typer.Exit(FAILED if any(not each.explained for each in found) else OK)


def _json(found: "Finding") -> str:
    import msgspec

    return msgspec.json.encode(found).decode()


def _words(found: "Finding") -> str:
    from whence.exports.wording import tidy

    hint = f" ({found.hint}?)" if found.hint else ""
    kind = f"{found.kind}, explained" if found.explained else f"{found.kind}, {found.severity}"
    return tidy(f"[{kind}] {found.sentence}{hint}")
