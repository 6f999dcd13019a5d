"""A place by ZIP, city or coordinates, and what to say where there is none."""

from __future__ import annotations

import pytest

from triage_cli.directory.places import TABLE, distance_km, parse_place
from triage_cli.errors import UsageError


@pytest.mark.parametrize(
    ("text", "city", "state", "county"),
    [
        ("80202", "Denver", "CO", "Denver County"),
        ("80202-1234", "Denver", "CO", "Denver County"),
        (" 00501 ", "Holtsville", "NY", "Suffolk County"),
        ("Denver, CO", "Denver", "CO", "Denver County"),
        ("denver co", "Denver", "CO", "Denver County"),
        ("Denver, Colorado", "Denver", "CO", "Denver County"),
        ("Saint Louis MO", "Saint Louis", "MO", "St. Louis County"),
        ("new york, new york", "New York", "NY", "New York County"),
        ("39.7,-105.0", "Denver", "CO", "Denver County"),
        ("39.7 -105.0", "Denver", "CO", "Denver County"),
    ],
)
def test_place_is_known(text: str, city: str, state: str, county: str) -> None:
    place = parse_place(text)
    assert (place.city, place.state, place.county) == (city, state, county)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Denvr, CO", "Did you mean Denver, CO?"),
        ("Denver", "Did you mean Denver, CO?"),
        ("80200", "Near it: 80201 Denver, CO"),
        ("8020", "has 4 digits, not 5"),
        ("-105.0,39.7", "did you mean 39.7,-105"),
        ("-75.1,39.9", "look swapped"),
        ("39.7,105.0", "Did you mean 39.7,-105?"),
        ("95.0,185.0", "not a place on earth"),
        ("", "names no state"),
        ("nan,nan", "names no state"),
        ("\x1b[31m", "names no state"),
    ],
)
def test_no_such_place_names_the_nearest(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_place(text)
    assert message in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_point_knows_that_its_zip_is_a_guess() -> None:
    assert parse_place("39.7,-105.0").approximate
    assert not parse_place("80202").approximate


def test_far_from_everything_is_a_point_without_a_zip() -> None:
    place = parse_place("10.0,-150.0")
    assert (place.zip, place.state) == (None, None)


def test_distance_is_great_circle_and_symmetric() -> None:
    """Denver to Los Angeles is about 1,340 km."""
    there = distance_km(39.7392, -104.9903, 34.0522, -118.2437)
    assert there == pytest.approx(1337, abs=10)
    assert there == pytest.approx(distance_km(34.0522, -118.2437, 39.7392, -104.9903))
    assert distance_km(0, 179.9, 0, -179.9) == pytest.approx(22.2, abs=0.1)


def test_table_is_small_and_names_its_source() -> None:
    import sqlite3

    assert TABLE.stat().st_size < 3_000_000
    db = sqlite3.connect(f"{TABLE.as_uri()}?mode=ro", uri=True)
    assert "zipcodes" in db.execute("SELECT value FROM meta WHERE key = 'source'").fetchone()[0]
    db.close()
