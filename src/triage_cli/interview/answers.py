"""Answers: checked against the questions, read from the text, and turned into evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from triage_cli.assessment.model import Evidence
from triage_cli.errors import UsageError, nearest
from triage_cli.narrative.reader import Finding
from triage_cli.protocol.model import Question

OPPOSITE = {"yes": "no", "no": "yes"}
NONE = "none"
"""The answer to a question of kind `several` of which nothing holds."""
_SHORT = {"y": "yes", "n": "no", "u": "unknown", "unk": "unknown", "true": "yes", "false": "no"}
_SHORT |= {"si": "yes", "sí": "yes", "r": "refused"}
_UNDECIDED = ("unknown", "refused")
_MOST_SHOWN = 40
"""Characters of an answer that a message repeats."""
_LONGEST = 500
"""Characters of an answer in words."""


def check_answers(answers: Mapping[str, str], questions: Mapping[str, Question]) -> dict[str, str]:
    """The answers in their standard words; UsageError names the first that cannot be meant."""
    checked = {}
    for key, value in answers.items():
        question = questions.get(key)
        if question is None:
            close = nearest(key, questions)
            fix = f"Did you mean {close!r}?" if close else "See all with: triage protocol show questions"
            raise UsageError(f"there is no question {key!r} to answer", fix=fix)
        checked[key] = read_answer(question, str(value))
    return checked


def read_answer(question: Question, value: str) -> str:
    """One answer in its standard words; UsageError says what would be one."""
    value = value.strip()
    if question.kind == "text":
        return _text(question, value)
    if question.kind == "number":
        return _number(question, value)
    if question.kind == "several":
        return _several(question, value.lower())
    return _chosen(question, value.lower())


def _text(question: Question, value: str) -> str:
    if value and len(value) <= _LONGEST:
        return value
    if value:
        raise UsageError(
            f"{question.id}: {len(value)} characters are too many", fix=f"At most {_LONGEST} characters."
        )
    raise UsageError(f"{question.id}: '' is not an answer", fix=f'For example: --answer {question.id}="…"')


def _number(question: Question, value: str) -> str:
    least, most = question.range or (0, 0)
    if value.isdecimal() and len(value) <= _MOST_SHOWN and least <= int(value) <= most:
        return str(int(value))
    if question.born and (years := _years_since(value)) is not None:
        if least <= years <= most:
            return str(years)
        when = "in the future" if years < least else f"more than {most} years ago"
        raise UsageError(
            f"{question.id}: {_shown(value)} is {when}",
            fix=f"A number from {least} to {most}, or a date of birth as 1986-05-31.",
        )
    example = max(least, min(34, most))
    raise UsageError(
        f"{question.id}: {_shown(value)} is not a number from {least} to {most}",
        fix=f"For example: --answer {question.id}={example}",
    )


def _years_since(value: str) -> int | None:
    """The age of a person born on that day (1986-05-31, 5/31/1986): None for no date, -1 for one to come."""
    import datetime
    import re

    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", value)
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", value)
    if iso:
        year, month, day = map(int, iso.groups())
    elif american:
        month, day, year = map(int, american.groups())
    else:
        return None
    try:
        born = datetime.date(year, month, day)
    except ValueError:
        return None
    today = datetime.date.today()
    if born > today:
        return -1
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _several(question: Question, value: str) -> str:
    chosen = [part.strip() for part in value.split(",") if part.strip()]
    if chosen == [NONE]:
        return NONE
    for part in chosen:
        if part not in question.choices:
            _refuse(question, part, (*question.choices, NONE))
    if not chosen:
        _refuse(question, value, (*question.choices, NONE))
    return ",".join(choice for choice in question.choices if choice in chosen)


def _chosen(question: Question, value: str) -> str:
    allowed = question.allowed
    if value in allowed:
        return value
    short = _SHORT.get(value)
    if short in allowed:
        return str(short)
    return _refuse(question, value, allowed)


def _refuse(question: Question, value: str, allowed: tuple[str, ...]) -> str:
    close = nearest(value, allowed)
    fix = f"Did you mean {question.id}={close}?" if close else f"{question.id} takes: {', '.join(allowed)}"
    raise UsageError(f"{question.id}: {_shown(value)} is not an answer", fix=fix)


def _shown(value: str) -> str:
    return repr(value if len(value) <= _MOST_SHOWN else f"{value[:_MOST_SHOWN]}…")


ONLY_YES = "=yes"
"""Ends what a cue answers whose denial denies one of several: "no bleeding" is not "nobody is hurt"."""


def split_answer(answers: str) -> tuple[str, str]:
    """The question and the value of `weapon` (meaning yes) or `breathing=no`."""
    key, _, value = answers.partition("=")
    return key, value or "yes"


def contradicted(answers: str, given: Mapping[str, str]) -> bool:
    """Whether a person gave another answer than a cue says; `unknown` contradicts nothing."""
    key, value = split_answer(answers)
    return key in given and given[key] != value and given[key] not in _UNDECIDED


def spread(given: Mapping[str, str], questions: Mapping[str, Question]) -> Mapping[str, str]:
    """The answers with those that they cover: awake and breathing is both, not known is neither."""
    covering = [key for key in given if questions[key].covers]
    if not covering:
        return given
    answers = dict(given)
    for key in covering:
        question, value = questions[key], given[key]
        for covered in question.covers if value != question.dangerous else ():
            dangerous = questions[covered].dangerous
            safe = OPPOSITE.get(dangerous or "", "no")
            answers.setdefault(covered, value if value in _UNDECIDED else safe)
    return answers


def settled(given: Mapping[str, str], questions: Mapping[str, Question]) -> frozenset[str]:
    """Signs of something not known that a person has since ruled out, at every gate that they stand for.

    "Caller crying" leaves open whether there is violence; the answer that there is none closes it.
    """
    open_still: dict[str, bool] = {}
    for key, question in questions.items():
        if question.gate and question.domain is None and not question.covers:
            safe = key in given and given[key] not in (question.dangerous, *_UNDECIDED)
            for sign in question.unknown_signs:
                open_still[sign] = open_still.get(sign, False) or not safe
    return frozenset(sign for sign, still in open_still.items() if not still)


def answers_from_text(
    findings: Iterable[Finding], questions: Mapping[str, Question] | None = None
) -> dict[str, str]:
    """What the text answers by itself. Danger wins over unknown, unknown over its absence."""
    known: dict[str, str] = {}
    strength: dict[str, int] = {}
    for finding in findings:
        if finding.cue.answers is None:
            continue
        key, value = split_answer(finding.cue.answers)
        if finding.assertion in ("present", "possible"):
            said, weight = value, 3
        elif finding.assertion == "negated" and not finding.cue.answers.endswith(ONLY_YES):
            if value not in OPPOSITE:
                continue  # that one choice does not hold says nothing of the others
            said, weight = OPPOSITE[value], 1
        else:
            continue
        if finding.unknown:
            said, weight = "unknown", 2
        elif questions and key in questions and questions[key].dangerous is not None:
            weight = 3 if said == questions[key].dangerous else 1
        if weight > strength.get(key, 0):
            known[key], strength[key] = said, weight
    return known


def answer_evidence(given: Mapping[str, str], questions: Mapping[str, Question]) -> list[Evidence]:
    """What the answers of a person show."""
    evidence = []
    for key, value in given.items():
        question = questions[key]
        danger = value == question.dangerous
        unknown = question.gate and value in _UNDECIDED
        signs = shown_by(question, value)
        if not (danger or unknown or signs):
            continue
        # What is said beside the danger of a question belongs to no domain by itself.
        domain = question.domain if danger or unknown else None
        band, flag = (question.band, question.flag) if danger else (None, None)
        meant = "possible" if unknown and not danger else "present"
        why = f"{key.replace('_', ' ')}: answered {value.replace(',', ', ')}"
        evidence.append(
            Evidence(key, "answer", domain, flag, band, meant, True, None, None, None, why, None, signs)
        )
    return evidence


def shown_by(question: Question, value: str) -> tuple[str, ...]:
    """The signs of one answer."""
    if value == question.dangerous:
        return tuple(question.signs)
    if question.gate and value in _UNDECIDED:
        return tuple(question.unknown_signs)
    if question.kind == "several":
        return tuple(sign for part in value.split(",") for sign in question.adds.get(part, ()))
    return tuple(question.adds.get(value, ()))
