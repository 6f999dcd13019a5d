"""How a condition is named, registered and asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

Check = Callable[[Set[str]], bool]


class Condition(NamedTuple):
    """A named condition and what can make it true."""

    name: str
    opens: tuple[str, ...]
    """Signs or flags: without any of these it cannot hold. None: it is asked whatever is known."""
    check: Check
    """Takes every sign and flag that is known."""


CONDITIONS: dict[str, Condition] = {}


def condition(*opens: str) -> Callable[[Check], Check]:
    """Register a condition under its own name, with what can make it true; none where most facts can."""

    def register(check: Check) -> Check:
        name = check.__name__
        CONDITIONS[name] = Condition(name, opens, check)
        return check

    return register


def holds(name: str, known: Set[str]) -> bool:
    """Whether a sign, a flag or a named condition holds."""
    condition = CONDITIONS.get(name)
    if condition is None:
        return name in known
    opened = not condition.opens or not known.isdisjoint(condition.opens)
    return opened and condition.check(known)


class Index:
    """Names (signs, flags, conditions) filed by what can make them true, so that few are asked."""

    def __init__(self, names: Sequence[str]) -> None:
        """File `names`; their places in the list are what `holding` returns."""
        self._by_fact: dict[str, list[int]] = {}
        self._checks: list[Check | None] = []
        self._always: list[int] = []
        for place, name in enumerate(names):
            condition = CONDITIONS.get(name)
            self._checks.append(condition.check if condition else None)
            if condition and not condition.opens:
                self._always.append(place)
            for fact in condition.opens if condition else (name,):
                self._by_fact.setdefault(fact, []).append(place)

    def holding(self, known: Set[str]) -> list[int]:
        """The places of the names that hold, in order."""
        by_fact, checks = self._by_fact, self._checks
        asked = {place for fact in known if fact in by_fact for place in by_fact[fact]}
        asked.update(self._always)
        return [place for place in sorted(asked) if (check := checks[place]) is None or check(known)]
