"""Where a person is: a ZIP, `City, ST` or `lat,lon` as a point with its city, county and state.

The table `places.sqlite` beside this file is made by `scripts/build_places.py`, which names its source.
Distances are great-circle kilometres between centres: good for "which is nearer", not for navigation.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.errors import DataError, Problem, UsageError, nearest

if TYPE_CHECKING:
    import sqlite3

TABLE = Path(__file__).with_name("places.sqlite")
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "AS": "American Samoa", "GU": "Guam",
    "MP": "Northern Mariana Islands", "PR": "Puerto Rico", "VI": "Virgin Islands", "FM": "Micronesia",
    "MH": "Marshall Islands", "PW": "Palau",
}  # fmt: skip
FORMS = "a ZIP (80202), a city and state (Denver, CO) or latitude,longitude (39.75,-104.99)"
NEAREST_ZIP_KM = 80.0
"""A point farther than this from every ZIP centre has no ZIP."""
_KM_PER_DEGREE = 111.2
_ABBREVIATIONS = {"saint": "st", "mount": "mt", "fort": "ft"}


class Place(NamedTuple):
    """A point and what is known about it; degrees north and east."""

    lat: float
    lon: float
    zip: str | None = None
    city: str | None = None
    state: str | None = None
    county: str | None = None
    cities: tuple[str, ...] = ()
    """Every city name that mail to this ZIP may carry, as keys (see `city_key`)."""
    approximate: bool = False
    """The ZIP, city and county are those of the nearest ZIP centre, not given."""

    @property
    def label(self) -> str:
        """How to say it back to the person who typed it."""
        town = f"{self.city}, {self.state}" if self.city else f"{self.lat:.4f},{self.lon:.4f}"
        return f"{self.zip} {town}" if self.zip and not self.approximate else town


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Great-circle distance in kilometres; degrees in."""
    phi_a, phi_b = math.radians(a_lat), math.radians(b_lat)
    half_lat = (phi_b - phi_a) / 2
    half_lon = math.radians(b_lon - a_lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lon) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(min(1.0, h)))


def city_key(name: str) -> str:
    """The form in which cities are compared: no accents or punctuation, lower case, `st` for saint."""
    if not name.isascii():
        import unicodedata

        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    cleaned = "".join(c if c.isalnum() else " " for c in name.casefold().replace("'", ""))
    return " ".join(_ABBREVIATIONS.get(word, word) for word in cleaned.split())


def county_key(name: str) -> str:
    """A county without the word for its kind: `Denver County` and `Denver` are the same."""
    words = city_key(name).split()
    if len(words) > 1 and words[-1] in ("county", "parish", "borough", "municipio", "municipality"):
        words = words[:-1]
    return " ".join(words)


def state_code(text: str) -> str | None:
    """`CO` for `co`, `CO` or `Colorado`; None for anything else."""
    word = " ".join(text.split())
    if word.upper() in STATES:
        return word.upper()
    return next((code for code, name in STATES.items() if name.casefold() == word.casefold()), None)


def parse_place(text: str) -> Place:
    """The place that `text` names; UsageError with the nearest one where there is none."""
    given = "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
    numbers = _numbers(given)
    if numbers:
        return _from_point(*numbers, given)
    digits = given.replace("-", "").replace(" ", "")
    if digits.isdecimal() and digits.isascii():
        return _from_zip(digits, given)
    return _from_city(given)


def zip_point(code: str) -> tuple[float, float] | None:
    """The centre of a ZIP in degrees, or None where it is not known."""
    if not (len(code) == 5 and code.isdecimal()):
        return None
    with _open() as db:
        row = db.execute("SELECT lat, lon FROM zip WHERE zip = ?", (int(code),)).fetchone()
    return (row[0] / 10_000, row[1] / 10_000) if row else None


def city_point(city: str, state: str) -> tuple[float, float] | None:
    """The centre of a city in degrees, or None where it is not known."""
    with _open() as db:
        row = _city_row(db, city, state)
    return (row[1] / 10_000, row[2] / 10_000) if row else None


def city_county(city: str, state: str) -> str | None:
    """The county of a city, or None where it is not known."""
    with _open() as db:
        row = _city_row(db, city, state)
    return row[3] if row else None


class _open:  # noqa: N801 - reads as a function
    """A read-only connection that is closed on leaving."""

    def __enter__(self) -> sqlite3.Connection:
        import sqlite3

        try:
            self.db = sqlite3.connect(f"{TABLE.as_uri()}?mode=ro&immutable=1", uri=True)
        except sqlite3.Error as error:
            problem = Problem(TABLE.name, f"the table of places cannot be opened ({error})")
            raise DataError([problem], fix="Install triage again: the file is part of it.") from error
        return self.db

    def __exit__(self, *_: object) -> None:
        self.db.close()


def _numbers(text: str) -> tuple[float, float] | None:
    """Two decimal numbers, or None where the text is something else."""
    parts = text.replace(",", " ").replace(";", " ").split()
    if len(parts) != 2 or not all(any(c.isdigit() for c in part) for part in parts):
        return None
    if "," not in text and ";" not in text and "." not in text:
        return None
    try:
        first, second = float(parts[0]), float(parts[1])
    except ValueError:
        return None
    return (first, second) if math.isfinite(first) and math.isfinite(second) else None


def _from_point(lat: float, lon: float, given: str) -> Place:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        swapped = -90 <= lon <= 90 and -180 <= lat <= 180
        fix = f"Latitude comes first: did you mean {lon:g},{lat:g}?" if swapped else f"Give {FORMS}."
        raise UsageError(f"'{given}' is not a place on earth", fix=fix)
    with _open() as db:
        found = _nearest_zip(db, lat, lon)
        if found is None:
            for name, a, b in (("swapped", lon, lat), ("missing a minus", lat, -lon)):
                if -90 <= a <= 90 and _nearest_zip(db, a, b) is not None:
                    raise UsageError(f"'{given}' is far from the United States: latitude and longitude look "
                                     f"{name}", fix=f"Did you mean {a:g},{b:g}?")  # fmt: skip
            return Place(lat, lon)
        known = _zip_place(db, found)
    assert known is not None  # noqa: S101 - the number came from the same table
    return Place(lat, lon, known.zip, known.city, known.state, known.county, known.cities, approximate=True)


def _nearest_zip(db: sqlite3.Connection, lat: float, lon: float) -> int | None:
    squash = max(0.05, math.cos(math.radians(lat)))
    reach_lat = NEAREST_ZIP_KM / _KM_PER_DEGREE
    reach_lon = reach_lat / squash
    row = db.execute(
        "SELECT zip FROM zip WHERE lat BETWEEN :lat - :a AND :lat + :a "
        "AND lon BETWEEN :lon - :b AND :lon + :b "
        "ORDER BY (lat - :lat) * (lat - :lat) + (lon - :lon) * (lon - :lon) * :squash LIMIT 1",
        {"lat": lat * 10_000, "lon": lon * 10_000, "squash": squash * squash,
         "a": reach_lat * 10_000, "b": reach_lon * 10_000},
    ).fetchone()  # fmt: skip
    return int(row[0]) if row else None


def _from_zip(digits: str, given: str) -> Place:
    if len(digits) not in (5, 9):
        raise UsageError(f"'{given}' is not a ZIP: it has {len(digits)} digits, not 5", fix=f"Give {FORMS}.")
    with _open() as db:
        place = _zip_place(db, int(digits[:5]))
        if place is not None:
            return place
        near = db.execute("SELECT zip FROM zip WHERE zip / 100 = ? ORDER BY abs(zip - ?) LIMIT 1",
                          (int(digits[:5]) // 100, int(digits[:5]))).fetchone()  # fmt: skip
        other = _zip_place(db, near[0]) if near else None
    fix = f"Near it: {other.label}. Or give the city and state." if other else f"Give {FORMS}."
    raise UsageError(f"no ZIP {digits[:5]} is known", fix=fix)


def _zip_place(db: sqlite3.Connection, number: int) -> Place | None:
    row = db.execute(
        "SELECT zip.lat, zip.lon, city.id, city.key, city.name, county.name, county.state FROM zip "
        "JOIN city ON city.id = zip.city LEFT JOIN county ON county.id = zip.county WHERE zip = ?",
        (number,),
    ).fetchone()
    if row is None:
        return None
    lat, lon, city_id, key, name, county, state = row
    if state is None:
        state = db.execute("SELECT code FROM state WHERE ? BETWEEN first AND last", (city_id,)).fetchone()[0]
    others = db.execute("SELECT key FROM zip_city JOIN city ON city.id = city WHERE zip = ?", (number,))
    keys = (key, *(other for (other,) in others))
    return Place(lat / 10_000, lon / 10_000, f"{number:05d}", name or key.title(), state, county, keys)


def _city_row(db: sqlite3.Connection, city: str, state: str) -> tuple[str, int, int, str | None] | None:
    """(name, lat, lon, county) with the coordinates in ten-thousandths of a degree."""
    row = db.execute(
        "SELECT coalesce(city.name, ''), city.key, city.lat, city.lon, county.name FROM state "
        "JOIN city ON city.id BETWEEN first AND last LEFT JOIN county ON county.id = city.county "
        "WHERE code = ? AND key = ?",
        (state, city_key(city)),
    ).fetchone()
    return (row[0] or row[1].title(), row[2], row[3], row[4]) if row else None


def _from_city(given: str) -> Place:
    city, state = _split_city(given)
    with _open() as db:
        if state is None:
            raise UsageError(f"'{given}' names no state", fix=_which_state(db, given))
        row = _city_row(db, city, state)
        if row is None:
            keys = [key for (key,) in db.execute(
                "SELECT key FROM state JOIN city ON city.id BETWEEN first AND last WHERE code = ?", (state,)
            )]  # fmt: skip
            close = _closest(city, keys)
            fix = f"Did you mean {close.title()}, {state}?" if close else f"Give {FORMS}."
            raise UsageError(f"no place '{city}' is known in {STATES[state]}", fix=fix)
    name, lat, lon, county = row
    return Place(lat / 10_000, lon / 10_000, None, name, state, county, (city_key(name),))


def _closest(city: str, keys: Iterable[str]) -> str | None:
    key = city_key(city)
    return nearest(key, sorted(keys), cutoff=0.6) if key else None


def _split_city(given: str) -> tuple[str, str | None]:
    """(`Denver`, `CO`) for `Denver, CO`, `denver co` and `Denver, Colorado`."""
    if "," in given:
        city, _, rest = given.rpartition(",")
        return city.strip(), state_code(rest)
    words = given.split()
    for count in (1, 2, 3):
        code = state_code(" ".join(words[-count:])) if len(words) > count else None
        if code:
            return " ".join(words[:-count]), code
    return given, None


def _which_state(db: sqlite3.Connection, given: str) -> str:
    city = given.rpartition(",")[0] or given
    row = db.execute("SELECT key, code FROM city JOIN state ON city.id BETWEEN first AND last "
                     "WHERE key = ? ORDER BY zips DESC LIMIT 1", (city_key(city),)).fetchone()  # fmt: skip
    return f"Did you mean {row[0].title()}, {row[1]}?" if row else f"Give {FORMS}."
