"""Tables that people keep: each cell a claim on its row, all of a file or none of it.

The rows are invented; their shape is that of a published daily series.
"""

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.ledger.making import figure, report

from whence.ledger import (
    By,
    Claim,
    Filter,
    ImportMap,
    Ledger,
    LedgerError,
    find_claims,
    import_table,
    list_series,
    open_map,
    open_table,
    same,
    steps_of,
    verify,
)
from whence.ledger.checking import check_ledger
from whence.ledger.maps import read_map
from whence.records import Period, Reading

BUNDLED = Path(__file__).parents[2] / "examples" / "maps" / "tfp_daily.toml"
ROWS: list[dict[str, Any]] = [
    {
        "report_date": "2031-03-01",
        "report_source": "board",
        "report_period": 24,
        "ext_killed": 5,
        "killed": 5,
        "killed_cum": 105,
        "injured": 9,
        "injured_cum": 300,
    },
    {
        "report_date": "2031-03-03",
        "report_source": "board",
        "report_period": 48,
        "ext_killed": 47,
        "killed": 47,
        "killed_cum": 152,
        "killed_committee": 40,
        "injured_cum": 311,
        "killed_children_cum": 12,
    },
    {"report_date": "2031-03-04", "report_period": 0, "killed": 0, "killed_cum": 152},
]


def _row(day: str, hours: int, **figures: int) -> dict[str, Any]:
    return {"report_date": day, "report_period": hours, **figures}


SHEET = """\
name = "sheet"
about = "The desk's sheet, row"
[source]
column = "who"
[rows]
date = "day"
key = ["day", "who"]
place_column = "where"
[[figure]]
column = "dead"
high = "dead to"
measure = "killed"
period = "on"
[[figure]]
column = "fled"
measure = "displaced"
period = "state"
comparator = "at_least"
"""


def save(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "series.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def figures(ledger: Ledger, **wanted: Any) -> list[Claim]:
    with ledger.reading() as connection:
        return list(find_claims(connection, "figure", Filter(**wanted)))


@pytest.fixture
def series() -> ImportMap:
    return open_map(BUNDLED)


def test_a_series_becomes_figures_with_row_and_column(
    ledger: Ledger, series: ImportMap, tmp_path: Path
) -> None:
    done = import_table(ledger, open_table(save(tmp_path, ROWS)), series, by="ann")
    assert (done.rows, done.new, done.revised, done.figures) == (3, 3, 0, 11)
    own = {
        claim.figure.quote.words: claim for claim in figures(ledger, report="tfp_daily:2031-03-03")
    }
    assert own["killed: 47"].figure.period == Period("window", "2031-03-01", "2031-03-03", None)
    assert own["killed_cum: 152"].figure.period == Period("since", "2023-10-07", None, None)
    added = own["killed_committee: 40"]
    assert added.part_of == own["killed: 47"].id
    assert added.figure.made_by.rule == "retroactive"
    assert added.figure.period == Period("window", None, "2031-03-03", None)
    children = own["killed_children_cum: 12"].figure
    assert children.population
    assert children.population.words == "children"
    assert {claim.status for claim in own.values()} == {"imported"}
    assert {claim.source_name for claim in own.values()} == {series.source.name}
    assert not any("ext_" in claim.quote.words for claim in figures(ledger))
    assert verify(ledger).broken is None


def test_again_it_adds_nothing_and_a_changed_row_is_a_revision(
    ledger: Ledger, series: ImportMap, tmp_path: Path
) -> None:
    import_table(ledger, open_table(save(tmp_path, ROWS)), series)
    again = import_table(ledger, open_table(save(tmp_path, ROWS)), series)
    assert (again.new, again.revised, again.figures) == (0, 0, 0)
    assert verify(ledger).entries == 1
    # Extrapolations are no part of a row, so that their changing changes nothing.
    changed = [{**ROWS[0], "ext_killed": 99}, {**ROWS[1], "killed_cum": 153}, ROWS[2], NEW]
    more = import_table(ledger, open_table(save(tmp_path, changed)), series)
    assert (more.new, more.revised) == (1, 1)
    assert [change.fields for change in more.filed[1].changes] == [("low", "high")]
    lows = [
        claim.figure.amount.low for claim in figures(ledger, measure="killed", text="killed_cum")
    ]
    assert lows == [105, 153, 152, 160]


def test_a_row_changed_back_is_changed_again(
    ledger: Ledger, series: ImportMap, tmp_path: Path
) -> None:
    for total in (105, 106, 105, 106, 105):
        rows = [{**ROWS[0], "killed_cum": total}]
        assert import_table(ledger, open_table(save(tmp_path, rows)), series).figures == 4
    standing = figures(ledger, text="killed_cum")
    assert [claim.figure.amount.low for claim in standing] == [105]
    ids = [claim.id for claim in figures(ledger, every=True)]
    assert len(set(ids)) == len(ids) == 20


NEW = {"report_date": "2031-03-05", "report_period": 24, "killed": 8, "killed_cum": 160}


def test_a_sheet_of_csv(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(
        "day;who;where;dead;dead to;fled\n"
        '2031-03-01;the Board;Orrin;"1,200";1250;\n'
        ";;;;;\n"
        "2031-03-01;the Guard;Tern;3;n/a;40 000\n",
        encoding="utf-8-sig",
    )
    columns = read_map(SHEET.encode(), "sheet.toml")
    assert import_table(ledger, open_table(path), columns).figures == 3
    board, guard, fled = (claim.figure for claim in figures(ledger))
    assert (board.amount.low, board.amount.high, board.amount.comparator) == (1200, 1250, "between")
    assert (guard.amount.low, guard.amount.comparator) == (3, "exact")
    assert (fled.amount.low, fled.amount.high, fled.amount.words) == (40000, None, "40 000")
    assert fled.place
    assert fled.source
    assert (fled.place.words, fled.source.words) == ("Tern", "the Guard")
    assert fled.period == Period("state", "2031-03-01", "2031-03-01", None)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"killed_cum": "many"}, "row 2, column killed_cum: 'many' is no whole number"),
        ({"killed_cum": -4}, "'-4' is no whole number"),
        ({"killed_cum": 1.5}, "'1.5' is no whole number"),
        ({"report_date": "3 March"}, "column report_date: '3 March' is no day"),
        ({"report_date": "2031-02-30"}, "is no day"),
        ({"report_date": "2031-03-01"}, "another row has the key"),
        ({"report_period": "day"}, "column report_period: 'day' is no whole number"),
    ],
)
def test_one_bad_cell_and_nothing_is_filed(
    ledger: Ledger, series: ImportMap, tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    rows = [ROWS[0], {**ROWS[1], **changed}, ROWS[2]]
    with pytest.raises(LedgerError, match=said):
        import_table(ledger, open_table(save(tmp_path, rows)), series)
    assert verify(ledger).rows == 0


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", "{}", "there is no list of rows"),
        ("a.json", "[1]", "row 1: it is no object"),
        ("a.json", "[", "it is no JSON"),
        ("a.json", "[]", "it holds no row"),
        ("a.csv", "", "it holds no row"),
        ("a.csv", "a,a\n1,2\n", "two columns have the same name"),
        ("a.csv", "a,b\n1,2,3\n", "row 1: it has more cells"),
        ("a.csv", "a,b\n1,2\n", "no row has the column 'report_date'"),
    ],
)
def test_a_table_that_is_none(
    ledger: Ledger, series: ImportMap, tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LedgerError, match=said):
        import_table(ledger, open_table(tmp_path / name), series)


def test_a_table_inside_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"data": {"rows": [{"a": {"b": 1}, "c": null}]}}', encoding="utf-8")
    (row,) = open_table(path, where="data.rows").rows
    assert dict(row.columns) == {"a.b": "1"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "sheet"', 'name = "The sheet"', "name 'The sheet' must be small letters"),
        ('column = "who"', 'column = "who"\nname = "x"', "either a name or a column"),
        ('measure = "killed"', 'measure = "lost"', "no measure 'lost'"),
        ('period = "on"', 'period = "since"', "period 'since' has a start"),
        ('period = "on"', 'period = "since"\nstart = "soon"', "'soon' is no date"),
        ('period = "on"', 'period = "on"\npart_of = "dead"', "part_of 'dead'"),
        ('column = "fled"', 'column = "dead"', "is there twice"),
        ('column = "fled"', 'colum = "fled"', "colum"),
        ("[rows]", "[rows", "sheet.toml: "),
    ],
)
def test_a_map_that_cannot_be_followed(old: str, new: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        read_map(SHEET.replace(old, new).encode(), "sheet.toml")


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for open_it in (open_table, open_map):
        with pytest.raises(LedgerError, match="No such file"):
            open_it(tmp_path / "nowhere.json")
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(LedgerError, match="is not UTF-8"):
        open_table(tmp_path / "a.csv")


def test_the_bundled_map_takes_no_extrapolated_column() -> None:
    given = tomllib.loads(BUNDLED.read_text(encoding="utf-8"))
    assert given["ignore"] == ["ext_*"]
    assert not [entry for entry in given["figure"] if entry["column"].startswith("ext_")]


def test_a_table_is_checked_and_a_report_joins_its_series(ledger: Ledger, tmp_path: Path) -> None:
    """The shape of a published daily series: what is wrong in it is found, and nothing else."""
    rows = [
        *ROWS[:2],
        # No bulletin: the total is repeated, and the next counts 48 hours, 60 of its 67 of before.
        ROWS[2],
        _row("2031-03-05", 48, killed=67, killed_cum=219, killed_committee=60),
        _row("2031-03-06", 24, killed=6, killed_cum=228, famine_cum=104, child_famine_cum=80),
        _row("2031-03-07", 24, killed=2, killed_cum=230, famine_cum=101, child_famine_cum=81),
    ]
    import_table(ledger, open_table(save(tmp_path, rows)), open_map(BUNDLED))
    with ledger.reading() as connection:
        found = [(f.kind, f.reports[-1]) for f in check_ledger(connection)]
    assert sorted(found) == [
        ("fall", "tfp_daily:2031-03-07"),
        ("retroactive", "tfp_daily:2031-03-03"),
        ("retroactive", "tfp_daily:2031-03-05"),
        ("step", "tfp_daily:2031-03-06"),
    ]
    told = report("At least 219 Palestinians were killed, the Harbour Board said.", "news")
    told = replace(told, published="2031-03-05")
    since = Period("since", "2023-10", None, "since October 2023")
    given = figure(told, "219", 219, source="the Harbour Board", population="Palestinians")
    loose = replace(given.amount, comparator="at_least", high=None)
    ledger.file(Reading(told, (replace(given, amount=loose, period=since),)))
    by = By("ann", "it copies the board's bulletins")
    same(ledger, "the Harbour Board", "Tech for Palestine daily casualties", by=by)
    with ledger.reading() as connection:
        (line,) = list_series(connection, Filter(report="news"))
    (joined,) = [step for step in steps_of(line.series) if step.count.report == "news"]
    assert len(line.counts) == len(rows) + 1
    assert (joined.role, joined.against and joined.against.words) == ("agrees", "219")
