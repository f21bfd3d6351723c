"""Composes the statements of a report: who says what, in which words, from cues and quotations.

Quotations come first, since a mark is surer than a parse: each goes to the cue beside it. What
the cues' clauses hold is added, then quotations that nobody is named for go to the one who
spoke just before.
"""

from collections.abc import Iterator, Mapping, Sequence

from whence.compose.draft import Passage
from whence.compose.hosts import Hosts
from whence.compose.quoted import Quoted, said_by
from whence.compose.said import Passages, Quotations, Said
from whence.find.contents import has_count
from whence.find.cue import Cue
from whence.find.cues import Cues
from whence.find.sources import open_speech
from whence.find.speakers import name_words
from whence.find.voices import open_voices
from whence.records import Figure, Form, MadeBy, Phrase, Source, Span, Statement
from whence.text.grammar import Word, stretch
from whence.text.placed import Placed
from whence.text.quotes import Quotation

_VOICES = open_voices()
_SPEECH = open_speech()
# Words of a source among which a thing that bears writing is: "the caption below the photo".
BEARER_REACH = 2
# A shorter line with a colon is a heading: "Weather: fine".
_HEADLINE_WORDS = 5


class Statements:
    """The statements of one report, found when it is made."""

    def __init__(
        self,
        text: str,
        passages: Sequence[Passage],
        quotations: Quotations,
        *,
        cues: Cues,
        hosts: Hosts,
        captions: Mapping[Span, Source | None],
    ) -> None:
        """`captions` are the quotations that are captions, each with who released the picture."""
        self.text = text
        self.hosts = hosts
        self.quotations = quotations
        self._captions = captions
        self._passages = Passages(passages)
        self._quoted = Quoted(text, self._passages, quotations, cues)
        self._found = self._find()

    def speaker_of(self, at: int) -> Said | None:
        """The statement that the quotation around the character at `at` is part of."""
        quotation = self.quotations.holding(at)
        return self._quoted.owner.get(quotation) if quotation is not None else None

    def compose(self, figures: Sequence[Figure] = ()) -> list[Statement]:
        """Return the statements by their place in the text, each with the figures inside it."""
        placed = Placed(enumerate(figures), lambda each: (each[1].amount.start, each[1].amount.end))
        statements = [self._statement(said, placed) for said in self._found if said.pieces]
        return sorted(statements, key=lambda s: (s.content[0].start, s.content[-1].end))

    def _find(self) -> list[Said]:
        found = [
            said_by(passage, cue)
            for passage in self._passages.all
            for cue in passage.cues
            if self._is_heard(cue)
        ]
        found += self._quoted.give_beside(found)
        by_passage: dict[int, list[Said]] = {}
        for said in found:
            by_passage.setdefault(said.passage.index, []).append(said)
        for said in found:
            self._trim_words(said, by_passage[said.passage.index])
        found = [said for said in found if said.words or said.quotes or said.speaks]
        found = [said for said in found if self._pass_on(said, by_passage[said.passage.index])]
        for said in found:
            self._take_mixed(said)
            self._take_below(said)
        found += self._quoted.give_labelled()
        found += self._headlines()
        found += self._labelled()
        found += self._quoted.give_carried(found)
        for said in found:
            self._settle_source(said)
        return found

    def _settle_source(self, said: Said) -> None:
        """Take the source from a statement that has none after all.

        Nobody speaks from inside a quotation whose cue stands outside it, or from inside what
        he says. A sign or a caption speaks for whoever put it out, where the text tells who.
        """
        if said.source is None:
            return
        around = self.quotations.holding(said.source.start)
        quoted = around is not None and around is not self.quotations.holding(said.start)
        if quoted or any(_meet(said.source, piece) for piece in said.pieces):
            said.leave_unnamed()
        elif self._is_borne(said):
            said.leave_unnamed(self._publisher(said.passage))

    def _is_borne(self, said: Said) -> bool:
        """Whether what is said stands written on a thing: "the banner read", "the caption says"."""
        if said.speaker is not None:
            return said.speaker.lower in _SPEECH.bearers or said.speaker.lemma in _SPEECH.bearers
        words = (
            self.text[said.source.start : said.source.end].lower().split() if said.source else []
        )
        return any(word in _SPEECH.bearers for word in words[:BEARER_REACH])

    def _publisher(self, passage: Passage) -> Span | None:
        """Who released the picture whose caption a sentence quotes."""
        start, end = passage.sentence.start, passage.sentence.end
        sources = [who for quote, who in self._captions.items() if start <= quote.start < end]
        who = next(filter(None, sources), None)
        return Span(who.start, who.end) if who is not None else None

    def _is_heard(self, cue: Cue) -> bool:
        """Whether a cue makes a statement: not in another's quotation, unless it gives a figure.

        "I think", "they say" inside a quotation is the speaker's way to talk; "my brother
        swears that forty died" there has a source of its own. "Nobody can say" is none either.
        """
        if cue.source is not None and _is_nobody(cue.source):
            return False
        if self.quotations.holding(cue.cue.start) is None:
            return True
        named = cue.source is not None and cue.source.lower not in _VOICES.unnamed
        return named and cue.gives and has_count(cue.content)

    # ---- clauses -----------------------------------------------------------------------------

    def _trim_words(self, said: Said, beside: list[Said]) -> None:
        """Leave to the others what they speak, and to the cue what stands before its quotation."""
        words = [w for w in said.words if not self._is_others(w, said)]
        words = _without_rivals(words, said, beside)
        if words and said.rule.endswith("object") and self.text[words[-1].end :][:1] == ":":
            words = []  # "released the following statement:"
        if said.quotes and said.cue is not None:
            spans = [piece for q in said.quotes for piece in q.pieces]
            first = min(piece.start for piece in spans)
            if first < said.start and self._quoted.begins_what_is_said(said.quotes[0]):
                tail = [w for w in words if w.start > said.cue.words[-1].end]
                goes_on = bool(tail) and tail[0].lower in _VOICES.going_on
                inside = [w for w in words if any(p.start <= w.start < p.end for p in spans)]
                words = inside + (tail if goes_on else [])
        said.words = sorted({w.i: w for w in words}.values(), key=lambda w: w.i)

    def _is_others(self, word: Word, said: Said) -> bool:
        """Whether a word stands in a quotation that another speaks."""
        quotation = self._quotation_of(word)
        if quotation is None or quotation.holds(said.start):
            return False
        return self._quoted.owner.get(quotation, said) is not said

    def _quotation_of(self, word: Word) -> Quotation | None:
        return next((q for _, q in self.quotations.touching(word.start, word.end)), None)

    def _pass_on(self, said: Said, beside: list[Said]) -> bool:
        """Say through whom a statement inside another came; False where it is no speech.

        "The agency said a doctor told it …": what the doctor told came by way of the agency.
        What somebody is said to want or think, inside what another says, is no statement.
        """
        above = [] if said.cue is None else _holding(said.cue.cue, said, beside)
        if above and not (said.speaks or said.rule == "according to"):
            return False
        if any(outer.cue is not None and outer.cue.cue is said.speaker for outer in above):
            return False  # "its refusal to say": one statement, not two
        via = [said.cue.via] if said.cue is not None and said.cue.via is not None else []
        spans: list[Span | None] = [Span(*stretch(name_words(word))) for word in via]
        spans += [outer.source for outer in above if outer.source not in {None, said.source}]
        said.via = tuple(self.text[s.start : s.end] for s in spans if s is not None)
        return True

    def _take_mixed(self, said: Said) -> None:
        """Add the quotations that the clause of a statement runs into, whole."""
        if self.quotations.holding(said.start) is not None:
            return
        for piece in said.pieces:
            for _, quotation in self.quotations.touching(piece.start, piece.end):
                if quotation not in self._quoted.owner:
                    self._quoted.give(quotation, said)

    def _take_below(self, said: Said) -> None:
        """Add a block quotation: a paragraph without marks, or a list, below "the office said:"."""
        sentence = said.passage.sentence
        if not said.speaks or said.words or said.quotes or self.text[sentence.end - 1] != ":":
            return
        below = self._passages.below(said.passage)
        if below and self.quotations.holding(below[0].sentence.start + 1) is None:
            said.span = Span(below[0].sentence.start, below[-1].sentence.end)

    # ---- labels ------------------------------------------------------------------------------

    def _headlines(self) -> Iterator[Said]:
        """Yield what headlines say whose source stands first: "Minister: bridge will reopen"."""
        for passage in self._passages.all:
            headline = passage.block.kind in {"title", "heading"} or passage.index == 0
            words = passage.parse.words if passage.parse is not None and headline else []
            if len(words) <= _HEADLINE_WORDS or not words[0].name or words[1].text != ":":
                continue
            last = words[-2] if words[-1].text == "." else words[-1]
            source, content = Span(words[0].start, words[0].end), Span(words[2].start, last.end)
            yield Said(passage, None, source, "asserts", "headline label", span=content)

    def _labelled(self) -> Iterator[Said]:
        """Yield what a transcript's speakers say, each after the label with their name."""
        for passage in self._passages.all:
            block = passage.block
            if block.speaker is None or self.hosts.is_host(block.speaker):
                continue
            if passage.sentence.start == block.body:
                content = Span(block.body, block.end)
                yield Said(passage, None, Span(*block.speaker), "asserts", "label", span=content)

    # ---- the record ----------------------------------------------------------------------------

    def _statement(self, said: Said, figures: "Placed[tuple[int, Figure]]") -> Statement:
        content = self._merge(said.pieces)
        cue = None
        if said.cue is not None:
            start, end = stretch(said.cue.words)
            cue = Phrase(start, end, self.text[start:end])
        return Statement(
            self._source(said.source),
            cue,
            content,
            self._form(content),
            said.stance,
            said.via,
            tuple(at for span in content for at, _ in figures.within(span.start, span.end)),
            MadeBy("statements", said.rule),
        )

    def _source(self, span: Span | None) -> Source | None:
        if span is None:
            return None
        return Source(span.start, span.end, self.text[span.start : span.end])

    def _merge(self, pieces: list[Span]) -> tuple[Span, ...]:
        """Join the pieces that overlap or have nothing but blanks between them."""
        merged: list[Span] = []
        for piece in sorted(pieces, key=lambda p: (p.start, p.end)):
            if merged and self.text[merged[-1].end : piece.start].strip() == "":
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, piece.end))
            else:
                merged.append(piece)
        return tuple(merged)

    def _form(self, content: tuple[Span, ...]) -> Form:
        quotes = [[p for p, _ in self.quotations.touching(s.start, s.end)] for s in content]
        inside = [
            any(p.start <= s.start and s.end <= p.end for p in pieces)
            for s, pieces in zip(content, quotes, strict=True)
        ]
        return "direct" if all(inside) else "mixed" if any(quotes) else "indirect"


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_nobody(source: Word) -> bool:
    """Whether a source is nobody at all: "nobody", "no group"."""
    determiners = (k.lower for k in source.kids("det"))
    return source.lower in _VOICES.nobody or any(k in _VOICES.no_determiner for k in determiners)


def _without_rivals(words: list[Word], said: Said, beside: list[Said]) -> list[Word]:
    """Cut a clause before a cue inside it that has a quotation of its own: "…, and added: "…""."""
    for rival in beside:
        if rival is said or not rival.quotes or rival.cue is None:
            continue
        cue = rival.cue.cue
        if any(w is cue for w in words):
            words = [w for w in words if w.i < cue.i]
            while words and words[-1].pos in {"CCONJ", "PUNCT"}:
                words = words[:-1]
    told = any(w.pos not in {"PUNCT", "CCONJ", "SCONJ"} for w in words)
    return words if told else []


def _holding(word: Word, said: Said, beside: list[Said]) -> list[Said]:
    """The statements whose words hold a cue, the nearest first."""
    held = [
        other
        for other in beside
        if other is not said
        and len(other.words) > len(said.words)
        and any(w is word for w in other.words)
    ]
    return sorted(held, key=lambda other: len(other.words))
