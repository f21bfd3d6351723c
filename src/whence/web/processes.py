"""Serves a desk, from this process or from several that share its socket."""

import sys
from functools import partial
from socket import socket

import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from whence.ledger import LedgerError
from whence.web.app import create_app
from whence.web.errors import sentence_of
from whence.web.settings import Settings

# Seconds that a process may take to say that it is there: one that starts is busy importing.
STARTING = 60


class _Supervisor(Multiprocess):
    """Starts the processes, and another in the place of one that dies."""

    def handle_hup(self) -> None:
        """End: the terminal was closed. A desk has nothing to load anew."""
        self.handle_term()


def serve(app: FastAPI, listening: socket, workers: int) -> None:
    """Serve the desk `app` until the program is told to end.

    With more than one of `workers`, each makes the desk for itself: they share the ledger, the
    socket and the settings.
    """
    configured = partial(uvicorn.Config, log_level="warning", server_header=False)
    if workers == 1:
        uvicorn.Server(configured(app)).run(sockets=[listening])
        return
    settings = app.state.desk.settings
    app.state.desk.close()
    config = configured(
        partial(_create_app, settings),
        factory=True,
        workers=workers,
        timeout_worker_healthcheck=STARTING,
    )
    _Supervisor(config, sockets=[listening]).run()


def _create_app(settings: Settings) -> FastAPI:
    try:
        return create_app(settings)
    except LedgerError as error:  # it was there as the first began, and would fail each anew
        sys.stderr.write(f"whence: {sentence_of(error)}\n")
        sys.exit(STARTUP_FAILURE)
