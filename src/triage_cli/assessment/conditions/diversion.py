"""Which court programme may fit: "may be eligible, ask counsel", never a promise (INSTRUMENTS 10).

Each is built from what answers add, so that another fact never makes one false: the answer no to violence
in the charge shows a charge without violence, while an unknown shows nothing.
"""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.registry import condition

_SUBSTANCE = {"substance_need", "wants_treatment", "dependence"}
_MIND = {"mental_health_need", "evaluation_due", "mental_illness", "psychosis", "mania"}
"""A diagnosis, or a need that is suspected or screened for."""


def _takes_part(known: Set[str]) -> bool:
    """Charged without violence, of this court's area, and wants to: what treatment courts ask first."""
    return {"diversion", "charge_nonviolent", "willing", "local_resident"} <= known


@condition("diversion")
def may_drug_court(known: Set[str]) -> bool:
    """Charge without violence, at most one other open case without it, no conviction for violence or a weapon
    in ten years, a need for treatment (INSTRUMENTS 10: DC drug court)."""
    clear = {"few_pending", "no_violent_conviction"} <= known
    return _takes_part(known) and clear and not _SUBSTANCE.isdisjoint(known)


@condition("diversion")
def may_mental_health_court(known: Set[str]) -> bool:
    """Charge without violence of a person with a mental illness, known or suspected, who wants to take part
    (INSTRUMENTS 10: diagnosis or suspected need, willingness, residence)."""
    return _takes_part(known) and not _MIND.isdisjoint(known)


@condition("diversion")
def may_veterans_court(known: Set[str]) -> bool:
    """The same for a veteran with a need of either kind (INSTRUMENTS 10: veteran)."""
    return _takes_part(known) and "veteran" in known and not (_MIND | _SUBSTANCE).isdisjoint(known)


@condition("diversion")
def may_restorative_justice(known: Set[str]) -> bool:
    """Somebody was harmed, the person would answer for it, and both sides agree (INSTRUMENTS 10: restorative
    justice adds admission of responsibility and consent of both sides)."""
    agreed = {"admits_responsibility", "both_consent"} <= known
    return agreed and {"diversion", "charge_nonviolent", "charge_victim"} <= known


@condition("diversion")
def may_pretrial_diversion(known: Set[str]) -> bool:
    """A lesser charge without violence, of a person with few open cases, no such conviction, no supervision
    (INSTRUMENTS 10: charge and level, pending cases, supervision)."""
    clear = {"few_pending", "no_violent_conviction", "no_supervision"} <= known
    return _takes_part(known) and clear and "charge_minor" in known
