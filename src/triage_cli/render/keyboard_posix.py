"""Single keys from a terminal of Linux, macOS and the like."""

from __future__ import annotations

import codecs
import os
import select
import signal
import sys
import termios
from collections import deque
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import Any, Self, TextIO

from triage_cli.errors import OutputError
from triage_cli.interview.keys import Key
from triage_cli.render.keystrokes import PASTE_OFF, PASTE_ON, PAUSE, SUSPEND, TYPED, Decoder

MOST = 1 << 20
"""Bytes taken together at most: a terminal that never stops sending does not stop the flow."""
HEEDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGWINCH, signal.SIGCONT)


class Keyboard:
    """The keyboard of a terminal, which is set back however the context ends.

    Use it in the main thread. While it is open, signals do not stop the program but come as keys.
    """

    def __init__(self, output: TextIO | None = None, *, descriptor: int = 0) -> None:
        """`output` is where the screen is drawn (standard output if not given), `descriptor` the terminal."""
        self._output = output if output is not None else sys.stdout
        self._input = descriptor
        self._text = codecs.getincrementaldecoder("utf-8")("replace")
        self._decoder = Decoder()
        self._keys: deque[Key] = deque()
        self._resized = self._gone = False
        self._before: list[Any] = []
        self._signals = -1
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            self._before = termios.tcgetattr(self._input)
            self._listen(undo)
            undo.callback(self._leave)
            self._take_over()
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._undo.close()

    def read(self) -> Key:
        """The next key; waits for it. After a hangup there is nothing but hangups."""
        while True:
            self._heed()
            if self._keys:
                key = self._keys.popleft()
                if key != SUSPEND:
                    return key
                self._suspend()
            elif self._gone:
                return Key("hangup")
            elif self._resized:
                self._resized = False
                return Key("resize")
            else:
                self._wait()

    def _wait(self) -> None:
        """Until there are bytes, a signal, or enough silence to know that Esc was just that."""
        pause = PAUSE if self._decoder.undecided else None
        ready, _, _ = select.select([self._input, self._signals], [], [], pause)
        if not ready:
            self._keys += self._decoder.settle()
        if self._input in ready:
            self._take()

    def _take(self) -> None:
        data = self._bytes()
        # What is pasted comes in pieces; a short last one must not be taken for keys.
        while TYPED < len(data) < MOST and select.select([self._input], [], [], PAUSE)[0]:
            more = self._bytes()
            if not more:
                break
            data += more
        self._keys += self._decoder.feed(self._text.decode(data))
        if self._gone:
            self._keys += self._decoder.close()

    def _bytes(self) -> bytes:
        try:
            data = os.read(self._input, 65536)
        except BlockingIOError:
            return b""
        except OSError:  # Linux says so with an error when the terminal is gone, others with nothing to read
            data = b""
        self._gone = self._gone or not data
        return data

    def _heed(self) -> None:
        """The signals that have arrived, as keys."""
        try:
            numbers = os.read(self._signals, 4096)
        except BlockingIOError:
            return
        for number in numbers:
            if number == signal.SIGINT:
                self._keys.append(Key("interrupt"))
            elif number in (signal.SIGTERM, signal.SIGHUP):
                self._gone = True
            elif number == signal.SIGWINCH:
                self._resized = True
            elif number == signal.SIGCONT:  # another program has had the terminal
                self._take_over()
                self._resized = True
        if self._gone:
            self._keys += self._decoder.close()

    def _listen(self, undo: ExitStack) -> None:
        """Signals are written to a pipe, in the order in which they arrive."""
        self._signals, written = os.pipe()
        undo.callback(os.close, self._signals)
        undo.callback(os.close, written)
        os.set_blocking(self._signals, False)
        os.set_blocking(written, False)
        undo.callback(signal.set_wakeup_fd, signal.set_wakeup_fd(written, warn_on_full_buffer=False))
        for number in HEEDED:
            undo.callback(signal.signal, number, signal.signal(number, _in_the_pipe))

    def _take_over(self) -> None:
        """No echo, no line mode, no keys that the system answers itself."""
        mode = [*self._before[:6], [*self._before[6]]]
        mode[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.ISTRIP | termios.IXON)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        self._set(mode, termios.TCSADRAIN, PASTE_ON)

    def _leave(self) -> None:
        # What nobody has read is thrown away: the shell would take it for commands, and remember it.
        self._set(self._before, termios.TCSAFLUSH, PASTE_OFF)

    def _set(self, mode: list[Any], when: int, sequence: str) -> None:
        """Change the terminal if it is still there and is ours: in the background it is the shell's."""
        with suppress(OSError):
            if os.tcgetpgrp(self._input) != os.getpgrp():
                return
        with suppress(OSError, termios.error):
            termios.tcsetattr(self._input, when, mode)
        with suppress(OSError, ValueError, OutputError):
            if self._output.isatty():
                self._output.write(sequence)
                self._output.flush()

    def _suspend(self) -> None:
        """Stop as Ctrl-Z stops any program; continue when the shell says so."""
        self._leave()
        os.kill(0, signal.SIGTSTP)
        self._take_over()
        self._resized = True


def _in_the_pipe(number: int, frame: object) -> None:
    """For a signal to be written to the pipe it needs a handler; there is nothing else to do."""
