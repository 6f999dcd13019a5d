"""Evidence into flags, instruments and three scores with bands."""

from __future__ import annotations

from triage_cli.assessment.assess import assess
from triage_cli.assessment.model import Assessment, Evidence, Override, Response, Score

__all__ = ["Assessment", "Evidence", "Override", "Response", "Score", "assess"]
