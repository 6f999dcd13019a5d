"""Which question is open, and what an answer means."""

from __future__ import annotations
