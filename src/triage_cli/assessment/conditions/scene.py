"""Places: fire, water, cars, and people who are missing."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.facts import IDEATION, MEDICAL
from triage_cli.assessment.conditions.registry import condition


@condition("gas_fire")
def fire_with_person(known: Set[str]) -> bool:
    """Gas, smoke or fire where a person is in danger: hurt, trapped, helpless or suicidal."""
    danger = {"locked_in", "child_danger", "attempt_now", "means_at_hand", "violence_now", "mass_harm"}
    return not (IDEATION | MEDICAL | danger).isdisjoint(known)


@condition("missing", "missing_vulnerable", "gone_trace", "runaway")
def missing_in_danger(known: Set[str]) -> bool:
    """A missing person who cannot care for themself, in danger."""
    unable = {
        "missing_vulnerable", "dementia", "minor", "child", "confused", "dependent_adult", "disabled",
        "older", "older_adult",
    }  # fmt: skip
    danger = {
        "hazard_near", "cold_heat", "water", "tracks", "ideation_active", "farewell", "medical",
        "exposed_to_harm", "water_body",
    }  # fmt: skip
    if not known.isdisjoint({"missing", "missing_vulnerable", "runaway"}) and "ideation_active" in known:
        return True
    return not unable.isdisjoint(known) and not danger.isdisjoint(known)


@condition("missing")
def missing_person_in_need(known: Set[str]) -> bool:
    """A missing person who is very young or old, ill, or in a crisis."""
    return not {
        "dementia", "minor", "child", "confused", "dependent_adult", "disabled", "disability", "psychosis",
        "older", "older_adult", "mental_illness", "off_medication",
    }.isdisjoint(known)  # fmt: skip


@condition("gone_trace")
def gone_from_care(known: Set[str]) -> bool:
    """An empty bed or last seen, and someone who cannot care for themself: a search (DESIGN ladder 3)."""
    return not {
        "dementia", "minor", "child", "confused", "dependent_adult", "disabled",
    }.isdisjoint(known)  # fmt: skip


@condition("gone_trace")
def gone_in_crisis(known: Set[str]) -> bool:
    """Seems to be gone, and out of touch with what is real or without medicine: no search is said."""
    return not {"psychosis", "off_medication"}.isdisjoint(known)


@condition("submerged")
def submerged_in_water(known: Set[str]) -> bool:
    """Someone went under or cannot swim, and water is named."""
    return not {"water_body", "hazard_near", "water"}.isdisjoint(known)


@condition("shut_in_car")
def helpless_in_car(known: Set[str]) -> bool:
    """A child or dependent person shut in a car (DESIGN ladder 4: in immediate danger)."""
    return not {"child", "child_present", "dependent_adult", "dementia", "disabled"}.isdisjoint(known)
