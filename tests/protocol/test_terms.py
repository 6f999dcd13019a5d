"""The notation of terms: alternatives, groups, gaps, and what cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.narrative.lexicon import GAP_WORDS
from triage_cli.protocol.terms import Step, TermError, parse

GROUPS = {"partner": ["wife", "husband"], "one": ["@partner", "ex"], "loop": ["@loop"], "empty": []}


def phrases(term: str) -> list[tuple[str, ...]]:
    return [step.phrases for step in parse(term, GROUPS)]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("gun", [("gun",)]),
        ("  cut   wrist ", [("cut   wrist",)]),
        ("cut [his|her] wrist", [("cut his wrist", "cut her wrist")]),
        ("cut [|his] wrist", [("cut wrist", "cut his wrist")]),
        ("[his|his] gun", [("his gun",)]),
        ("[ his | her ] gun", [("his gun", "her gun")]),
        ("@partner hit", [("wife hit", "husband hit")]),
        ("@one hit", [("wife hit", "husband hit", "ex hit")]),
        ("[my @partner|he] hit", [("my wife hit", "my husband hit", "he hit")]),
        ("@partner's gun", [("wife 's gun", "husband 's gun")]),
        ("took ... pills", [("took",), ("pills",)]),
        ("[took|ate] ... [pills|tablets]", [("took", "ate"), ("pills", "tablets")]),
    ],
)
def test_a_term_says_these_phrases(term: str, expected: list[tuple[str, ...]]) -> None:
    assert phrases(term) == expected


def test_words_in_braces_stand_beside_the_term() -> None:
    assert phrases("{denies|hx of} si") == [("denies", "hx of"), ("si",)]
    assert [step.beside for step in parse("{denies|@one} si [and|or] hi", GROUPS)] == [True, False]
    assert [step.gap for step in parse("{denies} si ... plan", GROUPS)] == [0, 0, GAP_WORDS]


def test_only_a_gap_lets_other_words_stand_between() -> None:
    assert [step.gap for step in parse("took ... pills ... today", {})] == [0, GAP_WORDS, GAP_WORDS]


def test_many_alternatives_are_steps_that_touch_and_not_multiplied_out() -> None:
    choice = "[" + "|".join(f"w{n}" for n in range(20)) + "]"
    steps = parse(f"{choice} {choice} {choice}", {})
    assert [step.gap for step in steps] == [0] * len(steps)
    assert sum(len(step.phrases) for step in steps) == 60


OPTIONS = st.lists(st.sampled_from(["", "a", "b", "c"]), min_size=1, max_size=4)


@given(st.lists(OPTIONS, min_size=1, max_size=12))
def test_no_step_is_empty_and_none_grows_without_bound(choices: list[list[str]]) -> None:
    term = " ".join("[" + "|".join(options) + "]" for options in choices) + " end"
    steps = parse(term, {})
    assert all(step.phrases and "" not in step.phrases for step in steps)


@pytest.mark.parametrize(
    ("term", "why"),
    [
        ("", "says nothing"),
        ("   ", "says nothing"),
        ("[|]", "says nothing"),
        ("[a|]", "says nothing"),
        ("... pills", "says nothing before or after a gap"),
        ("took ...", "says nothing before or after a gap"),
        ("took ... [|his]", "says nothing before or after a gap"),
        ("[his|her wrist", "has a bracket without its pair"),
        ("his|her] wrist", "has a bracket without its pair"),
        ("[[his] wrist", "has a bracket without its pair"),
        ("{} si", "says nothing in its braces"),
        ("{denies} ", "says nothing"),
        ("si {denies}", "has a brace that is not one pair at its start"),
        ("{denies si", "has a brace that is not one pair at its start"),
        ("@partnr hit", "names the unknown group @partnr; did you mean @partner?"),
        ("@zzzz hit", "names the unknown group @zzzz"),
        ("@loop hit", "names the unknown group @loop; did you mean @loop?"),
    ],
)
def test_what_cannot_be_read_says_why(term: str, why: str) -> None:
    with pytest.raises(TermError) as caught:
        parse(term, GROUPS)
    assert str(caught.value) == why


@given(st.text(max_size=40))
def test_any_text_is_a_term_or_says_why_not(term: str) -> None:
    try:
        steps = parse(term, GROUPS)
    except TermError:
        return
    assert all(isinstance(step, Step) and step.phrases for step in steps)
