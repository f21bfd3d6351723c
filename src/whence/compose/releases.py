"""Composes releases: who put out which picture, recording, statement, report or list.

Mentions of one release in a passage are merged into one record; what a mention does not
say, another may. A word that only goes back to a release ("the image") adds to it and
makes none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from whence.compose.draft import Passage
from whence.find.releases import ReleaseMention, open_releases
from whence.find.times import TimeMention
from whence.find.voices import open_voices
from whence.records import Figure, Phrase, Release, ReleaseKind, Report, Source, Span
from whence.resolve.periods import Resolved, resolve_time
from whence.text.grammar import VERBAL, Word, stretch

_VOICES = open_voices()
# Words that may stand between "caption" and its quotation: "the caption below the photo read:".
CAPTION_GAP = 10
# Blocks from a release within which "the image" goes back to it; seven paragraphs of one story.
GO_BACK = 7
_DATING = frozenset({"date", "span", "as_of", "anaphor"})
_SEEN = frozenset({"picture", "video"})
_BACK = frozenset({"the", "this", "these", "that", "those", "its", "his", "her", "their"})


@dataclass(slots=True, eq=False)
class Gathered:
    """A release on its way, with what its mentions have said so far.

    `shown` are the stretches that tell what it shows, among which its figures are; `captions`
    all that is quoted as written on it, of which the record keeps the first.
    """

    kind: ReleaseKind
    block: int
    start: int
    source: Source | None = None
    date: str | None = None
    channel: Phrase | None = None
    shows: Phrase | None = None
    shown: list[Span] = field(default_factory=list)
    captions: list[Span] = field(default_factory=list)


class ReleaseComposer:
    """Composes the releases of reports in one language."""

    def __init__(self, language: str = "en") -> None:
        self.words = open_releases(language)

    def gather(
        self, report: Report, passages: Sequence[Passage], quotes: Sequence[Span] = ()
    ) -> list[Gathered]:
        """Return what is known of the releases of `report`, in the order they are told."""
        made: list[Gathered] = []
        last: Gathered | None = None  # the picture or video told of last, put out or not
        for passage in passages:
            if passage.parse is None:
                continue
            for mention in self.words.find_releases(passage.parse):
                draft = self._draft(mention, passage, report)
                earlier = self._earlier(mention, draft, made)
                if earlier is not None:
                    _merge(earlier, draft, told=mention.act is not None)
                elif mention.act is not None:
                    made.append(draft)
                if mention.kind in _SEEN and not _is_in(mention.noun, quotes):
                    last = earlier or draft
            if last is not None and passage.sentence.block - last.block <= GO_BACK:
                last.captions += self._captions(passage, quotes)
        return sorted(made, key=lambda draft: draft.start)

    def compose(
        self, gathered: Sequence[Gathered], figures: Sequence[Figure] = ()
    ) -> tuple[Release, ...]:
        """Return the records of releases, their sources as written, with the figures they show."""
        return tuple(
            Release(
                each.source,
                each.kind,
                each.date,
                each.channel,
                each.shows,
                next(iter(each.captions), None),
                tuple(
                    index
                    for index, figure in enumerate(figures)
                    if any(
                        span.start <= figure.amount.start and figure.amount.end <= span.end
                        for span in each.shown
                    )
                ),
            )
            for each in gathered
        )

    def _draft(self, mention: ReleaseMention, passage: Passage, report: Report) -> Gathered:
        text = report.text
        draft = Gathered(mention.kind, passage.sentence.block, mention.noun.start)
        if mention.source is not None:
            words = _noun_phrase(mention.source, naming=True)
            late = (w.i for w in mention.source.kids("prep") if _is_time(w, passage))
            cut = min(late, default=words[-1].i + 1)  # "the group on Friday released …"
            start, end = stretch(
                word for word in words if word.i < cut or word.i <= mention.source.i
            )
            draft.source = Source(start, end, text[start:end])
        if mention.act is not None:
            draft.date = self._date(mention.act, passage, report)
            draft.channel = self._channel(mention, text)
        for words in filter(None, self._shown(mention, passage)):
            start, end = stretch(words)
            draft.shows = draft.shows or Phrase(start, end, text[start:end])
            draft.shown.append(Span(start, end))
        return draft

    # ---- which release -------------------------------------------------------------------------

    def _earlier(
        self, mention: ReleaseMention, draft: Gathered, made: Sequence[Gathered]
    ) -> Gathered | None:
        """Return the release that a mention goes back to: the last of its kind, if it can be it."""
        determiner, owner = mention.noun.kid("det"), mention.noun.kid("poss")
        if owner is None and (determiner is None or determiner.lower not in _BACK):
            return None
        for earlier in reversed(made):
            if earlier.kind == draft.kind and draft.block - earlier.block <= GO_BACK:
                if owner is not None and owner.name and not _is_of(owner, earlier.source):
                    return None
                dates = {earlier.date, draft.date} - {None}
                if len(dates) > 1 and not _is_within(earlier.date, draft.date):
                    return None
                return earlier
        return None

    # ---- its fields ----------------------------------------------------------------------------

    def _date(self, act: Word, passage: Passage, report: Report) -> str | None:
        """Return the date of the act: of the first time that hangs on it and on no other verb."""
        for time in passage.times:
            if time.sense not in _DATING or not _dates(time, act, passage):
                continue
            found = resolve_time(time, published=report.published)
            if found is not None and (date := _one_date(found)):
                return date
        return None

    def _channel(self, mention: ReleaseMention, text: str) -> Phrase | None:
        """Return where it was put out: "online", "on its Orrin channel", "on state television"."""
        assert mention.act is not None
        for holder in (mention.act, mention.noun):
            for word in holder.children:
                if word.lower in self.words.channel_adverbs and word.i > holder.i:
                    return Phrase(word.start, word.end, text[word.start : word.end])
            for word in holder.subtree():
                if self.words.is_channel(word) and (below := word.kid("pobj")):
                    start, end = stretch([word, *_noun_phrase(below)])
                    return Phrase(start, end, text[start:end])
        return None

    def _shown(self, mention: ReleaseMention, passage: Passage) -> Iterator[list[Word]]:
        """Yield the words for what is in it: "of six captives", "showing a nurse at work"."""
        noun = mention.noun
        if mention.kind in {"picture", "video", "audio", "list"}:
            for of in noun.kids("prep"):
                if of.lower == "of" and (below := of.kid("pobj")):
                    yield self._before_channel(_noun_phrase(below))
        beside = [*noun.kids("acl", "relcl")]
        if noun.dep in {"nsubj", "nsubjpass"}:
            beside += [noun.head, *noun.head.kids("conj", "dep", "ccomp")]
        if mention.act is not None:
            beside += mention.act.kids("advcl", "xcomp")
        for verb in beside:
            for shown, showing in self.words.shown_by(verb):
                words = _noun_phrase(shown)
                for prep in showing.kids("prep"):  # "showing children in a cellar"
                    if prep.i == words[-1].i + 1 and not _is_time(prep, passage):
                        words += _noun_phrase(prep)
                yield self._before_channel(words)

    def _before_channel(self, words: list[Word]) -> list[Word]:
        """Return a phrase up to where it says on what it was put out."""
        at = next((i for i, word in enumerate(words) if i and self.words.is_channel(word)), None)
        return [] if len(words) == 1 and words[0].pos in {"PRON", "DET"} else words[:at]

    def _captions(self, passage: Passage, quotes: Sequence[Span]) -> Iterator[Span]:
        """Yield what the sentence quotes as a caption."""
        assert passage.parse is not None
        words = passage.parse.words
        inside = [q for q in quotes if passage.sentence.start <= q.start < passage.sentence.end]
        for before, quote in pairwise([None, *inside]):
            assert quote is not None
            after = before.end if before else passage.sentence.start
            lead = [w for w in words if after <= w.start < quote.start][-CAPTION_GAP:]
            if any(word.lower in self.words.captions for word in lead):
                yield quote


def publishers(gathered: Sequence[Gathered]) -> dict[Span, Source | None]:
    """Return who released what each caption stands on; "it" gives way to who released before."""
    found: dict[Span, Source | None] = {}
    named: Source | None = None
    for each in gathered:
        pronoun = each.source is not None and each.source.words.lower() in _VOICES.third_person
        named = named if pronoun else each.source
        found |= dict.fromkeys(each.captions, (named or each.source) if pronoun else each.source)
    return found


def _is_in(noun: Word, quotes: Sequence[Span]) -> bool:
    return any(quote.start < noun.start < quote.end for quote in quotes)


def _is_of(owner: Word, source: Source | None) -> bool:
    """Whether the owner of "Vesk's photo" is named in the source of a release."""
    return source is None or owner.text in source.words


def _merge(earlier: Gathered, draft: Gathered, *, told: bool) -> None:
    """Add to a release what a later mention of it says; what was said first stands.

    Only where the putting out is `told` does it say who did it.
    """
    earlier.source = earlier.source or (draft.source if told else None)
    earlier.date = max(earlier.date or "", draft.date or "", key=len) or None
    earlier.channel = earlier.channel or draft.channel
    earlier.shows = earlier.shows or draft.shows
    earlier.shown += draft.shown


def _is_within(one: str | None, other: str | None) -> bool:
    """Whether one date is the other said more exactly."""
    return (one or "").startswith(other or "") or (other or "").startswith(one or "")


def _dates(time: TimeMention, act: Word, passage: Passage) -> bool:
    """Whether a time hangs on the act: the nearest verb or act above its words is that one."""
    assert passage.parse is not None
    word = passage.parse.at(time.end - 1)
    if word is None or time.start <= act.start < time.end:
        return False
    for above in word.up():
        if above is act:
            return True
        if above.pos in VERBAL:
            return False
    return False


def _is_time(prep: Word, passage: Passage) -> bool:
    """Whether a preposition leads to a time: "on Monday"."""
    below = prep.kid("pobj")
    return below is not None and any(t.start <= below.start < t.end for t in passage.times)


def _one_date(found: Resolved) -> str | None:
    """Return a period as one date, as exact as both its ends have in common."""
    start, end = found.start or "", found.end or ""
    if not start or not end:
        return None
    same = [one for one, two in zip(start.split("-"), end.split("-"), strict=False) if one == two]
    common = "-".join(same)
    return common if common and start.startswith(common) and end.startswith(common) else None


# What hangs on a noun and is no part of its phrase.
_APART = frozenset({"relcl", "advcl", "conj", "cc", "parataxis", "ccomp", "dep", "appos"})


def _noun_phrase(noun: Word, *, naming: bool = False) -> list[Word]:
    """Return the words of a noun phrase, up to the first mark or clause.

    `naming` keeps a short apposition that names the noun: "the armed wing, the Orrin Guard".
    """
    apart: set[int] = set()
    for below in noun.subtree():
        keeps = naming and below.dep == "appos" and len(below.subtree()) <= _SHORT
        paired = below.dep in {"conj", "cc"} and not naming
        if below is not noun and below.dep in _APART and not keeps and not paired:
            apart |= {word.i for word in below.subtree()}
    kept: list[Word] = []
    for word in noun.subtree():
        if word.i in apart or (kept and word.i - kept[-1].i > 1 and not naming):
            if word.i > noun.i:
                break
            kept = []
        elif word.lower in {",", ";", "—", "–", ":"} and not naming and word.i > noun.i:
            break
        else:
            kept.append(word)
    while len(kept) > 1 and kept[-1].pos == "PUNCT":
        kept.pop()
    return kept or [noun]


_SHORT = 6  # words of an apposition that names; a longer one tells a story
