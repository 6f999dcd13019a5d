"""Assessment into a level, units to send, and what to do and say now."""

from __future__ import annotations
