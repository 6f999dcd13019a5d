"""What opens the modules of the guided flow."""

from __future__ import annotations

from collections.abc import Set

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


NOT_KNOWN = {"medical_unknown", "medical", "injury", "weapon_unknown", "violence_unknown"}
"""A gate that is not known, or that somebody is hurt: how it came is what the call is about."""


_TOPICS = (
    "suicide_module", "psychosis_module", "substance_module", "domestic_module", "child_concern",
    "dependent_concern", "sign_of_neglect_or_abuse", "school_module", "needs_module", "diversion",
)  # fmt: skip


def says_no_concern(known: Set[str]) -> bool:
    """Nothing tells what a call is about: no module opens, and it is no plain question or errand."""
    if any(holds(topic, known) for topic in _TOPICS):
        return False
    return known.isdisjoint(_ERRANDS) or not known <= _PERSON | _ERRANDS | _BACKGROUND


@condition()
def person_module(known: Set[str]) -> bool:
    """Somebody may be in trouble: more is known than a question, an errand or who a person is."""
    return not known <= _PERSON | _ERRANDS | _BACKGROUND


@condition()
def scene_module(known: Set[str]) -> bool:
    """Something is going on: more is known than basic needs, a question or who a person is."""
    return not known <= _PERSON | _ERRANDS | _BACKGROUND | _NEEDS


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


_HINTS = {
    "ideation_passive", "parting_words", "no_future", "affairs_settled", "things_given", "odd_calm",
    "wish_to_join", "on_the_brink", "place_at_hand", "out_of_reach", "means_at_hand", "self_harm",
}  # fmt: skip


@condition(*_HINTS, *CONDITIONS["suicide_voiced"].opens)
def suicide_hinted(known: Set[str]) -> bool:
    """Suicide is spoken of, or a single hint of it is heard: an attempt is asked about before the scene."""
    return not _HINTS.isdisjoint(known) or suicide_voiced(known)


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


@condition(*CONDITIONS["psychosis_module"].opens, "older", "older_adult", "dementia")
def confusion_possible(known: Set[str]) -> bool:
    """Not as usual in mind, or older: sudden confusion is medical before it is anything else."""
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


@condition("intoxicated", "drinking", "drug_use", "relapse", "craving", "dependence", "concern_substance")
def substance_used(known: Set[str]) -> bool:
    """Alcohol or a drug is used, not a medicine or a poison by mistake: is treatment wanted."""
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
