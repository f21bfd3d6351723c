"""The description of the API is true: schemathesis asks by it, and holds the answers to it.

By its command, in a process of its own: its pytest plugin does not know pytest 9.2.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
from tests.web.conftest import served

from whence.ledger import Ledger, make_token
from whence.web.settings import LOOPBACK, Settings

CONFIG = Path(__file__).with_name("schemathesis.toml")


def test_every_answer_is_as_described(example_ledger: str, tmp_path: Path) -> None:
    ledger = str(tmp_path / "whence.db")  # of its own: some requests judge
    shutil.copy(example_ledger, ledger)
    with Ledger(ledger) as book:
        token = make_token(book, "ann")
    with served(Settings(ledger, hosts=LOOPBACK)) as address:
        # So that the reader has loaded its language model before it is timed.
        httpx.post(f"{address}/api/v1/read", json={"text": "One fled."}, timeout=120)
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run"]
        done = subprocess.run(
            [*command, f"{address}/api/v1/openapi.json"],
            cwd=tmp_path,
            env=os.environ | {"WHENCE_TOKEN": token},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
