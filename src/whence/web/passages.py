"""The sentence of a claim with what was read in it marked, and the text around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from whence.ledger import Claim
from whence.records import Figure, Phrase, Release, Report, Source, Span, Statement
from whence.text.segment import LONGEST_SENTENCE, find_blocks, find_sentences

# Characters of the article that are shown before a sentence and after it: enough to find whose
# count it is, and no more than a screen.
BEFORE, AFTER = 400, 400


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text; `role` is what was read there: "number", "source", …, or "".

    `ends` says that the stretch is the last of its phrase.
    """

    words: str
    role: str = ""
    ends: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, in parts, between what stands before it and after it."""

    before: list[Part]
    sentence: list[Part]
    after: list[Part]


def passage_of(report: Report, claim: Claim) -> Passage:
    """Return the passage of `claim` in its report: whole sentences, whatever it quotes of them."""
    text = report.text
    begins, ends = _whole_sentences(report, claim.quote)
    first, last = _reach_back(text, begins), _reach_on(text, ends)
    until = len(text[:begins].rstrip())  # the blanks between are the page's
    since = len(text) - len(text[ends:].lstrip())
    marks = list(_marks(claim))
    passage = Passage(
        list(_parts(text, first, until, marks)),
        list(_parts(text, begins, ends, marks)),
        list(_parts(text, since, last, marks)),
    )
    if first:
        passage.before.insert(0, Part("… "))
    if last < len(text):
        passage.after.append(Part(" …"))
    return passage


def _whole_sentences(report: Report, quote: Phrase) -> tuple[int, int]:
    """Return where the sentences that a quote is of begin and end."""
    # A window, since a report may be long; no sentence is longer than what is read as one.
    start = max(0, quote.start - LONGEST_SENTENCE)
    window = report.text[start : quote.end + LONGEST_SENTENCE]
    begins, ends = quote.start, quote.end
    for sentence in find_sentences(window, find_blocks(window), report.language):
        here, there = start + sentence.start, start + sentence.end
        if here < quote.end and quote.start < there:
            begins, ends = min(begins, here), max(ends, there)
    return begins, ends


def _marks(claim: Claim) -> Iterator[tuple[str, Span]]:
    """Yield what was read and where, what matters most first."""
    record = claim.record
    named: dict[str, Phrase | Source | Span | None] = {}
    if isinstance(record, Figure):
        yield "number", Span(record.amount.start, record.amount.end)
        named = {"of whom": record.population, "where": record.place}
    elif isinstance(record, Statement):
        named = {"how": record.cue}
        yield from (("said", span) for span in record.content)
    elif isinstance(record, Release):
        named = {"channel": record.channel, "caption": record.caption, "shows": record.shows}
    for role, phrase in {"source": record.source, **named}.items():
        # A correction in words that the text does not have stands nowhere in it.
        if phrase is not None and phrase.end > phrase.start:
            yield role, Span(phrase.start, phrase.end)


def _parts(text: str, begins: int, ends: int, marks: list[tuple[str, Span]]) -> Iterator[Part]:
    """Yield the stretches between two places; where marks overlap, the first has it."""
    if begins >= ends:
        return
    cuts = {edge for _, span in marks for edge in (span.start, span.end) if begins < edge < ends}
    edges = [begins, *sorted(cuts), ends]
    owners = [_owner(marks, at) for at in edges[:-1]]
    start = begins
    for index, (role, end) in enumerate(zip(owners, edges[1:], strict=True)):
        later = owners[index + 1 :]
        if later and later[0] == role:
            continue
        if end > start:
            yield Part(text[start:end], role, ends=role not in later)
        start = end


def _owner(marks: list[tuple[str, Span]], at: int) -> str:
    return next((role for role, span in marks if span.start <= at < span.end), "")


def _reach_back(text: str, at: int) -> int:
    """Return where the text before a sentence is to begin: at a paragraph or at a word."""
    if at <= BEFORE:
        return 0
    start = at - BEFORE
    paragraph = text.find("\n\n", start, at)
    if paragraph >= 0 and at - paragraph > BEFORE // 3:
        return paragraph + 2
    blank = re.compile(r"\s").search(text, start, at)
    return blank.end() if blank else start


def _reach_on(text: str, at: int) -> int:
    """Return where the text after a sentence is to end: with a paragraph or a word."""
    if len(text) - at <= AFTER:
        return len(text)
    end = at + AFTER
    paragraph = text.rfind("\n\n", at, end)
    if paragraph - at > AFTER // 3:
        return paragraph
    blank = max(text.rfind(" ", at, end), text.rfind("\n", at, end))
    return blank if blank > at else end
