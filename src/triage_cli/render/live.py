"""The terminal's other screen, drawn anew with every key and gone when the flow ends.

Nothing of it stays in the scrollback: what a caller said and answered is shown, not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

from triage_cli.errors import OutputError
from triage_cli.render.guided import Guide
from triage_cli.render.output import in_encoding
from triage_cli.render.terminal import NARROWEST, STYLES, WIDEST, section_lines

if TYPE_CHECKING:
    from triage_cli.interview.machine import State
    from triage_cli.render.layout import Part, Section
    from triage_cli.render.words import Words
    from triage_cli.response.reports import Reporting

_HOME, _TO_LINE_END, _TO_SCREEN_END = "\x1b[H", "\x1b[K", "\x1b[J"


class Live:
    """`with Live(words) as live: live.draw(state)`."""

    def __init__(self, words: Words, *, colour: bool = True, reporting: Reporting | None = None) -> None:
        """Colour also ends with NO_COLOR or a terminal that has none."""
        from rich.console import Console

        self._words = words
        self._reporting = reporting
        self._console = Console(
            markup=False, highlight=False, emoji=False, no_color=True if not colour else None, soft_wrap=True
        )

    def __enter__(self) -> Self:
        """Take the other screen."""
        self._console.set_alt_screen(True)
        self._console.show_cursor(False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the screen back as it was; a terminal that is gone needs none."""
        with suppress(OSError, OutputError):
            self._console.show_cursor(True)
            self._console.set_alt_screen(False)

    def draw(self, state: State) -> None:
        """Show the state; in one write, so that nothing flickers. A terminal that is gone shows nothing."""
        # rich writes what it could not write before when it draws: the frame belongs to the attempt.
        with suppress(OSError, OutputError):
            self.show(self.frame(state))

    def frame(self, state: State) -> str:
        """The bytes of a screen, at the size that the window has now."""
        from rich.cells import cell_len

        console = self._console
        glyphs = "█░" if "utf" in (console.encoding or "").lower() else "#."
        width, height = console.size
        guide = Guide(self._words, width, height, glyphs=glyphs, cells=cell_len, reporting=self._reporting)
        return self._drawn(guide.lines(state))

    def pages(self, sections: Iterable[Section]) -> list[str]:
        """Sections as screens, each of whole lines; the last line of each is left free."""
        from rich.cells import cell_len

        width, height = self._console.size
        lines: list[list[Part]] = []
        for section in sections:
            found = section_lines(section, max(NARROWEST, min(width, WIDEST)), cells=cell_len)
            lines += [*([[]] if lines and found else []), *found]
        room = max(1, height - 1)
        return [self._drawn(lines[place : place + room]) for place in range(0, len(lines), room)]

    def show(self, page: str) -> None:
        """Show one of `pages`; a terminal that is gone shows nothing."""
        with suppress(OSError, OutputError):
            try:
                self._console.file.write(page)
            except UnicodeEncodeError:
                self._console.file.write(in_encoding(page, self._console.encoding))
            self._console.file.flush()

    def _drawn(self, lines: Sequence[Sequence[Part]]) -> str:
        from rich.text import Text

        console = self._console
        text = Text(end="")
        for number, line in enumerate(lines):
            for part in line:
                text.append(part.text, STYLES.get(part.role))
            text.append("\n" if number < len(lines) - 1 else "")
        with console.capture() as drawn:
            console.print(text, end="", soft_wrap=True)
        shown = drawn.get().replace("\n", f"{_TO_LINE_END}\r\n")
        return f"{_HOME}{shown}{_TO_LINE_END}{_TO_SCREEN_END}"
