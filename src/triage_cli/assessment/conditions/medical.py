"""Medical look-alikes and emergencies: signs that mean an ambulance only together."""

from __future__ import annotations

from collections.abc import Set

from triage_cli.assessment.conditions.facts import MEDICAL
from triage_cli.assessment.conditions.registry import condition, holds


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


@condition("drowsy")
def fading_and_ill(known: Set[str]) -> bool:
    """Hard to keep awake, and another sign of illness."""
    return not {
        "odd_state", "vomiting", "pale", "fever", "breathing_trouble", "no_answer", "chest_pain", "injury",
    }.isdisjoint(known)  # fmt: skip


@condition("indoor_fumes", "gas_fire")
def fumes_and_unwell(known: Set[str]) -> bool:
    """Gas, or a grill, generator or engine indoors, and a headache, sickness or drowsiness: poisoned air."""
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


@condition(
    *MEDICAL, "withdrawal", "stopped_use", "poisoning_small", "without", "dependence", "drug_use",
    "drug_things", "syringe", "relapse", "craving", "sobriety",
)  # fmt: skip
def needs_ems(known: Set[str]) -> bool:
    """Needs to be looked at by EMS, whatever else the call is about."""
    if not known.isdisjoint(MEDICAL):
        return True
    if any(holds(name, known) for name in ("drug_and_drowsy", "withdrawal_danger", "dependence_and_seeing")):
        return True
    if "poisoning_small" in known and not known.isdisjoint({"child", "child_present", "minor"}):
        return True
    stopped = not known.isdisjoint({"withdrawal", "stopped_use"})
    return stopped and not known.isdisjoint({"shaking", "hallucinating", "psychosis"})
