"""The rules of judgement with answers: no answer that tells of danger, or that nobody knows, ever lowers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage_cli.assessment.assess import BY_A_PERSON, assess, judge
from triage_cli.assessment.model import Assessment
from triage_cli.interview.answers import NONE, settled, spread
from triage_cli.narrative.hearing import Heard, hear
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.cases import load_cases
from triage_cli.protocol.model import Question
from triage_cli.vocabulary import BANDS

PROTOCOL = load_protocol()
QUESTIONS = PROTOCOL.questions
CASES = load_cases(SHIPPED / "cases")
CALL = [q for q in QUESTIONS.values() if PROTOCOL.module_of[q.module].flow == "call" and q.kind != "text"]
"""The questions of the call flow; words say nothing about risk."""
GATES = [q for q in CALL if q.gate]
UNDECIDED = ("unknown", "refused")
SLOW = settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])


@cache
def heard(text: str, call_type: str | None) -> Heard:
    return hear(text, call_type, PROTOCOL)


HEARD = st.sampled_from(CASES).map(lambda case: heard(case.text, case.call_type))


def all_answers(question: Question) -> tuple[str, ...]:
    if question.kind == "number":
        assert question.range
        least, most = question.range
        return tuple(str(number) for number in range(least, min(most, 100) + 1))
    if question.kind == "several":
        return (NONE, *question.choices, ",".join(question.choices))
    return question.allowed


@st.composite
def other_answers(draw: st.DrawFn) -> dict[str, str]:
    asked = draw(st.lists(st.sampled_from(CALL), max_size=8, unique_by=lambda q: q.id))
    return {question.id: draw(st.sampled_from(all_answers(question))) for question in asked}


def quiet(question: Question) -> list[str | None]:
    """Not asked, and the answers that show nothing: what an answer may be turned from."""
    if question.kind == "several":
        return [None, NONE]
    if question.kind == "yes_no":
        return [None, "yes" if question.dangerous == "no" else "no"]
    shows_nothing = [a for a in question.allowed if a not in (question.dangerous, *UNDECIDED)]
    return [None, *(a for a in shows_nothing if not question.adds.get(a))]


def graver(question: Question) -> list[str]:
    """The dangerous answer, those that nobody can decide, and for several: anything that is chosen."""
    if question.kind == "several":
        return [*question.choices, ",".join(question.choices)]
    found = [question.dangerous] if question.dangerous else []
    if question.kind == "yes_no" and not question.dangerous:
        found = ["yes"]
    return [*found, *(answer for answer in UNDECIDED if answer in question.allowed)]


def turned(question: Question) -> Iterator[tuple[str | None, str]]:
    for before in quiet(question):
        for after in graver(question):
            yield before, after
    if question.kind == "choice":
        # A choice may add signs, and takes none away.
        # Only `men` has a higher cut-off in a published screen (rule 5).
        yield from (
            (None, choice) for choice in question.choices if (question.id, choice) != ("gender", "men")
        )


def bands(result: Assessment) -> dict[str, int]:
    return {domain: BANDS.index(score.band) for domain, score in result.scores.items()}


TURNED = [question for question in CALL if any(turned(question))]
GRAVER = [question for question in CALL if graver(question)]


def test_every_question_of_a_call_is_among_these() -> None:
    assert {q.id for q in CALL if q.kind != "number"} == {q.id for q in TURNED}
    assert {q.kind for q in TURNED} == {"yes_no", "choice", "several"}
    assert any(q.covers for q in TURNED)
    assert any(q.adds for q in TURNED)
    assert any(q.refusable for q in TURNED)


@pytest.mark.parametrize("question", TURNED, ids=lambda question: question.id)
@given(said=HEARD, others=other_answers())
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_no_answer_of_danger_and_no_unknown_ever_lowers(
    question: Question, said: Heard, others: dict[str, str]
) -> None:
    """Level, each band and the flags; over what the text says and any other answers."""
    others.pop(question.id, None)
    for before, after in turned(question):
        low = judge(said, others if before is None else {**others, question.id: before}, PROTOCOL)
        high = judge(said, {**others, question.id: after}, PROTOCOL)
        turn = (question.id, before, after)
        assert high.response.level >= low.response.level, turn
        assert set(low.flags) <= set(high.flags), turn
        for domain, rank in bands(low).items():
            assert bands(high)[domain] >= rank, (domain, turn)


@given(said=HEARD, others=other_answers(), turns=st.lists(st.sampled_from(GRAVER), min_size=2, max_size=6))
@SLOW
def test_several_answers_turned_at_once_lower_nothing_either(
    said: Heard, others: dict[str, str], turns: list[Question]
) -> None:
    low = {**others, **{q.id: quiet(q)[-1] or graver(q)[0] for q in turns}}
    high = {**low, **{q.id: graver(q)[0] for q in turns}}
    before, after = judge(said, low, PROTOCOL), judge(said, high, PROTOCOL)
    assert after.response.level >= before.response.level
    assert set(before.flags) <= set(after.flags)
    for domain, rank in bands(before).items():
        assert bands(after)[domain] >= rank


@given(said=HEARD, others=other_answers(), gate=st.sampled_from(GATES))
@SLOW
def test_an_unknown_gate_lies_between_its_absence_and_its_danger(
    said: Heard, others: dict[str, str], gate: Question
) -> None:
    others.pop(gate.id, None)
    assert gate.dangerous
    unasked, unknown, danger = (
        judge(said, {**others, **given_}, PROTOCOL).response
        for given_ in ({}, {gate.id: "unknown"}, {gate.id: gate.dangerous})
    )
    assert unasked.level <= unknown.level
    if gate.id != "injury":
        # Known gap: who may be hurt is level 2, who is hurt is level 1; an ambulance goes to both.
        assert unknown.level <= danger.level
    if "medical_unknown" in gate.unknown_signs:
        assert "ems" in unknown.send
    else:
        assert not {"civilian_team", "mobile_crisis"} & set(unknown.send) or gate.id == "safe_to_talk"


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.id)
def test_what_nobody_knows_of_a_gate_is_told_as_possible(gate: Question) -> None:
    assert gate.dangerous
    for answer, meant in (("unknown", "possible"), (gate.dangerous, "present")):
        found = assess("", protocol=PROTOCOL, answers={gate.id: answer}).evidence
        told = [item for item in found if (item.id, item.source) == (gate.id, "answer")]
        assert [(item.assertion, item.counted, item.domain) for item in told] == [(meant, True, gate.domain)]


# ------------------------------------------------------------------ a refusal


@pytest.mark.parametrize("question", [q for q in CALL if q.refusable], ids=lambda question: question.id)
@given(said=HEARD, others=other_answers())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_a_refusal_counts_at_least_as_a_no(question: Question, said: Heard, others: dict[str, str]) -> None:
    no = judge(said, {**others, question.id: "no"}, PROTOCOL)
    refused = judge(said, {**others, question.id: "refused"}, PROTOCOL)
    assert refused.response.level >= no.response.level
    for name, found in no.instruments.items():
        if found.result == "positive":
            assert refused.instruments[name].result == "positive"
    for domain, rank in bands(no).items():
        assert bands(refused)[domain] >= rank


def test_a_refused_item_makes_the_screen_positive() -> None:
    asq = next(screen for screen in PROTOCOL.instruments if screen.id == "asq")
    for item in asq.items:
        found = assess("she feels very low", protocol=PROTOCOL, answers={item: "refused"})
        assert found.instruments["asq"].result == "positive", item
        assert assess("she feels very low", protocol=PROTOCOL, answers={item: "no"}).instruments[
            "asq"
        ].result in ("open", "negative")


# ------------------------------------------------------------------ what a safe answer closes


def gates_of(sign: str) -> list[Question]:
    return [q for q in QUESTIONS.values() if q.gate and not q.covers and q.domain is None
            and sign in q.unknown_signs]  # fmt: skip


def safe(question: Question) -> str:
    return "yes" if question.dangerous == "no" else "no"


SHARED = sorted({sign for gate in GATES for sign in gate.unknown_signs if gates_of(sign)})


@pytest.mark.parametrize("sign", SHARED)
def test_only_when_every_gate_of_a_sign_is_ruled_out_it_is_settled(sign: str) -> None:
    gates = gates_of(sign)
    whole = {gate.id: safe(gate) for gate in gates}
    assert sign in settled(whole, QUESTIONS)
    assert sign not in settled({}, QUESTIONS)
    for gate in gates:
        assert gate.dangerous
        assert sign not in settled({k: v for k, v in whole.items() if k != gate.id}, QUESTIONS)
        for left in ("unknown", gate.dangerous):
            assert sign not in settled({**whole, gate.id: left}, QUESTIONS), gate.id


def test_waking_breathing_and_injury_share_a_sign() -> None:
    assert {gate.id for gate in gates_of("medical_unknown")} == {"awake", "breathing", "injury"}
    covered = spread({"awake_breathing": "yes", "injury": "no"}, QUESTIONS)
    assert "medical_unknown" in settled(covered, QUESTIONS)
    assert "medical_unknown" not in settled(spread({"awake_breathing": "yes"}, QUESTIONS), QUESTIONS)


def test_what_the_text_left_open_is_closed_by_the_answer_that_there_is_none() -> None:
    text = "caller crying, unknown if weapons"
    asked = assess(text, protocol=PROTOCOL)
    closed = assess(text, protocol=PROTOCOL, answers={"weapon": "no"})
    assert "weapon_unknown" in asked.signs
    assert "weapon_unknown" not in closed.signs
    assert any(item.because == BY_A_PERSON and not item.counted for item in closed.evidence)


@given(said=HEARD, others=other_answers())
@SLOW
def test_a_safe_answer_takes_away_only_what_it_contradicts_and_what_was_not_known(
    said: Heard, others: dict[str, str]
) -> None:
    """Of what the text shows, safe answers at the gates take away no sign but those of things not known."""
    gates = [gate for gate in GATES if not gate.covers]
    rest = {key: value for key, value in others.items() if not QUESTIONS[key].gate}
    before = judge(said, rest, PROTOCOL)
    after = judge(said, {**rest, **{gate.id: safe(gate) for gate in gates}}, PROTOCOL)
    open_signs = {sign for gate in GATES for sign in gate.unknown_signs}
    told = {(item.id, item.start): item for item in before.evidence if item.counted and item.source == "text"}
    for item in after.evidence:
        was = told.get((item.id, item.start))
        if was is None or item.source != "text":
            continue
        contradicted = next((f.cue.answers for f in said.findings if f.cue.id == item.id), None)
        if contradicted is None:
            assert set(was.signs) - set(item.signs) <= open_signs, item.id
            assert item.counted or set(was.signs) <= open_signs, item.id
            if was.flag or was.band:
                assert item.counted, item.id
