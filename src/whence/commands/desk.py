"""`whence serve` and `whence token`: the web desk, and who may do more there than look."""

import socket
import sys
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Annotated

import typer

from whence.commands.ledger import DEFAULT, LedgerOption, opened
from whence.commands.terminal import FAILED, quiet_ends, say

token = typer.Typer(no_args_is_help=True, help="Tokens: who may keep and judge at the web desk.")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Seconds after which a browser is opened: the desk is listening by then.
BROWSER_AFTER = 1.0


@dataclass(frozen=True, slots=True)
class _Served:
    """Where a desk listens, how many processes answer, and whether a browser is opened."""

    host: str
    port: int
    workers: int
    browser: bool


def register(app: typer.Typer) -> None:
    """Add the commands to `app`."""
    app.command()(serve)
    app.add_typer(token, name="token")


def serve(
    ledger: LedgerOption = DEFAULT,
    example: Annotated[
        bool, typer.Option("--example", help="Serve the bundled example, read and filed.")
    ] = False,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; 0.0.0.0 for a network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535)] = 8765,
    open_: Annotated[
        bool,
        typer.Option("--open", help="No tokens: whoever uses this machine may keep and judge."),
    ] = False,
    private: Annotated[
        bool, typer.Option("--private", help="Also fetch addresses inside your network.")
    ] = False,
    workers: Annotated[
        int,
        typer.Option(
            metavar="N", min=1, max=64, help="Processes that answer; one a core for many readers."
        ),
    ] = 1,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open it in your browser.")
    ] = True,
) -> None:
    """Open the ledger in a browser."""
    if (open_ or example) and host not in LOOPBACK:
        raise typer.BadParameter(
            f"an open desk listens on this machine alone, not on {host}; use tokens there",
            param_hint="--host",
        )
    at = _Served(host, port, workers, browser)
    with quiet_ends():
        if not example:
            _serve(ledger, at, open_=open_, private=private)
            return
        with TemporaryDirectory(prefix="whence-") as folder:
            address = str(Path(folder) / "example.db")
            say("reading the bundled example; this takes some seconds.")
            _fill(address)
            _serve(address, at, open_=True, private=private)


def _fill(address: str) -> None:
    from whence.example import example_reports
    from whence.ledger import find_findings, record_proposals
    from whence.reader import Reader

    reader = Reader()
    with opened(address, create=True, failed=FAILED) as book:
        for report in example_reports():
            book.file(reader.read(report), by="whence")
        record_proposals(book)
        find_findings(book)


def _serve(ledger: str, at: _Served, *, open_: bool, private: bool) -> None:
    from whence.ledger import LedgerError
    from whence.web.app import create_app
    from whence.web.processes import serve as serve_app
    from whence.web.settings import LOOPBACK as NAMES
    from whence.web.settings import Settings

    hosts = NAMES if at.host in LOOPBACK else ()
    settings = Settings(ledger, open=open_, private=private, hosts=hosts)
    try:
        app = create_app(settings)
    except LedgerError as error:
        say(f"{error}.")
        raise typer.Exit(FAILED) from None
    # Bound before anything is said, so that an address that is taken is told in a sentence.
    family = socket.AF_INET6 if ":" in at.host else socket.AF_INET
    try:
        listening = socket.create_server((at.host, at.port), family=family)
        # Taken over by what is accepted: else a body waits 40 ms for word of its head.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (")[0].lower()
        say(f"nothing can listen on {at.host} port {at.port} ({reason}); give another --port.")
        raise typer.Exit(FAILED) from None
    shown = f"[{at.host}]" if ":" in at.host else at.host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    say(f"the desk is at {address} (Ctrl+C ends it).")
    if at.browser and sys.stdout.isatty():
        timer = Timer(BROWSER_AFTER, lambda: _open_browser(address))
        timer.daemon = True
        timer.start()
    serve_app(app, listening, at.workers)


def _open_browser(address: str) -> None:
    with suppress(webbrowser.Error):
        webbrowser.open(address)


@token.command("add")
def add(
    who: Annotated[str, typer.Argument(metavar="NAME", help="Under whom its acts are filed.")],
    ledger: LedgerOption = DEFAULT,
) -> None:
    """Make a token, and show it this once."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import make_token

        print(make_token(book, who))
        say(f"this token is {who}'s; it cannot be shown again.")


@token.command("list")
def list_(ledger: LedgerOption = DEFAULT) -> None:
    """List the tokens by number, without what is secret."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import list_tokens

        for one in list_tokens(book):
            state = f"ended {one.ended}" if one.ended else "good"
            print(f"{one.number}  {one.who}  made {one.made}  {state}")


@token.command("end")
def end(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `token list` shows it.")],
    ledger: LedgerOption = DEFAULT,
) -> None:
    """End a token: it opens nothing from now on."""
    with quiet_ends(), opened(ledger) as book:
        from whence.ledger import end_token

        end_token(book, number)
        print(f"token {number} is ended.")
