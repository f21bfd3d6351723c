"""Says who gives each figure: who says the statement it stands in, or the one still speaking.

The innermost cue of its sentence comes first, then the speaker of its quotation, a label, the
head of its list; where the sentence has none of these, who spoke just before.
"""

from collections.abc import Iterator

from whence.compose.announced import Announced
from whence.compose.draft import Draft, Passage
from whence.compose.statements import Statements
from whence.compose.voices import OWN, Voices, is_pronoun, speakers_in
from whence.find.cue import Cue
from whence.find.sources import Speech
from whence.find.speakers import antecedent_of, name_words
from whence.find.subjects import agent_of, subject_of
from whence.find.voices import open_voices
from whence.records import Source, Span
from whence.text.grammar import VERBAL, Word, stretch

_VOICES = open_voices()
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
        self._announced = Announced(text, passages, speech)
        self._voices = Voices(text, passages, speech)

    def find(
        self, draft: Draft, before: list[Draft], *, outside: Word | None = None
    ) -> tuple[Source | None, str]:
        """Return the source of the draft and the rule that found it.

        Nobody who speaks under the word `outside` counts: who rejects what they told does.
        """
        passage = draft.passage
        if mention := self._innermost(passage, draft.word.i, outside):
            return self._voices.source_of(mention, passage), mention.rule
        if owner := self._owner(draft, before):
            return owner, "owner of the count"
        if said := self.statements.speaker_of(draft.amount.start):
            spoken = said.like or said
            if spoken.cue is not None and spoken.cue.source is not None and not spoken.settled:
                source = self._voices.source_of(spoken.cue, spoken.passage)
                return source, "speaker of the quotation"
            if said.source is not None:
                return self._voices.source_at(said.source), "name beside the quotation"
        if passage.block.speaker is not None:
            start, end = passage.block.speaker
            label = self.text[start:end]
            if not self.statements.hosts.is_host(passage.block.speaker):
                return Source(start, end, label), "speaker's label"
            return None, OWN
        if named := self._announced.find(draft):
            return self._voices.source_at(named[0]), named[1]
        return self._voices.carried(draft, before)

    def _innermost(self, passage: Passage, word: int, outside: Word | None) -> Cue | None:
        """Who gives the word, of those who speak in its sentence: whose words hold it closest."""
        giving = [m for m in speakers_in(passage) if word in m.scope]
        if outside is not None:
            below = {w.i for w in outside.subtree()}
            giving = [m for m in giving if m.cue.i not in below]
        if passage.parse is not None and (aside := _aside_of(passage.parse.words[word])):
            giving = [m for m in giving if m.cue is not aside]
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

    def _owner(self, draft: Draft, before: list[Draft]) -> Source | None:
        """Whose count it is: "the government's own count stands at 6,112", "its toll is now 40"."""
        for word in (draft.link.said_by, *self._counts_near(draft)):
            if not self.speech.is_count(word):
                continue
            owner = word.kid("poss") or self._keeper(word)
            if owner is None:
                continue
            if owner.lower in _VOICES.whose:
                owner = antecedent_of(owner)
                if owner.lower in _VOICES.whose:
                    continue
                return self._voices.source_at(Span(*stretch(name_words(owner))))
            if owner.lower in _VOICES.their_own:
                return self._doer(word) or self._voices.last_spoken(draft.passage, before)
            if owner.lower not in _VOICES.our_own:
                start, end = stretch(w for w in owner.subtree() if w.tag != "POS")
                return Source(start, end, self.text[start:end])
        return None

    def _keeper(self, count: Word) -> Word | None:
        """Who keeps a count: the board of "totals kept by the board"."""
        agents = (agent for kept in count.kids("acl") if (agent := agent_of(kept)) is not None)
        return next((agent for agent in agents if self.speech.can_speak(agent)), None)

    def _doer(self, count: Word) -> Source | None:
        """Who changes a count that is his own: the guard of "the guard raised its figure to 12"."""
        verb = next((w for w in count.up() if w.pos in VERBAL), None)
        if verb is not None and (aside := _aside_of(verb)) is not None:
            verb = aside.head
        subject = subject_of(verb) if verb is not None and count.dep != "nsubj" else None
        if subject is None or subject.i > count.i or not self.speech.can_speak(subject):
            return None
        head = antecedent_of(subject)
        if is_pronoun(head):
            return None
        return self._voices.source_at(Span(*stretch(name_words(head))))

    @staticmethod
    def _counts_near(draft: Draft) -> Iterator[Word]:
        """Yield the subjects and objects of the verbs that the draft hangs on."""
        for word in draft.word.up():
            yield word
            if word.pos in VERBAL:
                yield from word.kids("nsubj", "nsubjpass", "dobj")
                if (subject := subject_of(word)) is not None:
                    yield subject
                if word.dep not in {"conj", "acl", "advcl"}:
                    return


def _aside_of(word: Word) -> Word | None:
    """The verb of a clause that only looks to hold the word: "after it confirmed them, lifting …".

    A participle at the end of a sentence says what the main clause led to, not the aside.
    """
    for verb in word.up():
        aside = verb.head
        if verb.tag == "VBG" and verb.dep == aside.dep == "advcl" and verb.i > aside.i:
            return aside if any(aside.kids("mark")) and not any(verb.kids("nsubj")) else None
    return None
