"""Says which readings may begin with a word."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from whence.find.times.grammar import Grammar


@cache
def openers(grammar: Grammar) -> Mapping[str, tuple[str, ...]]:
    """Return which readings may begin with a word: most words begin none, which makes it fast."""
    words, terms = grammar.words, grammar.terms
    numbers = [*words.numbers, *words.tens, *terms.vague_numbers, *terms.halves, "#"]
    turns = [*terms.last, *terms.next, *terms.this]
    points = [
        *grammar.months,
        *grammar.weekdays,
        *words.days,
        *words.seasons,
        *terms.soft,
        *terms.soft_hours,
        *terms.the,
        *turns,
        *numbers,
    ]
    opens: dict[str, list[str]] = {
        "since": terms.since,
        "from_on": terms.open_from,
        "until": terms.until,
        "as_of": terms.as_of,
        "between": terms.between,
        "pair": points,
        "part_of_year": terms.the,
        "first_units": terms.the,
        "first_of_month": terms.the,
        "same_span": [*terms.span_leads, *terms.that],
        "back": [*terms.span_leads, *terms.the, *terms.past],
        "ahead": [*terms.span_leads, *terms.the, *terms.coming],
        "up_to": [*terms.span_leads, *terms.the],
        "week": [*terms.week_phrases, *turns, *terms.soft, *terms.soft_hours, *terms.span_leads],
        "weekend": [*terms.weekend, *terms.weekend_last],
        "overnight": terms.overnight,
        "same": terms.that,
        "neighbour": [*terms.following, *terms.previous],
        "thing_after": terms.the,
        "count_after": numbers,
        "date": points,
        "duration": [*terms.duration_leads, *numbers],
        "rate": [*terms.rate_leads, *terms.rate_articles],
        "clock": [*terms.clock_leads, *terms.hour_leads, *terms.halves_of, *numbers],
    }
    table: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for reader, phrases in opens.items():
        for phrase in phrases:
            table[re.split(r"[\s-]", phrase.lower())[0]][reader] = None
    return {word: tuple(readers) for word, readers in table.items()}
