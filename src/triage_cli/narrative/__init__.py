"""Text into evidence: normalising, cues, and how each cue is meant."""

from __future__ import annotations

from triage_cli.narrative.assertion import assertion
from triage_cli.narrative.reader import Finding, read_text

__all__ = ["Finding", "assertion", "read_text"]
