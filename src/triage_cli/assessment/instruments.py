"""Published screens, complete or partial, from the answers that are known.

Every screen is judged by one rule: more points never make a positive screen negative. So it is
positive if it would be with every undecided item at its least, negative if it would not be with
every one at its most, and open in between.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING

from triage_cli.assessment.conditions import holds
from triage_cli.assessment.model import Evidence, InstrumentResult

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Instrument, Question

Points = Mapping[str, int]
"""By item."""

_NO_LIMIT = sys.maxsize


def score_instruments(
    answers: Mapping[str, str], known: Set[str], protocol: Protocol, sex: str | None = None
) -> tuple[dict[str, InstrumentResult], list[Evidence]]:
    """The screens that this call opens, and the evidence of those that are positive.

    A screen that is asked only on request is shown once one of its items is answered. `sex` is
    that of the person screened (`men` has a cut-off of its own in some), None where it is not known.
    """
    results: dict[str, InstrumentResult] = {}
    evidence: list[Evidence] = []
    for instrument in protocol.instruments:
        if not (instrument.when is None or holds(instrument.when, known)):
            continue
        if instrument.id in protocol.screens_on_request and answers.keys().isdisjoint(instrument.items):
            continue
        result = results[instrument.id] = score(instrument, answers, protocol.questions, sex)
        if result.result == "positive":
            why = f"{instrument.name}: {'acute ' if result.acute == 'yes' else ''}positive"
            evidence.append(
                Evidence(
                    instrument.id, "instrument", instrument.domain, None, instrument.band, "present", True,
                    None, None, None, why, None, tuple(instrument.signs),
                )
            )  # fmt: skip
    return results, evidence


def score(
    instrument: Instrument,
    answers: Mapping[str, str],
    questions: Mapping[str, Question],
    sex: str | None = None,
) -> InstrumentResult:
    """Positive already, negative (cannot be positive any more) or open.

    A skipped item is undecided, and so is one whose answer is `unknown`: neither yes nor no.
    """
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    for item in instrument.items:
        least[item], most[item] = points_of(questions[item], answers.get(item))
    cut_off = instrument.at_least
    if sex == "men" and instrument.at_least_men is not None:
        cut_off = instrument.at_least_men
    complete, total = least == most, _score(instrument, least, most)
    if _positive(instrument, least, cut_off):
        acute = _acute(instrument, answers, questions)
        return InstrumentResult("positive", _decisive(instrument, least), complete, total, acute)
    result = "open" if not complete and _positive(instrument, most, cut_off) else "negative"
    return InstrumentResult(result, (), complete, total)


def points_of(question: Question, answer: str | None) -> tuple[int, int]:
    """The least and the most points that an item gives: the same number once it is decided.

    A yes is 1, and so is a refusal where the screen counts one; a choice its place from 0; a number
    itself. Other kinds of questions give none.
    """
    if question.kind == "yes_no":
        if answer == "no":
            return 0, 0
        return (1, 1) if answer == "yes" or (answer == "refused" and question.refusable) else (0, 1)
    if question.kind == "choice":
        steps = [choice for choice in question.choices if choice != "unknown"]
        return (steps.index(answer),) * 2 if answer in steps else (0, len(steps) - 1)
    if question.kind == "number":
        if answer is not None and answer.isdecimal():
            return int(answer), int(answer)
        return 0, question.range[1] if question.range else _NO_LIMIT
    return 0, 0


def _positive(instrument: Instrument, points: Points, cut_off: int) -> bool:
    """Whether these points make the screen positive; never undone by more of them."""
    if instrument.only_after is not None and not points[instrument.only_after]:
        return False
    for item in instrument.any_of:
        if points[item]:
            return True
    total = others = 0
    for item in instrument.count_of:
        total += points[item]
        if item != instrument.not_alone:
            others += points[item]
    return bool(instrument.count_of) and total >= cut_off and (others > 0 or instrument.not_alone is None)


def _decisive(instrument: Instrument, points: Points) -> tuple[str, ...]:
    """The items that make a positive screen so: those that do alone, or else all that count."""
    alone = tuple(item for item in instrument.items if item in instrument.any_of and points[item])
    counted = (item for item in instrument.items if item in instrument.count_of and points[item])
    return alone or tuple(counted)


def _score(instrument: Instrument, least: Points, most: Points) -> int | None:
    """The points so far; None for a screen that has a rule and no score."""
    if instrument.any_of or not instrument.count_of:
        return None
    if instrument.only_after is not None and not most[instrument.only_after]:
        return 0
    return sum([least[item] for item in instrument.count_of])


def _acute(
    instrument: Instrument, answers: Mapping[str, str], questions: Mapping[str, Question]
) -> str | None:
    """Of a positive screen: yes (or refused), no, or open until its acute item is answered."""
    if instrument.acute is None:
        return None
    least, most = points_of(questions[instrument.acute], answers.get(instrument.acute))
    return "yes" if least else "open" if most else "no"
