"""The screen in a real pseudo-terminal, at the widths that people have."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios

import pytest

from support import DRUNK

SGR = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(command: list[str], columns: int, rows: int = 100, **env: str) -> str:
    """What the command writes to a terminal of that size, as it is written."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    # TERM first: a test may set its own.
    full = {**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **env}
    with subprocess.Popen(command, env=full, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        data = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed: Linux says so with an error
                break
            if not piece:
                break
            data += piece
        os.close(ours)
    assert process.returncode == 0
    return data.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_every_line_fits_and_the_first_says_whom_to_send(process: list[str], columns: int) -> None:
    shown = SGR.sub("", on_terminal([*process, "score", DRUNK, "--near", "80202"], columns))
    lines = shown.splitlines()
    assert lines[0].startswith("LEVEL 3 URGENT  send: co-responder")
    assert max(map(len, lines)) <= columns
    assert any(line.startswith("1  988") for line in lines)
    assert "303-555-0107" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("columns", [60, 120])
def test_words_and_bars(process: list[str], columns: int) -> None:
    lines = SGR.sub("", on_terminal([*process, "score", DRUNK], columns)).splitlines()
    assert "mental health  ███████░░░  70 high      “will kill himself”" in lines
    assert "substance      ████░░░░░░  42 moderate  “drunk”" in lines
    assert "domestic       ░░░░░░░░░░   0 none" in lines


def test_colour_is_there_and_goes_where_it_is_not_wanted(process: list[str]) -> None:
    command = [*process, "score", DRUNK, "--limit", "0"]
    coloured = on_terminal(command, 80)
    colour = re.compile(r"\x1b\[[0-9;]*\b(3[0-7]|4[0-7])\b")
    assert colour.search(coloured)
    without = [on_terminal([*command, "--no-color"], 80), on_terminal(command, 80, NO_COLOR="1")]
    assert not any(map(colour.search, without))
    assert {SGR.sub("", shown) for shown in [coloured, *without]} == {SGR.sub("", coloured)}


def test_a_dumb_terminal_gets_the_plain_form(process: list[str]) -> None:
    shown = on_terminal([*process, "score", DRUNK, "--limit", "0"], 80, TERM="dumb")
    assert "\x1b" not in shown
    assert "mental health: 70 of 100, high" in shown


def test_a_terminal_without_a_locale(process: list[str]) -> None:
    shown = on_terminal([*process, "score", DRUNK], 60, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "#######...  70 high" in SGR.sub("", shown)


def test_the_level_is_said_again_where_it_left_the_screen(process: list[str]) -> None:
    command = [*process, "score", DRUNK, "--near", "80202"]
    first = "LEVEL 3 URGENT  send: co-responder pair, crisis line (988)"
    low = SGR.sub("", on_terminal(command, 80, rows=24)).splitlines()
    high = SGR.sub("", on_terminal(command, 80, rows=100)).splitlines()
    assert (low[0], low[-1]) == (first, first)
    assert (high[0], high.count(first)) == (first, 1)


def test_find_on_a_terminal(process: list[str]) -> None:
    lines = SGR.sub(
        "", on_terminal([*process, "find", "--need", "shelter", "--near", "80202"], 60)
    ).splitlines()
    assert max(map(len, lines)) <= 60
    assert lines[0].startswith("1  303-555-01")
