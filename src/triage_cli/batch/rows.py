"""Rows of a call log, one at a time: CSV, TSV, JSON Lines, or text with one call a line.

A log is never held in memory. A row that cannot be read keeps its place and carries the reason, so that
each command decides what to make of it. No message holds a value of a row: it could be what a caller said.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from triage_cli.errors import DataError, Problem
from triage_cli.files import near_name, unreadable

DELIMITERS = {".csv": ",;|\t", ".tsv": "\t", ".tab": "\t"}
"""By suffix; where there are several, the one that the line of names uses most."""
JSON_LINES = (".jsonl", ".ndjson")
FORMATS = (*DELIMITERS, *JSON_LINES, ".txt")
_ONE_OF = "one of these: " + ", ".join(FORMATS)
_LONGEST_CELL = 4_000_000
"""Characters. More than any remark: a quotation mark that is never closed has swallowed the rows below."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Row(NamedTuple):
    """One call of a log."""

    number: int
    """As a spreadsheet or an editor counts: the line of names of a table is row 1."""
    values: Mapping[str, Any]
    """By column; text, but in JSON Lines any value."""
    problem: Problem | None = None
    """Why the row cannot be used; `values` is then empty."""


class Table(NamedTuple):
    """The columns of a log and its rows, which can be gone through once."""

    name: str
    """The file, as messages name it."""
    columns: Sequence[str]
    """Of JSON Lines those of the first row: others may come later."""
    rows: Iterator[Row]


@contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """The log in `path`, open for the time of the block.

    DataError where the file is missing, empty, in a format or an encoding that is not read, or has no
    row; one that shows itself only later is raised where the rows are gone through.
    """
    form = path.suffix.lower()
    if form not in FORMATS:
        raise DataError([_not_a_log(path, form)])
    try:
        file = path.open(encoding=_encoding(path), newline="")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    with file:
        try:
            table = _table(file, path.name, form)
            first = next(table.rows, None)
        except UnicodeDecodeError:
            raise _encoding_error(path) from None
        if first is None:
            a_table = table.columns and form in DELIMITERS
            what = "has names of columns and no rows" if a_table else "is empty"
            raise DataError([Problem(path.name, what, "Give it at least one call.")])
        columns = table.columns or tuple(first.values)
        yield table._replace(columns=columns, rows=_readable(table, first, path))


def good_rows(rows: Iterable[Row], *, most_listed: int = 20) -> Iterator[Row]:
    """The rows; after the first that cannot be used only mistakes are looked for. DataError lists them."""
    problems: list[Problem] = []
    count = 0
    for row in rows:
        if row.problem is not None:
            count += 1
            problems += [row.problem] if count <= most_listed else []
        elif not problems:
            yield row
    if problems:
        more = f" The first {most_listed}:" if count > most_listed else ""
        raise DataError(problems, title=f"{count} row(s) cannot be read.{more}")


def _not_a_log(path: Path, form: str) -> Problem:
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists fails on a name that is too long for one
        # Not repeated: someone may have typed what a caller said in place of a file.
        close = near_name(path)
        fix = f"Did you mean {close!r}?" if close else "Name a file: " + _ONE_OF
        return Problem("the file of calls", "there is none of that name", fix)
    return Problem(str(path), f"the format {form or 'without a suffix'} is not read", "Save it as " + _ONE_OF)


def _encoding(path: Path) -> str:
    """UTF-8, or the UTF-16 that spreadsheets export as Unicode text."""
    with path.open("rb") as file:
        return "utf-16" if file.read(2) in _UTF16 else "utf-8-sig"


def _table(file: IO[str], name: str, form: str) -> Table:
    if form == ".txt":
        return Table(name, ("text",), _text_rows(file))
    if form in JSON_LINES:
        return Table(name, (), _json_rows(file, name))
    lines = _Lines(file)
    heading = file.readline()
    delimiter = max(DELIMITERS[form], key=heading.count)
    lines.put_back(heading)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        columns = tuple(column.strip() for column in next(reader, ()))
    except csv.Error:
        columns = ()
    if not columns and not heading.strip():
        return Table(name, (), iter(()))
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if lines.ended and not heading.endswith(("\n", "\r")) and heading.count('"') % 2:
        raise DataError([Problem(f"{name}:1", "a quotation mark in the line of names is never closed")])
    if twice:
        what = f"{len(twice)} name(s) of columns stand there twice"
        raise DataError([Problem(f"{name}:1", what, "Give each column a name of its own.")])
    return Table(name, columns, _table_rows(reader, lines, columns, name))


class _Lines:
    """Lines of a file, that knows whether it was read to its end: a row that ends there is not whole."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._first: str | None = None
        self.ended = False

    def put_back(self, line: str) -> None:
        """Give this line again before all others."""
        self._first = line

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._first if self._first is not None else self._file.readline()
        self._first = None
        if not line:
            self.ended = True
            raise StopIteration
        return line


def _table_rows(reader: Any, lines: _Lines, columns: Sequence[str], name: str) -> Iterator[Row]:
    number = 1
    while True:
        begun = reader.line_num + 1
        number += 1
        place = f"{name}:{begun}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            large = "limit" in str(error)
            what = "a cell is too long" if large else f"not {name.rpartition('.')[2].upper()}: {error}"
            fix = "A quotation mark may be opened there and not closed." if large else None
            yield Row(number, {}, Problem(place, what, fix))
            if large:
                return
            continue
        if cells is None:
            return
        if lines.ended:
            what = "a quotation mark is opened there and never closed"
            yield Row(number, {}, Problem(place, what, 'Write a quotation mark inside a cell as "".'))
            return
        if not cells:
            continue  # an empty line, which a spreadsheet counts as a row
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            what = f"{len(cells)} cells, and the first row names {len(columns)}"
            fix = "Put a text with commas or tabs in quotation marks."
            yield Row(number, {}, Problem(place, what, fix))
            continue
        yield Row(number, dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=False)))


def _json_rows(file: IO[str], name: str) -> Iterator[Row]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        place = f"{name}:{number}"
        try:
            values = json.loads(line)
        except json.JSONDecodeError as error:
            yield Row(number, {}, Problem(place, f"not JSON: {error.msg} (column {error.colno})"))
        except (ValueError, RecursionError) as error:
            yield Row(number, {}, Problem(place, f"not JSON: {type(error).__name__}"))
        else:
            if isinstance(values, dict):
                yield Row(number, values)
            else:
                yield Row(number, {}, Problem(place, "not a call", "Each line is an object: {…}"))


def _text_rows(file: IO[str]) -> Iterator[Row]:
    for number, line in enumerate(file, 1):
        if line.strip():
            yield Row(number, {"text": line.rstrip("\r\n")})


def _readable(table: Table, first: Row, path: Path) -> Iterator[Row]:
    """The rows with the first before them; an unreadable byte says on which line it stands."""
    yield first
    try:
        yield from table.rows
    except UnicodeDecodeError:
        raise _encoding_error(path) from None


def _encoding_error(path: Path) -> DataError:
    """Where the first bytes stand that are no text."""
    place = path.name
    if _encoding(path) != "utf-16":
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError:
                    place = f"{path.name}:{number}"
                    break
    fix = "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8)."
    return DataError([Problem(place, "holds bytes that are no UTF-8 text", fix)])
