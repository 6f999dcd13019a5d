"""The closed vocabularies that other programs rely on (CONTRACT), in their fixed order."""

from __future__ import annotations

from typing import Final

DOMAINS: Final = ("mental_health", "substance", "domestic")

BANDS: Final = ("none", "low", "moderate", "high", "critical")
"""From least to most; the index is the rank."""

ASSERTIONS: Final = ("present", "possible", "negated", "historical", "hypothetical", "other")

LEVELS: Final = ("none", "routine", "moderate", "urgent", "emergency")
"""The name of each response level, 0 to 4."""

FLAGS: Final = (
    "weapon", "violence", "medical", "overdose", "suicidal", "attempt", "psychosis", "withdrawal",
    "strangulation", "threat", "child_present", "minor", "older_adult", "pregnant", "veteran", "responder",
    "homeless", "disability", "language_need", "cannot_speak", "repeat_caller", "crime_in_progress",
)  # fmt: skip

UNITS: Final = (
    "ems", "fire_rescue", "police", "co_responder", "mobile_crisis", "civilian_team", "crisis_line",
    "advocate_line", "poison_control", "veteran_line", "child_protection", "adult_protection",
    "peer_support", "outreach_team", "community_referral",
)  # fmt: skip
"""Whom to send, most important first."""

KINDS: Final = (
    "shelter", "domestic_violence_shelter", "family_shelter", "youth_shelter", "detox", "sobering_center",
    "residential_treatment", "outpatient_treatment", "medication_treatment", "harm_reduction",
    "psychiatric_hospital", "crisis_stabilization", "walk_in_clinic", "mobile_crisis", "crisis_line",
    "advocate_line", "helpline", "peer_support", "responder_wellness", "poison_control", "child_protection",
    "adult_protection", "family_services", "youth_services", "school_social_work", "veteran_services",
    "community_hub", "outreach", "day_center", "food", "housing", "legal_aid", "diversion_program",
    "drug_court", "mental_health_court", "veterans_court", "restorative_justice", "reentry", "transport",
    "medical_clinic", "counseling", "victim_services", "employment", "parenting_education",
    "reporting_line", "information_line",
)  # fmt: skip
"""What a person needs and what a resource is: one vocabulary."""

BARRIERS: Final = (
    "housing_discrimination", "no_insurance", "no_transport", "language", "disability", "no_documents",
    "fear_of_authorities", "no_phone",
)  # fmt: skip
"""What stands between a person and the help there is."""

LANGUAGES: Final = ("en", "es")

STATES: Final = (
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL",
    "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE",
    "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD",
    "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI",
)  # fmt: skip
"""States, the district and the territories, as the post writes them."""
