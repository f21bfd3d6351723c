"""Who put out what, on which day and channel, showing what."""

from typing import Any

import pytest
from tests.casefile import open_cases, rows

from whence.compose.releases import ReleaseComposer
from whence.compose.survey import Surveyor
from whence.find.amounts import find_amounts
from whence.find.releases import open_releases
from whence.records import Figure, MadeBy, Phrase, Release, Report
from whence.text.grammar import Grammar

CASES = open_cases("releases")
SURVEYOR = Surveyor(Grammar(), every_sentence=True)


@pytest.mark.parametrize("case", rows(CASES))
def test_case(case: dict[str, Any]) -> None:
    report = Report("a", case["text"], published="2026-05-20")
    figures = _figures(report.text)
    found = [_told(release, report.text, figures) for release in _releases(report, figures)]
    assert found == case["releases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_the_cheap_test_loses_no_release(case: dict[str, Any]) -> None:
    assert open_releases().may_release(case["text"]) or not case["releases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_what_is_told_before_does_not_change_it(case: dict[str, Any]) -> None:
    alone = Report("a", case["text"], published="2026-05-20")
    lead = "Nine people drowned in a flood, the coastguard said.\n\n"
    after = Report("a", lead + case["text"], published="2026-05-20")
    told = [
        [_told(release, report.text, figures) for release in _releases(report, figures)]
        for report in (alone, after)
        for figures in [_figures(report.text)]
    ]
    assert told[0] == told[1]


def _releases(report: Report, figures: tuple[Figure, ...]) -> tuple[Release, ...]:
    survey = SURVEYOR.survey(report)
    composer = ReleaseComposer()
    return composer.compose(
        composer.gather(report, survey.passages, survey.quotations.spans), figures
    )


def _told(release: Release, text: str, figures: tuple[Figure, ...]) -> str:
    caption = release.caption
    for phrase in (release.source, release.channel, release.shows):
        assert phrase is None or text[phrase.start : phrase.end] == phrase.words
    fields = (
        release.source.words if release.source else "",
        release.kind,
        release.date,
        release.channel.words if release.channel else "",
        release.shows.words if release.shows else "",
        text[caption.start : caption.end] if caption else "",
        " ".join(figures[index].amount.words for index in release.figures),
    )
    return " | ".join(field or "-" for field in fields)


def _figures(text: str) -> tuple[Figure, ...]:
    """Return a figure for each amount of people, as far as these cases need one."""
    return tuple(
        Figure(
            amount=mention.amount,
            measure="captive",
            population=None,
            source=None,
            period=None,
            place=None,
            modality="asserted",
            part_of=None,
            quote=Phrase(0, len(text), text),
            made_by=MadeBy("test", "test"),
        )
        for mention in find_amounts(text)
        if "names" not in text[mention.amount.end : mention.amount.end + 8]
    )
