"""Two assessments of one call, or of two calls that should be judged alike: what differs, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from triage_cli.assessment.model import Assessment, Evidence, Score


class Conclusion(NamedTuple):
    """What a call-taker acts on."""

    level: int
    send: tuple[str, ...]
    scores: tuple[Score, ...]
    """In the order of `vocabulary.DOMAINS`."""
    flags: tuple[str, ...]

    def to_dict(self, domains: Sequence[str]) -> dict[str, Any]:
        """As in the contract's assessment."""
        return {
            "level": self.level,
            "send": list(self.send),
            "scores": {d: score._asdict() for d, score in zip(domains, self.scores, strict=True)},
            "flags": list(self.flags),
        }


class Difference(NamedTuple):
    """How the second assessment differs from the first, and what holds in one of them only."""

    before: Conclusion
    after: Conclusion
    changed: tuple[str, ...]
    """Which of level, send, scores, flags."""
    rules: tuple[tuple[str, ...], tuple[str, ...]]
    """Ids of ladder rules that hold only in the first, only in the second."""
    cues: tuple[tuple[str, ...], tuple[str, ...]]
    """What counts only in the first, only in the second: `id` or, counted otherwise, `id (how)`."""

    @property
    def direction(self) -> str:
        """lowered or raised by its level; at the same level less (something is missing) or more."""
        if self.after.level != self.before.level:
            return "lowered" if self.after.level < self.before.level else "raised"
        lost = not set(self.after.send).issuperset(self.before.send) or not set(self.after.flags).issuperset(
            self.before.flags
        )
        scores = zip(self.before.scores, self.after.scores, strict=True)
        return "less" if lost or any(new.score < old.score for old, new in scores) else "more"


DIRECTIONS = ("lowered", "less", "raised", "more")
"""The most dangerous first."""


def conclusion(result: Assessment) -> Conclusion:
    """What the assessment comes to."""
    response = result.response
    return Conclusion(response.level, response.send, tuple(result.scores.values()), result.flags)


def compare(before: Assessment, after: Assessment) -> Difference | None:
    """What differs in the conclusions, with the rules and cues behind it; None where nothing does."""
    one, two = conclusion(before), conclusion(after)
    if one == two:
        return None
    changed = tuple(name for name, old, new in zip(one._fields, one, two, strict=True) if old != new)
    held = [dict.fromkeys(rule.id for rule in result.response.rules) for result in (before, after)]
    counted = [_counted(result) for result in (before, after)]
    return Difference(
        one, two, changed,
        (tuple(rule for rule in held[0] if rule not in held[1]),
         tuple(rule for rule in held[1] if rule not in held[0])),
        (_only(counted[0], counted[1]), _only(counted[1], counted[0])),
    )  # fmt: skip


_Said = dict[str, dict[tuple[Any, ...], None]]


def _counted(result: Assessment) -> _Said:
    """What counts, by id, with all that it says."""
    found: _Said = {}
    for item in result.evidence:
        if item.counted:
            found.setdefault(item.id, {})[_says(item)] = None
    return found


def _says(item: Evidence) -> tuple[Any, ...]:
    return item.domain, item.band, item.flag, item.signs, item.assertion == "historical"


def _only(here: _Said, there: _Said) -> tuple[str, ...]:
    """What counts here and not there, or says something else there: then with what it says here."""
    only = []
    for name, said in here.items():
        if name not in there:
            only.append(name)
        elif said.keys() != there[name].keys():
            only += [f"{name} ({_shown(one)})" for one in said if one not in there[name]]
    return tuple(only)


def _shown(says: tuple[Any, ...]) -> str:
    domain, band, flag, signs, past = says
    flag = flag and f"flag {flag}"
    words = [*filter(None, (domain, band, flag)), *signs, *(["past"] if past else [])]
    return ", ".join(words) or "nothing"
