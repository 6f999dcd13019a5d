"""Violence, weapons and crimes, by whomever."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.facts import WEAPON
from triage_cli.assessment.conditions.registry import condition


@condition("weapon_act")
def weapon_in_use(known: Set[str]) -> bool:
    """A weapon, and somebody who swings, points or reaches for it or comes at someone."""
    return not WEAPON.isdisjoint(known)


@condition("crime")
def armed_crime(known: Set[str]) -> bool:
    """A suspected crime in progress with a weapon present."""
    return not WEAPON.isdisjoint(known)


@condition("violence_done", "partner_violence")
def attacker_still_there(known: Set[str]) -> bool:
    """Someone was attacked and the person who did it is still there (DESIGN ladder 4: about to be)."""
    return "suspect_there" in known


@condition("sound_voice")
def violence_heard(known: Set[str]) -> bool:
    """A voice that screams or begs, with blows or breaking things, or on a line where nobody speaks."""
    return not {"sound_blow", "cannot_speak", "line_cut"}.isdisjoint(known)


@condition("crime")
def break_in_on_someone(known: Set[str]) -> bool:
    """A crime in progress, and someone hides from it or it comes back to them (DESIGN ladder 4)."""
    return not {
        "suspect_there", "afraid", "refuge", "cannot_speak", "alone", "violence_done",
    }.isdisjoint(known)  # fmt: skip


@condition("threat_others", "threat")
def threat_with_weapon(known: Set[str]) -> bool:
    """A threat to others with a weapon present."""
    return not {"weapon_near", "weapon_in_hand"}.isdisjoint(known)


@condition("threat_specific")
def specific_threat(known: Set[str]) -> bool:
    """A threat to others that names a person, a place or a time (DESIGN ladder 4: about to be)."""
    return not {"threat_others", "threat", "mass_harm"}.isdisjoint(known)


@condition("fuel_poured")
def fuel_and_flame(known: Set[str]) -> bool:
    """Fuel was poured out, and a flame is in hand or a threat was made: arson is near (DESIGN ladder 4)."""
    return not {"flame", "threat_others", "threat", "barricaded", "violence_now"}.isdisjoint(known)
