"""The eight rules of judgement, each as a property over texts, facts and answers."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage_cli.assessment.assess import assess
from triage_cli.assessment.conditions import CONDITIONS
from triage_cli.assessment.model import Assessment, Override
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.cases import load_cases
from triage_cli.response.ladder import climb, respond
from triage_cli.vocabulary import BANDS, FLAGS

PROTOCOL = load_protocol()
CASES = load_cases(SHIPPED / "cases")
SIGNS = sorted(
    {sign for cue in PROTOCOL.cues for sign in cue.signs}
    | {s for q in PROTOCOL.questions.values() for s in q.signs}
)
FACTS = st.frozensets(st.sampled_from([*SIGNS, *FLAGS]), max_size=8)
TEXTS = st.sampled_from([case.text for case in CASES])
RISKS = st.sampled_from(
    [
        "he has a gun",
        "she is not breathing",
        "he wants to kill himself",
        "she took too many pills",
        "her husband is hitting her",
        "he is drunk",
        "she hears voices",
        "he threatened to kill his neighbor",
        "there are kids in the house",
    ]
)
RISK_ANSWERS = sorted(key for key, question in PROTOCOL.questions.items() if question.dangerous)
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judge(text: str, **options: object) -> Assessment:
    return assess(text, protocol=PROTOCOL, **options)  # type: ignore[arg-type]


def ranks(result: Assessment) -> dict[str, tuple[int, int]]:
    return {domain: (BANDS.index(score.band), score.score) for domain, score in result.scores.items()}


def outcome(result: Assessment) -> tuple[object, ...]:
    return result.response.level, result.response.send, result.flags, tuple(result.scores.values())


# ------------------------------------------------------------------ 1. evidence only raises


@given(TEXTS, RISKS)
@SLOW
def test_another_risk_never_lowers_score_band_or_level(text: str, risk: str) -> None:
    before, after = judge(text), judge(f"{text}. {risk}")
    assert after.response.level >= before.response.level
    for domain, rank in ranks(before).items():
        assert ranks(after)[domain] >= rank
    assert set(before.flags) <= set(after.flags)


@given(TEXTS, st.sampled_from(RISK_ANSWERS))
@SLOW
def test_a_dangerous_answer_never_lowers_the_level(text: str, key: str) -> None:
    before = judge(text)
    after = judge(text, answers={key: PROTOCOL.questions[key].dangerous})
    assert after.response.level >= before.response.level
    for domain, rank in ranks(before).items():
        assert ranks(after)[domain] >= rank


@given(FACTS, FACTS)
@settings(max_examples=400, deadline=None)
def test_more_facts_never_lower_the_ladder(some: frozenset[str], more: frozenset[str]) -> None:
    def level(known: frozenset[str]) -> int:
        return respond(climb(known, PROTOCOL), known).level

    assert level(some | more) >= level(some)


@pytest.mark.parametrize("name", sorted(CONDITIONS))
@given(known=FACTS, more=FACTS)
@settings(max_examples=25, deadline=None)
def test_every_condition_is_monotone(name: str, known: frozenset[str], more: frozenset[str]) -> None:
    check = CONDITIONS[name].check
    assert not check(known) or check(known | more)


def test_a_negative_screen_never_lowers_the_level() -> None:
    text = "he hit me and I am afraid of him"
    items = next(i for i in PROTOCOL.instruments if i.id == "lap").items
    unasked = judge(text)
    screened = judge(text, answers=dict.fromkeys(set(items) - {"afraid"}, "no"))
    assert screened.instruments["lap"].result == "negative"
    assert screened.response.level >= unasked.response.level


# ------------------------------------------------------------------ 2. unknown is not no


@given(TEXTS, st.sampled_from([key for key, q in PROTOCOL.questions.items() if q.gate]))
@SLOW
def test_an_unknown_gate_counts_towards_the_danger(text: str, key: str) -> None:
    unasked, unknown = judge(text), judge(text, answers={key: "unknown"})
    assert unknown.response.level >= unasked.response.level
    if key in ("awake", "breathing", "injury"):
        assert "ems" in unknown.response.send
    if key in ("weapon", "violence_now"):
        assert not {"civilian_team", "mobile_crisis"} & set(unknown.response.send)
        assert unknown.response.level < 2 or {"co_responder"} & set(unknown.response.send)


def test_unknown_weapons_in_the_text_bar_teams_without_an_officer_and_send_no_police() -> None:
    for text in ("EDP, weapons? unk", "male is drunk, unk weapons", "hears voices. weapons: unknown"):
        send = judge(text).response.send
        assert "co_responder" in send, text
        assert not {"police", "civilian_team", "mobile_crisis"} & set(send), text


def test_a_question_never_asked_counts_as_nothing() -> None:
    assert outcome(judge("he is drunk")) == outcome(judge("he is drunk", answers={}))


# ------------------------------------------------------------------ 3. only a person lowers


@given(TEXTS, st.integers(0, 4))
@SLOW
def test_an_override_keeps_both_levels_and_the_reason(text: str, level: int) -> None:
    found = judge(text).response.level
    override = judge(text, override=Override(0, level, "seen by the unit")).to_dict()["response"]
    assert override["level"] == level
    assert override["override"] == {"from": found, "to": level, "reason": "seen by the unit"}


def test_correcting_what_the_text_said_keeps_both_values() -> None:
    corrected = judge("he has a gun", answers={"weapon": "no"})
    said = [item for item in corrected.evidence if item.flag == "weapon"]
    assert said
    assert not any(item.counted for item in said)
    assert corrected.answers["weapon"] == "no"
    assert "weapon" not in corrected.flags


# ------------------------------------------------------------------ 4. form changes nothing


@given(
    TEXTS,
    st.sampled_from([str.upper, str.lower, str.swapcase]),
    st.sampled_from(["  ", "\t", "\n", "\u00a0", " \r\n "]),
)
@SLOW
def test_case_and_spacing_change_nothing(text: str, cased: object, space: str) -> None:
    changed = cased(text).replace(" ", space)  # type: ignore[operator]
    assert outcome(judge(changed)) == outcome(judge(text))


@given(TEXTS)
@SLOW
def test_a_full_stop_at_the_end_changes_nothing(text: str) -> None:
    assert outcome(judge(f"{text.rstrip('.')}.")) == outcome(judge(text.rstrip(".")))


@given(TEXTS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
@SLOW
def test_unicode_form_changes_nothing(text: str, form: str) -> None:
    assert outcome(judge(unicodedata.normalize(form, text))) == outcome(judge(text))  # type: ignore[arg-type]


def test_the_order_of_independent_facts_changes_nothing() -> None:
    facts = ["he is drunk", "there are kids in the house", "she hears voices", "he has a knife"]
    results = {outcome(judge(". ".join(order))) for order in itertools.permutations(facts)}
    assert len(results) == 1


# ------------------------------------------------------------------ 5. who a person is never changes the risk

PEOPLE = [
    "black",
    "white",
    "Hispanic",
    "Asian",
    "Muslim",
    "Jewish",
    "immigrant",
    "gay",
    "lesbian",
    "trans",
    "Mexican",
    "Somali",
]


@given(
    st.sampled_from(
        [
            case.text
            for case in CASES
            if any(f" {noun} " in f" {case.text.lower()} " for noun in ("male", "female", "man", "woman"))
        ]
    ),
    st.sampled_from(PEOPLE),
)
@SLOW
def test_who_a_person_is_never_changes_the_risk(text: str, who: str) -> None:
    words = text.split(" ")
    place = next(i for i, word in enumerate(words) if word.lower() in ("male", "female", "man", "woman"))
    named = " ".join([*words[:place], who, *words[place:]])
    assert outcome(judge(named)) == outcome(judge(text))


# ------------------------------------------------------------------ 6. everything is explained


@given(TEXTS)
@SLOW
def test_everything_is_explained(text: str) -> None:
    result = judge(text)
    counted = [item for item in result.evidence if item.counted]
    for domain, score in result.scores.items():
        assert score.band == "none" or any(item.domain == domain and item.band for item in counted)
    for flag in result.flags:
        assert any(item.flag == flag for item in counted), flag
    assert result.response.level == 0 or result.to_dict()["response"]["reasons"]
    for item in result.evidence:
        assert item.why
        if item.start is not None and item.end is not None:
            assert item.quote == text[item.start : item.end]
        assert item.counted or item.assertion in ("negated", "other", "hypothetical") or item.because


# ------------------------------------------------------------------ 7. police only for a reason

POLICE_REASONS = {
    "weapon",
    "violence",
    "threat",
    "crime_in_progress",
    "asks_police",
    "danger_stated",
    "mass_harm",
    "barricaded",
    "threat_others",
    "violence_now",
    "violence_done",
    "partner_violence",
    "crime",
    "order_violated",
    "weapon_near",
    "weapon_in_hand",
    "sexual_assault",
    "command_harm",
    "missing",
    "missing_vulnerable",
    "runaway",
    "stalking_with_threat",
}
# Weak signs that are a reason only together: one of the first set with one of the second.
POLICE_REASONS_TOGETHER = [
    # A search: last seen, or gone from where they should be, and someone who cannot care for themself.
    (
        {"gone_trace"},
        {"dementia", "minor", "child", "confused", "dependent_adult", "disabled", "older", "older_adult"},
    ),
    # Violence in progress, heard: a scream with blows, or on a line where nobody speaks or that is cut.
    ({"sound_voice"}, {"sound_blow", "cannot_speak", "line_cut"}),
    # A crime in progress: a court order, and the person it names is there, has access, or follows.
    ({"court_order"}, {"suspect_there", "abuser_access", "stalking"}),
    # Arson about to be: fuel was poured out and a flame is in hand.
    ({"fuel_poured"}, {"flame"}),
    # Violence: someone swings, points or comes at somebody close, or pours fuel out where they are.
    ({"at_close"}, {"weapon_act"}),
    ({"close_inside"}, {"fuel_poured"}),
    # A threat to a child: a former partner, or someone in a custody dispute, says to take leave of them.
    ({"child_goodbye"}, {"former", "custody"}),
]


@given(FACTS)
@settings(max_examples=500, deadline=None)
def test_police_go_only_for_a_reason(known: frozenset[str]) -> None:
    send = respond(climb(known, PROTOCOL), known).send
    if "police" in send:
        together = (known & one and known & other for one, other in POLICE_REASONS_TOGETHER)
        assert known & POLICE_REASONS or any(together)


def test_an_order_alone_or_with_fear_sends_no_police() -> None:
    for fear in ({"afraid"}, {"takes_cover"}, {"affairs_settled"}):
        known = {"court_order", *fear}
        assert "police" not in respond(climb(known, PROTOCOL), known).send


@pytest.mark.parametrize(
    "alone",
    [
        "psychosis",
        "mania",
        "distress",
        "severe_distress",
        "intoxicated",
        "homeless",
        "panhandling",
        "unwanted_person",
        "ideation_active",
        "dementia",
        "withdrawal",
        "height",
        "water",
        "tracks",
        "locked_in",
    ],
)
def test_no_diagnosis_distress_intoxication_or_poverty_sends_police(alone: str) -> None:
    assert "police" not in respond(climb({alone}, PROTOCOL), {alone}).send


# ------------------------------------------------------------------ flags of the contract


@given(TEXTS)
@SLOW
def test_flags_are_those_of_the_contract_in_order(text: str) -> None:
    flags = judge(text).flags
    assert list(flags) == [flag for flag in FLAGS if flag in flags]
