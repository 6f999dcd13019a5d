"""Which court programme may fit: from answers that show something good, and never as a promise."""

from __future__ import annotations

import pytest

from triage_cli.assessment.assess import assess
from triage_cli.assessment.model import Assessment
from triage_cli.protocol import load_protocol
from triage_cli.response.advice import advise

PROTOCOL = load_protocol()
TAKES_PART = {
    "court_case": "yes", "charge_violence": "no", "willing": "yes", "court_residence": "yes",
}  # fmt: skip
CLEAR = {"pending_cases": "one_nonviolent", "violent_conviction": "no"}
PROGRAMMES = {
    "may_drug_court": ("drug_court", {**TAKES_PART, **CLEAR, "substance_need": "yes"}),
    "may_mental_health_court": ("mental_health_court", {**TAKES_PART, "mental_health_need": "yes"}),
    "may_veterans_court": ("veterans_court", {**TAKES_PART, "veteran": "yes", "mental_health_need": "yes"}),
    "may_restorative_justice": (
        "restorative_justice",
        {
            "court_case": "yes", "charge_violence": "no", "charge_victim": "yes",
            "admits_responsibility": "yes", "both_consent": "yes",
        },
    ),
    "may_pretrial_diversion": (
        "diversion_program",
        {**TAKES_PART, **CLEAR, "supervision": "none", "charge_level": "misdemeanor"},
    ),
}  # fmt: skip
ONE_SHORT = [(name, key) for name, (_, answers) in PROGRAMMES.items() for key in answers]


def judged(answers: dict[str, str]) -> Assessment:
    return assess("", protocol=PROTOCOL, answers=answers)


def fitting(answers: dict[str, str]) -> set[str]:
    return {rule.id for rule in judged(answers).response.rules} & set(PROGRAMMES)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_answers_of_a_programme_name_it_and_lead_to_counsel(name: str) -> None:
    kind, answers = PROGRAMMES[name]
    result = judged(answers)
    assert name in fitting(answers)
    assert result.needs[0] == kind or name == "may_veterans_court"
    assert {kind, "legal_aid"} <= set(result.needs)
    assert result.response.level <= 1
    assert "police" not in result.response.send


@pytest.mark.parametrize(("name", "key"), ONE_SHORT)
@pytest.mark.parametrize("instead", [None, "unknown"])
def test_what_is_not_known_shows_nothing(name: str, key: str, instead: str | None) -> None:
    answers = {**PROGRAMMES[name][1], key: instead} if instead else dict(PROGRAMMES[name][1])
    if instead is None:
        del answers[key]
    assert name not in fitting({asked: value for asked, value in answers.items() if value})


@pytest.mark.parametrize(
    ("name", "key", "answer"),
    [
        ("may_drug_court", "charge_violence", "yes"),
        ("may_drug_court", "pending_cases", "more"),
        ("may_drug_court", "violent_conviction", "yes"),
        ("may_mental_health_court", "willing", "no"),
        ("may_pretrial_diversion", "supervision", "parole"),
        ("may_pretrial_diversion", "charge_level", "felony"),
        ("may_restorative_justice", "both_consent", "no"),
    ],
)
def test_another_answer_is_no_sign_for_it(name: str, key: str, answer: str) -> None:
    assert name not in fitting({**PROGRAMMES[name][1], key: answer})


@pytest.mark.parametrize(("language", "may", "ask"), [("en", "may be", "ask"), ("es", "quizá", "pregunte")])
@pytest.mark.parametrize("name", PROGRAMMES)
def test_nothing_is_promised(name: str, language: str, may: str, ask: str) -> None:
    advice = advise(judged(PROGRAMMES[name][1]), language)
    reason = PROTOCOL.wording(language).reasons[name]
    assert reason in advice.reasons[:3]
    assert may in reason
    assert ask in reason
    counsel = [said for said in PROTOCOL.wording(language).advice if said.when == "diversion"]
    assert counsel[0].do_now[0] in advice.do_now


def test_a_charge_in_the_text_answers_the_first_question() -> None:
    result = assess("he has a pending drug charge and wants to know about court", protocol=PROTOCOL)
    assert result.answers.get("court_case") == "yes"
