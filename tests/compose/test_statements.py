"""Who says what: cases with their reasons, and what must hold for any report."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.casefile import open_cases, rows

from whence.compose.said import Quotations
from whence.reader import Reader
from whence.records import Report, Span, Statement
from whence.text.quotes import find_quotations
from whence.text.segment import find_blocks

CASES = open_cases("statements")

CURLY = str.maketrans("“”‘’", "\"\"''")
# Paragraphs that need no other to be read, in every shape of quotation.
PARAGRAPHS = [
    "“The dam will hold,” the mayor said.",
    "The harbour office said the ferry would sail. “It sails at noon.”",
    "“We go,” Vey said, “and we stay.”",
    "Rain fell on the town’s roofs all day.",
    "The farmers’ union called the dam “a danger” to the valley.",
    "“Will it hold?” Bo Lind asked. “I doubt it.”",
    "Officials estimate that 40 people drowned.",
    "The gunmen reportedly fled across the river.",
    "Captain Rua Tesk, spokesman for the guard, told journalists that nine had drowned.",
    "By the office’s count 12 were hurt. Its own list had “no more than ten”.",
    "The caption below the photo read: “We wait for Lind,” referring to the clerk.",
    "That said, the mayor’s bulletin was short: 12 people killed and nine wounded.",
    "He said: “Vey told me ‘wait’, and I waited.” Nobody came.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str) -> tuple[Statement, ...]:
    return reader.read(Report(id="-", text=text)).statements


def spoken(statement: Statement, text: str) -> dict[str, Any]:
    """What a case can say of a statement."""
    return {
        "source": credited(statement),
        "cue": statement.cue.words if statement.cue is not None else "",
        "content": [text[span.start : span.end] for span in statement.content],
        "form": statement.form,
        "stance": statement.stance,
        "via": list(statement.via),
    }


@pytest.mark.parametrize("case", rows(CASES))
def test_case(reader: Reader, case: dict[str, Any]) -> None:
    text = case["text"]
    found = [spoken(statement, text) for statement in read(reader, text)]
    keys = [one.keys() for one in case["says"]]
    assert [{k: f[k] for k in ks} for f, ks in zip(found, keys, strict=False)] == case["says"]
    assert len(found) == len(case["says"]), found


@pytest.mark.parametrize("text", [case["text"] for case in CASES], ids=lambda text: text[:40])
def test_no_source_stands_in_what_it_says_nor_in_a_quotation_without_its_cue(
    reader: Reader, text: str
) -> None:
    quotations = Quotations(find_quotations(text, find_blocks(text)))
    for statement in read(reader, text):
        source = statement.source
        if source is None:
            continue
        assert not overlap(statement.content, [Span(source.start, source.end)])
        around = quotations.holding(source.start)
        cue = statement.cue if statement.cue is not None else source
        assert around is None or around is quotations.holding(cue.start)


@pytest.mark.parametrize("text", [case["text"] for case in CASES], ids=lambda text: text[:40])
def test_each_case_reads_the_same_with_straight_marks(reader: Reader, text: str) -> None:
    straight = text.translate(CURLY)
    assert [spans(s) for s in read(reader, straight)] == [spans(s) for s in read(reader, text)]


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_straight_and_curly_marks_read_the_same(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    curly = [spans(s) for s in read(READER, text)]
    assert [spans(s) for s in read(READER, text.translate(CURLY))] == curly


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=5), st.data())
@settings(max_examples=25, deadline=None)
def test_a_report_cut_after_a_paragraph_reads_the_same_up_to_there(
    paragraphs: list[str], data: st.DataObject
) -> None:
    """Save for what a later paragraph closes; each of these is closed in itself."""
    kept = data.draw(st.integers(1, len(paragraphs) - 1))
    cut = "\n\n".join(paragraphs[:kept])
    whole = read(READER, "\n\n".join(paragraphs))
    assert [spans(s) for s in read(READER, cut)] == [
        spans(s) for s in whole if s.content[0].start < len(cut)
    ]


@given(
    st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=5),
    st.data(),
    st.sampled_from('“”"'),
)
@settings(max_examples=25, deadline=None)
def test_an_odd_mark_costs_one_quotation_at_most(
    paragraphs: list[str], data: st.DataObject, mark: str
) -> None:
    text = "\n\n".join(paragraphs)
    blanks = [at for at, sign in enumerate(text) if sign == " "]
    at = data.draw(st.sampled_from(blanks))
    odd = f"{text[: at + 1]}{mark}{text[at + 1 :]}"

    def moved(span: Span) -> Span:
        return Span(span.start + (span.start > at), span.end + (span.end > at))

    after = read(READER, odd)
    lost = [
        statement
        for statement in read(READER, text)
        if not any(
            credited(other) == credited(statement)
            and overlap(other.content, [moved(span) for span in statement.content])
            for other in after
        )
        and statement.form != "indirect"
    ]
    assert len(lost) <= 1, lost


def credited(statement: Statement) -> str:
    return statement.source.words if statement.source is not None else ""


def overlap(some: Iterable[Span], others: Iterable[Span]) -> bool:
    listed = list(others)
    return any(s.start < o.end and o.start < s.end for s in some for o in listed)


def spans(statement: Statement) -> tuple[object, ...]:
    source = statement.source
    where = (source.start, source.end) if source is not None else None
    return where, statement.content, statement.stance, statement.form


READER = Reader()
