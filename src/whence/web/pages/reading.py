"""Reading a report that a visitor brings: shown first, kept when they say so."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from whence.exports.html import reading_article
from whence.exports.wording import heading
from whence.ledger import RefusedError, find_report
from whence.records import Report
from whence.text.dateline import find_dateline, parse_date
from whence.web.access import FormOf, VisitorOf, Writer
from whence.web.desk import DeskOf
from whence.web.errors import DeskError
from whence.web.forms import form_words
from whence.web.reading import Asked, Sent
from whence.web.rendering import render

router = APIRouter()


@router.get("/read")
def ask(request: Request) -> Response:
    """Show the form."""
    return render(request, "read.html", title="Read a report")


async def _sent(form: FormOf) -> "Sent | FormData":
    """Return the file that was dropped, else the form as it is."""
    dropped = form.get("file")
    if isinstance(dropped, UploadFile) and dropped.filename:
        return Sent(name=dropped.filename, data=await dropped.read(), date=form_words(form, "date"))
    return form


@router.post("/read")
def read(
    request: Request,
    desk: DeskOf,
    visitor: VisitorOf,
    sent: Annotated[Sent | FormData, Depends(_sent)],
) -> Response:
    """Read what was pasted, dropped or is at an address, and show it; nothing is kept."""
    asked: Asked = sent if isinstance(sent, Sent) else _asked(sent, may_fetch=visitor.may_write)
    reading = desk.reader.read(asked)
    return render(
        request,
        "shown.html",
        title=heading(reading),
        article=reading_article(reading, prefix="r", level=1),
        report=msgspec.json.encode(reading.report).decode(),
    )


@router.post("/keep")
def keep(desk: DeskOf, form: FormOf, writer: Writer) -> Response:
    """File the report that was shown, read again: the same text gives the same reading."""
    try:
        report = msgspec.json.decode(form_words(form, "report") or "", type=Report)
    except msgspec.DecodeError:
        raise DeskError("The report to keep did not arrive whole. Read it again.") from None
    reading = desk.reader.read(report)
    try:
        with desk.writing() as ledger:
            filed = ledger.file(reading, by=writer.name)
    except RefusedError as error:
        raise DeskError(f"It cannot be kept: {error}.") from None
    with desk.ledger.reading() as connection:
        number = find_report(connection, filed.report_id)
    return RedirectResponse(f"/reports/{number}", 303)


def _asked(form: FormData, *, may_fetch: bool) -> Asked:
    """Return what a form asks to have read: a text or an address."""
    address, text = form_words(form, "address"), form_words(form, "text")
    if address:
        if not may_fetch:
            raise DeskError("Fetching an address needs a token. Paste the text instead.", 403)
        if not address.lower().startswith(("http://", "https://")):
            raise DeskError("An address begins with https:// or http://.")
        return Sent(address=address, date=form_words(form, "date"))
    if not text:
        raise DeskError("There is nothing to read: paste a text, drop a file or give an address.")
    text = text.replace("\r\n", "\n")  # a form's lines end with both, whatever was pasted
    title = form_words(form, "title")
    return Report(
        id=title or "pasted",
        text=text,
        title=title,
        url=form_words(form, "url"),
        publisher=form_words(form, "publisher"),
        published=_date(form) or find_dateline(text, "en"),
    )


def _date(form: FormData) -> str | None:
    words = form_words(form, "date")
    if words is None:
        return None
    date = parse_date(words, "en")
    if date is None:
        raise DeskError(f"“{words}” is no date; write it as 2031-03-04.")
    return date
