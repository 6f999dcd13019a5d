"""A referral: what a call-taker reads out, with why it was chosen and what to be careful about."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from triage_cli.directory.candidate import Candidate, Question, on_holiday
from triage_cli.directory.hours import describe
from triage_cli.directory.index import CAN_PLACE
from triage_cli.directory.model import Resource
from triage_cli.directory.wording import kind_words, say

_KM_PER_MILE = 1.609344


class Referral(NamedTuple):
    """The referral of CONTRACT.md; `to_dict` gives it as JSON holds it."""

    id: str
    name: str
    kind: str
    phones: tuple[dict[str, str | None], ...]
    address: str | None
    distance_km: float | None
    hours: str | None
    open: str
    next_change: str | None
    """ISO 8601 at the place's own clock, with its offset."""
    beds: dict[str, Any] | None
    eligibility: str
    why: tuple[str, ...]
    caution: tuple[str, ...]
    steps: tuple[str, ...]
    bring: tuple[str, ...]
    cost: str | None
    languages: tuple[str, ...]
    verified: str | None
    stale: bool
    sample: bool

    def to_dict(self) -> dict[str, Any]:
        """The keys of CONTRACT.md, in its order."""
        return {
            key: list(value) if isinstance(value, tuple) else value for key, value in self._asdict().items()
        }


def referral(candidate: Candidate, question: Question) -> Referral:
    """What may be told about a candidate. The address of a confidential place is not in it."""
    resource = candidate.entry.resource
    days = _days_since_check(resource, question.moment.today)
    stale = days is None or days > question.stale_after_days
    change = candidate.opening.next_change
    return Referral(
        id=resource.slug,
        name=resource.name,
        kind=candidate.need if candidate.need in resource.kind else resource.kind[0],
        phones=phones_of(resource),
        address=address_of(resource),
        distance_km=round(candidate.km, 1) if candidate.km is not None else None,
        hours=candidate.hours,
        open=candidate.opening.state,
        next_change=question.moment.iso(change, candidate.zone) if change else None,
        beds=_beds(candidate),
        eligibility=candidate.verdict.answer,
        why=tuple(_why(candidate, question)),
        caution=tuple(_caution(candidate, question, days, stale)),
        steps=resource.steps,
        bring=resource.bring,
        cost=resource.cost,
        languages=resource.languages,
        verified=resource.verified.isoformat() if resource.verified else None,
        stale=stale,
        sample=resource.sample,
    )  # fmt: skip


def phones_of(resource: Resource) -> tuple[dict[str, str | None], ...]:
    """The numbers, voice first; a text line is one with the label `text`."""
    phones: list[dict[str, str | None]] = []
    for phone in resource.phones:
        label = phone.label
        if phone.ext:
            label = f"{label}, ext. {phone.ext}" if label else f"ext. {phone.ext}"
        phones.append({"number": phone.number, "label": label, "press": phone.press})
    if resource.sms:
        phones.append({"number": resource.sms, "label": "text", "press": None})
    return tuple(phones)


def address_of(resource: Resource) -> str | None:
    """The address on one line; None for a confidential place, and where anything about that is unclear."""
    if resource.confidential is not False or not resource.address:
        return None
    town = " ".join(part for part in (resource.state, resource.zip) if part)
    return ", ".join(part for part in (resource.address, resource.city, town) if part)


def _beds(candidate: Candidate) -> dict[str, Any] | None:
    beds = candidate.beds
    if beds is None:
        return None
    at = beds.at.isoformat(timespec="minutes") if beds.at else None
    return {"free": beds.free, "total": beds.total, "at": at, "old": not candidate.beds_known}


def _days_since_check(resource: Resource, today: datetime.date) -> int | None:
    return (today - resource.verified).days if resource.verified else None


def _why(candidate: Candidate, question: Question) -> list[str]:
    """The reasons in the order in which they ranked it."""
    lang, entry = question.lang, candidate.entry
    resource = entry.resource
    why = []
    if candidate.need:
        offers = (
            "can_place" if entry.position >= CAN_PLACE else "offers" if entry.position == 0 else "also_offers"
        )
        why.append(say(offers, lang, kind=kind_words(candidate.need, lang)))
    why += candidate.verdict.why
    why += [say("ask", lang, what=ask) for ask in candidate.verdict.asks]
    if candidate.opening.state == "open":
        why.append(describe(candidate.opening, candidate.at, lang))
    elif any(phone.hours == "24/7" for phone in resource.phones):
        why.append(say("intake_open", lang))
    beds = candidate.beds
    if beds and candidate.beds_known and beds.free > 0:
        why.append(
            say("beds_free" if beds.total else "beds_free_only", lang, free=beds.free, total=beds.total)
        )
    if candidate.km is not None:
        km = f"{candidate.km / _KM_PER_MILE:.1f} mi ({candidate.km:.1f} km)"
        why.append(say("distance", lang, distance=km))
    if entry.national:
        why.append(say("national", lang))
    why += _ease(resource, question)
    if resource.verified:
        why.append(say("verified_on", lang, day=resource.verified.isoformat()))
    return why


def _ease(resource: Resource, question: Question) -> list[str]:
    """What makes it easy to go there."""
    lang, language = question.lang, question.person.language
    easy = []
    if language and language in resource.languages:
        easy.append(say("in_language", lang, language=language))
    elif language and resource.interpreters:
        easy.append(say("interpreters", lang))
    if resource.walk_in:
        easy.append(say("walk_in", lang))
    if resource.transport:
        easy.append(say("fetches", lang))
    if resource.police_dropoff:
        easy.append(say("police_dropoff", lang))
    return easy


def _caution(candidate: Candidate, question: Question, days: int | None, stale: bool) -> list[str]:
    """What could go wrong, most important first."""
    lang, resource = question.lang, candidate.entry.resource
    caution = []
    if resource.sample:
        caution.append(say("sample", lang))
    if resource.confidential is not False:
        caution.append(say("confidential", lang))
    caution += _status_caution(candidate, question)
    if candidate.opening.state == "closed":
        words = describe(candidate.opening, candidate.at, lang)
        caution.append(say("closed_now", lang, words=words) if candidate.opening.next_change else words)
    elif candidate.opening.state == "unknown":
        caution.append(say("hours_unknown", lang))
    if on_holiday(candidate, question):
        caution.append(say("holiday", lang))
    if resource.referral_required:
        caution.append(say("referral_required", lang))
    language = question.person.language
    if language and resource.languages and language not in resource.languages and not resource.interpreters:
        key = "no_interpreter" if language == "und" else "no_language"
        caution.append(say(key, lang, language=language))
    if days is None:
        caution.append(say("undated" if candidate.entry.national else "never_verified", lang))
    elif stale or days < -1:
        key = "stale" if stale else "verified_ahead"
        caution.append(say(key, lang, day=resource.verified.isoformat() if resource.verified else ""))
    return caution


def _status_caution(candidate: Candidate, question: Question) -> list[str]:
    lang, resource = question.lang, candidate.entry.resource
    caution = []
    if candidate.status in ("paused", "full"):
        until = resource.status_until
        parts = [say(candidate.status, lang), say("until", lang, day=until.isoformat()) if until else ""]
        text = " ".join(part for part in parts if part)
        caution.append(f"{text}: {resource.status_note}" if resource.status_note else text)
    elif resource.status in ("paused", "full") and resource.status_until:
        caution.append(say("lapsed", lang, status=resource.status, day=resource.status_until.isoformat()))
    if candidate.beds is not None and not candidate.beds_known:
        age = candidate.beds_age_hours
        caution.append(say("beds_old", lang, hours="?" if age is None else f"{age:.0f}"))
    elif candidate.beds is not None and candidate.beds.free == 0:
        caution.append(say("beds_none", lang))
    return caution
