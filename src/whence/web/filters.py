"""The filters of a page's address, named as in the command line."""

from dataclasses import fields
from typing import Annotated

from fastapi import Depends, Query

from whence.ledger import Filter

Words = Annotated[str, Query(max_length=200)]
ASKED = ("text", "source", "measure", "population", "place", "date", "period", "report")


def _filter(
    text: Words = "",
    source: Words = "",
    measure: Words = "",
    population: Words = "",
    place: Words = "",
    date: Words = "",
    period: Words = "",
    report: Annotated[str, Query(max_length=2000)] = "",
) -> Filter:
    return Filter(
        source=_given(source),
        measure=_given(measure),
        population=_given(population),
        place=_given(place),
        date=_given(date),
        period=_given(period),
        text=_given(text),
        report=_given(report),
    )


FilterOf = Annotated[Filter, Depends(_filter)]


def filter_words(wanted: Filter) -> dict[str, str]:
    """Return what a filter asks for, by its name in an address."""
    named = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    return {name: named[name] for name in ASKED if named[name] is not None}


def _given(words: str) -> str | None:
    """Return what was written into a field, None where nothing was."""
    return words.strip() or None
