"""Words for who a person is change no reading, and words that only look like them keep their meaning."""

from __future__ import annotations

import doctest

import pytest

from triage_cli.narrative import identity
from triage_cli.narrative.normalise import Reading
from triage_cli.protocol import load_protocol


def read(text: str) -> Reading:
    return load_protocol().lexicon.read(text)


def test_worked_values() -> None:
    assert not doctest.testmod(identity).failed


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("stabbed his Black brother", "stabbed his brother"),
        ("stabbed his dark-skinned brother", "stabbed his brother"),
        ("an undocumented Korean man", "a man"),
        ("a Jehovah's Witness woman", "a woman"),
        ("B/M on the bridge", "M on the bridge"),
        ("H/FEMALE on the bridge", "FEMALE on the bridge"),
        ("W/M, H/F", "M, F"),
        ("W/M, B/F", "M, B/F"),
        ("el niño negro se cayó", "el niño se cayó"),
        ("la señora indocumentada se cayó", "la señora se cayó"),
        ("she is not well", "he is not well"),
        ("I wanna die", "I want to die"),
        ("he ain't breathing wit a knife in dis leg", "he isn't breathing with a knife in this leg"),
    ],
)
def test_read_as(text: str, plain: str) -> None:
    assert read(text).words == read(plain).words


@pytest.mark.parametrize(
    "text",
    ["black pills", "speaks Korean, husband translates", "three days straight", "w/ male", "and/or man",
     "cab/male", "a brown bag", "pastillas blancas", "not with the race", "24/7 man"],
)  # fmt: skip
def test_kept(text: str) -> None:
    words = identity.without_codes(identity.without_identity(text.lower()))
    assert words == text.lower()


@pytest.mark.parametrize(
    "text",
    ["stabbed his Korean brother", "B/M wanna die", "el niño negro bebió cloro 😀", "ÑANDÚ wanna W/M gun"],
)
def test_every_word_keeps_its_place(text: str) -> None:
    reading = read(text)
    *written, stop = range(len(reading.words))
    for place in written:
        start, end = reading.span(place, place)
        assert text[start:end].strip() == text[start:end] != ""
    assert reading.words[stop] == "."
    assert reading.span(stop, stop) == (len(text), len(text)), "the full stop that was not written"


def test_a_mark_typed_on_purpose_says_nothing() -> None:
    assert read("want\x01 die").words == read("want die").words
