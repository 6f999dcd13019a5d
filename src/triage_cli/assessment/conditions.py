"""Named conditions: combinations that the protocol refers to by name.

Each is a plain function of the facts, named with the clinical term. All are monotone: another fact
never makes one false, so evidence only raises. The decorator names the signs and flags of which at
least one must be known before the condition is worth asking.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

Check = Callable[[Set[str]], bool]


class Condition(NamedTuple):
    """A named condition and what can make it true."""

    name: str
    opens: tuple[str, ...]
    """Signs or flags: without any of these it cannot hold."""
    check: Check
    """Takes every sign and flag that is known."""


CONDITIONS: dict[str, Condition] = {}

_IDEATION = {"ideation_active", "ideation_passive", "plan", "intent", "farewell", "attempt_recent"}
_MEANS = {"means_at_hand", "place_at_hand", "weapon", "weapon_near", "weapon_in_hand", "height", "tracks"}
_WEAPON = {"weapon", "weapon_near", "weapon_in_hand"}
_FRAIL = {
    "child", "child_present", "minor", "older", "older_adult", "disabled", "disability", "dependent_adult",
    "pregnant", "medical",
}  # fmt: skip
_OUTDOORS = {"homeless", "needs_shelter", "cold_heat"}
_AFFECTED = {"intoxicated", "psychosis", "dementia", "confused"}
_CRISIS = {
    "distress", "severe_distress", "psychosis", "mania", "agitation", "behavioral_call", "attempt_now",
    "self_harm", "means_at_hand", "intoxicated", "withdrawal", "relapse", "craving", "wants_mental_help",
    "homeless", "grief",
}  # fmt: skip
_MEDICAL = {
    "not_breathing", "unresponsive", "blue", "seizure", "confused", "severe_bleeding", "serious_injury",
    "chest_pain", "carbon_monoxide", "breathing_trouble", "labor", "low_sugar", "injury", "medical_need",
    "overdose", "overdose_sign", "overdose_reversed", "poisoning", "poisoning_symptoms", "attempt_now",
    "strangulation_symptom", "fever", "medical_unknown", "drowning", "head_injury",
}  # fmt: skip
_VEILED = (
    {"parting_words", "farewell"}, {"things_given", "farewell_possible"}, {"affairs_settled"}, {"no_future"},
    {"odd_calm"},
)  # fmt: skip
"""Kinds of hints of a goodbye: said, given away, put in order, no later, an odd calm."""
_BURDENED = {
    "distress", "severe_distress", "grief", "ideation_passive", "attempt_past", "recent_loss", "bullying",
    "off_medication",
}  # fmt: skip
# Harm by someone close that is told without the blow: flight, talk of it, fear, a quarrel, danger near.
_FLIGHT = {"takes_cover", "ran_out"}
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
_BASIC_NEEDS = (
    "needs_shelter", "homeless", "needs_food", "needs_housing", "needs_clothing", "needs_work",
    "needs_transport", "needs_medical_care", "needs_legal",
)  # fmt: skip


def condition(*opens: str) -> Callable[[Check], Check]:
    """Register a condition under its own name."""

    def register(check: Check) -> Check:
        name = check.__name__
        CONDITIONS[name] = Condition(name, opens, check)
        return check

    return register


@condition(*_IDEATION)
def suicidal_with_means(known: Set[str]) -> bool:
    """Suicidal words with the means at hand (988 domains: desire or intent + capability; Joiner 2007)."""
    return not _IDEATION.isdisjoint(known) and not _MEANS.isdisjoint(known)


@condition("farewell", "intent", "plan", "ideation_active")
def suicidal_out_of_reach(known: Set[str]) -> bool:
    """Farewell acts or stated intent while nobody can reach the person (988 imminent-risk policy)."""
    near = {"farewell", "intent", "plan"} & known or {"ideation_active"} & known
    return bool(near) and not {"out_of_reach", "missing", "missing_vulnerable"}.isdisjoint(known)


@condition("ideation_passive", "ideation_active")
def ideation_of_dependent(known: Set[str]) -> bool:
    """Wishes to be dead while not eating, or in a person who depends on others (DESIGN ladder 2)."""
    return not {"not_eating", "dependent_adult", "minor", "older_adult"}.isdisjoint(known)


@condition("ideation_active", "plan", "intent", "attempt_now", "attempt_recent", "farewell")
def suicidal_locked_in(known: Set[str]) -> bool:
    """Acute suicidal risk behind a locked door: entry may be needed."""
    return not {"locked_in", "out_of_reach"}.isdisjoint(known)


@condition("intoxicated", "drug_use", "drinking")
def intoxicated_and_armed(known: Set[str]) -> bool:
    """Alcohol or drugs with a weapon present."""
    return not _WEAPON.isdisjoint(known)


@condition("psychosis", "mania", "agitation", "severe_distress", "behavioral_call")
def crisis_and_armed(known: Set[str]) -> bool:
    """A mental-health crisis with a weapon present."""
    return not _WEAPON.isdisjoint(known)


@condition("command_harm")
def command_with_target(known: Set[str]) -> bool:
    """Voices tell the person to hurt someone who is there (INSTRUMENTS 3)."""
    return not {
        "relation", "locked_in", "afraid", "child", "child_present", "violence_now", "threat_others",
        *_WEAPON,
    }.isdisjoint(known)  # fmt: skip


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
    signs = {"not_breathing", "unresponsive", "blue", "overdose_sign", "breathing_trouble", "seizure"}
    return not signs.isdisjoint(known)


@condition("drug_use", "drug_things", "overdose_reversed", "syringe", "relapse", "craving", "sobriety")
def drug_and_drowsy(known: Set[str]) -> bool:
    """A drug, what is used to take it, or naloxone given, and hard to keep awake or not answering."""
    fading = {"drowsy", "no_answer", "unresponsive", "not_breathing", "blue", "overdose_sign"}
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
        "vomiting", "breathing_trouble", "seizure", "confused", "pale", "still",
    }  # fmt: skip
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


@condition(
    "ideation_active", "ideation_passive", "intent", "plan", "farewell", "attempt_now", "attempt_recent",
)  # fmt: skip
def deliberate_overdose(known: Set[str]) -> bool:
    """A suicidal person has taken something (DESIGN ladder 4: deliberate poisoning)."""
    return not {
        "overdose", "poisoning", "overdose_sign", "poisoning_small", "took_something",
    }.isdisjoint(known)  # fmt: skip


@condition("intoxicated", "psychosis", "dementia", "confused", "drug_use")
def affected_and_exposed(known: Set[str]) -> bool:
    """Cannot look after themself where it is dangerous (DESIGN ladder 2)."""
    return not {"exposed_to_harm", "cold_heat"}.isdisjoint(known)


@condition("fever", "low_sugar")
def delirium(known: Set[str]) -> bool:
    """Fever, infection or a sugar crisis with confusion, visions or odd speech: medical first."""
    return not {"hallucinating", "psychosis", "confused", "agitation"}.isdisjoint(known)


@condition("no_answer")
def down_and_silent(known: Set[str]) -> bool:
    """Lies, sits or sleeps, and does not answer, move or react: unresponsive until someone is there."""
    return not {"lying", "drowsy", "pale", "vomiting"}.isdisjoint(known)


@condition("lying")
def down_and_ill(known: Set[str]) -> bool:
    """Down, and vomiting, pale or strange."""
    return not {"vomiting", "pale", "fever"}.isdisjoint(known)


@condition("drinking")
def drinking_and_unsteady(known: Set[str]) -> bool:
    """Has been drinking, and slurs or staggers."""
    return "odd_state" in known


@condition("drowsy")
def fading_and_ill(known: Set[str]) -> bool:
    """Hard to keep awake, and another sign of illness."""
    return not {
        "odd_state", "vomiting", "pale", "fever", "breathing_trouble", "no_answer", "chest_pain", "injury",
    }.isdisjoint(known)  # fmt: skip


@condition("indoor_fumes")
def fumes_and_unwell(known: Set[str]) -> bool:
    """A grill, generator or engine indoors, and a headache, sickness or drowsiness: carbon monoxide."""
    return not {
        "headache", "queasy", "drowsy", "vomiting", "no_answer", "odd_state", "unresponsive", "confused",
        "still",
    }.isdisjoint(known)  # fmt: skip


@condition("blood_thinner")
def fall_on_blood_thinner(known: Set[str]) -> bool:
    """A fall, a blow to the head or bleeding of someone who takes a blood thinner."""
    return not {"fall", "head_injury", "injury", "severe_bleeding"}.isdisjoint(known)


@condition("heart_odd")
def heart_and_faint(known: Set[str]) -> bool:
    """The heart flutters or races, with faintness, a drug, something taken or a pale face."""
    return not {"faint", "pale", "took_something", "ingested", "drug_things", "chest_pain"}.isdisjoint(known)


@condition("cardiac_history")
def cardiac_danger(known: Set[str]) -> bool:
    """A known heart illness, and faint, pale, sweating or short of breath."""
    return not {"faint", "pale", "shaking", "breathing_trouble", "heart_odd"}.isdisjoint(known)


@condition("several_ill")
def several_ill_at_once(known: Set[str]) -> bool:
    """Several people ill at once, dizzy, drowsy, or after something they took: a shared cause."""
    return not {
        "headache", "queasy", "lying", "drowsy", "odd_state", "breathing_trouble", "no_answer", "ingested",
        "took_something", "indoor_fumes", "toxic_thing", "drug_use", "unresponsive",
    }.isdisjoint(known)  # fmt: skip


@condition("infant")
def infant_danger(known: Set[str]) -> bool:
    """A baby who is drowsy, pale, does not feed or breathes fast."""
    return not {
        "drowsy", "no_answer", "pale", "breathing_trouble", "not_eating", "odd_state", "seizure",
    }.isdisjoint(known)  # fmt: skip


@condition("pale")
def shock_signs(known: Set[str]) -> bool:
    """Pale or grey, and sweating, dizzy, drowsy, hurt or bleeding."""
    return not {
        "shaking", "queasy", "drowsy", "odd_state", "vomiting", "injury", "breathing_trouble", "no_answer",
    }.isdisjoint(known)  # fmt: skip


@condition("older", "older_adult")
def older_and_not_as_usual(known: Set[str]) -> bool:
    """An older person who is not as usual, and sees things, has a fever or looks ill: infection, stroke."""
    unwell = {"odd_state", "drowsy", "hallucinating", "pale", "fever"} & known
    return len(unwell) >= 2


@condition("head_injury")
def head_injury_danger(known: Set[str]) -> bool:
    """A blow to the head, then drowsy, vomiting or strange: bleeding inside the skull."""
    return not {
        "drowsy", "vomiting", "odd_state", "confused", "unresponsive", "seizure", "no_answer", "still",
    }.isdisjoint(known)  # fmt: skip


@condition("allergen", "swelling")
def anaphylaxis(known: Set[str]) -> bool:
    """An allergen or swelling, with trouble of breath, vomiting, hoarseness or fading."""
    return not {
        "breathing_trouble", "not_breathing", "unresponsive", "drowsy", "vomiting", "blue", "hoarse", "faint",
    }.isdisjoint(known)  # fmt: skip


@condition("allergen")
def allergic_swelling(known: Set[str]) -> bool:
    """Hives or swelling after a sting, food or medicine: may go on to the breath."""
    return "swelling" in known


@condition("diabetes", "low_sugar")
def sugar_crisis(known: Set[str]) -> bool:
    """Diabetes, and confused, drowsy, shaking or as if drunk: low or high sugar first."""
    return not {
        "odd_state", "pale", "drowsy", "intoxicated", "confused", "unresponsive", "agitation", "vomiting",
        "shaking", "no_answer", "psychosis",
    }.isdisjoint(known)  # fmt: skip


@condition("hot_place")
def heat_stroke(known: Set[str]) -> bool:
    """Heat, and collapsed, confused, vomiting or fading."""
    return not {
        "odd_state", "drowsy", "confused", "unresponsive", "vomiting", "no_answer", "seizure", "psychosis",
    }.isdisjoint(known)  # fmt: skip


@condition("sudden")
def sudden_change(known: Set[str]) -> bool:
    """Fine a short while ago, now slurring, drowsy or strange; an older person who now sees things."""
    if not {"odd_state", "drowsy", "no_answer"}.isdisjoint(known):
        return True
    older = not {"older", "older_adult", "fever", "diabetes"}.isdisjoint(known)
    return older and not {"psychosis", "hallucinating", "agitation"}.isdisjoint(known)


@condition("not_eating")
def gives_up_eating(known: Set[str]) -> bool:
    """Does not eat or drink, and grieves, is older or depends on others (DESIGN ladder 2)."""
    return not {"grief", "older", "older_adult", "dependent_adult", "ideation_passive"}.isdisjoint(known)


@condition("means_at_hand")
def means_and_out_of_reach(known: Set[str]) -> bool:
    """Holds what could be used to die, and nobody can get to them (988 domains: capability)."""
    return not {"out_of_reach", "locked_in", "missing"}.isdisjoint(known)


@condition("farewell_possible")
def farewell_in_distress(known: Set[str]) -> bool:
    """Acts that may be a goodbye, by someone in distress or after a loss."""
    distress = {
        "distress", "severe_distress", "grief", "ideation_passive", "attempt_past", "intoxicated", "alone",
    }  # fmt: skip
    return not distress.isdisjoint(known)


@condition("farewell_possible")
def farewell_and_gone(known: Set[str]) -> bool:
    """Acts that may be a goodbye, by someone who cannot be reached or has the means at hand."""
    gone = {"out_of_reach", "missing", "locked_in", "water", *_MEANS}
    return not gone.isdisjoint(known)


@condition(
    "parting_words", "no_future", "affairs_settled", "things_given", "odd_calm", "farewell_possible",
)  # fmt: skip
def veiled_farewell(known: Set[str]) -> bool:
    """Two different hints of a goodbye, none of which says much alone (988 imminent-risk policy)."""
    return sum(not kind.isdisjoint(known) for kind in _VEILED) >= 2


@condition("parting_words", "no_future")
def veiled_in_distress(known: Set[str]) -> bool:
    """Parting words, or no talk of a later, by someone in distress or after a loss."""
    return not _BURDENED.isdisjoint(known)


@condition("affairs_settled", "things_given", "odd_calm")
def settled_in_distress(known: Set[str]) -> bool:
    """Affairs put in order, or a sudden calm, in someone in distress or after a loss."""
    return not _BURDENED.isdisjoint(known)


@condition("parting_words", "no_future", "affairs_settled", "things_given")
def veiled_out_of_reach(known: Set[str]) -> bool:
    """A hint of a goodbye, by someone who cannot be reached or has the means at hand."""
    return not {
        "out_of_reach", "missing", "locked_in", "means_at_hand", "water", "odd_outing",
    }.isdisjoint(known)  # fmt: skip


@condition("parting_words", "no_future", "affairs_settled", "things_given", "odd_calm")
def veiled_and_gone(known: Set[str]) -> bool:
    """Hints of a goodbye, a burden or two hints, and the person cannot be reached."""
    gone = not {"out_of_reach", "missing", "locked_in", "means_at_hand"}.isdisjoint(known)
    return gone and (veiled_farewell(known) or not (_BURDENED | {"place_at_hand"}).isdisjoint(known))


@condition("place_at_hand")
def loss_at_a_place(known: Set[str]) -> bool:
    """After a loss, or with a hint of a goodbye, at a place where people die (988 domains: capability)."""
    return not {"recent_loss", "odd_outing", "no_future", "parting_words", "odd_calm"}.isdisjoint(known)


@condition("place_at_hand")
def loss_at_a_place_out_of_reach(known: Set[str]) -> bool:
    """After a loss, at a place where people die, and nobody can reach them."""
    return "recent_loss" in known and not {"out_of_reach", "missing", "alone", "locked_in"}.isdisjoint(known)


@condition("recent_loss")
def loss_alone_and_armed(known: Set[str]) -> bool:
    """After a loss, alone or gone with a weapon: danger to self before anything else."""
    alone = {"alone", "out_of_reach", "odd_outing", "missing", "locked_in"}
    return not _WEAPON.isdisjoint(known) and not alone.isdisjoint(known)


@condition("parting_words", "farewell_possible", "farewell", "no_future")
def found_after_goodbye(known: Set[str]) -> bool:
    """Someone with a goodbye beside them cannot be woken, does not breathe, bleeds or took something."""
    return not {
        "unresponsive", "not_breathing", "blue", "severe_bleeding", "overdose", "overdose_sign", "poisoning",
    }.isdisjoint(known)  # fmt: skip


@condition("gone_quiet", "drowsy")
def quiet_after_agitation(known: Set[str]) -> bool:
    """Quiet or hard to keep awake after agitation or violence, or quiet all at once after a substance."""
    if not {"agitation", "violence_now", "violence_done", "psychosis", "mania"}.isdisjoint(known):
        return True
    return "gone_quiet" in known and not {"intoxicated", "drug_use"}.isdisjoint(known)


@condition("recent_birth")
def psychosis_after_birth(known: Set[str]) -> bool:
    """Out of touch with what is real in the weeks after a birth: an emergency for both."""
    return not {"psychosis", "command_harm", "hallucinating", "mania"}.isdisjoint(known)


@condition(
    *_MEDICAL, "withdrawal", "stopped_use", "poisoning_small", "without", "dependence", "drug_use",
    "drug_things", "syringe", "relapse", "craving", "sobriety",
)  # fmt: skip
def needs_ems(known: Set[str]) -> bool:
    """Needs to be looked at by EMS, whatever else the call is about."""
    if not known.isdisjoint(_MEDICAL):
        return True
    if any(holds(name, known) for name in ("drug_and_drowsy", "withdrawal_danger", "dependence_and_seeing")):
        return True
    if "poisoning_small" in known and not known.isdisjoint({"child", "child_present", "minor"}):
        return True
    stopped = not known.isdisjoint({"withdrawal", "stopped_use"})
    return stopped and not known.isdisjoint({"shaking", "hallucinating", "psychosis"})


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


@condition("property_damage", "agitation")
def damage_at_home(known: Set[str]) -> bool:
    """Things are thrown or broken where family is, and someone is afraid, threatened or intoxicated."""
    home = {"relation", "family_conflict", "domestic_call"}
    danger = {"afraid", "refuge", "intoxicated", "threat"}
    return not home.isdisjoint(known) and not danger.isdisjoint(known)


@condition("pregnant")
def pregnant_and_hurt(known: Set[str]) -> bool:
    """Violence to, or an injury of, a pregnant person (INSTRUMENTS 5)."""
    hurt = {"partner_violence", "violence_now", "violence_done", "injury", "serious_injury", "strangulation"}
    return not hurt.isdisjoint(known)


@condition("veteran")
def veteran_startled(known: Set[str]) -> bool:
    """A veteran with a known illness who is shaking, hiding or agitated."""
    return "mental_illness" in known and not {"shaking", "agitation", "alone", "off_medication"}.isdisjoint(
        known
    )


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


@condition("cannot_speak")
def cannot_speak_at_home(known: Set[str]) -> bool:
    """Cannot speak freely, and someone close, a quarrel or breaking things is part of it."""
    return not {
        "relation", "family_conflict", "domestic_call", "property_damage", "abuser_access",
    }.isdisjoint(known)  # fmt: skip


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


@condition("dependent_sign", "child_sign")
def left_in_heat_or_cold(known: Set[str]) -> bool:
    """Someone who depends on care is left where heat or cold is dangerous (DESIGN ladder 4)."""
    return "cold_heat" in known


@condition("threat_others")
def threat_in_family(known: Set[str]) -> bool:
    """A threat in a call that names a partner or family member, whoever it was meant for."""
    return "relation" in known


@condition("unwanted_person")
def unwanted_at_home(known: Set[str]) -> bool:
    """Told to leave and stays or comes back, where a partner or family member is named."""
    return "relation" in known


@condition("child_sign", "inflicted_mark", "story_changes")
def unsafe_child(known: Set[str]) -> bool:
    """A sign of abuse or neglect in a child or pupil: reasonable suspicion (INSTRUMENTS 6)."""
    hurt = {"child_sign", "inflicted_mark"} & known or (
        "story_changes" in known and known & {"injury", "serious_injury", "hurt_mark", "unresponsive"}
    )
    both = {"child_sign", "inflicted_mark"} <= known
    return both or (bool(hurt) and not {"child", "child_present", "minor", "school"}.isdisjoint(known))


@condition("dependent_sign", "inflicted_mark", "story_changes")
def unsafe_dependent(known: Set[str]) -> bool:
    """A sign of abuse or neglect in an older or dependent adult (INSTRUMENTS 6)."""
    hurt = {"dependent_sign", "inflicted_mark"} & known or (
        "story_changes" in known and known & {"injury", "serious_injury", "hurt_mark"}
    )
    return bool(hurt) and not {
        "older", "older_adult", "dependent_adult", "disabled", "disability", "dementia",
    }.isdisjoint(known)  # fmt: skip


@condition("court_order")
def order_and_there(known: Set[str]) -> bool:
    """A protective order, and the person it names is there or follows: a crime (DESIGN rule 7)."""
    return not {"abuser_access", "stalking", "suspect_there"}.isdisjoint(known)


@condition("court_order")
def order_and_afraid(known: Set[str]) -> bool:
    """A protective order, and someone is afraid or hides; that it is broken is not said."""
    return not {"takes_cover", "afraid"}.isdisjoint(known)


@condition("minor")
def young_victim(known: Set[str]) -> bool:
    """A person under 18 who is hurt by, or afraid of, someone close (INSTRUMENTS 6)."""
    return not {
        "partner_violence", "afraid", "sexual_assault", "strangulation", "coercive_control",
    }.isdisjoint(known)  # fmt: skip


@condition("older", "older_adult", "dependent_adult")
def older_victim(known: Set[str]) -> bool:
    """An older or dependent adult who is hurt by, or afraid of, someone close (INSTRUMENTS 6)."""
    return not {
        "partner_violence", "afraid", "sexual_assault", "strangulation", "coercive_control",
    }.isdisjoint(known)  # fmt: skip


@condition("stalking", "threat_others", "order_violated")
def stalking_with_threat(known: Set[str]) -> bool:
    """Stalking together with a threat or a broken order."""
    threat = {"threat_others", "threat", "order_violated", "weapon"}
    return "stalking" in known and not threat.isdisjoint(known)


@condition("afraid", "refuge")
def afraid_and_seeking_refuge(known: Set[str]) -> bool:
    """A victim who is afraid or seeks a safe place from a person close to them."""
    return not {"refuge", "afraid"}.isdisjoint(known)


@condition("child_abuse", "elder_abuse")
def abuse_with_access(known: Set[str]) -> bool:
    """Suspected abuse of a child or dependent by someone with access to them."""
    return not {"child_abuse", "elder_abuse"}.isdisjoint(known)


@condition(
    "partner_violence", "strangulation", "violence_done", "violence_now", "weapon_in_hand", "threat_others",
)  # fmt: skip
def child_sees_violence(known: Set[str]) -> bool:
    """A child at the scene of violence in the family (INSTRUMENTS 6)."""
    family = {"partner_violence", "strangulation", "family_conflict", "domestic_call"}
    return not {"child", "child_present"}.isdisjoint(known) and not family.isdisjoint(known)


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


@condition("gas_fire")
def fire_with_person(known: Set[str]) -> bool:
    """Gas, smoke or fire where a person is in danger: hurt, trapped, helpless or suicidal."""
    danger = {"locked_in", "child_danger", "attempt_now", "means_at_hand", "violence_now", "mass_harm"}
    return not (_IDEATION | _MEDICAL | danger).isdisjoint(known)


@condition("missing", "missing_vulnerable", "gone_trace", "runaway")
def missing_in_danger(known: Set[str]) -> bool:
    """A missing person who cannot care for themself, in danger."""
    unable = {
        "missing_vulnerable", "dementia", "minor", "child", "confused", "dependent_adult", "disabled", "older",
        "older_adult",
    }  # fmt: skip
    danger = {
        "hazard_near", "cold_heat", "water", "tracks", "ideation_active", "farewell", "medical",
        "exposed_to_harm", "water_body",
    }  # fmt: skip
    if not known.isdisjoint({"missing", "missing_vulnerable", "runaway"}) and "ideation_active" in known:
        return True
    return not unable.isdisjoint(known) and not danger.isdisjoint(known)


@condition("missing")
def missing_person_in_need(known: Set[str]) -> bool:
    """A missing person who is very young or old, ill, or in a crisis."""
    return not {
        "dementia", "minor", "child", "confused", "dependent_adult", "disabled", "disability", "psychosis",
        "older", "older_adult", "mental_illness", "off_medication",
    }.isdisjoint(known)  # fmt: skip


@condition("poisoning", "poisoning_small")
def child_poisoning(known: Set[str]) -> bool:
    """A child swallowed something."""
    return not {"child", "child_present", "minor"}.isdisjoint(known)


@condition("unresponsive", "intoxicated", "overdose", "drug_use")
def child_with_helpless_adult(known: Set[str]) -> bool:
    """A child whose carer cannot look after them now."""
    helpless = not {"unresponsive", "overdose", "overdose_sign"}.isdisjoint(known)
    return helpless and not {"child", "child_present"}.isdisjoint(known)


@condition("dementia", "psychosis", "confused")
def armed_and_confused(known: Set[str]) -> bool:
    """Not in touch with what is real, and armed."""
    return not _WEAPON.isdisjoint(known)


@condition("weapon_act")
def weapon_in_use(known: Set[str]) -> bool:
    """A weapon, and somebody who swings, points or reaches for it or comes at someone."""
    return not _WEAPON.isdisjoint(known)


@condition("crime")
def armed_crime(known: Set[str]) -> bool:
    """A suspected crime in progress with a weapon present."""
    return not _WEAPON.isdisjoint(known)


@condition("violence_done", "partner_violence")
def attacker_still_there(known: Set[str]) -> bool:
    """Someone was attacked and the person who did it is still there (DESIGN ladder 4: about to be)."""
    return "suspect_there" in known


@condition("gone_trace")
def gone_from_care(known: Set[str]) -> bool:
    """An empty bed or last seen, and someone who cannot care for themself: a search (DESIGN ladder 3)."""
    return not {
        "dementia", "minor", "child", "confused", "dependent_adult", "disabled",
    }.isdisjoint(known)  # fmt: skip


@condition("gone_trace")
def gone_in_crisis(known: Set[str]) -> bool:
    """Seems to be gone, and out of touch with what is real or without medicine: no search is said."""
    return not {"psychosis", "off_medication"}.isdisjoint(known)


@condition("submerged")
def submerged_in_water(known: Set[str]) -> bool:
    """Someone went under or cannot swim, and water is named."""
    return not {"water_body", "hazard_near", "water"}.isdisjoint(known)


@condition("shut_in_car")
def helpless_in_car(known: Set[str]) -> bool:
    """A child or dependent person shut in a car (DESIGN ladder 4: in immediate danger)."""
    return not {"child", "child_present", "dependent_adult", "dementia", "disabled"}.isdisjoint(known)


@condition("sound_voice")
def violence_heard(known: Set[str]) -> bool:
    """A voice that screams or begs, with blows or breaking things, or on a line where nobody speaks."""
    return not {"sound_blow", "cannot_speak"}.isdisjoint(known)


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


@condition(*_BASIC_NEEDS)
def several_basic_needs(known: Set[str]) -> bool:
    """Three or more basic needs meet: a community hub rather than one service."""
    return sum(need in known for need in _BASIC_NEEDS) >= 3


@condition("homeless")
def homeless_veteran(known: Set[str]) -> bool:
    """A veteran without a home."""
    return "veteran" in known


@condition("diversion")
def diversion_mental_health(known: Set[str]) -> bool:
    """Court matter of a person with a mental illness ("may be eligible, ask counsel")."""
    signs = {
        "mental_illness", "psychosis", "mania", "distress", "off_medication", "behavioral_call",
        "wants_mental_help",
    }  # fmt: skip
    return not signs.isdisjoint(known)


@condition("diversion")
def diversion_substance(known: Set[str]) -> bool:
    """Court matter of a person who uses substances."""
    return not {
        "drug_use", "intoxicated", "drinking", "wants_treatment", "relapse", "sobriety", "craving",
    }.isdisjoint(known)  # fmt: skip


@condition("diversion")
def diversion_veteran(known: Set[str]) -> bool:
    """Court matter of a veteran."""
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


@condition("veteran")
def veteran_in_crisis(known: Set[str]) -> bool:
    """A veteran in distress, with suicidal words, or in a crisis (INSTRUMENTS 8: 988 press 1)."""
    return not (_CRISIS | _IDEATION).isdisjoint(known)


@condition("lap_screen_positive", "strangulation")
def lap_positive(known: Set[str]) -> bool:
    """The Lethality Assessment rule is met: by its items, or by strangulation alone (LAP 2.0, 2024)."""
    return not {"lap_screen_positive", "strangulation"}.isdisjoint(known)


# What opens the modules of the guided flow.


@condition(
    *_IDEATION, "attempt_now", "attempt_past", "self_harm", "distress", "severe_distress", "psychosis",
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


def holds(name: str, known: Set[str]) -> bool:
    """Whether a sign, a flag or a named condition holds."""
    condition = CONDITIONS.get(name)
    if condition is None:
        return name in known
    return not known.isdisjoint(condition.opens) and condition.check(known)


class Index:
    """Names (signs, flags, conditions) filed by what can make them true, so that few are asked."""

    def __init__(self, names: Sequence[str]) -> None:
        """File `names`; their places in the list are what `holding` returns."""
        self._by_fact: dict[str, list[int]] = {}
        self._checks: list[Check | None] = []
        for place, name in enumerate(names):
            condition = CONDITIONS.get(name)
            self._checks.append(condition.check if condition else None)
            for fact in condition.opens if condition else (name,):
                self._by_fact.setdefault(fact, []).append(place)

    def holding(self, known: Set[str]) -> list[int]:
        """The places of the names that hold, in order."""
        by_fact, checks = self._by_fact, self._checks
        asked = {place for fact in known if fact in by_fact for place in by_fact[fact]}
        return [place for place in sorted(asked) if (check := checks[place]) is None or check(known)]
