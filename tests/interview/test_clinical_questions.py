"""Gates, concern, suicide, state of mind, substance: what opens the questions, what answers change."""

from __future__ import annotations

import pytest

from triage_cli.assessment.assess import assess
from triage_cli.assessment.conditions import holds
from triage_cli.assessment.model import Assessment
from triage_cli.interview.flow import Flow, next_question
from triage_cli.protocol import load_protocol
from triage_cli.protocol.model import Question

PROTOCOL = load_protocol()
QUESTIONS = PROTOCOL.questions
MODULES = ("gates", "suicide", "psychosis", "substance")
ASKED = [question for question in PROTOCOL.questions.values() if question.module in MODULES]
TEXTS = (
    "",
    "my brother is thinking about suicide",
    "woman on the bench hears voices",
    "drunk man on the bench",
    "he quit drinking yesterday",
)


def outcome(result: Assessment) -> tuple[object, ...]:
    return result.response.level, result.response.send, result.flags, tuple(result.scores.values())


def safe_answer(question: Question) -> str | None:
    """The answer that shows nothing."""
    if question.kind == "yes_no":
        return "yes" if question.dangerous == "no" else "no"
    return next((c for c in question.choices if c != question.dangerous and c not in question.adds), None)


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
@pytest.mark.parametrize("text", TEXTS)
def test_a_safe_answer_to_what_the_text_leaves_open_changes_nothing(question: Question, text: str) -> None:
    before = assess(text, protocol=PROTOCOL)
    safe = safe_answer(question)
    if safe is None or question.id in before.answers:
        return
    after = assess(text, protocol=PROTOCOL, answers={question.id: safe})
    assert (after.response.level, after.flags) == (before.response.level, before.flags)
    assert set(after.response.send) == set(before.response.send)


def test_waking_and_breathing_stop_everything_else() -> None:
    for text in ("", "drunk man on the bench", "the form for housing"):
        result = assess(text, protocol=PROTOCOL, answers={"awake_breathing": "no"})
        assert result.response.level == 4
        assert "ems" in result.response.send


@pytest.mark.parametrize("answer", ["unknown", "refused"])
def test_no_answer_about_thoughts_of_suicide_leaves_capability_to_be_asked(answer: str) -> None:
    result = assess("she is sad", protocol=PROTOCOL, answers={"suicidal_thoughts": answer})
    assert holds("suicide_voiced", result.signs)


def test_a_concern_says_no_more_than_its_choice() -> None:
    concern = PROTOCOL.questions["concern"]
    for choice in concern.choices:
        result = assess("", protocol=PROTOCOL, answers={"concern": choice})
        assert result.response.level <= (2 if choice == "suicide" else 1), choice
        assert not {"police", "ems", "co_responder"} & set(result.response.send), choice


@pytest.mark.parametrize(
    ("choice", "condition"),
    [
        ("suicide", "suicide_voiced"),
        ("mental_state", "psychosis_module"),
        ("substance", "substance_affected"),
        ("someone_close", "domestic_module"),
        ("child_or_older", "protection_module"),
        ("basic_needs", "needs_module"),
    ],
)
def test_a_concern_opens_its_module(choice: str, condition: str) -> None:
    result = assess("", protocol=PROTOCOL, answers={"concern": choice})
    assert holds(condition, result.signs)


@pytest.mark.parametrize(
    ("known", "person", "scene"),
    [
        (set(), False, False),
        ({"information"}, False, False),
        ({"needs_housing", "needs_food", "veteran"}, False, False),
        ({"homeless", "needs_shelter"}, True, False),
        ({"homeless", "intoxicated"}, True, True),
        ({"distress"}, True, True),
        ({"welfare_check"}, True, True),
    ],
)
def test_gates_are_asked_where_somebody_may_be_in_trouble(known: set[str], person: bool, scene: bool) -> None:
    assert holds("person_module", known) is person
    assert holds("scene_module", known) is scene


def asked(text: str, said: dict[str, str]) -> list[str]:
    """The questions of a call until it is an emergency or nothing is left to ask."""
    given: dict[str, str] = {}
    while True:
        now = assess(text, protocol=PROTOCOL, answers=given)
        question = next_question(now, Flow())
        if question is None or now.response.level == 4:
            return list(given)
        worst = any(key in said and said[key] == QUESTIONS[key].dangerous for key in question.covers)
        truth = question.dangerous if worst else said.get(question.id)
        given[question.id] = truth or safe_answer(question) or question.choices[-1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wants to kill himself", {"suicide_means": "yes"}),
        ("wants to kill himself", {"attempt_now": "yes"}),
        ("my sister is very sad", {"attempt_now": "yes"}),
        ("drunk man on the bench", {"awake_breathing": "no"}),
        ("", {"violence_now": "yes"}),
    ],
)
def test_an_emergency_is_known_after_three_answers(text: str, said: dict[str, str]) -> None:
    assert len(asked(text, said)) <= 3


def test_a_request_for_information_is_asked_nothing() -> None:
    assert asked("where do I get a housing form", {}) == []


def test_a_call_that_says_only_who_it_is_about_is_asked_what_it_is_about() -> None:
    gates = ["awake_breathing", "danger_now", "attempt_or_means", "injury"]
    assert asked("my brother", {}) == [*gates, "concern"]
    assert "concern" in asked("my brother", {"weapon": "unknown", "injury": "unknown"})


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("he fell, no bleeding", "injury"),
        ("wants to kill himself but has no gun", "weapon"),
        ("she is sad, did not cut her wrists", "attempt_now"),
    ],
)
def test_what_denies_one_of_several_leaves_the_gate_to_be_asked(text: str, key: str) -> None:
    assert key not in assess(text, protocol=PROTOCOL).answers
