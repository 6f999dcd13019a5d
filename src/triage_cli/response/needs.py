"""What the person needs next, as kinds of resources, most helpful first."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol


def needs_of(known: Set[str], protocol: Protocol) -> tuple[str, ...]:
    """The needs of everything that is known: the first of each situation before the second of any."""
    held = [protocol.needs[place].needs for place in protocol.need_index.holding(known)]
    ranked = [(place, order, kind) for order, kinds in enumerate(held) for place, kind in enumerate(kinds)]
    return tuple(dict.fromkeys(kind for _, _, kind in sorted(ranked)))
