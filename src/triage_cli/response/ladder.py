"""The response ladder: which rules hold, how urgent that is, and whom to send.

Level is urgency; units follow from the rules that hold. A weapon or violence, known or unknown, bars
teams without an officer. Police go only by rule 7 of the design.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING

from triage_cli.assessment.model import Override, Response
from triage_cli.protocol.model import Rule
from triage_cli.vocabulary import UNITS

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol

_ORDER = {unit: place for place, unit in enumerate(UNITS)}
_FIELD_TEAMS = ("co_responder", "mobile_crisis", "civilian_team")
"""From most to least forceful; one of them goes, the strongest that a rule asks for."""
_UNARMED = frozenset({"mobile_crisis", "civilian_team"})
_BARRING = frozenset({
    "weapon", "violence", "threat", "weapon_unknown", "violence_unknown", "weapon_near", "weapon_in_hand",
    "violence_now",
})  # fmt: skip
_AT_LEVEL = {4: ("co_responder",), 3: ("co_responder",), 2: ("mobile_crisis",), 1: ("crisis_line",), 0: ()}
"""Who goes where a person set the level and no rule of it says whom."""


_NOBODY = Response(0, (), ())


EMERGENCY = 4
_LATER = frozenset({"civilian_team", "outreach_team", "community_referral"})


def climb(known: Set[str], protocol: Protocol) -> list[Rule]:
    """The rules that hold, most urgent first."""
    rules = protocol.rules
    held = [rules[place] for place in protocol.rule_index.holding(known)]
    held.sort(key=_urgency)
    return held


def _urgency(rule: Rule) -> int:
    return -rule.level


def respond(rules: Sequence[Rule], known: Set[str], override: Override | None = None) -> Response:
    """The level and the units for the rules that hold."""
    if not rules and override is None:
        return _NOBODY
    level = max((rule.level for rule in rules), default=0)
    if override is not None:
        override = Override(level, override.to_level, override.reason)
        level = override.to_level
    wanted = _wanted(rules, level, override)
    send, barred = _allowed(wanted, level, known)
    return Response(level, send, tuple(rules), barred, override)


def _wanted(rules: Iterable[Rule], level: int, override: Override | None) -> set[str]:
    """Units of every rule at or below the level; rules of an axis send at any level."""
    wanted = {unit for rule in rules if rule.axis or rule.level <= level for unit in rule.send}
    if override is not None:
        named = any(rule.level == level and rule.send and not rule.axis for rule in rules)
        wanted.update(() if named else _AT_LEVEL[level])
    return wanted


def _allowed(wanted: set[str], level: int, known: Set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    barred: set[str] = set()
    if not _BARRING.isdisjoint(known):
        barred = wanted & _UNARMED
        wanted -= _UNARMED
        if barred:
            wanted.add("co_responder" if level >= 2 else "crisis_line")
    team = next((unit for unit in _FIELD_TEAMS if unit in wanted), None)
    if team is not None:
        wanted -= set(_FIELD_TEAMS) - {team}
        wanted.discard("community_referral")
    if wanted - {"community_referral"} and level > 1:
        wanted.discard("community_referral")
    if level == EMERGENCY and not wanted <= _LATER:
        # Where life is at stake, those who come later are for later.
        wanted -= _LATER
    return tuple(sorted(wanted, key=_ORDER.__getitem__)), tuple(sorted(barred, key=_ORDER.__getitem__))
