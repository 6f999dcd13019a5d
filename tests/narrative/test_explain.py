"""What a text was read as: what the reader keeps, and what became of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.narrative.explain import HIDDEN, LABEL_ONLY, LOOK_ALIKE, TIME, Explanation, explain_text
from triage_cli.narrative.reader import read_text
from triage_cli.protocol import load_protocol


def explained(text: str, *, label: bool = False) -> Explanation:
    return explain_text(text, load_protocol(), label=label)


def test_a_longer_cue_hides_a_shorter_one() -> None:
    found = explained("says he will kill himself")
    (aside,) = [one for one in found.asides if one.reason == HIDDEN and one.quote == "kill himself"]
    assert (aside.cue.id, aside.by, aside.by_quote) == (
        "suicide.ideation", "suicide.intent", "will kill himself",
    )  # fmt: skip
    assert aside.why


def test_a_look_alike_covers_a_cue() -> None:
    found = explained("the boss is going to kill me when I get in late")
    covered = [one for one in found.asides if one.reason == LOOK_ALIKE]
    assert covered
    assert all(one.by and one.by_quote and one.why for one in covered)
    assert all(one.quote in (one.by_quote or "") for one in covered)


def test_words_of_time_hold_a_cue() -> None:
    (aside,) = [one for one in explained("abused as a child, hopeless").asides if one.reason == TIME]
    assert (aside.quote, aside.by_quote) == ("child", "as a child")


def test_a_code_counts_in_a_call_type_only() -> None:
    (aside,) = [one for one in explained("units on 5150").asides if one.reason == LABEL_ONLY] or [None]
    if aside is not None:
        assert aside.quote == "5150"
    assert not [one for one in explained("5150", label=True).asides if one.reason == LABEL_ONLY]


def test_misspelt_and_unknown_words() -> None:
    found = explained("Kowalski is drunnk and suicidel, Kowalski has a nife")
    assert [(word.written, word.read_as) for word in found.spelt] == [
        ("drunnk", "drunk"), ("suicidel", "suicidal"), ("nife", "knife"),
    ]  # fmt: skip
    assert [word.written for word in found.unknown] == ["Kowalski"]


@pytest.mark.parametrize("text", ["", "the weather is fine", "😀 日本 señor", "x" * 500, "\x1b[31m \0"])
def test_nothing_said_nothing_found(text: str) -> None:
    assert not explained(text).findings


def test_places_are_those_of_the_text_as_given() -> None:
    text = "Señor Wójcik está borracho, quiere matarse; RP says suicidel"
    found = explained(text)
    for one in (*found.spelt, *found.unknown):
        assert text[one.start : one.end] == one.written
    for aside in found.asides:
        assert text[aside.start : aside.end] == aside.quote


SPOKEN = """he she will kill himself herself gun no weapons drunk if ago as a child got flu shot took pills
not breathing denies SI . , ; wife hit me fell correction: years movie about"""
WORDS = st.sampled_from(SPOKEN.split())


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_findings_are_the_readers_own_and_nothing_is_told_twice(text: str) -> None:
    protocol = load_protocol()
    found = explain_text(text, protocol)
    assert list(found.findings) == read_text(text, protocol)
    kept = {(one.cue.id, one.start, one.end) for one in found.findings}
    aside = [(one.cue.id, one.start, one.end) for one in found.asides]
    assert len(set(aside)) == len(aside)
    for one in found.asides:
        assert ((one.cue.id, one.start, one.end) in kept) is (one.reason == LOOK_ALIKE)
