"""The word list `times.toml`, as it stands in the file."""

from typing import Literal

from whence.lexicon import Words


class UnitWords(Words, frozen=True):
    """A unit of time: its words, those that stand with one, and how many of `of` it is."""

    words: list[str]
    one: list[str]
    of: Literal["minute", "hour", "day", "week", "month", "year"]
    times: int
    reason: str


class TimeTerms(Words, frozen=True):
    """The plain lists of `times.toml`; the file says what each is for."""

    modal_months: list[str]
    vague_numbers: list[str]
    halves: list[str]
    day_parts: list[str]
    clock_words: list[str]
    clock_leads: list[str]
    half_days: list[str]
    zones: list[str]
    soft: list[str]
    soft_hours: list[str]
    last: list[str]
    next: list[str]
    this: list[str]
    the: list[str]
    on: list[str]
    month_leads: list[str]
    name_leads: list[str]
    year_leads: list[str]
    year_leads_weak: list[str]
    day_leads: list[str]
    people: list[str]
    after_modal: list[str]
    after_date: list[str]
    since: list[str]
    open_from: list[str]
    onwards: list[str]
    until: list[str]
    as_of: list[str]
    between: list[str]
    date_fillers: list[str]
    span_leads: list[str]
    past: list[str]
    coming: list[str]
    weekend: list[str]
    weekend_last: list[str]
    overnight: list[str]
    into: list[str]
    that: list[str]
    following: list[str]
    previous: list[str]
    later: list[str]
    earlier: list[str]
    hinges: list[str]
    then: list[str]
    duration_leads: list[str]
    within: list[str]
    rate_leads: list[str]
    rate_articles: list[str]
    no_rate_before: list[str]
    no_rate_after: list[str]
    auxiliaries: list[str]
    unit_adjectives: list[str]
    and_a_half: list[str]
    week_phrases: list[str]
    hour_leads: list[str]
    hour_tails: list[str]
    hour_like_leads: list[str]
    by: list[str]
    event_openers: list[str]
    event_heads: list[str]
    event_verbs: list[str]
    event_tails: list[str]
    clause_breaks: list[str]
    past_join: list[str]
    to_minutes: list[str]
    at: list[str]
    named_days: list[str]
    articles: list[str]
    oclock: list[str]
    clock_tails: list[str]
    clock_excludes: list[str]
    ago: list[str]
    to_join: list[str]
    and_join: list[str]
    of: list[str]
    ordinals: list[str]
    possessive: list[str]
    old: list[str]
    decade: list[str]
    span_ends: list[str]
    period: list[str]
    halves_of: list[str]
    quarters_of: list[str]


class TimeWords(Words, frozen=True):
    """The word list `data/<language>/times.toml`."""

    numbers: dict[str, int]
    tens: dict[str, int]
    months: dict[str, int]
    months_short: dict[str, int]
    weekdays: dict[str, int]
    weekdays_short: dict[str, int]
    seasons: dict[str, int]
    days: dict[str, int]
    ranks: dict[str, int]
    unit: list[UnitWords]
    terms: TimeTerms
