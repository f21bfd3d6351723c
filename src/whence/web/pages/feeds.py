"""Atom feeds, so that a desk is told of what is new."""

from fastapi import APIRouter, Request, Response

from whence.exports.wording import day_words
from whence.ledger import ReportLine, first_seal, newest_reports
from whence.web.atom import MEDIA_TYPE, FeedEntry, write_feed
from whence.web.desk import Reading

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
