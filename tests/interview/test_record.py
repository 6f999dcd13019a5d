"""A case that is kept and gone on with: the same judgement, no word without leave, and located faults."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from calls import CASES, PROTOCOL, answers, begun, heard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage_cli.errors import DataError
from triage_cli.interview.interview import Event, Interview, Start, do, replay
from triage_cli.interview.record import VERSION, from_record, to_record
from triage_cli.protocol.model import Case

SLOW = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
NAME = "case.json"


def saved(interview: Interview, *, with_text: bool) -> Any:
    """What stands in the file, as JSON gives it back."""
    whole: dict[str, Any] = {"case": to_record(interview, with_text=with_text)}
    if with_text:
        whole["text"] = interview.now.text
    return json.loads(json.dumps(whole))


def again(interview: Interview, *, with_text: bool) -> Interview:
    return from_record(saved(interview, with_text=with_text), PROTOCOL, NAME)


def judgement(interview: Interview) -> tuple[object, ...]:
    now, question = interview.now, interview.question
    return (
        now.response.level, now.response.send, now.flags, tuple(now.scores.values()), now.needs, now.barriers,
        now.age, now.instruments, question and question.id, interview.unanswered, interview.offers,
    )  # fmt: skip


@st.composite
def calls(draw: st.DrawFn) -> Interview:
    """A case of the protocol with answers before and since, something skipped and a module opened."""
    start = Start(PROTOCOL, heard(draw(st.sampled_from(CASES))), draw(answers(4)))
    events = [Event("answer", key, value) for key, value in draw(answers(4)).items()]
    if draw(st.booleans()):
        events.append(Event("skip", "weapon"))
    if draw(st.booleans()):
        events.append(Event("open", "drinking"))
    if draw(st.booleans()):
        events.append(Event("fact", "", "her husband hit her, with her 4 yo"))
    return replay(start, draw(st.permutations(events)))


# ------------------------------------------------------------------ there and back


@given(calls(), st.booleans())
@SLOW
def test_a_case_is_the_same_after_it_was_kept(interview: Interview, with_text: bool) -> None:
    if not with_text:
        # Words that answer a question are words: they are not kept.
        words = [event for event in interview.events if event.key != "where_now"]
        given_ = {key: value for key, value in interview.start.given.items() if key != "where_now"}
        start = Start(PROTOCOL, interview.start.heard, given_)
        interview = replay(start, words)
    back = again(interview, with_text=with_text)
    assert judgement(back) == judgement(interview)
    assert back.now.gender == interview.now.gender
    assert back.given == interview.given
    assert back.flow == interview.flow
    twice = again(back, with_text=with_text)
    assert judgement(twice) == judgement(interview)


def test_every_case_of_the_protocol_is_the_same_after_it_was_kept_twice() -> None:
    for case in CASES:
        interview = replay(Start(PROTOCOL, heard(case), {}), ())
        twice = again(again(interview, with_text=False), with_text=False)
        assert judgement(twice) == judgement(interview), case.id
        assert twice.now.signs == interview.now.signs, case.id
        assert twice.now.answers == interview.now.answers, case.id
        assert twice.now.gender == interview.now.gender, case.id


@pytest.mark.parametrize("text", ["crying, weapons? unk", "on the floor. breathing? no"])
def test_how_a_finding_was_meant_is_kept(text: str) -> None:
    interview = begun(text)
    back = again(interview, with_text=False)
    assert any(one.unknown or one.answered for one in interview.heard.findings)
    for one, other in zip(back.heard.findings, interview.heard.findings, strict=True):
        assert (one.unknown, one.answered, one.assertion) == (other.unknown, other.answered, other.assertion)
    assert back.now.signs == interview.now.signs


@given(calls())
@SLOW
def test_a_case_that_went_on_without_its_text_loses_nothing_when_it_is_kept_with_it(call: Interview) -> None:
    wordless = again(call, with_text=False)
    more = do(wordless, Event("fact", "", "he has a gun"))
    for interview in (wordless, more):
        kept = again(interview, with_text=True)
        assert judgement(kept) == judgement(interview)
        assert kept.heard.findings == interview.heard.findings, "each is kept once"
        assert judgement(again(interview, with_text=False)) == judgement(interview)


@given(calls())
@SLOW
def test_answers_go_on_the_same_after_a_case_was_kept(interview: Interview) -> None:
    back = again(interview, with_text=False)
    for event in (Event("answer", "weapon", "no"), Event("answer", "violence_now", "no"),
                  Event("answer", "gender", "men")):  # fmt: skip
        assert do(back, event).now.response == do(interview, event).now.response


def test_who_the_text_names_is_kept_and_changes_no_cut_off() -> None:
    keys = [item for screen in PROTOCOL.instruments if screen.at_least_men for item in screen.items]
    assert keys
    interview = begun("the man on the bench wants to talk about his drinking")
    for key in keys:
        question = PROTOCOL.questions[key]
        interview = do(interview, Event("answer", key, question.choices[1] if question.choices else "yes"))
    back = again(interview, with_text=False)
    assert interview.now.gender == back.now.gender == "men"
    assert interview.now.said_gender is back.now.said_gender is None
    assert back.now.instruments == interview.now.instruments
    assert any(found.result == "positive" for found in back.now.instruments.values())


def test_an_answered_gender_is_gone_once_it_is_unasked() -> None:
    interview = do(begun("he is drunk, they say", answers={}), Event("answer", "gender", "men"))
    back = do(again(interview, with_text=False), Event("skip", "gender"))
    assert back.now.said_gender is None


# ------------------------------------------------------------------ no word without leave


@given(st.sampled_from([case for case in CASES if len(case.text) > 10]))
@SLOW
def test_no_word_of_the_text_is_kept_without_leave(case: Case) -> None:
    interview = replay(Start(PROTOCOL, heard(case), {}), [
        Event("fact", "", "quokkas everywhere"), Event("answer", "where_now", "Zanzibar"),
    ])  # fmt: skip
    kept = saved(interview, with_text=False)
    everything = json.dumps(kept, ensure_ascii=False)
    assert case.text not in everything
    assert "quokka" not in everything
    assert "Zanzibar" not in everything
    assert "text" not in kept
    # What is kept of a finding is the protocol's, letter for letter, and places.
    shipped = {cue.id: cue for cue in PROTOCOL.cues}
    for one in kept["case"]["findings"] + kept["case"]["labelled"]:
        cue = shipped[one["id"]]
        assert (one["why"], one["answers"], tuple(one["signs"])) == (cue.why, cue.answers, tuple(cue.signs))
        assert set(one) == {
            "id", "why", "domain", "band", "flag", "signs", "answers", "barrier", "live", "assertion",
            "start", "end", "unknown", "answered",
        }  # fmt: skip
    assert set(kept["case"]["person"]) == {"age", "gender", "child_beside", "span", "child_span", "named"}


def test_answers_in_words_from_before_the_first_question_are_not_kept_either() -> None:
    kept = saved(begun("he is loud", answers={"where_now": "Zanzibar", "weapon": "no"}), with_text=False)
    assert kept["case"]["given"] == {"weapon": "no"}


def test_with_leave_words_and_answers_in_words_are_kept() -> None:
    interview = do(begun("he is loud", answers={"where_now": "Zanzibar"}), Event("fact", "", "and drunk"))
    back = again(interview, with_text=True)
    assert back.now.text == "he is loud. and drunk"
    assert back.given == {"where_now": "Zanzibar"}
    assert "findings" not in to_record(interview, with_text=True)


# ------------------------------------------------------------------ faults


def whole() -> Any:
    interview = begun("35 yof, her husband has a gun, no injuries", call_type="DOMESTIC")
    for event in (Event("answer", "weapon", "yes"), Event("skip", "injury"), Event("open", "person")):
        interview = do(interview, event)
    return saved(interview, with_text=False)


def at(data: Any, *path: str | int) -> Any:
    for part in path:
        data = data[part]
    return data


FAULTS = [
    ((), [], "is no saved case"),
    ((), "x", "is no saved case"),
    (("case",), None, "is no saved case"),
    (("case",), {}, "'version' is missing"),
    (("case", "version"), VERSION + 1, "is not 1"),
    (("case", "version"), None, "is not 1"),
    (("case", "call_type"), 5, "call_type"),
    (("text",), 5, "is not text"),
    (("case", "given"), [], "case given"),
    (("case", "given"), {"wepon": "yes"}, "no question 'wepon'"),
    (("case", "given"), {"weapon": "maybe"}, "'maybe' is not an answer"),
    (("case", "given"), {"weapon": ["yes"]}, "is not an answer"),
    (("case", "given"), {"age": "130"}, "not a number from 0 to 120"),
    (("case", "events"), {}, "case events: is not a list"),
    (("case", "events"), None, "case events: is not a list"),
    (("case", "events", 1), ["answer", "weapon"], "case events, number 2"),
    (("case", "events", 1), "skip", "case events, number 2"),
    (("case", "events", 1), ["answer", "weapon", True], "case events, number 2"),
    (("case", "events", 1), ["anser", "weapon", "yes"], "unknown kind 'anser'"),
    (("case", "events", 1), ["answer", "wepon", "yes"], "number 2: there is no question 'wepon'"),
    (("case", "events", 1), ["answer", "weapon", "maybe"], "'maybe' is not an answer"),
    (("case", "events", 1), ["skip", "wepon", ""], "there is no question 'wepon'"),
    (("case", "events", 1), ["open", "weapon", ""], "there is no module 'weapon'"),
    (("case", "findings"), None, "case findings: is not a list"),
    (("case", "labelled"), {}, "case labelled: is not a list"),
    (("case", "findings", 0), [], "case findings, number 1"),
    (("case", "findings", 0, "domain"), "weather", "unknown domain 'weather'"),
    (("case", "findings", 0, "band"), ["high"], "unknown band"),
    (("case", "findings", 0, "flag"), "x", "unknown flag 'x'"),
    (("case", "findings", 0, "barrier"), "x", "unknown barrier 'x'"),
    (("case", "findings", 0, "assertion"), None, "unknown assertion None"),
    (("case", "findings", 0, "signs"), "gun", "signs is not a list"),
    (("case", "findings", 0, "signs"), [1], "signs is not a list"),
    (("case", "findings", 0, "signs"), ["no_such_sign"], "there is no sign 'no_such_sign'"),
    (("case", "findings", 0, "answers"), "wepon", "there is no question 'wepon'"),
    (("case", "findings", 0, "answers"), 5, "there is no question 5"),
    (("case", "findings", 0, "start"), "0", "start and end"),
    (("case", "findings", 0, "end"), -1, "start and end"),
    (("case", "person", "age"), 130, "130 is not an age"),
    (("case", "person", "age"), True, "True is not an age"),
    (("case", "person", "gender"), 5, "is not women or men"),
    (("case", "person", "named"), "x", "is not women or men"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "says"), FAULTS, ids=lambda part: repr(part)[:50])
def test_each_fault_is_told_with_its_place(path: tuple[str | int, ...], value: Any, says: str) -> None:
    data = whole()
    if path:
        at(data, *path[:-1])[path[-1]] = value
    else:
        data = value
    with pytest.raises(DataError) as told:
        from_record(data, PROTOCOL, NAME)
    assert says in str(told.value)
    assert NAME in str(told.value)


@pytest.mark.parametrize("key", ["version", "given", "events", "findings", "labelled"])
def test_a_missing_part_is_told(key: str) -> None:
    data = whole()
    del data["case"][key]
    with pytest.raises(DataError, match=key):
        from_record(data, PROTOCOL, NAME)


@pytest.mark.parametrize("key", ["id", "why", "domain", "signs", "answers", "assertion", "start", "end"])
def test_a_missing_part_of_a_finding_is_told(key: str) -> None:
    data = whole()
    del data["case"]["findings"][0][key]
    with pytest.raises(DataError, match=f"case findings, number 1: '{key}' is missing"):
        from_record(data, PROTOCOL, NAME)


def test_words_added_later_are_events_only_where_the_text_is_not_kept() -> None:
    data = saved(begun("he is loud"), with_text=True)
    data["case"]["events"] = [["fact", "", "he has a gun"]]
    with pytest.raises(DataError, match="unknown kind 'fact'"):
        from_record(data, PROTOCOL, NAME)


def paths(data: Any, before: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in the file."""
    found = [before] if before else []
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in parts:
        found += paths(value, (*before, key))
    return found


WHOLE = whole()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["weapon", "yes", "weapon=maybe", "answer", "open", "present", "high", "women"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(paths(WHOLE)), st.just(...) | JSON), min_size=1, max_size=3))
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_a_broken_file_is_a_located_fault_or_a_case_and_nothing_else(
    changes: list[tuple[tuple[str | int, ...], Any]],
) -> None:
    data = copy.deepcopy(WHOLE)
    for path, value in changes:
        try:
            parent = at(data, *path[:-1])
            if value is ...:
                del parent[path[-1]]
            else:
                parent[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    try:
        interview = from_record(data, PROTOCOL, NAME)
    except DataError as fault:
        located = [problem.place.startswith(NAME) for problem in fault.problems]
    else:
        located = [0 <= interview.now.response.level <= 4]
        interview.now.to_dict()
        to_record(interview, with_text=False)
    assert located
    assert all(located)
