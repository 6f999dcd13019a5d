"""The one place that writes to standard output."""

from __future__ import annotations

import json
import sys
from typing import Any

_PLAINER = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "→": "->"})
"""For a terminal that has no typographic signs."""


def write(text: str) -> None:
    """A text and a line end; characters that the terminal's encoding lacks become `?`."""
    stream = sys.stdout
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.translate(_PLAINER).encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


def write_json(data: Any) -> None:
    """One JSON document; ASCII only, so that any pipe carries it."""
    write(json.dumps(data, indent=2, ensure_ascii=True))
