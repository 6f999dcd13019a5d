"""Many calls at once: agreement with human judgement."""

from __future__ import annotations
