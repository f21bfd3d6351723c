"""`whence serve` and `whence token`, as people run them."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from tests.conftest import Run

from whence.ledger import Ledger
from whence.records import Reading


@pytest.fixture
def filed(tmp_path: Path, spoken: Reading) -> str:
    """The address of a ledger with one report."""
    address = str(tmp_path / "whence.db")
    with Ledger(address, create=True) as ledger:
        ledger.file(spoken, by="test")
    return address


def test_the_desk_is_served_where_it_says_and_ends_quietly(filed: str) -> None:
    command = [sys.executable, "-m", "whence", "serve", "--ledger", filed, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        page = httpx.get(f"{found[0]}reports/1", timeout=60)
        assert page.status_code == 200
        assert "whence-mark" in page.text
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert process.returncode in {0, 130}
    assert "Traceback" not in rest


def test_several_processes_serve_one_desk_and_know_its_forms(filed: str) -> None:
    command = [sys.executable, "-m", "whence", "serve", "--ledger", filed, "--port", "0"]
    with subprocess.Popen(
        [*command, "--workers", "2"], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
        assert found
        with httpx.Client(base_url=found[0], timeout=60) as client:
            page = client.get("/sign-in").text
            key = re.search(r'name="form_key" value="(\w+)"', page)
            assert key
            for _ in range(8):  # whichever of them answers, it knows the key and not the token
                alone = httpx.Client(base_url=found[0], timeout=60, cookies=client.cookies)
                with alone:
                    answer = alone.post("/sign-in", data={"form_key": key[1], "token": "none"})
                assert "no token" in answer.text
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        rest = process.stderr.read()
    assert process.returncode in {0, 130}
    assert "Traceback" not in rest


def test_a_port_that_is_taken_is_told(whence: Run, filed: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = whence("serve", "--ledger", filed, "--port", port)
    assert done.returncode == 1
    assert "give another --port" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_open_desk_is_not_served_to_a_network(whence: Run, filed: str) -> None:
    done = whence("serve", "--ledger", filed, "--open", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "this machine alone" in " ".join(done.stderr.split())


def test_there_is_no_desk_without_a_ledger(whence: Run) -> None:
    done = whence("serve", "--port", "0")
    assert done.returncode == 1
    assert "there is no ledger" in done.stderr


def test_a_token_is_made_listed_and_ended(whence: Run, filed: str) -> None:
    made = whence("token", "add", "ann", "--ledger", filed)
    token = made.stdout.strip()
    assert len(token) > 40
    listed = whence("token", "list", "--ledger", filed).stdout
    assert "ann" in listed
    assert token not in listed
    assert whence("token", "end", "1", "--ledger", filed).returncode == 0
    assert "ended" in whence("token", "list", "--ledger", filed).stdout
    again = whence("token", "end", "1", "--ledger", filed)
    assert "there is no good token 1" in again.stderr
