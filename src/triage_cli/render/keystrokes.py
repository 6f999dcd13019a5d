"""What a terminal sends, as keys: escape sequences, pasted text, and single characters.

One mistake here matters most: pasted text must never be taken for answers.
"""

from __future__ import annotations

import re

from triage_cli.interview.keys import Key

BURST = 32
"""More characters than this at once were not typed, even if the terminal does not mark what is pasted."""
PAUSE = 0.05
"""Seconds without more bytes: what came before is complete, a lone Esc or the last piece of pasted text."""
TYPED = 8
"""More at once may be the first piece of pasted text."""
PASTE_ON, PASTE_OFF = "\x1b[?2004h", "\x1b[?2004l"
"""Ask the terminal to put pasted text in brackets, and to stop doing so."""
SUSPEND = Key("other", "\x1a")
"""Ctrl-Z."""

_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_CTRL_C = "\x03"
_CONTROL = {
    "\r": Key("enter"), "\n": Key("enter"), "\x7f": Key("backspace"), "\b": Key("backspace"),
    "\x15": Key("erase"), _CTRL_C: Key("interrupt"), "\x04": Key("end"),
}  # fmt: skip

_SEQUENCE = re.compile(
    r"\x1b(?:"
    r"\x1b?(?:\[\[.|\[M.{3}"  # function keys of the Linux console; the oldest form of a mouse report
    r"|\[[0-?]*[ -/]*[@-~]?|O[0-?]*[@-~])"  # arrows, function keys, focus, mouse
    r"|[]P^_X][^\x00-\x1f]*(?:\x07|\x1b\\)"  # an answer of the terminal about itself
    r"|[^\x00-\x1f]|[\r\n])",  # Alt and a character
    re.DOTALL,
)
_UNFINISHED = re.compile(
    r"\x1b\x1b?(?:\[M.{0,2}|\[\[|\[[0-?]*[ -/]*|O[0-?]*|[]P^_X][^\x00-\x1f]*\x1b?)?", re.DOTALL
)
_COLOUR = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
_LINE_END = re.compile(r"\r\n?")
_DROPPED = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {ord("\t"), ord("\n")})


class Decoder:
    """Characters in the pieces in which they arrive; keys as soon as they are certain."""

    def __init__(self) -> None:
        self._held = ""
        """The beginning of an escape sequence, or of what ends a paste."""
        self._in_paste = False
        self._pasted: list[str] = []
        self._after_return = False

    @property
    def undecided(self) -> bool:
        """Whether something is held that may be the Esc key or the beginning of another: see `settle`."""
        return bool(self._held) and not self._in_paste

    def feed(self, text: str) -> list[Key]:
        """The keys in what one read brought."""
        if self._in_paste and not text.strip(_CTRL_C) and (self._held + text).endswith(_CTRL_C * 2):
            # Pressed twice: the way out if the end of a paste never comes.
            return [*self.close(), Key("interrupt")]
        text, self._held = self._held + text, ""
        keys: list[Key] = []
        at = 0
        while at < len(text):
            at = (self._paste if self._in_paste else self._next)(text, at, keys)
        return _as_burst(keys)

    def settle(self) -> list[Key]:
        """What is held, as nothing has followed it."""
        held, self._held = self._held, ""
        if held.strip("\x1b"):
            return [Key("other")]
        return [Key("escape")] * len(held)

    def close(self) -> list[Key]:
        """The text of a paste that was cut off."""
        if not self._in_paste:
            return []
        text = "".join([*self._pasted, self._held])
        self._in_paste, self._pasted, self._held = False, [], ""
        return [Key("paste", _clean(text))]

    def _next(self, text: str, at: int, keys: list[Key]) -> int:
        char = text[at]
        after_return, self._after_return = self._after_return, char == "\r"
        if char == "\x1b":
            if _UNFINISHED.fullmatch(text, at):
                self._held = text[at:]
                return len(text)
            found = _SEQUENCE.match(text, at)
            if found is None:
                keys.append(Key("escape"))
                return at + 1
            if found.group() == _PASTE_BEGINS:
                self._in_paste = True
            else:
                keys.append(Key("other"))
            return found.end()
        if char in _CONTROL:
            if not (char == "\n" and after_return):
                keys.append(_CONTROL[char])
        else:
            keys.append(Key("other" if ord(char) in _DROPPED or char == "\t" else "char", char))
        return at + 1

    def _paste(self, text: str, at: int, keys: list[Key]) -> int:
        end = text.find(_PASTE_ENDS, at)
        if end < 0:
            safe = max(at, len(text) - len(_PASTE_ENDS) + 1)
            self._pasted.append(text[at:safe])
            self._held = text[safe:]
            return len(text)
        self._held = text[at:end]
        keys += self.close()
        return end + len(_PASTE_ENDS)


def _as_burst(keys: list[Key]) -> list[Key]:
    """The keys; one paste if there are more characters than anybody types at once."""
    if sum(key.name == "char" for key in keys) <= BURST:
        return keys
    last = [key for key in keys[-1:] if key.name == "interrupt"]  # pressed after it, surely
    return [Key("paste", _clean("".join("\n" if key.name == "enter" else key.text for key in keys))), *last]


def _clean(text: str) -> str:
    """Pasted text with plain line ends, without colours and control characters."""
    return _LINE_END.sub("\n", _COLOUR.sub("", text)).translate(_DROPPED)
