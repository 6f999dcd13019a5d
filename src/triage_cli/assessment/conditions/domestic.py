"""Harm by someone close: violence, flight, orders of protection, a caller who cannot speak."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.registry import condition

# Harm by someone close that is told without the blow: flight, talk of it, fear, a quarrel, danger near.
_FLIGHT = {"takes_cover", "ran_out"}  # fmt: skip
_TOLD = {"minimises", "harm_repeats", "rage"}
_FEAR = {"afraid", "coercive_control", "refuge"}
_QUARREL = {"family_conflict", "domestic_call", "quarrel"}
_NEAR = {
    "property_damage", "cannot_speak", "abuser_access", "weapon_near", "weapon_in_hand", "threat_others",
}  # fmt: skip
_TROUBLE = {
    "intoxicated", "drinking", "drug_use", "agitation", "rage", "suspect_there", "sound_voice",
    "violence_unknown", "hurt_mark", "injury",
}  # fmt: skip


@condition("strangulation")
def strangulation_with_symptom(known: Set[str]) -> bool:
    """Strangled, with any change of breathing, voice, swallowing, vision or consciousness, or pregnant."""
    signs = {
        "strangulation_symptom", "breathing_trouble", "not_breathing", "unresponsive", "pregnant",
        "seizure", "confused",
    }  # fmt: skip
    return not signs.isdisjoint(known)


@condition("partner_violence")
def partner_violence_now(known: Set[str]) -> bool:
    """Violence by a partner or family member in progress."""
    return "violence_now" in known


@condition("relation")
def violence_in_family(known: Set[str]) -> bool:
    """Violence in a call that names a partner or family member, whoever it was between."""
    return not {"violence_now", "violence_done"}.isdisjoint(known)


@condition("at_close", "close_inside")
def armed_against_family(known: Set[str]) -> bool:
    """A weapon turned on someone close, or someone close is inside where it is armed, held or to be burnt."""
    armed = {"weapon_in_hand", "weapon_act"}
    inside = {"weapon_in_hand", "barricaded", "mass_harm", "threat_others", "fuel_poured"}
    return ("at_close" in known and not armed.isdisjoint(known)) or (
        "close_inside" in known and not inside.isdisjoint(known)
    )


@condition("child_goodbye")
def child_used_as_threat(known: Set[str]) -> bool:
    """Told by a former partner, or in a dispute about custody, to say goodbye to a child."""
    return not {"former", "custody"}.isdisjoint(known)


@condition("rage")
def blow_where_a_child_is(known: Set[str]) -> bool:
    """Someone rages at a child, and a blow is heard (DESIGN ladder 4: a child in immediate danger)."""
    return "sound_blow" in known and not {"child", "child_present", "infant"}.isdisjoint(known)


@condition("property_damage", "agitation")
def damage_at_home(known: Set[str]) -> bool:
    """Things are thrown or broken where family is, and someone is afraid, threatened or intoxicated."""
    home = {"relation", "family_conflict", "domestic_call"}
    danger = {"afraid", "refuge", "intoxicated", "drinking", "threat"}
    return not home.isdisjoint(known) and not danger.isdisjoint(known)


@condition("pregnant")
def pregnant_and_hurt(known: Set[str]) -> bool:
    """Violence to, or an injury of, a pregnant person (INSTRUMENTS 5)."""
    hurt = {"partner_violence", "violence_now", "violence_done", "injury", "serious_injury", "strangulation"}
    return not hurt.isdisjoint(known)


@condition(
    "takes_cover", "ran_out", "confined", "hurt_mark", "minimises", "harm_repeats", "story_changes", "rage",
    "dependent_sign",
)  # fmt: skip
def danger_at_home(known: Set[str]) -> bool:
    """Signs that someone close hurts the caller, though no blow is told (INSTRUMENTS 5).

    Being kept in is enough; hiding counts where a person who is close and some trouble are named;
    otherwise two signs must meet, and words that play it down make a quarrel no more than a quarrel.
    """
    flight, told, fear = _FLIGHT & known, _TOLD & known, _FEAR & known
    return (
        "confined" in known
        or ("relation" in known and ("dependent_sign" in known or bool(flight and _TROUBLE & known)))
        or ("story_changes" in known and bool({"injury", "serious_injury", "hurt_mark"} & known))
        or ("hurt_mark" in known and bool(fear or flight or told or _QUARREL & known))
        or ("rage" in known and "lying" in known)
        or bool(flight and (_QUARREL & known or told or fear or _NEAR & known))
        or bool(told and (fear or _NEAR & known))
        or len(told) > 1
    )


@condition("takes_cover")
def hides_from_violence(known: Set[str]) -> bool:
    """Hides while someone close hurts or threatens: it is not over (DESIGN ladder 4)."""
    return not {
        "partner_violence", "violence_done", "violence_now", "threat_others", "crime",
    }.isdisjoint(known)  # fmt: skip


@condition("speaks_beside", "short_answers")
def speaks_in_code(known: Set[str]) -> bool:
    """Talk that does not fit an emergency line, with a sign that somebody is listening."""
    return {"speaks_beside", "short_answers"} <= known or not {
        "abuser_access", "cannot_speak", "violence_unknown",
    }.isdisjoint(known)  # fmt: skip


@condition("cannot_speak", "line_cut")
def cannot_speak_at_home(known: Set[str]) -> bool:
    """Cannot speak freely or is cut off, and someone close, a quarrel or breaking things is part of it."""
    trouble = {"family_conflict", "domestic_call", "property_damage"}
    if not trouble.isdisjoint(known):
        return True
    return "cannot_speak" in known and not {"relation", "abuser_access"}.isdisjoint(known)


@condition("partner_violence", "violence_done")
def hurt_and_down(known: Set[str]) -> bool:
    """Hurt by someone, and cannot get up."""
    return "cannot_rise" in known


@condition("former")
def former_partner_and_danger(known: Set[str]) -> bool:
    """A former partner is named where someone is armed, hurt, threatened, followed or broken in upon."""
    return not {
        "weapon_in_hand", "weapon_near", "threat_others", "violence_now", "violence_done", "crime",
        "stalking", "abuser_access", "suspect_there",
    }.isdisjoint(known)  # fmt: skip


@condition("quarrel")
def quarrel_in_family(known: Set[str]) -> bool:
    """An argument in a call that names a partner or family member."""
    return "relation" in known


@condition("threat_others")
def threat_in_family(known: Set[str]) -> bool:
    """A threat in a call that names a partner or family member, whoever it was meant for."""
    return "relation" in known


@condition("unwanted_person")
def unwanted_at_home(known: Set[str]) -> bool:
    """Told to leave and stays or comes back, where a partner or family member is named."""
    return "relation" in known


@condition("court_order")
def order_and_there(known: Set[str]) -> bool:
    """A protective order, and the person it names is there or follows: a crime (DESIGN rule 7)."""
    return not {"abuser_access", "stalking", "suspect_there"}.isdisjoint(known)


@condition("court_order")
def order_and_afraid(known: Set[str]) -> bool:
    """A protective order, and someone is afraid or hides; that it is broken is not said."""
    return not {"takes_cover", "afraid"}.isdisjoint(known)


@condition("suspect_there")
def danger_still_there(known: Set[str]) -> bool:
    """Strangled, or the Lethality Assessment is met, and that person is there (DESIGN ladder 4)."""
    return not {"lap_screen_positive", "strangulation"}.isdisjoint(known)


@condition("suspect_there")
def afraid_and_there(known: Set[str]) -> bool:
    """Afraid of someone close, or needs to get away, and that person is there."""
    return not {"afraid", "refuge"}.isdisjoint(known)


@condition("domestic_call")
def afraid_in_domestic_call(known: Set[str]) -> bool:
    """A domestic call of which nothing more is said, and someone is afraid or wants to get away."""
    return not {"afraid", "refuge"}.isdisjoint(known)


@condition("stalking", "threat_others", "order_violated")
def stalking_with_threat(known: Set[str]) -> bool:
    """Stalking together with a threat or a broken order."""
    threat = {"threat_others", "threat", "order_violated", "weapon"}
    return "stalking" in known and not threat.isdisjoint(known)


@condition("afraid", "refuge")
def afraid_and_seeking_refuge(known: Set[str]) -> bool:
    """A victim who is afraid or seeks a safe place from a person close to them."""
    return not {"refuge", "afraid"}.isdisjoint(known)


@condition("lap_screen_positive", "strangulation")
def lap_positive(known: Set[str]) -> bool:
    """The Lethality Assessment rule is met: by its items, or by strangulation alone (LAP 2.0, 2024)."""
    return not {"lap_screen_positive", "strangulation"}.isdisjoint(known)
