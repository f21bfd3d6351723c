"""Who may do what, and how much of it."""

from tests.web.conftest import Desk, form_key

from whence.ledger import Ledger, end_token, list_reports, list_tokens

TEXT = "On Monday the harbour board said 12 people were killed in the flood at Orrin.\n"


def test_a_visitor_may_have_a_text_read_and_nothing_is_kept(desk: Desk, empty_ledger: str) -> None:
    client = desk(empty_ledger)
    page = client.post("/read", data={"form_key": form_key(client), "text": TEXT})
    assert page.status_code == 200
    assert "whence-mark" in page.text
    assert "Sign in</a> to keep it" in page.text
    with Ledger(empty_ledger) as ledger, ledger.reading() as connection:
        assert list(list_reports(connection)) == []


def test_keeping_needs_a_token_and_is_filed_under_its_name(
    desk: Desk, empty_ledger: str, token: str
) -> None:
    client = desk(empty_ledger)
    report = '{"id":"flood","text":"Twelve people were killed at Orrin."}'
    refused = client.post("/keep", data={"form_key": form_key(client), "report": report})
    assert refused.status_code == 403
    client.post("/sign-in", data={"form_key": form_key(client, "/sign-in"), "token": token})
    kept = client.post("/keep", data={"form_key": form_key(client), "report": report})
    assert kept.url.path == "/reports/1"
    assert "ann" in kept.text


def test_a_form_of_another_site_is_refused(desk: Desk, empty_ledger: str) -> None:
    client = desk(empty_ledger, open=True)
    assert client.post("/read", data={"text": TEXT}).status_code == 403
    key = form_key(client)
    forged = {"Origin": "https://elsewhere.example"}
    answer = client.post("/read", data={"form_key": key, "text": TEXT}, headers=forged)
    assert answer.status_code == 403


def test_a_token_that_was_ended_opens_nothing(desk: Desk, empty_ledger: str, token: str) -> None:
    with Ledger(empty_ledger) as ledger:
        end_token(ledger, 1)
        assert [one.ended is not None for one in list_tokens(ledger)] == [True]
    client = desk(empty_ledger)
    data = {"form_key": form_key(client, "/sign-in"), "token": token}
    assert client.post("/sign-in", data=data).status_code == 403


def test_an_address_inside_the_network_is_not_fetched(desk: Desk, empty_ledger: str) -> None:
    client = desk(empty_ledger, open=True)
    data = {"form_key": form_key(client), "address": "http://127.0.0.1:9/"}
    answer = client.post("/read", data=data)
    assert answer.status_code == 422
    assert "inside a network" in answer.text


def test_fetching_needs_a_token(desk: Desk, empty_ledger: str) -> None:
    client = desk(empty_ledger)
    data = {"form_key": form_key(client), "address": "https://news.example/"}
    assert client.post("/read", data=data).status_code == 403


def test_too_much_is_refused(desk: Desk, empty_ledger: str) -> None:
    client = desk(empty_ledger, max_text=1000, max_body_bytes=20_000)
    key = form_key(client)
    long = client.post("/read", data={"form_key": key, "text": "word " * 1000})
    assert (long.status_code, "1,000 are read here" in long.text) == (422, True)
    longer = client.post("/read", data={"form_key": key, "text": "word " * 10_000})
    assert longer.status_code == 413


def test_an_open_desk_answers_to_this_machine_alone(desk: Desk, empty_ledger: str) -> None:
    client = desk(empty_ledger, open=True)
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400
