"""Evidence into flags, instruments and three scores with bands."""

from __future__ import annotations
