"""The API: the records of the command line, paged; reading, keeping and judging by token."""

from typing import Any

import httpx
import msgspec
import pytest
from pydantic import TypeAdapter
from tests.web.conftest import Desk, form_key

from whence.exports.claims import claim_record
from whence.exports.series import ShownSeries, series_record
from whence.ledger import (
    ClaimKind,
    CopyLine,
    Filter,
    Judgement,
    Ledger,
    ReportLine,
    find_belonging,
    find_claims,
    list_judgements,
    list_reports,
    list_series,
)
from whence.records import Reading
from whence.web.api import shapes

API = "/api/v1"
KINDS: dict[str, ClaimKind] = {
    "figures": "figure",
    "statements": "statement",
    "releases": "release",
}
ANSWERS: list[tuple[str, Any]] = [
    ("/reports?all=true", shapes.Listed[ReportLine]),
    ("/reports/13", shapes.WholeReport),
    ("/reports/13/changes", shapes.Listed[shapes.ChangeRecord]),
    ("/reports/13/revisions", shapes.Listed[ReportLine]),
    ("/reports/8/copies", shapes.Listed[CopyLine]),
    ("/figures?limit=500&all=true", shapes.Listed[shapes.FigureClaim]),
    ("/statements", shapes.Listed[shapes.StatementClaim]),
    ("/releases", shapes.Listed[shapes.ReleaseClaim]),
    ("/series?limit=50", shapes.Listed[shapes.SeriesRecord]),
    ("/findings?state=all&limit=500", shapes.Listed[shapes.FindingRecord]),
    ("/sources?limit=500", shapes.Listed[shapes.SourceRecord]),
    ("/sources/1", shapes.SourceRecord),
    ("/judgements", shapes.Listed[Judgement]),
    ("/proposals", shapes.Listed[shapes.ProposalRecord]),
    ("/agreement", shapes.Agreement),
    ("/ledger", shapes.LedgerNow),
]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def filed(desk: Desk, empty_ledger: str, spoken: Reading, coded: list[Reading]) -> httpx.Client:
    """A desk with statements, releases and figures."""
    with Ledger(empty_ledger) as ledger:
        ledger.file(spoken, by="test")
        ledger.file(coded[0], by="test")
    return desk(empty_ledger)


@pytest.mark.parametrize(("path", "shape"), ANSWERS)
def test_every_answer_has_its_shape(desk: Desk, example_ledger: str, path: str, shape: Any) -> None:
    answer = desk(example_ledger).get(API + path)
    assert answer.status_code == 200
    TypeAdapter(shape).validate_json(answer.content)


@pytest.mark.parametrize("part", KINDS)
def test_claims_are_those_of_the_command_line(
    filed: httpx.Client, empty_ledger: str, part: str
) -> None:
    with Ledger(empty_ledger) as ledger, ledger.reading() as connection:
        wanted = [
            msgspec.json.decode(msgspec.json.encode(claim_record(claim)))
            for claim in find_claims(connection, KINDS[part])
        ]
    assert wanted
    assert filed.get(f"{API}/{part}?limit=500").json()["items"] == wanted
    whole = [filed.get(f"{API}/reports/{number}").json()[part] for number in (1, 2)]
    assert sorted(one["id"] for report in whole for one in report) == sorted(
        one["id"] for one in wanted
    )
    one = filed.get(f"{API}/claims/{wanted[0]['id'][:12]}").json()
    assert (one["kind"], one["claim"]) == (KINDS[part], wanted[0])


@pytest.mark.parametrize(
    "path",
    ["/figures?limit=50", "/figures?limit=37&newest=true", "/reports?limit=4", "/sources?limit=3"],
)
def test_pages_lead_through_the_whole_list(desk: Desk, example_ledger: str, path: str) -> None:
    client = desk(example_ledger)
    seen: list[Any] = []
    at: str | None = f"{API}{path}"
    while at is not None:
        page = client.get(at).json()
        seen += page["items"]
        at = page["next"]
    every = client.get(f"{API}{path.partition('?')[0]}?limit=500").json()["items"]
    assert len(seen) == len(every)
    assert sorted(map(str, seen)) == sorted(map(str, every))


def test_filters_are_those_of_the_command_line(desk: Desk, example_ledger: str) -> None:
    asked = {"measure": "killed", "source": "=The Civil Guard", "date": "2026-03-01..2026-03-10"}
    wanted = Filter(measure="killed", source="=The Civil Guard", date="2026-03-01..2026-03-10")
    with Ledger(example_ledger) as ledger, ledger.reading() as connection:
        ids = [claim.id for claim in find_claims(connection, "figure", wanted)]
        reports = [line.id for line in list_reports(connection, words="market")]
    client = desk(example_ledger)
    answer = client.get(f"{API}/figures", params={**asked, "limit": 500}).json()
    assert [one["id"] for one in answer["items"]] == ids != []
    told = client.get(f"{API}/reports", params={"text": "market"}).json()["items"]
    assert [one["id"] for one in told] == reports != []
    named = client.get(f"{API}/reports", params={"report": reports[0]}).json()["items"]
    assert [one["id"] for one in named] == reports[:1]


def test_series_are_those_of_the_command_line(desk: Desk, example_ledger: str) -> None:
    with Ledger(example_ledger) as ledger, ledger.reading() as connection:
        lines = list_series(connection, Filter(measure="killed"))
        wanted = [
            series_record(ShownSeries.of(line, find_belonging(connection, line))) for line in lines
        ]
    client = desk(example_ledger)
    first = client.get(f"{API}/series?measure=killed&limit=4").json()
    second = client.get(first["next"]).json()
    told = [*first["items"], *second["items"]]
    assert told == msgspec.json.decode(msgspec.json.encode(wanted[: len(told)]))
    (one,) = client.get(f"{API}/series/{lines[0].id}").json()["items"]
    assert one == told[0]


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/series/ffffffffffffffff", 404, "no series"),
        ("/series/ffff", 422, "series"),
        ("/figures?sauce=x", 422, "sauce"),
        ("/figures?measure=eaten", 422, "there is no measure 'eaten'"),
        ("/figures?date=soon", 422, "date"),
        ("/figures?after=x", 422, "after"),
        ("/figures?limit=501", 422, "limit"),
        ("/figures?report=none", 404, "no report 'none'"),
        ("/reports/99", 404, "no report 99"),
        ("/reports/99/changes", 404, "no report 99"),
        ("/reports/99999999999999999999", 422, "number"),
        ("/claims/ffffffffffffffff", 404, "no claim"),
        ("/claims/zz", 422, "claim"),
        ("/sources/9999", 404, "no source 9999"),
        ("/nothing", 404, "no such page"),
    ],
)
def test_what_is_amiss_is_told_in_one_shape(
    desk: Desk, example_ledger: str, path: str, status: int, told: str
) -> None:
    answer = desk(example_ledger).get(API + path)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert told in answer.json()["error"]


def test_a_text_is_read_and_kept_by_whom_the_token_names(
    desk: Desk, empty_ledger: str, token: str
) -> None:
    client = desk(empty_ledger)
    report = {
        "text": "Twelve people were killed at Orrin.",
        "id": "flood",
        "published": "2031-03-04",
    }
    read = client.post(f"{API}/read?text=true", json=report).json()
    assert [figure["low"] for figure in read["figures"]] == [12]
    assert read["text"] == report["text"]
    assert client.get(f"{API}/reports").json()["items"] == []
    assert client.post(f"{API}/reports", json=report).status_code == 401
    kept = client.post(f"{API}/reports", json=report, headers=bearer(token))
    assert (kept.status_code, kept.json()["number"], kept.json()["claims"]) == (201, 1, 1)
    again = client.post(f"{API}/reports", json=report, headers=bearer(token))
    assert (again.status_code, again.json()["filed"]) == (200, False)
    refused = client.post(f"{API}/fetch", json={"address": "https://news.example/"})
    assert refused.status_code == 401
    inside = {"address": "http://127.0.0.1:9/"}
    answer = client.post(f"{API}/fetch", json=inside, headers=bearer(token))
    assert (answer.status_code, "inside a network" in answer.text) == (422, True)


def test_every_judgement_is_filed_and_listed(
    filed: httpx.Client, empty_ledger: str, token: str
) -> None:
    claim = filed.get(f"{API}/figures?limit=1").json()["items"][0]
    names = [one["name"] for one in filed.get(f"{API}/sources").json()["items"] if one["named"]]
    why = "as the report has it"

    def judge(**given: Any) -> httpx.Response:
        return filed.post(f"{API}/judgements", json=given, headers=bearer(token))

    acts = [
        judge(act="confirm", claim=claim["id"], field="measure"),
        judge(act="correct", claim=claim["id"][:10], fields={"low": "7", "high": "7"}, why=why),
        judge(act="comment", subject=claim["report"], words="see the annex"),
        judge(act="same", one=names[0], other=names[1], called="the body", why=why),
        judge(act="apart", one=names[0], other=names[2], why=why),
        judge(act="reject", claim=claim["id"], why=why),
    ]
    assert [answer.status_code for answer in acts] == [201] * len(acts)
    undone = judge(act="undo", entry=acts[-1].json()["entry"], why="it is one")
    assert undone.status_code == 201
    one = filed.get(f"{API}/claims/{claim['id']}").json()
    assert (one["claim"]["low"], one["claim"]["status"]) == (7, "corrected")
    assert one["judgements"][0]["act"] == "reject"
    page = filed.get(f"{API}/judgements?limit=5").json()
    rest = filed.get(page["next"]).json()
    with Ledger(empty_ledger) as ledger:
        numbers = [said.number for said in list_judgements(ledger)]
    assert [said["number"] for said in [*page["items"], *rest["items"]]] == numbers
    assert {said["who"] for said in page["items"]} == {"ann"}
    assert judge(act="reject", claim="ffffffff", why=why).status_code == 404
    assert judge(act="settle", finding="ffffffff", verdict="real", why=why).status_code == 404
    assert judge(act="undo", entry=acts[-1].json()["entry"], why=why).status_code == 409
    assert judge(act="same", one=names[0], other=names[0], why=why).status_code == 409
    assert judge(act="same", one="Nobody", other=names[0], why=why).status_code == 404
    assert judge(act="undo", entry=1, why=why).status_code == 404
    assert judge(act="correct", claim=claim["id"], fields={"low": "x"}, why=why).status_code == 400
    assert judge(act="reject", claim=claim["id"]).status_code == 422


def test_a_cookie_opens_nothing(desk: Desk, empty_ledger: str, token: str) -> None:
    client = desk(empty_ledger)
    client.post("/sign-in", data={"form_key": form_key(client, "/sign-in"), "token": token})
    assert "ann" in client.get("/").text
    refused = client.post(f"{API}/reports", json={"text": "Twelve people were killed."})
    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_token_that_is_not_good_is_refused_even_where_none_is_needed(
    desk: Desk, empty_ledger: str
) -> None:
    client = desk(empty_ledger, open=True)
    given = {"act": "undo", "entry": 1, "why": "to try"}
    wrong = client.post(f"{API}/judgements", json=given, headers=bearer("no-token"))
    assert wrong.status_code == 401


def test_an_open_desk_takes_no_writes_of_other_sites(desk: Desk, empty_ledger: str) -> None:
    client = desk(empty_ledger, open=True)
    given = {"act": "undo", "entry": 1, "why": "to try"}
    address = f"{API}/judgements"
    assert client.post(address, json=given).status_code == 404  # allowed, and there is none
    own = {"Origin": str(client.base_url).rstrip("/")}
    assert client.post(address, json=given, headers=own).status_code == 404
    for headers in (
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert client.post(address, json=given, headers=headers).status_code == 403, headers
    plain = {"Content-Type": "text/plain"}  # a page elsewhere may send this without asking
    refused = client.post(address, content=msgspec.json.encode(given), headers=plain)
    assert refused.status_code in {403, 422}


def test_a_ledger_that_takes_too_long_is_503(
    desk: Desk, example_ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whence.ledger.engine.STEPS_BETWEEN", 1)
    client = desk(example_ledger, query_seconds=0)
    answer = client.get(f"{API}/sources")
    assert (answer.status_code, "took too long" in answer.json()["error"]) == (503, True)
    page = client.get("/sources")
    assert (page.status_code, "took too long" in page.text) == (503, True)


def test_a_finding_is_settled_and_leaves_the_open_ones(
    desk: Desk, empty_ledger: str, token: str, coded: list[Reading]
) -> None:
    with Ledger(empty_ledger) as ledger:
        for reading in coded:
            ledger.file(reading, by="test")
    client = desk(empty_ledger)
    first = client.get(f"{API}/findings").json()["items"][0]
    assert first["settled"] is None
    given = {"act": "settle", "finding": first["id"], "verdict": "real", "why": "checked by phone"}
    assert client.post(f"{API}/judgements", json=given).status_code == 401
    done = client.post(f"{API}/judgements", json=given, headers=bearer(token))
    assert done.status_code == 201
    shown = client.get(f"{API}/findings/{first['id']}").json()
    assert (shown["settled"]["verdict"], shown["settled"]["by"]) == ("real", "ann")
    still = [one["id"] for one in client.get(f"{API}/findings?limit=500").json()["items"]]
    assert first["id"] not in still
