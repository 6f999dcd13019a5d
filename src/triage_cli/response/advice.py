"""What to do, say and not say now, why, and what must be reported: the sentences of an assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from triage_cli.assessment.conditions import holds
from triage_cli.response.reports import NOTHING_SET, Reporting, report_note
from triage_cli.vocabulary import LEVELS

if TYPE_CHECKING:
    from triage_cli.assessment.model import Assessment

MOST = 4
"""Lines of advice of each kind; more cannot be read during a call."""
MOST_AVOID = 2
"""What not to say: read at a glance, before the mouth opens."""
_WITHIN_MINUTES = {4: 0, 3: 30, 2: 60, 1: 1440}
"""Defaults where the agency sets none: now, half an hour, an hour, a day."""


class Advised(NamedTuple):
    """The sentences of one assessment in one language."""

    name: str
    """The level's name (CONTRACT: always English)."""
    within_minutes: int | None
    reasons: tuple[str, ...]
    do_now: tuple[str, ...]
    say: tuple[str, ...]
    avoid: tuple[str, ...]
    """What not to say."""
    report: tuple[str, ...]


def advise(assessment: Assessment, language: str = "en", reporting: Reporting | None = None) -> Advised:
    """Reasons, advice and mandated-report notes, most urgent first.

    `reporting` is what an agency's settings add to those notes: its state, and a line of its own.
    """
    protocol = assessment.protocol
    wording = protocol.wording(language)
    response = assessment.response
    known = assessment.signs | set(assessment.flags)
    do_now: dict[str, None] = {}
    say: dict[str, None] = {}
    avoid: dict[str, None] = {}
    for advice in wording.advice:
        if holds(advice.when, known):
            do_now.update(dict.fromkeys(advice.do_now))
            say.update(dict.fromkeys(advice.say))
            avoid.update(dict.fromkeys(advice.avoid))
    reasons = [wording.reasons[rule.id] for rule in response.rules]
    state, line = reporting or NOTHING_SET
    kinds = dict.fromkeys(rule.report for rule in response.rules if rule.report)
    reports = [report_note(kind, protocol, language, state) for kind in kinds]
    if reports and line:
        reports.append(line)
    if response.barred:
        reasons.append(wording.reasons["barred"])
    return Advised(
        LEVELS[response.level],
        _WITHIN_MINUTES.get(response.level),
        tuple(dict.fromkeys(reasons)),
        tuple(do_now)[:MOST],
        tuple(say)[:MOST],
        tuple(avoid)[:MOST_AVOID],
        tuple(dict.fromkeys(reports)),
    )
