"""Calls judged by two protocols: which are judged otherwise, and by which rules and cues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.assessment.compare import DIRECTIONS, Difference, compare

if TYPE_CHECKING:
    from triage_cli.batch.calls import Call
    from triage_cli.protocol.protocol import Protocol


class Cause(NamedTuple):
    """A rule or a cue that holds in one of the protocols only."""

    kind: str
    """rule or cue."""
    only_in: str
    """old or new."""
    id: str


class Change(NamedTuple):
    """One call that the two protocols judge otherwise."""

    row: int
    difference: Difference
    text: str | None = None
    """Only where it was asked for: it is private."""


@dataclass(slots=True)
class Changes:
    """What became of a log. Memory grows with what is kept of the changes, never with the calls."""

    calls: int = 0
    changed: Counter[str] = field(default_factory=Counter)
    """Calls in which level, send, scores, flags differ."""
    by_direction: Counter[str] = field(default_factory=Counter)
    """Calls by `compare.DIRECTIONS`."""
    levels: Counter[tuple[int, int]] = field(default_factory=Counter)
    """Calls by level before and after, where they differ."""
    causes: dict[str, Counter[Cause]] = field(
        default_factory=lambda: {name: Counter() for name in DIRECTIONS}
    )
    """For each direction, what holds in one protocol only, with the number of calls it touches."""
    listed: dict[str, list[Change]] = field(default_factory=lambda: {name: [] for name in DIRECTIONS})
    _kinds: dict[Difference, Difference] = field(default_factory=dict)
    """Calls that change alike share one difference."""

    @property
    def total(self) -> int:
        """Calls that are judged otherwise in any way."""
        return self.by_direction.total()

    def add(self, change: Change, most: int | None) -> None:
        """Count a change, and keep it while fewer than `most` of its direction are kept."""
        difference = self._kinds.setdefault(change.difference, change.difference)
        direction = difference.direction
        self.changed.update(difference.changed)
        self.by_direction[direction] += 1
        if difference.before.level != difference.after.level:
            self.levels[difference.before.level, difference.after.level] += 1
        self.causes[direction].update(causes_of(difference))
        if most is None or len(self.listed[direction]) < most:
            self.listed[direction].append(change._replace(difference=difference))


def causes_of(difference: Difference) -> list[Cause]:
    """What holds in one of the two only: rules first; a combination is both, and told once."""
    rules = {name for names in difference.rules for name in names}
    return [
        Cause(kind, only_in, name)
        for kind, sides in (("rule", difference.rules), ("cue", difference.cues))
        for only_in, names in zip(("old", "new"), sides, strict=True)
        for name in names
        if kind == "rule" or name not in rules
    ]


def changes(
    calls: Iterable[Call],
    old: Protocol,
    new: Protocol,
    *,
    most: int | None = None,
    with_text: bool = False,
) -> Changes:
    """Judge every call with both protocols; `most` changes of each direction are kept in full."""
    from triage_cli.assessment.assess import assess

    found = Changes()
    for call in calls:
        found.calls += 1
        difference = compare(
            assess(call.text, protocol=old, call_type=call.call_type),
            assess(call.text, protocol=new, call_type=call.call_type),
        )
        if difference is not None:
            found.add(Change(call.row, difference, call.text if with_text else None), most)
    return found
