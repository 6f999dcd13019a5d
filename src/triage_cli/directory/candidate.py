"""An entry weighed for one need: fit, eligibility, opening, beds, distance, and the key that sorts them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.directory.eligibility import Person, Verdict, eligible
from triage_cli.directory.hours import ALWAYS, HOLIDAY, Opening, Spans, opening, split_zone, state_at
from triage_cli.directory.index import CAN_PLACE, Entry
from triage_cli.directory.model import Resource
from triage_cli.directory.moment import Moment
from triage_cli.directory.places import distance_km

if TYPE_CHECKING:
    from triage_cli.directory.beds import Beds

BANDS_KM = (2.0, 5.0, 10.0, 20.0, 40.0, 80.0)
"""Within a band distance does not decide; language, walk-in and verification do."""
_BAND_UNKNOWN = 4
"""A line without a place, or a secret one, ranks like a place 20 to 40 km away."""
_BAND_NATIONAL = 9
_OPEN_RANK = {"open": 0, "unknown": 1, "closed": 2}


class Question(NamedTuple):
    """Who needs a place, when and from where, and the means to look things up."""

    person: Person
    moment: Moment
    spans: Callable[[str], Spans | None]
    beds: Callable[[str], Beds | None]
    lang: str = "en"
    stale_after_days: float = 365
    max_age_hours: float = 12


class Candidate(NamedTuple):
    """One entry for one need, weighed."""

    entry: Entry
    need: str | None
    verdict: Verdict
    opening: Opening
    at: datetime.datetime
    """The moment on the clock of the place, without zone."""
    hours: str | None
    zone: str | None
    """The place's own time zone."""
    beds: Beds | None
    beds_age_hours: float | None
    beds_known: bool
    """The count is young enough to rank by."""
    km: float | None
    status: str
    """The status that holds on the day: a `status_until` in the past has lapsed."""

    @property
    def usable(self) -> bool:
        """Takes people now as far as is known."""
        return self.status == "active"


def weigh(entry: Entry, need: str | None, question: Question) -> Candidate | None:
    """The entry as a candidate, or None where the person may not go."""
    resource = entry.resource
    asked = None if need is None or entry.position >= CAN_PLACE else need
    verdict = eligible(resource, question.person, asked, lang=question.lang)
    if verdict.answer == "no":
        return None
    hours, zone = hours_of(resource)
    at = question.moment.wall(zone)
    state = opening(hours, at, question.spans(hours) if hours and hours not in ALWAYS else None)
    beds = question.beds(resource.slug)
    age = question.moment.hours_since(beds.at, resource.timezone) if beds and beds.at else None
    return Candidate(
        entry=entry, need=need, verdict=verdict, opening=state, at=at, hours=hours, zone=zone, beds=beds,
        beds_age_hours=age,
        beds_known=age is not None and -1.0 <= age <= question.max_age_hours,
        km=_km(entry, question.person),
        status=status_on(resource, question.moment.today) if resource.status_until else resource.status,
    )  # fmt: skip


def hours_of(resource: Resource) -> tuple[str | None, str | None]:
    """(opening hours, time zone): those of the place, else of its first number."""
    text = resource.hours or next((phone.hours for phone in resource.phones if phone.hours), None)
    if text is None:
        return None, resource.timezone
    hours, zone = split_zone(text) if '"' in text else (text, None)
    return hours, zone or resource.timezone


def kinds_for(need: str, person: Person) -> tuple[str, ...]:
    """The kinds that answer a need: for somebody under 18 a bed is a youth shelter."""
    if need == "shelter" and person.ages[1] < 18:
        return ("youth_shelter", need)
    if need == "shelter" and person.children:
        return ("family_shelter", need)
    return (need,)


def status_on(resource: Resource, today: datetime.date) -> str:
    """`paused` and `full` end with `status_until`; `closed` does not."""
    ended = resource.status_until is not None and resource.status_until < today
    return "active" if ended and resource.status in ("paused", "full") else resource.status


def on_holiday(candidate: Candidate, question: Question) -> bool:
    """Whether the day is a federal holiday about which the hours say nothing."""
    hours = candidate.hours
    if hours is None or hours == "24/7" or "PH" in hours or candidate.opening.state == "unknown":
        return False
    return state_at(HOLIDAY, candidate.at, question.spans(HOLIDAY)) == "open"


def for_this_person(resource: Resource, person: Person) -> bool:
    """Made for a group that the person is known to belong to."""
    rules = resource.eligibility
    return (
        (rules.veterans_only is True and person.veteran is True)
        or (resource.kind[0] == "responder_wellness" and person.responder is True)
        or (person.gender is not None and person.gender in rules.genders)
        or (rules.max_age is not None and rules.max_age <= 25 and person.ages[1] <= rules.max_age)
        or (rules.min_age is not None and rules.min_age >= 50 and person.ages[0] >= rules.min_age)
    )


def sort_key(candidate: Candidate, question: Question) -> tuple[object, ...]:
    """The order of DESIGN.md: fit, eligibility, open, beds, near, language, walk-in, verified."""
    entry, resource, person = candidate.entry, candidate.entry.resource, question.person
    fit = 2 if entry.position >= CAN_PLACE else min(entry.position, 1)
    verified = resource.verified.toordinal() if resource.verified else 0
    return (
        not candidate.usable,
        fit,
        candidate.verdict.answer != "yes",
        _OPEN_RANK[candidate.opening.state],
        _beds_rank(candidate),
        not for_this_person(resource, person),
        _band(candidate),
        bool(person.no_transport) and not resource.transport,
        _language_rank(resource, person.language),
        not resource.walk_in,
        not resource.transport,
        -verified,
        candidate.km if candidate.km is not None else 1e9,
        resource.slug,
    )


def _km(entry: Entry, person: Person) -> float | None:
    """Kilometres from the person, never for a confidential place (fails closed)."""
    place = person.place
    if place is None or entry.lat is None or entry.lon is None or entry.resource.confidential is not False:
        return None
    return distance_km(place.lat, place.lon, entry.lat, entry.lon)


def _band(candidate: Candidate) -> int:
    if candidate.entry.national:
        return _BAND_NATIONAL
    if candidate.km is None:
        return _BAND_UNKNOWN
    return sum(candidate.km > limit for limit in BANDS_KM)


def _beds_rank(candidate: Candidate) -> int:
    if candidate.beds is None or not candidate.beds_known:
        return 1
    return 0 if candidate.beds.free > 0 else 2


def _language_rank(resource: Resource, language: str | None) -> int:
    if language is None or language in resource.languages:
        return 0
    if resource.interpreters:
        return 1
    return 3 if resource.languages else 2
