"""Bends a verb as English does, so that a list of base forms finds them all in a text."""

import re

_DOUBLES = re.compile(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$")


def inflect(lemma: str, irregular: tuple[str, ...] = ()) -> frozenset[str]:
    """Return every form of the verb `lemma`; `irregular` are those that no rule gives.

    A final consonant is written once and doubled ("admited", "admitted"): the wrong one is
    a word that nobody writes, and so does no harm.
    """
    forms = {lemma, *irregular}
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        forms.add(lemma + "es")
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        forms.add(lemma[:-1] + "ies")
    else:
        forms.add(lemma + "s")
    for stem in _stems(lemma):
        forms |= {stem + "ing", stem + "d" if stem.endswith("e") else stem + "ed"}
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        forms |= {lemma[:-1] + "ied", lemma + "ing"}
    return frozenset(forms)


def _stems(lemma: str) -> list[str]:
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe")):
        return [lemma[:-1]]
    return [lemma, lemma + lemma[-1]] if _DOUBLES.search(lemma) else [lemma]
