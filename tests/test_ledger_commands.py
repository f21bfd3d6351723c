"""The ledger's commands, run as people run them."""

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from whence.exports.claims import safe_cell

if TYPE_CHECKING:
    from tests.conftest import Run

QUAKE = (
    "ORRIN, March 4 - At least 12 people were killed in Orrin on Monday, the Harbour Board said. "
    "It said that 31 people were wounded.\n"
)
MAP = """\
name = "desk"
about = "The desk's table, row"
[source]
name = "the desk"
[rows]
date = "day"
[[figure]]
column = "dead"
measure = "killed"
period = "on"
"""


@pytest.fixture
def filed(whence: "Run", tmp_path: Path) -> "Run":
    """The command in a folder with a ledger of one report."""
    lines = [{"id": "quake", "text": QUAKE, "date": "2031-03-04", "url": "https://n.example/q"}]
    (tmp_path / "quake.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = whence("add", "quake.jsonl", "--by", "ann")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("quake: filed, ")
    return whence


def figures(run: "Run", *args: str) -> list[dict[str, Any]]:
    done = run("figures", "--json", *args)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_added_twice_it_is_there_once(filed: "Run") -> None:
    before = figures(filed)
    done = filed("add", "quake.jsonl")
    assert (done.returncode, done.stdout) == (0, "quake: kept already; nothing was added.\n")
    assert figures(filed) == before
    assert before[0]["words"] == "At least 12"
    assert (before[0]["report"], before[0]["status"]) == ("quake", "read")


def test_a_revision_tells_its_changes(filed: "Run", tmp_path: Path) -> None:
    text = QUAKE.replace("12 people", "14 people")
    line = {"id": "quake-2", "text": text, "date": "2031-03-04", "url": "https://n.example/q"}
    (tmp_path / "second.jsonl").write_text(json.dumps(line), encoding="utf-8")
    done = filed("add", "--json", "second.jsonl")
    told = json.loads(done.stdout)
    assert told["revises"] == "quake"
    assert [change["fields"] for change in told["changes"] if change["of"] == "figure"] == [["low"]]
    assert "At least 14" in {one["words"] for one in figures(filed)}
    assert "At least 12" not in {one["words"] for one in figures(filed)}
    assert "At least 12" in {one["words"] for one in figures(filed, "--all")}


def test_one_bad_source_does_not_cost_the_others(filed: "Run", tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text("Two people drowned at Tern, police said.", "utf-8")
    done = filed("add", "nowhere.txt", "more.txt")
    assert done.returncode == 1
    assert done.stdout.startswith("more: filed, ")
    assert done.stderr.startswith("whence: nowhere.txt: ")


def test_a_ledger_by_name_and_by_environment(filed: "Run", tmp_path: Path) -> None:
    assert filed("add", "quake.jsonl", "--ledger", "other.db").returncode == 0
    assert len(figures(filed, "--ledger", "other.db")) == len(figures(filed))
    done = filed("verify", WHENCE_LEDGER="other.db")
    assert done.stdout.startswith("other.db: ")
    assert {path.name for path in tmp_path.glob("*.db*")} == {"whence.db", "other.db"}


def test_verify_names_a_break(filed: "Run", tmp_path: Path) -> None:
    seal = filed("verify").stdout.split()[-1]
    assert filed("verify", "--seal", seal).returncode == 0
    assert filed("verify", "--seal", "0" * 64).returncode == 1
    with sqlite3.connect(tmp_path / "whence.db") as connection:
        connection.execute("UPDATE figures SET low = 13 WHERE low = 12")
    connection.close()
    done = filed("verify")
    assert done.returncode == 1
    assert "broken: figure " in done.stdout


def test_table_csv_and_json_tell_the_same(filed: "Run") -> None:
    rows = figures(filed, "--measure", "killed")
    cells = list(
        csv.DictReader(io.StringIO(filed("figures", "--csv", "--measure", "killed").stdout))
    )
    assert [row["id"] for row in rows] == [row["id"] for row in cells]
    assert [row["period"]["start"] for row in rows] == [row["period_start"] for row in cells]
    table = filed("figures", "--measure", "killed").stdout
    assert rows[0]["id"][:10] in table
    assert "At least" in table


def test_nothing_found_is_said(filed: "Run") -> None:
    done = filed("figures", "--measure", "displaced")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "whence: nothing in the ledger fits.\n"
    assert filed("figures", "--measure", "displaced", "--json").stdout == ""


def test_sources_and_statements(filed: "Run") -> None:
    (line,) = [
        one
        for one in map(json.loads, filed("sources", "--json").stdout.splitlines())
        if one["name"] == "Harbour Board"
    ]
    assert line["measures"]["killed"] == 1
    assert "Harbour Board" in filed("sources").stdout
    assert filed("statements", "--json").returncode == 0


def test_judged_listed_and_undone(filed: "Run") -> None:
    first = figures(filed)[0]["id"]
    why = ("--why", "the bulletin", "--by", "ben")
    done = filed("judge", "correct", first, "low=11", "place=", *why)
    assert done.stdout == f"{first} is corrected (entry 2).\n"
    now = figures(filed)[0]
    assert (now["low"], now["place"], now["status"]) == (11, None, "corrected")
    assert "ben: correct figure" in filed("judge", "list").stdout
    assert filed("judge", "undo", "2", *why).returncode == 0
    assert figures(filed)[0]["low"] == 12
    assert filed("judge", "reject", first[:8], *why).returncode == 0
    assert first not in {one["id"] for one in figures(filed)}
    assert filed("judge", "confirm", first).returncode == 0
    assert filed("judge", "comment", "quake", "seen").returncode == 0
    assert filed("verify").returncode == 0


def test_names_are_judged(filed: "Run", tmp_path: Path) -> None:
    text = "Three miners were killed on Monday, the Orrin Harbour Board said."
    (tmp_path / "more.txt").write_text(text, encoding="utf-8")
    done = filed("add", "more.txt", "--date", "2031-03-05")
    assert "`whence judge proposals`" in done.stderr
    assert "=?" in filed("judge", "proposals").stdout
    names = ("Harbour Board", "Orrin Harbour Board")
    assert filed("judge", "same", *names, "--why", "one letterhead").returncode == 0
    assert filed("judge", "proposals").stdout == ""
    assert {one["source_name"] for one in figures(filed, "--source", "=orrin harbour board")} == {
        "Harbour Board"
    }
    assert (
        filed("judge", "apart", "quake", "more", "--kind", "report", "--why", "x").returncode == 0
    )


def test_import(whence: "Run", tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "table.csv").write_text("day,dead\n2031-03-01,5\n2031-03-02,x\n", encoding="utf-8")
    done = whence("import", "table.csv", "--map", "map.toml")
    assert done.returncode == 1
    assert done.stderr == (
        "whence: table.csv, row 2, column dead: 'x' is no whole number; nothing was filed.\n"
    )
    (tmp_path / "table.csv").write_text("day,dead\n2031-03-01,5\n2031-03-02,6\n", encoding="utf-8")
    done = whence("import", "table.csv", "--map", "map.toml")
    assert done.stdout.startswith("table.csv: 2 figures filed from 2 new rows")
    assert [one["quote"] for one in figures(whence)] == ["dead: 5", "dead: 6"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["figures"], "there is no ledger whence.db"),
        (["verify", "--ledger", "."], "is a folder"),
        (["judge", "confirm", "abc"], "there is no ledger whence.db"),
        (["figures", "--measure", "lost"], "there is no measure 'lost'"),
        (["add"], "give either a SOURCE or --example"),
        (["judge", "correct", "abc", "low", "--why", "x"], "is not FIELD=VALUE"),
        (["judge", "same", "a", "b", "--why", "x", "--kind", "thing"], "it is one of body"),
        (["add", "--example", "--ledger", "mysql://a:secret@b/c"], "a ledger is a file"),
    ],
)
def test_misuse_is_a_sentence(whence: "Run", args: list[str], said: str) -> None:
    done = whence(*args)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"
    assert safe_cell("plain") == "plain"
    assert safe_cell(-3) == -3


@pytest.mark.parametrize("command", ["add", "judge", "figures", "verify"])
def test_help_loads_no_database(command: str) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print([m for m in ('sqlalchemy', 'spacy') if m in sys.modules]))\n"
        f"sys.argv = ['whence', {command!r}, '--help']\n"
        "from whence.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_every_option_stands_in_the_manual() -> None:
    root = Path(__file__).parents[1]
    manual = (root / "docs" / "ledger.md").read_text(encoding="utf-8")
    for name in ("ledger", "judge"):
        source = (root / "src" / "whence" / "commands" / f"{name}.py").read_text(encoding="utf-8")
        for option in set(re.findall(r'"(--[a-z]+)"', source)) - {"--help"}:
            assert f"`{option}" in manual, option


def test_check_says_what_does_not_add_up(whence: "Run", tmp_path: Path) -> None:
    told = {
        "a": "Since 9 November 2030 the siege has killed 4,205 people, the Health Office said.",
        "b": "Since 9 November 2030 the siege has killed 4,190 people, the Health Office said.",
    }
    for day, (name, text) in enumerate(told.items(), start=4):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        assert whence("add", f"{name}.txt", "--date", f"2031-03-0{day}").returncode == 0
    done = whence("check", "--json")
    assert done.returncode == 1
    (found,) = map(json.loads, done.stdout.splitlines())
    assert (found["kind"], found["reports"], found["explained"]) == ("fall", ["a", "b"], False)
    assert "lower “4,190”" in whence("check").stdout


def test_a_finding_is_told_with_its_quotes_until_it_is_settled(
    whence: "Run", tmp_path: Path
) -> None:
    for day, number in ((4, "4,205"), (5, "4,190")):
        text = (
            f"Since 9 November 2030 the siege has killed {number} people, the Health Office said."
        )
        (tmp_path / f"r{day}.txt").write_text(text, encoding="utf-8")
        whence("add", f"r{day}.txt", "--date", f"2031-03-0{day}")
    told = whence("check").stdout
    assert "r4, 4 Mar 2031: “Since 9 November 2030 the siege has killed 4,205 people" in told
    (found,) = map(json.loads, whence("check", "--json").stdout.splitlines())
    assert found["id"] in told
    assert found["settled"] is None
    why = ("--why", "a clerk's slip", "--by", "ann")
    assert whence("judge", "settle", found["id"], "wrong", *why).returncode == 2
    done = whence("judge", "settle", found["id"][:6], "misread", *why)
    assert (done.returncode, "is settled as misread" in done.stdout) == (0, True)
    assert whence("check", "--json").stdout == ""
    assert whence("check").returncode == 0
    every = whence("check", "--all")
    assert (every.returncode, "settled: misread" in every.stdout) == (0, True)
    (again,) = map(json.loads, whence("check", "--json", "--all").stdout.splitlines())
    assert {**again["settled"], "when": ""} == {
        "verdict": "misread",
        "why": "a clerk's slip",
        "by": "ann",
        "when": "",
    }
    assert f"settle finding {found['id']}: misread" in whence("judge", "list").stdout
    whence("judge", "undo", "3", "--why", "too soon")
    assert whence("check").returncode == 1
