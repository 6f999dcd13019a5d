"""`capacity.toml`: free beds, beside the directory file, so that counting them never touches it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from triage_cli.errors import DataError, Problem, nearest

if TYPE_CHECKING:
    import sqlite3

SCHEMA = "triage.beds/1"


class Beds(NamedTuple):
    """A count as somebody reported it."""

    free: int
    total: int | None = None
    at: datetime.datetime | None = None
    by: str | None = None


def read_beds(path: Path) -> dict[str, Beds]:
    """The counts by slug; DataError with every mistake."""
    import tomllib

    from triage_cli.directory.locate import line_of, lines_of
    from triage_cli.directory.store import read_text
    from triage_cli.directory.validate import syntax_problem

    label = path.name if path.parent == Path() else str(path)
    source = read_text(path, label)
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise DataError([syntax_problem(str(error), label, source)]) from error
    lines, tables = lines_of(source), data.get("beds", {})
    found: dict[str, Beds] = {}
    problems = [
        Problem(
            f"{label}:{line_of(lines, key) or 1}", f"unknown table '{key}'", "Counts are [beds.some-name]."
        )
        for key in data
        if key not in ("beds", "schema")
    ]
    for slug, table in tables.items() if isinstance(tables, dict) else ():
        for key, what, fix in _mistakes(table):
            place = f"{label}:{line_of(lines, 'beds', slug, key)} [beds.{slug}] {key}".rstrip()
            problems.append(Problem(place, what, fix))
        if not problems:
            found[slug] = Beds(table["free"], table.get("total"), _time(table.get("at")), table.get("by"))
    if problems:
        raise DataError(problems, title=f"{label} cannot be used:")
    return found


def _mistakes(table: Any) -> list[tuple[str, str, str]]:
    """(key, what, fix) for each wrong value."""
    if not isinstance(table, dict):
        return [("", "it is not a table", "Write [beds.some-name] and free = 4 below it.")]
    found = []
    known = Beds._fields
    for key, value in table.items():
        if key not in known:
            found.append(
                (key, f"unknown key '{key}'", f"Did you mean {nearest(key, known) or ', '.join(known)}?")
            )
        elif key in ("free", "total") and (
            isinstance(value, bool) or not isinstance(value, int) or value < 0
        ):
            found.append((key, f"{value!r} is not a number of beds", "Write a whole number from 0."))
        elif key == "at" and _time(value) is None:
            found.append((key, f"{value!r} is not a time", "Write 2026-10-01T14:30:00."))
        elif key == "by" and not isinstance(value, str):
            found.append((key, f"{value!r} is not text", "Put it in quotes."))
    if "free" not in table:
        found.append(("", "the count lacks free", "Add free = 4."))
    elif not found and table.get("total") is not None and table["free"] > table["total"]:
        found.append(
            ("free", f"{table['free']} free of {table['total']} in all", "free cannot be above total.")
        )
    return found


def _time(value: Any) -> datetime.datetime | None:
    if isinstance(value, datetime.datetime):
        return value
    if isinstance(value, datetime.date):
        return datetime.datetime.combine(value, datetime.time())
    try:
        return datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def fill(db: sqlite3.Connection, beds: Mapping[str, Beds]) -> None:
    """Make the table of counts."""
    db.execute("CREATE TABLE beds (slug TEXT PRIMARY KEY, free INTEGER, total INTEGER, at TEXT, by TEXT)")
    rows = [(slug, b.free, b.total, b.at.isoformat() if b.at else None, b.by) for slug, b in beds.items()]
    db.executemany("INSERT INTO beds VALUES (?, ?, ?, ?, ?)", rows)


def beds_of(db: sqlite3.Connection, slug: str) -> Beds | None:
    """The count of one entry."""
    row = db.execute("SELECT free, total, at, by FROM beds WHERE slug = ?", (slug,)).fetchone()
    return Beds(row[0], row[1], _time(row[2]), row[3]) if row else None
