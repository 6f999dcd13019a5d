"""Misspelt words reach their cue, ordinary words do not."""

from __future__ import annotations

import pytest

from triage_cli.narrative.reader import read_text
from triage_cli.narrative.spelling import is_ordinary
from triage_cli.protocol import load_protocol

PROTOCOL = load_protocol()


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("he is sucidal", "suicidal"),
        ("she overdoesed", "overdose"),
        ("PT UNCONSCIO", "medical"),
        ("he has a kniife", "weapon"),
    ],
)
def test_a_misspelling_is_read_as_its_cue(text: str, flag: str) -> None:
    assert flag in {finding.cue.flag for finding in read_text(text, PROTOCOL)}


@pytest.mark.parametrize("word", ["gurn", "kniven", "suits", "succinct", "pistol", "hermano"])
def test_dictionaries_are_found_by_halving(word: str) -> None:
    assert is_ordinary(word) is (word in ("suits", "succinct", "pistol", "hermano"))


def test_the_first_and_the_last_word_of_the_list_are_found() -> None:
    from importlib.resources import files

    words = files("triage_cli.narrative").joinpath("words.txt").read_text("ascii").split()
    assert words == sorted(words)
    assert all(is_ordinary(word) for word in (words[0], words[-1], *words[::9973]))
    assert not is_ordinary("zzzzzzzz")
    assert not is_ordinary("aaaa")
