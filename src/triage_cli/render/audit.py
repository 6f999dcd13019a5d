"""The outcome of `triage protocol audit`: pairs judged differently, then what the cases cover."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from triage_cli.protocol.audit import Audit, TopicCoverage, Unequal
from triage_cli.render.changes import difference_data, difference_text
from triage_cli.render.clean import visible
from triage_cli.render.layout import Row, Section, row

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol

_SIDES = ("without", "with")
"""What the two texts of a pair are called."""


def audit_sections(found: Audit, *, most: int | None) -> list[Section]:
    """The counts by topic, at most `most` pairs that differ, and the coverage by topic of cues."""
    sections = [Section(list(_counts(found)), "IS EVERYONE JUDGED ALIKE?")]
    if found.unequal:
        sections.append(Section(list(_unequal(found, most)), "JUDGED DIFFERENTLY"))
    if found.known or found.stale:
        sections.append(Section(list(_known(found)), "KNOWN, AND WHY"))
    return [*sections, Section(list(_coverage(found)), "WHAT THE CASES COVER")]


def audit_data(found: Audit, protocol: Protocol) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "schema": "triage.protocol-audit/1",
        "protocol": {"name": protocol.name, "version": protocol.version, "digest": protocol.digest},
        "pairs": found.pairs.total(),
        "differences": len(found.unequal),
        "topics": {
            topic: {"pairs": count, "differences": found.differences(topic)}
            for topic, count in found.pairs.items()
        },
        "unequal": [_unequal_data(one) for one in found.unequal],
        "known": [{**_unequal_data(one), "why": known.why} for one, known in found.known],
        "stale": [known._asdict() for known in found.stale],
        "cases": found.cases,
        "coverage": [{**one._asdict(), "without_cases_against": one.untested} for one in found.coverage],
    }


def _counts(found: Audit) -> Iterable[Row]:
    total = len(found.unequal)
    for topic, count in found.pairs.items():
        differ = found.differences(topic)
        yield row(topic, f"{count} pairs, {differ} judged differently", "warn" if differ else "")
    verdict = f"{total} of {found.pairs.total()} pairs are judged differently"
    if not total:
        verdict = f"none of {found.pairs.total()} pairs is judged differently"
        verdict += f", but for {len(found.known)} that are known" if found.known else ""
    yield row("all", verdict, "warn" if total else "")


def _unequal(found: Audit, most: int | None) -> Iterable[Row]:
    shown = found.unequal[:most]
    for one in shown:
        pair = one.pair
        yield row(pair.group.id, f"{visible(pair.word)}, in case {pair.case.id}", "warn")
        yield row("", f"  “{visible(pair.one)}”", "quote")
        yield row("", f"  “{visible(pair.other)}”", "quote")
        yield row("", f"  {difference_text(one.difference, _SIDES)}")
    if len(found.unequal) > len(shown):
        left = len(found.unequal) - len(shown)
        yield row("", f"and {left} more: --limit {len(found.unequal)} lists them", "dim")


def _known(found: Audit) -> Iterable[Row]:
    for known in dict.fromkeys(known for _, known in found.known):
        changed = dict.fromkeys(
            f"level {one.difference.before.level} → {one.difference.after.level}"
            if "level" in one.difference.changed
            else ", ".join(one.difference.changed)
            for one, excuse in found.known
            if excuse == known
        )
        yield row(known.group, f"in case {known.case}: {'; '.join(changed)} ({known.why})")
    for known in found.stale:
        yield row(known.group, f"in case {known.case}: judged alike now, take its line away", "warn")


def _coverage(found: Audit) -> Iterable[Row]:
    for one in found.coverage:
        kind = "look-alikes" if one.look_alikes == one.cues else "cues"
        told = f"{one.cues} {kind}, {one.in_spanish} in Spanish, {one.shown} shown by a case"
        against = "none against" if one.untested else f"{one.cases_against} against"
        yield row(one.topic, f"{told}; cases: {one.cases_for} for, {against}", "warn" if one.untested else "")
    untested = [one.topic for one in found.coverage if one.untested]
    unshown = [one.topic for one in found.coverage if _unshown(one)]
    if untested:
        yield row("without a case against", ", ".join(untested), "warn")
    if unshown:
        yield row("without a case for", ", ".join(unshown), "warn")


def _unshown(one: TopicCoverage) -> bool:
    return not one.cases_for and one.look_alikes < one.cues


def _unequal_data(one: Unequal) -> dict[str, Any]:
    pair, difference = one
    return {
        "group": pair.group.id, "topic": pair.group.topic, "word": pair.word, "case": pair.case.id,
        "texts": [pair.one, pair.other], **difference_data(difference, _SIDES),
    }  # fmt: skip
