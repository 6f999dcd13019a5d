"""Evidence into an assessment: the one function the rest of the tool is built around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from triage_cli.assessment.instruments import score_instruments
from triage_cli.assessment.model import Assessment, Evidence, Override
from triage_cli.assessment.scores import scores_of
from triage_cli.interview.answers import answer_evidence, answers_from_text, check_answers, contradicted
from triage_cli.narrative.persons import NOBODY, Persons, read_persons
from triage_cli.narrative.reader import Finding, read_text
from triage_cli.response.ladder import climb, respond
from triage_cli.response.needs import needs_of
from triage_cli.vocabulary import FLAGS

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol

ADULT_AGE = 18
OLDER_AGE = 65
_FLAG_ORDER = {flag: place for place, flag in enumerate(FLAGS)}
_NO_ANSWERS: Mapping[str, str] = {}


def assess(
    text: str,
    *,
    protocol: Protocol | None = None,
    answers: Mapping[str, str] | None = None,
    call_type: str | None = None,
    override: Override | None = None,
) -> Assessment:
    """Judge a call by its description, its coded type and the answers of a person.

    `answers` maps question ids to answers (`{"weapon": "no"}`); UsageError names an unknown one and
    the nearest valid one. `override` is a person's own level: both levels stay in the result.
    The text is only read, never kept or shown in an error.
    """
    if protocol is None:
        from triage_cli.protocol import load_protocol

        protocol = load_protocol()
    given = check_answers(answers, protocol.questions) if answers else _NO_ANSWERS
    findings = read_text(text, protocol)
    evidence = _evidence_of(findings, text, "text", given)
    if call_type:
        labelled = read_text(call_type, protocol, label=True)
        evidence += _evidence_of(labelled, call_type, "call_type", given)
        findings = findings + labelled
    persons = read_persons(text) if any(map(str.isdigit, text)) else NOBODY
    age = int(given["age"]) if given.get("age", "").isdigit() else persons.age
    evidence += _age_evidence(persons, age, text)
    if given:
        evidence += answer_evidence(given, protocol.questions)
    known_answers = answers_from_text(findings, given)
    known_answers.update(given)

    flags = {item.flag for item in evidence if item.flag and item.counted}
    signs = {sign for item in evidence if item.counted and item.signs for sign in item.signs}
    instruments, found = score_instruments(known_answers, signs | flags, protocol) if signs or flags else ({}, [])
    evidence += found
    signs.update(sign for item in found for sign in item.signs)
    rules = climb(signs | flags, protocol)
    for rule in rules:
        if rule.band or rule.flag:
            why = protocol.wording().combinations[rule.id]
            evidence.append(Evidence(rule.id, "combination", rule.domain, rule.flag, rule.band, "present", True, None, None, None, why))
            if rule.flag:
                flags.add(rule.flag)
    known = signs | flags
    return Assessment(
        protocol=protocol,
        text=text,
        call_type=call_type,
        evidence=tuple(evidence),
        scores=scores_of(evidence, protocol.bands),
        flags=tuple(sorted(flags, key=_FLAG_ORDER.__getitem__)),
        signs=frozenset(signs),
        instruments=instruments,
        response=respond(rules, known, override),
        needs=needs_of(known, protocol) if known else (),
        barriers=_barriers(findings),
        answers=known_answers,
        age=age,
        gender=given.get("gender") or persons.gender,
    )


def _evidence_of(findings: Iterable[Finding], text: str, source: str, given: Mapping[str, str]) -> list[Evidence]:
    evidence = []
    for cue, meant, start, end, unknown, because in findings:
        band, flag, signs, counted, why = cue.band, cue.flag, cue.signs, True, cue.why
        if meant in ("negated", "hypothetical", "other"):
            counted = False
        elif meant == "historical" and not cue.live:
            # The past counts as at most low and tells nothing of now.
            band, flag, signs = ("low" if band else None), None, ()
        elif unknown and cue.answers:
            band, flag, signs = None, None, _UNKNOWN_SIGNS.get(cue.answers, cue.signs)
        if counted and cue.answers and cue.answers.partition("=")[0] in given and contradicted(cue.answers, given):
            counted, because = False, "answered by a person"
        span = (text[start:end], start, end) if source == "text" else (None, None, None)
        evidence.append(Evidence(cue.id, source, cue.domain, flag, band, meant, counted, *span, why, because, tuple(signs) if counted else ()))
    return evidence


_UNKNOWN_SIGNS = {
    "weapon": ("weapon_unknown",),
    "violence_now": ("violence_unknown",),
    "injury": ("medical_unknown",),
    "awake=no": ("medical_unknown",),
    "breathing=no": ("medical_unknown",),
}
"""What a text says with "unknown" of a life-threat gate (rule 2: it counts towards the danger)."""


def _age_evidence(persons: Persons, age: int | None, text: str) -> list[Evidence]:
    evidence = []
    for flag, sign, holds, span, why in (
        ("minor", "minor", age is not None and age < ADULT_AGE, persons.span, "the person is said to be under 18"),
        ("older_adult", "older", age is not None and age >= OLDER_AGE, persons.span, "the person is said to be 65 or older"),
        ("child_present", "child", persons.child_beside, persons.child_span, "a child is named by age"),
    ):
        if holds:
            start, end = span if span and (flag == "child_present" or age == persons.age) else (None, None)
            quote = text[start:end] if start is not None else None
            source = "text" if start is not None else "answer"
            evidence.append(Evidence(f"person.{flag}", source, None, flag, None, "present", True, quote, start, end, why, None, (sign,)))
    return evidence


def _barriers(findings: Iterable[Finding]) -> tuple[str, ...]:
    named = (f.cue.barrier for f in findings if f.cue.barrier and f.assertion in ("present", "possible"))
    return tuple(dict.fromkeys(barrier for barrier in named if barrier))
