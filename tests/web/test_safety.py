"""What a desk withstands: bodies, texts, names and failures of every kind."""

from collections.abc import Iterator

import httpx
import pytest
from tests.web.conftest import Desk, form_key, served

from whence.ledger import Ledger
from whence.records import Reading, Report
from whence.web.app import create_app
from whence.web.errors import DeskError
from whence.web.headers import HEADERS
from whence.web.reading import BoundedReader
from whence.web.settings import Settings

TEXT = "Twelve people were killed at Orrin."


FILE = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'


def dripped(size: int, begins: bytes = b"") -> Iterator[bytes]:
    """A body that does not say how long it is."""
    yield begins
    for _ in range(size // 1000):
        yield b"x" * 1000


@pytest.mark.parametrize(
    ("path", "kind", "begins"),
    [
        ("/api/v1/read", "application/json", b""),
        ("/read", "application/x-www-form-urlencoded", b""),
        ("/read", "multipart/form-data; boundary=x", FILE),
    ],
)
def test_a_body_without_a_length_is_bounded(
    desk: Desk, empty_ledger: str, path: str, kind: str, begins: bytes
) -> None:
    client = desk(empty_ledger, max_body_bytes=20_000)
    answer = client.post(path, content=dripped(100_000, begins), headers={"Content-Type": kind})
    assert (answer.status_code, "20,000 bytes" in answer.text) == (413, True)


def test_a_body_that_says_it_is_too_long_is_refused_unread(desk: Desk, empty_ledger: str) -> None:
    client = desk(empty_ledger, max_body_bytes=20_000)
    answer = client.post("/api/v1/read", json={"text": "x" * 30_000})
    assert (answer.status_code, list(answer.json())) == (413, ["error"])
    assert client.post("/read", content=b"x" * 30_000).status_code == 413


def test_a_text_that_takes_too_long_ends_its_reader_and_the_next_is_read() -> None:
    reader = BoundedReader(seconds=0.0001, waiting=0, max_text=10**6, language="en", private=False)
    try:
        with pytest.raises(DeskError, match="took longer than") as caught:
            reader.read(Report(id="long", text=f"{TEXT}\n\n" * 5000))
        assert caught.value.status == 413
        assert reader._process is None
        reader._seconds = 60
        assert len(reader.read(Report(id="short", text=TEXT)).figures) == 1
    finally:
        reader.close()


def test_too_many_readers_are_told_to_come_back() -> None:
    reader = BoundedReader(seconds=1, waiting=0, max_text=1, language="en", private=False)
    with reader._places, pytest.raises(DeskError, match="just now") as caught:
        reader.read(Report(id="r", text=TEXT))
    assert caught.value.status == 503


@pytest.mark.parametrize(
    "path",
    ["/", "/nowhere", "/api/v1/figures", "/api/v1/nothing", "/static/desk.js", "/search.csv"],
)
def test_every_answer_has_the_headers(desk: Desk, empty_ledger: str, path: str) -> None:
    client = desk(empty_ledger, open=True)
    own = client.get(path).headers
    other = client.get(path, headers={"Host": "elsewhere.example"}).headers
    for name, value in HEADERS.items():
        assert own[name] == other[name] == value
    assert "Server" not in own or "whence" not in own["Server"]


def test_a_failure_shows_no_traceback_and_has_the_headers(empty_ledger: str) -> None:
    app = create_app(Settings(empty_ledger))

    def fails() -> None:
        raise RuntimeError("secret.py, line 12")

    paths = ("/fails", "/api/v1/fails")
    for path in paths:
        app.add_api_route(path, fails)
    with served(app) as address:
        answers = [httpx.get(f"{address}{path}") for path in paths]
    for answer in answers:
        assert answer.status_code == 500
        assert "Something failed in Whence" in answer.text
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/api/v1/figures", "/feed/reports.atom", "/static/desk.css"])
def test_head_is_get_without_the_body(desk: Desk, example_ledger: str, path: str) -> None:
    client = desk(example_ledger)
    client.get("/")
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    assert head.headers["ETag"] == got.headers["ETag"]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", "HEAD, GET"),
        ("/read", "HEAD, GET, POST"),
        ("/api/v1/reports", "HEAD, GET, POST"),
        ("/api/v1/read", "POST"),
    ],
)
def test_other_methods_are_told_which_there_are(
    desk: Desk, empty_ledger: str, path: str, allowed: str
) -> None:
    client = desk(empty_ledger, open=True)
    for method in ("OPTIONS", "DELETE", "PUT", "TRACE"):
        answer = client.request(method, path, headers={"Origin": "https://elsewhere.example"})
        assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_cookies_are_for_this_site_and_no_script(desk: Desk, empty_ledger: str, token: str) -> None:
    client = desk(empty_ledger)
    first = client.get("/read").headers["Set-Cookie"]
    data = {"form_key": form_key(client), "token": token}
    signed = client.post("/sign-in", data=data, follow_redirects=False).headers["Set-Cookie"]
    for cookie in (first, signed):
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
    assert token not in client.get("/").text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/read", "/keep"])
def test_every_form_is_refused_from_elsewhere(desk: Desk, empty_ledger: str, path: str) -> None:
    client = desk(empty_ledger, open=True)
    key = form_key(client)
    data = {"form_key": key, "text": TEXT, "token": "x", "report": "{}"}
    assert client.post(path, data=data | {"form_key": key[:-1]}).status_code == 403
    forged = client.post(path, data=data, headers={"Origin": "https://elsewhere.example"})
    assert forged.status_code == 403
    other = httpx.post(f"{client.base_url}{path}", data=data)  # without the cookie
    assert other.status_code == 403


def test_markup_in_every_field_is_data_in_the_api(
    desk: Desk, empty_ledger: str, marked_up: Reading
) -> None:
    with Ledger(empty_ledger) as ledger:
        ledger.file(marked_up, by="test")
    client = desk(empty_ledger)
    for path in ("/reports/1", "/figures", "/sources", "/reports"):
        answer = client.get(f"/api/v1{path}")
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "<script>alert" in str(answer.json())
