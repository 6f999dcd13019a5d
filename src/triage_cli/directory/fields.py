"""Which converter each field of the model takes; a test keeps the two in step."""

from __future__ import annotations

from triage_cli.directory.checks import (
    Converter,
    area,
    day,
    degrees,
    flag,
    flag_or_text,
    kinds,
    language,
    many,
    post_code,
    prose,
    state,
    text,
    text_or_many,
    time_zone,
    whole,
    word,
)
from triage_cli.directory.contacts import mail, number, phone, web
from triage_cli.directory.model import GENDERS, INSURANCE, SOBRIETY, STATUSES

_TEXTS = many(text, '"..."')
ELIGIBILITY: dict[str, Converter] = {
    "min_age": whole(0, 120), "max_age": whole(0, 120), "genders": many(word(GENDERS), '"women"'),
    "veterans_only": flag, "families": flag, "children": flag, "pets": flag, "couples": flag, "lgbtq": flag,
    "sobriety": word(SOBRIETY), "insurance": many(word(INSURANCE), '"medicaid"'), "residency": text,
    "exclusions": text_or_many, "notes": text,
}  # fmt: skip
RESOURCE: dict[str, Converter] = {
    "name": text, "kind": kinds, "aliases": _TEXTS, "keywords": _TEXTS, "services": _TEXTS,
    "description": prose,
    "operator": text, "phones": many(phone, '{ number = "+13035550100" }'), "sms": number, "chat": web,
    "website": web, "email": mail, "address": text, "city": text, "state": state, "zip": post_code,
    "lat": degrees(90), "lon": degrees(180), "area": many(area, '"Denver, CO"'), "confidential": flag,
    "hours": text, "timezone": time_zone, "walk_in": flag, "referral_required": flag, "police_dropoff": flag,
    "transport": flag_or_text, "cost": text, "insurance": many(word(INSURANCE), '"medicaid"'),
    "languages": many(language, '"en"'), "interpreters": flag_or_text, "accessibility": text_or_many,
    "bring": _TEXTS, "steps": _TEXTS, "capacity": whole(0, 100_000), "status": word(STATUSES),
    "status_note": prose, "status_until": day, "verified": day, "verified_by": text, "note": prose,
    "source": lambda value: text(value) if isinstance(value, str) else _TEXTS(value), "sample": flag,
}  # fmt: skip
