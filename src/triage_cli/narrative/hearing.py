"""What a description and a coded type say, before anybody answers anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from triage_cli.narrative.persons import NOBODY, Persons, read_persons
from triage_cli.narrative.reader import Finding, read_text

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol


class Heard(NamedTuple):
    """Read once; judged again with every answer."""

    text: str
    call_type: str | None = None
    findings: tuple[Finding, ...] = ()
    """Of the description."""
    labelled: tuple[Finding, ...] = ()
    """Of the coded type."""
    persons: Persons = NOBODY


def hear(text: str, call_type: str | None, protocol: Protocol) -> Heard:
    """Read a description and a coded type; the text is only read, never kept elsewhere."""
    return Heard(
        text,
        call_type,
        tuple(read_text(text, protocol)),
        tuple(read_text(call_type, protocol, label=True)) if call_type else (),
        read_persons(text),
    )
