"""What opens the modules of the guided flow."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.facts import IDEATION
from triage_cli.assessment.conditions.registry import condition


@condition(
    *IDEATION, "attempt_now", "attempt_past", "self_harm", "distress", "severe_distress", "psychosis",
    "mania", "behavioral_call", "means_at_hand", "out_of_reach",
)  # fmt: skip
def suicide_module(known: Set[str]) -> bool:
    """Suicide is asked about whenever distress or suicidal words are heard."""
    return bool(known)


@condition("psychosis", "mania", "agitation", "command_harm", "behavioral_call", "off_medication")
def psychosis_module(known: Set[str]) -> bool:
    """Out of touch with what is real, or agitated."""
    return bool(known)


@condition(
    "intoxicated", "drinking", "drug_use", "overdose", "overdose_sign", "overdose_reversed", "withdrawal",
    "stopped_use", "relapse", "poisoning",
)  # fmt: skip
def substance_module(known: Set[str]) -> bool:
    """Alcohol or another substance is part of the call."""
    return bool(known)


@condition(
    "family_conflict", "domestic_call", "partner_violence", "afraid", "coercive_control", "stalking",
    "strangulation", "court_order", "order_violated", "refuge",
)  # fmt: skip
def domestic_module(known: Set[str]) -> bool:
    """A partner, former partner, family or household member may be a danger."""
    return bool(known)


@condition("child", "child_present", "minor", "child_abuse", "elder_abuse", "older_adult", "dependent_adult")
def protection_module(known: Set[str]) -> bool:
    """A child, older or dependent person is involved."""
    return bool(known)


@condition("needs_shelter", "homeless", "needs_food", "unwanted_person", "cold_heat")
def needs_module(known: Set[str]) -> bool:
    """Basic needs are part of the call."""
    return bool(known)
