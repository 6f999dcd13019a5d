"""What a responder is offered after the check-in: sentences, and whom to reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from triage_cli.render.layout import Part, Row, Section, row
from triage_cli.render.referrals import phone_words

if TYPE_CHECKING:
    from triage_cli.directory import Referral
    from triage_cli.protocol.model import Support
    from triage_cli.render.words import Words


def support_sections(
    offered: Iterable[Support], words: Words, found: Mapping[str, Sequence[Referral]]
) -> list[Section]:
    """One section for each kind of support; `found` are the places of each, by its id."""
    return [
        Section(
            [
                *(row("", sentence) for sentence in words.sentences(one.id)),
                *_places(found.get(one.id, ()), words),
            ]
        )
        for one in offered
    ]


def _places(found: Iterable[Referral], words: Words) -> list[Row]:
    rows = []
    for place in found:
        parts = [Part("  "), Part(place.name, "name")]
        for phone in place.phones[:2]:
            parts += [Part("  "), *phone_words(phone, words)]
        if place.sample:
            parts.append(Part(f"  ({', '.join(place.caution[:1])})", "dim"))
        rows.append(Row("", tuple(parts), hang=4))
    return rows
