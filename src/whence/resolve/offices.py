"""Tells the kind of somebody by their office, and by the body that the office belongs to.

"A nurse" is health by the noun alone; a spokesman, a director, an official is what the body
is that they speak for, as far as the words name it ("its director", "the army's spokesman").
"""

from collections.abc import Callable

from whence.records import SourceKind
from whence.resolve.bodies import open_bodies
from whence.resolve.kinds import SourceKinds
from whence.resolve.naming import Naming, Who
from whence.resolve.phrases import Described, Token, describe


class Offices:
    """Tells kinds; asks back whom "its" and "the group" stand for at a place in the text."""

    def __init__(
        self,
        naming: Naming,
        kinds: SourceKinds,
        owner_before: Callable[[int], Who | None],
        known: Callable[[Described, int], Who | None],
    ) -> None:
        self._naming = naming
        self._kinds = kinds
        self._owner_before = owner_before
        self._known = known
        self._asked: list[Who] = []

    def kind(self, who: Who, at: int) -> SourceKind | None:
        """Return the kind of a source: as listed, by its own name, by what it is said to be."""
        if who.armed and open_bodies().find(who.name or "") is None:
            return "armed_group"
        if who.kind is None and who not in self._asked:
            self._asked.append(who)  # "its" may lead back to who is asked for
            kinds = (self._kind_of_role(role, at) for role in who.roles)
            who.kind = next((kind for kind in kinds if kind not in {None, "unnamed"}), None)
            self._asked.pop()
        if who.kind is not None:
            return who.kind
        if who.name is not None:
            return "person" if who.person else None
        return "unnamed" if self._is_unnamed(who) else None

    def _is_unnamed(self, who: Who) -> bool:
        return any(
            self._kinds.kind([token.lower for token in role.called]) == "unnamed"
            or self._kinds.is_people_noun(self._kinds.singular(role.head.lower))
            for role in who.roles
        )

    def _kind_of_role(self, told: Described, at: int) -> SourceKind | None:
        """Return the kind that an office tells, or the body it belongs to where that decides."""
        called = [token.lower for token in told.called]
        if self._kinds.former & {*called}:
            return None
        if not self._kinds.is_open(called[-1]):
            return self._kinds.kind(called)
        if kind := self._kinds.beside(called):
            return kind
        if body := self._body_beside(told):
            return self.kind(body, at)
        named, kind = self._kind_of_owner(told, at)
        return kind if named else self._kinds.kind(called)

    def _body_beside(self, told: Described) -> Who | None:
        """Return the body named before an office: "a Front commander", "OJR President Reyes"."""
        for token in told.called[:-1]:
            run = self._naming.run_at(token.start)
            if run is not None and run.who is not None and run.who.person is False:
                return run.who
            if token.words.isupper() and len(token.words) > 2:
                body = open_bodies().find(token.words)
                return Who(token.words, person=False, kind=body.kind if body else None)
        return None

    def _kind_of_owner(self, told: Described, at: int) -> tuple[bool, SourceKind | None]:
        """Return whether the text says what somebody belongs to, and the kind of that body."""
        if told.owner:
            word = told.owner[-1].lower
            if word in self._kinds.owners:
                who = self._owner_before(told.owner[0].start) if word == "its" else None
                return who is not None, self.kind(who, at) if who else None
            the = [Token(at, at, told.determiner)] if told.determiner else []
            return self._kind_of_phrase([*the, *told.owner], at)
        if told.rest and told.rest[0].lower in self._kinds.belonging:
            return self._kind_of_phrase([*told.rest[1:]], at)
        return False, None

    def _kind_of_phrase(self, tokens: list[Token], at: int) -> tuple[bool, SourceKind | None]:
        """Return whether a phrase calls a body, and its kind: "the clinic", "the Orrin Front"."""
        told = describe(tokens, self._kinds)
        if told is None:
            return False, None
        run = self._naming.run_at(told.head.start)
        if run is not None and run.who is not None:
            return run.who.person is False, self.kind(run.who, at)
        kind = self._kinds.kind([token.lower for token in told.called])
        if kind is None and told.determiner in self._kinds.definite:
            known = self._known(told, told.head.start)
            kind = self.kind(known, at) if known else None
        return kind not in {None, "witness", "unnamed"}, kind
