"""Children, older and dependent adults who may not be safe."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.registry import condition, holds


@condition("dependent_sign", "child_sign")
def left_in_heat_or_cold(known: Set[str]) -> bool:
    """Someone who depends on care is left where heat or cold is dangerous (DESIGN ladder 4)."""
    return "cold_heat" in known


@condition("child_sign", "inflicted_mark", "story_changes")
def unsafe_child(known: Set[str]) -> bool:
    """A sign of abuse or neglect in a child or pupil: reasonable suspicion (INSTRUMENTS 6)."""
    hurt = {"child_sign", "inflicted_mark"} & known or (
        "story_changes" in known and known & {"injury", "serious_injury", "hurt_mark", "unresponsive"}
    )
    both = {"child_sign", "inflicted_mark"} <= known
    return both or (bool(hurt) and not {"child", "child_present", "minor", "school"}.isdisjoint(known))


@condition("dependent_sign", "inflicted_mark", "story_changes")
def unsafe_dependent(known: Set[str]) -> bool:
    """A sign of abuse or neglect in an older or dependent adult (INSTRUMENTS 6)."""
    hurt = {"dependent_sign", "inflicted_mark"} & known or (
        "story_changes" in known and known & {"injury", "serious_injury", "hurt_mark"}
    )
    return bool(hurt) and not {
        "older", "older_adult", "dependent_adult", "disabled", "disability", "dementia",
    }.isdisjoint(known)  # fmt: skip


@condition("minor")
def young_victim(known: Set[str]) -> bool:
    """A person under 18 who is hurt by, or afraid of, someone close (INSTRUMENTS 6)."""
    return not {
        "partner_violence", "afraid", "sexual_assault", "strangulation", "coercive_control",
    }.isdisjoint(known)  # fmt: skip


@condition("older", "older_adult", "dependent_adult")
def older_victim(known: Set[str]) -> bool:
    """An older or dependent adult who is hurt by, or afraid of, someone close (INSTRUMENTS 6)."""
    return not {
        "partner_violence", "afraid", "sexual_assault", "strangulation", "coercive_control",
    }.isdisjoint(known)  # fmt: skip


@condition("child_abuse", "elder_abuse")
def abuse_with_access(known: Set[str]) -> bool:
    """Suspected abuse of a child or dependent by someone with access to them."""
    return not {"child_abuse", "elder_abuse"}.isdisjoint(known)


@condition("abuser_access")
def abused_and_stays(known: Set[str]) -> bool:
    """Suspected harm to a child, older or dependent adult who stays with, or goes back to, that person."""
    named = ("unsafe_child", "unsafe_dependent", "young_victim", "older_victim")
    return not {"child_abuse", "elder_abuse"}.isdisjoint(known) or any(holds(name, known) for name in named)


@condition("unsafe_tonight")
def young_and_unsafe_tonight(known: Set[str]) -> bool:
    """A pupil or young person who is not safe where they will be tonight."""
    return not {"minor", "child", "child_present", "school"}.isdisjoint(known)


@condition(
    "partner_violence", "strangulation", "violence_done", "violence_now", "weapon_in_hand", "threat_others",
)  # fmt: skip
def child_sees_violence(known: Set[str]) -> bool:
    """A child at the scene of violence in the family (INSTRUMENTS 6)."""
    family = {"partner_violence", "strangulation", "family_conflict", "domestic_call"}
    return not {"child", "child_present"}.isdisjoint(known) and not family.isdisjoint(known)
