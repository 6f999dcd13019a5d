"""Evidence into an assessment: the one function the rest of the tool is built around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING

from triage_cli.assessment.instruments import score_instruments
from triage_cli.assessment.model import Assessment, Evidence, Override
from triage_cli.assessment.scores import scores_of
from triage_cli.interview.answers import (
    OPPOSITE,
    answer_evidence,
    answers_from_text,
    check_answers,
    contradicted,
    settled,
    split_answer,
    spread,
)
from triage_cli.narrative.hearing import Heard, hear
from triage_cli.narrative.persons import Persons
from triage_cli.narrative.reader import Finding
from triage_cli.response.ladder import climb, respond
from triage_cli.response.needs import needs_of
from triage_cli.vocabulary import BARRIERS, FLAGS

if TYPE_CHECKING:
    from triage_cli.protocol import Protocol
    from triage_cli.protocol.model import Question, Rule

YOUNG_AGE = 12
"""Under this a person is a child who is there, whatever else they are."""
ADULT_AGE = 18
OLDER_AGE = 65
_FLAG_ORDER = {flag: place for place, flag in enumerate(FLAGS)}
BY_A_PERSON = "answered by a person"
"""Why something does not count: only a person lowers."""
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
    protocol = protocol or _shipped()
    given = check_answers(answers, protocol.questions) if answers else _NO_ANSWERS
    return judge(hear(text, call_type, protocol), given, protocol, override)


def judge(
    heard: Heard, given: Mapping[str, str], protocol: Protocol, override: Override | None = None
) -> Assessment:
    """Judge what was heard with the answers of a person, which are in their standard words already."""
    text, persons, questions = heard.text, heard.persons, protocol.questions
    closed: Set[str] = frozenset()
    if given:
        given = spread(given, questions)
        closed = settled(given, questions)
    evidence = _evidence_of(heard.findings, text, "text", given, questions, closed)
    if heard.labelled:
        evidence += _evidence_of(heard.labelled, text, "call_type", given, questions, closed)
    age = int(given["age"]) if given.get("age", "").isdigit() else persons.age
    evidence += _age_evidence(persons, age, text)
    if given:
        evidence += answer_evidence(given, questions)
    findings = (*heard.findings, *heard.labelled)
    known_answers = answers_from_text(findings, questions)
    if persons.age is not None:
        known_answers["age"] = str(persons.age)
    known_answers.update(given)

    flags = {item.flag for item in evidence if item.flag and item.counted}
    signs = {sign for item in evidence if item.counted and item.signs for sign in item.signs}
    gender = known_answers.get("gender") or persons.gender
    instruments, found = score_instruments(known_answers, signs | flags, protocol, gender)
    signs.update(sign for item in found for sign in item.signs)
    rules = climb(signs | flags, protocol)
    concluded = _concluded(rules, flags, protocol)
    evidence += found + concluded
    flags.update(item.flag for item in concluded if item.flag)
    known = signs | flags
    return Assessment(
        protocol=protocol,
        text=text,
        call_type=heard.call_type,
        evidence=tuple(evidence),
        scores=scores_of(evidence, protocol.bands),
        flags=tuple(sorted(flags, key=_FLAG_ORDER.__getitem__)),
        signs=frozenset(signs),
        instruments=instruments,
        response=respond(rules, known, override),
        needs=needs_of(known, protocol) if known else (),
        barriers=_barriers(findings, known_answers),
        answers=known_answers,
        age=age,
        said_gender=gender,
        named_gender=persons.named,
    )


def _shipped() -> Protocol:
    from triage_cli.protocol import load_protocol

    return load_protocol()


def _concluded(rules: Iterable[Rule], flags: Set[str], protocol: Protocol) -> list[Evidence]:
    """Rules that hold and say more than what made them hold: a band, or a flag not set before."""
    evidence = []
    flagged = set(flags)
    for rule in rules:
        if rule.band or (rule.flag and rule.flag not in flagged):
            why = protocol.wording().combinations[rule.id]
            rated = (rule.domain, rule.flag, rule.band)
            evidence.append(Evidence(rule.id, "combination", *rated, "present", True, None, None, None, why))
            if rule.flag:
                flagged.add(rule.flag)
    return evidence


def _evidence_of(
    findings: Iterable[Finding],
    text: str,
    source: str,
    given: Mapping[str, str],
    questions: Mapping[str, Question],
    closed: Set[str],
) -> list[Evidence]:
    evidence = []
    for cue, meant, start, end, unknown, because, answered in findings:
        band, flag, signs, counted = cue.band, cue.flag, cue.signs, True
        if meant == "negated" and answered and cue.answers and _answers_dangerously(cue.answers, questions):
            # "breathing? no": the danger is in the answer, not in the word.
            question = questions[split_answer(cue.answers)[0]]
            band, flag, signs = question.band, question.flag, question.signs
        elif meant in ("negated", "hypothetical", "other"):
            counted = False
        elif meant == "historical" and not cue.live:
            # The past counts as at most low and tells nothing of now.
            band, flag, signs = ("low" if band else None), None, ()
        elif unknown and cue.answers:
            question = questions[split_answer(cue.answers)[0]]
            # Unknown is not no: of a gate it counts as the question says, of others in full.
            band, flag, signs = (None, None, question.unknown_signs) if question.gate else (band, flag, signs)
        if counted and cue.answers and given and contradicted(cue.answers, given):
            counted, because = False, BY_A_PERSON
        if counted and signs and not closed.isdisjoint(signs):
            signs = tuple(sign for sign in signs if sign not in closed)
            if not (signs or flag or band):
                counted, because = False, BY_A_PERSON
        # A case that was saved without its text keeps the places of words that are gone.
        quote, first, last = (text[start:end] or None, start, end) if source == "text" else (None, None, None)
        shown = tuple(signs) if counted else ()
        evidence.append(
            Evidence(
                cue.id, source, cue.domain, flag, band, meant, counted, quote, first, last,
                cue.why, because, shown,
            )
        )  # fmt: skip
    return evidence


def _answers_dangerously(answers: str, questions: Mapping[str, Question]) -> bool:
    """Whether the opposite of what a cue says is the dangerous answer: "breathing" is safe, its no is not."""
    key, value = split_answer(answers)
    question = questions.get(key)
    return question is not None and question.dangerous == OPPOSITE.get(value)


def _age_evidence(persons: Persons, age: int | None, text: str) -> list[Evidence]:
    evidence = []
    young, old = age is not None and age < ADULT_AGE, age is not None and age >= OLDER_AGE
    child = age is not None and age < YOUNG_AGE
    child_span = persons.child_span if persons.child_beside else persons.span
    for flag, sign, holds, span, why in (
        ("minor", "minor", young, persons.span, "the person is said to be under 18"),
        ("older_adult", "older", old, persons.span, "the person is said to be 65 or older"),
        ("child_present", "child", persons.child_beside or child, child_span, "a child is named by age"),
    ):
        if holds:
            told = age == persons.age or (flag == "child_present" and persons.child_beside)
            start, end = span if span and told else (None, None)
            quote = (text[start:end] or None) if start is not None else None
            source = "text" if start is not None else "answer"
            evidence.append(
                Evidence(
                    f"person.{flag}", source, None, flag, None, "present", True, quote, start, end,
                    why, None, (sign,),
                )
            )  # fmt: skip
    return evidence


def _barriers(findings: Iterable[Finding], answers: Mapping[str, str]) -> tuple[str, ...]:
    """What the words tell, then what was chosen of the question `barriers`."""
    named = [f.cue.barrier for f in findings if f.cue.barrier and f.assertion in ("present", "possible")]
    chosen = answers.get("barriers", "").split(",")
    return tuple(dict.fromkeys(barrier for barrier in (*named, *chosen) if barrier in BARRIERS))
