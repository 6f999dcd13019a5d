"""Named conditions: what makes them true, and that asking only those a fact can make true misses none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage_cli.assessment.conditions import CONDITIONS, Index, holds
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.source import read_source
from triage_cli.vocabulary import FLAGS

PROTOCOL = load_protocol()
SIGNS = frozenset(read_source(SHIPPED, []).signs)
FACTS = st.frozensets(st.sampled_from(sorted(SIGNS | set(FLAGS))), max_size=8)


@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_a_condition_is_opened_by_known_signs_and_flags_and_says_what_it_means(name: str) -> None:
    condition = CONDITIONS[name]
    assert condition.name == name
    assert set(condition.opens) <= SIGNS | set(FLAGS)
    assert (condition.check.__doc__ or "").strip()
    assert name not in SIGNS, "a sign of the same name could never be asked for"
    assert name not in FLAGS


@pytest.mark.parametrize("name", sorted(CONDITIONS))
@given(known=FACTS)
@settings(max_examples=20, deadline=None)
def test_nothing_but_what_opens_a_condition_makes_it_true(name: str, known: frozenset[str]) -> None:
    condition = CONDITIONS[name]
    # What opens with most facts names none: it is asked whatever is known.
    assert not condition.opens or not holds(name, known - set(condition.opens))
    assert not holds(name, set())
    assert holds(name, SIGNS | set(FLAGS))


@given(FACTS)
def test_the_index_finds_every_name_that_holds(known: frozenset[str]) -> None:
    names = [*CONDITIONS, *sorted(SIGNS), *FLAGS, *CONDITIONS]
    found = Index(names).holding(known)
    assert [names[place] for place in found] == [name for name in names if holds(name, known)]


def test_a_sign_or_flag_holds_where_it_is_known() -> None:
    assert holds("weapon_near", {"weapon_near"})
    assert not holds("weapon_near", {"weapon"})


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("suicidal_with_means", {"ideation_active", "weapon"}, True),
        ("suicidal_with_means", {"ideation_active"}, False),
        ("suicidal_with_means", {"weapon"}, False),
        ("suicidal_out_of_reach", {"farewell", "out_of_reach"}, True),
        ("suicidal_out_of_reach", {"ideation_passive", "out_of_reach"}, False),
        ("ideation_of_dependent", {"ideation_passive", "not_eating"}, True),
        ("ideation_of_dependent", {"not_eating", "minor"}, False),
        ("suicidal_locked_in", {"plan", "locked_in"}, True),
        ("intoxicated_and_armed", {"drinking", "weapon_near"}, True),
        ("intoxicated_and_armed", {"drinking", "violence_now"}, False),
        ("crisis_and_armed", {"psychosis", "weapon"}, True),
        ("crisis_and_armed", {"dementia", "weapon"}, False),
        ("command_with_target", {"command_harm", "child"}, True),
        ("command_with_target", {"command_harm"}, False),
        ("withdrawal_danger", {"stopped_use", "hallucinating"}, True),
        ("withdrawal_danger", {"seizure"}, False),
        ("withdrawal_with_shaking", {"stopped_use", "shaking"}, True),
        ("withdrawal_with_shaking", {"withdrawal"}, False),
        ("substance_and_unwell", {"drinking", "blue"}, True),
        ("substance_and_unwell", {"drinking", "fever"}, False),
        ("deliberate_overdose", {"intent", "overdose"}, True),
        ("deliberate_overdose", {"overdose"}, False),
        ("affected_and_exposed", {"intoxicated", "cold_heat"}, True),
        ("affected_and_exposed", {"intoxicated"}, False),
        ("needs_ems", {"injury"}, True),
        ("needs_ems", {"withdrawal", "shaking"}, True),
        ("needs_ems", {"withdrawal"}, False),
        ("needs_ems", {"shaking"}, False),
        ("strangulation_with_symptom", {"strangulation", "pregnant"}, True),
        ("strangulation_with_symptom", {"strangulation"}, False),
        ("strangulation_with_symptom", {"pregnant", "breathing_trouble"}, False),
        ("partner_violence_now", {"partner_violence", "violence_now"}, True),
        ("partner_violence_now", {"violence_now"}, False),
        ("stalking_with_threat", {"stalking", "threat_others"}, True),
        ("stalking_with_threat", {"threat_others", "weapon"}, False),
        ("veiled_in_distress", {"wish_to_join", "not_eating"}, True),
        ("veiled_in_distress", {"wish_to_join", "not_eating", "parting_words"}, True),
        ("veiled_in_distress", {"wish_to_join", "recent_loss"}, False),
        ("lap_module", {"family_conflict", "relation"}, False),
        ("lap_module", {"domestic_call"}, False),
        ("lap_module", {"family_conflict", "child_present"}, False),
        ("lap_module", {"family_conflict", "weapon"}, True),
        ("lap_module", {"relation", "violence_done"}, True),
        ("lap_module", {"violence_done", "weapon"}, False),
        ("lap_module", {"relation", "threat_others"}, True),
        ("lap_module", {"afraid"}, True),
        ("lap_module", {"coercive_control"}, True),
        ("domestic_module", {"relation", "quarrel"}, True),
        ("domestic_module", {"relation"}, False),
        ("domestic_module", {"violence_now"}, False),
        ("suspect_module", {"violence_done"}, True),
        ("hurt_by_someone_close", {"violence_done"}, False),
        ("hurt_by_someone_close", {"violence_done", "relation"}, True),
        ("danger_still_there", {"strangulation", "suspect_there"}, True),
        ("danger_still_there", {"strangulation", "suspect_gone"}, False),
        ("afraid_and_there", {"afraid", "suspect_there"}, True),
        ("abused_and_stays", {"child_abuse", "abuser_access"}, True),
        ("abused_and_stays", {"partner_violence", "abuser_access"}, False),
        ("child_concern", {"child", "family_conflict"}, False),
        ("child_concern", {"child", "partner_violence"}, True),
        ("child_concern", {"child_present", "intoxicated"}, True),
        ("child_concern", {"minor", "intoxicated"}, False),
        ("child_concern", {"minor", "afraid"}, True),
        ("dependent_concern", {"older", "distress"}, False),
        ("dependent_concern", {"older", "dependent_sign"}, True),
        ("dependent_concern", {"disabled", "not_eating"}, True),
        ("school_threat", {"school", "threat_others"}, True),
        ("school_threat", {"school"}, False),
        ("specific_threat", {"threat_specific"}, False),
        ("specific_threat", {"threat_specific", "threat_others"}, True),
        ("lap_positive", {"strangulation"}, True),
        ("lap_positive", {"lap_screen_positive"}, True),
        ("youth_without_home", {"minor", "needs_shelter"}, True),
        ("youth_without_home", {"runaway"}, True),
        ("youth_without_home", {"child", "homeless"}, False),
        ("frail_person_outdoors", {"homeless", "older"}, True),
        ("frail_person_outdoors", {"homeless", "cold_heat"}, True),
        ("frail_person_outdoors", {"homeless"}, False),
        ("frail_person_outdoors", {"cold_heat"}, False),
        ("missing_in_danger", {"missing_vulnerable", "cold_heat"}, True),
        ("missing_in_danger", {"missing", "cold_heat"}, False),
        ("child_with_helpless_adult", {"child", "unresponsive"}, True),
        ("child_with_helpless_adult", {"child", "intoxicated"}, False),
        ("armed_and_confused", {"dementia", "weapon"}, True),
        ("threat_with_weapon", {"threat_others", "weapon_near"}, True),
        ("threat_with_weapon", {"threat_others", "weapon"}, False),
        ("several_basic_needs", {"needs_food", "homeless", "needs_work"}, True),
        ("several_basic_needs", {"needs_food", "homeless"}, False),
        ("homeless_veteran", {"homeless", "veteran"}, True),
        ("homeless_veteran", {"homeless"}, False),
        ("veteran_in_crisis", {"veteran", "distress"}, True),
        ("veteran_in_crisis", {"veteran", "needs_food"}, False),
    ],
)
def test_what_makes_a_condition_true(name: str, known: set[str], expected: bool) -> None:
    assert holds(name, known) is expected
