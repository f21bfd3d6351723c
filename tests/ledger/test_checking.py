"""Checking what was touched: always exactly what a check from scratch would find."""

import random
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.making import MARK

from whence.ledger import (
    By,
    Filter,
    FindingLine,
    Ledger,
    LedgerError,
    Settlement,
    apart,
    apart_reports,
    checking,
    confirm,
    correct,
    find_claims,
    find_findings,
    find_quotes,
    list_copies,
    list_findings,
    list_judgements,
    list_reports,
    reject,
    same,
    settle,
    undo,
    verify,
)
from whence.ledger.checking import bring_up_findings, check_ledger
from whence.records import (
    Amount,
    Figure,
    Modality,
    Period,
    Phrase,
    Reading,
    Report,
    Source,
    Span,
    Statement,
)

ANN = By("ann", "as the bulletin says")
BODIES = ("Health Office", "Rescue Service", "Marrow Watch", "the Watch's spokesman")
SPOKESMAN = "the Watch's spokesman"  # who speaks for Marrow Watch, where a report quotes it
DAYS = [(date(2031, 3, 1) + timedelta(n)).isoformat() for n in range(5)]
# Days of other years, one after a year of which nothing is told: each is held to the one before.
LATER = ["2031-12-31", "2032-01-01", "2034-02-02"]


def make(report: Report, told: list[dict[str, Any]]) -> Reading:
    """Return a reading that has a sentence for each of `told` behind the text of `report`."""
    text, figures = report.text, []
    for each in told:
        number, body, place = f"{each['low']}", each["source"], each["place"]
        group = each.get("group", "people")
        sentence = f"{number} {group} were {each['measure']} in {place}, said the {body}."
        at = len(text) + 1
        text += f" {sentence}"

        def phrase(words: str, at: int = at, sentence: str = sentence) -> Phrase:
            start = at + sentence.index(words)
            return Phrase(start, start + len(words), words)

        spoken = phrase(body)
        figures.append(
            Figure(
                Amount(at, at + len(number), number, each["low"], each["low"], "exact"),
                each["measure"],
                phrase(group),
                Source(spoken.start, spoken.end, body, body),
                each["period"],
                phrase(place),
                each.get("modality", "asserted"),
                each.get("part_of"),
                Phrase(at, at + len(sentence), sentence),
                MARK,
            )
        )
    end = f" Help is on its way, said {SPOKESMAN}."
    content = Span(len(text) + 1, len(text) + end.index(","))
    begins = len(text) + end.index(SPOKESMAN)
    speaker = Source(begins, begins + len(SPOKESMAN), SPOKESMAN, None, "person")
    said = Statement(speaker, None, (content,), "indirect", "asserts", (), (), MARK)
    return Reading(replace(report, text=text + end), tuple(figures), (said,))


class World:
    """Does things to a ledger at random, such as people do, and such as make findings."""

    def __init__(self, ledger: Ledger, chance: random.Random) -> None:
        self.ledger = ledger
        self.chance = chance
        self.number = count()
        self.last: Reading | None = None

    def act(self) -> None:
        """Do one thing, or find that it cannot be done."""
        acts = [self.add] * 5 + [self.revise, self.copy, self.correct, self.judge]
        with suppress(LedgerError):  # one name already, undone already: as people try
            self.chance.choice([*acts, self.rename, self.join, self.part, self.undo])()

    def add(self) -> None:
        number = next(self.number)
        words = " ".join(
            self.chance.choices("rain fell on grey roofs by the old quay".split(), k=9)
        )
        url = f"https://north.example/{self.chance.randrange(12)}"
        report = Report(f"r{number}", f"{number} {words}.", url, "T", "North", self._day())
        self.last = make(report, [self._figure() for _ in range(self.chance.randrange(1, 5))])
        self.ledger.file(self.last)

    def revise(self) -> None:
        if self.last is not None:
            told = [self._figure() for _ in range(self.chance.randrange(3))]
            report = replace(self.last.report, text=f"{next(self.number)} A correction.")
            self.ledger.file(make(report, told))

    def copy(self) -> None:
        if self.last is not None:
            url = f"https://south.example/{next(self.number)}"
            self.ledger.file(
                replace(self.last, report=replace(self.last.report, url=url, publisher="South"))
            )

    def correct(self) -> None:
        field, value = self.chance.choice(
            [
                ("low", "7"),
                ("source", self.chance.choice(BODIES)),
                ("measure", "wounded"),
                ("period", f"on:{self._day()}"),
                ("place", "the quay"),
                ("population", "children"),
                ("modality", "denied"),
            ]
        )
        correct(self.ledger, self._claim(), {field: value}, ANN)

    def rename(self) -> None:
        with self.ledger.reading() as connection:
            said = [claim.id for claim in find_claims(connection, "statement")]
        if said:
            fields = {"source": self.chance.choice(BODIES)}
            correct(self.ledger, self.chance.choice(said), fields, ANN)

    def judge(self) -> None:
        (reject if self.chance.random() < 0.5 else confirm)(self.ledger, self._claim(), by=ANN)

    def join(self) -> None:
        one, other = self.chance.sample(BODIES, 2)
        called = self.chance.choice(["", "the Office"])
        same(self.ledger, one, other, called=called, by=ANN)

    def part(self) -> None:
        with self.ledger.reading() as connection:
            told = [(copy.report, copy.original) for copy in list_copies(connection)]
            ids = {line.number: line.id for line in list_reports(connection, every=True)}
        if told:
            one, other = self.chance.choice(told)
            apart_reports(self.ledger, ids[one], ids[other], ANN)
        apart(self.ledger, *self.chance.sample(BODIES, 2), by=ANN)

    def undo(self) -> None:
        judged = [each.entry for each in list_judgements(self.ledger)]
        if judged:
            undo(self.ledger, self.chance.choice(judged), ANN)

    def _claim(self) -> str:
        with self.ledger.reading() as connection:
            claims = [claim.id for claim in find_claims(connection, "figure", Filter(every=True))]
        return self.chance.choice(claims or ["none"])

    def _day(self) -> str:
        return self.chance.choice([*DAYS, *LATER] if self.chance.random() < 0.3 else DAYS)

    def _figure(self) -> dict[str, Any]:
        first, last = sorted((self._day(), self._day()))
        modalities: list[Modality] = ["asserted", "asserted", "asserted", "planned", "denied"]
        return {
            "low": self.chance.choice([3, 5, 14, 4277, 4301, 4310]),
            "measure": self.chance.choice(["killed", "killed", "wounded", "captive", "freed"]),
            "source": self.chance.choice(BODIES),
            "place": self.chance.choice(["Orrin", "the Weir", "Weir Street"]),
            "group": self.chance.choice(["people", "people", "children"]),
            "period": self.chance.choice(
                [
                    Period("on", first, first, None),
                    Period("since", "2030-11-09", None, None),
                    Period("window", first, last, None),
                    Period("state", last, last, None),
                    Period("total", None, None, None),
                    None,
                ]
            ),
            "part_of": self.chance.choice([None, None, None, 0]),
            "modality": self.chance.choice(modalities),
        }


def assert_as_from_scratch(ledger: Ledger) -> int:
    bring_up_findings(ledger)
    with ledger.reading() as connection:
        kept = [line.finding for line in list_findings(connection)]
        assert kept == check_ledger(connection)
    return len(kept)


def live(ledger: Ledger, chance: random.Random, acts: int) -> int:
    """Do so many things, with checks between; return how many findings there were at most."""
    world, most = World(ledger, chance), 0
    for _ in range(acts):
        world.act()
        if chance.random() < 0.4:
            most = max(most, assert_as_from_scratch(ledger))
    return max(most, assert_as_from_scratch(ledger))


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_what_is_touched_is_all_that_changes(chance: random.Random, acts: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger(str(Path(folder) / "w.db"), create=True) as ledger,
    ):
        live(ledger, chance, acts)


def test_a_long_life_on_both_databases(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "ENTRIES", 3)
    monkeypatch.setattr(checking, "SCOPES", 4)
    assert live(ledger, random.Random(5), 60) > 10
    assert verify(ledger).broken is None


def totals(*lows: int, days: list[str] = DAYS) -> list[Reading]:
    """Return a report a day with a total of the Health Office."""
    since = Period("since", "2030-11-09", None, None)
    about = {"measure": "killed", "source": "Health Office", "place": "Orrin", "period": since}
    return [
        make(Report(f"r{at}", f"Bulletin {at}.", published=days[at]), [about | {"low": low}])
        for at, low in enumerate(lows)
    ]


def test_a_total_is_held_to_the_last_one_however_many_years_ago(ledger: Ledger) -> None:
    first, last, between = totals(4310, 4277, 4290, days=["2029-02-02", "2034-02-02", "2031-05-05"])
    ledger.file(last)
    assert find_findings(ledger) == []
    ledger.file(first)  # a year that was checked already has another before it now
    (fall,) = find_findings(ledger)
    assert "“4310” (2 Feb 2029) is followed by the lower “4277”" in fall.finding.sentence
    ledger.file(between)
    assert [each.finding.reports for each in find_findings(ledger)] == [("r2", "r1"), ("r0", "r2")]


def test_a_quarrel_that_goes_on_for_years_is_told_once(ledger: Ledger) -> None:
    on = ["2031-11-01", "2031-12-01", "2032-01-01"]
    for at, day in enumerate(on):
        state = Period("state", day, day, None)
        about = {"measure": "captive", "place": "Orrin", "period": state}
        told = [about | {"source": "Health Office", "low": 9 + at}]
        told.append(about | {"source": "Marrow Watch", "low": 20 + at})
        ledger.file(make(Report(f"r{at}", f"Bulletin {at}.", published=day), told))
    (quarrel,) = (line for line in find_findings(ledger) if line.finding.kind == "disagreement")
    assert quarrel.finding.reports == ("r0", "r1", "r2")


@pytest.fixture
def fall(ledger: Ledger) -> FindingLine:
    """A total that falls, in a ledger of two reports."""
    for reading in totals(4310, 4277):
        ledger.file(reading)
    (found,) = find_findings(ledger)
    return found


def test_a_finding_says_when_it_was_first_met(ledger: Ledger, fall: FindingLine) -> None:
    assert (fall.finding.kind, fall.first, fall.found) == ("fall", 2, "2031-03-04T12:00:00Z")
    ledger.file(totals(4310, 4277, 4301)[2])
    (again,) = find_findings(ledger)
    assert again == fall


def test_rules_that_change_have_all_checked_anew(
    ledger: Ledger, fall: FindingLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.file(totals(4310, 4277, 4301)[2])
    monkeypatch.setattr(checking, "rules", lambda: "others")
    assert find_findings(ledger) == [fall]
    monkeypatch.setattr(checking, "check_scope", lambda *_: [])
    assert find_findings(ledger) == [fall]  # nothing was touched since
    monkeypatch.setattr(checking, "rules", lambda: "and others")
    assert find_findings(ledger) == []


def test_what_is_settled_stays_so_until_its_claims_change(
    ledger: Ledger, fall: FindingLine
) -> None:
    id_ = fall.finding.id
    entry = settle(ledger, id_[:5], "real", ANN)
    (line,) = find_findings(ledger)
    assert line.settled == Settlement("real", ANN.why, "ann", "2031-03-04T12:00:00Z")
    assert not line.is_open
    ledger.file(totals(4310, 4277, 4301)[2])
    assert [each.settled for each in find_findings(ledger)] == [line.settled]
    correct(ledger, fall.finding.claims[1], {"low": "4,290", "high": "4,290"}, ANN)
    (other,) = find_findings(ledger)
    assert (other.finding.kind, other.settled) == ("fall", None)
    assert other.finding.id != id_
    undo(ledger, list_judgements(ledger)[0].entry, ANN)
    assert [each.settled for each in find_findings(ledger)] == [line.settled]
    undo(ledger, entry, ANN)
    assert [each.settled for each in find_findings(ledger)] == [None]
    assert verify(ledger).broken is None


@pytest.mark.parametrize(
    ("start", "verdict", "said"),
    [("", "real", "no finding"), ("zz", "real", "no finding"), ("", "wrong", "real, explained")],
)
def test_what_cannot_be_settled(ledger: Ledger, start: str, verdict: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said):
        settle(ledger, start, verdict, ANN)


def test_the_quotes_of_a_finding(ledger: Ledger, fall: FindingLine) -> None:
    with ledger.reading() as connection:
        quotes = find_quotes(connection, fall.finding.claims)
    assert [quotes[claim].words for claim in fall.finding.claims] == [
        "4310 people were killed in Orrin, said the Health Office.",
        "4277 people were killed in Orrin, said the Health Office.",
    ]


def test_who_may_not_write_is_told_all_the_same(
    ledger: Ledger, fall: FindingLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Ledger) -> None:
        raise LedgerError("you may not write to the ledger")

    monkeypatch.setattr("whence.ledger.settling.bring_up_findings", refuse)
    assert find_findings(ledger) == [fall]
