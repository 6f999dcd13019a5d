"""Decide who should answer a call for help, and where the person can go next.

The library under the `triage` command. Decision support: it frames a choice, a person decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from triage_cli.assessment.assess import assess
    from triage_cli.assessment.model import Assessment
    from triage_cli.directory import Directory
    from triage_cli.protocol import Protocol, load_protocol

__version__ = "0.1.0"
__all__ = ["Assessment", "Directory", "Protocol", "__version__", "assess", "load_protocol"]

_HOME = {
    "Assessment": "triage_cli.assessment.model",
    "assess": "triage_cli.assessment.assess",
    "Directory": "triage_cli.directory",
    "Protocol": "triage_cli.protocol",
    "load_protocol": "triage_cli.protocol",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a quick command loads only its own rooms."""
    if name in _HOME:
        import importlib

        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
