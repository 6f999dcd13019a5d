"""Which questions a call opens, which of them matter, and in which order they are asked."""

from __future__ import annotations

import pytest
from calls import (
    CALL,
    CASES,
    MOST_QUESTIONS,
    PROTOCOL,
    QUESTIONS,
    answers,
    begun,
    heard,
    play,
    possible_answers,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage_cli.assessment.assess import judge
from triage_cli.assessment.conditions import holds
from triage_cli.assessment.model import Assessment
from triage_cli.interview.flow import (
    FIRST,
    REFERRAL_UP_TO,
    URGENT,
    Flow,
    next_question,
    offers,
    open_questions,
)
from triage_cli.interview.interview import Event, Interview, Start, do, replay
from triage_cli.protocol.model import Case
from triage_cli.response.ladder import EMERGENCY

FLOW = Flow()
"""Of a call, with nothing skipped and nothing asked for."""
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def open_of(known: set[str], flow: Flow = FLOW, **given: str) -> tuple[str, ...]:
    return open_questions(known, given, PROTOCOL, flow)


def outcome(now: Assessment) -> tuple[object, ...]:
    reports = {rule.report for rule in now.response.rules} - {None}
    return now.response.level, frozenset(now.response.send), frozenset(reports)


# ------------------------------------------------------------------ what is open


def test_where_nothing_is_known_the_gates_and_the_concern_are_open() -> None:
    found = open_of(set())
    gates = {q.id for q in CALL if q.when in FIRST and q.module == "gates" and not q.covers}
    assert gates <= set(found)
    assert "concern" in found
    assert not {QUESTIONS[key].module for key in found} & {"suicide", "substance", "domestic", "school"}


def test_who_somebody_is_tells_no_concern_and_trouble_does() -> None:
    assert "concern" in open_of({"veteran", "older"})
    assert "concern" in open_of({"medical_unknown", "medical"})
    assert "concern" not in open_of({"distress"})
    assert "weapon" not in open_of({"needs_housing"})
    assert "weapon" in open_of({"distress"})


def test_a_condition_opens_its_questions_only() -> None:
    assert "overdose" not in open_of({"distress"})
    assert "overdose" in open_of({"drug_use"})
    assert "order_broken" not in open_of({"partner_violence"})
    assert "order_broken" in open_of({"partner_violence", "court_order"})


def test_an_answered_question_is_open_no_more() -> None:
    assert "weapon" in open_of({"distress"})
    assert "weapon" not in open_of({"distress"}, weapon="unknown")


def test_a_question_that_covers_others_is_never_open_by_itself() -> None:
    assert "awake_breathing" not in open_of(set())
    assert {"awake", "breathing"} <= set(open_of(set()))


@given(st.frozensets(st.sampled_from(sorted(PROTOCOL.screens_on_request | {"diversion", "drinking"}))))
def test_optional_modules_and_other_flows_are_open_only_where_asked_for(extra: frozenset[str]) -> None:
    known = {"diversion", "intoxicated", "distress", "responder", *extra}
    assert not {QUESTIONS[key].module for key in open_of(known)} & {"diversion", "drinking", "wellness"}
    opened = {QUESTIONS[key].module for key in open_of(known, Flow(opened=frozenset({"diversion"})))}
    assert "diversion" in opened
    assert not opened & {"drinking", "wellness"}


def test_another_flow_has_its_own_questions() -> None:
    modules = {QUESTIONS[key].module for key in open_of(set(), Flow("wellness"))}
    assert modules
    assert {PROTOCOL.module_of[module].flow for module in modules} == {"wellness"}


def test_a_module_that_is_asked_for_is_asked_whole_but_for_what_follows_from_an_answer() -> None:
    assert not any(QUESTIONS[key].module == "psychosis" for key in open_of({"intoxicated"}))
    opened = open_of({"intoxicated"}, Flow(opened=frozenset({"psychosis"})))
    assert "hears_voices" in opened
    assert "command_target" not in opened, "nobody has been told to harm anyone"


@given(st.sampled_from(CASES), answers())
@SLOW
def test_what_is_open_stands_in_the_order_of_the_protocol(case: Case, given_: dict[str, str]) -> None:
    now = judge(heard(case), given_, PROTOCOL)
    known = now.signs | set(now.flags)
    modules, places = list(PROTOCOL.module_of), list(QUESTIONS)

    def place(key: str) -> tuple[int, bool, int]:
        early = QUESTIONS[key].early
        late = early is None or not holds(early, known)
        return modules.index(QUESTIONS[key].module), late, places.index(key)

    found = open_questions(known, now.answers, PROTOCOL)
    assert list(found) == sorted(found, key=place)
    assert not set(found) & set(now.answers)
    assert found == open_questions(now.signs | set(now.flags), now.answers, PROTOCOL)


# ------------------------------------------------------------------ what matters


def asked_of(text: str, **given: str) -> list[str]:
    return [question.id for _, question in play(begun(text, answers=given))]


def test_what_changes_the_level_is_asked() -> None:
    assert "suicide_plan" in asked_of("she is thinking about suicide")


def test_a_gate_that_changes_only_the_units_is_asked() -> None:
    # Level 2 already: a weapon there sends another team.
    assert begun("woman on the bench hears voices").now.response.level == REFERRAL_UP_TO
    assert "danger_now" in asked_of("woman on the bench hears voices")
    assert "weapon" in asked_of("woman on the bench hears voices and argues with her brother")


def test_what_changes_only_the_report_is_asked() -> None:
    text = "someone there has bruises and the story keeps changing"
    assert begun(text).now.response.level > REFERRAL_UP_TO
    assert not any(rule.report for rule in begun(text).now.response.rules)
    assert "who_is_at_risk" in asked_of(text)
    told = begun(text, answers={"who_is_at_risk": "child"})
    assert "child" in {rule.report for rule in told.now.response.rules}


def test_who_may_go_somewhere_is_asked_only_where_that_is_needed_most() -> None:
    assert {"age", "gender", "along", "where_now"} <= set(asked_of("he is homeless and needs a shelter bed"))
    assert not {"age", "gender", "along"} & set(asked_of("she feels sad and lonely"))


@given(st.sampled_from(CASES), answers())
@SLOW
def test_for_places_is_asked_only_below_the_levels_at_which_a_unit_goes_first(
    case: Case, given_: dict[str, str]
) -> None:
    now = judge(heard(case), given_, PROTOCOL)
    question = next_question(now, FLOW)
    if question is not None and question.for_needs:
        assert now.response.level <= REFERRAL_UP_TO
        assert now.needs[0] in question.for_needs


@given(st.sampled_from(CASES), answers())
@SLOW
def test_what_is_for_later_is_asked_on_request_only(case: Case, given_: dict[str, str]) -> None:
    now = judge(heard(case), given_, PROTOCOL)
    question = next_question(now, FLOW)
    assert question is None or not question.later
    whole = Flow(opened=frozenset(module.id for module in PROTOCOL.modules))
    decided = {item for screen in PROTOCOL.instruments for item in screen.items
               if now.instruments.get(screen.id) and now.instruments[screen.id].result != "open"}  # fmt: skip
    later = [key for key in open_questions(now.signs | set(now.flags), now.answers, PROTOCOL, whole)
             if QUESTIONS[key].later and key not in decided]  # fmt: skip
    skipped = frozenset(set(QUESTIONS) - set(later))
    if later:
        found = next_question(now, whole._replace(skipped=skipped))
        assert found is not None
        assert found.id == later[0]


@given(st.sampled_from(CASES), st.data())
@SLOW
def test_no_question_is_left_that_could_change_level_units_or_report(case: Case, data: st.DataObject) -> None:
    """When the flow says that enough is known, no single answer to an open question changes who goes."""
    interview = replay(Start(PROTOCOL, heard(case), {}), ())
    while (question := interview.question) is not None:
        said = data.draw(st.sampled_from(possible_answers(question)))
        interview = do(interview, Event("answer", question.id, said))
    emergency = interview.now.response.level == EMERGENCY
    for key in interview.unanswered:
        # Asked on request only, or about places, or what waits in an emergency: see above.
        waits = emergency and QUESTIONS[key].module not in URGENT
        if not (QUESTIONS[key].later or QUESTIONS[key].for_needs or waits):
            for value in possible_answers(QUESTIONS[key]):
                after = do(interview, Event("answer", key, value))
                assert outcome(after.now) == outcome(interview.now), (key, value)


@given(st.sampled_from(CASES), answers())
@SLOW
def test_at_level_4_only_what_changes_the_units_is_asked(case: Case, given_: dict[str, str]) -> None:
    now = judge(heard(case), given_, PROTOCOL)
    question = next_question(now, FLOW)
    if now.response.level < EMERGENCY or question is None:
        return
    assert question.module in URGENT
    changed = {
        outcome(judge(heard(case), {**given_, key: value}, PROTOCOL)) != outcome(now)
        for key in (question.id, *question.covers)
        for value in possible_answers(QUESTIONS[key])
    }
    # A gate is asked as well where it changes what to do now, an item where its screen would.
    in_screen = any(question.id in screen.items and screen.signs for screen in PROTOCOL.instruments)
    assert True in changed or question.gate or in_screen, question.id


def test_a_gate_is_asked_where_it_changes_what_to_do() -> None:
    now = begun("he is not breathing and turned blue").now
    assert now.response.level == EMERGENCY
    asked = {question.id for _, question in play(begun("he is not breathing and turned blue"))}
    assert not asked & {"age", "gender", "concern", "hears_voices"}


def test_a_screen_is_asked_while_it_can_still_be_positive() -> None:
    text = "my husband scares me, he broke the door and the phone"
    lap = next(screen for screen in PROTOCOL.instruments if screen.id == "lap")
    for now, question in play(begun(text)):
        if question.id in lap.items and not (question.signs or question.flag):
            assert now.now.instruments["lap"].result == "open", question.id
    asked = {question.id for _, question in play(begun(text))}
    assert asked & set(lap.items)


# ------------------------------------------------------------------ one question for several


def test_waking_and_breathing_are_asked_at_once() -> None:
    first = begun("my brother is acting strange and talks to himself")
    keys = [question.id for _, question in play(first)]
    assert "awake_breathing" in keys
    assert not {"awake", "breathing"} & set(keys)


@pytest.mark.parametrize("known", ["awake", "breathing"])
def test_where_one_is_known_the_other_is_asked_by_itself(known: str) -> None:
    keys = asked_of("my brother is acting strange and talks to himself", **{known: "yes"})
    other = {"awake": "breathing", "breathing": "awake"}[known]
    assert other in keys
    assert not {"awake_breathing", known} & set(keys)


def standing_at_the_cover() -> Interview:
    interview = begun("my brother is acting strange and talks to himself")
    while interview.question is not None and interview.question.id != "awake_breathing":
        interview = do(interview, Event("answer", interview.question.id, "no"))
    return interview


def test_the_safe_answer_of_a_cover_answers_each() -> None:
    after = do(standing_at_the_cover(), Event("answer", "awake_breathing", "yes"))
    assert (after.now.answers["awake"], after.now.answers["breathing"]) == ("yes", "yes")
    assert after.question is None or after.question.id not in ("awake", "breathing", "awake_breathing")


def test_an_unknown_cover_leaves_each_unknown_and_sends_an_ambulance() -> None:
    after = do(standing_at_the_cover(), Event("answer", "awake_breathing", "unknown"))
    assert (after.now.answers["awake"], after.now.answers["breathing"]) == ("unknown", "unknown")
    assert "ems" in after.now.response.send


def test_a_dangerous_cover_is_an_emergency_and_answers_neither_for_the_other() -> None:
    after = do(standing_at_the_cover(), Event("answer", "awake_breathing", "no"))
    assert after.now.response.level == EMERGENCY
    assert "ems" in after.now.response.send
    assert not {"awake", "breathing"} & set(after.now.answers)


def test_a_skipped_cover_is_not_put_again_and_its_parts_are() -> None:
    after = do(standing_at_the_cover(), Event("skip", "awake_breathing"))
    keys = [question.id for _, question in play(after)]
    assert "awake_breathing" not in keys
    assert {"awake", "breathing"} <= set(keys)


# ------------------------------------------------------------------ what more could be asked


def test_optional_modules_are_offered_up_to_their_level() -> None:
    optional = [module for module in PROTOCOL.modules if module.optional]
    for case in CASES:
        now = judge(heard(case), {}, PROTOCOL)
        offered = {offer.module.id for offer in offers(now, FLOW)}
        for module in optional:
            wanted = now.response.level <= module.highest_level
            assert (module.id in offered) == wanted, (module.id, case.text)


@given(st.sampled_from(CASES), answers(), st.data())
@SLOW
def test_what_is_offered_can_be_asked(case: Case, given_: dict[str, str], data: st.DataObject) -> None:
    interview = replay(Start(PROTOCOL, heard(case), given_), ())
    offer = data.draw(st.sampled_from(interview.offers))
    after = do(interview, Event("open", offer.module.id))
    assert offer.module.id not in {other.module.id for other in after.offers}
    asked: list[str] = []
    while after.question is not None and len(asked) < MOST_QUESTIONS:
        asked += [after.question.module]
        after = do(after, Event("skip", after.question.id))
    decided = {item for screen in PROTOCOL.instruments for item in screen.items}
    left = {key for key in interview.unanswered if QUESTIONS[key].module == offer.module.id}
    assert offer.module.id in asked or left <= decided, "only what a screen has settled is left out"


def test_a_module_of_another_flow_is_never_offered() -> None:
    assert "wellness" not in {offer.module.id for offer in offers(begun("").now, FLOW)}
    assert {offer.module.id for offer in offers(begun("").now, Flow("wellness"))} <= {"wellness"}


# ------------------------------------------------------------------ rules of the flow


def test_the_flow_never_asks_what_the_text_answered_and_ends() -> None:
    for case in CASES:
        first = replay(Start(PROTOCOL, heard(case), {}), ())
        asked = play(first)
        keys = [question.id for _, question in asked]
        assert len(keys) <= MOST_QUESTIONS, case.id
        assert len(keys) == len(set(keys)), (case.id, "a question is put once")
        assert not set(first.now.answers) & set(keys), case.id
        for before, question in asked:
            known = before.now.answers
            assert question.id not in known, case.id
            assert not question.later, (case.id, "on request only")
            assert not set(question.covers) & set(known), case.id


@given(st.sampled_from(CASES), st.data())
@SLOW
def test_the_flow_ends_whatever_is_answered(case: Case, data: st.DataObject) -> None:
    interview = replay(Start(PROTOCOL, heard(case), {}), ())
    asked = []
    while interview.question is not None:
        question = interview.question
        asked.append(question.id)
        assert len(asked) <= MOST_QUESTIONS
        said = data.draw(st.sampled_from(["", *possible_answers(question)]))
        event = Event("answer", question.id, said) if said else Event("skip", question.id)
        interview = do(interview, event)
    assert len(asked) == len(set(asked))


@given(st.sampled_from(CASES), answers())
@SLOW
def test_the_same_inputs_lead_to_the_same_question(case: Case, given_: dict[str, str]) -> None:
    turned = dict(reversed(given_.items()))
    one = next_question(judge(heard(case), given_, PROTOCOL), FLOW)
    other = next_question(judge(heard(case), turned, PROTOCOL), FLOW)
    assert one == other
