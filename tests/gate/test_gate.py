"""The gate: whole reports, with floors that fall only on purpose (`python -m tests.gate.pin`)."""

from dataclasses import replace

import pytest
from msgspec import to_builtins
from tests.gate.corpora import CRISES, FOLDERS, digest, marked_reports, readings
from tests.gate.findings import entries, found_in, score_findings
from tests.gate.pin import FINDINGS, STATEMENTS, measured, open_floors, raised
from tests.gate.scoring import Score, Tally, same_phrase, score, score_report
from tests.gate.statements import marked_statements, measured_statements, score_statements

from whence.example import gold_reading
from whence.records import Figure, Period, Reading, Source

pytestmark = pytest.mark.gate

FLOORS = open_floors()
NAMES = list(Score().numbers())


SOMEBODY = Source(0, 5, "nobody in particular")
LONG_AGO = Period("on", "1066", "1066", None)


def as_marked(corpus: str) -> list[tuple[Figure, ...]]:
    """The figures of each report as a perfect reader would give them."""
    return [
        gold_reading(marked.report, {"figures": to_builtins(marked.gold)}).figures
        for marked in marked_reports(corpus)
    ]


@pytest.mark.parametrize("corpus", FOLDERS)
def test_the_corpus_is_the_one_the_floors_were_pinned_on(corpus: str) -> None:
    assert digest(corpus) == FLOORS[corpus]["digest"]


@pytest.mark.parametrize("corpus", FOLDERS)
@pytest.mark.parametrize("name", NAMES)
def test_no_floor_is_broken(corpus: str, name: str) -> None:
    assert measured(corpus)[name] >= FLOORS[corpus]["floors"][name]


@pytest.mark.parametrize("name", FLOORS[STATEMENTS]["floors"])
def test_no_floor_of_statements_is_broken(name: str) -> None:
    assert measured_statements()[name] >= FLOORS[STATEMENTS]["floors"][name]


@pytest.mark.parametrize("crisis", CRISES)
def test_no_more_is_cried_and_no_less_is_found(crisis: str) -> None:
    told = score_findings(entries(crisis), found_in(crisis))
    assert told["found"] >= FLOORS[FINDINGS][crisis]["found"]
    assert told["beyond"] <= FLOORS[FINDINGS][crisis]["beyond"]


@pytest.mark.parametrize("crisis", CRISES)
def test_findings_rest_on_reports_that_are_there(crisis: str) -> None:
    ids = {marked.report.id for marked in marked_reports(crisis)}
    assert all(set(entry.reports) <= ids for entry in entries(crisis))
    assert score_findings(entries(crisis), [])["found"] == 0


def test_statements_are_marked_where_they_stand() -> None:
    marked = list(marked_statements())
    assert sum(len(gold) for _, gold in marked) == 101
    for report, gold in marked:
        for statement in gold:
            assert all(report.report.text.count(piece) == 1 for piece in statement.content)


def test_a_reader_of_no_statement_scores_nought() -> None:
    silent = [(gold, Reading(marked.report)) for marked, gold in marked_statements()]
    assert set(score_statements(silent).values()) == {0.0}


def test_the_corpora_are_as_large_as_the_guidelines_say() -> None:
    scored = {
        corpus: score(marked_reports(corpus), readings(corpus)).found.true for corpus in FOLDERS
    }
    assert scored == {
        "reports": 334,
        "unseen": 406,
        "crisis": 315,
        "agency": 355,
        "highland": 288,
        "mines": 260,
        "delta": 217,
        "wire": 478,
        "strait": 215,
        "cable": 305,
    }


@pytest.mark.parametrize("corpus", FOLDERS)
def test_a_perfect_reader_scores_one(corpus: str) -> None:
    total = Score()
    for marked, figures in zip(marked_reports(corpus), as_marked(corpus), strict=True):
        total.add(score_report(marked, figures))
    numbers = total.numbers()
    assert {name: numbers[name] for name in NAMES} == dict.fromkeys(NAMES, 1.0)


@pytest.mark.parametrize("corpus", FOLDERS)
def test_a_reader_of_nothing_scores_nought(corpus: str) -> None:
    for marked in marked_reports(corpus):
        assert set(score_report(marked, ()).numbers().values()) == {0.0}


def test_a_spurious_figure_costs_precision_and_a_missed_one_recall() -> None:
    marked = next(m for m in marked_reports("reports") if m.report.id == "flash-brenik-depot")
    figures = as_marked("reports")[marked_reports("reports").index(marked)]
    count = len(marked.gold)
    missed = score_report(marked, figures[:-1]).found
    assert (missed.right, missed.said, missed.true) == (count - 1, count - 1, count)
    stray = replace(figures[0], amount=replace(figures[0].amount, start=0, end=6))
    spurious = score_report(marked, (*figures, stray)).found
    assert (spurious.right, spurious.said, spurious.true) == (count, count + 1, count)


@pytest.mark.parametrize("name", ["span", "measure", "comparator", "source", "period"])
def test_a_wrong_field_is_seen(name: str) -> None:
    marked = marked_reports("reports")[0]
    first, *others = as_marked("reports")[0]
    wrong = {
        "span": replace(first, amount=replace(first.amount, end=first.amount.end - 1)),
        "measure": replace(first, measure="returned"),
        "comparator": replace(first, amount=replace(first.amount, comparator="between")),
        "source": replace(first, source=SOMEBODY),
        "period": replace(first, period=LONG_AGO),
    }[name]
    assert score_report(marked, (wrong, *others)).numbers()[name] < 1


@pytest.mark.parametrize(
    ("marked", "said", "same"),
    [
        ("the ministry", "The Ministry", True),
        ("the Interior Ministry", "the ministry", True),
        ("the ministry", "the ministry in its daily table", True),
        ("the ministry", "the ministry and four other bodies it has named since", False),
        ("the army", "the ministry", False),
        (None, None, True),
        ("she", None, False),
        ("WHO", "who said", False),
    ],
)
def test_phrases_that_name_the_same(marked: str | None, said: str | None, same: bool) -> None:
    assert same_phrase(marked, said) is same


def test_floors_rise_and_fall_only_on_purpose() -> None:
    assert raised({"whole": 0.6}, {"whole": 0.5}) == {"whole": 0.6}
    assert raised({"whole": 0.6}, {"whole": 0.7159}) == {"whole": 0.714}
    assert raised({}, {"whole": 0.7159}, slack=0.01) == {"whole": 0.704}
    assert raised({"whole": 0.6}, {"whole": 0.5}, lower=True) == {"whole": 0.5}


def test_a_tally_of_nothing_is_nought() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)
