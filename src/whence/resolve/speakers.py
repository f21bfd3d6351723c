"""Keeps who spoke, and says whom a pronoun stands for.

"She" is who spoke last, where she fits and nobody else is named since; else the one that
the sentence before is about. Where two could be meant nobody is.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from whence.records import Span
from whence.resolve.naming import Naming, Run, Who
from whence.text.segment import Sentence

# Sentences to look back for whom a pronoun stands for. "She" may follow a quotation of two
# sentences; further back others have mostly come in between, unseen by the names alone.
PRONOUN_REACH = 3
# Letters before a name that its sentence is about: "On Monday, Vesk flew to Orrin."
OPENING = 12


class Speakers:
    """Who spoke so far in one report, to be told in the order of its text."""

    def __init__(
        self, naming: Naming, sentences: Sequence[Sentence], quotes: Sequence[Span]
    ) -> None:
        self._naming = naming
        self._sentences = sentences
        self._quotes = quotes
        self._quoted = [quote.start for quote in quotes]
        self._starts = [sentence.start for sentence in sentences]
        self._spoken: list[tuple[int, Who]] = []
        self._ids: set[int] = set()

    def add(self, at: int, who: Who) -> None:
        """Take note that `who` speaks at a place."""
        self._spoken.append((at, who))
        self._ids.add(id(who))

    @property
    def last(self) -> tuple[int, Who] | None:
        """Where somebody spoke last, and who."""
        return self._spoken[-1] if self._spoken else None

    def has_spoken(self, who: Who) -> bool:
        """Whether `who` spoke before."""
        return id(who) in self._ids

    def antecedent(self, pronoun: str, at: int) -> Who | None:
        """Return whom a pronoun stands for, and take note of it."""
        who = self._meant(pronoun, at)
        if who is not None:
            who.places.append(at)
            if pronoun in {"he", "she"}:
                who.person, who.gender = True, pronoun
        return who

    def _meant(self, pronoun: str, at: int) -> Who | None:
        """Return who spoke last or opened the sentence before, where nobody else is as likely."""
        here = self.sentence(at)
        for place, who in reversed(self._spoken):
            if place >= at:
                continue
            if here - self.sentence(place) > PRONOUN_REACH or not self._is_near(place, at):
                break
            if self._fits(pronoun, who):
                others = self._between(pronoun, place, at)
                if all(other is who for other in others):
                    return who
                break
        return self._opener(at, pronoun) if pronoun in {"he", "she"} else None

    def _opener(self, at: int, pronoun: str) -> Who | None:
        """Return the person that opens this sentence or the one before, if one does."""
        here = self.sentence(at)
        for index in (here, here - 1):
            if index < 0 or self._sentences[index].block != self._sentences[here].block:
                return None
            start = self._sentences[index].start
            runs = self._naming.runs_between(start - 1, at)
            run = next((run for run in runs if not self._only_quoted(run, at)), None)
            if run is None or run.start - start > OPENING or not run.core:
                continue
            who = run.who
            if who is None or not _may_be_person(who) or not self._fits(pronoun, who):
                return None
            others = self._between(pronoun, run.start, at)
            return who if all(other is who for other in others) else None
        return None

    def owner_before(self, at: int) -> Who | None:
        """Return the body that "its" stands for: the one of its sentence, else who spoke last."""
        sentence = self._at(at)
        start = sentence.start if sentence else 0
        here = [run.who for run in self._naming.runs_between(start - 1, at) if run.who]
        bodies = dict.fromkeys(who for who in here if who.person is False)
        bodies |= dict.fromkeys(w for p, w in self._spoken if start <= p < at and not w.person)
        if bodies:
            return next(iter(bodies)) if len(bodies) == 1 else None
        return self._meant("it", at)

    def unspoken_before(self, at: int) -> Sentence | None:
        """Return the sentence before in the same block, where nobody speaks in it."""
        here = self.sentence(at)
        if here == 0 or self._sentences[here - 1].block != self._sentences[here].block:
            return None
        before = self._sentences[here - 1]
        spoke = any(place >= before.start for place, _ in self._spoken if place < at)
        return None if spoke else before

    def _fits(self, pronoun: str, who: Who) -> bool:
        if pronoun in {"he", "she"}:
            return who.person is not False and not who.plural and who.gender in {None, pronoun}
        if pronoun == "it":
            return who.person is not True and not who.plural
        return who.plural or who.person is False

    def _between(self, pronoun: str, start: int, end: int) -> list[Who]:
        """Return who is named between two places and could be meant as well.

        A name that could be two people's ("Vesk", of two of them) is a stranger here.
        """
        named = [
            run.who or Who(None, person=True)
            for run in self._naming.runs_between(start, end)
            if run.core and not self._only_quoted(run, end)
        ]
        later = takewhile(lambda said: said[0] > start, reversed(self._spoken))
        spoke = [who for place, who in later if place < end]
        if pronoun in {"he", "she"}:
            return [w for w in [*named, *spoke] if self._fits(pronoun, w) and _may_be_person(w)]
        opening = [
            run.who for run in self._naming.runs_between(start, end) if run.who and self._opens(run)
        ]
        bodies = [who for who in opening if who.person is False]
        return [who for who in [*bodies, *spoke] if self._fits(pronoun, who)]

    def _only_quoted(self, run: Run, at: int) -> bool:
        """Whether a name stands in a quotation that the pronoun at `at` is outside of."""
        index = bisect_right(self._quoted, run.start) - 1
        if index < 0 or run.start >= self._quotes[index].end:
            return False
        return not self._quotes[index].start <= at < self._quotes[index].end

    def _opens(self, run: Run) -> bool:
        """Whether a name is likely what its sentence is about: it opens it, but for an article."""
        sentence = self._at(run.start)
        return sentence is not None and run.start - sentence.start <= len("The ")

    def _is_near(self, one: int, other: int) -> bool:
        """Whether two places stand in the same block or in neighbours."""
        blocks = [sentence.block for sentence in map(self._at, (one, other)) if sentence]
        return len(blocks) > 1 and blocks[1] - blocks[0] <= 1

    def _at(self, at: int) -> Sentence | None:
        """Return the sentence that holds a place, or the last before it; None for no sentence."""
        return self._sentences[self.sentence(at)] if self._sentences else None

    def sentence(self, at: int) -> int:
        """Return the index of the sentence that holds a place, or of the last before it."""
        return max(bisect_right(self._starts, at) - 1, 0)


def _may_be_person(who: Who) -> bool:
    """Whether somebody is a person or, named in two words or three, may be one."""
    return who.person or (who.person is None and len((who.name or "").split()) in {2, 3})
