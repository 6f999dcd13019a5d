"""A protocol looked at as a whole: is everyone judged alike, and what do its cases cover?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from triage_cli.assessment.compare import Difference, compare
from triage_cli.protocol.fairness import Known, Pair, load_words, pairs

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment
    from triage_cli.protocol.model import Case
    from triage_cli.protocol.protocol import Protocol


class Unequal(NamedTuple):
    """A pair that is judged differently."""

    pair: Pair
    difference: Difference


class TopicCoverage(NamedTuple):
    """What a topic of cues has."""

    topic: str
    cues: int
    look_alikes: int
    """Of the cues, those that only keep others from counting."""
    in_spanish: int
    """Cues with at least one Spanish term."""
    shown: int
    """Cues that count in at least one case; of look-alikes, those that cover something in one."""
    cases_for: int
    """Cases in which a cue of the topic counts."""
    cases_against: int
    """Cases in which its words stand and nothing of the topic counts: negated, past, covered …"""

    @property
    def untested(self) -> bool:
        """Nothing shows that its words can also mean nothing. Look-alikes are themselves against."""
        return not self.cases_against and self.look_alikes < self.cues


@dataclass(slots=True)
class Audit:
    """The outcome."""

    pairs: Counter[str] = field(default_factory=Counter)
    """By topic of identity, in the order of the word lists."""
    unequal: list[Unequal] = field(default_factory=list)
    known: list[tuple[Unequal, Known]] = field(default_factory=list)
    """Pairs that the word lists say are judged differently."""
    stale: list[Known] = field(default_factory=list)
    """What the word lists say so of, and is judged alike by now."""
    coverage: Sequence[TopicCoverage] = ()
    cases: int = 0

    def differences(self, topic: str) -> int:
        """Pairs of a topic that are judged differently."""
        return sum(one.pair.group.topic == topic for one in self.unequal)


def audit(protocol: Protocol, folder: Path, words_from: Path) -> Audit:
    """Judge every pair, and count what the cases cover; `words_from` is the folder with the word lists."""
    from triage_cli.assessment.assess import assess
    from triage_cli.protocol.cases import load_cases

    cases = load_cases(folder / "cases")
    found = Audit(cases=len(cases))
    compared: dict[tuple[str, str], Assessment] = {}

    def judged(case: Case, text: str) -> Assessment:
        return assess(text, protocol=protocol, answers=case.answers, call_type=case.call_type)

    words = load_words(words_from)
    known_of = {(one.case, one.group): one for one in words.known}
    for pair in pairs(cases, words.groups):
        found.pairs[pair.group.topic] += 1
        key = (pair.case.id, pair.one)
        if key not in compared:
            if len(compared) > _REMEMBERED:
                compared.clear()
            compared[key] = judged(pair.case, pair.one)
        difference = compare(compared[key], judged(pair.case, pair.other))
        if difference is None:
            continue
        unequal = Unequal(pair, difference)
        excuse = known_of.get((pair.case.id, pair.group.id))
        if excuse is None and pair.group.known:
            excuse = Known(pair.case.id, pair.group.id, pair.group.known)
        if excuse is None:
            found.unequal.append(unequal)
        else:
            found.known.append((unequal, excuse))
    excused = {excuse for _, excuse in found.known}
    found.stale = [one for one in words.known if one not in excused]
    found.coverage = _coverage(protocol, folder, cases)
    return found


_REMEMBERED = 64
"""Assessments of the texts compared with: those of one case come together."""


def _coverage(protocol: Protocol, folder: Path, cases: Iterable[Case]) -> list[TopicCoverage]:
    from triage_cli.assessment.assess import assess
    from triage_cli.narrative.explain import LOOK_ALIKE, explain_text
    from triage_cli.protocol.source import read_source

    topic_of = {cue.id: cue.topic for cue in protocol.cues}
    spanish = {cue for cue, _ in read_source(folder, []).translated}
    cues, look_alikes, in_spanish = Counter[str](), Counter[str](), Counter[str]()
    for cue in protocol.cues:
        cues[cue.topic] += 1
        look_alikes[cue.topic] += cue.look_alike
        in_spanish[cue.topic] += cue.id in spanish
    shown: set[str] = set()
    cases_for, cases_against = Counter[str](), Counter[str]()
    for case in cases:
        result = assess(case.text, protocol=protocol, answers=case.answers, call_type=case.call_type)
        items = [item for item in result.evidence if item.id in topic_of]
        # What a signed "no" or the past leaves is a case against: only what is meant as it stands is for.
        counted = {item.id for item in items if item.counted and item.assertion in ("present", "possible")}
        covers = {
            aside.by
            for aside in explain_text(case.text, protocol).asides
            if aside.reason == LOOK_ALIKE and aside.by
        }
        shown |= counted | covers
        topics_for = {topic_of[name] for name in counted}
        topics_against = {topic_of[item.id] for item in items} | {topic_of[name] for name in covers}
        cases_for.update(topics_for)
        cases_against.update(topics_against - topics_for)
    shown_by_topic = Counter(topic_of[name] for name in shown)
    counts = (cues, look_alikes, in_spanish, shown_by_topic, cases_for, cases_against)
    return [TopicCoverage(topic, *(count[topic] for count in counts)) for topic in cues]
