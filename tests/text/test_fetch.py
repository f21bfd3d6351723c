"""Addresses: what a server may do, and what is said of it."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address
from typing import Protocol

import pytest

from whence.records import Report
from whence.text.fetch import FetchError, Limits, fetch
from whence.text.inputs import InputOptions, Trouble, open_sources
from whence.text.public import is_public

LIMITS = Limits(max_bytes=20_000, timeout_seconds=5, max_redirects=3)
SHORT = Limits(max_bytes=20_000, timeout_seconds=0.4, max_redirects=3)


class Web(Protocol):
    """The server of conftest.py."""

    agents: list[str]

    def __call__(self, path: str) -> str: ...


def why_not(address: str, limits: Limits = LIMITS) -> str:
    """Return what is said of an address that cannot be had."""
    with pytest.raises(FetchError) as caught:
        fetch(address, limits)
    message = str(caught.value)
    assert "\n" not in message
    assert message
    return message


def test_a_page_comes_as_it_is(web: Web) -> None:
    page = fetch(web("article"), LIMITS)
    assert page.content_type == "text/html"
    assert page.charset == "utf-8"
    assert b"At least 12" in page.data
    assert web.agents[0].startswith("Whence/")
    assert "reads news reports" in web.agents[0]


def test_a_redirect_is_followed_and_the_end_is_known(web: Web) -> None:
    assert fetch(web("moved"), LIMITS).url == web("article")
    assert fetch(web("hops/2"), LIMITS).url == web("article")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing", "the server answered 404 Not Found"),
        ("broken", "the server answered 503"),
        ("pdf", "it is 'application/pdf', not a web page"),
        ("round", "it redirects more than 3 times"),
        ("hops/3", "it redirects more than 3 times"),
        ("to_file", "which is no http or https address"),
        ("to_nowhere", ""),
        ("promise", "it sends more than 20,000 bytes"),
        ("flood", "it sends more than 20,000 bytes"),
        ("bomb", "it sends more than 20,000 bytes"),
        ("packed_twice", "packed the page more than once"),
        ("bad_gzip", "it could not be fetched"),
        ("cut", "it could not be fetched"),
        ("noise", "it could not be fetched"),
    ],
)
def test_a_bad_answer_is_told(web: Web, path: str, said: str) -> None:
    assert said in why_not(web(path))


@pytest.mark.parametrize("path", ["silence", "drip", "drip_header"])
def test_the_bound_on_time_is_on_the_whole(web: Web, path: str) -> None:
    assert "within 0.4 seconds" in why_not(web(path), SHORT)


def test_a_closed_port_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "refused the connection" in why_not(f"http://127.0.0.1:{port}/")


def test_an_unknown_name_is_told() -> None:
    # ".invalid" never exists (RFC 2606). Without a network the answer may also be late.
    said = why_not("http://no-such-server.invalid/", SHORT)
    assert "no server of that name" in said or "seconds" in said


@pytest.mark.parametrize(
    "address",
    ["http://", "https://?", "http://[1::", "http://a b/", "http://x:99999/", "http://..."],
)
def test_an_address_that_is_none_is_told(address: str) -> None:
    why_not(address, SHORT)


@pytest.fixture
def not_tls() -> Iterator[str]:
    """Open a port that answers a secure greeting with plain words."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with server.accept()[0] as connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.0 400 plain\r\n\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}/"
        thread.join(5)


def test_a_failed_secure_connection_is_told(not_tls: str) -> None:
    assert "no secure connection" in why_not(not_tls)


def test_it_works_inside_an_event_loop(web: Web) -> None:
    async def inside() -> bytes:
        return fetch(web("article"), LIMITS).data

    assert b"At least 12" in asyncio.run(inside())


def test_addresses_become_reports_and_the_others_are_still_read(web: Web) -> None:
    options = InputOptions(timeout_seconds=5, max_page_bytes=20_000)
    items = list(open_sources([web("missing"), web("moved"), web("menu"), web("plain")], options))
    first, article, menu, plain = items
    assert isinstance(first, Trouble)
    assert first.fatal
    assert first.message == f"{web('missing')}: the server answered 404 Not Found."
    assert isinstance(article, Report)
    assert (article.id, article.url) == (web("moved"), web("article"))
    assert (article.published, article.publisher) == ("2031-03-04", "Coast Wire")
    assert "Another 30 were hurt, said Dr Zoë Quill." in article.text
    assert isinstance(menu, Trouble)
    assert "no article was found" in menu.message
    assert isinstance(plain, Report)
    assert plain.text == "Nine people died.\r\n\r\nTwo fled.\n"


@pytest.mark.parametrize("path", ["latin", "header_latin", "untyped"])
def test_the_encoding_is_taken_from_header_or_page(web: Web, path: str) -> None:
    (report,) = open_sources([web(path)], InputOptions())
    assert isinstance(report, Report)
    assert "Zoë Quill" in report.text


def test_an_empty_page_is_told(web: Web) -> None:
    (trouble,) = open_sources([web("nothing")], InputOptions())
    assert isinstance(trouble, Trouble)
    assert "empty" in trouble.message


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.1.1"])
def test_an_address_inside_the_network_is_not_fetched_for_others(web: Web, host: str) -> None:
    port = web("/page").rpartition(":")[2].partition("/")[0]
    reason = why_not(f"http://{host}:{port}/page", replace(LIMITS, public_only=True))
    assert "inside a network" in reason


def test_no_redirect_leads_inside_the_network_for_others(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The public address is asked through a proxy, our own server: nothing leaves the machine."""
    public = replace(LIMITS, public_only=True)
    for name in ("ALL_PROXY", "HTTP_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("http_proxy", web(""))
    assert b"At least 12" in fetch("http://93.184.216.34/article", public).data
    asked = len(web.agents)
    assert "inside a network" in why_not("http://93.184.216.34/to_inside", public)
    assert len(web.agents) == asked + 1  # for the redirect, and not for where it leads


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),  # a provider's own network
        ("224.0.0.251", False),  # many at once
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),  # an IPv4 address in IPv6's clothes
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:53aa:64c:0:0:0:0", False),
    ],
)
def test_public_addresses_are_told_from_those_inside(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) == public
