"""A call log as calls: what was said and the coded type, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from triage_cli.batch.columns import text_column, type_column
from triage_cli.batch.rows import Row, Table, good_rows, open_table
from triage_cli.errors import Problem


class Call(NamedTuple):
    """One row of a log, ready to be judged."""

    row: int
    """As a spreadsheet or an editor counts."""
    text: str
    call_type: str | None
    values: Mapping[str, Any]
    """Every column of the row."""


class Calls(NamedTuple):
    """A log whose columns are known."""

    table: Table
    notes: Sequence[str]
    """Which columns were taken by their usual names: to be said, for a guess can be wrong."""
    rows: Iterator[Call]
    """Raises DataError at its end where rows could not be read."""


@contextmanager
def open_calls(path: Path, *, text: str | None = None, call_type: str | None = None) -> Iterator[Calls]:
    """The log, open for the time of the block; `text` and `call_type` name columns.

    UsageError for a column that is not there, DataError for a file or a row that cannot be read.
    """
    with open_table(path) as table:
        said = text_column(table, text)
        typed = type_column(table, call_type, said.name)
        guessed = [f"text from {said.name!r}"] if said.guessed and len(table.columns) > 1 else []
        guessed += [f"call type from {typed.name!r}"] if typed and typed.guessed else []
        yield Calls(table, guessed, _calls(table, said.name, typed.name if typed else None))


def _calls(table: Table, said: str, typed: str | None) -> Iterator[Call]:
    for row in good_rows(_checked(table, said, typed)):
        call_type = cell(row, typed).strip() if typed else ""
        yield Call(row.number, cell(row, said), call_type or None, row.values)


def _checked(table: Table, *columns: str | None) -> Iterator[Row]:
    """The rows, with those marked whose text is none."""
    for row in table.rows:
        wrong = [name for name in columns if name and not isinstance(row.values.get(name), _CELLS)]
        if wrong and row.problem is None:
            place = f"{table.name}:{row.number}"
            yield row._replace(problem=Problem(place, f"{wrong[0]!r} is no text", f'"{wrong[0]}": "…"'))
        else:
            yield row


_CELLS = (str, int, float, type(None))


def cell(row: Row, column: str) -> str:
    """The text of a cell; "" where there is none."""
    value = row.values.get(column)
    return "" if value is None else str(value)
