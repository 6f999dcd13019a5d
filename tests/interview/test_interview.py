"""An interview is the fold of its events: answers, skips, facts and modules, and the way back."""

from __future__ import annotations

import json

import pytest
from calls import CASES, PROTOCOL, QUESTIONS, answers, begun, heard, possible_answers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage_cli.assessment.assess import BY_A_PERSON, assess, judge
from triage_cli.errors import UsageError
from triage_cli.interview.interview import Event, Interview, Start, do, replay, undo, with_facts
from triage_cli.interview.record import from_record, to_record
from triage_cli.narrative.hearing import Heard
from triage_cli.narrative.persons import NOBODY
from triage_cli.protocol.model import Case

SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
FACTS = st.sampled_from(["he has a gun", "she is breathing", "with her 4 yo", "no weapons", "he is drunk!"])


@st.composite
def some_events(draw: st.DrawFn) -> list[Event]:
    events = [Event("answer", key, value) for key, value in draw(answers()).items()]
    events += [Event("skip", key) for key in draw(st.lists(st.sampled_from(sorted(QUESTIONS)), max_size=2))]
    events += [Event("fact", "", fact) for fact in draw(st.lists(FACTS, max_size=2))]
    modules = st.sampled_from([module.id for module in PROTOCOL.modules])
    events += [Event("open", module) for module in draw(st.lists(modules, max_size=2))]
    return draw(st.permutations(events))


def wordless(text: str) -> Interview:
    """A case about a text, saved without it and gone on with."""
    record = json.loads(json.dumps({"case": to_record(begun(text), with_text=False)}))
    return from_record(record, PROTOCOL, "case.json")


# ------------------------------------------------------------------ the fold


@given(st.sampled_from(CASES), some_events())
@SLOW
def test_one_by_one_is_the_same_as_all_at_once(case: Case, events: list[Event]) -> None:
    start = Start(PROTOCOL, heard(case), {})
    stepwise = replay(start, ())
    for event in events:
        stepwise = do(stepwise, event)
    assert stepwise == replay(start, events)


@given(st.sampled_from(CASES), some_events())
@SLOW
def test_undo_restores_exactly_what_was_before(case: Case, events: list[Event]) -> None:
    stood = [replay(Start(PROTOCOL, heard(case), {}), ())]
    for event in events:
        stood.append(do(stood[-1], event))
    now = stood[-1]
    for before in reversed(stood[:-1]):
        now = undo(now)
        assert now == before
    assert undo(now) == stood[0]


@given(st.sampled_from(CASES), answers())
@SLOW
def test_answers_one_by_one_judge_as_answers_given_at_once(case: Case, given_: dict[str, str]) -> None:
    interview = replay(Start(PROTOCOL, heard(case), {}), [Event("answer", *one) for one in given_.items()])
    assert interview.now == judge(heard(case), given_, PROTOCOL)
    assert interview.given == given_
    assert interview.answered == len(given_)


def test_the_last_answer_to_a_question_holds() -> None:
    interview = replay(begun("he is loud").start, [Event("answer", "weapon", v) for v in ("yes", "no")])
    assert interview.given == {"weapon": "no"}
    assert "weapon" not in interview.now.flags
    assert "weapon" in undo(interview).now.flags


def test_a_skip_after_an_answer_unasks_it() -> None:
    first = begun("he is loud")
    answered = do(first, Event("answer", "weapon", "yes"))
    skipped = do(answered, Event("skip", "weapon"))
    assert "weapon" in answered.now.flags
    assert skipped.now == first.now
    assert skipped.given == {}
    assert skipped.flow.skipped == {"weapon"}
    again = do(skipped, Event("answer", "weapon", "no"))
    assert (again.given, again.flow.skipped) == ({"weapon": "no"}, frozenset())


def test_a_skip_unasks_an_answer_from_before_the_first_question() -> None:
    interview = do(begun("he is loud", answers={"weapon": "yes"}), Event("skip", "weapon"))
    assert "weapon" not in interview.given
    assert "weapon" not in interview.now.flags


def test_a_skip_leaves_what_the_text_says() -> None:
    interview = replay(
        begun("he has a gun").start, [Event("answer", "weapon", "no"), Event("skip", "weapon")]
    )
    assert "weapon" in interview.now.flags


def test_answers_are_checked_before_the_first_question() -> None:
    with pytest.raises(UsageError, match="wepon"):
        begun("he is loud", answers={"wepon": "yes"})


# ------------------------------------------------------------------ correcting the text


def test_correcting_a_pre_filled_answer_keeps_both_values() -> None:
    first = begun("he has a gun and is yelling")
    assert first.now.answers["weapon"] == "yes"
    now = do(first, Event("answer", "weapon", "no")).now
    said = [item for item in now.evidence if item.flag == "weapon"]
    assert said
    assert all(not item.counted and item.because == BY_A_PERSON for item in said)
    assert now.answers["weapon"] == "no"
    shown = now.to_dict()
    assert shown["answers"]["weapon"] == "no"
    assert any(item["flag"] == "weapon" and not item["counted"] for item in shown["evidence"])


def test_not_knowing_takes_nothing_back() -> None:
    now = do(begun("he has a gun and is yelling"), Event("answer", "weapon", "unknown")).now
    assert any(item.flag == "weapon" and item.counted and item.source == "text" for item in now.evidence)


# ------------------------------------------------------------------ facts


def told(text: str, *facts: str) -> Interview:
    return replay(begun(text).start, [Event("fact", "", fact) for fact in facts])


@pytest.mark.parametrize(
    ("text", "facts", "whole"),
    [
        ("he is loud", ["he has a gun"], "he is loud. he has a gun"),
        ("he is loud.", ["he has a gun"], "he is loud. he has a gun"),
        ("he is loud! ", ["he has a gun"], "he is loud! he has a gun"),
        ("is he loud?", ["yes", "very"], "is he loud? yes. very"),
        ("", ["he has a gun"], "he has a gun"),
        ("  ", ["he has a gun", "no"], "he has a gun. no"),
        ("", [".357 in his hand"], ".357 in his hand"),
        ("... he is loud", ["drunk"], "... he is loud. drunk"),
    ],
)
def test_facts_are_sentences_behind_the_text(text: str, facts: list[str], whole: str) -> None:
    assert told(text, *facts).now.text == whole


def test_a_fact_is_read_at_once() -> None:
    first = begun("he is loud")
    after = do(first, Event("fact", "", "he has a gun in his hand"))
    assert "weapon" in after.now.flags
    assert after.now == assess("he is loud. he has a gun in his hand", protocol=PROTOCOL)


def test_a_fact_is_no_part_of_the_sentence_before_it() -> None:
    assert "weapon" in told("no injuries", "gun in his hand").now.flags


@given(st.sampled_from(CASES), FACTS)
@SLOW
def test_every_quote_is_at_its_place_after_a_fact(case: Case, fact: str) -> None:
    interview = do(replay(Start(PROTOCOL, heard(case), {}), ()), Event("fact", "", fact))
    for item in interview.now.evidence:
        if item.quote is not None:
            assert interview.now.text[item.start : item.end] == item.quote


def test_a_coded_type_still_counts_after_a_fact() -> None:
    after = do(begun("", call_type="OVERDOSE"), Event("fact", "", "in the kitchen"))
    assert "overdose" in after.now.flags


@given(st.sampled_from([case for case in CASES if case.text]), FACTS)
@SLOW
def test_a_fact_never_lowers_a_case_saved_without_its_text(case: Case, fact: str) -> None:
    before = wordless(case.text)
    after = do(before, Event("fact", "", fact))
    assert after.now.response.level >= before.now.response.level
    assert set(before.now.flags) <= set(after.now.flags)
    for item in after.now.evidence:
        assert item.quote is None or item.quote in fact, "the words of a fact are not what was said before"
        assert item.quote is None or fact[item.start : item.end] == item.quote


def test_a_fact_joins_the_persons_of_a_case_without_its_text() -> None:
    beside = do(wordless("woman with her 4 yo, he hit her"), Event("fact", "", "he came back"))
    assert "child_present" in beside.now.flags
    older = do(wordless("82 yof alone, not eating"), Event("fact", "", "with her 4 yo"))
    assert {"older_adult", "child_present"} <= set(older.now.flags)
    assert older.now.age == 82
    young = do(wordless("82 yof alone, not eating"), Event("fact", "", "a boy is there, 6 years old"))
    assert {"older_adult", "child_present"} <= set(young.now.flags)
    aged = do(wordless("man in the park, cold"), Event("fact", "", "he is 71 years old"))
    assert (aged.now.age, aged.now.gender) == (71, "men")


def test_facts_of_a_case_without_text_go_back_as_well() -> None:
    before = wordless("he has a gun")
    assert undo(do(before, Event("fact", "", "he is drunk"))) == before


def test_nothing_added_is_nothing_read_again() -> None:
    start = Start(PROTOCOL, Heard("he is loud", None, (), (), NOBODY), {})
    assert with_facts(start, []) is start.heard
    assert replay(start, [Event("answer", "weapon", "no")]).heard is start.heard


# ------------------------------------------------------------------ modules


def test_a_module_that_is_opened_is_asked_and_offered_no_more() -> None:
    first = begun("he wants to know when the court opens")
    after = do(first, Event("open", "drinking"))
    assert "drinking" in {offer.module.id for offer in first.offers}
    assert "drinking" not in {offer.module.id for offer in after.offers}
    asked = set()
    while after.question is not None:
        asked.add(after.question.module)
        after = do(after, Event("skip", after.question.id))
    assert "drinking" in asked


@given(st.sampled_from(CASES), some_events())
@SLOW
def test_unanswered_is_what_is_open_and_the_question_is_of_it(case: Case, events: list[Event]) -> None:
    interview = replay(Start(PROTOCOL, heard(case), {}), events)
    assert not set(interview.unanswered) & set(interview.now.answers)
    question = interview.question
    if question is not None:
        assert set(question.covers or [question.id]) <= set(interview.unanswered)
        assert question.id not in interview.flow.skipped
        assert possible_answers(question)
