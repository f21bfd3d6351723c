"""Names: bodies are named, voices are not, and two names are one only by judgement."""

import pytest
from tests.ledger.making import figure, report

from whence.ledger import (
    Bodies,
    By,
    Filter,
    Ledger,
    LedgerError,
    Proposal,
    apart,
    find_claims,
    list_sources,
    proposals,
    record_proposals,
    same,
    undo,
    verify,
)
from whence.ledger.words import address_key, fold, is_named
from whence.records import Reading

ANN = By("ann", "the same letterhead")
SPEAKERS = (
    "the Board of Health of Orrin",
    "the Board of Health",
    "a Health Board of Orrin",
    "the River Relief Mission",
    "RRM",
    "the Interior Office",
    "the Health Office",
)


@pytest.fixture
def spoken(ledger: Ledger) -> Ledger:
    """A ledger in which each speaker gives one figure in a report of its own."""
    for number, speaker in enumerate(SPEAKERS, start=3):
        told = report(f"In all {number} people were killed, {speaker} said.", f"r{number}")
        ledger.file(Reading(told, (figure(told, f"{number}", number, source=speaker),)))
    return ledger


def ids(ledger: Ledger, source: str) -> list[str]:
    with ledger.reading() as connection:
        return [one.report_id for one in find_claims(connection, "figure", Filter(source=source))]


def pairs(found: list[Proposal]) -> set[frozenset[str]]:
    return {frozenset((one.one.words, one.other.words)) for one in found}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("The  Harbour Board’s", "harbour board"),
        ("a doctor", "doctor"),
        ("The", "the"),
        ("“Ünion”", "ünion"),
        ("ANOTHER", "another"),
    ],
)
def test_one_name_in_many_spellings_has_one_key(words: str, key: str) -> None:
    assert fold(words) == key


@pytest.mark.parametrize(
    ("text", "words", "named"),
    [
        ("Nine died, the Harbour Board said.", "the Harbour Board", True),
        ("The ministry said nine died.", "The ministry", False),
        ("Rescuers said nine died.", "Rescuers", False),
        ("Tidewatch said nine died. It was Tidewatch that came first.", "Tidewatch", True),
        ("Nine died, Tidewatch said.", "Tidewatch", True),
        ("She said nine died.", "She", False),
        ("Nine died, a doctor said.", "a doctor", False),
    ],
)
def test_a_capital_names_unless_it_only_opens_a_sentence(
    text: str, words: str, named: bool
) -> None:
    assert is_named(words, text, text.index(words)) is named


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.north.example/a/", "http://north.example/a"),
        ("https://north.example/a?id=7&utm_source=x", "https://north.example/a?id=7#top"),
    ],
)
def test_two_spellings_of_an_address_are_one(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


def test_pages_told_apart_by_their_query_are_two() -> None:
    assert address_key("https://n.example/a?id=7") != address_key("https://n.example/a?id=8")
    assert address_key("import:map/2031") == "import:map/2031"
    assert address_key("http://[broken") == "http://[broken"


def test_likely_names_are_proposed_and_unlikely_ones_not(spoken: Ledger) -> None:
    found = pairs(record_proposals(spoken))
    assert frozenset(("the Board of Health of Orrin", "a Health Board of Orrin")) in found
    assert frozenset(("the Board of Health of Orrin", "the Board of Health")) in found
    assert frozenset(("the River Relief Mission", "RRM")) in found
    assert not any("the Interior Office" in pair for pair in found)
    assert not any("the Health Office" in pair for pair in found)
    assert pairs(proposals(spoken)) == found
    assert record_proposals(spoken) == []  # no pair is proposed twice
    assert ids(spoken, "=board of health") == ["r4"]  # a proposal merges nothing


def test_names_are_one_by_judgement_and_no_longer(spoken: Ledger) -> None:
    record_proposals(spoken)
    open_before = len(proposals(spoken))
    entry = same(spoken, "RRM", "the River Relief Mission", by=ANN, called="River Relief Mission")
    assert len(proposals(spoken)) == open_before - 1
    assert ids(spoken, "=RRM") == ids(spoken, "river relief") == ["r6", "r7"]
    with spoken.reading() as connection:
        line = next(one for one in list_sources(connection) if one.figures == 2)
        called = {
            one.source_name for one in find_claims(connection, "figure", Filter(source="RRM"))
        }
    assert (line.words, set(line.names)) == ("River Relief Mission", {"RRM", SPEAKERS[3]})
    assert called == {"River Relief Mission"}
    undo(spoken, entry, ANN)
    assert ids(spoken, "=RRM") == ["r7"]
    assert len(proposals(spoken)) == open_before
    assert verify(spoken).broken is None


def test_merges_chain(spoken: Ledger) -> None:
    same(spoken, "RRM", "the River Relief Mission", by=ANN)
    same(spoken, "the Interior Office", "the Health Office", by=ANN)
    same(spoken, "the Health Office", "RRM", by=ANN)
    assert ids(spoken, "=river relief mission") == ["r6", "r7", "r8", "r9"]
    with spoken.reading() as connection:
        claim = next(find_claims(connection, "figure", Filter(source="=RRM")))
        bodies = Bodies(connection)
        assert claim.source is not None
        assert len(bodies.members(claim.source)) == 4
        assert bodies.words(claim.source) == "the Interior Office"


def test_a_pair_kept_apart_is_not_proposed_again(spoken: Ledger) -> None:
    apart(spoken, "RRM", "the River Relief Mission", by=ANN)
    assert frozenset(("the River Relief Mission", "RRM")) not in pairs(record_proposals(spoken))


def test_only_names_in_the_ledger_are_judged(spoken: Ledger) -> None:
    with pytest.raises(LedgerError, match="goes by the name 'Nobody'"):
        same(spoken, "RRM", "Nobody", by=ANN)
    with pytest.raises(LedgerError, match="are one name already"):
        same(spoken, "RRM", "the RRM", by=ANN)


def test_a_voice_is_not_taken_for_a_body(ledger: Ledger) -> None:
    told = report("In all 9 people were killed, the ministry said.")
    ledger.file(Reading(told, (figure(told, "9", 9, source="the ministry"),)))
    with ledger.reading() as connection:
        assert [line.kind for line in list_sources(connection)] == ["voice"]
    assert ids(ledger, "ministry") == ["a"]
    assert record_proposals(ledger) == []
