"""The `whence` command, run as people run it."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import whence as package
from whence.example import example_reports

if TYPE_CHECKING:
    from tests.conftest import Run

BRIEF = "A mudslide killed 19 people in Orrin on Monday, police said.\n"
COMMAND = [sys.executable, "-m", "whence"]


def test_version(whence: "Run") -> None:
    done = whence("--version")
    assert (done.returncode, done.stdout) == (0, f"whence {package.__version__}\n")


@pytest.mark.parametrize("asked", [["--help"], ["read", "--help"]])
def test_help_loads_no_language_model(asked: list[str]) -> None:
    heavy = ("spacy", "numpy", "trafilatura", "httpx", "jinja2", "asyncio")
    code = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print([m for m in {heavy!r} if m in sys.modules]))\n"
        f"sys.argv = ['whence', *{asked!r}]\n"
        "from whence.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage: whence" in done.stdout
    assert done.stdout.rstrip().endswith("[]")


def test_json_is_one_object_a_line_and_nothing_else(whence: "Run", tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    lines = [{"id": "one", "text": BRIEF, "date": "2031-03-04", "title": None, "odd": 1}]
    (tmp_path / "more.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = whence("read", "--json", "--text", "--date", "2031-03-05", "brief.txt", "more.jsonl")
    assert done.returncode == 0
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], first["published"], first["text"]) == ("brief", "2031-03-05", BRIEF)
    assert (second["id"], second["published"], second["text"]) == ("one", "2031-03-04", BRIEF)


def test_standard_input(whence: "Run") -> None:
    done = whence("read", "--json", "-", stdin=BRIEF)
    assert (done.returncode, json.loads(done.stdout)["published"]) == (0, None)
    done = whence("read", "--json", "-", stdin=json.dumps({"id": "a", "text": BRIEF}))
    assert (done.returncode, json.loads(done.stdout)["id"]) == (0, "a")


def test_the_example_is_read(whence: "Run") -> None:
    done = whence("read", "--example", "--json")
    assert done.returncode == 0
    names = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert names == [report.id for report in example_reports()]


def test_only_prints_one_part(whence: "Run") -> None:
    done = whence("read", "--json", "--only", "releases", "-", stdin=BRIEF)
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert "releases" in record
    assert "figures" not in record
    done = whence("read", "--only", "figures", "-", stdin=BRIEF)
    assert "1 figure · stdin" in done.stdout


def test_a_pipe_gets_the_table_without_colour(whence: "Run", tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    done = whence("read", "brief.txt")
    assert done.returncode == 0
    assert done.stdout.startswith("brief\nno date · ")
    assert "\x1b" not in done.stdout + done.stderr


def test_a_terminal_gets_colour(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    ours, theirs = pty.openpty()
    plain = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "CI"}}
    with subprocess.Popen(
        [*COMMAND, "read", "brief.txt"],
        stdout=theirs,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=plain | {"TERM": "xterm-256color"},
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # how Linux says that the other side is closed
            pass
        assert process.wait(60) == 0
    os.close(ours)
    assert b"\x1b[1" in shown


def test_troubles_are_said_and_the_others_read(whence: "Run", tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(BRIEF, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "broken.jsonl").write_text('{"id": "a", "text": "x"}\n{"id":\n', encoding="utf-8")
    done = whence("read", "--json", "empty.txt", "nowhere.txt", "broken.jsonl", "good.txt")
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "good"]
    said = done.stderr.splitlines()
    assert len(said) == 3
    for sentence, named in zip(
        said, ("empty.txt", "nowhere.txt", "broken.jsonl, line 2"), strict=True
    ):
        assert sentence.startswith(f"whence: {named}: ")
        assert sentence.endswith(".")


def test_a_report_in_an_unknown_language_is_said(whence: "Run") -> None:
    lines = [
        {"id": "a", "text": BRIEF, "language": "qq"},
        {"id": "b", "text": BRIEF, "language": "en-GB"},
    ]
    done = whence("read", "--json", "-", stdin="\n".join(map(json.dumps, lines)))
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["b"]
    assert done.stderr.startswith("whence: a: there are no word lists for 'qq'")


MISUSES = {
    "no source": ["read"],
    "a source and the example": ["read", "a.txt", "--example"],
    "no date": ["read", "--example", "--date", "soon"],
    "unknown language": ["read", "--example", "--language", ".."],
    "text without JSON": ["read", "--example", "--text"],
    "only of no part": ["read", "--example", "--only", "names"],
    "one part on a page": ["read", "--example", "--only", "figures", "--html", "page.html"],
    "page in no folder": ["read", "--example", "--html", "nowhere/page.html"],
    "page on a folder": ["read", "--example", "--html", "."],
    "unknown option": ["read", "--example", "--frobnicate"],
    "unknown command": ["frobnicate"],
}


@pytest.mark.parametrize("args", MISUSES.values(), ids=MISUSES.keys())
def test_misuse_is_status_2_and_no_traceback(whence: "Run", args: list[str]) -> None:
    done = whence(*args)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Error" in done.stderr
    assert "Traceback" not in done.stderr


def test_html_writes_one_page(whence: "Run", tmp_path: Path) -> None:
    done = whence("read", "--example", "--html", "page.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("whence: page.html: 18 reports, ")
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_html_without_a_report_writes_nothing(whence: "Run", tmp_path: Path) -> None:
    done = whence("read", "nowhere.txt", "--html", "page.html")
    assert done.returncode == 1
    assert not (tmp_path / "page.html").exists()


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    line = json.dumps({"text": "Nothing. " * 2000})
    (tmp_path / "many.jsonl").write_text(f"{line}\n" * 50, encoding="utf-8")
    command = f"{sys.executable} -m whence read --json --text many.jsonl | head -c 20"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*COMMAND, "read", "brief.txt"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "whence: the output could not be written (No space left on device).\n"


def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "slow.txt")
    with (
        subprocess.Popen(
            [*COMMAND, "read", "slow.txt", "--html", "page.html"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
        (tmp_path / "slow.txt").open("w", encoding="utf-8"),
    ):  # returns once it reads
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (130, "whence: interrupted.\n")
    assert [entry.name for entry in tmp_path.iterdir()] == ["slow.txt"]


def test_a_fault_in_one_report_does_not_cost_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from whence import cli
    from whence.reader import Reader
    from whence.records import Reading, Report

    def read(_: Reader, report: Report) -> Reading:
        if report.id == "bad":
            raise ZeroDivisionError("of a kind")
        return Reading(report)

    for name in ("bad", "good"):
        (tmp_path / f"{name}.txt").write_text(BRIEF, encoding="utf-8")
    monkeypatch.setattr(Reader, "read", read)
    monkeypatch.setattr(sys, "argv", ["whence", "read", "--json", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    said = capsys.readouterr()
    assert ended.value.code == 1
    assert json.loads(said.out)["id"] == "good"
    assert said.err.startswith("whence: bad: it could not be read because of a fault in Whence")


def test_an_unknown_model_is_said_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from whence import cli
    from whence.reader import Reader
    from whence.records import Reading, Report
    from whence.text.grammar import ModelError

    def read(reader: Reader, _: Report) -> Reading:
        raise ModelError(f"there is no language model {reader.model!r} here")

    monkeypatch.setattr(Reader, "read", read)
    monkeypatch.setattr(sys, "argv", ["whence", "read", "--example", "--model", "nowhere"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "whence: there is no language model 'nowhere' here.\n"
