"""What opens the modules of the guided flow."""

from __future__ import annotations

from collections.abc import Set

# The topics whose conditions open a module are registered first.
from triage_cli.assessment.conditions import domestic, protection  # noqa: F401
from triage_cli.assessment.conditions.facts import IDEATION
from triage_cli.assessment.conditions.registry import CONDITIONS, condition, holds

_PERSON = {
    "child", "child_present", "minor", "older", "older_adult", "pregnant", "veteran", "responder", "disabled",
    "disability", "dependent_adult", "language", "language_need", "repeat", "repeat_caller", "relation",
}  # fmt: skip
"""Who somebody is: no trouble by itself."""
_ERRANDS = {
    "information", "needs_food", "needs_housing", "needs_transport", "needs_legal", "needs_work",
    "needs_clothing", "diversion", "reentry", "parenting", "school", "custody", "sobriety", "concern_needs",
}  # fmt: skip
"""A question, a form, a service that is looked for: nobody is in trouble because of it."""
_BACKGROUND = {
    "means_named", "pills_named", "water_body", "diabetes", "cardiac_history", "blood_thinner", "sedative",
    "from_afar", "calm_now",
}  # fmt: skip
"""Facts that count only beside another sign."""
_NEEDS = {"homeless", "needs_shelter", "needs_medical_care", "grief", "gambling"}
"""A person in need, and no scene at which somebody may be hurt or armed."""


_NOT_KNOWN = {"medical_unknown", "weapon_unknown", "violence_unknown"}


def says_no_concern(known: Set[str]) -> bool:
    """Nothing tells what a call is about: only who somebody is, background, or that a gate is not known."""
    return known <= _PERSON | _BACKGROUND | _NOT_KNOWN


@condition()
def person_module(known: Set[str]) -> bool:
    """Somebody may be in trouble: more is known than a question, an errand or who a person is."""
    return not known <= _PERSON | _ERRANDS | _BACKGROUND


@condition()
def scene_module(known: Set[str]) -> bool:
    """Something is going on: more is known than basic needs, a question or who a person is."""
    return not known <= _PERSON | _ERRANDS | _BACKGROUND | _NEEDS


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
    "elder_abuse", "coercive_control", "takes_cover",
}  # fmt: skip
# An adult who may not be able to look after a child.
_UNABLE_ADULT = {
    "intoxicated", "drug_use", "overdose", "overdose_sign", "unresponsive", "psychosis", "command_harm",
    "mania", "self_neglect", "caregiver", "cold_heat", "not_eating", "exposed_to_harm", "property_damage",
}  # fmt: skip


@condition(
    *IDEATION, "attempt_now", "attempt_past", "self_harm", "distress", "severe_distress", "psychosis",
    "mania", "behavioral_call", "means_at_hand", "out_of_reach", "farewell_possible", "wish_to_join",
    "on_the_brink", "parting_words", "no_future", "things_given", "gambling", "wants_mental_help",
    "concern_suicide", "concern_mind", "thoughts_unclear",
)  # fmt: skip
def suicide_module(known: Set[str]) -> bool:
    """Suicide is asked about whenever distress, suicidal words or hints of a goodbye are heard."""
    return bool(known)


@condition(
    *IDEATION, "attempt_now", "attempt_past", "self_harm", "distress", "severe_distress", "farewell_possible",
    "wish_to_join", "on_the_brink", "parting_words", "no_future", "things_given", "gambling",
    "wants_mental_help", "concern_suicide", "concern_mind", "thoughts_unclear",
)  # fmt: skip
def mood_module(known: Set[str]) -> bool:
    """Low mood or suicidal words: the whole screen is asked, not only for thoughts of suicide."""
    return bool(known)


@condition(
    "ideation_passive", "ideation_active", "attempt_past", "attempt_recent", "thoughts_unclear",
    "concern_suicide", "plan", "farewell",
)  # fmt: skip
def suicide_screen_positive(known: Set[str]) -> bool:
    """The screen has a yes or a refusal, or the words say as much: is it so right now (ASQ item 5)."""
    return bool(known)


@condition(
    "ideation_active", "plan", "intent", "farewell", "attempt_now", "attempt_past", "attempt_recent",
    "thoughts_unclear", "concern_suicide", "farewell_possible", "parting_words", "no_future",
    "affairs_settled", "things_given", "odd_calm", "ideation_passive", "means_at_hand",
)  # fmt: skip
def suicide_voiced(known: Set[str]) -> bool:
    """Suicide is spoken of, hinted at or denied an answer: intent, capability and buffers are asked for."""
    voiced = {
        "ideation_active", "plan", "intent", "farewell", "attempt_now", "attempt_past", "attempt_recent",
        "thoughts_unclear", "concern_suicide", "farewell_possible",
    }  # fmt: skip
    hinted = ("veiled_farewell", "veiled_in_distress", "veiled_out_of_reach", "means_and_out_of_reach")
    return not voiced.isdisjoint(known) or any(holds(name, known) for name in hinted)


@condition("plan", "farewell", "attempt_recent", "thoughts_unclear")
def suicide_intent_open(known: Set[str]) -> bool:
    """A plan, a goodbye, an attempt or no answer: do they mean to act (item 5 asks of thoughts)."""
    return bool(known)


@condition("alone", "out_of_reach")
def suicidal_and_alone(known: Set[str]) -> bool:
    """Suicide is spoken of, and nobody is with the person."""
    return holds("suicide_voiced", known)


@condition(
    "psychosis", "mania", "agitation", "command_harm", "behavioral_call", "off_medication", "hallucinating",
    "sped_up", "odd_device", "recent_birth", "concern_mind",
)  # fmt: skip
def psychosis_module(known: Set[str]) -> bool:
    """Out of touch with what is real, or agitated."""
    return bool(known)


@condition("psychosis", "command_harm", "hallucinating", "odd_device")
def hears_or_believes(known: Set[str]) -> bool:
    """Hears voices or holds beliefs that others do not share: what do they tell the person to do."""
    return bool(known)


@condition("voices_command", "command_harm")
def told_to_harm(known: Set[str]) -> bool:
    """Voices tell the person to do harm: to whom decides who goes."""
    return bool(known)


@condition("psychosis", "command_harm", "hallucinating", "mania")
def psychosis_in_family(known: Set[str]) -> bool:
    """Out of touch with what is real or driven, with a child or someone close named: was there a birth."""
    near = {"infant", "child", "child_present", "pregnant", "parenting", "relation", "mania"}
    return not near.isdisjoint(known)


@condition(
    "intoxicated", "drinking", "drug_use", "overdose", "overdose_sign", "overdose_reversed", "withdrawal",
    "stopped_use", "relapse", "poisoning", "poisoning_small", "took_something", "drug_things", "craving",
    "dependence", "wants_treatment", "concern_substance",
)  # fmt: skip
def substance_module(known: Set[str]) -> bool:
    """Alcohol or another substance is part of the call."""
    return bool(known)


@condition(
    "intoxicated", "drinking", "drug_use", "overdose", "overdose_sign", "overdose_reversed", "relapse",
    "took_something", "drug_things", "concern_substance",
)  # fmt: skip
def substance_affected(known: Set[str]) -> bool:
    """Something may have been taken, and may be at work now."""
    return bool(known)


@condition(
    "drug_use", "overdose", "overdose_sign", "overdose_reversed", "relapse", "took_something", "drug_things",
    "concern_substance",
)  # fmt: skip
def drug_taken(known: Set[str]) -> bool:
    """A drug or medicine may have been taken; of alcohol the signs of an overdose tell."""
    return bool(known)


@condition("poisoning", "poisoning_small", "took_something", "ingested", "contact")
def something_taken_in(known: Set[str]) -> bool:
    """Something was swallowed, breathed in or touched: by whom, how and how much decides."""
    return bool(known)


@condition("poisoning", "took_something", "ingested", "contact", "toxic_thing")
def poison_near(known: Set[str]) -> bool:
    """Something harmful may have been taken in."""
    return bool(known)


@condition(
    "withdrawal", "stopped_use", "dependence", "craving", "wants_treatment", "concern_substance", "shaking",
    "without",
)  # fmt: skip
def may_be_in_withdrawal(known: Set[str]) -> bool:
    """Drinks or uses by habit, wants to stop or shakes: stopping can be dangerous."""
    habit = {"withdrawal", "stopped_use", "dependence", "craving", "wants_treatment", "concern_substance"}
    if not habit.isdisjoint(known):
        return True
    if "shaking" in known:
        return holds("substance_module", known)
    return "without" in known and not {"drinking", "drug_use", "sedative"}.isdisjoint(known)


@condition("withdrawal", "stopped_use", "without")
def has_stopped(known: Set[str]) -> bool:
    """Alcohol or another substance was stopped."""
    if not {"withdrawal", "stopped_use"}.isdisjoint(known):
        return True
    return not {"dependence", "sedative", "drinking", "drug_use"}.isdisjoint(known)


@condition(
    "family_conflict", "domestic_call", "partner_violence", "afraid", "coercive_control", "stalking",
    "strangulation", "court_order", "order_violated", "refuge", "concern_close",
    "strangulation", "court_order", "order_violated", "refuge", "lap_screen_positive", "concern_close",
    *opening(*_TOLD_AT_HOME),
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


@condition("partner_violence", "strangulation", "violence_now", "violence_done")
def hurt_by_someone_close(known: Set[str]) -> bool:
    """Someone was hurt by a partner, family or household member: pregnancy matters."""
    at_home = not {"relation", "family_conflict", "domestic_call"}.isdisjoint(known)
    return at_home or not {"partner_violence", "strangulation"}.isdisjoint(known)


@condition("violence_done", *CONDITIONS["lap_module"].opens)
def suspect_module(known: Set[str]) -> bool:
    """Someone was attacked, or someone close is a danger: where that person is now matters."""
    return "violence_done" in known or lap_module(known)


@condition(
    "violence_done", "threat_others", "sexual_assault", "sexual_harassment", "trafficking", "child_abuse",
    "elder_abuse", *CONDITIONS["lap_module"].opens,
)  # fmt: skip
def victim_module(known: Set[str]) -> bool:
    """Someone was harmed or threatened by somebody: whether they want police is theirs to say."""
    harmed = {
        "violence_done", "threat_others", "sexual_assault", "sexual_harassment", "trafficking", "child_abuse",
        "elder_abuse",
    }  # fmt: skip
    return not harmed.isdisjoint(known) or lap_module(known)


@condition("child_abuse", "child_sign", "child_danger", "runaway", *_CHILD)
def child_concern(known: Set[str]) -> bool:
    """A child is part of the call, and harm, neglect or an adult who cannot look after them."""
    told = not {"child_abuse", "child_danger", "runaway"}.isdisjoint(known) or holds("unsafe_child", known)
    beside = not {"child", "child_present", "infant"}.isdisjoint(known)
    unwell = beside and not _UNABLE_ADULT.isdisjoint(known)
    return told or unwell or not (_HARMED | {"child_sign"}).isdisjoint(known)


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


@condition("school", "bullying")
def school_module(known: Set[str]) -> bool:
    """A school is part of the call."""
    return bool(known)


@condition("school")
def school_threat(known: Set[str]) -> bool:
    """A threat at or about a school."""
    return not {"threat_others", "threat", "mass_harm"}.isdisjoint(known)


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
