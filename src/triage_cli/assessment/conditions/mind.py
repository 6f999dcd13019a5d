"""Mental health: a crisis with a weapon, voices that command, states that turn quickly."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.facts import IDEATION, WEAPON
from triage_cli.assessment.conditions.registry import condition

_CRISIS = {
    "distress", "severe_distress", "psychosis", "mania", "agitation", "behavioral_call", "attempt_now",
    "self_harm", "means_at_hand", "intoxicated", "withdrawal", "relapse", "craving", "wants_mental_help",
    "homeless", "grief",
}  # fmt: skip


@condition("psychosis", "mania", "agitation", "severe_distress", "behavioral_call")
def crisis_and_armed(known: Set[str]) -> bool:
    """A mental-health crisis with a weapon present."""
    return not WEAPON.isdisjoint(known)


@condition("command_harm")
def command_with_target(known: Set[str]) -> bool:
    """Voices tell the person to hurt someone who is there (INSTRUMENTS 3)."""
    return not {
        "target_near", "relation", "locked_in", "afraid", "child", "child_present", "violence_now",
        "threat_others", *WEAPON,
    }.isdisjoint(known)  # fmt: skip


@condition("intoxicated", "psychosis", "dementia", "confused", "drug_use")
def affected_and_exposed(known: Set[str]) -> bool:
    """Cannot look after themself where it is dangerous (DESIGN ladder 2)."""
    return not {"exposed_to_harm", "cold_heat"}.isdisjoint(known)


@condition("gone_quiet", "drowsy")
def quiet_after_agitation(known: Set[str]) -> bool:
    """Quiet or hard to keep awake after agitation or violence, or quiet all at once after a substance."""
    if not {"agitation", "violence_now", "violence_done", "psychosis", "mania"}.isdisjoint(known):
        return True
    return "gone_quiet" in known and not {"intoxicated", "drug_use"}.isdisjoint(known)


@condition("recent_birth")
def psychosis_after_birth(known: Set[str]) -> bool:
    """Out of touch with what is real in the weeks after a birth: an emergency for both."""
    return not {"psychosis", "command_harm", "hallucinating", "mania"}.isdisjoint(known)


@condition("veteran")
def veteran_startled(known: Set[str]) -> bool:
    """A veteran with a known illness who is shaking, hiding or agitated."""
    return "mental_illness" in known and not {"shaking", "agitation", "alone", "off_medication"}.isdisjoint(
        known
    )


@condition("dementia", "psychosis", "confused")
def armed_and_confused(known: Set[str]) -> bool:
    """Not in touch with what is real, and armed."""
    return not WEAPON.isdisjoint(known)


@condition("veteran")
def veteran_in_crisis(known: Set[str]) -> bool:
    """A veteran in distress, with suicidal words, or in a crisis (INSTRUMENTS 8: 988 press 1)."""
    return not (_CRISIS | IDEATION).isdisjoint(known)


@condition("sped_up")
def sped_up_and_grand(known: Set[str]) -> bool:
    """Very fast and without measure, or so with a known illness: what is seen of a mania."""
    return not {"grand_ideas", "mental_illness", "off_medication", "behavioral_call"}.isdisjoint(known)


@condition("odd_device")
def belief_of_being_acted_on(known: Set[str]) -> bool:
    """Rays, chips or stolen thoughts, with somebody said to be behind them."""
    return not {
        "psychosis", "mental_illness", "distress", "agitation", "odd_agency", "off_medication",
    }.isdisjoint(known)  # fmt: skip
