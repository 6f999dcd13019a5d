"""Sets of signs and flags that conditions of several topics ask about."""

from __future__ import annotations

IDEATION = {"ideation_active", "ideation_passive", "plan", "intent", "farewell", "attempt_recent"}
WEAPON = {"weapon", "weapon_near", "weapon_in_hand"}
MEDICAL = {
    "not_breathing", "unresponsive", "not_awake_or_breathing", "blue", "seizure", "confused",
    "severe_bleeding", "serious_injury",
    "chest_pain", "carbon_monoxide", "breathing_trouble", "labor", "low_sugar", "injury", "medical_need",
    "overdose", "overdose_sign", "overdose_reversed", "poisoning", "poisoning_symptoms", "attempt_now",
    "strangulation_symptom", "fever", "medical_unknown", "drowning", "head_injury",
}  # fmt: skip
