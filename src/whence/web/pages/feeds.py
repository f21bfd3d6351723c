"""Atom feeds, so that a desk is told of what is new."""

from fastapi import APIRouter, Request, Response

from whence.exports.series import heading_words, what_words, who_words
from whence.exports.wording import day_words
from whence.ledger import (
    FindingLine,
    ReportLine,
    SeriesLine,
    WantedFindings,
    filed_at,
    find_series_lines,
    first_seal,
    newest_reports,
    page_of_findings,
)
from whence.ledger.counts import Count
from whence.web.api.asking import SeriesId
from whence.web.atom import MEDIA_TYPE, FeedEntry, write_feed
from whence.web.desk import Checked, Reading
from whence.web.meaning import MEANINGS, SEVERITY_WORDS

router = APIRouter(prefix="/feed")
TOLD = 50  # entries of a feed


@router.get("/reports.atom")
def reports(request: Request, reading: Reading) -> Response:
    """Tell of the reports that were filed last."""
    home = str(request.base_url)
    feed = write_feed(
        name=f"reports {first_seal(reading)}",
        title="Whence: new reports",
        link=home,
        address=f"{home}feed/reports.atom",
        entries=[_entry(home, line) for line in newest_reports(reading, TOLD)],
    )
    return Response(feed, media_type=MEDIA_TYPE)


@router.get("/findings.atom")
def findings(request: Request, reading: Checked) -> Response:
    """Tell of the findings that were first met last, explained and settled ones too."""
    home = str(request.base_url)
    every = WantedFindings("all")
    found = page_of_findings(reading, every, skip=0, limit=TOLD, newest=True)
    feed = write_feed(
        name=f"findings {first_seal(reading)}",
        title="Whence: findings",
        link=f"{home}findings",
        address=f"{home}feed/findings.atom",
        entries=[_finding_entry(home, line) for line in found.lines],
    )
    return Response(feed, media_type=MEDIA_TYPE)


@router.get("/series/{series}.atom")
def series(request: Request, reading: Reading, series: SeriesId) -> Response:
    """Tell of the counts of a series, those that were told last."""
    home = str(request.base_url)
    line = find_series_lines(reading, series)[0]
    counts = sorted(line.counts, key=lambda count: count.told, reverse=True)[:TOLD]
    filed = filed_at(reading, {count.report for count in counts})
    feed = write_feed(
        name=f"series {first_seal(reading)} {line.id}",
        title=f"Whence: {heading_words(line)}",
        link=f"{home}series/{line.id}",
        address=f"{home}feed/series/{line.id}.atom",
        entries=[_count_entry(home, line, count, filed[count.report]) for count in counts],
    )
    return Response(feed, media_type=MEDIA_TYPE)


def _finding_entry(home: str, line: FindingLine) -> FeedEntry:
    finding = line.finding
    hint = f"Perhaps: {finding.hint}?" if finding.hint else None
    state = "explained" if finding.explained else f"{SEVERITY_WORDS[finding.severity]}"
    settled = f"settled as {line.settled.verdict} by {line.settled.by}" if line.settled else None
    return FeedEntry(
        name=f"finding {finding.id}",
        title=f"{MEANINGS[finding.kind].title}: {finding.sentence}",
        link=f"{home}findings/{finding.id}",
        updated=line.settled.when if line.settled else line.found,
        summary=" · ".join(part for part in (state, settled, hint) if part),
    )


def _count_entry(home: str, line: SeriesLine, count: Count, filed: str) -> FeedEntry:
    day = day_words(count.day) if count.day else "no date"
    return FeedEntry(
        name=f"count {line.id} {count.claim}",
        title=f"{count.words} {what_words(line)}",
        link=f"{home}figures/{count.claim}",
        updated=filed,
        summary=f"{who_words(line)}, {day}: “{count.quote}”",
    )


def _entry(home: str, line: ReportLine) -> FeedEntry:
    day = day_words(line.published) if line.published else "no date"
    facts = [line.publisher, day, "a revision" if line.revises else None, line.url]
    return FeedEntry(
        name=f"report {line.sha256} {line.id}",
        title=line.title or line.id,
        link=f"{home}reports/{line.number}",
        updated=line.filed,
        summary=" · ".join(fact for fact in facts if fact),
        author=line.publisher,
    )
