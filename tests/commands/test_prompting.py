"""What a typed line means in the flow line by line: an answer, a command, or nothing at all."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest

from triage_cli import load_protocol
from triage_cli.commands.prompting import keys_of
from triage_cli.interview.interview import begin
from triage_cli.interview.machine import State, letters_in, press, start


@functools.cache
def asking(key: str, language: str = "en") -> State:
    """A state in which that question stands."""
    protocol = load_protocol()
    state = start(begin("he is drunk", protocol), letters_in(protocol.wording(language).terms))
    return replace(state, asking=key)


def after(state: State, line: str, language: str = "en") -> State:
    terms = load_protocol().wording(language).terms
    named = {terms[f"ui_key_{action}"].lower(): action for action in state.letters.values()}
    for key in keys_of(line, state, named):
        state = press(state, key)
    return state


@pytest.mark.parametrize(
    ("key", "line", "value"),
    [
        ("weapon", "y", "yes"), ("weapon", "YES", "yes"), ("weapon", "no", "no"),
        ("weapon", "unknown", "unknown"),
        ("age", "34", "34"), ("gender", "1", "women"), ("gender", "women", "women"),
        ("barriers", "none", "none"), ("where_now", "Denver, CO", "Denver, CO"), ("where_now", "y", "y"),
        ("where_now", "no idea", "no idea"),
    ],
)  # fmt: skip
def test_a_line_that_answers(key: str, line: str, value: str) -> None:
    assert after(asking(key), line).interview.given == {key: value}


def test_several_choices_in_one_line() -> None:
    choices = load_protocol().questions["barriers"].choices
    for line in ("1,3", "1 3", f"{choices[0]}, {choices[2]}", "3,1,1"):
        assert after(asking("barriers"), line).interview.given == {"barriers": f"{choices[0]},{choices[2]}"}


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("weapon", "maybe"), ("weapon", "yes no"), ("weapon", "yn"), ("weapon", "1"),
        ("weapon", "nobody knows"),
        ("age", "about 30"), ("age", "unknown30"), ("age", "300"), ("age", "-1"), ("age", "2099-01-01"),
        ("gender", "12"), ("gender", "womn"), ("gender", "1 2"), ("gender", "99"),
        ("barriers", "1,nothing"), ("barriers", "99"), ("barriers", "transprt"), ("barriers", "1 s"),
    ],
)  # fmt: skip
def test_a_line_that_is_not_understood_answers_nothing(key: str, line: str) -> None:
    state = after(asking(key), line)
    assert state.interview == asking(key).interview
    assert state.question == asking(key).question
    assert (state.hint is not None, state.draft, state.chosen) == (True, "", frozenset())


@pytest.mark.parametrize("key", ["weapon", "age", "gender", "barriers", "where_now"])
def test_commands_hold_at_every_question(key: str) -> None:
    state = asking(key)
    assert after(state, "q").finished
    assert after(state, "finish").finished
    assert after(state, "?").explained
    assert after(state, "why").explained
    assert after(state, "+").mode == "fact"
    assert after(state, "back").asking is None
    skipped = after(state, "skip").interview
    assert skipped.given == {}
    assert [event.kind for event in skipped.events] == ["skip"]
    added = after(state, "+ he has a gun in his hand").interview
    assert added.now.response.level == 4


def test_words_of_the_language() -> None:
    assert after(asking("weapon", "es"), "sí", "es").interview.given == {"weapon": "yes"}
    assert after(asking("weapon", "es"), "no se sabe", "es").interview.given == {"weapon": "unknown"}
    assert after(asking("weapon", "es"), "terminar", "es").finished
