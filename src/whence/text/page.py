"""Takes the article out of its page: plain text, a paragraph a line, and its metadata."""

import re
from dataclasses import dataclass

# Years in which a page may say that it was published. trafilatura's own bounds end today,
# so that a page would read differently tomorrow, and one dated ahead would lose its date.
OLDEST, NEWEST = "1900-01-01", "2100-12-31"

TABLE_RULE = re.compile(r"\|?(\s*:?-{3,}:?\s*\|)+\s*")
TABLE_ROW = re.compile(r"\|\s?(.*?)\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Page:
    """An article and what its page says of it; `published` is `YYYY-MM-DD`."""

    text: str
    title: str | None
    published: str | None
    publisher: str | None
    url: str | None


def take_article(html: str) -> Page | None:
    """Return the article in `html`, or None where the page has none.

    The text has headings, paragraphs, list items and table rows on lines of their own, and
    no comments, menus or footers. A page that holds nothing but links has no article.
    """
    # Imported here: trafilatura loads lxml and takes longer than the rest of the start.
    from trafilatura import bare_extraction

    # A bare fragment would be rejected as no HTML.
    whole = (
        html
        if re.search(r"<(html|body)\b", html, re.IGNORECASE)
        else f"<html><body>{html}</body></html>"
    )
    try:
        found = bare_extraction(
            whole,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={
                # Only dates that the page marks as its own; a date found somewhere in the
                # text or the footer is worse than the dateline, which is looked at next.
                "extensive_search": False,
                "original_date": True,
                "min_date": OLDEST,
                "max_date": NEWEST,
            },
        )
    except Exception:  # noqa: BLE001 - any bytes may come here; what the parser raises is not said
        return None
    if found is None or isinstance(found, dict):
        return None
    text = _plain(found.text or "")
    if not _is_article(text, whole):
        return None
    return Page(text, found.title, found.date, found.sitename, found.url)


def _plain(text: str) -> str:
    """`text` without the bars and rules of tables and without blank lines at its ends."""
    rows = (line for line in text.split("\n") if not TABLE_RULE.fullmatch(line))
    lines = (row[1] if (row := TABLE_ROW.fullmatch(line)) else line for line in rows)
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _is_article(text: str, html: str) -> bool:
    """Whether some line has two words or more and is not the text of a link."""
    lines = {_bare(line) for line in text.split("\n")}
    lines = {line for line in lines if " " in line}
    return bool(lines and not lines <= _link_texts(html))


def _link_texts(html: str) -> set[str]:
    """Return the words of every link in the page."""
    # As above: slow to load. lxml has no types of its own.
    from lxml.html import fromstring  # type: ignore[import-untyped]

    try:
        tree = fromstring(html.encode("utf-8", "replace"))
        return {_bare(link.text_content()) for link in tree.iter("a")}
    except Exception:  # noqa: BLE001 - as above; without a tree there is nothing to compare with
        return set()


def _bare(words: str) -> str:
    """Words without the mark of a list item, bars and doubled blanks."""
    return " ".join(words.removeprefix("- ").replace("|", " ").split())
