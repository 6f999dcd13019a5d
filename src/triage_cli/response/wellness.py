"""What a responder is offered after the questions of wellness."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING

from triage_cli.assessment.conditions import holds

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Support


def offered(known: Set[str], positive: Set[str], protocol: Protocol) -> tuple[Support, ...]:
    """What is shown for these signs and positive screens, in order; the sentences are `Wording.wellness`."""
    return tuple(
        support
        for support in protocol.support
        if (support.when is None or holds(support.when, known))
        and (support.screen is None or support.screen in positive)
    )
