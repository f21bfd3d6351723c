"""Killed at any point and written by many at once, a ledger holds all of a report or nothing."""

import subprocess
import sys
from pathlib import Path

from whence.ledger import Ledger, find_claims, list_reports, verify

ROOT = Path(__file__).parents[2]

# Forks a child for each statement that filing runs; the child kills itself before that one. Prints
# how many statements there are, and what the children said was filed.
KILLED = """
import os, signal, sys
sys.path.insert(0, {root!r})
from sqlalchemy import event
from tests.ledger.making import figure, report
from whence.ledger import Ledger, chain, filing
from whence.records import Reading

def work(address, last):
    ledger = Ledger(address, create=True)
    count = 0

    def statement(*_):
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(ledger.engine, "before_cursor_execute", statement)
    event.listen(ledger.engine, "commit", statement)
    insert = chain.insert_rows
    chain.insert_rows = filing.insert_rows = lambda *args: statement() or insert(*args)
    for name in "ab":
        told = report(f"In {{name}} {{last}} people were killed.", f"{{name}}{{last}}")
        ledger.file(Reading(told, (figure(told, f"{{last}} people", last),)))
        print(told.id, flush=True)
    os._exit(0)

last = 0
while True:
    last += 1
    child = os.fork() or work(sys.argv[1], last)
    if os.waitpid(child, 0)[1] == 0:  # it came to its end: there is no such statement
        break
print(last, flush=True)
"""

# Files many reports, those of the others among them.
WRITER = """
import sys
sys.path.insert(0, {root!r})
from tests.ledger.making import figure, report
from whence.ledger import Ledger
from whence.records import Reading

address, own = sys.argv[1:]
with Ledger(address, create=True) as ledger:
    for number in range(12):
        for name in (own, "all"):
            told = report(f"In {{name}} {{number}} people were killed.", f"{{name}}{{number}}")
            ledger.file(Reading(told, (figure(told, f"{{number}} people", number),)))
"""


def start(program: str, *args: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", program.format(root=str(ROOT)), *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kept(address: str) -> set[str]:
    with Ledger(address) as ledger:
        assert verify(ledger).broken is None
        with ledger.reading() as connection:
            return {line.id for line in list_reports(connection)}


def test_killed_before_any_statement(address: str) -> None:
    with start(KILLED, address) as child:
        assert child.stdout
        *said, statements = child.stdout.read().split()
    assert child.returncode == 0
    assert int(statements) > 20  # a kill at each of them, and one run that came to its end
    found = kept(address)
    assert set(said) <= found
    # A report that was killed as it said that it was filed may be there, and is whole.
    assert found <= {f"{name}{at}" for name in "ab" for at in range(1, int(statements) + 1)}
    with Ledger(address) as ledger, ledger.reading() as connection:
        figures = [claim.report_id for claim in find_claims(connection, "figure")]
    assert sorted(figures) == sorted(found)


def test_eight_writers_at_once(address: str) -> None:
    children = [start(WRITER, address, f"w{writer}-") for writer in range(8)]
    assert [child.wait() for child in children] == [0] * 8
    for child in children:
        assert child.stdout
        child.stdout.close()
    wanted = {f"w{writer}-{number}" for writer in range(8) for number in range(12)}
    assert kept(address) == wanted | {f"all{number}" for number in range(12)}
