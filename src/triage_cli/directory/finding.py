"""`triage find`: entries that pass every filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from triage_cli.directory import index
from triage_cli.directory.candidate import Candidate, Question, sort_key, weigh
from triage_cli.directory.eligibility import Person
from triage_cli.directory.index import CAN_PLACE, Entry
from triage_cli.directory.model import Resource
from triage_cli.directory.referral import Referral, referral

if TYPE_CHECKING:
    import sqlite3


class Filters(NamedTuple):
    """What an entry must be, besides taking the person."""

    query: str | None = None
    kinds: tuple[str, ...] = ()
    """All of them."""
    within_km: float | None = None
    open_now: bool = False
    limit: int = 10


def find(db: sqlite3.Connection, filters: Filters, question: Question) -> tuple[Referral, ...]:
    """The entries that pass, best first."""
    if filters.query and filters.query.strip():
        found = _by_words(db, filters.query)
    else:
        found = [(entry, 0.0) for entry in _by_kind(db, filters.kinds, question.person)]
    need = filters.kinds[0] if filters.kinds else None
    kept: list[tuple[float, Candidate]] = []
    for found_entry, score in found:
        entry = found_entry
        if all(kind in entry.resource.kind for kind in filters.kinds):
            if need:
                entry = entry._replace(position=entry.resource.kind.index(need))
            candidate = weigh(entry, need, question)
            if candidate is not None and _passes(candidate, filters, question.person):
                kept.append((round(score, 2), candidate))
    kept.sort(key=lambda pair: (not pair[1].usable, -pair[0], sort_key(pair[1], question)))
    return tuple(referral(candidate, question) for _, candidate in kept[: max(0, filters.limit)])


def _by_words(db: sqlite3.Connection, query: str) -> list[tuple[Entry, float]]:
    """Entries with their score; made for the gender that was asked for, and the agency's own, count more."""
    from triage_cli.directory.search import genders_in, match, says_gender, serves

    scores = match(db, query)
    entries = index.by_id(db, [number for number, _ in scores])
    genders = genders_in(query)
    found = []
    for number, score in scores:
        entry = entries.get(number)
        if entry is not None and serves(entry.resource, genders):
            bonus = 0.3 * says_gender(entry.resource, genders) - 0.1 * entry.national
            found.append((entry, score + bonus))
    return found


def _by_kind(db: sqlite3.Connection, kinds: tuple[str, ...], person: Person) -> list[Entry]:
    point = (person.place.lat, person.place.lon) if person.place else None
    if not kinds:
        return index.everything(db, point)
    found = [index.of_kind(db, kinds[0], point, national=national, limit=-1) for national in (False, True)]
    return [entry for part in found for entry in part if entry.position < CAN_PLACE]


def _passes(candidate: Candidate, filters: Filters, person: Person) -> bool:
    resource = candidate.entry.resource
    if filters.open_now and candidate.opening.state == "closed":
        return False
    # A secret place is never measured from: a filter by distance would give it away.
    if filters.within_km is not None and candidate.km is not None and candidate.km > filters.within_km:
        return False
    return _speaks(resource, person.language) and _takes(resource, person)


def _speaks(resource: Resource, language: str | None) -> bool:
    if language is None or language in resource.languages or resource.interpreters:
        return True
    return not resource.languages


def _takes(resource: Resource, person: Person) -> bool:
    """Not known to refuse the insurance or the pets that were asked about."""
    if person.pets and resource.eligibility.pets is False:
        return False
    if person.insurance is None:
        return True
    needed, taken = resource.eligibility.insurance, resource.insurance
    if needed and person.insurance not in needed:
        return False
    return not taken or person.insurance in taken or resource.cost == "free"
