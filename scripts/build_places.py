"""Make `src/triage_cli/directory/places.sqlite`: US ZIP codes, cities and counties with their centres.

Run once, by hand, when the table should be renewed; never at run time:

    pip install zipcodes
    python scripts/build_places.py

Source: the PyPI package `zipcodes` (https://github.com/seanpianka/zipcodes, MIT), which assembles its
data from unitedstateszipcodes.org, GeoNames (CC BY 4.0) and the USPS ZIP Locale Detail (see its README).
The version used is written into the table `meta`. Left out: military post (no place on a map) and
entries without coordinates. Coordinates are stored as ten-thousandths of a degree (about 10 m).
"""

from __future__ import annotations

import collections
import datetime
import importlib.metadata
import sys
import unicodedata
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "src" / "triage_cli" / "directory" / "places.sqlite"
SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE county (id INTEGER PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL);
-- Cities are numbered state by state, so that a state is a range of ids and needs no index.
CREATE TABLE state (code TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE city (id INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT,
                   lat INTEGER NOT NULL, lon INTEGER NOT NULL, county INTEGER, zips INTEGER NOT NULL);
-- name is NULL where it is the key with capitals ("fort collins" -> "Fort Collins")
CREATE TABLE zip (zip INTEGER PRIMARY KEY, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
                  city INTEGER NOT NULL, county INTEGER);
CREATE TABLE zip_city (zip INTEGER NOT NULL, city INTEGER NOT NULL, PRIMARY KEY (zip, city)) WITHOUT ROWID;
"""
Row = dict[str, Any]


def key_of(name: str) -> str:
    """The form in which a city is looked up: no accents, no punctuation, lower case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    words = "".join(c if c.isalnum() else " " for c in plain.replace("'", "")).split()
    return " ".join({"saint": "st", "mount": "mt", "fort": "ft"}.get(word, word) for word in words)


def usable(row: Row) -> bool:
    """Whether the row is a place in the country with coordinates."""
    if row["zip_code_type"] == "MILITARY" or row["state"] in ("AA", "AE", "AP"):
        return False
    return bool(row["lat"] and row["long"]) and (float(row["lat"]), float(row["long"])) != (0.0, 0.0)


def ten_thousandths(degrees: float) -> int:
    """Degrees as a whole number of 0.0001 degrees."""
    return round(degrees * 10_000)


def city_rows(
    rows: list[Row], county_ids: dict[tuple[str, str], int]
) -> tuple[list[tuple[Any, ...]], dict[Any, int]]:
    """One row a city: centre of its own delivery ZIPs, else of all that name it; most common county."""
    members: dict[tuple[str, str], list[tuple[int, str, Row]]] = collections.defaultdict(list)
    for row in rows:
        names = [row["city"], *row["acceptable_cities"]]
        for place, name in enumerate(names):
            weight = 3 if place == 0 and row["zip_code_type"] == "STANDARD" else 2 if place == 0 else 1
            members[row["state"], key_of(name)].append((weight, name, row))
    result, ids = [], {}
    for number, ((state, key), found) in enumerate(sorted(members.items()), start=1):
        best = max(weight for weight, _, _ in found)
        chosen = [(name, row) for weight, name, row in found if weight == best]
        name = collections.Counter(name for name, _ in chosen).most_common(1)[0][0]
        lat = sum(float(row["lat"]) for _, row in chosen) / len(chosen)
        lon = sum(float(row["long"]) for _, row in chosen) / len(chosen)
        counties = collections.Counter((row["county"], state) for _, row in chosen if row["county"])
        county = county_ids[counties.most_common(1)[0][0]] if counties else None
        result.append(
            (
                number,
                key,
                None if name == key.title() else name,
                ten_thousandths(lat),
                ten_thousandths(lon),
                county,
                len(found),
            )
        )
        ids[state, key] = number
    return result, ids


def state_ranges(city_ids: dict[tuple[str, str], int]) -> list[tuple[str, int, int]]:
    """(state, first id, last id) of its cities."""
    found: dict[str, list[int]] = collections.defaultdict(list)
    for (state, _), number in city_ids.items():
        found[state].append(number)
    return [(state, min(numbers), max(numbers)) for state, numbers in found.items()]


def build(target: Path) -> None:
    """Write the table beside its final place and put it there in one step."""
    import sqlite3

    import zipcodes

    rows = [row for row in zipcodes.list_all() if usable(row)]
    counties = sorted({(row["county"], row["state"]) for row in rows if row["county"]})
    county_ids = {key: number for number, key in enumerate(counties, start=1)}
    cities, city_ids = city_rows(rows, county_ids)
    draft = target.with_suffix(".new")
    draft.unlink(missing_ok=True)
    db = sqlite3.connect(draft)
    db.executescript(SCHEMA)
    db.executemany("INSERT INTO county VALUES (?, ?, ?)", [(n, *key) for key, n in county_ids.items()])
    db.executemany("INSERT INTO city VALUES (?, ?, ?, ?, ?, ?, ?)", cities)
    db.executemany("INSERT INTO state VALUES (?, ?, ?)", state_ranges(city_ids))
    for row in rows:
        number, state = int(row["zip_code"]), row["state"]
        own = city_ids[state, key_of(row["city"])]
        db.execute(
            "INSERT INTO zip VALUES (?, ?, ?, ?, ?)",
            (number, ten_thousandths(float(row["lat"])), ten_thousandths(float(row["long"])), own,
             county_ids.get((row["county"], state))),
        )  # fmt: skip
        others = {city_ids[state, key_of(name)] for name in row["acceptable_cities"]} - {own}
        db.executemany("INSERT INTO zip_city VALUES (?, ?)", [(number, city) for city in sorted(others)])
    db.executemany("INSERT INTO meta VALUES (?, ?)", [
        ("schema", "1"),
        ("source", f"zipcodes {importlib.metadata.version('zipcodes')} (PyPI), "
                   "https://github.com/seanpianka/zipcodes, MIT; coordinates: GeoNames, CC BY 4.0"),
        ("made_by", "scripts/build_places.py"),
        ("made_on", datetime.date.today().isoformat()),
    ])  # fmt: skip
    db.commit()
    db.execute("VACUUM")
    db.close()
    draft.replace(target)
    print(f"{target.name}: {len(rows)} ZIPs, {len(cities)} cities, {target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
