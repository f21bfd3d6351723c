"""Pages: the article in, the rest out."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.text.page import take_article

WHOLE = """<html><head><title>Toll rises - Coast Wire</title>
<link rel="canonical" href="https://coastwire.example/toll">
<meta property="og:site_name" content="Coast Wire">
<meta property="article:published_time" content="2031-03-04T23:30:00-05:00"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World news</a></li></ul></nav>
<article><h1>Toll rises in Port Sele</h1>
<p>At least 12 518 people were killed &amp; 30 hurt in <b>Port Sele</b>, the ministry said.</p>
<p>First line.<br>Second line.</p>
<h2>Homes</h2><ul><li>Homes lost: 31</li><li>Dead: 4</li></ul>
<table><tr><th>Town</th><th>Dead</th></tr><tr><td>Sele</td><td>3</td></tr></table>
<div id="comments"><p>First! Everybody lies, 900 people died.</p></div></article>
<footer><p>Copyright 2019 Coast Wire</p></footer></body></html>"""


def test_the_article_is_taken_with_what_the_page_says_of_it() -> None:
    page = take_article(WHOLE)
    assert page is not None
    assert page.title == "Toll rises in Port Sele"
    assert page.published == "2031-03-04"
    assert page.publisher == "Coast Wire"
    assert page.url == "https://coastwire.example/toll"


def test_headings_paragraphs_items_and_rows_are_lines() -> None:
    page = take_article(WHOLE)
    assert page is not None
    lines = page.text.split("\n")
    assert "At least 12 518 people were killed & 30 hurt in Port Sele, the ministry said." in lines
    assert lines[lines.index("First line.") :] == [
        "First line.",
        "Second line.",
        "Homes",
        "- Homes lost: 31",
        "- Dead: 4",
        "Town | Dead",
        "Sele | 3",
    ]


def test_menus_comments_and_footers_are_left_out() -> None:
    page = take_article(WHOLE)
    assert page is not None
    for words in ("World news", "Everybody lies", "Copyright"):
        assert words not in page.text


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><p>Nine people died.</p><p>Two fled.</p></body></html>",
        "<html><body><div><p>Nine people died.</p><p>Two fled.</p></div></body></html>",
        "<!-- " + "long remark " * 20 + "--><html><body><p>Nine people died.<p>Two fled.",
        "<p>Nine people died.</p><p>Two fled.</p>",
        '<?xml version="1.0" encoding="utf-8"?><html><p>Nine people died.</p><p>Two fled.</p>',
    ],
)
def test_a_short_page_still_gives_its_text(html: str) -> None:
    page = take_article(html)
    assert page is not None
    assert page.text == "Nine people died.\nTwo fled."


def test_one_fragment_is_enough() -> None:
    page = take_article("<p>Nine people died.</p>")
    assert page is not None
    assert page.text == "Nine people died."


def test_a_line_that_is_partly_a_link_is_text() -> None:
    page = take_article(
        "<p>In Port Sele <a href='/x'>nine people died</a> on Monday, the ministry said.</p>"
    )
    assert page is not None
    assert page.text == "In Port Sele nine people died on Monday, the ministry said."


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "<html></html>",
        "<html><body></body></html>",
        "<html><body><script>let nine = 'people died';</script></body></html>",
        "<html><ul><li><a href='/'>All the news</a><li><a href='/w'>World news</a></ul></html>",
        "<html><body><p>Home</p></body></html>",
    ],
)
def test_a_page_without_an_article_gives_none(html: str) -> None:
    assert take_article(html) is None


def test_a_date_in_the_footer_or_the_text_is_not_the_pages_date() -> None:
    page = take_article(
        "<html><body><article><p>On 3 March 2019 nine people died in Port Sele.</p></article>"
        "<footer>Copyright 2018 Coast Wire</footer></body></html>"
    )
    assert page is not None
    assert page.published is None


def test_a_page_dated_ahead_keeps_its_date() -> None:
    page = take_article(WHOLE.replace("2031-03-04", "2098-03-04"))
    assert page is not None
    assert page.published == "2098-03-04"


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    take_article("<html><body>")
    take_article("\x00<p>")
    assert capfd.readouterr() == ("", "")


def test_deep_nesting_does_no_harm() -> None:
    take_article("<div>" * (sys.getrecursionlimit() * 2) + "<p>Nine people died.</p>")


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "<a>", "</a>", "<table>", "<tr><td>", "<!--", "-->", "<li>"),
        *("<html>", "<body>", "<article>", "<title>", "<?xml ", "<meta ", "<script>", "<br>"),
        *("&#xD800;", "&amp;", "Nine people died. ", "|---|", "| a | b |", "\x00"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=10), max_size=20))
def test_any_page_gives_text_that_can_be_written_or_none(pieces: list[str]) -> None:
    page = take_article("".join(pieces))
    if page is not None:
        assert page.text.strip()
        page.text.encode("utf-8")
