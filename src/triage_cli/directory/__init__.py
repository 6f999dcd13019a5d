"""The directory of places and lines: reading it, and finding who can take a person (DESIGN.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from triage_cli.directory.book import Directory
    from triage_cli.directory.eligibility import Person, Verdict, eligible
    from triage_cli.directory.model import Eligibility, Phone, Resource, public
    from triage_cli.directory.places import Place, parse_place
    from triage_cli.directory.referral import Referral
    from triage_cli.directory.store import find_resources, read_directory

_HOME = {
    "Directory": "book", "Eligibility": "model", "Person": "eligibility", "Phone": "model", "Place": "places",
    "Referral": "referral", "Resource": "model", "Verdict": "eligibility", "eligible": "eligibility",
    "find_resources": "store", "parse_place": "places", "public": "model", "read_directory": "store",
}  # fmt: skip
__all__ = [
    "Directory", "Eligibility", "Person", "Phone", "Place", "Referral", "Resource", "Verdict", "eligible",
    "find_resources", "parse_place", "public", "read_directory",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: checking a file needs no ranking, ranking no TOML."""
    if name in _HOME:
        import importlib

        return getattr(importlib.import_module(f"triage_cli.directory.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
