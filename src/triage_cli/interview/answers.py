"""Answers: checked against the questions, read from the text, and turned into evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from triage_cli.assessment.conditions import holds
from triage_cli.assessment.model import Evidence
from triage_cli.errors import UsageError, nearest
from triage_cli.narrative.reader import Finding
from triage_cli.protocol.model import Question

YES_NO = ("yes", "no", "unknown")
OPPOSITE = {"yes": "no", "no": "yes"}
_OLDEST = 120
_MOST_SHOWN = 40
"""Characters of an answer that a message repeats."""


def check_answers(answers: Mapping[str, str], questions: Mapping[str, Question]) -> dict[str, str]:
    """The answers in their standard words; UsageError names the first that cannot be meant."""
    checked = {}
    for key, value in answers.items():
        question = questions.get(key)
        if question is None:
            close = nearest(key, questions)
            fix = f"Did you mean {close!r}?" if close else "See all with: triage protocol show questions"
            raise UsageError(f"there is no question {key!r} to answer", fix=fix)
        checked[key] = _check_value(key, str(value).strip(), question)
    return checked


def _check_value(key: str, value: str, question: Question) -> str:
    shown = repr(value if len(value) <= _MOST_SHOWN else f"{value[:_MOST_SHOWN]}…")
    if question.kind == "text":
        if value:
            return value
        raise UsageError(f"{key}: '' is not an answer", fix=f'For example: --answer {key}="…"')
    if question.kind == "number":
        if value.isdecimal() and len(value) <= _MOST_SHOWN and int(value) <= _OLDEST:
            return str(int(value))
        raise UsageError(
            f"{key}: {shown} is not a number from 0 to {_OLDEST}", fix=f"For example: --answer {key}=34"
        )
    value = value.lower()
    allowed = question.choices or YES_NO
    if value in allowed:
        return value
    short = {"y": "yes", "n": "no", "u": "unknown", "unk": "unknown", "true": "yes", "false": "no"}.get(value)
    if short in allowed:
        return str(short)
    close = nearest(value, allowed)
    fix = f"Did you mean {key}={close}?" if close else f"{key} takes: {', '.join(allowed)}"
    raise UsageError(f"{key}: {shown} is not an answer", fix=fix)


def split_answer(answers: str) -> tuple[str, str]:
    """The question and the value of `weapon` (meaning yes) or `breathing=no`."""
    key, _, value = answers.partition("=")
    return key, value or "yes"


def contradicted(answers: str, given: Mapping[str, str]) -> bool:
    """Whether a person gave the opposite of what a cue says; `unknown` contradicts nothing."""
    key, value = split_answer(answers)
    return key in given and given[key] == OPPOSITE.get(value)


def answers_from_text(findings: Iterable[Finding]) -> dict[str, str]:
    """What the text answers by itself. Danger wins over unknown, unknown over its absence."""
    known: dict[str, str] = {}
    strength: dict[str, int] = {}
    for finding in findings:
        if finding.cue.answers is None:
            continue
        key, value = split_answer(finding.cue.answers)
        if finding.unknown:
            said, weight = "unknown", 2
        elif finding.assertion in ("present", "possible"):
            said, weight = value, 3
        elif finding.assertion == "negated":
            said, weight = OPPOSITE.get(value, "no"), 1
        else:
            continue
        if weight > strength.get(key, 0):
            known[key], strength[key] = said, weight
    return known


def answer_evidence(given: Mapping[str, str], questions: Mapping[str, Question]) -> list[Evidence]:
    """What the answers of a person show."""
    evidence = []
    for key, value in given.items():
        question = questions[key]
        if question.dangerous is None:
            continue
        danger, unknown = value == question.dangerous, value == "unknown" and question.gate
        if not danger and not unknown:
            continue
        band, flag = (question.band, question.flag) if danger else (None, None)
        signs = tuple(question.signs if danger else question.unknown_signs)
        meant = "present" if danger else "possible"
        why = f"{key.replace('_', ' ')}: answered {value}"
        evidence.append(
            Evidence(
                key, "answer", question.domain, flag, band, meant, True, None, None, None, why, None, signs
            )
        )  # fmt: skip
    return evidence


def open_questions(
    known: Set[str], answers: Mapping[str, str], questions: Mapping[str, Question]
) -> tuple[str, ...]:
    """The questions this call opens that nothing answers yet, in the order to ask them."""
    if not known:
        return ()
    return tuple(
        key
        for key, question in questions.items()
        if key not in answers and (question.when is None or holds(question.when, known))
    )
