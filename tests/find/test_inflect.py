"""Verbs bent as English bends them."""

import pytest

from whence.find.inflect import inflect


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("warn", "warn warns warning warned"),
        ("announce", "announces announcing announced"),
        ("deny", "denies denying denied"),
        ("say", "says saying"),
        ("admit", "admits admitting admitted"),
        ("vow", "vows vowing vowed"),
        ("press", "presses pressing pressed"),
        ("agree", "agrees agreeing agreed"),
        ("guarantee", "guarantees guaranteeing guaranteed"),
        ("tiptoe", "tiptoes tiptoeing tiptoed"),
        ("echo", "echoes echoing echoed"),
    ],
)
def test_forms(lemma: str, forms: str) -> None:
    assert set(forms.split()) <= inflect(lemma)


def test_a_verb_on_two_es_has_never_three() -> None:
    assert not {"agreeed", "freeed"} & (inflect("agree") | inflect("free"))


def test_irregular_forms_are_added() -> None:
    assert "told" in inflect("tell", ("told",))
