"""Single keys from the terminal, for the guided flow:

with Keyboard() as keyboard:
    key = keyboard.read()
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from triage_cli.render.keyboard_windows import Keyboard
else:
    from triage_cli.render.keyboard_posix import Keyboard

__all__ = ["Keyboard"]
