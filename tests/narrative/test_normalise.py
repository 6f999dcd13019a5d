"""Words of a text and where they stand in it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.narrative.normalise import Reading
from triage_cli.narrative.spelling import Plain

FOLD = Plain({"the": "", "'s": "", "wrists": "wrist"})


def words(text: str) -> list[str]:
    return Reading(text, FOLD).words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28YOF SI/HI", ["28", "yof", "si", "/", "hi"]),
        ("He's at the ex-wife's", ["he", "at", "ex", "wife"]),
        ("don’t  DON'T", ["don't", "don't"]),
        ("cut WRISTS.", ["cut", "wrist", "."]),
        ("está Ángel", ["esta", "angel"]),
        ("ｆｕｌｌ ﬁre", ["full", "fire"]),
        ("a\u200bb\u202ec", ["abc"]),
        ("x4 0.15", ["x", "4", "0.15"]),
        ("\x1b[31mgun\x1b[0m\x00", ["gun"]),
        ("🔫 gun", ["🔫", "gun"]),
        ("", []),
        (" \t\n", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=80))
def test_every_word_keeps_its_place(text: str) -> None:
    reading = Reading(text, FOLD)
    last = 0
    for number in range(len(reading.words)):
        start, end = reading.span(number, number)
        assert 0 <= last <= start < end <= len(text)
        last = start


@given(st.text(alphabet="abc dé'ñ/-.?ÁÖ", max_size=40), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_unicode_form_makes_no_difference(text: str, form: str) -> None:
    assert words(unicodedata.normalize(form, text)) == words(text)  # type: ignore[arg-type]


def test_the_span_of_a_decomposed_letter_includes_its_accent() -> None:
    text = unicodedata.normalize("NFD", "él está")
    reading = Reading(text, FOLD)
    start, end = reading.span(1, 1)
    assert unicodedata.normalize("NFC", text[start:end]) == "está"


def test_word_at_finds_the_words_that_a_range_touches() -> None:
    reading = Reading("Patient denies alcohol use.", FOLD)
    assert reading.word_at(15, 22) == (2, 2)
    assert reading.word_at(7, 8) == (-1, -1)
