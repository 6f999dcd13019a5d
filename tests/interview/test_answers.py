"""Answers: what may be said, what the text says by itself, and what an answer shows."""

from __future__ import annotations

import datetime

import pytest

from triage_cli.errors import UsageError
from triage_cli.interview.answers import (
    answer_evidence,
    answers_from_text,
    check_answers,
    contradicted,
    read_answer,
    shown_by,
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
    "age": Question("age", "person", "x", kind="number", range=(0, 120), born=True),
    "gender": Question("gender", "person", "x", kind="choice", choices=("women", "men", "unknown")),
    "place": Question("place", "person", "x", kind="text"),
    "along": Question(
        "along", "person", "x", kind="several", choices=("children", "animal"), adds={"children": ["child"]}
    ),
    "thoughts": Question("thoughts", "suicide", "x", dangerous="yes", refusable=True),
    "drinks": Question("drinks", "drinking", "x", kind="number", range=(0, 365)),
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
        ("along", "Children", "children"),
        ("along", "animal, children", "children,animal"),
        ("along", "none", "none"),
        ("thoughts", "r", "refused"),
        ("thoughts", "refused", "refused"),
        ("weapon", "sí", "yes"),
        ("drinks", "365", "365"),
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
        ("drinks", "366", "drinks: '366' is not a number from 0 to 365\n  For example: --answer drinks=34"),
        ("drinks", "2020-01-01", None),
        (
            "along", "children, dog",
            "along: 'dog' is not an answer\n  along takes: children, animal, none",
        ),
        ("along", "", "along: '' is not an answer\n  along takes: children, animal, none"),
        ("weapon", "refused", None),
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
        words = question.choices or {"yes_no": ("yes", "no", "unknown"), "number": ("1",)}.get(
            question.kind, ("x",)
        )
        for word in words:
            assert check_answers({key: word.upper()}, PROTOCOL.questions)[key].lower() == word
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
        ("gender=women", {"gender": "men"}, True),
        ("gender=women", {"gender": "unknown"}, False),
        ("thoughts", {"thoughts": "refused"}, False),
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
        ([("weapon=yes", "present", False)], {"weapon": "yes"}),
        ([("weapon=yes", "negated", False)], {}),
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


def test_each_of_several_shows_its_own_signs() -> None:
    assert shown_by(QUESTIONS["along"], "children,animal") == ("child",)
    assert shown_by(QUESTIONS["along"], "none") == ()
    (item,) = answer_evidence({"along": "children,animal"}, QUESTIONS)
    assert (item.signs, item.band, item.why) == (("child",), None, "along: answered children, animal")


@pytest.mark.parametrize(("born", "years"), [("1986-05-01", 40), ("12/31/2010", 15), ("2026-11-23", 0)])
def test_a_date_of_birth_is_an_age(born: str, years: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datetime, "date", Today)
    assert read_answer(QUESTIONS["age"], born) == str(years)


@pytest.mark.parametrize(
    ("born", "message"),
    [
        ("2027-01-01", "in the future"),
        ("1890-01-01", "more than 120 years ago"),
        ("2026-02-30", "not a number"),
    ],
)
def test_an_impossible_date_of_birth_is_refused(
    born: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datetime, "date", Today)
    with pytest.raises(UsageError, match=message):
        read_answer(QUESTIONS["age"], born)


class Today(datetime.date):
    @classmethod
    def today(cls) -> Today:
        return cls(2026, 11, 23)
