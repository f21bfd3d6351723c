"""Tells the speakers' labels of those who make the report from those of the ones it reports on."""

import re
from collections.abc import Iterable, Sequence

from whence.compose.draft import Passage


class Hosts:
    """Presenters, reporters and questioners, whose words are the report's own voice."""

    def __init__(self, text: str, passages: Sequence[Passage], roles: Iterable[str]) -> None:
        """`roles` are the words, in small letters, that a label has for them ("host", "q")."""
        self._text = text
        self._names = set(roles)
        role = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(self._names)))})\b")
        # A label tells the role once ("SILAS MOOT, CORRESPONDENT:"), later the name alone.
        for passage in passages:
            if passage.block.speaker is not None:
                start, end = passage.block.speaker
                if role.search(text[start : passage.block.body].lower()):
                    self._names.add(text[start:end].split()[-1].lower())

    def is_host(self, label: tuple[int, int]) -> bool:
        """Whether the label at these offsets is a presenter's or reporter's."""
        return self._text[slice(*label)].split()[-1].lower() in self._names
