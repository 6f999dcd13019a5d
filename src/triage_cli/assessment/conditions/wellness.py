"""What opens the paths of the wellness check for responders."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.facts import IDEATION, WEAPON
from triage_cli.assessment.conditions.registry import condition


@condition(*IDEATION, "attempt_now", "self_harm")
def safety_plan(known: Set[str]) -> bool:
    """Thoughts of suicide, or an answer that leaves them open: the plan comes first (988 policy 2022)."""
    return bool(known)


@condition(*IDEATION, "attempt_now", "self_harm")
def means_in_reach(known: Set[str]) -> bool:
    """And what could be used is in reach, or a weapon is: distance from it saves lives (988: capability)."""
    return "means_at_hand" in known or not WEAPON.isdisjoint(known)
