"""Says who gives each figure: who says the statement it stands in, or the one still speaking.

The innermost cue of its sentence comes first, then the speaker of its quotation, a label, the
head of its list; where the sentence has none of these, who spoke just before.
"""

import re
from collections.abc import Iterator

from whence.compose.draft import Draft, Passage
from whence.compose.statements import Statements
from whence.find.cue import Cue
from whence.find.sources import Speech
from whence.find.voices import open_voices
from whence.records import Source, Span
from whence.text.grammar import VERBAL, Word, stretch

# A headline or flash names its source last: "Toll climbs to nine: ambulance service", "… - POLICE".
_TAIL = re.compile(
    r"(?:\s[-–—]\s*|:\s*)(?P<who>(?:the\s+)?[^\W\d_][\w'’.-]*(?:\s+[\w'’.-]+){0,4}?)\s*$"
)
# A table or list names whose figures it holds: "The week in numbers (Health Office, 3 March)".
_BRACKETED = re.compile(
    r"\((?:source: ?)?(?P<who>[^\d,()]{3,60}?)(?:,[^()]*)?\)\s*:?\s*$", re.IGNORECASE
)
_VOICES = open_voices()
_GOES_ON = re.compile(rf"[\"“]?(?:{_VOICES.goes_on.anywhere.pattern}|\d\b)", re.IGNORECASE)
# Sentences of a paragraph to look back for whom a pronoun means; no writer makes longer ones.
PARAGRAPH = 20
_CITED = frozenset({"citing", "quoted as saying", "on the word of"})


class Sources:
    """Finds the source of drafts, in order, keeping who speaks last."""

    def __init__(
        self, text: str, passages: list[Passage], statements: Statements, speech: Speech
    ) -> None:
        self.text = text
        self.passages = passages
        self.statements = statements
        self.speech = speech
        self._heading = self._announcers()

    def find(self, draft: Draft, before: list[Draft]) -> tuple[Source | None, str]:
        """Return the source of the draft and the rule that found it."""
        passage = draft.passage
        if mention := self._innermost(passage, draft.word.i):
            return self._as_source(mention), mention.rule
        if owner := self._owner(draft, before):
            return owner, "owner of the count"
        if said := self.statements.speaker_of(draft.amount.start):
            cue = said.like.cue if said.like is not None else said.cue
            if cue is not None and cue.source is not None:
                return self._as_source(cue), "speaker of the quotation"
            if said.source is not None:
                return self._source_at(said.source), "name beside the quotation"
        if passage.block.speaker is not None:
            start, end = passage.block.speaker
            label = self.text[start:end]
            if not self.statements.hosts.is_host(passage.block.speaker):
                return Source(start, end, label), "speaker's label"
            return None, "the report's own voice"
        if passage.block.kind in {"title", "heading", "item"} and (tail := self._tail(draft)):
            return tail, "named at the end of the line"
        if source := self._heading.get(passage.index):
            return source, "announced above the list"
        return self._carried(draft, before)

    def _innermost(self, passage: Passage, word: int) -> Cue | None:
        """Who gives the word, of those who speak in its sentence: whose words hold it closest."""
        named = [m for m in passage.sources if not _is_unnamed(m.head)]
        giving = [m for m in named if word in m.scope]
        if not giving:
            return None
        closest = min(giving, key=lambda m: (len(m.scope), -m.cue.i))
        cited = [m for m in giving if m.rule in _CITED]
        if cited and closest.rule not in _CITED and closest.head in cited[0].head.up():
            return cited[0]
        if closest.head.lower in _VOICES.third_person:
            outer = [
                m
                for m in giving
                if m is not closest
                and closest.cue.i in m.scope
                and m.head.lower not in _VOICES.third_person
            ]
            if outer:
                return min(outer, key=lambda m: len(m.scope))
        return closest

    def _antecedent(self, pronoun: Cue, passage: Passage) -> Source | None:
        """The speaker named last before a pronoun, in the same paragraph, where only one was."""
        named: list[Cue] = []
        for other in self._paragraph_to(passage):
            named += [
                m for m in other.sources if m.start < pronoun.start and not _is_pronoun(m.head)
            ]
        if not named or len({m.head.lower for m in named}) > 1:
            return None
        return Source(named[-1].start, named[-1].end, self.text[named[-1].start : named[-1].end])

    def _paragraph_to(self, passage: Passage) -> list[Passage]:
        """The sentences of a paragraph up to `passage`, with it."""
        first = passage.index
        while first > 0 and self.passages[first - 1].block is passage.block:
            first -= 1
        return self.passages[first : passage.index + 1][-PARAGRAPH:]

    def _owner(self, draft: Draft, before: list[Draft]) -> Source | None:
        """Whose count it is: "the government's own count stands at 6,112", "its toll is now 40"."""
        for word in (draft.link.said_by, *self._counts_near(draft)):
            if not self.speech.is_count(word):
                continue
            owner = word.kid("poss")
            if owner is None:
                continue
            if owner.lower in _VOICES.their_own:
                return self._last_spoken(draft.passage, before)
            if owner.lower not in _VOICES.our_own:
                start, end = stretch(w for w in owner.subtree() if w.tag != "POS")
                return Source(start, end, self.text[start:end])
        return None

    @staticmethod
    def _counts_near(draft: Draft) -> Iterator[Word]:
        """Yield the subjects and objects of the verbs that the draft hangs on."""
        for word in draft.word.up():
            yield word
            if word.pos in VERBAL:
                yield from word.kids("nsubj", "nsubjpass", "dobj")
                if word.dep not in {"conj", "acl", "advcl"}:
                    return

    def _last_spoken(self, passage: Passage, before: list[Draft]) -> Source | None:
        """Who spoke last in the paragraph before this sentence."""
        for other in reversed(self.passages[: passage.index]):
            if other.block is not passage.block and passage.index - other.index > 2:
                return None
            source, _ = self._spoke(other, before)
            if source is not None:
                return source
        return None

    def _as_source(self, mention: Cue) -> Source | None:
        """The source as written; a pronoun gives way to the only name it can stand for."""
        if mention.head.lower in _VOICES.third_person:
            passage = next(
                (p for p in self.passages if p.sentence.start <= mention.start < p.sentence.end),
                None,
            )
            if passage is not None and (named := self._antecedent(mention, passage)):
                return named
        return Source(mention.start, mention.end, self.text[mention.start : mention.end])

    def _source_at(self, span: Span) -> Source:
        return Source(span.start, span.end, self.text[span.start : span.end])

    # ---- headings, lists, labels ---------------------------------------------------------------

    def _tail(self, draft: Draft) -> Source | None:
        sentence = draft.passage.sentence
        match = _TAIL.search(self.text, draft.amount.end, sentence.end)
        if match is None or not self._names_source(match["who"]):
            return None
        return Source(match.start("who"), match.end("who"), match["who"])

    def _names_source(self, words: str) -> bool:
        last = words.split()[-1].lower()
        return self.speech.is_source_noun(last)

    def _announcers(self) -> dict[int, Source]:
        """For the lines under a heading such as "The ministry announces:", who announces them."""
        found: dict[int, Source] = {}
        source: Source | None = None
        for passage in self.passages:
            said = self.text[passage.sentence.start : passage.sentence.end]
            if said.rstrip().endswith(":") and passage.sources:
                source = self._as_source(passage.sources[-1])
                continue
            if (
                passage.block.kind == "heading"
                and not passage.amounts
                and (bracketed := _BRACKETED.search(said))
            ):
                words = bracketed["who"]
                if self._names_source(words) or any(
                    self.speech.is_source_noun(w.lower()) for w in words.split()
                ):
                    start = passage.sentence.start + bracketed.start("who")
                    source = Source(start, start + len(words), words)
                    continue
            if passage.block.kind == "paragraph" or (
                passage.block.kind == "heading" and said.isupper()
            ):
                source = None
            if source is not None:
                found[passage.index] = source
        return found

    # ---- who still speaks ------------------------------------------------------------------------

    def _carried(self, draft: Draft, before: list[Draft]) -> tuple[Source | None, str]:
        """The source that spoke last, while the paragraph goes on with what it gave."""
        passage = draft.passage
        own = "the report's own voice"
        here = [d for d in before if d.passage is passage]
        if (here and here[-1].source_rule.startswith("owner")) or (here and draft.origin in here):
            return here[-1].source, here[-1].source_rule
        if passage.parse is not None and (alone := self._only_speaker(draft)):
            return self._as_source(alone), "the sentence's only speaker"
        previous = self.passages[passage.index - 1] if passage.index else None
        if previous is None or previous.block is not passage.block:
            return None, own
        source, rule = self._spoke(previous, before)
        if source is None:
            return None, own
        opening = self.text[passage.sentence.start : passage.sentence.start + 40]
        same = [d for d in before if d.passage is previous]
        if _GOES_ON.match(opening) or any(d.measure == draft.measure for d in same) or not same:
            return source, "carried over: " + rule.removeprefix("carried over: ")
        return None, own

    def _only_speaker(self, draft: Draft) -> Cue | None:
        """The one speaker of the sentence, where the parse has cut off what it gives."""
        strong = [
            m
            for m in draft.passage.sources
            if m.cue.lemma in _VOICES.says and m.head.lower not in _VOICES.first_person
        ]
        if len(strong) != 1 or len(draft.passage.sources) != 1:
            return None
        mention = strong[0]
        if (
            any(w is mention.head for w in [draft.word, *draft.word.up()])
            or mention.start <= draft.amount.start < mention.end
        ):
            return None
        return mention

    def _spoke(self, passage: Passage, before: list[Draft]) -> tuple[Source | None, str]:
        """Who gives most of a sentence: its figures' source, or its main speaker."""
        same = [d for d in before if d.passage is passage]
        if same:
            return same[-1].source, same[-1].source_rule
        words = len(passage.parse.words) if passage.parse is not None else 0
        for mention in passage.sources:
            if 2 * len(mention.scope) > words and mention.head.lower not in _VOICES.first_person:
                return self._as_source(mention), mention.rule
        return None, "the report's own voice"


def _is_unnamed(head: Word) -> bool:
    """Whether a source is only there in the first or second person: "we", "some of you"."""
    parts = [w for k in head.kids("prep") if k.lower == "of" for w in k.kids("pobj")]
    return any(
        w.lower in _VOICES.first_person or w.lower in _VOICES.nobody or w.lower in _VOICES.anyone
        for w in (head, *parts)
    )


def _is_pronoun(head: Word) -> bool:
    return head.lower in _VOICES.third_person or head.lower in _VOICES.first_person
