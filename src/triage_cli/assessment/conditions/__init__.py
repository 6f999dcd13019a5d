"""Named conditions: combinations that the protocol refers to by name.

Each is a plain function of the facts, named with the clinical term. All are monotone: another fact
never makes one false, so evidence only raises. The decorator names the signs and flags of which at
least one must be known before the condition is worth asking.

One file a topic; the decorator, the table and the index are in `registry.py`.
"""

from __future__ import annotations

# Importing a topic registers its conditions.
from triage_cli.assessment.conditions import (
    diversion,
    domestic,
    medical,
    mind,
    modules,
    modules_care,
    needs,
    protection,
    scene,
    substance,
    suicide,
    violence,
    wellness,
)
from triage_cli.assessment.conditions.registry import CONDITIONS, Check, Condition, Index, condition, holds

__all__ = [
    "CONDITIONS",
    "Check",
    "Condition",
    "Index",
    "condition",
    "diversion",
    "domestic",
    "holds",
    "medical",
    "mind",
    "modules",
    "modules_care",
    "needs",
    "protection",
    "scene",
    "substance",
    "suicide",
    "violence",
    "wellness",
]
