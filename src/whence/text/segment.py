"""Cuts a text into lines that belong together and those into sentences.

Nothing is moved or cleaned: a block and a sentence are spans of the text as kept.
Lines that were wrapped by hand are read as one paragraph; a heading, a list item and
a speaker's label each begin something new.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from whence.lexicon import Words, open_words
from whence.text.letters import NAME_START

# A line wrapped by hand is at least this long and at most that; shorter ones are
# lists and headings, longer ones are whole paragraphs.
WRAP_WIDTHS = range(55, 121)
# Characters of the longest sentence that is read as one. The longest of 3,500 reports had 900;
# the work on a sentence grows faster than its length.
LONGEST_SENTENCE = 1500

# A decimal before a small letter is a number, not a label: "1.2 million people".
_BULLET = re.compile(
    r"[ \t]*(?:[-•*–—·▪◦>]+[ \t]+|\(?\d{1,2}(?:[.)]|(?:\.\d{1,2})+(?:[.)]|(?![ \t]+[a-z])))"
    r"[ \t]+(?=\D)|#{1,6}[ \t]+"
    r"|\((?:[ivx]{1,5}|[a-h])\)[ \t]+|[A-H]\.[ \t]+(?=[A-Z]{3}))"
)
# Four figures for a clock, where a text opens lines so time and again: "0620 Fire at 4,300 ha".
_WATCH = re.compile(r"(?m)^[ \t]*(?P<clock>(?:[01]\d|2[0-3])[0-5]\d)[ \t]+(?!GMT|UTC)(?=[A-Z])")
_WATCHES = 3
_CLOCK = re.compile(
    r"[ \t]*\d{1,2}(?::\d\d|\.\d\d(?![ \t]+[a-z]{3}))"
    r"(?:[ \t]*(?:GMT|UTC|[ap]\.?m\.?))?[ \t]*[-:–—]?[ \t]+"
)
_SPEAKER = re.compile(
    rf"[ \t]*(?P<name>[{NAME_START}][{NAME_START}.'’-]*(?:[ \t]+[{NAME_START}.'’&-]+){{0,4}})"
    rf"(?:,[ \t]*[{NAME_START}][{NAME_START}' ,-]*)?(?:[ \t]*\([^)\n]{{1,40}}\))?:[ \t]+"
    rf"(?=[\"“‘(]?[{NAME_START}0-9])"
)
# Place, date and agency before the first sentence: "PORT ISOLDE, Tolmar, Feb 19 - ", "(LNS) -",
# "(Corval, 5 December 2025) -", "Osk, Oct. 13 (Lumen) -".
_DATELINE = re.compile(
    rf"(?:[{NAME_START}][{NAME_START} .'’-]{{2,}}[^!?;:\n]{{0,70}}?(?:\d|\))[^.!?;:\n]{{0,24}}?"
    rf"|\([{NAME_START}][^()\n]{{2,50}}\d\)"
    rf"|[{NAME_START}][^!?;:()\n]{{2,40}}\d[^!?;:()\n]{{0,12}}\([{NAME_START}][^()\n]{{1,30}}\))"
    rf"\s*[-–—]{{1,2}}\s+(?:\[[A-Z]+\]\s+)*(?=[\"“'‘{NAME_START}])"
)
# A sentence opens with a capital; a name may have a small article before it ("al-X said").
_END = re.compile(
    r"(?P<stop>[.!?…]+)(?P<closers>[\"”’'»)\]]*)(?=\s+[\"“‘'«(\[]*(?:[a-z]{1,3}[-'’])?[A-Z0-9À-Þ\u0370-\uFFFF])"
)
_BLANKS = re.compile(r"\s+")
# Where a sentence that is longer than any may be cut, without parting a number.
_BREAKS = (";", ",\n", ", ", "\n")
_WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]*$")


class SegmentWords(Words, frozen=True):
    """Abbreviations, by what may follow them."""

    titles: "WordGroup"
    numbered: "WordGroup"
    running: "WordGroup"


class WordGroup(Words, frozen=True):
    """Words that are alike, and why they are listed."""

    reason: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item.

    `start` to `end` is the whole of it; `body` is where its sentences begin, after a
    bullet, a clock time or a speaker's label; `speaker` is that label's span.
    """

    start: int
    end: int
    body: int
    kind: str
    speaker: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the index of the block it stands in."""

    start: int
    end: int
    block: int


def find_blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order: kinds `title paragraph heading item`."""
    blocks: list[Block] = []
    is_log = bool(find_watches(text))
    for start, end in _joined_lines(text):
        blocks.append(_block(text, start, end, first=not blocks, is_log=is_log))
    return blocks


def find_sentences(text: str, blocks: list[Block], language: str = "en") -> list[Sentence]:
    """Return the sentences of the blocks in order; a heading is a sentence of its own."""
    return [
        Sentence(start, end, index)
        for index, block in enumerate(blocks)
        for start, end in _cut(text, block, language)
    ]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each line without its line end; a form feed ends a line too."""
    for match in re.finditer(r"[^\n\r\f\v\u2028\u2029\x85]+", text):
        yield match.span()


def _joined_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of wrapped lines."""
    spans = [(s, e) for s, e in _lines(text) if not text[s:e].isspace()]
    if not spans:
        return
    widest = max(end - start for start, end in spans)
    first = last = spans[0]
    for line in spans[1:]:
        blank = text.count("\n", last[1], line[0]) > 1
        if blank or not _continues(text, last, line, widest):
            yield first[0], last[1]
            first = line
        last = line
    yield first[0], last[1]


def find_watches(text: str) -> frozenset[int]:
    """Return where the lines of a log begin with the time in four figures, if it is a log."""
    found = frozenset(match.start("clock") for match in _WATCH.finditer(text))
    return found if len(found) >= _WATCHES else frozenset()


def _continues(text: str, line: tuple[int, int], following: tuple[int, int], widest: int) -> bool:
    """Whether `following` is the rest of a line that was broken because it was full.

    `widest` is the length of the text's longest line: where that is a paragraph's,
    nothing was wrapped by hand, and only a small letter carries a line on.
    """
    said, more = text[slice(*line)].rstrip(), text[slice(*following)]
    if _BULLET.match(more) or _SPEAKER.match(more) or said.endswith(":"):
        return False
    first = more.split(maxsplit=1)[0]
    if first[:1].islower() and len(said) in WRAP_WIDTHS:
        return True
    full = len(said) + 1 + len(first) > widest
    return full and widest in WRAP_WIDTHS and len(said) in WRAP_WIDTHS


def _block(text: str, start: int, end: int, *, first: bool, is_log: bool) -> Block:
    """Say what kind of block the lines from `start` to `end` are and where its body begins."""
    end = start + len(text[start:end].rstrip())
    start += len(text[start:end]) - len(text[start:end].lstrip())
    body, kind, speaker = start, "paragraph", None
    clock = _CLOCK.match(text, start, end) or (is_log and _WATCH.match(text, start, end)) or None
    bullet = None if clock else _BULLET.match(text, start, end)
    if mark := clock or bullet:
        body, kind = mark.end(), "item"
    label = _SPEAKER.match(text, body, end)
    if label and not text[label.end() : end].isupper():  # a shouted heading has a colon too
        speaker, body = label.span("name"), label.end()
    if kind == "paragraph" and speaker is None and (line := _DATELINE.match(text, body, end)):
        body = line.end()
    ends_open = not re.search(r"[.!?…;,][\"”’'»)\]]*$", text[start:end])
    if (
        kind == "paragraph"
        and speaker is None
        and body == start
        and ends_open
        and end - start <= 160
    ):
        kind = "title" if first else "heading"
    return Block(start, end, min(body, end), kind, speaker)


def _cut(text: str, block: Block, language: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the block's sentences, without the blanks between them."""
    start = block.body
    for match in _END.finditer(text, block.body, block.end):
        if match["stop"] == "." and _runs_on(text, start, match, language):
            continue
        yield from _within_reach(text, start, match.end())
        start = _past_blanks(text, match.end(), block.end)
    if start < block.end:
        yield from _within_reach(text, start, block.end)


def _within_reach(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentence, or pieces of it where no writer made it: a table, a list of numbers."""
    while end - start > LONGEST_SENTENCE:
        cut = max(text.rfind(mark, start, start + LONGEST_SENTENCE) for mark in _BREAKS)
        cut = start + LONGEST_SENTENCE if cut <= start else cut + 1
        yield start, cut
        start = _past_blanks(text, cut, end)
    if start < end:
        yield start, end


def _past_blanks(text: str, start: int, end: int) -> int:
    """Where the blanks that begin at `start` end."""
    blanks = _BLANKS.match(text, start, end)
    return blanks.end() if blanks else start


def _runs_on(text: str, start: int, match: "re.Match[str]", language: str) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a number label."""
    before = _WORD_BEFORE.search(text, max(start, match.start() - 12), match.start())
    if before is None:
        return False
    word = before.group().lower()
    titles, numbered, running = _abbreviations(language)
    following = text[match.end() :].lstrip()[:1]
    if match["closers"]:
        return False
    if word in titles or word in running:
        return True
    if word in numbered:
        return following.isdigit()
    # An initial: "J. Smith", "U. S. envoy"; but "Plan B. Then" ends, and so does "I."
    return len(before.group()) == 1 and before.group().isupper() and before.group() != "I"


@cache
def _abbreviations(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = open_words(language, "segment", SegmentWords)
    titles, numbered, running = words.titles, words.numbered, words.running
    return frozenset(titles.words), frozenset(numbered.words), frozenset(running.words)
