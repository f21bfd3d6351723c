"""Finds who is named in a report: each person and body once, with all that it is called.

Names are known by their shape (`whence.text.names`), told apart by what stands beside them
(a title, an office, an age, the noun of a body), and joined where a shorter one can stand
for only one that is fuller. What could be two is left apart.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from whence.records import SourceKind
from whence.resolve.bodies import open_bodies
from whence.resolve.kinds import SourceKinds
from whence.resolve.phrases import Described, Token, describe, tokens_of
from whence.text.dictionary import Dictionary
from whence.text.names import find_names, names_in
from whence.text.segment import Sentence

Key = tuple[str, ...]

# "the Office for Joint Relief (OJR)": a name whose capitals are the letters in brackets.
_ACRONYM = re.compile(r"\s*\(\s*(?:or\s+|the\s+)?(?P<short>[A-Z][\w.-]*[A-Z][\w.-]*)\s*[),]")
_FULL = re.compile(
    r"(?:[A-Z][\w'’&-]*)(?:\s+(?:(?:of|for|the|and|to|on|in|de|la|du|des|against|with)\s+){0,2}"
    r"[A-Z][\w'’&-]*)*$"
)
# ", a doctor at the clinic," after a name, up to the next mark.
_APPOSITION = re.compile(
    r",\s+(?P<role>(?:(?:a|an|the|its|his|her|their|one)\s+|former\s+)[^,.;:()“”\"—–\n]{2,90})"
)
_AGED = re.compile(r",\s+(?:aged\s+)?\d{1,2}(?:,(?!\d)|\.(?!\d)|\s+and\b|\s+who\b)|,\s+whos?e?\b")
# What ends a sentence, and no headline.
_STOP = re.compile(r"[.!?]['\"”’)]*$")
# Words of a name joined by these are one name where a body's noun stands before: "Office for …".
_JOINTS = frozenset({"for", "to", "against"})
# Small words to look at before a name for an office: "the criminologist", "section leader".
ROLE_REACH = 4


@dataclass(slots=True, eq=False)
class Who:
    """Somebody the report speaks of: a person or a body, named or only described.

    `called` are all words said of it in small letters; `heads` the nouns it is called by.
    `person` and `gender` are None where the report does not tell. `armed` is one whose people
    are called fighters; `echo` one known only by "the mission".
    """

    name: str | None
    person: bool | None = None
    gender: str | None = None
    plural: bool = False
    armed: bool = False
    echo: bool = False
    called: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    roles: list[Described] = field(default_factory=list)
    kind: SourceKind | None = None
    places: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Run:
    """A name in the text; `core` is it without titles, in small letters, empty for a bare title."""

    start: int
    end: int
    core: Key
    titles: Key
    who: Who | None


class Naming:
    """All names of one report, and who each of them is."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        kinds: SourceKinds,
        *,
        labels: Sequence[tuple[int, int]] = (),
        dictionary: Dictionary,
        language: str,
    ) -> None:
        self.text = text
        self.kinds = kinds
        self._bodies = open_bodies()
        spans = sorted([*_name_spans(text, sentences, dictionary, language, kinds), *labels])
        # "UNIDENTIFIED WOMAN", "RESCUE WORKER": a label that names nobody
        spans = [s for s in spans if s not in labels or not kinds.is_person(_last_word(text, s))]
        self._forms: dict[Key, str] = {}
        self._by_edge: dict[str, set[Key]] = {}  # names by their first and by their last word
        self._body_names: dict[Key, bool] = {}
        self._persons: set[Key] = set()
        self._listed: dict[Key, Who | None] = {}
        parts = [self._parted(start, end) for start, end in spans]
        self._acronyms = dict(self._defined(spans))
        for (core, titles), (_, end) in zip(parts, spans, strict=True):
            if core and (titles or _AGED.match(text, end)):
                self._persons.add(core)
        self.runs = [
            Run(start, end, core, titles, self._who(core) if core else None)
            for (start, end), (core, titles) in zip(spans, parts, strict=True)
        ]
        self._starts = [run.start for run in self.runs]
        # Single words that stand as names without an article: surnames, where one ends so.
        self._alone = {
            run.core
            for run in self.runs
            if len(run.core) == 1 and self._word_before(run.start) != "the"
        }
        for run in self.runs:
            self._learn(run)

    @cached_property
    def everybody(self) -> list[Who]:
        """All who are named, in the order they are first named."""
        named = dict.fromkeys(run.who for run in self.runs)
        return [who for who in named if who is not None]

    def runs_between(self, start: int, end: int) -> list[Run]:
        """Return the names that begin after `start` and before `end`."""
        return self.runs[bisect_right(self._starts, start) : bisect_left(self._starts, end)]

    def run_at(self, at: int) -> Run | None:
        """Return the name that holds the character at `at`."""
        index = bisect_right(self._starts, at) - 1
        return self.runs[index] if index >= 0 and at < self.runs[index].end else None

    def is_body_name(self, core: Key) -> bool:
        """Whether a name is a body's by its own words: "Orrin Water Board", "OJR"."""
        if core not in self._body_names:
            self._body_names[core] = self._is_body_name(core)
        return self._body_names[core]

    def _is_body_name(self, core: Key) -> bool:
        form = self._forms.get(core, "")
        if self._bodies.find(form) is not None:
            return True
        if len(core) == 1 and form.isupper() and len(form) > 1:
            longer = (other for other in self._by_edge.get(core[0], ()) if len(other) > 1)
            return not any(other[-1:] == core for other in longer)
        return any(
            self.kinds.is_body(word) or (i and self.kinds.kind([word]) in _BODY_KINDS)
            for i, word in enumerate(core)
        ) or (len(core) > 1 and self.kinds.kind_of_name(core[-1:]) is not None)

    def is_people(self, run: Run) -> bool:
        """Whether a name is the plural of a people ("Kestovians"), and nobody's surname."""
        if (
            len(run.core) > 1
            or run.who is None
            or run.who.kind
            or run.who.name != self._forms[run.core]
        ):
            return False
        return self.kinds.is_people(self._forms[run.core])

    # ---- the parts of a name -------------------------------------------------------------------

    def _parted(self, start: int, end: int) -> tuple[Key, Key]:
        """Return the words of a name without its titles, and its titles: "dr" of "Dr Marrow"."""
        tokens = [t for t in tokens_of(self.text, start, end) if t.words[0].isalnum()]
        words = tuple(token.lower for token in tokens)
        last = 0
        for at in range(1, len(words) + 1):
            titled = any(
                " ".join(words[i:at]) in self.kinds.titles for i in range(max(0, at - 3), at)
            )
            rest = words[at:]
            if titled and not any(map(self.kinds.is_body, rest)) and "of" not in rest[:1]:
                last = at
        core = words[last:]
        if last and core and core[0] in {"staff", "assembly", "secretariat"}:  # General Staff
            last, core = 0, words
        if last and "of" in core[1:]:  # "Senator Ana Reyes of Orrin"
            core = core[: core.index("of")]
            end = tokens[last + len(core) - 1].end
        if core:
            form = " ".join(self.text[tokens[last].start : end].split())
            self._remember(core, form)
        return core, words[:last]

    def _remember(self, core: Key, form: str) -> None:
        if core not in self._forms or self._forms[core].isupper():
            self._forms[core] = form  # a speaker's label is in capitals, the name is not
        for word in (core[0], core[-1]):
            self._by_edge.setdefault(word, set()).add(core)

    def _defined(self, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[Key, Key]]:
        """Yield each acronym that the text spells out, and the name it is short for."""
        for _, end in spans:
            match = _ACRONYM.match(self.text, end)
            full = _FULL.search(self.text, max(0, end - 120), end)
            if match is None or full is None:
                continue
            words = full.group().split()
            short = match["short"].rstrip(".")
            for at in range(len(words)):
                if words[at][0].isupper() and _spells(short, words[at:]):
                    core = tuple(word.lower() for word in words[at:])
                    self._remember(core, " ".join(words[at:]))
                    yield (short.lower(),), core
                    break

    # ---- who it is -----------------------------------------------------------------------------

    def _who(self, core: Key) -> Who | None:
        """Return who a name stands for, None where it could be two."""
        if core not in self._listed:
            fullest = self._fullest(core)
            if fullest is None:
                self._listed[core] = None
            elif fullest != core:
                self._listed[core] = self._who(fullest)
            else:
                self._listed[core] = self._new(core)
        return self._listed[core]

    def _new(self, core: Key) -> Who:
        who = Who(self._forms[core])
        if body := self._bodies.find(self._forms[core]):
            who.name, who.kind, who.person = body.name, body.kind, False
        elif self.is_body_name(core):
            who.person = False
        elif core in self._persons:
            who.person = True
        if who.person is not True:
            who.called |= set(core)
            who.heads |= {word for word in core if self.kinds.is_body(word)}
            who.kind = who.kind or self._kind_of_name(core)
        return who

    def _kind_of_name(self, core: Key) -> SourceKind | None:
        """Return the kind that a body's own words tell: "Orrin Health Directorate" is health."""
        if "of" in core or "for" in core:
            at = next(i for i, word in enumerate(core) if word in {"of", "for"})
            # "Directorate of Health in Sele": the words after are as good as those before.
            return self.kinds.kind((*core[at + 1 :], *core[:at])) if at else None
        return self.kinds.kind_of_name(core) if self.is_body_name(core) else None

    def _fullest(self, core: Key) -> Key | None:
        """Return the fullest name that `core` is short for, itself where there is none."""
        if core in self._acronyms:
            return self._acronyms[core]
        near = self._by_edge.get(core[0], set()) | self._by_edge.get(core[-1], set())
        fuller = sorted(other for other in near if self._is_short_for(core, other))
        tops = [
            one
            for one in fuller
            if not any(self._is_short_for(one, two) for two in fuller if two != one)
        ]
        if not tops:
            return core
        if len(tops) > 1:  # "Never Vesk" is no other Vesk than Governor Doran Vesk
            tops = [one for one in tops if one in self._persons]
        return tops[0] if len(tops) == 1 else None

    def _is_short_for(self, core: Key, other: Key) -> bool:
        if len(core) >= len(other):
            return False
        if self.is_body_name(other):
            if not self.is_body_name(core):
                return False
            rest = other[len(core) :]
            named_of = other[: len(core)] == core and rest[0] in {"of", "for"}
            return named_of or ("of" not in other[: -len(core)] and other[-len(core) :] == core)
        if self.is_body_name(core) or len(other) > _LONGEST_PERSON or {"of", "for"} & {*other}:
            return False
        return other[-len(core) :] == core or (len(core) == 1 and other[:1] == core)

    # ---- what is said beside a name -------------------------------------------------------------

    def _learn(self, run: Run) -> None:
        """Note where a name stands, and the offices, ages and nouns beside it."""
        if run.who is None:
            return
        who = run.who
        who.places.append(run.start)
        former = self._word_before(run.start) in self.kinds.former
        if run.titles and not former:
            titles = tuple(self.kinds.in_full.get(word, word) for word in run.titles)
            who.heads.add(titles[-1])
            who.called |= {*titles}
            tokens = [t for t in tokens_of(self.text, run.start, run.end) if t.words[0].isalnum()]
            if titles[-1] != "doctor":  # a title of scholars too, and no word of what they do
                who.roles.append(Described("", (), tuple(tokens[: len(titles)]), ()))
        who.gender = who.gender or self.kinds.gender(run.titles)
        if who.person is None:
            who.person = self._by_place(run)
        if who.person is not True and self._is_called_armed(run):
            who.armed = True
        if match := _APPOSITION.match(self.text, run.end):
            at_place = self._word_before(run.start) in self.kinds.places
            self._add_role(who, tokens_of(self.text, *match.span("role")), at_place=at_place)
        self._add_role(who, self._small_before(run.start), before=True)

    def _add_role(
        self, who: Who, tokens: list[Token], *, before: bool = False, at_place: bool = False
    ) -> None:
        """Add what an apposition or the nouns before a name say of it.

        Behind a place another may begin to speak: "In Orrin, the health board said".
        """
        told = describe(tokens, self.kinds)
        if told is None or self.run_at(told.head.start):
            return
        noun = self.kinds.singular(told.head.lower)
        is_body, is_person = self.kinds.is_body(noun), self.kinds.is_person(noun)
        if (
            not (is_body or is_person)
            or (is_body and (who.person or at_place))
            or (is_person and who.person is False)
        ):
            return
        if self.kinds.is_plural(told.head.lower) and before:
            return  # "residents of", "members": many, of whom the name is none
        who.person = is_person if who.person is None else who.person
        words = [token.lower for token in told.called]
        if {*words} & self.kinds.former:
            return
        who.gender = who.gender or self.kinds.gender([*words, noun])
        who.called |= {*words, noun}
        who.heads.add(noun)
        who.roles.append(told)

    def _by_place(self, run: Run) -> bool | None:
        """Tell a person by an age, a "who" or a surname alone elsewhere, a place by "in"."""
        if _AGED.match(self.text, run.end):
            return True
        if self._word_before(run.start) in self.kinds.places:
            return False
        full = len(run.core) in {2, 3} and not {"of", "for"} & {*run.core}
        return True if full and run.core[-1:] in self._alone else None

    def _is_called_armed(self, run: Run) -> bool:
        """Whether the words right beside a name call its people fighters: "FCA fighters"."""
        after = tokens_of(self.text, run.end, run.end + 30)[:1]
        beside = [self._word_before(run.start), *(token.words for token in after)]
        return any(word.islower() and self.kinds.is_armed(word) for word in beside)

    def _word_before(self, at: int) -> str:
        before = tokens_of(self.text, max(0, at - 30), at)
        return before[-1].lower if before else ""

    def _small_before(self, at: int) -> list[Token]:
        """Return the words in small letters right before a name: "section leader"."""
        found: list[Token] = []
        for token in reversed(tokens_of(self.text, max(0, at - 60), at)[-ROLE_REACH:]):
            # a capital outside a name only opens the sentence: "Fire chief Ana Reyes"
            plain = token.words.isalpha() and self.run_at(token.start) is None
            if not plain or self.text[token.end : at].strip(" ") != self._tail(found):
                break
            found.insert(0, token)
        cut = [i for i, token in enumerate(found) if token.lower in self.kinds.after_head]
        return found[cut[-1] + 1 :] if cut else found

    def _tail(self, tokens: Sequence[Token]) -> str:
        return self.text[tokens[0].start : tokens[-1].end] if tokens else ""


_BODY_KINDS = frozenset({"government", "emergency", "health", "media", "un_aid"})
# First names, fathers' names and particles: longer runs are headlines or bodies.
_LONGEST_PERSON = 5


def _last_word(text: str, span: tuple[int, int]) -> str:
    return text[slice(*span)].split()[-1].lower()


def _spells(short: str, words: Sequence[str]) -> bool:
    """Whether the capitals of `words` are the letters of `short`, small words left out or not."""
    letters = [letter for letter in short if letter.isupper()]
    capitals = [word[0] for word in words if word[0].isupper()]
    return letters == capitals or letters == [word[0].upper() for word in words]


def _name_spans(
    text: str,
    sentences: Sequence[Sentence],
    dictionary: Dictionary,
    language: str,
    kinds: SourceKinds,
) -> Iterator[tuple[int, int]]:
    """Yield where names stand, in order; "the Office for Joint Relief" is one."""
    known = names_in(text, sentences, language)
    for sentence in sentences:
        tokens = [(t.start, t.end, t.words) for t in tokens_of(text, sentence.start, sentence.end)]
        masks = find_names(
            text,
            tokens,
            (),
            written=known,
            dictionary=dictionary,
            prose=_STOP.search(text, sentence.start, sentence.end) is not None,
            language=language,
        ).masks
        last: tuple[int, int] | None = None
        for mask in masks:
            if last and _joins(text, last, mask.start, kinds):
                last = (last[0], mask.end)
                continue
            if last:
                yield last
            last = (mask.start, mask.end)
        if last:
            yield last


def _joins(text: str, last: tuple[int, int], start: int, kinds: SourceKinds) -> bool:
    between = text[last[1] : start].split()
    if between in (["'"], ["’"]):  # "the Families' Circle"
        return text[: last[0]].rstrip().lower().endswith("the") and text[last[1] - 1] == "s"
    head = _last_word(text, last)
    return len(between) == 1 and between[0] in _JOINTS and kinds.is_body(head)
