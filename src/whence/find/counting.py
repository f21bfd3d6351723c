"""The small words around a count, by which its neighbours tell what it counts.

They are in `data/<language>/counting.toml`, each list with its reason; this module only
opens it. `compose` asks whether a word of a parse is in a list: `word.lower in words.crews`.
"""

from functools import cache

from whence.lexicon import Words, WordSet, open_words


class CountingWords(Words, frozen=True):
    """`counting.toml`, as it stands in the file; the file says what each list is for."""

    articles: WordSet
    pronouns: WordSet
    rests: WordSet
    crews: WordSet
    sums: WordSet
    measured: WordSet
    shifts: WordSet
    no_disease: WordSet
    of_death: WordSet
    death_papers: WordSet
    attempts: WordSet
    asides: WordSet
    they: WordSet
    their: WordSet
    between: WordSet
    neighbour_ends: WordSet
    relatives: WordSet
    definite: WordSet
    located: WordSet
    under_group: WordSet
    lone_acts: WordSet
    act_links: WordSet
    fates: WordSet
    unknown: WordSet
    company: WordSet
    exchange: WordSet
    swaps: WordSet
    inside: WordSet
    in_there: WordSet
    out: WordSet
    get_out: WordSet
    let: WordSet
    harmed: WordSet
    tolls: WordSet
    including: WordSet
    among: WordSet
    among_those: WordSet
    how_many: WordSet
    answers: WordSet
    peaks: WordSet
    gives: WordSet
    follows: WordSet
    moves: WordSet
    moved: WordSet
    compared: WordSet
    against: WordSet
    joins: WordSet
    pairing: WordSet
    apart: WordSet
    than: WordSet
    list_ends: WordSet
    finds: WordSet
    generic: WordSet


@cache
def open_counting(language: str = "en") -> CountingWords:
    """The small words of a language, opened once."""
    words: CountingWords = open_words(language, "counting", CountingWords)
    return words


# For those who ask of a word alone and are handed no word lists (parts, population).
PRONOUNS = open_counting().pronouns
