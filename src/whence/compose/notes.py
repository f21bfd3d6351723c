"""Says which amounts of a report were seen and left alone, and why."""

from collections.abc import Iterable, Iterator, Sequence

from whence.compose.counted import Counter
from whence.compose.draft import Passage
from whence.records import Amount, Figure, Note
from whence.text.grammar import Word

UNTOLD = "nothing says that those counted were harmed, held, moved or saved"
OTHER_THINGS = "what is counted is neither people nor homes"


def compose_notes(
    passages: Sequence[Passage], figures: Iterable[Figure], counter: Counter
) -> Iterator[Note]:
    """Yield a note for each amount of the passages that is in none of the figures.

    What is no count by its form (a date, an age, a sum of money) was left out before and
    has no note.
    """
    used = {figure.amount for figure in figures}
    for passage in passages:
        if passage.parse is None:
            continue  # a sentence with an amount is always parsed
        for word in passage.parse.words:
            if word.key is not None and passage.amounts[word.key].amount not in used:
                yield _note(passage.amounts[word.key].amount, word, counter)


def _note(amount: Amount, word: Word, counter: Counter) -> Note:
    reason = OTHER_THINGS if not counter.is_people(counter.counted(word)) else UNTOLD
    return Note(amount.start, amount.end, amount.words, reason)
