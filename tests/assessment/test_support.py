"""Which words stand behind a conclusion, and which weak signs told nothing alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.assessment.assess import assess
from triage_cli.assessment.conditions import CONDITIONS, holds
from triage_cli.assessment.model import Evidence
from triage_cli.assessment.support import ALONE, explained, supporting
from triage_cli.protocol import load_protocol

FACTS = sorted({fact for condition in CONDITIONS.values() for fact in condition.opens})


def evidence(name: str, *signs: str, counted: bool = True, flag: str | None = None) -> Evidence:
    return Evidence(
        name, "text", None, flag, None, "present", counted, name, 0, 1, "x", None, signs
    )  # fmt: skip


def ids(items: list[Evidence]) -> list[str]:
    return [item.id for item in items]


def test_a_sign_or_flag_is_supported_by_what_says_it() -> None:
    said = [evidence("a", "seizure"), evidence("b", "fever"), evidence("c", flag="weapon")]
    assert ids(supporting("seizure", said)) == ["a"]
    assert ids(supporting("weapon", said)) == ["c"]


def test_what_does_not_count_supports_nothing() -> None:
    assert supporting("seizure", [evidence("a", "seizure", counted=False)]) == []


@given(st.lists(st.sampled_from(FACTS), unique=True, max_size=6))
def test_every_condition_that_holds_has_words_behind_it(facts: list[str]) -> None:
    said = [evidence(fact, fact) for fact in facts]
    for name in CONDITIONS:
        behind = supporting(name, said)
        if holds(name, set(facts)):
            assert behind
            assert set(ids(behind)) <= set(facts)


@pytest.mark.parametrize("text", ["my husband is at work", "he left", "she ran to the store"])
def test_a_weak_sign_alone_does_not_count_when_explained(text: str) -> None:
    result = assess(text, protocol=load_protocol())
    assert result.response.level == 0
    for item in explained(result):
        assert not item.counted or not item.signs or item.flag or item.domain


def test_what_joined_nothing_says_so() -> None:
    result = assess("my husband fell off the ladder", protocol=load_protocol())
    told = {item.id: item for item in explained(result)}
    assert told["family_conflict.relation"].because == ALONE
    assert not told["family_conflict.relation"].counted
    assert any(item.counted and item.flag == "medical" for item in told.values())


def test_every_rule_that_holds_for_a_judged_case_has_evidence_behind_it() -> None:
    from triage_cli.protocol.cases import load_cases
    from triage_cli.protocol.protocol import SHIPPED

    protocol = load_protocol()
    for case in load_cases(SHIPPED / "cases")[::5]:
        result = assess(case.text, protocol=protocol, answers=case.answers, call_type=case.call_type)
        for rule in result.response.rules:
            assert supporting(rule.when, result.evidence), (case.id, rule.id)
