"""`whence series`, run as people run it."""

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.ledger.making import figure, report

from whence.ledger import Ledger, import_table, open_table
from whence.ledger.maps import read_map
from whence.records import Period, Reading

if TYPE_CHECKING:
    from tests.conftest import Run

MAP = """\
name = "desk"
about = "The desk's table, row"
[source]
column = "who"
[rows]
date = "day"
key = ["day", "who"]
[[figure]]
column = "dead_total"
measure = "killed"
population = "people"
period = "since"
start = "2031-01-01"
[[figure]]
column = "hurt"
measure = "wounded"
period = "on"
"""
TABLE = """\
day,who,dead_total,hurt
2031-03-01,Harbour Board,105,
2031-03-02,Harbour Board,124,3
2031-03-06,Harbour Board,152,
2031-03-02,Orrin Watch,121,
"""


OPTIONS = (
    "--source --measure --population --place --date --period --text --report --limit --ledger "
    "--plot --json --csv"
).split()


@pytest.fixture
def filed(whence: "Run", tmp_path: Path) -> "Run":
    """The command in a folder with a ledger of a table and a report that names nobody."""
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    told = report("The toll has reached 124.", "news", published="2031-03-02")
    total = figure(told, "124", 124, period=Period("total", None, None, None))
    with Ledger(str(tmp_path / "whence.db"), create=True) as ledger:
        table = open_table(tmp_path / "table.csv")
        import_table(ledger, table, read_map(MAP.encode(), "map.toml"))
        ledger.file(Reading(told, (total,)))
    return whence


def series(run: "Run", *args: str) -> list[dict[str, Any]]:
    done = run("series", "--json", *args)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_many_are_listed(filed: "Run") -> None:
    done = filed("series", COLUMNS="140")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2 + 3
    assert "running since 1 Jan 2031" in done.stdout
    assert "event of 2 Mar 2031" in done.stdout


def test_one_is_shown_with_its_steps(filed: "Run") -> None:
    done = filed("series", "--source", "harbour", "--measure", "killed", COLUMNS="140")
    assert "Harbour Board: killed, running since 1 Jan 2031" in done.stdout
    for words in ("+19", "+28", "3 days without a count before", "desk:2031-03-06/Harbour Board"):
        assert words in done.stdout
    assert "may belong here" in done.stdout
    assert "no source is named; agrees with “124” of the same day" in done.stdout


def test_ids_lead_to_series(filed: "Run") -> None:
    found = series(filed)
    ids = [one["id"][:10] for one in found]
    assert [one["id"] for one in series(filed, *ids, ids[0])] == [one["id"] for one in found]
    done = filed("series", *ids, COLUMNS="140")
    assert done.stdout.count("(") >= len(ids)
    assert all(one["id"] in done.stdout for one in found)


def test_json_and_csv_tell_the_same(filed: "Run") -> None:
    (one,) = series(filed, "--source", "=Harbour Board", "--measure", "killed")
    assert {key: one[key] for key in ("source", "named", "kind", "start", "first", "last")} == {
        "source": "Harbour Board",
        "named": True,
        "kind": "running",
        "start": "2031-01-01",
        "first": "2031-03-01",
        "last": "2031-03-06",
    }
    assert [(c["words"], c["role"], c["step"]) for c in one["counts"]] == [
        ("105", "new", None),
        ("124", "new", 19),
        ("152", "new", 28),
    ]
    assert [c["report"] for c in one["may_belong"]] == ["news"]
    done = filed("series", "--source", "=Harbour Board", "--measure", "killed", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["words"] for row in rows] == ["105", "124", "152", "124"]
    assert [row["role"] for row in rows] == ["new", "new", "new", "may_belong"]
    assert {row["series_id"] for row in rows} == {one["id"]}


@pytest.mark.parametrize("kind", ["svg", "PNG"])
def test_a_plot(filed: "Run", tmp_path: Path, kind: str) -> None:
    done = filed("series", "--measure", "killed", "--plot", f"toll.{kind}")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith(f"toll.{kind}: 2 series, 4 counts.\n")
    drawn = (tmp_path / f"toll.{kind}").read_bytes()
    assert drawn.startswith(b"<svg" if kind == "svg" else b"\x89PNG")


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["--plot", "toll.pdf"], 2, ".svg or .png"),
        (["--plot", "nowhere/toll.svg"], 1, "could not be written"),
        (["--measure", "odd"], 2, "there is no measure"),
        (["12345678", "--measure", "killed"], 2, "ids or a filter"),
        (["12345678"], 2, "no series with the id"),
        (["123"], 2, "too short"),
        (["--source", "nobody"], 0, "no series in the ledger fits"),
        (["--date", "yesterday"], 2, "is no date"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    filed: "Run", args: list[str], status: int, said: str
) -> None:
    done = filed("series", *args, COLUMNS="200")
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_every_option_and_key_stands_in_the_manual(filed: "Run") -> None:
    root = Path(__file__).parents[1]
    manual = (root / "docs" / "series.md").read_text(encoding="utf-8")
    assert all(f"`{option}" in manual for option in OPTIONS)
    (one,) = series(filed, "--source", "=Harbour Board", "--measure", "killed")
    keys = {*one, *one["counts"][0], *one["may_belong"][0]}
    assert {key for key in keys if f"`{key}`" not in manual} == set()
