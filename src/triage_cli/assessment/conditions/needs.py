"""Basic needs and young people."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.registry import condition

_FRAIL = {
    "child", "child_present", "minor", "older", "older_adult", "disabled", "disability", "dependent_adult",
    "pregnant", "medical",
}  # fmt: skip
_OUTDOORS = {"homeless", "needs_shelter", "cold_heat"}
_BASIC_NEEDS = (
    "needs_shelter", "homeless", "needs_food", "needs_housing", "needs_clothing", "needs_work",
    "needs_transport", "needs_medical_care", "needs_legal",
)  # fmt: skip


@condition(*_OUTDOORS)
def frail_person_outdoors(known: Set[str]) -> bool:
    """A child, older, ill or disabled person without shelter, or anyone in dangerous cold or heat."""
    without_home = not {"homeless", "needs_shelter"}.isdisjoint(known)
    return not _OUTDOORS.isdisjoint(known) and (
        not _FRAIL.isdisjoint(known) or ("cold_heat" in known and without_home)
    )


@condition("minor", "child", "runaway")
def youth_without_home(known: Set[str]) -> bool:
    """A person under 18 with nowhere to stay."""
    young = not {"minor", "runaway"}.isdisjoint(known)
    return young and not {"runaway", "homeless", "needs_shelter"}.isdisjoint(known)


@condition(*_BASIC_NEEDS)
def several_basic_needs(known: Set[str]) -> bool:
    """Three or more basic needs meet: a community hub rather than one service."""
    return sum(need in known for need in _BASIC_NEEDS) >= 3


@condition("homeless")
def homeless_veteran(known: Set[str]) -> bool:
    """A veteran without a home."""
    return "veteran" in known


@condition("minor")
def minor_in_trouble(known: Set[str]) -> bool:
    """A young person with trouble at school, in the family or of mind."""
    return not {
        "school", "bullying", "parenting", "property_damage", "distress", "agitation", "intoxicated",
    }.isdisjoint(known)  # fmt: skip


@condition("needs_transport", "needs_legal", "needs_work", "needs_clothing", "parenting", "custody")
def other_basic_need(known: Set[str]) -> bool:
    """A need that a referral can meet."""
    return bool(known)
