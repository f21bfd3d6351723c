"""`whence serve` and `whence token`, as people run them."""

import os
import pickle
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from tests.conftest import Run
from tests.web.conftest import served

from whence.ledger import Ledger
from whence.records import Reading
from whence.web.app import create_app
from whence.web.settings import Settings


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


def test_several_processes_serve_one_desk(filed: str) -> None:
    command = [sys.executable, "-m", "whence", "serve", "--ledger", filed, "--port", "0"]
    with subprocess.Popen(
        [*command, "--workers", "2"], stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
            assert found
            with httpx.Client(base_url=found[0], timeout=60) as client:
                key = re.search(r'name="form_key" value="(\w+)"', client.get("/read").text)
                assert key
                sent = {"form_key": key[1], "text": "Nine people were killed in Orrin on Friday."}
                assert "Nine" in client.post("/read", data=sent).text
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does
            rest = process.stderr.read()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    assert process.returncode in {0, 130}
    assert "Traceback" not in rest


def test_a_form_is_good_in_another_process_that_serves_the_desk(filed: str) -> None:
    settings = Settings(filed)
    apps = [create_app(settings), create_app(pickle.loads(pickle.dumps(settings)))]
    with served(apps[0]) as one, served(apps[1]) as other:
        page = httpx.get(f"{one}/sign-in")
        key = re.search(r'name="form_key" value="(\w+)"', page.text)
        assert key
        data = {"form_key": key[1], "token": "none"}
        answer = httpx.post(f"{other}/sign-in", data=data, cookies=page.cookies)
        assert "no token" in answer.text
    assert Settings(filed).secret != settings.secret


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
