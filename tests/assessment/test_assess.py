"""The one function the rest is built around: what it takes, what it gives back, what it keeps to itself."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import triage_cli
from triage_cli.assessment.assess import assess
from triage_cli.assessment.model import Assessment, Override
from triage_cli.errors import UsageError
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.cases import load_cases
from triage_cli.vocabulary import ASSERTIONS, BANDS, BARRIERS, DOMAINS, FLAGS, KINDS, LEVELS, UNITS

PROTOCOL = load_protocol()
TEXTS = [case.text for case in load_cases(SHIPPED / "cases")]
SOURCES = ("text", "answer", "call_type", "instrument", "combination")
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judge(text: str, **options: Any) -> Assessment:
    return assess(text, protocol=PROTOCOL, **options)


# ------------------------------------------------------------------ the library of the contract


def test_the_names_of_the_library_are_where_the_contract_says() -> None:
    from triage_cli import Directory, assess, load_protocol
    from triage_cli.narrative import assertion

    protocol = load_protocol()
    result = assess("RP states …", protocol=protocol, answers={"weapon": "no"}, call_type=None)
    assert result.to_dict()["schema"] == "triage.assessment/1"
    assert callable(Directory.load)
    assert assertion("Patient denies alcohol use.", 15, 22) == "negated"


def test_an_unknown_name_of_the_library_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'triage_cli' has no attribute 'asses'"):
        triage_cli.asses  # noqa: B018


def test_every_public_name_can_be_imported() -> None:
    for name in triage_cli.__all__:
        assert getattr(triage_cli, name) is not None


def test_without_a_protocol_the_shipped_one_judges() -> None:
    assert assess("he is drunk").to_dict() == assess("he is drunk", protocol=load_protocol()).to_dict()


def test_an_assessment_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        judge("he is drunk").flags = ()  # type: ignore[misc]


# ------------------------------------------------------------------ the JSON of the contract


def check_contract(data: dict[str, Any], *, with_text: bool = True) -> None:
    """The shape of `triage.assessment/1`, key by key."""
    text = ["text"] if with_text else []
    assert list(data) == [
        "schema", "protocol", *text, "scores", "flags", "evidence", "instruments", "response", "needs",
        "barriers", "unanswered", "answers",
    ]  # fmt: skip
    assert data["schema"] == "triage.assessment/1"
    assert list(data["protocol"]) == ["name", "version", "digest"]
    assert list(data["scores"]) == list(DOMAINS)
    for score in data["scores"].values():
        assert list(score) == ["score", "band"]
        assert score["band"] in BANDS
        assert 0 <= score["score"] <= 100
        assert (score["score"] == 0) == (score["band"] == "none")
    assert data["flags"] == [flag for flag in FLAGS if flag in data["flags"]]
    for item in data["evidence"]:
        quote = ["quote"] if with_text else []
        assert list(item) == [
            "id", "source", "domain", "flag", "band", "assertion", "counted", *quote, "start", "end", "why",
        ]  # fmt: skip
        assert item["source"] in SOURCES
        assert item["domain"] in (None, *DOMAINS)
        assert item["flag"] in (None, *FLAGS)
        assert item["band"] in (None, *BANDS[1:])
        assert item["assertion"] in ASSERTIONS
        assert isinstance(item["counted"], bool)
        assert item["why"]
        places = [item["start"], item["end"], *([item["quote"]] if with_text else [])]
        assert (None in places) == (item["source"] != "text")
    for screen in data["instruments"].values():
        more = [key for key in ("score", "acute") if key in screen]
        assert list(screen) == ["result", "by", "complete", *more]
        assert screen.get("acute", "open") in ("yes", "no", "open")
        assert screen["result"] in ("positive", "negative", "open")
    response = data["response"]
    assert list(response) == [
        "level", "name", "send", "teams", "within_minutes", "reasons", "do_now", "say", "avoid", "report",
        "override",
    ]  # fmt: skip
    assert response["name"] == LEVELS[response["level"]]
    assert response["send"] == [unit for unit in UNITS if unit in response["send"]]
    assert set(data["needs"]) <= set(KINDS)
    assert set(data["barriers"]) <= set(BARRIERS)
    assert set(data["unanswered"]) <= set(PROTOCOL.questions)
    assert set(data["answers"]) <= set(PROTOCOL.questions)
    assert not set(data["unanswered"]) & set(data["answers"])


@given(st.sampled_from(TEXTS), st.booleans())
@SLOW
def test_every_judgement_has_the_shape_of_the_contract_and_survives_json(text: str, with_text: bool) -> None:
    data = judge(text).to_dict(with_text=with_text)
    check_contract(data, with_text=with_text)
    assert json.loads(json.dumps(data)) == data


@given(st.sampled_from(TEXTS))
@SLOW
def test_without_text_nothing_the_caller_said_is_in_the_result(text: str) -> None:
    marked = f"zebrafish {text} quinceanera"
    data = judge(marked).to_dict(with_text=False)
    told = json.dumps(data, ensure_ascii=False)
    assert "zebrafish" not in told
    assert "quinceanera" not in told
    assert "text" not in data
    assert not any("quote" in item for item in data["evidence"])


def test_an_override_is_shown_with_both_levels() -> None:
    data = judge("he is not breathing", override=Override(0, 1, "seen by the unit")).to_dict()
    check_contract(data)
    assert data["response"]["override"] == {"from": 4, "to": 1, "reason": "seen by the unit"}
    assert judge("he is not breathing").to_dict()["response"]["override"] is None


# ------------------------------------------------------------------ evidence stands where it says


def spans_are_right(text: str, result: Assessment) -> None:
    for item in result.evidence:
        if item.start is None or item.end is None:
            assert item.start is item.end is item.quote is None
        else:
            assert 0 <= item.start < item.end <= len(text)
            assert item.quote == text[item.start : item.end]
            assert item.quote == item.quote.strip()


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("", "gun"),
        ("İİİİ ", "GUN"),
        ("ǅ ß ŉ ﬁ ", "gun"),
        ("🔫🔫 ", "gun"),
        ("e\u0301e\u0301 ", "gun"),
        ("\x1b[31m", "gun"),
        ("\u200f\u202e", "gun"),
        ("\x00\x00 ", "gun"),
        ("İİİİ ", "15 yo"),
        ("ǅ ß ŉ ﬁ ", "15 yo"),
        ("İ with her ", "4 yo"),
        ("\r\n\t\u00a0", "suicidal"),
        ("", "s\u200bu\u200bi\u200bcidal"),
        ("", "SUI\u0301CIDAL"),
        ("", "ｓｕｉｃｉｄａｌ"),
    ],
)
def test_the_words_quoted_are_the_words_meant(before: str, words: str) -> None:
    text = f"{before}{words} here"
    result = judge(text)
    spans_are_right(text, result)
    assert words in {item.quote for item in result.evidence}


@given(st.text(max_size=300))
@example("\ud800 gun")
@example("ᾳ" * 50 + " 9 yo")
@example("'" * 40)
@SLOW
def test_any_text_at_all_is_judged(text: str) -> None:
    result = judge(text, call_type=text)
    spans_are_right(text, result)
    check_contract(result.to_dict())


PIECES = [
    "suicidal", "no", "gun", "denies", "?", ":", "unk", "15 yo", "İ", "e\u0301", "\x1b[0m", "🔫", "/", ",",
    "if", "w/o", "\u202e", "him self", "correction:", "pistola", "-", "28YOF", "5", "'s", "\x00", "\n",
    "\ud83d",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " ", "  "]))
@settings(SLOW, max_examples=200)
def test_any_pile_of_risk_words_and_odd_characters_is_judged(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    result = judge(text, call_type=text[:40])
    spans_are_right(text, result)
    check_contract(result.to_dict())


@given(st.binary(max_size=300))
@SLOW
def test_any_bytes_are_judged(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    spans_are_right(text, judge(text))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\u200b", "....", "🙂", "[bold]x[/bold]"])
def test_a_text_that_says_nothing_is_level_0_and_opens_no_question(text: str) -> None:
    result = judge(text)
    assert (result.response.level, result.flags, result.evidence, result.unanswered) == (0, (), (), ())


# ------------------------------------------------------------------ what is given beside the text


def test_a_coded_type_is_evidence_without_a_place() -> None:
    result = judge("no answer on call back", call_type="SUICIDAL SUBJECT")
    found = [item for item in result.evidence if item.source == "call_type"]
    assert found
    assert all(item.quote is item.start is item.end is None for item in found)
    assert "suicidal" in result.flags


def test_an_answer_wins_over_the_text_and_what_it_said_stays_in_view() -> None:
    result = judge("he has a gun", answers={"weapon": "no"})
    assert "weapon" not in result.flags
    assert result.answers["weapon"] == "no"
    (said,) = [item for item in result.evidence if item.flag == "weapon"]
    assert (said.counted, said.because, said.signs) == (False, "answered by a person", ())


def test_a_wrong_answer_is_a_usage_error_that_shows_no_call_text() -> None:
    with pytest.raises(UsageError) as caught:
        judge("zebrafish", answers={"wepon": "no"})
    assert "zebrafish" not in str(caught.value)
    assert "'weapon'" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "answers", "flags", "age"),
    [
        ("17 yo", {}, {"minor"}, 17),
        ("18 yo", {}, set(), 18),
        ("64 yo", {}, set(), 64),
        ("65 yo", {}, {"older_adult"}, 65),
        ("", {"age": "12"}, {"minor"}, 12),
        ("28 yo", {"age": "12"}, {"minor"}, 12),
        ("12 yo", {"age": "28"}, set(), 28),
        ("30 yo with her 4 yo", {}, {"child_present"}, 30),
        ("", {"age": "0"}, {"minor", "child_present"}, 0),
        ("11 yo", {}, {"minor", "child_present"}, 11),
    ],
)
def test_an_age_makes_a_minor_or_an_older_adult(
    text: str, answers: dict[str, str], flags: set[str], age: int
) -> None:
    result = judge(text, answers=answers)
    assert (set(result.flags), result.age) == (flags, age)
    spans_are_right(text, result)


def test_an_age_that_was_answered_quotes_nothing() -> None:
    (item,) = [item for item in judge("28 yo", answers={"age": "12"}).evidence if item.flag == "minor"]
    assert (item.source, item.quote, item.start) == ("answer", None, None)


def test_a_combination_is_evidence_of_its_own_in_words() -> None:
    result = judge("he is suicidal and has a gun")
    found = {item.id: item for item in result.evidence if item.source == "combination"}
    assert "suicidal_with_means" in found
    assert found["suicidal_with_means"].why == PROTOCOL.wording().combinations["suicidal_with_means"]
    assert found["suicidal_with_means"].band == "critical"


def test_the_past_counts_as_low_and_tells_nothing_of_now() -> None:
    (item, *_) = judge("hx of suicide attempts 5 years ago").evidence
    assert (item.assertion, item.counted, item.band, item.flag, item.signs) == (
        "historical",
        True,
        "low",
        None,
        (),
    )


def test_barriers_are_those_said_to_be_there() -> None:
    assert "no_insurance" in judge("wants rehab but has no insurance").barriers
    assert judge("wants rehab").barriers == ()
