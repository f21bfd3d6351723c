"""`import whence`: quick, typed, and one call for one report."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import whence
from whence.records import Reading

HEAVY = ("spacy", "trafilatura", "httpx", "rich", "jinja2", "typer", "msgspec")


def test_every_public_name_is_there() -> None:
    assert set(whence.__all__) <= set(dir(whence))
    for name in whence.__all__:
        assert getattr(whence, name) is not None
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        whence.nothing_of_the_kind  # noqa: B018 - asking is the test


def test_importing_it_loads_nothing_heavy() -> None:
    code = f"import sys, whence; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_read_takes_a_path(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("A mudslide killed 19 people, police said.\n", encoding="utf-8")
    for source in (path, str(path)):
        reading = whence.read(source, date="2031-03-04")
        assert isinstance(reading, Reading)
        assert reading.report.id == "brief"
        assert reading.report.published == "2031-03-04"


def test_read_text_keeps_the_text_as_given() -> None:
    text = "  Nine people\r\nwere hurt. "
    reading = whence.read_text(text, date=dt.date(2031, 3, 4), title="Brief")
    assert reading.report.text == text
    assert reading.report.published == "2031-03-04"
    assert whence.read_text(text).report.published is None


def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(whence.SourceError, match=r"nowhere\.txt: there is no such file"):
        whence.read(tmp_path / "nowhere.txt")
    with pytest.raises(whence.WhenceError, match="'soon' is no date"):
        whence.read_text("Nine people were hurt.", date="soon")


def test_read_refuses_many_reports(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Nine people were hurt.", encoding="utf-8")
    with pytest.raises(whence.SourceError, match="more than one report"):
        whence.read(tmp_path)


def test_a_reading_shows_itself_in_a_notebook(coded: list[Reading]) -> None:
    assert coded[0]._repr_html_().startswith('<div class="whence">')
