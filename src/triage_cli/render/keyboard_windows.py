"""Single keys from a Windows console."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    raise ImportError("only for Windows")

import msvcrt
import time
from types import TracebackType
from typing import Self, TextIO

from triage_cli.interview.keys import Key
from triage_cli.render.keystrokes import PAUSE, SUSPEND, TYPED, Decoder


class Keyboard:
    """The keyboard of the console. A window of another size and a closed one are not reported here."""

    def __init__(self, output: TextIO | None = None) -> None:
        """`output` is for the other systems: a console does not mark what is pasted."""
        del output
        self._decoder = Decoder()
        self._keys: list[Key] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def read(self) -> Key:
        """The next key; waits for it."""
        while not self._keys:
            try:
                self._keys = self._decoder.feed(_waiting()) or self._decoder.settle()
            except KeyboardInterrupt:
                return Key("interrupt")
        key = self._keys.pop(0)
        return Key("end") if key == SUSPEND else key  # Ctrl-Z is the end of input here


def _waiting() -> str:
    """One key at least, and all that were pressed with it."""
    text = _pressed()
    while msvcrt.kbhit():
        text += _pressed()
        if len(text) > TYPED and not msvcrt.kbhit():
            time.sleep(PAUSE)
    # Characters beyond the first 65,536 come as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _pressed() -> str:
    """One key; an arrow or a function key as the sequence that other terminals send."""
    char = msvcrt.getwch()
    # The second half of a key without a character is there already; after a typed à there is none.
    if char == "\x00" or (char == "\xe0" and msvcrt.kbhit()):
        msvcrt.getwch()
        return "\x1b[~"
    return char
