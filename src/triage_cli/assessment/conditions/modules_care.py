"""What opens the modules on someone close, on protection, school and basic needs."""

from __future__ import annotations

from collections.abc import Set

# The topics whose conditions open a module are registered first.
from triage_cli.assessment.conditions import domestic, protection  # noqa: F401
from triage_cli.assessment.conditions.facts import IDEATION
from triage_cli.assessment.conditions.registry import CONDITIONS, condition, holds


def opening(*names: str) -> tuple[str, ...]:
    """Everything that can make any of these conditions hold."""
    return tuple(dict.fromkeys(fact for name in names for fact in CONDITIONS[name].opens))


_DOMESTIC_DANGER = {
    "partner_violence", "afraid", "coercive_control", "stalking", "strangulation", "order_violated", "refuge",
    "lap_screen_positive",
}  # fmt: skip
_HARM = {
    "violence_now", "violence_done", "threat_others", "threat", "weapon", "weapon_near", "weapon_in_hand",
}  # fmt: skip
# Told by conditions of their own: signs that mean danger at home only together.
_DANGER_AT_HOME = ("danger_at_home", "former_partner_and_danger", "armed_against_family", "damage_at_home")
_TOLD_AT_HOME = (
    "violence_in_family", "threat_in_family", "quarrel_in_family", "unwanted_at_home", "cannot_speak_at_home",
    *_DANGER_AT_HOME,
)  # fmt: skip
_CHILD = ("child", "child_present", "minor", "infant")
_DEPENDENT = (
    "older", "older_adult", "dependent_adult", "disabled", "disability", "dementia", "dependent_sign",
)  # fmt: skip
# Harm by somebody: what makes a child or a dependent person in the call more than a person who is there.
_HARMED = {
    "partner_violence", "violence_now", "violence_done", "strangulation", "sexual_assault", "trafficking",
    "afraid", "threat_others", "weapon_in_hand", "rage", "inflicted_mark", "story_changes", "child_abuse",
    "elder_abuse", "coercive_control", "takes_cover", "concern_dependent",
}  # fmt: skip
# What a young person in crisis may do as well as suffer.
_BY_THEMSELF = {"violence_now", "violence_done", "threat_others", "weapon_in_hand", "story_changes"}
# An adult who may not be able to look after a child.
_UNABLE_ADULT = {
    "intoxicated", "drug_use", "overdose", "overdose_sign", "unresponsive", "psychosis", "command_harm",
    "mania", "self_neglect", "caregiver", "cold_heat", "not_eating", "exposed_to_harm", "property_damage",
}  # fmt: skip


@condition(
    "family_conflict", "domestic_call", "partner_violence", "afraid", "coercive_control", "stalking",
    "strangulation", "court_order", "order_violated", "refuge", "lap_screen_positive",
    "concern_close", *opening(*_TOLD_AT_HOME),
)  # fmt: skip
def domestic_module(known: Set[str]) -> bool:
    """A partner, former partner, family or household member may be a danger."""
    return (
        not _DOMESTIC_DANGER.isdisjoint(known)
        or not {"family_conflict", "domestic_call", "court_order", "concern_close"}.isdisjoint(known)
        or any(holds(name, known) for name in _TOLD_AT_HOME)
    )


@condition(*_DOMESTIC_DANGER, *_HARM, *opening(*_DANGER_AT_HOME))
def lap_module(known: Set[str]) -> bool:
    """Danger from someone close, more than words: the Lethality Assessment is asked (INSTRUMENTS 5)."""
    at_home = not {"relation", "family_conflict", "domestic_call", "court_order"}.isdisjoint(known)
    return (
        not _DOMESTIC_DANGER.isdisjoint(known)
        or (at_home and not _HARM.isdisjoint(known))
        or any(holds(name, known) for name in _DANGER_AT_HOME)
    )


_VIOLENT = {
    "partner_violence", "strangulation", "violence_now", "violence_done", "threat_others", "threat", "afraid",
    "weapon", "weapon_near", "weapon_in_hand",
}  # fmt: skip


@condition(*_VIOLENT)
def lap_count_module(known: Set[str]) -> bool:
    """Violence, a threat, a weapon or fear of someone close: the items that count together are asked."""
    return lap_module(known)


@condition(
    *CONDITIONS["domestic_module"].opens, "short_answers", "speaks_beside", "cannot_speak", "line_cut",
)  # fmt: skip
def may_be_overheard(known: Set[str]) -> bool:
    """Someone close may be a danger, or the caller speaks as if somebody listens."""
    beside = {"short_answers", "speaks_beside", "cannot_speak", "line_cut"}
    return not beside.isdisjoint(known) or holds("domestic_module", known)


@condition(*CONDITIONS["domestic_module"].opens, *_HARM, "violence_unknown", "quarrel")
def violence_possible(known: Set[str]) -> bool:
    """Violence by somebody is near at hand: it is asked about by itself, for it comes first."""
    harmed = not (_HARM | {"quarrel"}).isdisjoint(known)
    return harmed or holds("domestic_module", known)


@condition("partner_violence", "strangulation", "violence_now", "violence_done")
def hurt_by_someone_close(known: Set[str]) -> bool:
    """Someone was hurt by a partner, family or household member: pregnancy matters."""
    at_home = not {"relation", "family_conflict", "domestic_call"}.isdisjoint(known)
    return at_home or not {"partner_violence", "strangulation"}.isdisjoint(known)


@condition("violence_done", *CONDITIONS["lap_module"].opens)
def suspect_module(known: Set[str]) -> bool:
    """Someone was attacked, or someone close is a danger: where that person is now matters."""
    return "violence_done" in known or lap_module(known)


_VICTIM = ("violence_done", "threat_others", "sexual_assault", "sexual_harassment", "trafficking")


@condition(*_VICTIM, *CONDITIONS["lap_module"].opens)
def victim_module(known: Set[str]) -> bool:
    """Someone was harmed or threatened by somebody: whether they want police is theirs to say."""
    return not known.isdisjoint(_VICTIM) or lap_module(known)


@condition("child_abuse", "child_sign", "child_danger", "runaway", *_CHILD)
def child_concern(known: Set[str]) -> bool:
    """A child is part of the call, and harm, neglect or an adult who cannot look after them."""
    if not {"child_abuse", "child_danger", "runaway"}.isdisjoint(known) or holds("unsafe_child", known):
        return True
    beside = not {"child", "child_present", "infant"}.isdisjoint(known)
    if beside and not (_HARMED | _UNABLE_ADULT).isdisjoint(known):
        return True
    young = "minor" in known and not (_HARMED - _BY_THEMSELF).isdisjoint(known)
    return young or "child_sign" in known


@condition("elder_abuse", "dependent_danger", *_DEPENDENT)
def dependent_concern(known: Set[str]) -> bool:
    """An older or dependent adult is part of the call, and harm, neglect or want of care."""
    told = not {"elder_abuse", "dependent_danger"}.isdisjoint(known) or holds("unsafe_dependent", known)
    wants = {"dependent_sign", "self_neglect", "not_eating", "cold_heat", "needs_food", "caregiver", "alone"}
    return told or (not set(_DEPENDENT).isdisjoint(known) and not (_HARMED | wants).isdisjoint(known))


@condition(
    "child_sign", "dependent_sign", "inflicted_mark", "story_changes", "caregiver", "concern_dependent",
)  # fmt: skip
def sign_of_neglect_or_abuse(known: Set[str]) -> bool:
    """A sign that somebody is hurt or not cared for; who it is may not be said yet."""
    return bool(known)


@condition(
    "child_abuse",
    "elder_abuse",
    "dependent_danger",
    *opening("unsafe_child", "unsafe_dependent", "young_victim", "older_victim"),
)
def protection_needed(known: Set[str]) -> bool:
    """Suspected harm to a child, older or dependent adult: with whom they stay tonight matters."""
    named = ("unsafe_child", "unsafe_dependent", "young_victim", "older_victim")
    return not {"child_abuse", "elder_abuse", "dependent_danger"}.isdisjoint(known) or any(
        holds(name, known) for name in named
    )


@condition(*opening("child_concern", "dependent_concern", "sign_of_neglect_or_abuse"))
def protection_module(known: Set[str]) -> bool:
    """A child, older or dependent person is part of the call, and something is wrong."""
    named = ("child_concern", "dependent_concern", "sign_of_neglect_or_abuse")
    return any(holds(name, known) for name in named)


@condition("school", "bullying")
def school_module(known: Set[str]) -> bool:
    """A school is part of the call."""
    return bool(known)


@condition("school")
def school_threat(known: Set[str]) -> bool:
    """A threat or a weapon at or about a school."""
    told = {"threat_others", "threat", "mass_harm", "weapon", "weapon_near", "weapon_in_hand"}
    return not told.isdisjoint(known)


@condition("school", "bullying")
def school_trouble(known: Set[str]) -> bool:
    """A pupil who is bullied, threatened, hurt or in distress."""
    return "bullying" in known or not (
        _HARMED | {"child_sign", "distress", "severe_distress", "self_harm", *IDEATION}
    ).isdisjoint(known)


@condition(
    "needs_shelter", "homeless", "needs_food", "needs_housing", "needs_clothing", "unwanted_person",
    "panhandling", "cold_heat", "reentry", "runaway", "concern_needs",
)  # fmt: skip
def needs_module(known: Set[str]) -> bool:
    """Basic needs are part of the call."""
    return bool(known)
