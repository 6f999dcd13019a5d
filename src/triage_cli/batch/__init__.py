"""Call logs: read row by row, never whole."""

from __future__ import annotations
