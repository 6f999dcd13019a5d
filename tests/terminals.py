"""A terminal with a person in front of it: a process in a pseudo-terminal, and what its screen shows."""

from __future__ import annotations

import codecs
import copy
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from typing import Any, Self

import pyte

TIMEOUT = 20.0
"""Seconds; only a failing test waits so long, even on a busy machine."""
_START = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execvp(sys.argv[1], sys.argv[1:])"
)
"""Makes the terminal the process's own, so that Ctrl-C, a new size and a closed window reach it."""


class Screen(pyte.Screen):
    """A VT100 as pyte has it, with two things that real terminals do.

    Full-screen programs have a second screen, and a lower window loses the empty lines at its foot first.
    """

    _ALTERNATE = frozenset({47, 1047, 1049})
    _first: tuple[Any, Any] | None = None

    def resize(self, lines: int | None = None, columns: int | None = None) -> None:
        lines, columns = lines or self.lines, columns or self.columns
        above = max(0, self.cursor.y + 1 - lines)
        kept = {row - above: line for row, line in self.buffer.items() if 0 <= row - above < lines}
        self.buffer.clear()
        self.buffer.update(kept)
        self.cursor.y -= above
        self.cursor.x = min(self.cursor.x, columns)
        self.lines = lines
        super().resize(lines, columns)

    def set_mode(self, *modes: int, **how: Any) -> None:
        if how.get("private") and self._ALTERNATE.intersection(modes) and self._first is None:
            self._first = (copy.deepcopy(self.buffer), copy.copy(self.cursor))
            self.erase_in_display(2)
        super().set_mode(*modes, **how)

    def reset_mode(self, *modes: int, **how: Any) -> None:
        if how.get("private") and self._ALTERNATE.intersection(modes) and self._first is not None:
            self.buffer, self.cursor = self._first
            self._first = None
            self.dirty.update(range(self.lines))
        super().reset_mode(*modes, **how)


class Terminal:
    """A command in a terminal of that size. Use it in a `with`.

    Send nothing longer than 4,000 characters before the program has shown something: a terminal in line
    mode drops the rest.
    """

    def __init__(self, command: Sequence[str], columns: int = 80, rows: int = 24, **env: str) -> None:
        self._display = Screen(columns, rows)
        self._stream = pyte.Stream(self._display)
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self.written = ""
        """All that the command has written so far, with its escape sequences."""
        self.descriptor, theirs = pty.openpty()
        """The person's end of the terminal; -1 once it is closed."""
        self._set_size(columns, rows)
        os.set_blocking(self.descriptor, False)
        full = {**os.environ, "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8", **env}
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-ISc", _START, *command],
                env=full, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            )  # fmt: skip
        finally:
            os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, text: str | bytes) -> None:
        """Type it, all at once."""
        data = text.encode() if isinstance(text, str) else text
        deadline = time.monotonic() + TIMEOUT
        while data:
            readable, writable, _ = select.select([self.descriptor], [self.descriptor], [], TIMEOUT)
            if readable and not self._read():
                raise AssertionError(f"the command has ended, not read: {data[:40]!r}\n{self}")
            if writable:
                try:
                    data = data[os.write(self.descriptor, data) :]
                except BlockingIOError:
                    time.sleep(0.001)
            if time.monotonic() > deadline:
                raise AssertionError(f"nobody reads what is typed: {data[:40]!r}\n{self}")

    def wait_for(self, pattern: str, timeout: float = TIMEOUT) -> re.Match[str]:
        """Until the screen shows what the regular expression says; `^` and `$` are the ends of a line."""
        deadline = time.monotonic() + timeout
        expression = re.compile(pattern, re.MULTILINE)
        while True:
            found = expression.search("\n".join(self.screen()))
            if found:
                return found
            left = deadline - time.monotonic()
            if left <= 0 or (select.select([self.descriptor], [], [], left)[0] and not self._read()):
                why = "in time" if left <= 0 else "before the command ended"
                raise AssertionError(f"{pattern!r} was not shown {why}\n{self}")

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.screen()
        self._display.resize(rows, columns)
        self._set_size(columns, rows)

    def screen(self) -> list[str]:
        """The lines that a person sees now, without the blanks at their ends and the empty lines below."""
        while self.descriptor >= 0 and select.select([self.descriptor], [], [], 0)[0] and self._read():
            pass
        return "\n".join(line.rstrip() for line in self._display.display).rstrip().split("\n")

    def wait(self, timeout: float = TIMEOUT) -> int:
        """The exit code, once the command has ended by itself; the screen stays as it left it."""
        deadline = time.monotonic() + timeout
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"the command has not ended in time\n{self}")
            if select.select([self.descriptor], [], [], left)[0] and not self._read():
                return self.process.wait(max(left, 0.1))

    def close(self, timeout: float = TIMEOUT) -> int:
        """Close the window, if it is still open; the exit code of the command that has lost its terminal."""
        if self.descriptor >= 0:
            self.screen()
            os.close(self.descriptor)
            self.descriptor = -1
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the command goes on without its terminal\n{self}") from None

    def __str__(self) -> str:
        """The screen in a frame, for the message of a failed test."""
        edge = "+" + "-" * self._display.columns + "+"
        return "\n".join([edge, *self.screen(), edge])

    def _read(self) -> bool:
        """Take what the command has written; whether the terminal is still open at its end."""
        try:
            data = os.read(self.descriptor, 65536)
        except BlockingIOError:
            return True
        except OSError:  # Linux says with an error that the other end is closed
            data = b""
        text = self._text.decode(data)
        self.written += text
        self._stream.feed(text)
        return bool(data)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def mode(terminal: Terminal) -> list[Any]:
    """How the terminal is set: echo, line mode, signals."""
    return termios.tcgetattr(terminal.descriptor)


def usual_mode() -> list[Any]:
    """How a terminal is set that no program has touched."""
    ours, theirs = pty.openpty()
    try:
        return termios.tcgetattr(ours)
    finally:
        os.close(ours)
        os.close(theirs)
