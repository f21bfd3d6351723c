"""Says who speaks each quotation: the cue beside it, a label, a signature, or who spoke last."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from whence.compose.draft import Passage
from whence.compose.said import Passages, Quotations, Said
from whence.find.cue import Cue
from whence.find.cues import Cues
from whence.find.speakers import joint_words
from whence.records import Span
from whence.text.grammar import VERBAL, stretch
from whence.text.quotes import Quotation

# A quotation of fewer words is a title or a scare quote, unless a verb of saying stands beside it.
SPEECH_WORDS = 3
# How far from a quotation, in characters, the cue that leads it in or follows it may stand.
# 60 lost sources with an office and an age; 200 took the cue of another clause.
LEAD_IN = 120

# Statements looked at for who spoke last before a quotation: those of a sentence or two.
_LOOKED_AT = 12

_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s")
# The last sign inside a quotation after which its sentence goes on with the one who speaks.
_GOES_ON = frozenset(",?!—–―-…")
_DASHES = frozenset("—–―-")
# What may stand before a quotation that goes on with what was quoted before.
_GOES_ON_WITH = frozenset({"", "but", "and", "so", "yet", "…", "..."})
_LABEL = re.compile(
    r"(?:.*\s[-–—―]\s)?(?P<who>[A-Z][^.!?:,\"“]{2,60}?)(?:,[^:.!?\"“]{2,80})?:\s*", re.DOTALL
)
# A name that signs a quotation: "…." — Ana Vey, ferry pilot, on Monday. Without a dash it has a
# line of its own, and nothing else stands there.
_SIGNED = re.compile(r"\s{0,2}(?:[—–―]|--?)\s{0,2}(?P<who>[^\n,.;:(\"“]{2,60})")
_SIGNED_BELOW = re.compile(
    r"[.,]?[ \t]*\n\s*(?P<who>[A-Z][\w.'’-]*(?: (?:of|de|van|von|al|[A-Z][\w.'’&-]*)){1,5})"
    r"(?:,[^.!?\n]{2,80})?"
    r"(?=[.\"”]*[ \t]*(?:\n|$))"
)


class Quoted:
    """Gives each quotation of a report to the statement it belongs to."""

    def __init__(self, text: str, passages: Passages, quotations: Quotations, cues: Cues) -> None:
        self.text = text
        self.passages = passages
        self.quotations = quotations
        self.cues = cues
        self.owner: dict[Quotation, Said] = {}

    def give(self, quotation: Quotation, said: Said) -> None:
        """Make the quotation part of what is said."""
        said.quotes.append(quotation)
        self.owner[quotation] = said

    def give_beside(self, found: list[Said]) -> list[Said]:
        """Give quotations to the cues beside them; return statements of verbs that no list has."""
        by_passage: dict[int, list[Said]] = {}
        for said in found:
            by_passage.setdefault(said.passage.index, []).append(said)
        odd: list[Said] = []
        for quotation in self.quotations.all:
            beside = self._after(quotation, by_passage) or self._before(quotation, by_passage)
            if beside is None and (beside := self._odd_verb(quotation)) is not None:
                odd.append(beside)
            if beside is not None:
                self.give(quotation, beside)
        return odd

    def give_labelled(self) -> Iterator[Said]:
        """Yield the statements of quotations that a label or a signature names the source of."""
        for quotation in self.quotations.all:
            if quotation in self.owner or self._is_short(quotation):
                continue
            said = self._led_in(quotation) or self._signed(quotation)
            if said is not None:
                self.give(quotation, said)
                yield said

    def give_carried(self, found: list[Said]) -> list[Said]:
        """Give the quotations that nobody is named for to the one who spoke just before.

        One that follows at once belongs to the same statement; one later in the paragraph, or
        after what the speaker is said to say in other words, makes a statement of its own.
        """
        spoken = sorted(
            (s for s in found if s.quotes or self._ends_on_colon(s.passage)),
            key=lambda said: said.start,
        )
        in_block: dict[int, list[Said]] = {}
        for said in found:
            if said.source is not None and (said.speaks or said.words):
                in_block.setdefault(said.passage.sentence.block, []).append(said)
        carried: list[Said] = []
        for quotation in self.quotations.all:
            if quotation in self.owner:
                continue
            last = self._just_before(quotation, spoken)
            if last is None and (last := self._still_speaking(quotation, in_block)) is not None:
                carried.append(last)
            if last is not None:
                self.give(quotation, last)
        return carried

    # ---- a cue beside it -----------------------------------------------------------------------

    def _after(self, quotation: Quotation, found: dict[int, list[Said]]) -> Said | None:
        """The cue that follows a quotation: "…," the officer said."""
        last = quotation.pieces[-1]
        passage = self.passages.at(last.end - 1)
        if passage is None or not self.begins_what_is_said(quotation):
            return None
        if last.end >= passage.sentence.end:
            return self._in_next(passage, found)
        if not self._goes_on(quotation):
            return None
        following = [s for s in found.get(passage.index, []) if s.speaks and s.start >= last.end]
        return min(following, key=lambda said: said.start, default=None)

    def _in_next(self, passage: Passage, found: dict[int, list[Said]]) -> Said | None:
        """The cue of a sentence that says no more than who spoke: "Is it safe?" Vey asked."""
        following = self.passages.after(passage)
        if following is None:
            return None
        spoken = [s for s in found.get(following.index, []) if s.speaks and not s.words]
        first = min(spoken, key=lambda said: said.start, default=None)
        if first is None or first.start - following.sentence.start > LEAD_IN:
            return None
        rest = self.text[first.end : following.sentence.end].lstrip(" ")
        leads_in = rest[:1] in {",", ":"} and rest[1:3].strip()[:1] in {'"', "“"}
        return None if leads_in else first

    def _goes_on(self, quotation: Quotation) -> bool:
        """Whether a sentence goes on after a quotation: on a comma, or with a small letter."""
        end = quotation.end
        inner = self.text[:end][-4:].rstrip("\"'”’»")[-1:]
        following = self.text[end : end + 3].lstrip()[:1]
        return inner in _GOES_ON or following == "," or following.islower()

    def begins_what_is_said(self, quotation: Quotation) -> bool:
        """Whether no verb stands before a quotation in its sentence: it is all that is said."""
        first = quotation.pieces[0]
        passage = self.passages.at(first.start)
        if passage is None:
            return False
        lead = self.text[passage.sentence.start : first.start].strip()
        if lead[-1:] in _DASHES | {":"} or lead.count(" ") < 1 or passage.parse is None:
            return True
        quoted = self.quotations.words_in(passage.parse)
        before = [w for w in passage.parse.words if w.end <= first.start and w.i not in quoted]
        return not any(w.pos in VERBAL for w in before)

    def _before(self, quotation: Quotation, found: dict[int, list[Said]]) -> Said | None:
        """The cue that leads a quotation in: he said: "…", she told them "…"."""
        first = quotation.pieces[0]
        passage = self.passages.at(first.start)
        near = [
            said
            for index in ((passage.index - 1, passage.index) if passage is not None else ())
            for said in found.get(index, [])
            if said.speaks
            and 0 < first.start - said.start < LEAD_IN
            and self._leads_in(said, first)
        ]
        return max(near, key=lambda said: said.start, default=None)

    def _leads_in(self, said: Said, piece: Span) -> bool:
        assert said.cue is not None
        end = max(w.end for w in said.cue.words)
        if said.source is not None and end <= said.source.start < said.source.end <= piece.start:
            end = said.source.end
        between = self.text[end : piece.start]
        if not said.speaks and not (said.rule.endswith("object") and between.rstrip()[-1:] == ":"):
            return False
        led = between.rstrip()[-1:] in {",", ":", ""} or between.strip() in {"that", *_DASHES, "--"}
        return led and not _SENTENCE_END.search(between) and between.count("\n") < 3

    def _odd_verb(self, quotation: Quotation) -> Said | None:
        """A verb after the quotation that no list has, or that the parse took for a noun."""
        last = quotation.pieces[-1]
        passage = self.passages.at(last.end - 1)
        if passage is None or passage.parse is None or last.end >= passage.sentence.end:
            return None
        lead = self.text[passage.sentence.start : quotation.start].strip()
        if self._is_short(quotation) or not self._goes_on(quotation) or " " in lead:
            return None
        quoted = self.quotations.words_in(passage.parse)
        cue = self.cues.find_beside(passage.parse, last.start, last.end, quoted)
        if cue is None:
            return None
        said = said_by(passage, cue)
        if said.source is None and cue.cue.start > last.end:
            who = self.text[last.end : cue.cue.start]
            start = last.end + len(who) - len(who.lstrip(" ,"))
            said.source = Span(start, last.end + len(who.rstrip(" ,")))
        return said

    # ---- labels and signatures -----------------------------------------------------------------

    def _led_in(self, quotation: Quotation) -> Said | None:
        """Who a label or an odd verb before a colon names: "Colonel Vey, at the cordon: "…""."""
        first = quotation.pieces[0]
        passage = self.passages.at(first.start)
        if passage is None:
            return None
        lead = self.text[passage.sentence.start : first.start]
        if read := self._read_out(passage, lead, first):
            return read
        if match := _LABEL.fullmatch(lead):
            start = passage.sentence.start + match.start("who")
            source = Span(start, start + len(match["who"]))
            return Said(passage, None, source, "asserts", "label before a quotation")
        if passage.parse is None or not lead.rstrip().endswith(":"):
            return None
        quoted = self.quotations.words_in(passage.parse)
        cue = self.cues.find_beside(passage.parse, first.start, first.end, quoted)
        return said_by(passage, cue) if cue is not None else None

    def _read_out(self, passage: Passage, lead: str, first: Span) -> Said | None:
        """A verb that the parse took for a noun: "The caption below the photo read: …"."""
        if passage.parse is None or not lead.rstrip().endswith(":"):
            return None
        quoted = self.quotations.words_in(passage.parse)
        cue = self.cues.find_beside(passage.parse, first.start, first.end, quoted)
        if cue is None or self.text[cue.words[-1].end : first.start].strip() != ":":
            return None
        said = said_by(passage, cue)
        who = self.text[passage.sentence.start : cue.words[0].start].strip()
        if said.source is None and who:
            said.source = Span(passage.sentence.start, passage.sentence.start + len(who))
        return said

    def _signed(self, quotation: Quotation) -> Said | None:
        """Who signs a quotation that stands alone: "…." — Ana Vey, ferry pilot."""
        end = quotation.end
        passage = self.passages.at(quotation.start)
        if passage is None or self.text[end - 2] not in ".!?…":
            return None
        if self.text[passage.block.body : quotation.start].strip(' "“'):
            return None
        match = _SIGNED.match(self.text, end) or _SIGNED_BELOW.match(self.text, end)
        if match is None:
            return None
        source = Span(match.start("who"), match.start("who") + len(match["who"].rstrip()))
        return Said(passage, None, source, "asserts", "signature")

    # ---- carried over --------------------------------------------------------------------------

    def _just_before(self, quotation: Quotation, spoken: list[Said]) -> Said | None:
        at = quotation.start
        passage = self.passages.at(at)
        if passage is None:
            return None
        lead = self.text[passage.sentence.start : at].strip().lower()
        before = bisect_left(spoken, at, key=lambda said: said.start)
        earlier = spoken[max(0, before - _LOOKED_AT) : before]
        if not earlier or lead not in _GOES_ON_WITH:
            return None
        last = max(earlier, key=lambda said: (said.passage.index, said.end))
        end = max(last.end, last.passage.sentence.end)
        between = self.text[end : passage.sentence.start]
        return last if between.strip(" \n\r\t.,;'\"”") == "" else None

    def _still_speaking(self, quotation: Quotation, found: dict[int, list[Said]]) -> Said | None:
        """The last speaker of the paragraph, where a whole sentence stands in quotation marks."""
        passage = self.passages.at(quotation.start)
        if passage is None or self._is_short(quotation):
            return None
        lead = self.text[passage.sentence.start : quotation.start].strip().lower()
        if lead not in _GOES_ON_WITH or self.text[quotation.end - 2] not in ".!?…":
            return None
        before = [
            said
            for said in found.get(passage.sentence.block, [])
            if said.start < quotation.start and self.quotations.holding(said.start) is None
        ]
        if not before:
            return None
        last = max(before, key=lambda said: (said.passage.index, len(said.words)))
        return Said(passage, None, last.source, "asserts", "carried over", via=last.via, like=last)

    def _ends_on_colon(self, passage: Passage) -> bool:
        sentence = passage.sentence
        return self.text[sentence.start : sentence.end].rstrip().endswith(":")

    def _is_short(self, quotation: Quotation) -> bool:
        return self.text.count(" ", quotation.start, quotation.end) + 1 < SPEECH_WORDS


def said_by(passage: Passage, cue: Cue) -> Said:
    """Return the statement that a cue makes, with what its clause gives it."""
    source = Span(*stretch(joint_words(cue.source))) if cue.source is not None else None
    own = {w.i for w in cue.words}
    words = [w for w in cue.content if w.i not in own]
    return Said(passage, cue, source, cue.stance, cue.rule, words)
