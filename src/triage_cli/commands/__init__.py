"""One thin file a command: parse, call the library, hand the result to `render`."""

from __future__ import annotations
