"""Whether a person's place lies in a catchment area: yes, no, or maybe where it cannot be told."""

from __future__ import annotations

from collections.abc import Iterable

from triage_cli.directory.places import Place, city_key, county_key


def in_area(area: Iterable[str], place: Place | None) -> str:
    """`yes`, `maybe` or `no`. An empty area has no rule; an unknown place may be anywhere."""
    areas = tuple(area)
    if not areas or "US" in areas:
        return "yes"
    if place is None or place.state is None:
        return "maybe"
    answers = {_in_one(item, place) for item in areas}
    return "yes" if "yes" in answers else "maybe" if "maybe" in answers else "no"


def _in_one(item: str, place: Place) -> str:
    if item.isdecimal():
        if place.zip == item:
            return "yes" if not place.approximate else "maybe"
        if place.zip and not place.approximate:
            return "no"
        return "maybe" if _zip_state_matches(item, place) else "no"
    if "," not in item:
        return "yes" if item == place.state else "no"
    name, _, state = item.rpartition(",")
    if state.strip() != place.state:
        return "no"
    # "Denver, CO" may mean the city or the county: either will do.
    county = county_key(place.county or "")
    if county and county == county_key(name):
        return "yes"
    if city_key(name).endswith((" county", " parish", " borough")):
        return "no" if county else "maybe"
    return _in_city(name, place, county)


def _in_city(name: str, place: Place, county: str) -> str:
    """The city a letter is addressed to is not always the city a house stands in, but it is near."""
    if city_key(name) in place.cities:
        return "yes"
    from triage_cli.directory.places import city_county

    home = city_county(name, place.state or "")
    if home is None or not county:
        return "maybe"
    return "maybe" if county_key(home) == county else "no"


def _zip_state_matches(code: str, place: Place) -> bool:
    """Whether a ZIP could be that of a place known only by city or point: it is not far away."""
    from triage_cli.directory.places import distance_km, zip_point

    point = zip_point(code)
    return point is None or distance_km(place.lat, place.lon, *point) < 60
