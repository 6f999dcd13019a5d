"""One entry of `resources.toml`: what it holds and which words it may use (CONTRACT.md).

The keys that a file may have are the fields of these classes, so a new key is added here, with a
converter in `fields.py`, and nowhere else. They are named tuples, not dataclasses: a frozen, slotted
dataclass of 46 fields takes 3 ms to define, and every `triage score` pays for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

GENDERS: Final = ("women", "men", "trans", "nonbinary")
SOBRIETY: Final = ("none", "sober_on_arrival", "sober_required")
INSURANCE: Final = ("none", "uninsured", "medicaid", "medicare", "private", "va", "tribal")
STATUSES: Final = ("active", "paused", "full", "closed")
SCHEMA: Final = 1
"""The version of the file format, its key `schema`."""


class Phone(NamedTuple):
    """A voice number: E.164 or a short code."""

    number: str
    label: str | None = None
    """Who answers: `intake`, `TTY`, `Spanish`."""
    press: str | None = None
    """The key to press once it answers."""
    ext: str | None = None
    hours: str | None = None
    """OpenStreetMap opening_hours of this number, where they are not those of the place."""


class Eligibility(NamedTuple):
    """Who may go; an absent key says nothing about it."""

    min_age: int | None = None
    """Years, inclusive."""
    max_age: int | None = None
    """Years, inclusive."""
    genders: tuple[str, ...] = ()
    """Who is served; empty means everybody. List `trans` and `nonbinary` where they are served too."""
    veterans_only: bool | None = None
    families: bool | None = None
    """Whether an adult with children is taken in."""
    children: bool | None = None
    """Whether a child may come along."""
    pets: bool | None = None
    couples: bool | None = None
    lgbtq: bool | None = None
    """Says that LGBTQ people are expressly welcome; keeps nobody out."""
    sobriety: str | None = None
    insurance: tuple[str, ...] = ()
    """Insurance that a person must have one of; empty means none is needed."""
    residency: str | None = None
    """A rule in words, such as "30 days in the county". Words can only be asked about: they make
    eligibility `maybe`."""
    exclusions: tuple[str, ...] = ()
    notes: str | None = None


class Resource(NamedTuple):
    """A place, line or programme. `slug` is the name of its table, the `id` of a referral."""

    slug: str
    name: str
    kind: tuple[str, ...]
    """What it is, most typical first; words of `vocabulary.KINDS`."""
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    """Words that people search for; for an information line also the needs that it can place."""
    services: tuple[str, ...] = ()
    description: str | None = None
    operator: str | None = None
    phones: tuple[Phone, ...] = ()
    sms: str | None = None
    chat: str | None = None
    website: str | None = None
    email: str | None = None
    address: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    lat: float | None = None
    lon: float | None = None
    area: tuple[str, ...] = ()
    """Catchment: ZIPs, `City, ST`, `County, ST`, states or `US`; empty means no rule."""
    confidential: bool = False
    """The address is secret: never shown, exported, sent or measured from."""
    hours: str | None = None
    timezone: str | None = None
    walk_in: bool | None = None
    referral_required: bool | None = None
    police_dropoff: bool | None = None
    transport: bool | str | None = None
    """It fetches people, or how it does."""
    eligibility: Eligibility = Eligibility()
    cost: str | None = None
    insurance: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interpreters: bool | str | None = None
    accessibility: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    capacity: int | None = None
    """Beds or places in all."""
    status: str = "active"
    status_note: str | None = None
    status_until: datetime.date | None = None
    verified: datetime.date | None = None
    verified_by: str | None = None
    note: str | None = None
    source: str | tuple[str, ...] | None = None
    sample: bool = False


SECRET: Final = ("address", "city", "zip", "lat", "lon")
"""What a confidential entry keeps to itself. Its state and area stay: they say who may call."""


def field_names(cls: Any) -> tuple[str, ...]:
    """The keys that a table of this class may have, in their order."""
    return tuple(name for name in cls._fields if name != "slug")


def to_plain(value: Any) -> dict[str, Any]:
    """The entry as JSON can hold it: only keys that differ from their default, dates as ISO text."""
    result: dict[str, Any] = {}
    for name, item in zip(value._fields, value, strict=True):
        if name in value._field_defaults and item == value._field_defaults[name]:
            continue
        if isinstance(item, datetime.date):
            item = item.isoformat()
        elif isinstance(item, Eligibility):
            item = to_plain(item)
        elif type(item) is tuple:
            item = [to_plain(part) if isinstance(part, Phone) else part for part in item]
        result[name] = item
    return result


def from_plain(data: Mapping[str, Any]) -> Resource:
    """The entry that `to_plain` made; trusts its argument, which only our own cache holds."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    if "phones" in values:
        values["phones"] = tuple(Phone(**phone) for phone in data["phones"])
    if "eligibility" in values:
        rules: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in data["eligibility"].items()
        }
        values["eligibility"] = Eligibility(**rules)
    for name in ("verified", "status_until"):
        if name in values:
            values[name] = datetime.date.fromisoformat(values[name])
    return Resource(**values)


def public(resource: Resource) -> dict[str, Any]:
    """The entry with its `id` as it may be shown or sent: a confidential one without its place."""
    data = to_plain(resource)
    if resource.confidential is not False:
        for key in SECRET:
            data.pop(key, None)
        data["area"] = [item for item in data.get("area", ()) if not item.isdecimal()]
        data = {key: value for key, value in data.items() if key != "area" or value}
    return {"id": data.pop("slug"), **data}
