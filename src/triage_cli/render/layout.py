"""What a screen is made of before anything is drawn, and how it is broken into lines.

A screen is the same for every form: sections of rows. `plain` writes a row as a sentence of its own,
`terminal` sets labels in a column and wraps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

KEEP = "\N{NO-BREAK SPACE}"
"""A space at which no line may break; drawn as a space."""


class Part(NamedTuple):
    """Some text with one meaning."""

    text: str
    role: str = ""
    """What it is, for colour: level_0 … level_4, unit, phone, quote, warn, dim, or a band."""


class Row(NamedTuple):
    """One fact, with its label."""

    label: str
    parts: tuple[Part, ...]
    score: int | None = None
    """0 to 100 where the row is a bar."""
    role: str = ""
    """Of the label."""
    hang: int = 0
    """Further indentation of the lines after the first."""


class Section(NamedTuple):
    """Rows that belong together; a blank line stands before each section but the first."""

    rows: Sequence[Row]
    title: str = ""


def row(label: str, text: str, role: str = "", label_role: str = "label") -> Row:
    """A row of one part."""
    return Row(label, (Part(text, role),), role=label_role)


def rows(label: str, texts: Sequence[str], role: str = "", label_role: str = "label") -> list[Row]:
    """A row for each text under one label."""
    return [row(label, text, role, label_role) for text in texts]


def wrap(parts: Sequence[Part], width: int, cells: Callable[[str], int] = len) -> list[list[Part]]:
    """The parts in lines of at most `width` cells; numbers are never broken, even where they do not fit."""
    text = "".join(part.text for part in parts)
    return [_cut(parts, start, end) for start, end in _spans(text, width, cells)] or [[]]


def _spans(text: str, width: int, cells: Callable[[str], int]) -> list[tuple[int, int]]:
    """Where each line starts and ends in `text`."""
    spans: list[tuple[int, int]] = []
    line_start, line_end, position = 0, 0, 0
    for word in text.split(" "):
        start, end = position, position + len(word)
        position = end + 1
        if line_end == line_start:
            line_start = start
        elif cells(text[line_start:end]) > width:
            spans.append((line_start, line_end))
            line_start = start
        while cells(text[line_start:end]) > width and not _is_number(word):
            cut = _fitting(text, line_start, end, width, cells)
            spans.append((line_start, cut))
            line_start = cut
        line_end = end
    if line_end > line_start:
        spans.append((line_start, line_end))
    return spans


def _fitting(text: str, start: int, end: int, width: int, cells: Callable[[str], int]) -> int:
    """The end of the longest piece of a long word that fits, at least one character."""
    used = 0
    for place in range(start, end):
        used += cells(text[place])
        if used > width:
            return max(place, start + 1)
    return end


def _is_number(word: str) -> bool:
    return any(char.isdigit() for char in word) and len(word) < 30


def _cut(parts: Sequence[Part], start: int, end: int) -> list[Part]:
    """The pieces of `parts` between two places of their joined text."""
    found, position = [], 0
    for part in parts:
        piece = part.text[max(0, start - position) : max(0, end - position)]
        position += len(part.text)
        if piece:
            found.append(Part(piece.replace(KEEP, " "), part.role))
    return found
