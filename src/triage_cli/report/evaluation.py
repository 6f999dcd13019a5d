"""The tool's judgement of calls against that of a human."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.errors import DataError, Problem
from triage_cli.report.agreement import Counts, Rate, weighted_kappa, wilson
from triage_cli.report.labels import YES, Judgement, Labels, judgement_of
from triage_cli.vocabulary import BANDS, DOMAINS, LEVELS

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment, Evidence
    from triage_cli.batch.calls import Call
    from triage_cli.protocol import Protocol

FOUND_FROM = "low"
"""A domain is found from this band on."""
_MOST_PROBLEMS = 20


class Miss(NamedTuple):
    """A call that the human judged otherwise."""

    row: int
    wrong: tuple[str, ...]
    """What differs, the most dangerous first."""
    under: bool
    """The level is below that of the human: under-triage."""
    evidence: tuple[Evidence, ...]
    """All that was found, counted or not, without the words of the call."""
    text: str | None = None
    """Only where it was asked for: it is private."""


@dataclass(slots=True)
class Evaluation:
    """Counts, and the calls judged otherwise."""

    calls: int = 0
    judged: int = 0
    """Calls with a human judgement of any kind."""
    domains: dict[str, Counter[tuple[bool, bool]]] = field(
        default_factory=lambda: {domain: Counter() for domain in DOMAINS}
    )
    """By domain: (found by the human, found by the tool)."""
    low_alarms: Counter[str] = field(default_factory=Counter)
    """False alarms that are no more than low, by domain."""
    levels: list[list[int]] = field(default_factory=lambda: [[0] * len(LEVELS) for _ in LEVELS])
    """`levels[human][tool]`; of a range of levels, the one nearest to the tool's counts."""
    under: int = 0
    over: int = 0
    emergencies: int = 0
    """Calls that are level 4 for the human."""
    emergencies_missed: int = 0
    expected: Counter[str] = field(default_factory=Counter)
    """Expectations about flags and units, by kind."""
    unmet: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)

    @property
    def leveled(self) -> int:
        """Calls with a human level."""
        return sum(map(sum, self.levels))

    def counts(self, domain: str) -> Counts:
        """Both, only the tool, only the human, neither."""
        seen = self.domains[domain]
        return Counts(seen[True, True], seen[False, True], seen[True, False], seen[False, False])

    @property
    def under_rate(self) -> Rate:
        """Under-triage."""
        return wilson(self.under, self.leveled)

    @property
    def over_rate(self) -> Rate:
        """Over-triage."""
        return wilson(self.over, self.leveled)

    @property
    def kappa(self) -> float | None:
        """Quadratic weighted kappa of the levels."""
        return weighted_kappa(self.levels)

    def add(self, judged: Judgement, result: Assessment, found_from: str) -> list[str]:
        """Count one call; what the human judged otherwise."""
        self.judged += 1
        wrong = self._level(judged, result.response.level)
        for domain, band in judged.bands.items():
            wrong += self._domain(domain, band, result.scores[domain].band, found_from)
        wrong += self._expected(judged, set(result.flags), set(result.response.send))
        return wrong

    def _level(self, judged: Judgement, level: int) -> list[str]:
        if judged.level is None:
            return []
        low, high = judged.level
        self.levels[min(max(level, low), high)][level] += 1
        emergency = low == len(LEVELS) - 1
        self.emergencies += emergency
        self.emergencies_missed += emergency and level < low
        self.under += level < low
        self.over += level > high
        if low <= level <= high:
            return []
        shown = f"{low}" if low == high else f"{low}-{high}"
        return [f"level {level}, judged {shown}: {'under' if level < low else 'over'}-triage"]

    def _domain(self, domain: str, judged: str, band: str, found_from: str) -> list[str]:
        least = BANDS.index(found_from)
        human = judged == YES or BANDS.index(judged) >= least
        tool = BANDS.index(band) >= least
        self.domains[domain][human, tool] += 1
        name = domain.replace("_", " ")
        if human and not tool:
            return [f"{name} missed"]
        if tool and not human:
            self.low_alarms[domain] += band == "low"
            return [f"{name} found ({band}), judged none"]
        return []

    def _expected(self, judged: Judgement, flags: set[str], send: set[str]) -> list[str]:
        wrong = []
        for key, words in judged.expected.items():
            got = flags if key.startswith("flags") else send
            if key == "flags":
                unmet = [f"flag {word} not set" for word in words if word not in got]
            elif key == "flags_not":
                unmet = [f"flag {word} set" for word in words if word in got]
            elif key == "send_not":
                unmet = [f"sends {word}" for word in words if word in got]
            else:
                unmet = [f"sends none of {', '.join(words)}"] if words and got.isdisjoint(words) else []
            self.expected[key] += bool(words)
            self.unmet[key] += bool(unmet)
            wrong += unmet
        return wrong


def evaluate(
    calls: Iterable[Call],
    labels: Labels,
    protocol: Protocol,
    *,
    found_from: str = FOUND_FROM,
    with_text: bool = False,
) -> Evaluation:
    """Judge every call that a human judged; DataError with every label that cannot be read."""
    from triage_cli.assessment.assess import assess

    found = Evaluation()
    problems: list[Problem] = []
    bad = 0
    for call in calls:
        found.calls += 1
        judged = judgement_of(labels, call.row, call.values)
        if not isinstance(judged, Judgement):
            bad += 1
            problems += judged if bad <= _MOST_PROBLEMS else []
            continue
        if problems or not judged.says_anything:
            continue
        result = assess(call.text, protocol=protocol, call_type=call.call_type)
        before = found.under
        wrong = found.add(judged, result, found_from)
        if wrong:
            # Without its words: a miss outlives its call.
            evidence = tuple(item._replace(quote=None) for item in result.evidence)
            text = call.text if with_text else None
            found.misses.append(Miss(call.row, tuple(wrong), found.under > before, evidence, text))
    if problems:
        more = f" The first {_MOST_PROBLEMS}:" if bad > _MOST_PROBLEMS else ""
        raise DataError(problems, title=f"{bad} row(s) hold a judgement that cannot be read.{more}")
    if not found.judged:
        raise DataError([Problem(labels.name, "no row holds a human judgement", "Fill in at least one.")])
    return found
