"""Substance: withdrawal, overdose and poisoning, told by their signs."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.facts import WEAPON
from triage_cli.assessment.conditions.registry import condition


@condition("intoxicated", "drug_use", "drinking")
def intoxicated_and_armed(known: Set[str]) -> bool:
    """Alcohol or drugs with a weapon present."""
    return not WEAPON.isdisjoint(known)


def _in_withdrawal(known: Set[str]) -> bool:
    """In withdrawal, stopped, or goes without what they take every day."""
    if not {"withdrawal", "stopped_use"}.isdisjoint(known):
        return True
    return "without" in known and not {"dependence", "sedative"}.isdisjoint(known)


@condition("withdrawal", "stopped_use", "without")
def withdrawal_danger(known: Set[str]) -> bool:
    """Withdrawal with seizure, hallucination, confusion or fever (INSTRUMENTS 4)."""
    danger = {"seizure", "hallucinating", "confused", "fever", "psychosis"}
    return _in_withdrawal(known) and not danger.isdisjoint(known)


@condition("withdrawal_history")
def withdrawal_after_seizure(known: Set[str]) -> bool:
    """In withdrawal, and an earlier one brought a seizure or delirium (INSTRUMENTS 4)."""
    return _in_withdrawal(known)


@condition("dependence")
def dependence_and_seeing(known: Set[str]) -> bool:
    """Drinks or uses every day, and sees things, has a seizure or a fever with shaking (INSTRUMENTS 4)."""
    return not {"hallucinating", "seizure"}.isdisjoint(known) or {"fever", "shaking"} <= known


@condition("stopped_use", "withdrawal", "without")
def withdrawal_with_shaking(known: Set[str]) -> bool:
    """Alcohol or sedatives stopped, with shaking or sweating: medical assessment the same day."""
    return _in_withdrawal(known) and "shaking" in known


@condition("intoxicated", "drug_use", "drinking", "overdose")
def substance_and_unwell(known: Set[str]) -> bool:
    """A substance with a danger sign of overdose (INSTRUMENTS 4, overdose gate)."""
    signs = {
        "not_breathing", "unresponsive", "not_awake_or_breathing", "blue", "overdose_sign",
        "breathing_trouble", "seizure",
    }  # fmt: skip
    return not signs.isdisjoint(known)


@condition("drug_use", "drug_things", "overdose_reversed", "syringe", "relapse", "craving", "sobriety")
def drug_and_drowsy(known: Set[str]) -> bool:
    """A drug, what is used to take it, or naloxone given, and hard to keep awake or not answering."""
    fading = {
        "drowsy", "no_answer", "unresponsive", "not_breathing", "not_awake_or_breathing", "blue",
        "overdose_sign",
    }  # fmt: skip
    return not fading.isdisjoint(known) or {"overdose_reversed", "intoxicated"} <= known


@condition("intoxicated", "drug_use")
def drug_and_overheated(known: Set[str]) -> bool:
    """A drug, and burning up, or undressed and drenched in sweat: hyperactive delirium, may collapse."""
    return "fever" in known or {"indecent", "shaking"} <= known


@condition("took_something", "drug_things", "poisoning_small")
def took_something_and_unwell(known: Set[str]) -> bool:
    """Took something that is not certain, with a danger sign (INSTRUMENTS 4, overdose gate)."""
    signs = {
        "drowsy", "no_answer", "unresponsive", "not_breathing", "blue", "overdose_sign", "odd_state",
        "vomiting", "breathing_trouble", "seizure", "confused", "pale", "still", "faint", "heart_odd",
    }  # fmt: skip
    if {"poisoning_small", "queasy"} <= known and not {"older", "older_adult", "blood_thinner"}.isdisjoint(
        known
    ):
        return True
    return not signs.isdisjoint(known) or {"took_something", "lying"} <= known


@condition("toxic_thing")
def toxic_and_unwell(known: Set[str]) -> bool:
    """A poisonous product, and someone who took something or is unwell (DESIGN ladder 4)."""
    signs = {
        "took_something", "ingested", "contact", "vomiting", "breathing_trouble", "drowsy", "odd_state",
        "unresponsive", "confused", "not_breathing", "no_answer", "cough", "heart_odd", "headache", "queasy",
        "still",
    }  # fmt: skip
    return not signs.isdisjoint(known)


@condition("sedative")
def sedative_and_alcohol(known: Set[str]) -> bool:
    """Alcohol and a sedative together, and already slurring, drowsy or down (INSTRUMENTS 4)."""
    affected = {"odd_state", "drowsy", "lying", "still", "no_answer", "intoxicated"}
    return not {"drinking", "intoxicated"}.isdisjoint(known) and not affected.isdisjoint(known)


@condition("drinking")
def drinking_and_unsteady(known: Set[str]) -> bool:
    """Has been drinking, and slurs or staggers."""
    return "odd_state" in known


@condition("poisoning", "poisoning_small", "ingested")
def child_poisoning(known: Set[str]) -> bool:
    """A child swallowed something."""
    swallowed = not {"poisoning", "poisoning_small"}.isdisjoint(known) or "pills_named" in known
    return swallowed and not {"child", "child_present", "minor"}.isdisjoint(known)


@condition("crime")
def child_driven_by_intoxicated(known: Set[str]) -> bool:
    """Driven by someone who drank or used, with a child in the car (DESIGN ladder 4)."""
    driven = {"crime", "intoxicated", "exposed_to_harm"} <= known
    return driven and not {"child", "child_present", "minor"}.isdisjoint(known)


@condition("unresponsive", "not_awake_or_breathing", "intoxicated", "overdose", "drug_use")
def child_with_helpless_adult(known: Set[str]) -> bool:
    """A child whose carer cannot look after them now."""
    helpless = not {
        "unresponsive", "overdose", "overdose_sign", "not_awake_or_breathing",
    }.isdisjoint(known)  # fmt: skip
    return helpless and not {"child", "child_present"}.isdisjoint(known)
