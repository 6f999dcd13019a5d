"""The line on which a table or key of a TOML file stands; `tomllib` does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HEADER = re.compile(r"""^\s*\[\[?\s*(?P<path>[^\[\]#]+?)\s*\]\]?\s*(?:#.*)?$""")
_KEY = re.compile(r"""^\s*(?P<key>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")

Lines = Mapping[tuple[str, ...], int]
"""(`resource`, slug, key) → line number, counted from 1."""


def lines_of(source: str) -> Lines:
    """Where each table and key of the file is first named."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    closing = ""
    for number, line in enumerate(source.splitlines(), start=1):
        if closing:
            if closing in line:
                closing = ""
            continue
        header = _HEADER.match(line)
        if header and "=" not in header["path"]:
            table = _path(header["path"])
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
            continue
        key = _KEY.match(line)
        if key:
            path = table + _path(key["key"])
            for length in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:length], number)
        closing = _left_open(line)
    return found


def line_of(lines: Lines, *path: str) -> int | None:
    """The line of the path, or of the nearest table around it."""
    for length in range(len(path), 0, -1):
        number = lines.get(path[:length])
        if number is not None:
            return number
    return None


def _path(text: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(text))


def _left_open(line: str) -> str:
    """The quotes that a multi-line string of this line still needs to close."""
    for quotes in ('"""', "'''"):
        if line.count(quotes) % 2:
            return quotes
    return ""
