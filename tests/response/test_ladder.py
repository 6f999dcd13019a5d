"""The ladder: level from the rules that hold, units from the level, and who may not go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.assessment.model import Override
from triage_cli.protocol import load_protocol
from triage_cli.protocol.model import Rule
from triage_cli.response.ladder import climb, respond
from triage_cli.vocabulary import FLAGS, UNITS

PROTOCOL = load_protocol()
BARRING = (
    "weapon",
    "violence",
    "threat",
    "weapon_unknown",
    "violence_unknown",
    "weapon_near",
    "weapon_in_hand",
    "violence_now",
)


def rule(level: int, *send: str, axis: bool = False) -> Rule:
    return Rule(f"r{level}{''.join(send)}", "any", level, "a test", send, axis=axis)


def sent(*rules: Rule, known: tuple[str, ...] = (), override: int | None = None) -> tuple[str, ...]:
    person = None if override is None else Override(0, override, "seen")
    return respond(rules, set(known), person).send


def test_the_level_is_that_of_the_most_urgent_rule() -> None:
    assert respond([rule(1), rule(3), rule(2)], set()).level == 3
    assert respond([], set()).level == 0
    assert respond([], set()).send == ()


def test_units_come_in_the_order_of_the_contract_each_once() -> None:
    rules = [rule(1, "crisis_line"), rule(4, "police", "ems"), rule(3, "fire_rescue", "ems")]
    assert sent(*rules) == ("ems", "fire_rescue", "police", "crisis_line")


@pytest.mark.parametrize(
    ("send", "expected"),
    [
        (("civilian_team", "mobile_crisis"), ("mobile_crisis",)),
        (("civilian_team", "co_responder", "mobile_crisis"), ("co_responder",)),
        (("civilian_team", "ems"), ("ems", "civilian_team")),
        (("civilian_team", "community_referral"), ("civilian_team",)),
        (("ems", "community_referral"), ("ems",)),
        (("community_referral",), ("community_referral",)),
        (("crisis_line", "civilian_team"), ("civilian_team", "crisis_line")),
    ],
)
def test_one_field_team_goes_the_most_forceful_asked_for(
    send: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert sent(rule(2, *send)) == expected


def test_at_level_1_a_line_and_a_referral_go_together() -> None:
    assert sent(rule(1, "crisis_line", "community_referral")) == ("crisis_line", "community_referral")


@pytest.mark.parametrize("fact", BARRING)
@pytest.mark.parametrize("team", ["civilian_team", "mobile_crisis"])
def test_a_weapon_or_violence_known_or_unknown_bars_a_team_without_an_officer(fact: str, team: str) -> None:
    response = respond([rule(2, team)], {fact})
    assert response.send == ("co_responder",)
    assert response.barred == (team,)
    calm = respond([rule(1, team)], {fact})
    assert calm.send == ("crisis_line",)
    assert calm.barred == (team,)
    assert respond([rule(2, team)], {"distress"}).barred == ()


def test_nobody_is_barred_where_no_team_was_wanted() -> None:
    response = respond([rule(3, "police")], {"weapon"})
    assert (response.send, response.barred) == (("police",), ())


def test_a_person_lowers_and_both_levels_stay() -> None:
    response = respond([rule(4, "police", "ems"), rule(1, "crisis_line")], set(), Override(0, 1, "seen"))
    assert response.level == 1
    assert response.override == Override(4, 1, "seen")
    assert response.send == ("crisis_line",)


def test_rules_of_the_axis_go_whatever_level_a_person_sets() -> None:
    rules = (rule(4, "ems", axis=True), rule(2, "child_protection", axis=True), rule(4, "police"))
    assert sent(*rules, override=0) == ("ems", "child_protection")


@pytest.mark.parametrize(
    ("level", "expected"),
    [(0, ()), (1, ("crisis_line",)), (2, ("mobile_crisis",)), (3, ("co_responder",)), (4, ("co_responder",))],
)
def test_a_level_set_by_a_person_sends_someone_and_never_police_by_itself(
    level: int, expected: tuple[str, ...]
) -> None:
    assert sent(override=level) == expected


def test_a_level_raised_by_a_person_keeps_the_bar_on_unarmed_teams() -> None:
    assert sent(override=2, known=("weapon",)) == ("co_responder",)


def test_rules_that_hold_come_most_urgent_first_and_in_the_order_of_the_file() -> None:
    known = {"weapon_in_hand", "intoxicated", "needs_shelter", "ideation_active", "weapon", "homeless"}
    held = climb(known, PROTOCOL)
    levels = [rule.level for rule in held]
    assert levels == sorted(levels, reverse=True)
    places = {rule.id: place for place, rule in enumerate(PROTOCOL.rules)}
    assert held == sorted(held, key=lambda rule: (-rule.level, places[rule.id]))
    assert len(held) == len(set(held)) > 4


FACTS = sorted({sign for cue in PROTOCOL.cues for sign in cue.signs} | set(FLAGS))


@given(st.frozensets(st.sampled_from(FACTS), max_size=6), st.none() | st.integers(0, 4))
def test_whatever_is_known_the_units_are_in_order_and_one_team_goes_at_most(
    known: frozenset[str], level: int | None
) -> None:
    override = None if level is None else Override(0, level, "seen")
    response = respond(climb(known, PROTOCOL), known, override)
    assert list(response.send) == [unit for unit in UNITS if unit in response.send]
    assert len({"co_responder", "mobile_crisis", "civilian_team"} & set(response.send)) <= 1
    assert not set(response.barred) & set(response.send)
    if known & set(BARRING):
        assert not {"civilian_team", "mobile_crisis"} & set(response.send)
    assert response.level == (
        level if level is not None else max((r.level for r in response.rules), default=0)
    )
    if response.level >= 1 and level is None:
        assert response.send, "a level without anybody to send"


def test_those_who_come_later_do_not_go_to_an_emergency() -> None:
    send = respond(climb({"child_danger", "unwanted_person", "homeless"}, PROTOCOL), {"child_danger"}).send
    assert "ems" in send
    assert not {"civilian_team", "outreach_team", "community_referral"} & set(send)
