"""Tells which two points make one span, and lets them share a year said once."""

from dataclasses import replace

from whence.find.times.mention import Point


def is_run(one: Point, two: Point, *, is_list: bool) -> bool:
    """Whether two points of one shape follow on each other, so that they make one span.

    A list ("in March and April") must be of neighbours; "March to May" need not.
    """
    if _rest(one) == _rest(two) and None not in (one.weekday, two.weekday):
        return _follows(one.weekday, two.weekday, 7, is_list=is_list)
    if _rest(one) == _rest(two) and one.day is None and None not in (one.month, two.month):
        return _follows(one.month, two.month, 12, is_list=is_list)
    if one == replace(two, year=one.year) and one.month is None:
        return _follows(one.year, two.year, 0, is_list=is_list)
    return not is_list and one.day is not None and two.day is not None


def _rest(point: Point) -> Point:
    return replace(point, weekday=None, month=None, year=None)


def _follows(one: int | None, two: int | None, size: int, *, is_list: bool) -> bool:
    if one is None or two is None:
        return False
    step = (two - one) % size if size else two - one
    return step == 1 if is_list else step > 0


def share_year(one: Point, two: Point) -> tuple[Point, Point]:
    """Give a year said once to both ends: "from March to May 2024"."""
    if one.month is None or two.month is None:
        return one, two
    crosses = one.month > two.month
    if one.year is None and two.year is not None and one.unit is None:
        return replace(one, year=two.year - crosses), two
    if two.year is None and one.year is not None and two.unit is None:
        return one, replace(two, year=one.year + crosses)
    return one, two
