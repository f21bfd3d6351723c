"""What the language model does not see: stretches that are read as one fixed word."""

from dataclasses import dataclass

# The key of a mask that stands for a name; those of amounts count from 0.
NAME = -1


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of text to be read as the single word `reads_as`; `key` finds it again."""

    start: int
    end: int
    reads_as: str
    key: int

    def meets(self, start: int, end: int) -> bool:
        """Whether the mask shares a character with the stretch from `start` to `end`."""
        return self.start < end and start < self.end
