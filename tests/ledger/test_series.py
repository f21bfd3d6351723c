"""Series in the ledger: found by filter and id, one for one body, whole, and what may belong."""

from dataclasses import replace
from typing import Any

import pytest
from tests.ledger.making import figure, report

from whence.ledger import (
    By,
    Filter,
    Ledger,
    LedgerError,
    SeriesLine,
    apart_reports,
    correct,
    find_belonging,
    find_series_lines,
    list_series,
    reject,
    same,
)
from whence.records import Figure, Period, Reading, Report

SINCE = Period("since", "2030-11-09", None, None)
ANN = By("ann", "she asked")


def _tell(
    ledger: Ledger,
    day: str,
    text: str,
    *figures: dict[str, Any],
    name: str | None = None,
    url: str | None = None,
) -> str:
    """File a report of `day`, with a figure for each of the keywords of `figures`."""
    told = report(text, name or f"r{day}", published=day, **({"url": url} if url else {}))
    found = [_figure(told, **keywords) for keywords in figures]
    return ledger.file(Reading(told, tuple(found))).report_id


def _figure(told: Report, number: str, low: int, **fields: Any) -> Figure:
    return figure(told, number, low, **fields)


def _total(number: str, **fields: Any) -> dict[str, Any]:
    low = int(number.replace(",", ""))
    return {"number": number, "low": low, "source": "the Harbour Board", "period": SINCE} | fields


def _bulletins(ledger: Ledger) -> None:
    for day, number in (("02", "4,205"), ("03", "4,224"), ("04", "4,240")):
        text = f"The toll reached {number} in Orrin, the Harbour Board said."
        _tell(ledger, f"2031-03-{day}", text, _total(number, place="Orrin"))


def _list(ledger: Ledger, limit: int | None = None, **wanted: Any) -> list[SeriesLine]:
    with ledger.reading() as connection:
        return list_series(connection, Filter(**wanted), limit)


def _by_id(ledger: Ledger, start: str) -> list[SeriesLine]:
    with ledger.reading() as connection:
        return find_series_lines(connection, start)


def _words(line: SeriesLine) -> list[str]:
    return [count.words for count in line.counts]


def test_totals_of_one_body_are_one_series(ledger: Ledger) -> None:
    _bulletins(ledger)
    (line,) = _list(ledger, measure="killed")
    assert _words(line) == ["4,205", "4,224", "4,240"]
    assert (line.key.source, line.key.kind, line.key.start) == (
        "the Harbour Board",
        "running",
        "2030-11-09",
    )
    assert line.named
    assert _by_id(ledger, line.id) == _by_id(ledger, line.id[:8].upper()) == [line]


def test_kinds_are_never_mixed(ledger: Ledger) -> None:
    text = "It has 4,205 in all, 4,100 since May, 23 in two days, 22 in one attack and 19 held."
    kinds = {
        "4,205": Period("total", None, None, None),
        "4,100": Period("since", "2030-05", None, None),
        "23": Period("window", "2031-03-01", "2031-03-02", None),
        "22": Period("on", "2031-03-01", "2031-03-01", None),
        "19": Period("state", "2031-03-02", "2031-03-02", None),
    }
    board = f"The Harbour Board said: {text}"
    given = [_total(n, period=p, source="The Harbour Board") for n, p in kinds.items()]
    _tell(ledger, "2031-03-02", board, *given)
    found = {line.key.kind: _words(line) for line in _list(ledger)}
    assert found == {
        "running": ["4,205", "4,100"],
        "window": ["23"],
        "event": ["22"],
        "state": ["19"],
    }


def test_a_filter_finds_a_series_and_shows_all_of_it(ledger: Ledger) -> None:
    _bulletins(ledger)
    asked: list[dict[str, Any]] = [
        {"report": "r2031-03-03"},
        {"date": "2031-03-04"},
        {"text": "4,205"},
    ]
    for wanted in asked:
        (line,) = _list(ledger, **wanted)
        assert len(line.counts) == 3, wanted
    assert _list(ledger, place="Vell") == []


def test_the_newest_come_first_and_no_more_than_asked_for(ledger: Ledger) -> None:
    for number in range(1, 30):
        day = f"2031-03-{number:02}"
        event = Period("on", day, day, None)
        text = f"In Orrin {number} died, the Harbour Board said."
        _tell(ledger, day, text, _total(str(number), period=event, place="Orrin"))
    assert [_words(line) for line in _list(ledger, 3)] == [["29"], ["28"], ["27"]]
    assert len(_list(ledger)) == 29
    assert _by_id(ledger, _list(ledger)[20].id)[0].counts[0].words == "9"


def test_names_judged_the_same_are_one_series(ledger: Ledger) -> None:
    _bulletins(ledger)
    _tell(ledger, "2031-03-05", "Orrin Watch has 4,251.", _total("4,251", source="Orrin Watch"))
    one, other = _list(ledger)
    same(ledger, "the Harbour Board", "Orrin Watch", by=ANN)
    (line,) = _list(ledger, source="orrin watch")
    assert _words(line) == ["4,205", "4,224", "4,240", "4,251"]
    # Both ids that were cited before lead to the one series.
    assert _by_id(ledger, one.id) == _by_id(ledger, other.id) == [line]


def test_an_id_by_a_name_that_has_the_start_from_another(ledger: Ledger) -> None:
    month = Period("since", "2030-11", None, None)
    given = _total("4,190", source="Orrin Watch", period=month)
    _tell(ledger, "2031-03-01", "Orrin Watch has 4,190.", given)
    (alone,) = _list(ledger)
    _bulletins(ledger)
    same(ledger, "Orrin Watch", "the Harbour Board", by=ANN)
    (line,) = _list(ledger)
    assert _words(line) == ["4,190", "4,205", "4,224", "4,240"]
    assert _by_id(ledger, line.id) == _by_id(ledger, alone.id) == [line]


def test_populations_judged_the_same_are_one_series(ledger: Ledger) -> None:
    for day, number, whom in (("02", "40", "aid seekers"), ("03", "52", "people in the queue")):
        text = f"The Harbour Board has {number} {whom}."
        whose = "The Harbour Board"
        _tell(ledger, f"2031-03-{day}", text, _total(number, source=whose, population=whom))
    assert len(_list(ledger)) == 2
    same(ledger, "aid seekers", "people in the queue", kind="population", by=ANN)
    (line,) = _list(ledger, population="queue")
    assert _words(line) == ["40", "52"]


def test_a_total_since_a_month_joins_the_one_since_a_day(ledger: Ledger) -> None:
    month = Period("since", "2030-11", None, None)
    given = _total("4,190", period=month, source="The Harbour Board")
    _tell(ledger, "2031-03-01", "The Harbour Board: 4,190.", given)
    (alone,) = _list(ledger)
    _bulletins(ledger)
    (line,) = _list(ledger)
    assert _words(line) == ["4,190", "4,205", "4,224", "4,240"]
    assert line.key.start == "2030-11-09"
    assert _by_id(ledger, alone.id) == [line]


def test_revisions_copies_corrections_and_rejections(ledger: Ledger) -> None:
    _bulletins(ledger)
    text = "The Harbour Board has counted {} dead since the dam of Orrin broke in November."
    for number in ("4,260", "4,262"):
        given = _total(number, source="The Harbour Board")
        _tell(ledger, "2031-03-05", text.format(number), given, url="https://n.example/5")
    copy = f"{text.format('4,262')} "
    given = _total("4,262", source="The Harbour Board")
    again = _tell(ledger, "2031-03-06", copy, given, url="https://w.example/5")
    (line,) = _list(ledger)
    marked = [(c.words, c.superseded, c.copied) for c in line.counts[3:]]
    assert marked == [("4,260", True, False), ("4,262", False, False), ("4,262", False, True)]
    apart_reports(ledger, "r2031-03-05~2", again, by=ANN)
    reject(ledger, line.counts[0].claim, by=ANN)
    correct(ledger, line.counts[1].claim, {"low": "4225", "high": "4225"}, by=ANN)
    (line,) = _list(ledger)
    assert [c.copied for c in line.counts] == [False] * 5
    assert [c.low for c in line.counts[:2]] == [4225, 4240]


def test_a_source_without_a_name_is_told_as_such(ledger: Ledger) -> None:
    _tell(ledger, "2031-03-02", "officials have 4,205.", _total("4,205", source="officials"))
    assert [line.named for line in _list(ledger)] == [False]


def test_what_is_in_no_series(ledger: Ledger) -> None:
    text = "Some say 12, 13 or 14, and the Harbour Board expects 15."
    nobody, undated = _total("12", source=None), _total("13", period=None)
    event = _total("14", period=Period("on", None, None, "in an attack"))
    told = report(text, "odd", published="2031-03-02")
    plan = replace(_figure(told, **_total("15")), modality="planned")
    found = [_figure(told, **given) for given in (nobody, undated, event)]
    ledger.file(Reading(told, (*found, plan)))
    assert _list(ledger) == []


@pytest.mark.parametrize(("start", "said"), [("12ab", "too short"), ("12ab34cd", "no series")])
def test_an_id_that_leads_nowhere(ledger: Ledger, start: str, said: str) -> None:
    _bulletins(ledger)
    with pytest.raises(LedgerError, match=said):
        _by_id(ledger, start)


# ---- what may belong ---------------------------------------------------------------------------


def _reasons(ledger: Ledger, **wanted: Any) -> dict[str, str]:
    line = _list(ledger, source="harbour", **wanted)[0]
    with ledger.reading() as connection:
        return {one.count.words: "; ".join(one.reasons) for one in find_belonging(connection, line)}


def test_a_total_of_nobody_may_belong(ledger: Ledger) -> None:
    _bulletins(ledger)
    total = Period("total", None, None, None)
    for day, number in (("03", "4,224"), ("04", "4,999"), ("05", "4,241")):
        given = _total(number, source=None, period=total)
        _tell(ledger, f"2031-03-{day}", f"The toll is {number}.", given, name=f"n{day}")
    # 4,999 is not the day's number, and after the last day nothing lies between.
    reasons = _reasons(ledger)
    assert reasons == {"4,224": "no source is named; agrees with “4,224” of the same day"}


def test_a_number_between_those_of_two_days_may_belong(ledger: Ledger) -> None:
    for day, number in (("02", "4,205"), ("05", "4,277")):
        _tell(ledger, f"2031-03-{day}", f"It is {number}: the Harbour Board.", _total(number))
    _tell(ledger, "2031-03-03", "So far 4,224 died.", _total("4,224", source=None))
    assert _reasons(ledger) == {
        "4,224": "no source is named; lies between “4,205” before and “4,277” after"
    }


def test_of_whom_is_told_by_a_part(ledger: Ledger) -> None:
    text = "The Harbour Board has counted 2,518 aid seekers."
    given = _total("2,518", source="The Harbour Board", population="aid seekers")
    _tell(ledger, "2031-03-03", text, given)
    text = "Four aid seekers were killed, bringing the total to 2,518."
    total = Period("total", None, None, None)
    day = Period("window", "2031-03-02", "2031-03-03", None)
    part = {"number": "Four", "low": 4, "population": "aid seekers", "period": day, "part_of": 1}
    whole = _total("2,518", source=None, period=total)
    _tell(ledger, "2031-03-03", text, part, whole, name="n")
    reasons = _reasons(ledger)
    assert reasons == {
        "2,518": "no source is named; of whom is not said, but “Four” of them are aid seekers; "
        "agrees with “2,518” of the same day"
    }


@pytest.mark.parametrize(
    ("number", "fields", "belongs"),
    [
        ("4,224", {"source": "Orrin Watch"}, True),
        ("4,225", {"source": "Orrin Watch"}, False),  # near is enough only where nobody is named
        ("4,224", {"source": None, "place": "Vell"}, False),
        ("4,224", {"source": None, "place": "the stricken quarter"}, True),  # that names no place
        ("4,224", {"source": None, "measure": "wounded"}, False),
        ("4,224", {"source": None, "period": Period("since", "2031-01", None, None)}, False),
        ("4,224", {"source": None, "period": Period("since", "2030-11", None, None)}, True),
        ("4,224", {"source": None, "period": Period("state", None, None, None)}, False),
        ("4,224", {"source": None, "population": "children"}, False),
    ],
)
def test_who_else_may_belong(
    ledger: Ledger, number: str, fields: dict[str, Any], belongs: bool
) -> None:
    _bulletins(ledger)
    text = f"Orrin Watch: {number} children in Vell, the stricken quarter."
    _tell(ledger, "2031-03-03", text, _total(number, **fields), name="n")
    assert list(_reasons(ledger)) == ([number] if belongs else [])
    assert len(_list(ledger, source="harbour")[0].counts) == 3  # nothing was merged
