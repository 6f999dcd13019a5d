"""Answers: what may be said, what the text says by itself, and what an answer shows."""

from __future__ import annotations

import pytest

from triage_cli.errors import UsageError
from triage_cli.interview.answers import (
    answer_evidence,
    answers_from_text,
    check_answers,
    contradicted,
    open_questions,
    split_answer,
)
from triage_cli.narrative.reader import Finding, read_text
from triage_cli.protocol import load_protocol
from triage_cli.protocol.model import Cue, Question

PROTOCOL = load_protocol()
QUESTIONS = {
    "weapon": Question(
        "weapon", "gates", "x", dangerous="yes", gate=True, flag="weapon", signs=("weapon_near",),
        unknown_signs=("weapon_unknown",),
    ),
    "breathing": Question(
        "breathing", "gates", "x", dangerous="no", gate=True, flag="medical", signs=("not_breathing",),
        unknown_signs=("medical_unknown",),
    ),
    "drunk": Question(
        "drunk", "substance", "x", dangerous="yes", domain="substance", band="moderate",
        signs=("intoxicated",), when="substance_module",
    ),
    "pets": Question("pets", "person", "x", when="homeless"),
    "age": Question("age", "person", "x", kind="number"),
    "gender": Question("gender", "person", "x", kind="choice", choices=("women", "men", "unknown")),
    "place": Question("place", "person", "x", kind="text"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "said", "meant"),
    [
        ("weapon", "yes", "yes"),
        ("weapon", " No ", "no"),
        ("weapon", "UNKNOWN", "unknown"),
        ("weapon", "y", "yes"),
        ("weapon", "n", "no"),
        ("weapon", "u", "unknown"),
        ("weapon", "unk", "unknown"),
        ("weapon", "true", "yes"),
        ("weapon", True, "yes"),
        ("weapon", False, "no"),
        ("gender", "Women", "women"),
        ("gender", "u", "unknown"),
        ("age", "34", "34"),
        ("age", " 007", "7"),
        ("age", 0, "0"),
        ("age", "120", "120"),
        ("age", "٣٤", "34"),
        ("place", "Aurora, CO", "Aurora, CO"),
    ],
)
def test_an_answer_is_kept_in_its_standard_word(key: str, said: object, meant: str) -> None:
    assert check_answers({key: said}, QUESTIONS) == {key: meant}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("key", "said", "message"),
    [
        ("wepon", "yes", "there is no question 'wepon' to answer\n  Did you mean 'weapon'?"),
        (
            "zzz", "yes",
            "there is no question 'zzz' to answer\n  See all with: triage protocol show questions",
        ),
        ("weapon", "mabye", "weapon: 'mabye' is not an answer\n  weapon takes: yes, no, unknown"),
        ("weapon", "yess", "weapon: 'yess' is not an answer\n  Did you mean weapon=yes?"),
        ("weapon", "", "weapon: '' is not an answer\n  weapon takes: yes, no, unknown"),
        ("gender", "y", "gender: 'y' is not an answer\n  gender takes: women, men, unknown"),
        ("gender", "womn", "gender: 'womn' is not an answer\n  Did you mean gender=women?"),
        ("age", "old", "age: 'old' is not a number from 0 to 120\n  For example: --answer age=34"),
        ("age", "-3", "age: '-3' is not a number from 0 to 120\n  For example: --answer age=34"),
        ("age", "121", "age: '121' is not a number from 0 to 120\n  For example: --answer age=34"),
        ("age", "3.5", "age: '3.5' is not a number from 0 to 120\n  For example: --answer age=34"),
        ("age", "²", "age: '²' is not a number from 0 to 120\n  For example: --answer age=34"),
        ("age", "9" * 6000, None),
        ("place", "  ", "place: '' is not an answer\n  For example: --answer place=\"…\""),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_meant_is_a_usage_error(key: str, said: str, message: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        check_answers({key: said}, QUESTIONS)
    assert message is None or str(caught.value) == message
    assert caught.value.exit_code == 2
    assert len(str(caught.value)) < 200


def test_every_question_of_the_protocol_takes_its_own_words() -> None:
    for key, question in PROTOCOL.questions.items():
        words = question.choices or {"yes_no": ("yes", "no", "unknown"), "number": ("7",)}.get(
            question.kind, ("x",)
        )
        for word in words:
            assert check_answers({key: word.upper()}, PROTOCOL.questions) == {key: word}
        assert question.dangerous is None or question.dangerous in words


def test_what_a_cue_answers() -> None:
    assert split_answer("weapon") == ("weapon", "yes")
    assert split_answer("breathing=no") == ("breathing", "no")


@pytest.mark.parametrize(
    ("answers", "given", "expected"),
    [
        ("weapon", {"weapon": "no"}, True),
        ("weapon", {"weapon": "yes"}, False),
        ("weapon", {"weapon": "unknown"}, False),
        ("weapon", {}, False),
        ("weapon", {"breathing": "no"}, False),
        ("breathing=no", {"breathing": "yes"}, True),
        ("breathing=no", {"breathing": "no"}, False),
        ("gender=women", {}, False),
        ("gender=women", {"weapon": "no"}, False),
    ],
)
def test_only_the_opposite_contradicts(answers: str, given: dict[str, str], expected: bool) -> None:
    assert contradicted(answers, given) is expected


def finding(answers: str | None, meant: str, unknown: bool = False) -> Finding:
    return Finding(Cue("x", "why", answers=answers), meant, 0, 1, unknown)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([("weapon", "present", False)], {"weapon": "yes"}),
        ([("weapon", "possible", False)], {"weapon": "yes"}),
        ([("weapon", "possible", True)], {"weapon": "unknown"}),
        ([("weapon", "negated", False)], {"weapon": "no"}),
        ([("weapon=no", "present", False)], {"weapon": "no"}),
        ([("weapon=no", "negated", False)], {"weapon": "yes"}),
        ([("weapon", "historical", False)], {}),
        ([("weapon", "hypothetical", False)], {}),
        ([("weapon", "other", False)], {}),
        ([(None, "present", False)], {}),
        ([("weapon", "negated", False), ("weapon", "present", False)], {"weapon": "yes"}),
        ([("weapon", "present", False), ("weapon", "negated", False)], {"weapon": "yes"}),
        ([("weapon", "negated", False), ("weapon", "possible", True)], {"weapon": "unknown"}),
        ([("weapon", "possible", True), ("weapon", "negated", False)], {"weapon": "unknown"}),
        ([("weapon", "possible", True), ("weapon", "present", False)], {"weapon": "yes"}),
    ],
)
def test_danger_wins_over_unknown_and_unknown_over_its_absence(
    findings: list[tuple[str | None, str, bool]], expected: dict[str, str]
) -> None:
    assert answers_from_text([finding(*each) for each in findings]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he has a gun", {"weapon": "yes"}),
        ("no weapons seen", {"weapon": "no"}),
        ("weapons? unk", {"weapon": "unknown"}),
        ("not breathing", {"breathing": "no"}),
    ],
)
def test_the_description_answers(text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= answers_from_text(read_text(text, PROTOCOL)).items()


def test_the_dangerous_answer_shows_what_the_question_says() -> None:
    (item,) = answer_evidence({"weapon": "yes"}, QUESTIONS)
    assert (item.id, item.source, item.flag, item.assertion) == ("weapon", "answer", "weapon", "present")
    assert (item.signs, item.counted, item.quote) == (("weapon_near",), True, None)
    assert item.why == "weapon: answered yes"
    (item,) = answer_evidence({"breathing": "no"}, QUESTIONS)
    assert (item.flag, item.signs) == ("medical", ("not_breathing",))


def test_unknown_shows_something_for_a_gate_only() -> None:
    (item,) = answer_evidence({"weapon": "unknown", "drunk": "unknown"}, QUESTIONS)
    assert (item.id, item.flag, item.band, item.assertion) == ("weapon", None, None, "possible")
    assert item.signs == ("weapon_unknown",)


def test_other_answers_show_nothing() -> None:
    given = {"weapon": "no", "breathing": "yes", "drunk": "no", "pets": "yes", "age": "34", "gender": "men"}
    assert answer_evidence(given, QUESTIONS) == []


def test_open_questions_are_those_the_call_opens_and_nothing_answers_in_order() -> None:
    def asked(*known: str, **answers: str) -> tuple[str, ...]:
        return open_questions(set(known), answers, QUESTIONS)

    always = ("weapon", "breathing", "age", "gender", "place")
    assert asked() == (), "a call that shows nothing opens nothing"
    assert asked("distress") == always
    assert asked("intoxicated") == ("weapon", "breathing", "drunk", *always[2:])
    assert asked("homeless", weapon="unknown", age="3") == ("breathing", "pets", "gender", "place")
