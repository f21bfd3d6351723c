"""Finds expressions of time in raw text: a closed grammar over word lists, no parse.

A point in time is read left to right from named parts (`points`); mentions are built of
points and the words that change their meaning: "since", "up to", "in the past" (`finder`).
Nothing here knows a date: `resolve.periods` does that.
"""

from whence.find.times.finder import find_times
from whence.find.times.mention import BACK, Point, TimeMention

__all__ = ["BACK", "Point", "TimeMention", "find_times"]
