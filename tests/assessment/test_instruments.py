"""The published screens, against their rules written down a second time, over every combination."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.assessment import instruments
from triage_cli.assessment.assess import assess
from triage_cli.assessment.instruments import score_instruments
from triage_cli.assessment.model import InstrumentResult
from triage_cli.protocol import load_protocol
from triage_cli.protocol.model import Instrument

PROTOCOL = load_protocol()
SCREENS = {screen.id: screen for screen in PROTOCOL.instruments}
YES, NO, OPEN = "yes", "no", None

# The Lethality Screen by its items: 1-3, strangulation and the responder's own belief decide alone, or four
# of 4-11.
LAP_DECIDING = ("weapon_used", "threatened_to_kill", "may_be_killed", "believes_danger")
LAP_OTHERS = (
    "has_gun", "strangled", "controls_daily_life", "left_or_separated", "follows_spies", "unemployed",
    "partner_suicidal", "child_not_his",
)  # fmt: skip
ASQ = ("wish_dead", "better_off", "suicidal_thoughts", "attempt_past")


def score(screen: Instrument, answers: Mapping[str, str], sex: str | None = None) -> InstrumentResult:
    return instruments.score(screen, answers, PROTOCOL.questions, sex)


def lap_rule(answers: dict[str, str | None]) -> str:
    """LAP 2.0 in one sentence each: already positive, can still become so, or not."""

    def positive(said: dict[str, str | None]) -> bool:
        decided = any(said[item] == YES for item in (*LAP_DECIDING, "strangled"))
        return decided or [said[item] for item in LAP_OTHERS].count(YES) >= 4

    if positive(answers):
        return "positive"
    hoped = {item: YES if said is OPEN else said for item, said in answers.items()}
    return "open" if positive(hoped) else "negative"


def asq_rule(answers: dict[str, str | None]) -> str:
    """Any yes is positive; four times no is negative."""
    said = [answers[item] for item in ASQ]
    return "positive" if YES in said else "negative" if said == [NO] * 4 else "open"


def given_only(answers: dict[str, str | None]) -> dict[str, str]:
    return {item: said for item, said in answers.items() if said is not None}


def test_the_screens_ask_the_items_of_their_sources() -> None:
    assert sorted(SCREENS["lap"].items) == sorted((*LAP_DECIDING, *LAP_OTHERS))
    assert SCREENS["asq"].items == ASQ
    for screen in SCREENS.values():
        assert set(screen.items) <= set(PROTOCOL.questions)


def test_lap_over_every_combination_of_yes_no_and_unasked() -> None:
    items = (*LAP_DECIDING, *LAP_OTHERS)
    lap, wrong = SCREENS["lap"], []
    for said in itertools.product((YES, NO, OPEN), repeat=len(items)):
        answers = dict(zip(items, said, strict=True))
        found = score(lap, given_only(answers))
        if found.result != lap_rule(answers) or found.complete != (OPEN not in said):
            wrong.append((answers, found))
    assert wrong == []


def test_asq_over_every_combination_of_yes_no_and_unasked() -> None:
    for said in itertools.product((YES, NO, OPEN), repeat=len(ASQ)):
        answers = dict(zip(ASQ, said, strict=True))
        found = score(SCREENS["asq"], given_only(answers))
        assert found.result == asq_rule(answers), answers
        assert found.complete == (OPEN not in said)
        assert found.by == tuple(item for item in ASQ if answers[item] == YES)


@given(st.dictionaries(st.sampled_from((*LAP_DECIDING, *LAP_OTHERS)), st.sampled_from([YES, NO, "unknown"])))
def test_unknown_is_neither_yes_nor_no(answers: dict[str, str]) -> None:
    without = {item: said for item, said in answers.items() if said != "unknown"}
    assert score(SCREENS["lap"], answers) == score(SCREENS["lap"], without)


@pytest.mark.parametrize(
    ("yes", "by"),
    [
        (("threatened_to_kill", "has_gun"), ("threatened_to_kill",)),
        (("strangled",), ("strangled",)),
        (LAP_OTHERS[2:6], LAP_OTHERS[2:6]),
        (("weapon_used", "may_be_killed"), ("weapon_used", "may_be_killed")),
    ],
)
def test_a_positive_screen_names_what_made_it_so(yes: tuple[str, ...], by: tuple[str, ...]) -> None:
    assert score(SCREENS["lap"], dict.fromkeys(yes, YES)) == InstrumentResult("positive", by, False)


def test_a_screen_is_shown_only_where_the_call_opens_it() -> None:
    for known, shown in (
        ({"distress"}, {"asq"}),
        ({"afraid"}, {"lap"}),
        ({"needs_food"}, set()),
        (set(), set()),
    ):
        assert set(score_instruments({}, known, PROTOCOL)[0]) == shown


def test_a_positive_screen_is_evidence_and_sets_the_level() -> None:
    answers = dict.fromkeys(LAP_OTHERS[2:6], YES)
    result = assess("she is afraid of her husband", protocol=PROTOCOL, answers=answers)
    assert result.instruments["lap"].result == "positive"
    (item,) = [item for item in result.evidence if item.source == "instrument" and item.id == "lap"]
    assert (item.domain, item.band, item.counted) == ("domestic", "high", True)
    assert result.response.level >= 3
    assert "advocate_line" in result.response.send


def test_an_open_or_negative_screen_is_no_evidence() -> None:
    for said in ({}, dict.fromkeys(SCREENS["lap"].items, NO)):
        result = assess("she is afraid of her husband", protocol=PROTOCOL, answers=said)
        assert not [item for item in result.evidence if item.source == "instrument"]


def test_what_the_text_answers_counts_in_the_screen() -> None:
    result = assess("my husband choked me last night and now he is at work", protocol=PROTOCOL)
    assert result.instruments["lap"] == InstrumentResult("positive", ("strangled",), False)
