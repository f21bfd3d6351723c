"""Judging over a real connection: figures one by one, records, names, agreement."""

import re
from pathlib import Path

import httpx
import pytest
from tests.conftest import MARKUP
from tests.spoken import spoken_reading
from tests.web.conftest import Desk, form_key

from whence.ledger import (
    By,
    Claim,
    Filter,
    Ledger,
    confirm,
    find_claim,
    find_claims,
    list_judgements,
    record_proposals,
)
from whence.records import Reading, Report
from whence.web.passages import passage_of


@pytest.fixture
def ledger(coded: list[Reading], tmp_path: Path) -> str:
    """The address of a ledger of three reports and one with a statement and a release."""
    address = str(tmp_path / "judged.db")
    with Ledger(address, create=True, clock=lambda: "2031-03-04T12:00:00Z") as book:
        for reading in (*coded[:3], spoken_reading()):
            book.file(reading, by="test")
        record_proposals(book)
    return address


def first_figure(client: httpx.Client, page: str = "/judge") -> tuple[str, dict[str, str]]:
    """Return the figure that a page asks of, and its form as it stands."""
    text = client.get(page).text
    fields = dict(re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', _form(text)))
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', _form(text)):
        chosen = re.search(r'value="([^"]*)" selected', options)
        assert chosen, name
        fields[name] = chosen[1]
    return fields.get("claim", ""), fields


def _form(page: str) -> str:
    found = re.search(r'id="fields">.*?</form>', page.replace("\n", ""))
    assert found
    return found[0]


def standing(ledger: str, claim: str) -> Claim:
    with Ledger(ledger) as book, book.reading() as connection:
        return find_claim(connection, claim)


def test_a_figure_is_confirmed_and_the_next_one_comes(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    claim, form = first_figure(client)
    page = client.post("/judge?since=5", data=form | {"act": "confirm"})
    assert standing(ledger, claim).status == "confirmed"
    assert page.history[0].status_code == 303
    assert f"after={claim}" in str(page.url)
    assert f'name="claim" value="{claim}"' not in _form(page.text)
    assert "<b>1</b> judged" in page.text
    assert "<b>1</b> in this sitting" in page.text


def test_only_what_was_changed_is_corrected(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    claim, form = first_figure(client)
    changed = {"low": "1,234", "high": "", "period_kind": "since", "period_start": "2031-03"}
    client.post("/judge", data=form | changed | {"period_end": "", "act": "correct", "why": "so"})
    figure = standing(ledger, claim).figure
    assert (figure.amount.low, figure.amount.high) == (1234, None)
    assert figure.period
    assert (figure.period.kind, figure.period.start, figure.period.end) == (
        "since",
        "2031-03",
        None,
    )
    with Ledger(ledger) as book:
        filed = list_judgements(book, subject=claim)
    assert {one.field for one in filed} <= {"low", "high", "period"}
    assert {one.why for one in filed} == {"so"}


def test_another_source_keeps_the_kind_that_the_form_says(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    claim, form = first_figure(client)
    changed = {"source": "The harbour board", "source_kind": "government", "act": "correct"}
    client.post("/judge", data=form | changed)
    source = standing(ledger, claim).figure.source
    assert source
    assert (source.words, source.kind) == ("The harbour board", "government")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"act": "correct", "low": "9", "high": "8"}, "the low must not be above"),
        ({"act": "correct", "low": "a few", "place": "Lower Orrin"}, "Low is a whole number"),
        ({"act": "correct"}, "Nothing was changed"),
        ({"act": "confirm", "low": "7"}, "You changed Low bound"),
        ({"act": "correct", "period_kind": "", "period_start": "2031"}, "what kind of period"),
        ({"act": "reject", "place": "Lower Orrin"}, "Say why"),
        ({"act": "applaud"}, "did not say what to do"),
    ],
)
def test_an_error_is_a_sentence_and_what_was_typed_is_there(
    desk: Desk, ledger: str, typed: dict[str, str], told: str
) -> None:
    client = desk(ledger, open=True)
    claim, form = first_figure(client)
    before = standing(ledger, claim)
    page = client.post("/judge", data=form | typed)
    assert page.status_code == 400
    alert = re.search(r'role="alert".*?>(.*?)</p>', page.text)
    assert alert
    assert told in alert[1]
    for name, value in typed.items():
        assert name == "act" or f'value="{value}"' in _form(page.text), name
    assert standing(ledger, claim) == before


def test_what_another_judged_meanwhile_is_not_judged_over(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    claim, form = first_figure(client)
    with Ledger(ledger) as book:
        confirm(book, claim, by=By("ben"))
    page = client.post("/judge", data=form | {"act": "correct", "low": "1", "high": "99999"})
    assert page.status_code == 409
    assert "Somebody judged this" in page.text
    assert 'value="99999"' in page.text
    assert standing(ledger, claim).status == "confirmed"


def test_a_rejection_has_a_reason_and_the_last_is_undone(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    claim, form = first_figure(client)
    page = client.post("/judge?since=1", data=form | {"act": "reject", "why": "a flight number"})
    assert standing(ledger, claim).status == "rejected"
    entry = re.search(r'name="entry" value="(\d+)"', page.text)
    assert entry
    data = {"form_key": form["form_key"], "entry": entry[1], "claim": claim}
    back = client.post("/judge/undo?since=1", data=data)
    assert standing(ledger, claim).status == "read"
    assert f'name="claim" value="{claim}"' in _form(back.text)
    again = client.post("/judge/undo?since=1", data=data)
    assert (again.status_code, "undone already" in again.text) == (409, True)


def test_the_queue_keeps_to_its_filter_to_its_end(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    with Ledger(ledger) as book, book.reading() as connection:
        wanted = {one.id for one in find_claims(connection, "figure", Filter(measure="wounded"))}
    seen, page = set[str](), "/judge?measure=wounded"
    while len(seen) < len(wanted):
        claim, _ = first_figure(client, page)
        seen.add(claim)
        page = f"/judge?measure=wounded&after={claim}"
    assert seen == wanted
    end = client.get(page).text
    assert "The end of the list" in end
    assert "Nothing waits" in client.get("/judge?measure=returned").text
    assert client.get("/judge?date=soon").status_code == 400
    assert client.get("/judge?claim=zz").status_code == 404


def test_who_has_no_token_looks_and_judges_nothing(desk: Desk, ledger: str) -> None:
    client = desk(ledger)
    page = client.get("/judge").text
    assert "<fieldset disabled>" in page
    assert "Sign in</a> to judge" in page
    claim = re.search(r'name="claim" value="(\w+)"', page)
    assert claim
    key = form_key(client)
    for path in ("/judge", "/judge/undo", f"/figures/{claim[1]}", "/names", "/names/undo"):
        answer = client.post(path, data={"form_key": key, "claim": claim[1], "act": "confirm"})
        assert (path, answer.status_code) == (path, 403)
    assert standing(ledger, claim[1]).status == "read"
    assert client.post("/judge", data={"claim": claim[1]}).status_code == 403


def _one(ledger: str, kind: str) -> Claim:
    with Ledger(ledger) as book, book.reading() as connection:
        return next(find_claims(connection, kind))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["figure", "statement", "release"])
def test_every_claim_has_a_record_on_which_it_is_judged(desk: Desk, ledger: str, kind: str) -> None:
    client, claim = desk(ledger, open=True), _one(ledger, kind)
    path = f"/{kind}s/{claim.id}"
    page = client.get(path)
    assert page.text.count("<h1") == 1
    key = {"form_key": form_key(client, path), "seen": f"{claim.number}"}
    client.post(path, data=key | {"act": "comment", "words": "see the <b>annex</b>"})
    assert "wrote: see the &lt;b&gt;annex" in client.get(path).text
    page = client.post(path, data=key | {"act": "confirm"})
    assert page.url.path == path
    assert "confirmed it" in page.text
    entry = re.search(r'name="entry" value="(\d+)"', page.text)
    assert entry
    client.post(path, data=key | {"act": "undo", "entry": entry[1], "why": "too soon"})
    page = client.get(path)
    assert f"undid entry {entry[1]}" in page.text
    assert "too soon" in page.text
    stale = client.post(path, data=key | {"act": "reject", "why": "none at all"})
    assert (stale.status_code, 'value="none at all"' in stale.text) == (409, True)
    key["seen"] = f"{standing(ledger, claim.id).number}"
    client.post(path, data=key | {"act": "reject", "why": "none at all"})
    assert standing(ledger, claim.id).status == "rejected"
    assert "rejected it" in client.get(path).text


def test_a_statement_is_corrected_and_a_wrong_address_leads_on(desk: Desk, ledger: str) -> None:
    client, claim = desk(ledger, open=True), _one(ledger, "statement")
    assert client.get(f"/figures/{claim.id}").url.path == f"/statements/{claim.id}"
    path = f"/statements/{claim.id}"
    stance = "warns" if claim.statement.stance != "warns" else "denies"
    source = claim.statement.source
    data = {
        "form_key": form_key(client, path),
        "seen": f"{claim.number}",
        "act": "correct",
        "source": source.words if source else "",
        "stance": stance,
        "form": claim.statement.form,
    }
    page = client.post(path, data=data)
    assert f"corrected “Stance” from {claim.statement.stance} to {stance}" in page.text
    with Ledger(ledger) as book:
        assert [one.field for one in list_judgements(book, subject=claim.id)] == ["stance"]


FLOODS = (
    "On Monday the Orrin Harbour Board said 12 people were killed in the flood.\n",
    "On Tuesday the Harbour Board of Orrin said 14 people were killed in the flood.\n",
)


def _named(text: str) -> Reading:
    from whence import read_text

    return read_text(text, date="2031-03-04")


@pytest.fixture(scope="module")
def floods() -> list[Reading]:
    """Two reports in which one board has two names."""
    return [_named(text) for text in FLOODS]


def test_names_are_settled_with_a_reason_and_taken_back(
    desk: Desk, empty_ledger: str, floods: list[Reading]
) -> None:
    with Ledger(empty_ledger) as book:
        for reading in floods:
            book.file(reading, by="test")
        assert record_proposals(book)
    client = desk(empty_ledger, open=True)
    page = client.get("/names").text
    assert "1 pair that may be one body" in page
    form = dict(re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', page.partition("pair")[2]))
    data = {name: form[name] for name in ("form_key", "kind", "pair")}
    data |= {"one": "Orrin Harbour Board", "other": "Harbour Board of Orrin", "act": "same"}
    refused = client.post("/names", data=data | {"called": "The Board"})
    assert (refused.status_code, 'value="The Board"' in refused.text) == (400, True)
    assert "the reason is kept" in refused.text
    done = client.post("/names", data=data | {"called": "The Board", "why": "one building"})
    assert "are one body, called The Board" in done.text
    assert "No pair waits" in done.text
    assert "The Board" in client.get("/sources").text
    entry = re.search(r'name="entry" value="(\d+)"', done.text)
    assert entry
    undone = client.post("/names/undo", data={"form_key": data["form_key"], "entry": entry[1]})
    assert "1 pair that may be one body" in undone.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"one": "Nobody At All"}, "No body in the ledger goes by the name"),
        ({"other": ""}, "Write both names"),
        ({"why": ""}, "Say why"),
        ({"kind": "voice"}, "Say what is named"),
        ({"act": "perhaps"}, "whether they are the same"),
        ({"kind": "place", "act": "apart"}, "No place in the ledger"),
    ],
)
def test_names_that_cannot_be_settled_are_told_so(
    desk: Desk, ledger: str, typed: dict[str, str], told: str
) -> None:
    client = desk(ledger, open=True)
    data = {"kind": "body", "one": "Ilse Marrow", "other": "Some Other", "why": "so"}
    data |= {"form_key": form_key(client, "/names"), "act": "same"} | typed
    page = client.post("/names", data=data)
    assert page.status_code == 400
    assert told in page.text
    assert f'value="{data["one"]}"' in page.text


def test_a_body_leads_to_merging_it(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    pages = [client.get(f"/sources/{number}").text for number in range(1, 12)]
    linked = next(page for page in pages if "Merge it with another name" in page)
    address = re.search(r'href="(/names\?one=[^"#]+)', linked)
    assert address
    assert re.search(r'id="one" name="one" value="[^"]+"', client.get(address[1]).text)


def test_agreement_is_a_figure_on_a_page(desk: Desk, ledger: str) -> None:
    client = desk(ledger, open=True)
    assert "Nobody has judged a figure yet" in client.get("/judge/agreement").text
    for act in ({"act": "confirm"}, {"act": "reject", "why": "no"}, {"act": "correct", "low": "0"}):
        _, form = first_figure(client)
        client.post("/judge", data=form | act)
    page = client.get("/judge/agreement").text
    assert "Of 3 figures that one person judged, 33&nbsp;% were right as they were read" in page
    assert "Low bound: 1 of 3" in page
    assert "It says nothing of what the reader missed" in page


def test_markup_in_every_field_is_shown_as_text(
    desk: Desk, empty_ledger: str, marked_up: Reading
) -> None:
    with Ledger(empty_ledger) as book:
        book.file(marked_up, by=MARKUP)
    client = desk(empty_ledger, open=True)
    claims = [_one(empty_ledger, kind) for kind in ("figure", "statement", "release")]
    records = [f"/{claim.kind}s/{claim.id}" for claim in claims]
    for path in ("/judge", *records):
        page = client.get(path).text
        assert "<script>alert" not in page, path
        assert "&lt;script&gt;alert" in page, path
    key = {"form_key": form_key(client, "/judge"), "seen": f"{claims[0].number}"}
    client.post(records[0], data=key | {"act": "reject", "why": MARKUP})
    typed = {"kind": "body", "one": MARKUP, "other": MARKUP, "why": MARKUP, "act": "same"}
    for answer in (client.get(records[0]), client.post("/names", data=key | typed)):
        assert "<script>alert" not in answer.text
        assert "&lt;script&gt;alert" in answer.text


def test_a_sentence_is_cut_at_what_was_read_in_it(ledger: str) -> None:
    with Ledger(ledger) as book, book.reading() as connection:
        claims = list(find_claims(connection, "figure"))
        texts = {one.report: _report(book, one.report) for one in claims}
    for claim in claims:
        report = texts[claim.report]
        passage = passage_of(report, claim)
        whole = "".join(part.words for part in passage.sentence)
        assert claim.quote.words in whole
        assert whole in report.text
        number = next(part for part in passage.sentence if part.role == "number")
        assert number.words == claim.figure.amount.words


def _report(book: Ledger, number: int) -> Report:
    from whence.ledger import read_report

    with book.reading() as connection:
        return read_report(connection, number).report
