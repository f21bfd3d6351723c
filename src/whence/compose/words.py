"""The word lists that the fields of a figure are found by, as they stand in `data/<language>/`."""

from whence.lexicon import Words, WordSet, open_words


class PeriodWords(Words, frozen=True):
    """`periods.toml`."""

    acts: WordSet
    cases: WordSet
    courses: WordSet
    ties: WordSet
    keeping: WordSet
    vanishing: WordSet
    held_groups: WordSet
    running: WordSet
    running_heads: WordSet
    carriers: WordSet
    proceedings: WordSet
    funerals: WordSet
    aftermath: WordSet
    efforts: WordSet
    recording: WordSet
    ago: WordSet
    back: WordSet
    hours: WordSet
    begins: WordSet
    raisers: WordSet
    ranks: WordSet
    orders: WordSet
    outranked: WordSet
    since_plain: WordSet
    since_then: WordSet
    reporting: WordSet
    documents: WordSet
    to: WordSet
    compared: WordSet
    comparing: WordSet
    earlier: WordSet
    then: WordSet
    when: WordSet
    leads: WordSet
    after: WordSet
    same: WordSet
    by: WordSet
    issued: WordSet
    moves: WordSet
    tolls: WordSet
    perfect: WordSet
    past_perfect: WordSet
    stative: WordSet


class _Group(Words, frozen=True):
    measure: str
    reason: str
    words: frozenset[str]


class PartWords(Words, frozen=True):
    """`parts.toml`."""

    including: WordSet
    among: WordSet
    carriers: WordSet
    risers: WordSet
    remaining: WordSet
    definite: WordSet
    group: tuple[_Group, ...]

    def measure_of(self, word: str) -> str | None:
        """The measure of those that "the dead", "the injured" go back to."""
        return next((g.measure for g in self.group if word in g.words), None)


class PopulationWords(Words, frozen=True):
    """`population.toml`."""

    empty: WordSet
    empty_heads: WordSet
    ages: WordSet
    among: WordSet
    of_group: WordSet
    fates: WordSet
    harms: WordSet


class ModalityWords(Words, frozen=True):
    """`modality.toml`."""

    hedges: WordSet
    hearsay: WordSet
    doubts: WordSet
    falsehoods: WordSet
    not_this: WordSet
    conditions: WordSet
    openers: WordSet
    inversions: WordSet
    obligations: WordSet
    futures: WordSet
    plans: WordSet
    intended: WordSet
    to_be: WordSet
    demands: WordSet
    threats: WordSet
    have: WordSet
    truths: WordSet
    earlier: WordSet
    documents: WordSet
    wrongly: WordSet
    corrected: WordSet
    open_questions: WordSet
    orders: WordSet
    said_to: WordSet
    prospects: WordSet
    wishes: WordSet
    meanwhile: WordSet
    nor: WordSet
    this: WordSet
    tellings: WordSet
    rejects: WordSet
    supports: WordSet
    living: WordSet


def open_period_words(language: str = "en") -> PeriodWords:
    """The words of periods in a language."""
    words: PeriodWords = open_words(language, "periods", PeriodWords)
    return words


def open_part_words(language: str = "en") -> PartWords:
    """The words of parts and wholes in a language."""
    words: PartWords = open_words(language, "parts", PartWords)
    return words


def open_population_words(language: str = "en") -> PopulationWords:
    """The words of counted groups in a language."""
    words: PopulationWords = open_words(language, "population", PopulationWords)
    return words


def open_modality_words(language: str = "en") -> ModalityWords:
    """The words of modality in a language."""
    words: ModalityWords = open_words(language, "modality", ModalityWords)
    return words
