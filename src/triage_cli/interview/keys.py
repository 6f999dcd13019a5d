"""What a person did at the keyboard, whatever the terminal sends for it."""

from __future__ import annotations

from typing import NamedTuple

NAMES = (
    "char", "paste", "enter", "backspace", "erase", "escape", "other", "end", "interrupt", "hangup", "resize",
)  # fmt: skip
"""A character; text that was pasted; Enter; delete one, all (Ctrl-U); Esc; a key without meaning here
(arrows); end of input (Ctrl-D); Ctrl-C; the terminal was closed; the window has another size."""


class Key(NamedTuple):
    """One key, or what counts as one."""

    name: str
    """One of NAMES."""
    text: str = ""
    """The character, or what was pasted."""
