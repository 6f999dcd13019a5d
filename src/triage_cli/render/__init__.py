"""Results into what a person or a program reads: terminal, plain text, JSON."""

from __future__ import annotations
