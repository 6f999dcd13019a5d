"""Which evidence stands behind which conclusion: rule 6 of the design, for those who ask why.

A judgement is quick and keeps no record of its reasons; this works them out again when they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING

from triage_cli.assessment.conditions import CONDITIONS, holds

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment, Evidence

ALONE = "alone"
"""Why a weak sign does not count: nothing that it joins was said."""


def supporting(when: str, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that makes `when` (a sign, a flag or a named condition) hold, in its order.

    Of a condition that is all that is enough by itself or cannot be missed; where several would do, all
    that could open it.
    """
    said = [item for item in evidence if item.counted and item.source != "combination"]
    if when not in CONDITIONS:
        return [item for item in said if when in _facts(item)]
    behind = [
        item
        for item in said
        if (facts := _facts(item))
        and (holds(when, facts) or not holds(when, _known(other for other in said if other is not item)))
    ]
    return behind or [item for item in said if not _facts(item).isdisjoint(CONDITIONS[when].opens)]


def explained(assessment: Assessment) -> tuple[Evidence, ...]:
    """The evidence, but weak signs that joined nothing as not counted.

    A weak sign says nothing by itself ("at the bus stop"); with another it is a danger ("no answer").
    """
    evidence = assessment.evidence
    weak = {place for place, item in enumerate(evidence) if _is_weak(item)}
    if not weak:
        return evidence
    known = _known(item for item in evidence if item.counted)
    whens = [rule.when for rule in assessment.response.rules]
    whens += [need.when for need in assessment.protocol.needs if holds(need.when, known)]
    used = {id(item) for when in dict.fromkeys(whens) for item in supporting(when, evidence)}
    return tuple(
        item._replace(counted=False, because=ALONE) if place in weak and id(item) not in used else item
        for place, item in enumerate(evidence)
    )


def _is_weak(item: Evidence) -> bool:
    return item.counted and bool(item.signs) and not (item.domain or item.flag or item.band)


def _facts(item: Evidence) -> Set[str]:
    return {*item.signs, item.flag} if item.flag else set(item.signs)


def _known(items: Iterable[Evidence]) -> Set[str]:
    return {fact for item in items for fact in _facts(item)}
