"""`whence judge`: confirm, correct, reject; names that are one; comments; undo."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

from whence.commands.ledger import (
    DEFAULT,
    ByOption,
    JsonOption,
    LedgerOption,
    LimitOption,
    opened,
)
from whence.commands.terminal import quiet_ends

if TYPE_CHECKING:
    from whence.ledger import By, TermKind

app = typer.Typer(
    help="Judge claims and names; each judgement is a row that another can undo.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
NAME_KINDS = ("body", "place", "population")

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="As `whence figures --json` prints it, or its start.")
]
WhyOption = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason; it is kept.")]
OptionalWhy = Annotated[
    str | None, typer.Option("--why", metavar="WORDS", help="The reason; it is kept.")
]
KindOption = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="What is named: body, place or population.")
]


def register(main: typer.Typer) -> None:
    """Add `judge` to the commands of `main`."""
    main.add_typer(app, name="judge")


@app.command()
def confirm(
    claims: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Claims, by their ids or their starts.")
    ],
    field: Annotated[
        str | None, typer.Option("--field", metavar="FIELD", help="Only this field is right.")
    ] = None,
    why: OptionalWhy = None,
    by: ByOption = None,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Say that claims, or one field of them, are right."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import confirm as judge

        for claim in claims:
            _done(judge(book, claim, field=field, by=_by(by, why)), f"{claim} is confirmed")


@app.command()
def correct(
    claim: IdArgument,
    fields: Annotated[
        list[str],
        typer.Argument(metavar="FIELD=VALUE...", help='low=12 "place=Orrin" period=on:2031-03-04'),
    ],
    why: WhyOption,
    by: ByOption = None,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Give other values to fields of a claim; an empty value says that the text tells none."""
    given: dict[str, str] = {}
    for word in fields:
        name, equals, value = word.partition("=")
        if not equals or name in given:
            raise typer.BadParameter(f"{word!r} is not FIELD=VALUE, or its field is there twice")
        given[name.strip()] = value
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import correct as judge

        _done(judge(book, claim, given, _by(by, why)), f"{claim} is corrected")


@app.command()
def reject(
    claims: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Claims, by their ids or their starts.")
    ],
    why: WhyOption,
    by: ByOption = None,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Say that what was read is no such claim."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import reject as judge

        for claim in claims:
            _done(judge(book, claim, _by(by, why)), f"{claim} is rejected")


@app.command()
def same(
    one: Annotated[str, typer.Argument(metavar="NAME", help="A name in the ledger.")],
    other: Annotated[str, typer.Argument(metavar="NAME", help="Another name of the same.")],
    why: WhyOption,
    called: Annotated[
        str, typer.Option("--as", metavar="NAME", help="What it is called; else the first name.")
    ] = "",
    kind: KindOption = "body",
    by: ByOption = None,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Say that two names are of the same body."""
    named = _kind(kind)
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import same as judge

        done = judge(book, one, other, kind=named, called=called, by=_by(by, why))
        _done(done, f"{one} and {other} are one {kind}")


@app.command()
def apart(
    one: Annotated[str, typer.Argument(metavar="NAME", help="A name, or a report's id.")],
    other: Annotated[str, typer.Argument(metavar="NAME", help="Another.")],
    why: WhyOption,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="body, place, population or report.")
    ] = "body",
    by: ByOption = None,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Say that two names are of two bodies, or that two reports are two stories."""
    named = None if kind == "report" else _kind(kind)
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import apart as judge
        from whence.ledger import apart_reports

        if named is None:
            done = apart_reports(book, one, other, _by(by, why))
        else:
            done = judge(book, one, other, kind=named, by=_by(by, why))
        _done(done, f"{one} and {other} are kept apart")


@app.command()
def settle(
    finding: Annotated[
        str, typer.Argument(metavar="FINDING", help="Its id, as `whence check` prints it.")
    ],
    verdict: Annotated[
        str, typer.Argument(metavar="VERDICT", help="real, explained, misread or same.")
    ],
    why: WhyOption,
    by: ByOption = None,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Say what a finding is: a real fault, explained, misread, or of the same body after all."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import settle as judge

        _done(judge(book, finding, verdict, _by(by, why)), f"{finding} is settled as {verdict}")


@app.command()
def comment(
    subject: Annotated[str, typer.Argument(metavar="ID", help="A claim's or a report's id.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What you have to say.")],
    by: ByOption = None,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Write something about a claim or a report."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import comment as judge

        _done(judge(book, subject, words, _by(by, None)), f"the comment on {subject} is kept")


@app.command()
def undo(
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The judgement's entry.")],
    why: WhyOption,
    by: ByOption = None,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Take a judgement back; the judgement and the undoing both stay in the ledger."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import undo as judge

        _done(judge(book, entry, _by(by, why)), f"entry {entry} is undone")


@app.command("list")
def list_(
    subject: Annotated[
        str | None, typer.Argument(metavar="ID", help="Only those of one claim, by its whole id.")
    ] = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    ledger: LedgerOption = DEFAULT,
) -> None:
    """List the judgements, the latest first."""
    with quiet_ends(), opened(ledger) as book:
        from whence.exports.claims import json_line
        from whence.exports.judged import judgement_record, judgement_words
        from whence.ledger import list_judgements

        for judgement in list_judgements(book, subject=subject, limit=limit):
            print(json_line(judgement_record(judgement)) if as_json else judgement_words(judgement))


@app.command()
def proposals(as_json: JsonOption = False, ledger: LedgerOption = DEFAULT) -> None:
    """List the pairs of names that may be one body and that nobody has settled."""
    with quiet_ends(), opened(ledger) as book:
        from whence.exports.claims import json_line
        from whence.exports.judged import proposal_record, proposal_words
        from whence.ledger import proposals as open_proposals

        for proposal in open_proposals(book):
            print(json_line(proposal_record(proposal)) if as_json else proposal_words(proposal))


def _kind(kind: str) -> "TermKind":
    if kind not in NAME_KINDS:
        raise typer.BadParameter(f"it is one of {', '.join(NAME_KINDS)}", param_hint="--kind")
    return cast("TermKind", kind)


def _by(who: str | None, why: str | None) -> "By":
    from whence.ledger import By

    return By(who, why)


def _done(entry: int, what: str) -> None:
    from whence.exports.wording import tidy

    print(f"{tidy(what)} (entry {entry}).")
