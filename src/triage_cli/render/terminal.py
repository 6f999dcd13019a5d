"""The form for a person at a terminal: columns, bars and colour, at any width.

Colour repeats what the words say and is never alone. rich is imported when something is drawn: a pipe
does without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from triage_cli.render.layout import KEEP, Part, Row, Section, wrap

if TYPE_CHECKING:
    from rich.console import Console

STYLES = {
    "level_4": "bold white on red", "level_3": "bold black on yellow", "level_2": "bold yellow",
    "level_1": "bold green", "level_0": "bold", "unit": "bold", "label": "bold", "title": "bold",
    "phone": "bold cyan", "name": "bold", "warn": "yellow", "dim": "dim", "quote": "italic",
    "question": "bold", "key": "bold cyan", "draft": "bold",
    "none": "dim", "low": "green", "moderate": "yellow", "high": "red", "critical": "bold red",
}  # fmt: skip
WIDEST = 110
"""Longer lines are hard to read, however wide the window."""
NARROWEST = 24
BAR = 10


class Terminal:
    """Draws sections as they come, so that the first can be read while the next is worked out."""

    def __init__(self, *, colour: bool = True) -> None:
        """Colour also ends with NO_COLOR, a pipe or a terminal that has none."""
        import sys

        from rich.console import Console

        class Piped(Console):
            def on_broken_pipe(self) -> None:
                """Tell it: rich would leave with 1, though a reader who left (`| head`) is no mistake."""
                raise BrokenPipeError

        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        self._console: Console = Piped(
            markup=False, highlight=False, emoji=False, no_color=True if not colour else None, soft_wrap=True
        )
        self.height: int = self._console.height
        self.lines = 0
        """Drawn so far."""

    def draw(self, sections: Iterable[Section]) -> None:
        """Print the sections, with a blank line between any two."""
        from rich.cells import cell_len
        from rich.text import Text

        width = max(NARROWEST, min(self._console.width, WIDEST))
        glyphs = "█░" if "utf" in (self._console.encoding or "").lower() else "#."
        for section in sections:
            lines = section_lines(section, width, glyphs, cell_len)
            if not lines:
                continue
            if self.lines:
                lines.insert(0, [])
            text = Text(end="")
            for line in lines:
                for part in line:
                    text.append(part.text, STYLES.get(part.role))
                text.append("\n")
            self._console.print(text, end="", soft_wrap=True)
            self.lines += len(lines)


def section_lines(
    section: Section, width: int, glyphs: str = "█░", cells: Callable[[str], int] = len
) -> list[list[Part]]:
    """A section in lines of at most `width` cells: labels in a column, each shown once."""
    lines = wrap([Part(section.title, "title")], width, cells) if section.title else []
    column = max((cells(row.label) + 2 for row in section.rows if row.label), default=0)
    column = min(column, width * 2 // 5)
    bands = max((cells(row.parts[0].text) for row in section.rows if row.score is not None), default=0)
    before = None
    for given in section.rows:
        row = given if given.score is None else _with_bar(given, bands - cells(given.parts[0].text), glyphs)
        label = "" if row.label == before else row.label
        before = row.label
        lines += _row_lines(row, label, column, width, cells)
    return lines


def _row_lines(
    row: Row, label: str, column: int, width: int, cells: Callable[[str], int]
) -> list[list[Part]]:
    lines = []
    if column and cells(label) >= column:
        # A label that is wider than its column stands above what it labels.
        lines, label = [[part] for line in wrap([Part(label, row.role or "label")], width, cells)
                        for part in line], ""  # fmt: skip
    for number, line in enumerate(wrap(row.parts, width - column - row.hang, cells)):
        lead = "" if number else label
        pad = " " * max(1 if lead else 0, column - cells(lead) + (row.hang if number else 0))
        lines.append([Part(lead, row.role or "label"), Part(pad), *line] if column or number else line)
    return lines


def _with_bar(row: Row, missing: int, glyphs: str) -> Row:
    """The row with its bar; the band is filled up with `missing` blanks, so that quotes stand in a column."""
    score, (band, *rest) = row.score or 0, row.parts
    full = min(BAR, max(1 if score else 0, round(score * BAR / 100)))
    bar = (Part(glyphs[0] * full, band.role), Part(glyphs[1] * (BAR - full), "dim"))
    blanks = (Part(KEEP * missing),) if rest else ()
    return row._replace(parts=(*bar, Part(f"{KEEP}{score:{KEEP}>3}{KEEP}", band.role), band, *blanks, *rest))
