"""Composes the statements of a report: who says what, in which words, from cues and quotations."""

import re
from dataclasses import dataclass, field

from whence.compose.draft import Passage
from whence.find.cues import Cue, Cues
from whence.find.speakers import name_words
from whence.records import Form, MadeBy, Phrase, Source, Span, Statement, Stance
from whence.text.grammar import Parse, Word, stretch
from whence.text.quotes import Quotation

# Fewer blanks than this make a title or a scare quote of it.
_SPEECH_WORDS = 2
_LABEL = re.compile(r"(?:.*\s[-–—]\s)?(?P<who>[A-Z][^.!?:,\"“]{2,60}?)(?:,[^:.!?\"“]{2,80})?:\s*", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s")
# Between a quotation and the one who speaks it stand a blank, a comma or a dash.
_BESIDE = re.compile(r"[\s,;:–—-]*\Z")


@dataclass(slots=True, eq=False)
class Said:
    """A statement on its way: its cue and the pieces of its content found so far."""

    passage: Passage
    cue: Cue | None
    source: Span | None
    words: list[Word]
    stance: Stance
    rule: str
    pieces: list[Span] = field(default_factory=list)
    quotes: list[Quotation] = field(default_factory=list)
    via: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Where what has been found of it ends."""
        ends = [p.end for p in self.pieces]
        if self.cue is not None:
            ends.append(max(w.end for w in self.cue.words))
        return max(ends, default=0)

    def take(self, quotation: Quotation) -> None:
        """Add a quotation to the content."""
        if quotation not in self.quotes:
            self.quotes.append(quotation)
            self.pieces.extend(quotation.pieces)


class Statements:
    """Composes the statements of one report."""

    def __init__(
        self, text: str, passages: list[Passage], quotations: list[Quotation], cues: Cues
    ) -> None:
        self.cues = cues
        self.text = text
        self.passages = passages
        self.quotations = quotations
        self._speaker_of: dict[Quotation, Said] = {}

    def compose(self) -> list[Statement]:
        """Return the statements by their place in the text."""
        found = [said for passage in self.passages for said in self._cued(passage)]
        found = self._outermost(found)
        for said in found:
            self._take_mixed(said)
        for quotation in self.quotations:
            if quotation not in self._speaker_of:
                self._give(quotation, found)
        for quotation in self.quotations:
            if quotation not in self._speaker_of and (said := self._lead(quotation)):
                found.append(said)
        found += self._headlines()
        found.sort(key=lambda said: said.passage.index)
        self._carry(found)
        kept = [said for said in found if said.pieces]
        return sorted((self._statement(said) for said in kept), key=lambda s: s.content[0].start)

    # ---- cues --------------------------------------------------------------------------------

    def _cued(self, passage: Passage) -> list[Said]:
        found = []
        for cue in passage.cues:
            source = None
            if cue.source is not None:
                source = Span(*stretch(name_words(cue.source)))
            pieces = _pieces(cue.content, {w.i for w in cue.words})
            found.append(Said(passage, cue, source, list(cue.content), cue.stance, cue.rule, pieces))
        return found

    def _outermost(self, found: list[Said]) -> list[Said]:
        """Leave out what stands inside another's content."""
        kept = []
        for said in found:
            at = said.cue.word if said.cue else None
            inside = any(
                other is not said and other.passage is said.passage and at in other.words and len(other.words) > len(said.words)
                for other in found
            )
            if not inside:
                kept.append(said)
        return kept

    def _take_mixed(self, said: Said) -> None:
        """Add the quotations that the clause of a statement runs into, whole."""
        for quotation in self.quotations:
            if quotation in self._speaker_of:
                continue
            if any(p.start < q.end and q.start < p.end for p in said.pieces for q in quotation.pieces):
                said.take(quotation)
                self._speaker_of[quotation] = said

    # ---- quotations --------------------------------------------------------------------------

    def _give(self, quotation: Quotation, found: list[Said]) -> None:
        """Give a quotation to the cue that stands beside it."""
        best: tuple[int, Said] | None = None
        for said in found:
            if said.cue is None or not said.cue.speaks:
                continue
            gap = self._distance(quotation, said)
            if gap is not None and (best is None or gap < best[0]):
                best = (gap, said)
        if best is not None:
            best[1].take(quotation)
            self._speaker_of[quotation] = best[1]

    def _distance(self, quotation: Quotation, said: Said) -> int | None:
        """How far the cue is from the quotation, None where it is not beside it."""
        assert said.cue is not None
        spans = [(w.start, w.end) for w in said.cue.words]
        if said.source is not None:
            spans.append((said.source.start, said.source.end))
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
        block = said.passage.block
        for piece in quotation.pieces:
            if not block.start <= piece.start < block.end:
                continue
            if piece.end <= start:
                between = self.text[piece.end : start]
                if len(between) < 40 and not _SENTENCE_END.search(between) and not _has_quote(between):
                    return len(between)
            elif piece.start >= end:
                between = self.text[end : piece.start]
                last = between.rstrip()[-1:]
                sentence = said.passage.sentence
                led = last in {",", ":", ""} or between.strip() in {"that", "—", "--"}
                if led and piece.start <= sentence.end + 1 and not _SENTENCE_END.search(between):
                    return len(between) + 1
        return None

    def _lead(self, quotation: Quotation) -> Said | None:
        """A speaker that no listed cue names: an odd verb beside the quotation, or a label."""
        piece = quotation.pieces[0]
        passage = self._passage_at(piece.start)
        if passage is None or self.text.count(" ", piece.start, piece.end) < _SPEECH_WORDS:
            return None
        said = None
        sentence = passage.sentence
        lead = self.text[sentence.start : piece.start]
        last = self._passage_at(quotation.end - 1)
        if match := _LABEL.fullmatch(lead):
            start = sentence.start + match.start("who")
            source = Span(start, start + len(match["who"]))
            said = Said(passage, None, source, [], "asserts", "label before a quotation")
        for beside in (passage, last):
            if said is not None or beside is None or beside.parse is None:
                continue
            if beside is last and self.text[quotation.end - 2 : quotation.end - 1] not in ",?!—-…":
                if beside is not passage or not lead.rstrip().endswith(":"):
                    continue
            quoted = quoted_words(beside.parse, self.quotations)
            cue = self.cues.find_beside(beside.parse, piece.start, quotation.end, quoted)
            if cue is not None and cue.source is not None:
                source = Span(*stretch(name_words(cue.source)))
                said = Said(beside, cue, source, [], cue.stance, cue.rule)
        if said is not None:
            said.take(quotation)
            self._speaker_of[quotation] = said
        return said

    def _headlines(self) -> list[Said]:
        """"Minister: bridge will reopen": a headline that names its source first."""
        found = []
        for passage in self.passages:
            if passage.block.kind not in {"title", "heading"} or passage.parse is None:
                continue
            words = passage.parse.words
            if len(words) > 5 and words[0].name and words[1].text == ":":
                rest = words[2:]
                while rest and rest[-1].text == ".":
                    rest = rest[:-1]
                content = Span(rest[0].start, rest[-1].end)
                said = Said(passage, None, Span(words[0].start, words[0].end), [], "asserts", "headline label", [content])
                found.append(said)
        return found

    def _carry(self, found: list[Said]) -> None:
        """Give the quotations that nobody is named for to the one who spoke just before."""
        for quotation in self.quotations:
            if quotation in self._speaker_of:
                continue
            before = self._just_before(quotation, found)
            if before is not None:
                before.take(quotation)
                self._speaker_of[quotation] = before

    def _just_before(self, quotation: Quotation, found: list[Said]) -> Said | None:
        passage = self._passage_at(quotation.start)
        if passage is None or quotation.start > passage.sentence.start + 4:
            return None
        at = quotation.start
        spoken = [s for s in found if s.quotes or self.text[s.passage.sentence.start:s.passage.sentence.end].rstrip().endswith(":")]
        spoken = [s for s in spoken if s.cue is not None and s.cue.word.start < at]
        if not spoken:
            return None
        last = max(spoken, key=lambda s: max(s.end, s.passage.sentence.end if s.end < s.passage.sentence.end else 0))
        end = max(last.end, last.passage.sentence.end)
        if end <= at and self.text[end:at].strip(" \n\r\t.,;'\"”") == "":
            return last
        return None

    def _passage_at(self, at: int) -> Passage | None:
        return next((p for p in self.passages if p.sentence.start <= at < p.sentence.end), None)

    def _in_quotes(self, at: int) -> bool:
        return any(q.holds(at) for q in self.quotations)

    # ---- the record ----------------------------------------------------------------------------

    def _statement(self, said: Said) -> Statement:
        text = self.text
        source = None
        if said.source is not None:
            source = Source(said.source.start, said.source.end, text[said.source.start : said.source.end])
        cue = None
        if said.cue is not None:
            start, end = stretch(said.cue.words)
            cue = Phrase(start, end, text[start:end])
        content = self._merge(said)
        return Statement(source, cue, content, self._form(content), said.stance, said.via, (), MadeBy("cues", said.rule))

    def _merge(self, said: Said) -> tuple[Span, ...]:
        """Join the pieces that overlap or have nothing but blanks between them."""
        merged: list[Span] = []
        for piece in sorted(said.pieces, key=lambda p: (p.start, p.end)):
            if merged and self.text[merged[-1].end : piece.start].strip() == "":
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, piece.end))
            else:
                merged.append(piece)
        return tuple(merged)

    def _form(self, content: tuple[Span, ...]) -> Form:
        inside = [any(q.start <= s.start and s.end <= q.end for q in self.quotations) for s in content]
        touched = any(s.start < p.end and p.start < s.end for q in self.quotations for p in q.pieces for s in content)
        return "direct" if all(inside) else "mixed" if touched else "indirect"


def quoted_words(parse: Parse, quotations: list[Quotation]) -> frozenset[int]:
    """The places of the words that stand in quotation marks."""
    sentence = parse.sentence
    spans = [
        piece
        for quotation in quotations
        for piece in quotation.pieces
        if piece.start < sentence.end and sentence.start < piece.end
    ]
    return frozenset(w.i for w in parse.words if any(s.start <= w.start < s.end for s in spans))


def _pieces(words: tuple[Word, ...], without: set[int]) -> list[Span]:
    """The stretches of text that words cover; a gap in the words is a gap in the text."""
    runs: list[list[Word]] = []
    for word in words:
        if word.i in without:
            continue
        if runs and word.i == runs[-1][-1].i + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [Span(run[0].start, run[-1].end) for run in runs]


def _has_quote(between: str) -> bool:
    return any(mark in between for mark in '"“”')
