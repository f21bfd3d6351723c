"""The bundled example: whole, and as its coders left it."""

import json
from importlib.resources import files

from whence.example import example_reports
from whence.records import Reading

FOLDER = files("whence") / "example"


def test_eighteen_reports_in_the_order_of_their_dates() -> None:
    reports = list(example_reports())
    assert len(reports) == 18
    dates = [report.published or "" for report in reports]
    assert dates == sorted(dates)
    assert all(report.title and report.url and report.publisher for report in reports)
    assert len({report.id for report in reports}) == 18


def test_findings_name_reports_that_are_there() -> None:
    findings = json.loads((FOLDER / "FINDINGS.json").read_text(encoding="utf-8"))
    names = {report.id for report in example_reports()}
    assert {name for finding in findings for name in finding["reports"]} <= names


def test_coded_figures_stand_in_the_text(coded: list[Reading]) -> None:
    for reading in coded:
        text = reading.report.text
        for figure in reading.figures:
            for part in (figure.amount, figure.population, figure.source, figure.place):
                assert part is None or text[part.start : part.end] == part.words
            assert figure.part_of is None or 0 <= figure.part_of < len(reading.figures)


def test_a_coded_source_is_found_where_it_is_named(coded: list[Reading]) -> None:
    gold = [
        figure["source"]
        for reading in coded
        for figure in json.loads((FOLDER / f"{reading.report.id}.json").read_bytes())["figures"]
    ]
    found = [figure.source for reading in coded for figure in reading.figures]
    assert [source is None for source in found] == [words is None for words in gold]
