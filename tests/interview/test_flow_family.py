"""The guided flow on someone close, protection, school and needs: short, and what can raise most first."""

from __future__ import annotations

import pytest

from triage_cli.assessment.assess import assess
from triage_cli.assessment.model import Assessment
from triage_cli.interview.flow import Flow, next_question
from triage_cli.protocol import load_protocol
from triage_cli.protocol.model import Question

PROTOCOL = load_protocol()
LAP = next(screen for screen in PROTOCOL.instruments if screen.id == "lap")


def calmest(question: Question) -> str:
    """The answer of a call in which nothing is wrong."""
    if question.kind in ("number", "text"):
        return "34" if question.kind == "number" else "80202"
    if question.kind == "several":
        return "none"
    if question.kind == "choice":
        return question.choices[-1]
    return "yes" if question.dangerous == "no" else "no"


def play(text: str, **said: str) -> tuple[list[str], Assessment]:
    """What is asked until nothing matters any more or life is at stake, each answered calmly or as `said`."""
    asked: list[str] = []
    answers: dict[str, str] = {}
    now = assess(text, protocol=PROTOCOL)
    while now.response.level < 4 and (question := next_question(now, Flow())):
        asked.append(question.id)
        answers[question.id] = said.get(question.id, calmest(question))
        now = assess(text, protocol=PROTOCOL, answers=answers)
    return asked, now


def test_a_verbal_argument_opens_no_item_of_the_lethality_assessment() -> None:
    asked, now = play("My husband and I are arguing, it is only loud", safe_to_talk="yes")
    assert not set(LAP.items) & set(asked)
    assert {"safe_to_talk", "afraid"} <= set(asked)
    assert now.response.level == 1


def test_fear_opens_the_lethality_assessment_and_strangulation_is_asked_first_of_it() -> None:
    asked, now = play("My husband and I are arguing, it is only loud", afraid="yes", strangled="yes")
    items = [key for key in asked if key in LAP.items]
    assert items[0] == "strangled"
    assert "strangled_symptoms" in asked
    assert now.response.level == 3


def test_a_positive_screen_ends_it() -> None:
    asked, now = play("My husband and I are arguing, it is only loud", afraid="yes", may_be_killed="yes")
    assert now.instruments["lap"].result == "positive"
    assert not {"has_gun", "left_or_separated", "unemployed"} & set(asked)


def test_items_that_can_no_longer_add_up_to_four_are_not_asked() -> None:
    asked, now = play("My husband and I are arguing, it is only loud", afraid="yes")
    items = [key for key in asked if key in LAP.items]
    # 4 of the 7 that only count together, 4 that decide alone; whether the call-taker believes it stays open.
    assert 8 <= len(items) <= 10
    assert now.instruments["lap"].result == "open"
    assert set(LAP.items) - set(now.answers) >= {"believes_danger", "child_not_his"}


def test_fear_is_asked_about_in_a_domestic_call_of_which_nothing_is_said() -> None:
    assert "afraid" in play("domestic disturbance")[0]


def test_children_at_home_in_a_calm_call_open_no_question_of_protection() -> None:
    asked, _ = play("My husband and I are arguing, it is only loud. The kids are home")
    assert not {"child_in_danger", "child_hurt", "who_is_at_risk", "stays_tonight"} & set(asked)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("My husband and I are arguing, it is only loud", {}),
        ("domestic disturbance", {}),
        ("grandma's aide is not feeding her", {}),
        ("there is a situation at the high school", {"school_incident": "bullying"}),
        ("a student threatened to beat up another student at school", {"threat_named": "yes"}),
        ("I need a shelter tonight for me and my kids", {}),
        ("I lost my apartment and need a place to sleep tonight", {"needs_today": "place_to_sleep"}),
        ("I need food for my kids", {}),
        ("we are being evicted on Friday", {}),
    ],
)
def test_a_typical_call_needs_at_most_eight_answers(text: str, said: dict[str, str]) -> None:
    assert len(play(text, **said)[0]) <= 8
