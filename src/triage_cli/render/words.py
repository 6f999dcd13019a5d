"""Names and headings in the language of the output, from the protocol's wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol


class Words:
    """`words("ems")` is the unit's name as shown; headings are the `ui_…` keys of the same table."""

    def __init__(self, protocol: Protocol, language: str = "en") -> None:
        """UsageError where the protocol has no wording in `language`."""
        self.language = language
        self._terms = protocol.wording(language).terms
        self._wellness = protocol.wording(language).wellness
        # An agency's own protocol may be older than a heading: English, then the bare key, still says it.
        self._english = protocol.wording("en").terms if "en" in protocol.languages else {}

    def __call__(self, key: str) -> str:
        """The words for a key."""
        return self._terms.get(key) or self._english.get(key) or key.removeprefix("ui_").replace("_", " ")

    def sentences(self, support: str) -> tuple[str, ...]:
        """What a responder is told by one kind of support."""
        return tuple(self._wellness.get(support, ()))

    def kind(self, kind: str) -> str:
        """A kind of place; its own words where a unit of the same name says more ("crisis line (988)")."""
        own = f"ui_kind_{kind}"
        return self(own if own in self._terms or own in self._english else kind)

    def listed(self, keys: list[str] | tuple[str, ...]) -> str:
        """Several, with commas."""
        return ", ".join(map(self, keys))
