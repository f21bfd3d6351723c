"""Composes the statements of a report: who says what, in which words, from cues and quotations.

Quotations come first, since a mark is surer than a parse: each goes to the cue beside it. What
the cues' clauses hold is added, then quotations that nobody is named for go to the one who
spoke just before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from whence.compose.draft import Passage
from whence.find.contents import has_count
from whence.find.cues import Cue, Cues
from whence.find.speakers import name_words
from whence.records import Figure, Form, MadeBy, Phrase, Source, Span, Stance, Statement
from whence.text.grammar import Parse, Word, stretch
from whence.text.quotes import Quotation

# A quotation of fewer words is a title or a scare quote, unless a verb of saying stands beside it.
SPEECH_WORDS = 3
# How far before a quotation, in characters, the cue that leads it in may stand.
LEAD_IN = 120

_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s")
# The last sign inside a quotation after which its sentence goes on with the one who speaks.
_GOES_ON = frozenset(",?!—–―-…")
# Words on which what is said goes on after its speaker: "It is late," she said, but not too late.
_GOING_ON = frozenset({"that", "but", "and", "because", "or", "so"})
_FIRST_PERSON = frozenset({"i", "we", "you", "who", "which", "that"})
_LABEL = re.compile(
    r"(?:.*\s[-–—]\s)?(?P<who>[A-Z][^.!?:,\"“]{2,60}?)(?:,[^:.!?\"“]{2,80})?:\s*", re.DOTALL
)


# A name that signs a quotation: "…." — Ana Vey, ferry pilot, on Monday. Without a dash it has a line
# of its own, and nothing else stands there.
_SIGNED = re.compile(r"\s{0,2}(?:[—–―]|--?)\s{0,2}(?P<who>[^\n,.;:(\"“]{2,60})")
_SIGNED_BELOW = re.compile(
    r"[.,]?[ \t]*\n\s*(?P<who>[A-Z][\w.'’-]*(?: [\w.'’&-]+){0,5})(?:,[^.!?\n]{2,80})?(?=[.\"”]*[ \t]*(?:\n|$))"
)


@dataclass(slots=True, eq=False)
class Said:
    """A statement on its way: its cue, the words its clause gives it and the quotations it has."""

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
    def start(self) -> int:
        """Where the cue starts, or the source that a label names."""
        if self.cue is not None:
            return self.cue.cue.start
        return self.source.start if self.source is not None else self.passage.sentence.start

    @property
    def end(self) -> int:
        """Where what has been found of it ends."""
        return max([self.start, *(p.end for p in self.pieces), *(q.end for q in self.quotes)])

    @property
    def speaks(self) -> bool:
        """Whether a quotation beside the cue is what is said."""
        return self.cue is not None and self.cue.speaks


class Statements:
    """Composes the statements of one report."""

    def __init__(
        self, text: str, passages: list[Passage], quotations: list[Quotation], cues: Cues
    ) -> None:
        self.text = text
        self.passages = passages
        self.quotations = quotations
        self.cues = cues
        self._owner: dict[Quotation, Said] = {}

    def compose(self, figures: Sequence[Figure] = ()) -> list[Statement]:
        """Return the statements by their place in the text, each with the figures inside it."""
        found = [self._said(p, cue) for p in self.passages for cue in p.cues if self._counts(cue)]
        for quotation in self.quotations:
            if (said := self._after(quotation, found) or self._before(quotation, found)) is not None:
                self._give(quotation, said)
        for said in found:
            self._trim_words(said, found)
        found = [said for said in found if said.words or said.quotes]
        found = self._nest(found)
        for said in found:
            said.pieces = _pieces(said.words)
            self._take_mixed(said)
        found += [said for q in self.quotations if q not in self._owner if (said := self._lead(q))]
        found += [said for q in self.quotations if q not in self._owner if (said := self._signed(q))]
        found += self._headlines()
        found += self._labelled()
        self._carry(found)
        statements = [self._statement(said, figures) for said in found if said.pieces or said.quotes]
        return sorted(statements, key=lambda s: (s.content[0].start, s.content[-1].end))

    def _counts(self, cue: Cue) -> bool:
        """Whether a cue makes a statement: not in another's quotation, unless it gives a figure.

        "I think", "they say" inside a quotation is the speaker's way to talk; "my brother
        swears that forty died" there has a source of its own.
        """
        if not any(q.holds(cue.cue.start) for q in self.quotations):
            return True
        named = cue.source is not None and cue.source.lower not in _FIRST_PERSON
        return named and cue.gives and has_count(cue.content)

    def _said(self, passage: Passage, cue: Cue) -> Said:
        source = None
        if cue.source is not None:
            source = Span(*stretch(name_words(cue.source)))
        own = {w.i for w in cue.words}
        words = [w for w in cue.content if w.i not in own]
        said = Said(passage, cue, source, words, cue.stance, cue.rule)
        if cue.via is not None:
            start, end = stretch(name_words(cue.via))
            said.via = (self.text[start:end],)
        return said

    def _give(self, quotation: Quotation, said: Said) -> None:
        said.quotes.append(quotation)
        self._owner[quotation] = said

    # ---- quotations --------------------------------------------------------------------------

    def _after(self, quotation: Quotation, found: list[Said]) -> Said | None:
        """The cue that follows a quotation in its sentence: "…," the officer said."""
        last = quotation.pieces[-1]
        passage = self._passage_at(last.end - 1)
        if passage is None or not self._opens_its_sentence(quotation):
            return None
        if last.end >= passage.sentence.end:
            return self._in_next(last, passage, found)
        if not self._goes_on(quotation):
            return None
        following = [s for s in found if s.passage is passage and s.start >= last.end and s.speaks]
        if not following:
            return self._odd_verb(quotation, passage, found)
        return min(following, key=lambda said: said.start)

    def _in_next(self, piece: Span, passage: Passage, found: list[Said]) -> Said | None:
        """The cue of a sentence that says no more than who spoke: "Is it safe?" Vey asked."""
        if passage.index + 1 >= len(self.passages):
            return None
        following = self.passages[passage.index + 1]
        if following.block is not passage.block:
            return None
        spoken = [s for s in found if s.passage is following and s.speaks and not s.words]
        if not spoken or spoken[0].start - following.sentence.start > LEAD_IN:
            return None
        first = min(spoken, key=lambda said: said.start)
        rest = self.text[first.end : following.sentence.end]
        return None if any(mark in rest[:3] for mark in ",:") and '"' in rest[:5] else first

    def _goes_on(self, quotation: Quotation) -> bool:
        """Whether a quotation ends where its sentence does not: on a comma, or before a small letter."""
        last = quotation.pieces[-1]
        inner = self.text[: last.end].rstrip("\"'”’»")[-1:]
        following = self.text[last.end : last.end + 3].lstrip()[:1]
        return inner in _GOES_ON or following == "," or following.islower()

    def _opens_its_sentence(self, quotation: Quotation) -> bool:
        """Whether no verb stands before the quotation in its sentence, so that it is all that is said."""
        first = quotation.pieces[0]
        passage = self._passage_at(first.start)
        if passage is None:
            return False
        lead = self.text[passage.sentence.start : first.start].strip()
        if lead.endswith((":", "—", "–", "―", "-")) or lead.count(" ") < 1:
            return True
        before = [w for w in passage.parse.words if w.end <= first.start] if passage.parse else []
        quoted = quoted_words(passage.parse, self.quotations) if passage.parse else frozenset()
        return not any(w.pos in {"VERB", "AUX"} for w in before if w.i not in quoted)

    def _odd_verb(self, quotation: Quotation, passage: Passage, found: list[Said]) -> Said | None:
        """A verb beside the quotation that no list has, or that the parse took for a noun."""
        piece = quotation.pieces[-1]
        if passage.parse is None or self._is_short(quotation):
            return None
        quoted = quoted_words(passage.parse, self.quotations)
        cue = self.cues.find_beside(passage.parse, piece.start, piece.end, quoted)
        if cue is None:
            return None
        said = self._said(passage, cue)
        if said.source is None and cue.cue.start > piece.end:
            who = self.text[piece.end : cue.cue.start]
            start = piece.end + len(who) - len(who.lstrip(" ,"))
            said.source = Span(start, piece.end + len(who.rstrip(" ,")))
        found.append(said)
        return said

    def _before(self, quotation: Quotation, found: list[Said]) -> Said | None:
        """The cue that leads a quotation in: he said: "…", she called it "…"."""
        first = quotation.pieces[0]
        near = [
            said
            for said in found
            if said.speaks and said.start < first.start and first.start - said.start < LEAD_IN
            and self._leads_in(said, first)
        ]
        return max(near, key=lambda said: said.start) if near else None

    def _leads_in(self, said: Said, piece: Span) -> bool:
        assert said.cue is not None
        end = max([w.end for w in said.cue.words])
        if said.source is not None and end <= said.source.start < said.source.end <= piece.start:
            end = said.source.end
        between = self.text[end : piece.start]
        led = between.rstrip()[-1:] in {",", ":", ""} or between.strip() in {"that", "—", "–", "--"}
        return led and not _SENTENCE_END.search(between) and between.count("\n") < 3

    def _is_short(self, quotation: Quotation) -> bool:
        return self.text[quotation.start : quotation.end].count(" ") + 1 < SPEECH_WORDS

    # ---- clauses -----------------------------------------------------------------------------

    def _trim_words(self, said: Said, found: list[Said]) -> None:
        """Leave to the others what they speak, and to the cue what stands before its quotation."""
        others = [p for q in self.quotations if self._owner.get(q, said) is not said for p in q.pieces]
        words = [w for w in said.words if not any(p.start <= w.start < p.end for p in others)]
        rival = next(
            (
                s
                for s in found
                if s is not said and s.quotes and s.cue is not None and s.cue.cue in words
            ),
            None,
        )
        if rival is not None and rival.cue is not None:
            words = [w for w in words if w.i < rival.cue.cue.i]
            while words and words[-1].pos in {"CCONJ", "PUNCT"}:
                words = words[:-1]
            if not any(w.pos not in {"PUNCT", "CCONJ", "SCONJ"} for w in words):
                words = []
        if said.quotes and said.cue is not None:
            spans = [p for q in said.quotes for p in q.pieces]
            first = min(p.start for p in spans)
            if first < said.start and self._opens_its_sentence(said.quotes[0]):
                inside = [w for w in words if any(p.start <= w.start < p.end for p in spans)]
                tail = [w for w in words if w.start > said.cue.words[-1].end]
                goes_on = bool(tail) and tail[0].lower in _GOING_ON
                words = inside + (tail if goes_on else [])
        said.words = words

    def _nest(self, found: list[Said]) -> list[Said]:
        """Say through whom each statement inside another came, and leave out what is no speech.

        "The agency said a doctor told it …": what the doctor told came by way of the agency.
        What somebody is said to want or think, inside what another says, is no statement.
        """
        kept = []
        for said in found:
            above = self._above(said, found)
            if above and not (said.speaks or said.rule == "according to"):
                continue
            said.via += tuple(
                self.text[outer.source.start : outer.source.end] for outer in above if outer.source
            )
            kept.append(said)
        return kept

    def _above(self, said: Said, found: list[Said]) -> list[Said]:
        """The statements that the cue stands inside, the nearest first."""
        word = said.cue.cue if said.cue is not None else None
        holding = [
            other
            for other in found
            if other is not said
            and other.passage is said.passage
            and any(w is word for w in other.words)
            and len(other.words) > len(said.words)
        ]
        return sorted(holding, key=lambda other: len(other.words))

    def _take_mixed(self, said: Said) -> None:
        """Add the quotations that the clause of a statement runs into, whole."""
        for quotation in self.quotations:
            if quotation not in self._owner and any(
                p.start < q.end and q.start < p.end for p in said.pieces for q in quotation.pieces
            ):
                self._give(quotation, said)

    # ---- labels and headlines ----------------------------------------------------------------

    def _lead(self, quotation: Quotation) -> Said | None:
        """Who a label or an odd verb before a colon names: "Colonel Vey, at the cordon: "…""."""
        first = quotation.pieces[0]
        passage = self._passage_at(first.start)
        if passage is None or self._is_short(quotation):
            return None
        said = None
        lead = self.text[passage.sentence.start : first.start]
        if match := _LABEL.fullmatch(lead):
            start = passage.sentence.start + match.start("who")
            source = Span(start, start + len(match["who"]))
            said = Said(passage, None, source, [], "asserts", "label before a quotation")
        elif passage.parse is not None and lead.rstrip().endswith(":"):
            quoted = quoted_words(passage.parse, self.quotations)
            cue = self.cues.find_beside(passage.parse, first.start, first.end, quoted)
            said = self._said(passage, cue) if cue is not None else None
        if said is not None:
            self._give(quotation, said)
        return said

    def _signed(self, quotation: Quotation) -> Said | None:
        """Who signs a quotation that stands alone: "…" — Ana Vey, ferry pilot."""
        passage = self._passage_at(quotation.start)
        if self.text[quotation.end - 2] not in ".!?…":
            return None
        match = _SIGNED.match(self.text, quotation.end) or _SIGNED_BELOW.match(self.text, quotation.end)
        if passage is None or match is None or self._is_short(quotation):
            return None
        if self.text[passage.block.body : quotation.start].strip(" \"“"):
            return None
        source = Span(match.start("who"), match.start("who") + len(match["who"].rstrip()))
        said = Said(passage, None, source, [], "asserts", "signed")
        self._give(quotation, said)
        return said

    def _headlines(self) -> Iterator[Said]:
        """Yield what headlines say whose source stands first: "Minister: bridge will reopen"."""
        for passage in self.passages:
            headline = passage.block.kind in {"title", "heading"} or passage.index == 0
            if not headline or passage.parse is None:
                continue
            words = passage.parse.words
            if len(words) > 5 and words[0].name and words[1].text == ":":
                rest = [w for w in words[2:] if w is not words[-1] or w.text != "."]
                source = Span(words[0].start, words[0].end)
                yield Said(passage, None, source, [], "asserts", "headline label", [Span(rest[0].start, rest[-1].end)])

    def _labelled(self) -> Iterator[Said]:
        """Yield what a transcript's speakers say, each after the label with their name."""
        for passage in self.passages:
            block = passage.block
            if block.speaker is not None and passage.sentence.start == block.body:
                source = Span(*block.speaker)
                yield Said(passage, None, source, [], "asserts", "label", [Span(block.body, block.end)])

    # ---- carried over --------------------------------------------------------------------------

    def _carry(self, found: list[Said]) -> None:
        """Give the quotations that nobody is named for to the one who spoke just before."""
        for quotation in self.quotations:
            if quotation in self._owner:
                continue
            before = self._just_before(quotation, found)
            if before is not None:
                self._give(quotation, before)

    def _just_before(self, quotation: Quotation, found: list[Said]) -> Said | None:
        passage = self._passage_at(quotation.start)
        if passage is None:
            return None
        at = quotation.start
        lead = self.text[passage.sentence.start : at].strip()
        if lead and lead.lower() not in {"but", "and", "so", "yet", "…", "..."}:
            return None
        spoken = [s for s in found if s.start < at and (s.quotes or self._ends_on_colon(s.passage))]
        if not spoken:
            return None
        last = max(spoken, key=lambda s: (s.passage.index, s.end))
        end = max(last.end, last.passage.sentence.end)
        return last if self.text[end:passage.sentence.start].strip(" \n\r\t.,;'\"”") == "" else None

    def _ends_on_colon(self, passage: Passage) -> bool:
        return self.text[passage.sentence.start : passage.sentence.end].rstrip().endswith(":")

    def _passage_at(self, at: int) -> Passage | None:
        return next((p for p in self.passages if p.sentence.start <= at < p.sentence.end), None)

    # ---- the record ----------------------------------------------------------------------------

    def _statement(self, said: Said, figures: Sequence[Figure]) -> Statement:
        text = self.text
        source = None
        if said.source is not None:
            start, end = said.source.start, said.source.end
            source = Source(start, end, text[start:end])
        cue = None
        if said.cue is not None:
            start, end = stretch(said.cue.words)
            cue = Phrase(start, end, text[start:end])
        content = self._merge(said)
        inside = tuple(
            index
            for index, figure in enumerate(figures)
            if any(span.holds(figure.amount) for span in content)
        )
        return Statement(
            source,
            cue,
            content,
            self._form(content),
            said.stance,
            said.via,
            inside,
            MadeBy("statements", said.rule),
        )

    def _merge(self, said: Said) -> tuple[Span, ...]:
        """Join the pieces that overlap or have nothing but blanks between them."""
        merged: list[Span] = []
        pieces = [*said.pieces, *(p for q in said.quotes for p in q.pieces)]
        for piece in sorted(pieces, key=lambda p: (p.start, p.end)):
            if merged and self.text[merged[-1].end : piece.start].strip() == "":
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, piece.end))
            else:
                merged.append(piece)
        return tuple(merged)

    def _form(self, content: tuple[Span, ...]) -> Form:
        quotes = [piece for q in self.quotations for piece in q.pieces]
        if all(any(q.start <= s.start and s.end <= q.end for q in quotes) for s in content):
            return "direct"
        touched = any(s.start < q.end and q.start < s.end for q in quotes for s in content)
        return "mixed" if touched else "indirect"


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


def _pieces(words: list[Word]) -> list[Span]:
    """The stretches of text that words cover; a gap in the words is a gap in the text."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and word.i == runs[-1][-1].i + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [Span(run[0].start, run[-1].end) for run in runs]
