"""The cue words of a language, bent into every form, each with what it takes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whence.find.inflect import inflect
from whence.lexicon import Words, WordSet
from whence.records import Stance


class _Entry(Words, frozen=True):
    """One entry of `cues.toml`."""

    takes: tuple[str, ...]
    lemmas: tuple[str, ...]
    reason: str
    stance: Stance = "asserts"
    speaks: bool = False
    passive: bool = False
    people: bool = False
    gives: bool = False


class Tally(Words, frozen=True):
    """Verbs that say something only where their object is a number.

    `only` is who can give one with them; `after` the prepositions that the number stands
    behind, empty where it is the verb's own object.
    """

    only: str
    lemmas: tuple[str, ...]
    reason: str
    after: frozenset[str] = frozenset()


class CueWords(Words, frozen=True):
    """`cues.toml`, as it stands in the file; the file says what each list is for."""

    verb: tuple[_Entry, ...]
    tally: tuple[Tally, ...]
    noun: tuple[_Entry, ...]
    state: tuple[_Entry, ...]
    unsaid: tuple[_Entry, ...]
    releasing: WordSet
    released: WordSet
    hearsay: WordSet
    admissions: WordSet
    hedging: WordSet
    according: WordSet
    attributing: WordSet
    citing: WordSet
    quoting: WordSet
    as_saying: WordSet
    plainest: WordSet
    by_count: WordSet
    reckonings: WordSet
    word_of: WordSet
    makers: WordSet
    comes: WordSet
    asked: WordSet
    putting_out: WordSet
    under: WordSet
    drafts: WordSet
    asides: WordSet
    irregular: dict[str, tuple[str, ...] | str]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a cue word takes, each kind of complement with its stance, and whether it speaks.

    `people` says that only those who can speak say something with it.
    """

    takes: Mapping[str, Stance]
    gives: frozenset[str]
    speaks: Stance | None
    people: bool = False

    def gives_count(self, kind: str) -> bool:
        """Whether a figure in what the cue takes is its source's: not with "continues", say."""
        return kind in self.gives or (kind in {"clause", "to", ""} and "clause" in self.takes)


class Frames:
    """What each form of each cue word takes.

    `verbs`, `nouns` and `states` name a source or may; `seem` and `passive` are verbs that name
    nobody; `tallies` are verbs that say something only of a number, with who may give one.
    """

    def __init__(self, words: CueWords) -> None:
        self.words = words
        bent = {k: v for k, v in words.irregular.items() if not isinstance(v, str)}
        self.verbs = _frames(words.verb, bent)
        self.nouns = _frames(words.noun, {})
        self.states = _frames(words.state, {}, bends=False)
        self.seem = _frames([e for e in words.unsaid if not e.passive], bent)
        self.passive = _frames([e for e in words.unsaid if e.passive], bent)
        self.tallies = {
            form: entry
            for entry in words.tally
            for lemma in entry.lemmas
            for form in inflect(lemma, bent.get(lemma, ()))
        }

    def anywhere(self, counts: Iterable[str]) -> re.Pattern[str]:
        """A pattern that finds any word that could be a cue; `counts` are the nouns for counts.

        "By the diggers' tally" is a cue, and only its noun tells.
        """
        tables: list[Mapping[str, object]] = [self.verbs, self.nouns, self.states, self.seem]
        tables += [self.passive, self.tallies]
        phrases = [self.words.hearsay, self.words.according, self.words.attributing]
        phrases += [self.words.citing, self.words.quoting, self.words.word_of]
        listed = {form for table in tables for form in table} | set(counts)
        listed |= {form for phrase in phrases for form in phrase.words}
        return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, listed)))})\b", re.IGNORECASE)


def _frames(
    entries: Iterable[_Entry], irregular: Mapping[str, tuple[str, ...]], *, bends: bool = True
) -> dict[str, Frame]:
    """Return what each form of the listed words takes."""
    found: dict[str, Frame] = {}
    for entry in entries:
        for lemma in entry.lemmas:
            for form in inflect(lemma, irregular.get(lemma, ())) if bends else {lemma}:
                old = found.get(form, Frame({}, frozenset(), None))
                found[form] = Frame(
                    {**dict.fromkeys(entry.takes, entry.stance), **old.takes},
                    old.gives | (frozenset(entry.takes) if entry.gives else frozenset()),
                    old.speaks or (entry.stance if entry.speaks else None),
                    entry.people and (old.people or not old.takes),
                )
    return found
