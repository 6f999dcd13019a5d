"""What tests of the guided flow share: the protocol, its cases, and what a caller may answer."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from triage_cli.interview.answers import NONE
from triage_cli.interview.interview import Event, Interview, begin, do
from triage_cli.interview.keys import Key
from triage_cli.interview.machine import State, press
from triage_cli.narrative.hearing import Heard, hear
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.cases import load_cases
from triage_cli.protocol.model import Case, Question

PROTOCOL = load_protocol()
QUESTIONS = PROTOCOL.questions
CASES = load_cases(SHIPPED / "cases")
CALL = [q for q in QUESTIONS.values() if PROTOCOL.module_of[q.module].flow == "call"]
"""The questions of the call flow."""
MOST_QUESTIONS = len(CALL)


@cache
def _heard(text: str, call_type: str | None) -> Heard:
    return hear(text, call_type, PROTOCOL)


def heard(case: Case) -> Heard:
    """A case, read once."""
    return _heard(case.text, case.call_type)


def safe_answer(question: Question) -> str:
    """The answer of a person in no danger."""
    if question.kind == "number":
        return "34"
    if question.kind == "text":
        return "Denver"
    if question.kind == "several":
        return NONE
    if question.kind == "choice":
        quiet = [c for c in question.choices if c not in (question.dangerous, "unknown")]
        return next((c for c in quiet if not question.adds.get(c)), quiet[-1])
    return "yes" if question.dangerous == "no" else "no"


def possible_answers(question: Question) -> tuple[str, ...]:
    """Some answers that may be given, in their standard words."""
    if question.kind == "number":
        assert question.range
        return tuple(str(number) for number in range(question.range[0], min(question.range[1], 20) + 1))
    if question.kind == "text":
        return ("somewhere quiet", "Denver, CO")
    if question.kind == "several":
        return (NONE, *question.choices, ",".join(question.choices))
    return question.allowed


@st.composite
def answers(draw: st.DrawFn, most: int = 8) -> dict[str, str]:
    """Random answers to random questions of the call flow."""
    asked = draw(st.lists(st.sampled_from(CALL), max_size=most, unique_by=lambda q: q.id))
    return {question.id: draw(st.sampled_from(possible_answers(question))) for question in asked}


def play(interview: Interview, most: int = MOST_QUESTIONS) -> list[tuple[Interview, Question]]:
    """The flow answered safely to its end: each question, and where the call stood when it was asked."""
    asked = []
    while interview.question is not None and len(asked) <= most:
        question = interview.question
        asked.append((interview, question))
        interview = do(interview, Event("answer", question.id, safe_answer(question)))
    return asked


def typed(state: State, *keys: str) -> State:
    """The state after keys: a character, or the name of another key behind a dot (".enter")."""
    for key in keys:
        named = len(key) > 1 and key.startswith(".")
        state = press(state, Key(key[1:]) if named else Key("char", key))
    return state


def begun(text: str = "", **options: object) -> Interview:
    """An interview about a text with the shipped protocol."""
    return begin(text, PROTOCOL, **options)  # type: ignore[arg-type]
