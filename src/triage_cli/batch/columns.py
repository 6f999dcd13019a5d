"""Which column of a log holds what: named by an option, or known by its usual name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from triage_cli.batch.rows import Table
from triage_cli.errors import DataError, Problem, UsageError, nearest

TEXT_NAMES = (
    "text", "call_text", "remarks", "remark", "narrative", "description", "call_description",
    "incident_description", "comments", "comment", "call_remarks", "call_notes", "notes", "details",
    "complaint", "summary",
)  # fmt: skip
"""Usual names of the column with what was said, most certain first."""
TYPE_NAMES = (
    "call_type", "type", "incident_type", "call_type_description", "type_description", "final_call_type",
    "initial_call_type", "call_nature", "nature", "problem", "event_type", "radio_code",
)  # fmt: skip


class Found(NamedTuple):
    """A column, and whether it was found by its usual name: that is then said."""

    name: str
    guessed: bool


def find_column(table: Table, asked: str | None, option: str, usual: Sequence[str]) -> Found | None:
    """The column that the option names, else the first of the usual names; None where there is neither.

    UsageError where the option names a column that is not there, with the nearest that is.
    """
    known = {plain(column): column for column in reversed(table.columns) if column}
    if asked is None:
        found = next((known[name] for name in usual if name in known), None)
        return None if found is None else Found(found, guessed=True)
    if asked in table.columns:
        return Found(asked, guessed=False)
    if plain(asked) in known:
        return Found(known[plain(asked)], guessed=False)
    close = nearest(plain(asked), known, cutoff=0.6)
    fix = f"Did you mean {known[close]!r}?" if close else _columns_note(table)
    raise UsageError(f"{option}: {table.name} has no column {asked!r}", fix=fix)


def text_column(table: Table, asked: str | None) -> Found:
    """The column with what was said; DataError where none is named so."""
    found = find_column(table, asked, "--text-column", TEXT_NAMES)
    if found is not None:
        return found
    usual = ", ".join(TEXT_NAMES[:5])
    what = f"no column is known to hold what was said ({usual} …)"
    known = {plain(column): column for column in table.columns if column}
    close = next((known[near] for name in TEXT_NAMES if (near := nearest(name, known, cutoff=0.8))), None)
    fix = f"--text-column NAME says which; is it {close!r}?" if close else "Say which: --text-column NAME"
    raise DataError([Problem(f"{table.name}:1", what, fix)])


def type_column(table: Table, asked: str | None, text: str) -> Found | None:
    """The column with the coded call type, where there is one beside the text."""
    found = find_column(table, asked, "--type-column", TYPE_NAMES)
    return None if found is not None and found.guessed and found.name == text else found


def plain(name: str) -> str:
    """A name as it is compared: "Call Type" is call_type.

    >>> plain(" Call-Type ")
    'call_type'
    """
    return re.sub(r"[\W_]+", "_", name.strip().lower()).strip("_")


def _columns_note(table: Table) -> str:
    # The names are not repeated: of a file without names the first call stands in their place.
    columns = f"{len(table.columns)} column{'s' if len(table.columns) != 1 else ''}"
    return f"Its first row names {columns}: give the name of one as it stands there."
