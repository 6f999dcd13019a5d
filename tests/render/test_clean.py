"""Text from outside is shown harmlessly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.render.clean import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("line\nbreak\tand  spaces", "line break and spaces"),
        ("\x1b[31mred\x1b[0m", "␛red␛"),
        ("\x1b]8;;http://x\x07link", "␛link"),
        ("nul\0bell\x07", "nul␀bell␇"),
        ("c1 \x9b31m", "c1 �31m"),
        ("\u202eevil\u202c \u2066x\u2069 \u200f", "evil x"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("surrogate \udcff", "surrogate �"),
        ("no\u00a0break", "no break"),
        ("emoji 😀 stays", "emoji 😀 stays"),
        ("[bold]not markup[/bold] :smile:", "[bold]not markup[/bold] :smile:"),
    ],
)
def test_harmless(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(codec=None)))
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert not any("\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" for char in shown)
    shown.encode("utf-8")
