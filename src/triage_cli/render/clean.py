"""Text from outside, made harmless to show: what a caller said, or what stands in a data file.

A terminal obeys control characters, and marks of direction can make a line read as another. They are
shown as symbols or left out, never passed on.
"""

from __future__ import annotations

import re

_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")
"""Whole ANSI sequences: shown as one symbol, so that their innards do not clutter the quote."""


def visible(text: str) -> str:
    """One harmless line: white space runs are one space, controls are symbols, hidden marks are gone."""
    if text.isprintable() and "  " not in text:
        return text
    shown = "".join(map(_shown, _ESCAPES.sub("\x1b", text)))
    return " ".join(word for word in shown.split(" ") if word)


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    if char.isspace() and char not in "\x1c\x1d\x1e\x1f":
        return " "
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code < 0xA0:
        return "␡" if code == 0x7F else "�"
    import unicodedata

    category = unicodedata.category(char)
    return {"Cf": "", "Cs": "�"}.get(category, char)
