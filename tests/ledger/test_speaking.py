"""For whom somebody speaks in a report, as the report's own words tie them."""

from dataclasses import replace
from typing import Any

import pytest
from tests.casefile import open_cases, rows
from tests.ledger.making import figure, phrase, report

from whence.ledger import Ledger
from whence.ledger.speaking import Speaker, Standing, find_ties, read_standings
from whence.records import Reading, Report, Source


@pytest.mark.parametrize("case", rows(open_cases("ties")))
def test_case(case: dict[str, Any]) -> None:
    speakers = [
        Speaker(
            given["name"],
            given["named"],
            set(given["words"]),
            {given["kind"]} if "kind" in given else set(),
        )
        for given in case["speakers"]
    ]
    assert find_ties(speakers) == case["ties"]


def test_the_standing_of_a_speaker_hangs_on_its_report_alone(ledger: Ledger) -> None:
    watch, wren = "Marrow Watch", "Ada Wren, a coordinator"
    both = report(f"{watch} said 17 died. {wren}, said 19 died.", "both")
    alone = report(f"{wren}, said 21 died.", "alone")
    ledger.file(_reading(both, {"17": watch, "19": wren}))
    ledger.file(_reading(alone, {"21": wren}))
    with ledger.reading() as connection:
        standings = read_standings(connection)
        assert read_standings(connection, [2]) == {(2, "Ada Wren"): standings[2, "Ada Wren"]}
    assert standings[1, watch] == Standing(is_body=True, speaks_for=None, kind="monitor")
    assert standings[1, "Ada Wren"] == Standing(is_body=False, speaks_for=watch, kind="monitor")
    assert standings[2, "Ada Wren"] == Standing(is_body=False, speaks_for=None, kind="monitor")


def _reading(told: Report, given: dict[str, str]) -> Reading:
    """Return a reading of `told` with figures by monitors, each called by its first words."""
    figures = []
    for number, words in given.items():
        spoken = phrase(told, words)
        assert spoken
        source = Source(spoken.start, spoken.end, words, words.partition(",")[0], "monitor")
        figures.append(replace(figure(told, number, int(number)), source=source))
    return Reading(told, tuple(figures), (), (), versions={"whence": "test"})
