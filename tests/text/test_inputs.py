"""Sources: from the words on the command line to reports, and what is said of bad ones."""

import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.records import Report
from whence.text.dateline import find_dateline, parse_date
from whence.text.inputs import InputOptions, Trouble, open_sources

OPTIONS = InputOptions()
PAGE = (
    "<html><head><title>Toll rises</title><meta property='article:published_time' "
    "content='2031-03-04T10:00:00'></head><body><article><p>At least 12 people were killed.</p>"
    "<p>Another 30 were hurt.</p></article></body></html>"
)


def read(*sources: str | Path, options: InputOptions = OPTIONS) -> list[Report | Trouble]:
    """Return all that comes out of the sources."""
    return list(open_sources([str(source) for source in sources], options))


def report(*sources: str | Path, options: InputOptions = OPTIONS) -> Report:
    """Return the one report that comes out, with nothing said."""
    (item,) = read(*sources, options=options)
    assert isinstance(item, Report), item
    return item


def trouble(*sources: str | Path, options: InputOptions = OPTIONS) -> Trouble:
    """Return the one trouble that comes out: one sentence that names its source."""
    (item,) = read(*sources, options=options)
    assert isinstance(item, Trouble), item
    assert item.message.startswith(item.source)
    assert "\n" not in item.message
    assert item.message.endswith(".")
    return item


def write(path: Path, content: str | bytes) -> Path:
    """Write a file byte for byte."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def write_lines(path: Path, *values: object) -> Path:
    """Write a JSON Lines file."""
    return write(path, "".join(json.dumps(value) + "\n" for value in values))


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """Put what a test writes on standard input."""
    stream = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    return stream


# Text files


def test_a_text_file_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "  Headline\r\n\r\nNine died.\rTwo\u2028fled.\n\n"
    path = write(tmp_path / "sele.txt", text)
    assert report(path) == Report(id="sele", text=text)


def test_a_name_with_another_ending_is_read_as_text(tmp_path: Path) -> None:
    assert report(write(tmp_path / "REPORT.LOG", "Nine died.")).text == "Nine died."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_dropped(tmp_path: Path, encoding: str) -> None:
    assert report(write(tmp_path / "a.txt", "Zoë: 9".encode(encoding))).text == "Zoë: 9"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "The café was hit – “twelve” died, said Señor Ibañez."),
        ("cp1252", "The café was hit; 12 dead."),
        ("cp1251", "В городе погибли 12 человек, сообщило министерство здравоохранения."),
        ("gb18030", "据当局星期一称，12人死亡，30人受伤。"),
    ],
)
def test_another_encoding_is_read_and_said(tmp_path: Path, encoding: str, text: str) -> None:
    remark, item = read(write(tmp_path / "a.txt", text.encode(encoding)))
    assert isinstance(item, Report)
    assert item.text == text
    assert isinstance(remark, Trouble)
    assert "not UTF-8" in remark.message
    assert not remark.fatal


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \r\n\t", "is empty"),
        ("a.txt", b"\xef\xbb\xbf\n", "is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
        ("a.txt", bytes(range(1, 256)) * 3, "save it as UTF-8"),
        ("a.txt", b"\x01\x02\x03\x04 and some words", "binary data"),
        ("a.txt", b"\xff\xfe\x00", "save it as UTF-8"),
        ("a.md", b"", "is empty"),
        ("a.md", b"---\ntitle: Toll\n---\n", "nothing below its front matter"),
        ("a.html", b"", "is empty"),
        ("a.html", b"<html><body><nav><a href='/'>All the news</a></nav>", "no article"),
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl", b"\n \r\n", "is empty"),
        ("a.jsonl", b"\x00\x01\x02\n\x03\n", "not UTF-8 text"),
        ("a.json", b'[\n {"text": "Nine"}\n]\n', "JSON over many lines"),
    ],
)
def test_a_bad_file_is_one_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = write(tmp_path / name, content)
    bad = trouble(path)
    assert said in bad.message
    assert bad.fatal
    assert bad.source == str(path)


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(10**12)  # a hole: it takes no room, and reading it would take for ever
    assert "larger than 20,000,000 bytes" in trouble(path).message
    just = write(tmp_path / "just.txt", "x" * 10)
    assert report(just, options=InputOptions(max_file_bytes=10)).text == "x" * 10
    assert "larger than 9 bytes" in trouble(just, options=InputOptions(max_file_bytes=9)).message


def test_missing_files_and_other_addresses_are_told(tmp_path: Path) -> None:
    assert "no such file" in trouble(tmp_path / "none.txt").message
    assert trouble("").message == "'': an empty name is no source."
    assert "only http and https" in trouble("ftp://example.org/a.txt").message
    assert "starts with https://" in trouble("www.example.org/a").message
    assert trouble("a\x00b").fatal
    assert trouble("x" * 5000).fatal
    assert trouble("half \ud800 a name").fatal


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "secret.txt", "Nine died.")
    path.chmod(0)
    assert "no permission" in trouble(path).message


def test_the_other_sources_are_still_read(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", "Nine died.")
    first, second, third = read(tmp_path / "none", good, write(tmp_path / "empty.txt", ""))
    assert isinstance(first, Trouble)
    assert isinstance(second, Report)
    assert isinstance(third, Trouble)


def test_an_id_used_before_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Nine died.")
    first, remark, second = read(path, path)
    assert first == second
    assert isinstance(remark, Trouble)
    assert not remark.fatal
    assert "'a' was used before" in remark.message


# Markdown


def test_front_matter_tells_and_is_no_text(tmp_path: Path) -> None:
    path = write(
        tmp_path / "sele.md",
        '---\r\ntitle: "Toll: 12"\r\nDate: 4 March 2031\r\nsource: Coast Wire\r\n'
        "tags:\r\n  - sea\r\nurl: https://coastwire.example/toll\r\nauthor: ~\r\n---\r\n"
        "\r\n# Toll\r\n\r\nNine **died**.\r\n",
    )
    assert report(path) == Report(
        id="sele",
        text="\r\n# Toll\r\n\r\nNine **died**.\r\n",
        url="https://coastwire.example/toll",
        title="Toll: 12",
        publisher="Coast Wire",
        published="2031-03-04",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nine died.\n---\ntitle: no\n---\n",
        "---\ntitle: never closed\n\nNine died.\n",
        "---\nNine people died in Port Sele.\n---\nTwo fled.\n",
        "---\n\nhttps://coastwire.example\n---\nNine died.",
        "----\ntitle: no\n----\n",
    ],
)
def test_rules_in_a_text_are_no_front_matter(tmp_path: Path, text: str) -> None:
    assert report(write(tmp_path / "a.md", text)).text == text


# Pages


def test_a_page_gives_its_article(tmp_path: Path) -> None:
    item = report(write(tmp_path / "toll.HTM", PAGE))
    assert item.text == "At least 12 people were killed.\nAnother 30 were hurt."
    assert (item.id, item.title, item.published) == ("toll", "Toll rises", "2031-03-04")


def test_a_page_is_read_in_the_encoding_it_names(tmp_path: Path) -> None:
    page = '<html><head><meta charset="koi8-r"></head><body><p>Погибли 12 человек.</p>'
    assert report(write(tmp_path / "a.html", page.encode("koi8-r"))).text == "Погибли 12 человек."


@pytest.mark.parametrize("name", ["utf-7", "unicode_escape", "base64", "rot13", "no-such", "idna"])
def test_a_page_that_names_a_strange_encoding_is_not_mangled(tmp_path: Path, name: str) -> None:
    page = f'<html><head><meta charset="{name}"></head><body><p>The café\\n was hit by nine.</p>'
    remark, item = read(write(tmp_path / "a.html", page.encode("cp1252")))
    assert isinstance(remark, Trouble)
    assert isinstance(item, Report)
    assert item.text == "The café\\n was hit by nine."


# Folders


def test_a_folder_is_read_by_path_and_says_what_it_left(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/deep/x.html",
        "a-b.txt",
        "c.jsonl",
        "d.pdf",
        "e.pdf",
        "README",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, PAGE)
    (tmp_path / ".hidden").mkdir()
    write(tmp_path / ".hidden/h.txt", "Nine died.")
    write(tmp_path / ".h.txt", "Nine died.")
    items = read(tmp_path)
    assert [item.id for item in items if isinstance(item, Report)] == ["a-b", "x", "z", "b"]
    (remark,) = (item for item in items if isinstance(item, Trouble))
    assert not remark.fatal
    assert remark.source == str(tmp_path)
    for words in ("skipped 4 files", "2 .pdf", "1 .jsonl", "1 without ending", "JSON Lines"):
        assert words in remark.message


def test_links_make_no_loop(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Nine died.")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/up").symlink_to(tmp_path)
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "none")
    items = read(tmp_path)
    assert [item.id for item in items if isinstance(item, Report)] == ["a", "b"]
    broken, remark = (item for item in items if isinstance(item, Trouble))
    assert "no such file" in broken.message
    assert "1 linked folder" in remark.message


def test_a_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path / "a.txt", "Nine died.")
    item, remark = read(tmp_path)
    assert isinstance(item, Report)
    assert isinstance(remark, Trouble)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert "holds no text" in trouble(tmp_path).message


def test_a_bad_file_in_a_folder_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "")
    write(tmp_path / "b.txt", "Nine died.")
    bad, good = read(tmp_path)
    assert isinstance(bad, Trouble)
    assert bad.source == str(tmp_path / "a.txt")
    assert isinstance(good, Report)


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Nine died.")
    late = write(tmp_path / "b.txt", "Nine died.")
    items = open_sources([str(tmp_path), str(tmp_path / "none")], OPTIONS)
    next(items)
    write(late, "Ten died.")
    second = next(items)
    assert isinstance(second, Report)
    assert second.text == "Ten died."


# JSON Lines


def test_a_line_gives_all_it_says(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "r.jsonl",
        {
            "id": "x", "text": " Nine.\r\n", "date": "2031-03-04T23:59:59-05:00", "title": "T",
            "url": "https://a.example", "publisher": "P", "language": "en-GB", "more": [1],
        },
    )  # fmt: skip
    assert report(path) == Report(
        id="x",
        text=" Nine.\r\n",
        url="https://a.example",
        title="T",
        publisher="P",
        published="2031-03-04",
        language="en-GB",
    )


def test_nulls_are_as_if_not_there(tmp_path: Path) -> None:
    keys = ("id", "html", "date", "title", "url", "publisher", "language")
    path = write_lines(tmp_path / "r.ndjson", {"text": "Nine.", **dict.fromkeys(keys)})
    assert report(path) == Report(id="r:1", text="Nine.")


def test_html_in_a_line_is_a_page(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "r.jsonl",
        {"html": PAGE, "title": "Given"},
        {"html": "<p>Nine people died.</p>", "text": None, "date": "2031-03-05"},
        {"html": "<ul><li><a href='/'>All the news</a></ul>"},
    )
    first, second, third = read(path)
    assert isinstance(first, Report)
    assert (first.id, first.title, first.published) == ("r:1", "Given", "2031-03-04")
    assert isinstance(second, Report)
    assert (second.text, second.published) == ("Nine people died.", "2031-03-05")
    assert isinstance(third, Trouble)
    assert (third.line, third.fatal) == (3, True)


def test_marks_line_ends_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    path = write(
        tmp_path / "r.jsonl",
        b'\xef\xbb\xbf{"text": "One."}\r\n\r\n   \n{"id": 7, "text": "Two\\u00eb \\ud83d\\ude00"}',
    )
    first, second = read(path)
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.id, first.text) == ("r:1", "One.")
    assert (second.id, second.text) == ("7", "Twoë \N{GRINNING FACE}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "cut off', "not JSON: unterminated string starting at column 10"),
        (b"[1, 2]", "no JSON object but a list"),
        (b"12", "no JSON object but a number"),
        (b"null", "no JSON object but null"),
        (b"{}", 'neither "text" nor "html"'),
        (b'{"id": "x"}', 'neither "text" nor "html"'),
        (b'{"text": ""}', '"text" is empty'),
        (b'{"text": 12}', '"text" is a number, not a string'),
        (b'{"text": ["Nine"]}', '"text" is a list'),
        (b'{"text": "Nine \\ud800 died"}', "half a character"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b"[" * 100_000, "too deep"),
        (b'{"text": "n", "id": ' + b"9" * 5000 + b"}", "too long"),
    ],
)
def test_a_broken_line_is_told_and_the_others_are_read(
    tmp_path: Path, line: bytes, said: str
) -> None:
    good = b'{"text": "Nine died."}\n'
    path = write(tmp_path / "r.jsonl", good + line + b"\n" + good)
    first, bad, last = read(path)
    assert isinstance(first, Report)
    assert isinstance(bad, Trouble)
    assert bad.message.startswith(f"{path}, line 2: ")
    assert said in bad.message
    assert (bad.line, bad.fatal) == (2, True)
    assert isinstance(last, Report)
    assert last.id == "r:3"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"id": True}, '"id" is left out'),
        ({"id": [1]}, '"id" is left out'),
        ({"title": 5}, '"title" is left out'),
        ({"url": "\ud800"}, '"url" is left out'),
        ({"date": 20310304}, '"date" is left out'),
        ({"date": "last Tuesday"}, "'last Tuesday' cannot be read"),
        ({"date": "2031-02-30"}, "cannot be read"),
        ({"language": "../../etc"}, '"language" is left out'),
    ],
)
def test_a_key_that_cannot_be_used_is_told_and_the_report_read(
    tmp_path: Path, more: dict[str, object], said: str
) -> None:
    remark, item = read(write_lines(tmp_path / "r.jsonl", {"text": "Nine died.", **more}))
    assert isinstance(remark, Trouble)
    assert (remark.line, remark.fatal) == (1, False)
    assert said in remark.message
    assert item == Report(id="r:1", text="Nine died.")


def test_a_line_too_long_is_passed_over(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.jsonl", {"text": "x" * 5000}, {"text": "Nine."})
    bad, good = read(path, options=InputOptions(max_file_bytes=100))
    assert isinstance(bad, Trouble)
    assert "longer than 100 bytes" in bad.message
    assert isinstance(good, Report)
    assert good.id == "r:2"


def test_the_whole_may_be_larger_than_one_file_may(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "r.jsonl", *({"text": f"Nine {n}."} for n in range(50)))
    items = read(path, options=InputOptions(max_file_bytes=100))
    assert sum(isinstance(item, Report) for item in items) == 50


# Standard input


@pytest.mark.parametrize(
    ("given_bytes", "texts"),
    [
        (b"Nine died.\n\n{}\n", ["Nine died.\n\n{}\n"]),
        (b'\n\n{"text": "One."}\n{"text": "Two."}', ["One.", "Two."]),
        (b'\xef\xbb\xbf{"text": "One."}\r\n', ["One."]),
        (b"\n\n  Nine died.", ["\n\n  Nine died."]),
        (b"\xef\xbb\xbfNine died.", ["Nine died."]),
        (b'{"text": "never closed\nNine died.', ['{"text": "never closed\nNine died.']),
    ],
)
def test_standard_input_is_json_lines_or_a_text(
    stdin: io.BytesIO, given_bytes: bytes, texts: list[str]
) -> None:
    stdin.write(given_bytes)
    stdin.seek(0)
    items = read("-")
    assert [item.text for item in items if isinstance(item, Report)] == texts
    assert not any(isinstance(item, Trouble) for item in items)


def test_standard_input_names_itself(stdin: io.BytesIO) -> None:
    stdin.write(b'{"text": "One."}\nbroken\n')
    stdin.seek(0)
    first, bad = read("-")
    assert isinstance(first, Report)
    assert first.id == "stdin:1"
    assert isinstance(bad, Trouble)
    assert bad.message.startswith("standard input, line 2: ")


@pytest.mark.parametrize(
    ("given_bytes", "said"),
    [(b"", "is empty"), (b"\n\n", "is empty"), (b"x" * 101, "larger"), (b"\x00", "binary")],
)
def test_bad_standard_input_is_told(stdin: io.BytesIO, given_bytes: bytes, said: str) -> None:
    stdin.write(given_bytes)
    stdin.seek(0)
    assert said in trouble("-", options=InputOptions(max_file_bytes=100)).message


# Dates


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2031-03-04", "2031-03-04"),
        ("2031-03-04T23:59:59.5-05:00", "2031-03-04"),
        ("2031-03-04 10:00", "2031-03-04"),
        ("20310304", "2031-03-04"),
        (" 4 March 2031 ", "2031-03-04"),
        ("March 4, 2031", "2031-03-04"),
        ("the 4th", None),
        ("4th of March 2031", "2031-03-04"),
        ("Tue, 04 Mar 2031 10:00:00 GMT", "2031-03-04"),
        ("Sept. 5, 2031", "2031-09-05"),
        ("2031-02-30", None),
        ("31 June 2031", None),
        ("03/04/2031", None),
        ("March 2031", None),
        ("2031", None),
        ("March 4", None),
        ("4 March 31", None),
        ("4 March 2031 and after", None),
        ("2031-03-04 to 2031-03-09", None),
        ("", None),
        ("0000-01-01", None),
    ],
)
def test_a_date_is_read_or_left(words: str, day: str | None) -> None:
    assert parse_date(words) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Headline\n\nPORT ISOLDE, Tolmar, Feb 19, 2031 - An air strike killed nine.",
            "2031-02-19",
        ),
        (
            "PORT ISOLDE, Monday, August 26, 2030 (Coastal Wire) - " + "Nine died. " * 20,
            "2030-08-26",
        ),
        ("Port Sele, March 3, 2031 (Coastal Wire) - " + "Nine died. " * 20, "2031-03-03"),
        ("SELE (TOLMAR), 3 NOV 89 (RADIO SELE NETWORK) -- [TEXT] NINE DIED", "1989-11-03"),
        ("SELE, JUNE 11 89 (CW) -- [TEXT] NINE DIED", "1989-06-11"),
        ("SELE, 3 JAN 90 -- [REPORT] NINE DIED", "1990-01-03"),
        ("THE COURIER - Thursday, July 29, 2021 - 90 pence", "2021-07-29"),
        ("LIVE Siege: nine freed\nSaturday 17 June 2023. Latest posts first.", "2023-06-17"),
        (
            "OFFICE\nReport No. 17 (24-30 August 2026)\nIssued on 31 August 2026. As of",
            "2026-08-31",
        ),
        ("EMBARGOED UNTIL 06:00, MONDAY 22 APRIL 2024", "2024-04-22"),
        ("EVENING HOUR, Tuesday 13 September 2022 (rush transcript)", "2022-09-13"),
        ("Daily bulletin No. 412\nSunday, 3 November 2024, 11:00", "2024-11-03"),
        ("Published 3 March 2031 at 10:00 GMT", "2031-03-03"),
        ("Updated: 2031-03-03", "2031-03-03"),
        # A date without its year could be of any year.
        ("PORT ISOLDE, Tolmar, Feb 19 - An air strike killed 2031 people.", None),
        # Spans of days, and the days of events.
        ("Report No. 17 (24-30 August 2026)", None),
        ("Report, 24 August - 30 August 2026", None),
        ("On 3 March 2031 the bridge fell and nine died.", None),
        ("Nine died in Sele, 3 March 2031, when the bridge fell.", None),
        ("The bridge fell on Monday, 3 March 2031, " + "and nobody has been told why. " * 5, None),
        ("A quiet town, 3 March 2031 - " + "the day on which everything changed. " * 5, None),
        ("Anske, 1942-2020", None),
        ("At least 20 may 2031 times over survive", None),
        ("one\ntwo\nthree\nfour\nfive\nsix\n3 March 2031", None),
        ("Issued on 31 June 2031", None),
        ("", None),
    ],
)
def test_a_dateline_tells_the_day_or_nothing(text: str, day: str | None) -> None:
    assert find_dateline(text) == day


def test_the_sources_date_stands_before_the_dateline_and_both_before_the_option(
    tmp_path: Path,
) -> None:
    dated = "SELE, 3 March 2031 - Nine died."
    path = write_lines(
        tmp_path / "r.jsonl",
        {"text": dated, "date": "2031-03-05"},
        {"text": dated},
        {"text": "Nine died."},
        {"text": "Nine died.", "language": "zz"},
    )
    items = read(path, options=InputOptions(date="1 May 2030"))
    days = [item.published for item in items if isinstance(item, Report)]
    assert days == ["2031-03-05", "2031-03-03", "2030-05-01", "2030-05-01"]


def test_a_bad_date_option_is_refused() -> None:
    with pytest.raises(ValueError, match="'soon' is no date"):
        InputOptions(date="soon")


# For every input


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_any_text_in_json_lines_comes_back_exactly(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for escaped in (True, False):
            lines = (json.dumps({"text": text}, ensure_ascii=escaped) + "\n" for text in texts)
            path = write(Path(folder) / "r.jsonl", "".join(lines))
            assert [item.text for item in read(path) if isinstance(item, Report)] == texts


@given(st.text(min_size=1).filter(str.strip))
def test_any_written_text_comes_back_exactly_or_is_told(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (item,) = read(write(Path(folder) / "r.txt", text))
    if isinstance(item, Report):
        assert item.text == text.removeprefix("\ufeff")
    else:
        assert "binary" in item.message


@settings(deadline=None)  # the first page loads the extractor
@given(
    st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.bin", "a"]),
    st.binary(max_size=200)
    | st.lists(
        st.sampled_from([b"---\n", b"{", b'{"text": "', b'"}', b"\n", b"\xff\xfe", b"<p>Nine died"])
        | st.binary(max_size=5)
    ).map(b"".join),
)
def test_any_bytes_as_a_file_never_raise(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        items = read(write(Path(folder) / name, content))
    assert items
    for item in items:
        if isinstance(item, Report):
            item.text.encode("utf-8")
            item.id.encode("utf-8")
        else:
            assert item.message.count("\n") == 0


def test_the_door_is_light() -> None:
    heavy = {"trafilatura", "httpx", "spacy", "lxml", "asyncio", "charset_normalizer"}
    code = f"import sys, whence.text.inputs; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
