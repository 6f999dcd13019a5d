"""The directory as tables: which entries offer a kind, near a point, or carry a word.

Derived from `resources.toml` and the national lines; see `cache.py` for where it is kept. A question reads
a few rows, whether there are 20 entries or 20,000.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from triage_cli import __version__
from triage_cli.directory.model import Resource, from_plain

if TYPE_CHECKING:
    import sqlite3

SCHEMA = f"triage.index/1 {__version__}"
"""A new release builds its own index: it may read hours or words in another way."""
KEPT_DAYS = 21
"""Days of opening spans that are worked out when the index is built."""
REBUILD_DAYS = 14.0
"""An index older than this is built anew, so that the spans never run out."""
REACH = (64, 512, 1_000_000)
"""How many of the nearest entries of a kind are weighed, step by step until enough take the person."""
CAN_PLACE = 100
"""Position in `kind` of an information line that does not offer a kind but can find it."""
_INFORMATION = ("information_line", "helpline")
_TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, national INTEGER NOT NULL,
                    lat REAL, lon REAL, body TEXT NOT NULL);
CREATE TABLE kind (kind TEXT NOT NULL, national INTEGER NOT NULL, entry INTEGER NOT NULL,
                   position INTEGER NOT NULL, lat REAL, lon REAL,
                   PRIMARY KEY (kind, national, entry)) WITHOUT ROWID;
CREATE TABLE term (term TEXT NOT NULL, entry INTEGER NOT NULL, weight REAL NOT NULL,
                   PRIMARY KEY (term, entry)) WITHOUT ROWID;
CREATE TABLE zone (name TEXT PRIMARY KEY, changes TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE hours (hours TEXT PRIMARY KEY, spans TEXT NOT NULL) WITHOUT ROWID;
"""


class Entry(NamedTuple):
    """An entry with what the index knows about it besides."""

    resource: Resource
    national: bool
    lat: float | None
    """Degrees; None for a confidential place and for a line without one."""
    lon: float | None
    position: int = 0
    """Which of its kinds matched, 0 for the first."""


def fill(
    db: sqlite3.Connection, agency: Iterable[Resource], national: Iterable[Resource], today: datetime.date
) -> None:
    """Make the tables; an agency's entry stands in for the national line of the same slug."""
    import json

    from triage_cli.directory.hours import split_zone
    from triage_cli.directory.model import SECRET, to_plain
    from triage_cli.directory.moment import offsets_of
    from triage_cli.directory.terms import terms_of

    db.executescript(_TABLES)
    merged: dict[str, tuple[Resource, bool]] = {r.slug: (r, False) for r in agency}
    for resource in national:
        merged.setdefault(resource.slug, (resource, True))
    points = _Points()
    texts: set[str] = set()
    zones: set[str] = set()
    for number, (resource, is_national) in enumerate(merged.values(), start=1):
        lat, lon = points.of(resource)
        body = to_plain(resource)
        if resource.confidential:  # what the index does not hold it cannot leak
            body = {key: value for key, value in body.items() if key not in SECRET}
        text = json.dumps(body, ensure_ascii=False)
        db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
                   (number, resource.slug, is_national, lat, lon, text))  # fmt: skip
        for kind, position in _kinds(resource):
            db.execute("INSERT OR IGNORE INTO kind VALUES (?, ?, ?, ?, ?, ?)",
                       (kind, is_national, number, position, lat, lon))  # fmt: skip
        db.executemany("INSERT INTO term VALUES (?, ?, ?)",
                       [(term, number, weight) for term, weight in terms_of(resource).items()])  # fmt: skip
        texts.update(t for t in (resource.hours, *(phone.hours for phone in resource.phones)) if t)
        zones.update([resource.timezone] if resource.timezone else [])
    start = today - datetime.timedelta(days=2)
    zones.update(zone for text in texts if (zone := split_zone(text)[1]))
    _fill_hours(db, texts, start)
    for zone in zones:
        db.execute(
            "INSERT INTO zone VALUES (?, ?)", (zone, json.dumps(offsets_of(zone, start, KEPT_DAYS + 2)))
        )


def _kinds(resource: Resource) -> Iterator[tuple[str, int]]:
    """(kind, position) of what it offers, then of what an information line says it can find."""
    from triage_cli.vocabulary import KINDS

    yield from ((kind, position) for position, kind in enumerate(resource.kind))
    if any(kind in _INFORMATION for kind in resource.kind):
        words = {keyword.lower().replace(" ", "_") for keyword in resource.keywords}
        yield from ((kind, CAN_PLACE) for kind in KINDS if kind in words and kind not in resource.kind)


def _fill_hours(db: sqlite3.Connection, texts: Iterable[str], start: datetime.date) -> None:
    import json

    from triage_cli.directory.hours import ALWAYS, HOLIDAY, spans_of, split_zone

    for text in {HOLIDAY, *(split_zone(text)[0] for text in texts)}:
        spans = None if text in ALWAYS else spans_of(text, start, KEPT_DAYS + 2)
        if spans:
            db.execute("INSERT INTO hours VALUES (?, ?)", (text, json.dumps(spans)))


class _Points:
    """The point of an entry: its own, else the centre of its ZIP or city. Looked up once each."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, ...], tuple[float, float] | None] = {}

    def of(self, resource: Resource) -> tuple[float | None, float | None]:
        """Degrees, or (None, None): also for every confidential entry, so nothing can be measured from it."""
        from triage_cli.directory.places import city_point, zip_point

        if resource.confidential:
            return None, None
        if resource.lat is not None and resource.lon is not None:
            return resource.lat, resource.lon
        if resource.zip:
            key: tuple[str, ...] = (resource.zip,)
        elif resource.city and resource.state:
            key = (resource.city, resource.state)
        else:
            return None, None
        if key not in self.known:
            self.known[key] = zip_point(*key) if len(key) == 1 else city_point(*key)
        return self.known[key] or (None, None)


def _entry(row: tuple[Any, ...]) -> Entry:
    import json

    body, national, lat, lon, position = row
    return Entry(from_plain(json.loads(body)), bool(national), lat, lon, position)


_FLAT = "({t}.lat - :lat) * ({t}.lat - :lat) + ({t}.lon - :lon) * ({t}.lon - :lon) * :squash"
"""Distance on a flat map, squared: right enough to choose candidates by."""
_OF_KIND = (
    "SELECT body, entry.national, entry.lat, entry.lon, kind.position "
    "FROM kind JOIN entry ON entry.id = kind.entry "
    "WHERE kind.kind = :kind AND kind.national = :national AND kind.lat {placed} "
    "ORDER BY {order} LIMIT :limit"
)
_ALL = "SELECT body, national, lat, lon, 0 FROM entry ORDER BY {order} LIMIT :limit"


def of_kind(
    db: sqlite3.Connection, kind: str, point: tuple[float, float] | None, *, national: bool, limit: int = 64
) -> list[Entry]:
    """The entries that offer a kind, nearest to `point` (degrees) first, those without a place with them.

    `limit` counts the entries with a place and those without each by itself: neither crowds out the other.
    """
    values = {"kind": kind, "national": national, "limit": limit, **_point(point)}
    near = _FLAT.format(t="kind") if point else "kind.entry"
    placed = db.execute(_OF_KIND.format(placed="IS NOT NULL", order=near), values).fetchall()
    others = db.execute(
        _OF_KIND.format(placed="IS NULL", order="kind.position, kind.entry"), values
    ).fetchall()
    return [_entry(row) for row in (*placed, *others)]


def everything(
    db: sqlite3.Connection, point: tuple[float, float] | None = None, limit: int = -1
) -> list[Entry]:
    """All entries, nearest first, else in the order of the file with the national lines after them."""
    order = f"lat IS NULL, {_FLAT.format(t='entry')}" if point else "national, id"
    return [_entry(row) for row in db.execute(_ALL.format(order=order), {"limit": limit, **_point(point)})]


def by_id(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Entry]:
    """Entries by their number in the index."""
    found = {}
    for number in numbers:
        row = db.execute("SELECT body, national, lat, lon, 0 FROM entry WHERE id = ?", (number,)).fetchone()
        if row:
            found[number] = _entry(row)
    return found


def by_slug(db: sqlite3.Connection, slug: str) -> Entry | None:
    """The entry of that name."""
    row = db.execute("SELECT body, national, lat, lon, 0 FROM entry WHERE slug = ?", (slug,)).fetchone()
    return _entry(row) if row else None


def spans(db: sqlite3.Connection, hours: str) -> Mapping[str, Any] | None:
    """The opening spans kept for this text."""
    import json

    row = db.execute("SELECT spans FROM hours WHERE hours = ?", (hours,)).fetchone()
    found = json.loads(row[0]) if row else None
    return found if isinstance(found, dict) else None


def offsets(db: sqlite3.Connection, zone: str) -> list[list[int]]:
    """The UTC offsets kept for a time zone, see `moment.offsets_of`; empty where there are none."""
    import json

    row = db.execute("SELECT changes FROM zone WHERE name = ?", (zone,)).fetchone()
    return list(json.loads(row[0])) if row else []


def _point(point: tuple[float, float] | None) -> dict[str, float]:
    """The values that `_FLAT` needs."""
    if point is None:
        return {}
    import math

    return {"lat": point[0], "lon": point[1], "squash": math.cos(math.radians(point[0])) ** 2}


def sources_of(path: Path) -> tuple[Path, Path]:
    """The files that an index of the directory at `path` is derived from."""
    from triage_cli.directory.store import NATIONAL

    return path, NATIONAL
