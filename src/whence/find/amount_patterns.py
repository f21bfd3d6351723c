"""The patterns by which amounts are found, composed from the words of a language.

Each is one idea: the forms of numbers, what looks like a number and is none, what stands
behind a number, what joins two of them.
"""

import re

from whence.find.numerals import DIGITS, SPACE, NumberWords, Numerals, phrase_pattern


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile `pattern` for text in any case."""
    return re.compile(pattern, re.IGNORECASE)


def ending(phrases: list[str], more: str = "") -> re.Pattern[str]:
    """Compose a pattern for one of `phrases` (and `more`) just before a place."""
    return compiled(rf"(?<!\w){phrase_pattern(phrases)}{SPACE}{more}\Z")


def scan_pattern(words: NumberWords, numerals: Numerals) -> str:
    """Compose the scan: what is no amount first, then the forms of numbers."""
    digits = r"(?<!\w[-/’'_])(?<!\d[.,:–])(?<!№)(?<!#)"
    people = rf"(?={SPACE}(?:[^\W\d]+{SPACE})?{phrase_pattern(words.people.nouns)}\b)"
    dash = "(?:-|[ ]-[ ]|[ ]?–[ ]?)"
    close = r"(?![\w%°])(?![.,:/]\d)"
    forms = [
        rf"(?P<range>{digits}{numerals.digits}{dash}{numerals.digits}{close}(?!-\d))",
        rf"(?P<lettered>{digits}{numerals.lettered}{people})",
        rf"(?P<digits>{digits}{numerals.digits}{close})",
        rf"(?P<none>{_zero_pattern(words)})",
        rf"(?P<both>{phrase_pattern(words.both)}\b(?!-))",
        rf"(?P<single>{phrase_pattern(words.single)}\b(?!-))",
        _vague_pattern(words, numerals),
        rf"(?P<words>(?<!\w-){numerals.words})",
    ]
    skips = "|".join(_skip_patterns(words, numerals))
    # A blank lost in copying ("displacedabout2,700"): small letters right before a grouped number.
    glued = r"(?<=[a-z]{3})(?=\d{1,3},\d{3})"
    return rf"(?:(?<!\w)|{glued})(?:{skips}|{'|'.join(forms)}|\d[\w.,:/’'–-]*\w)"


def _zero_pattern(words: NumberWords) -> str:
    """Words for none; "no" only as a determiner."""
    not_before = phrase_pattern(words.zero.not_before)
    return (
        rf"{phrase_pattern(words.zero.words)}\b(?!-)(?!{SPACE}other{SPACE}than\b)"
        rf"|{phrase_pattern(words.zero.determiner)}(?={SPACE}[^\W\d])(?!{SPACE}{not_before}\b)"
    )


def _vague_pattern(words: NumberWords, numerals: Numerals) -> str:
    """Vague quantities, the loose couple, and a scale word alone behind "the other"."""
    vague, of = words.vague, phrase_pattern(words.numerals.of)
    packs = phrase_pattern(vague.packs)
    several, scale = phrase_pattern(vague.several), numerals.scale
    plain = phrase_pattern(each for each in vague.packs if each != "tens")
    bare = "|".join(rf"(?<=\b{re.escape(each)} )" for each in vague.bare_after)
    return (
        rf"(?P<vague>(?:(?:{phrase_pattern(vague.many)}|{several}){SPACE})?"
        rf"{packs}{SPACE}{of}{SPACE}{phrase_pattern(vague.of)}\b"
        rf"|{several}{SPACE}{scale}s?\b"
        rf"|(?:{phrase_pattern(vague.many)}{SPACE})?{plain}\b"
        rf"|{phrase_pattern(vague.alone)}\b(?!-))"
        rf"|(?P<about>{phrase_pattern(vague.about)}\b)"
        rf"|(?P<bare>(?:{bare}){scale}\b(?!-))"
    )


def _skip_patterns(words: NumberWords, numerals: Numerals) -> list[str]:
    """What looks like an amount and is none, each alternative one kind of thing."""
    lists = words.not_amounts
    number = rf"(?:{DIGITS}|{numerals.words})"
    more = rf"(?:(?:[-–&]|{SPACE}(?:and|or|to){SPACE}){number}\b)*+"
    title = rf"(?-i:(?=[A-Z][a-z])){numerals.words}\b"  # "District Five"
    signs = "[" + "".join(map(re.escape, lists.currency_signs)) + "]"
    mark = rf"(?:(?-i:[A-Z]){{0,3}}{signs}|(?-i:{phrase_pattern(lists.currency_codes)}))"
    sum_of = rf"{DIGITS}(?:\s?(?:{numerals.scale}|tr?n|[mbk]n?)\b)?"
    label = phrase_pattern(lists.labels + lists.labels_words)
    # "last week 31 died": no week's number
    unlabelled = "".join(rf"(?<!{re.escape(each)}\s)" for each in lists.labels_not_after)
    money = rf"{mark}\s?{sum_of}(?:\s?(?:[-–]|to\b)\s?{signs}?{sum_of})?"
    return [
        r"(?:https?://|www\.)\S+|[\w.+-]{1,64}+@[\w.-]+",
        r"(?m:^)[^\S\n]{0,20}\d{1,3}(?:\.\d{1,3}){0,4}[.)](?=\s)",
        money,
        *_date_patterns(words),
        *_age_patterns(words, number),
        rf"{phrase_pattern(lists.phones)}{SPACE}\+?\d[\d -]{{4,18}}\d",
        rf"{unlabelled}{label}{SPACE}?\d[\w.,-]*\b{more}",
        rf"{unlabelled}{phrase_pattern(lists.labels_words)}{SPACE}{numerals.words}\b{more}",
        rf"(?-i:{phrase_pattern(lists.labels_capital)}){SPACE}(?:\d[\w.-]*\b|{title}){more}",
        rf"{phrase_pattern(lists.labels)}{SPACE}{title}{more}",
        rf"{phrase_pattern(lists.phrases)}\b",
        rf"{number}{SPACE}{phrase_pattern(lists.past_hour)}{SPACE}{number}\b",
        r"0\d[\w.,:-]*(?:[ ]\d{2,})*",  # a noughted time, a code, a telephone
        r"\d{1,4}(?P<mark>[/.:-])\d{1,4}(?:(?P=mark)\d{1,4})+\b|\d+(?:[:/]\d+)+\b",
    ]


def _date_patterns(words: NumberWords) -> list[str]:
    """Days next to a month; "in March 18 were hurt" is a month and an amount."""
    lists = words.not_amounts
    sure = phrase_pattern(lists.months) + r"\b\.?"
    verbs = phrase_pattern(lists.months_verbs)
    month = rf"(?:{sure}|(?-i:{verbs})\b)"
    # "Fewer Than 20 May Survive": a headline's verb
    guard = "".join(rf"(?<!{re.escape(each)}\s)" for each in lists.months_verbs_not_after)
    months = lists.months + lists.months_verbs
    capitals = phrase_pattern(each.upper() for each in lists.months_verbs)
    stamp = "|".join(sorted({each.upper() for each in months if len(each) <= 4}))
    day = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)(?:st|nd|rd|th)?"  # "since May 24 to 35" ends with no day
    # "June 1, 12 and 15" are days; in "On June 1, 12 people" the second number is an amount.
    listed = rf",{SPACE}(?={day}(?:,{SPACE}{day}){{0,6}},?{SPACE}(?:and|or){SPACE}{day})"
    days = rf"{day}(?:(?:[-–/]|,?{SPACE}(?:and|or|to){SPACE}|{listed}){day}){{0,6}}"
    year = rf"(?:,?{SPACE}\d{{4}}\b(?!,\d))?"
    # A dateline's "20 MAR 90": two figures for the year only after capitals alone.
    return [
        rf"\d{{1,2}}{SPACE}(?-i:{stamp}){SPACE}\d\d\b",
        rf"{phrase_pattern(lists.month_after)}{SPACE}(?:{sure}|{verbs}\b){year}",
        rf"{phrase_pattern(lists.day_after)}{SPACE}{days}{SPACE}{verbs}\b{year}",
        rf"{phrase_pattern(lists.day_after_capital)}{SPACE}{days}{SPACE}(?-i:{capitals})\b{year}",
        rf"{days}{SPACE}(?:of{SPACE})?(?:{sure}{year}|{verbs}{SPACE}\d{{2,4}}\b)",
        rf"{guard}{days}{SPACE}(?:of{SPACE})?(?-i:{verbs})\b{year}",
        rf"{month}{SPACE}{days}(?![,\s]?\d){year}",
        rf"{month},?{SPACE}\d{{4}}\b(?!,\d)",
    ]


def _age_patterns(words: NumberWords, number: str) -> list[str]:
    """Ages: "aged 34", "a girl of eight", "persons over 60", "both forty-four,", a name and 29."""
    lists, people = words.not_amounts, words.people
    loose = rf"(?:(?:between|from|about|around|over|under|at{SPACE}least){SPACE})?"
    listed = rf",{SPACE}(?={number}(?:,|{SPACE}(?:and|or)\b))"  # "aged 3, 5 and 7"
    more = rf"(?:(?:[-–]|,?{SPACE}(?:and|or|to){SPACE}|{listed}){number}\b)*+"
    return [
        rf"{phrase_pattern(lists.age_words)}{SPACE}{loose}{number}\b{more}",
        rf"{phrase_pattern(people.one)}{SPACE}of{SPACE}{loose}{number}\b{more}",
        rf"{phrase_pattern(people.many)}{SPACE}{phrase_pattern(lists.age_bounds)}{SPACE}{number}\b",
        rf"{phrase_pattern(words.both)}{SPACE}{number}(?=[,.;)])",
        rf"(?-i:[A-Z])[\w’'.-]{{0,40}}+[\"”]?,{SPACE}\d{{1,2}}(?=[,;)](?!\d)|\.(?!\d))",
        rf"(?!{phrase_pattern(lists.not_age_after)}\b)[^\W\d_]+,{SPACE}\d{{1,2}}(?=,{SPACE})",
    ]


def after_pattern(words: NumberWords) -> re.Pattern[str]:
    """Modifiers behind the number, each group named by its comparator."""
    kinds = {**words.after, **{k: [] for k in words.signs if k not in words.after}}
    groups = []
    for comparator, phrases in kinds.items():
        forms = [rf",?{SPACE}{phrase_pattern(phrases)}(?!\w)"] if phrases else []
        if signs := words.signs.get(comparator):
            forms.append(rf"{phrase_pattern(signs)}(?!\w)")
        groups.append(rf"(?P<{comparator}>{'|'.join(forms)})")
    return compiled("|".join(groups))


def join_pattern(words: NumberWords, modifier: str) -> re.Pattern[str]:
    """What stands between the two numbers of one amount, the longest first."""
    ranges = words.ranges
    return compiled(
        rf"(?:(?P<raised>,?{SPACE}{phrase_pattern(ranges.raised)}),?{SPACE}"
        rf"|(?P<to>{SPACE}{phrase_pattern(ranges.to)}){SPACE}"
        rf"|(?P<conjunction>{SPACE}{phrase_pattern(ranges.conjunction)}){SPACE}"
        rf"|(?P<alternative>{SPACE}{phrase_pattern(ranges.alternative)}){SPACE})"
        rf"(?:{modifier}{SPACE})?"
    )


def measure_pattern(words: NumberWords) -> re.Pattern[str]:
    """What behind a number shows a measure, a sum, a share, an hour or a compound word."""
    lists = words.not_amounts
    adjectives = rf"(?:{phrase_pattern(lists.unit_adjectives)}{SPACE}){{0,2}}"
    of = rf"(?:{SPACE}{phrase_pattern(words.numerals.of)})?"  # "hundreds of yards"
    return compiled(
        rf"{SPACE}?(?:%|{phrase_pattern(lists.shares)}(?!\w))"
        rf"|[-‐‑](?=[^\W\d_]|{SPACE}(?:and|or|to)\b)"
        rf"|{of}{SPACE}{adjectives}{phrase_pattern(lists.units)}(?!\w)"
        rf"|(?:{SPACE}|-){phrase_pattern(lists.fractions)}(?![\w-])"
        rf"|{of}{SPACE}(?:(?-i:[A-Z])[\w.]*{SPACE})?{phrase_pattern(lists.currencies)}(?!\w)"
        rf"|{SPACE}?\(?{phrase_pattern(lists.clock)}(?!\w)"
        rf"|{SPACE}and{SPACE}(?:a{SPACE})?(?:half|quarter)\b"
    )
