"""Screens with points, gates and cut-offs by sex, against their rules written down a second time.

What a partial screen says is checked in the slow way: by trying every way to complete it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import pytest

from triage_cli.assessment import instruments
from triage_cli.assessment.assess import assess
from triage_cli.assessment.instruments import score_instruments
from triage_cli.assessment.model import InstrumentResult
from triage_cli.protocol import load_protocol
from triage_cli.protocol.model import Question

PROTOCOL = load_protocol()
SCREENS = {screen.id: screen for screen in PROTOCOL.instruments}
ON_REQUEST = ("audit_c", "single_alcohol", "single_drug", "bjmhs", "pc_ptsd_5", "phq_2", "gad_2")
YES_NO = ("no", "yes")
SEXES = (None, "unknown", "women", "men", "trans", "nonbinary")

Rule = Callable[[Sequence[int], str | None], bool]
"""Whether the points of a complete screen, in the order of its items, make it positive."""


# ------------------------------------------------------------------ the rules, a second time


def audit_c(points: Sequence[int], sex: str | None) -> bool:
    """Bush 1998: 4 points for men, 3 for women; not when all of them come from how often."""
    often, much, heavily = points
    enough = 4 if sex == "men" else 3
    return often + much + heavily >= enough and much + heavily > 0


def bjmhs(points: Sequence[int], sex: str | None) -> bool:
    """Steadman 2005: two of six symptoms, or a hospital stay, or medication, or the officer's concern."""
    *symptoms, hospital, medication, concern = points
    return sum(symptoms) >= 2 or bool(hospital or medication or concern)


def pc_ptsd_5(points: Sequence[int], sex: str | None) -> bool:
    """Bovin 2021: after such an event 4 of 5, and 3 of 5 for women."""
    exposed, *symptoms = points
    return bool(exposed) and sum(symptoms) >= (4 if sex == "men" else 3)


def pair(points: Sequence[int], sex: str | None) -> bool:
    """PHQ-2 and GAD-2: 3 of 6 points."""
    return points[0] + points[1] >= 3


RULES: Mapping[str, Rule] = {
    "audit_c": audit_c, "bjmhs": bjmhs, "pc_ptsd_5": pc_ptsd_5, "phq_2": pair, "gad_2": pair,
}  # fmt: skip

ITEMS = {
    "audit_c": ("drinking_frequency", "drinking_quantity", "drinking_heavily"),
    "bjmhs": (
        "thought_control", "mind_reading", "weight_change", "overactivity", "slowed_down",
        "useless_or_sinful", "psychiatric_hospitalization", "psychiatric_medication", "officer_concern",
    ),
    "pc_ptsd_5": (
        "trauma_exposure", "trauma_memories", "trauma_avoidance", "trauma_alertness", "trauma_numbness",
        "trauma_blame",
    ),
    "phq_2": ("joy_lost", "low_mood"),
    "gad_2": ("on_edge", "worry_unstopped"),
    "single_alcohol": ("heavy_drinking_days",),
    "single_drug": ("drug_use_times",),
}  # fmt: skip
STEPS = {"audit_c": 5, "bjmhs": 2, "pc_ptsd_5": 2, "phq_2": 4, "gad_2": 4}
"""How many answers each item has; the first gives no point, every further one a point more."""


def words_of(item: str) -> tuple[str, ...]:
    """The answers of an item, from no point upwards."""
    return PROTOCOL.questions[item].choices or YES_NO


def score(name: str, points: Sequence[int | None], sex: str | None = None) -> InstrumentResult:
    """What the tool says of these points; None is not asked."""
    said = {
        item: words_of(item)[value]
        for item, value in zip(ITEMS[name], points, strict=True)
        if value is not None
    }
    return instruments.score(SCREENS[name], said, PROTOCOL.questions, sex)


def every_partial(name: str) -> Iterator[tuple[int | None, ...]]:
    return itertools.product((None, *range(STEPS[name])), repeat=len(ITEMS[name]))


def verdict(name: str, points: tuple[int | None, ...], sex: str | None) -> str:
    """By every way to complete it: all positive, none positive, or open."""

    @cache
    def outcomes(some: tuple[int | None, ...]) -> frozenset[bool]:
        if None not in some:
            return frozenset({RULES[name]([one for one in some if one is not None], sex)})
        place = some.index(None)
        completed = ((*some[:place], step, *some[place + 1 :]) for step in range(STEPS[name]))
        return frozenset().union(*map(outcomes, completed))

    found = outcomes(points)
    return "open" if len(found) == 2 else "positive" if True in found else "negative"


# ------------------------------------------------------------------ every combination


@pytest.mark.parametrize("name", sorted(ITEMS))
def test_a_screen_asks_the_items_of_its_source_in_their_order(name: str) -> None:
    assert SCREENS[name].items == ITEMS[name]
    if name in STEPS:
        assert {len(words_of(item)) for item in ITEMS[name]} == {STEPS[name]}


@pytest.mark.parametrize("name", sorted(set(RULES) - {"bjmhs"}))
@pytest.mark.parametrize("sex", SEXES)
def test_every_combination_of_answers(name: str, sex: str | None) -> None:
    for points in every_partial(name):
        found = score(name, points, sex)
        assert found.result == verdict(name, points, sex), points
        assert found.complete == (None not in points)


def test_bjmhs_over_every_combination() -> None:
    """No sex: its cut-off is one for all. The two clauses are tried apart, as they meet in an `or`."""
    wrong = []
    for points in every_partial("bjmhs"):
        symptoms, alone = points[:6], points[6:]
        if 1 in alone or symptoms.count(1) >= 2:
            expected = "positive"
        elif None in alone or symptoms.count(1) + symptoms.count(None) >= 2:
            expected = "open"
        else:
            expected = "negative"
        found = score("bjmhs", points)
        if (found.result, found.complete) != (expected, None not in points):
            wrong.append((points, found))
    assert wrong == []


@pytest.mark.parametrize("points", [(0,) * 9, (1,) + (None,) * 8, (0, 1) + (0,) * 7, (None,) * 6 + (0,) * 3])
def test_bjmhs_completed_in_every_way(points: tuple[int | None, ...]) -> None:
    assert score("bjmhs", points).result == verdict("bjmhs", points, None)


@pytest.mark.parametrize("name", ["audit_c", "pc_ptsd_5"])
def test_only_men_have_the_higher_cut_off(name: str) -> None:
    """Who is not known to be a man takes the lower one, and a man is never positive where others are not."""
    for points in every_partial(name):
        lower = score(name, points, "women")
        assert all(score(name, points, sex) == lower for sex in SEXES if sex != "men")
        assert score(name, points, "men").result != "positive" or lower.result == "positive"


# ------------------------------------------------------------------ boundaries


@pytest.mark.parametrize(
    ("name", "points", "sex", "expected"),
    [
        ("audit_c", (1, 1, 0), "women", "negative"),
        ("audit_c", (2, 1, 0), "women", "positive"),
        ("audit_c", (2, 1, 0), None, "positive"),
        ("audit_c", (2, 1, 0), "men", "negative"),
        ("audit_c", (2, 1, 1), "men", "positive"),
        ("audit_c", (4, 0, 0), "women", "negative"),
        ("audit_c", (4, 0, 0), "men", "negative"),
        ("audit_c", (4, 0, None), "men", "open"),
        ("audit_c", (4, 1, None), "men", "positive"),
        ("audit_c", (0, 4, 0), "men", "positive"),
        ("audit_c", (None, 0, 0), None, "negative"),
        ("pc_ptsd_5", (0, None, None, None, None, None), None, "negative"),
        ("pc_ptsd_5", (None, 1, 1, 1, 1, 1), None, "open"),
        ("pc_ptsd_5", (1, 1, 1, 0, 0, 0), None, "negative"),
        ("pc_ptsd_5", (1, 1, 1, 1, None, None), None, "positive"),
        ("pc_ptsd_5", (1, 1, 1, 1, 0, 0), "men", "negative"),
        ("pc_ptsd_5", (1, 1, 1, 1, None, 0), "men", "open"),
        ("pc_ptsd_5", (1, 1, 1, 1, 1, 0), "men", "positive"),
        ("phq_2", (2, 0), None, "negative"),
        ("phq_2", (3, None), None, "positive"),
        ("gad_2", (1, 2), None, "positive"),
        ("gad_2", (0, None), None, "open"),
        ("bjmhs", (1, 0, 0, 0, 0, 0, 0, 0, 0), None, "negative"),
        ("bjmhs", (1, 0, 0, 0, 0, 1, None, None, None), None, "positive"),
        ("bjmhs", (0, 0, 0, 0, 0, 0, 0, 0, 1), None, "positive"),
    ],
)
def test_at_the_cut_off(name: str, points: tuple[int | None, ...], sex: str | None, expected: str) -> None:
    assert score(name, points, sex).result == expected


@pytest.mark.parametrize("name", ["single_alcohol", "single_drug"])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, InstrumentResult("open", (), False, 0)),
        ("unknown", InstrumentResult("open", (), False, 0)),
        ("0", InstrumentResult("negative", (), True, 0)),
        ("1", InstrumentResult("positive", ("item",), True, 1)),
        ("366", InstrumentResult("positive", ("item",), True, 366)),
    ],
)
def test_once_in_the_past_year_is_positive(name: str, said: str | None, expected: InstrumentResult) -> None:
    (item,) = SCREENS[name].items
    for sex in SEXES:
        found = instruments.score(SCREENS[name], {item: said} if said else {}, PROTOCOL.questions, sex)
        assert found == expected._replace(by=(item,) if expected.by else ())


def test_the_single_alcohol_question_names_the_number_for_both_sexes() -> None:
    for asked in PROTOCOL.questions["heavy_drinking_days"].ask.values():
        assert "4" in asked
        assert "5" in asked


# ------------------------------------------------------------------ ASQ: a refusal, and how acute

ASQ = ("wish_dead", "better_off", "suicidal_thoughts", "attempt_past")
NOW = "suicidal_now"
REFUSABLE = {key: PROTOCOL.questions[key]._replace(refusable=True) for key in (*ASQ, NOW)}
ACUTE = SCREENS["asq"]._replace(acute=NOW)


def test_asq_with_refusals_over_every_combination() -> None:
    for said in itertools.product(("yes", "no", "refused", "unknown", None), repeat=4):
        answers = {item: one for item, one in zip(ASQ, said, strict=True) if one}
        for now in ("yes", "no", "refused", "unknown", None):
            found = instruments.score(ACUTE, {**answers, NOW: now} if now else answers, REFUSABLE)
            if {"yes", "refused"} & set(said):
                assert found.result == "positive"
                # Who will not say whether they think of it now is not left alone either.
                acute = {"yes": "yes", "refused": "yes", "no": "no"}
                assert found.acute == acute.get(now or "", "open")
                assert found.by == tuple(item for item in ASQ if answers.get(item) in ("yes", "refused"))
            else:
                assert found.result == ("negative" if said == ("no",) * 4 else "open")
                assert found.acute is None
            assert found.score is None


def test_a_refusal_counts_only_where_the_screen_takes_one() -> None:
    plain = {key: one._replace(refusable=False) for key, one in REFUSABLE.items()}
    assert instruments.score(ACUTE, {ASQ[0]: "refused"}, plain).result == "open"


# ------------------------------------------------------------------ what a result carries


def test_points_are_told_where_a_screen_has_them() -> None:
    assert score("audit_c", (2, None, 3)).score == 5
    assert score("pc_ptsd_5", (1, 1, 0, 1, None, 0)).score == 2
    assert score("pc_ptsd_5", (0, 1, 1, 1, 1, 1)).score == 0
    assert score("phq_2", (3, 3)).score == 6
    for name in ("bjmhs", "asq", "lap"):
        assert instruments.score(SCREENS[name], {}, PROTOCOL.questions).score is None


def test_a_positive_screen_names_its_items() -> None:
    assert score("audit_c", (4, 0, 2)).by == ("drinking_frequency", "drinking_heavily")
    assert score("pc_ptsd_5", (1, 0, 1, 1, 1, 0)).by == ITEMS["pc_ptsd_5"][2:5]
    assert score("bjmhs", (1, 1, 0, 0, 0, 0, 0, 1, 0)).by == ("psychiatric_medication",)


def test_points_and_acuteness_are_written_only_where_there_are_any() -> None:
    bare = {"result": "open", "by": [], "complete": False}
    assert InstrumentResult("open", (), False).to_dict() == bare
    assert InstrumentResult("open", (), False, 0).to_dict() == {**bare, "score": 0}
    assert InstrumentResult("positive", ("a",), True, None, "yes").to_dict() == {
        "result": "positive", "by": ["a"], "complete": True, "acute": "yes",
    }  # fmt: skip


@pytest.mark.parametrize("name", ON_REQUEST)
def test_a_screen_on_request_is_shown_once_an_item_of_it_is_answered(name: str) -> None:
    assert name not in score_instruments({}, {"distress", "drinking", "diversion"}, PROTOCOL)[0]
    for item in ITEMS[name]:
        assert set(score_instruments({item: "unknown"}, set(), PROTOCOL)[0]) == {name}


def test_no_call_opens_a_question_that_is_asked_on_request() -> None:
    for text in ("he is drunk and sad", "he is on probation for theft", "an officer after a bad call"):
        assert not set(assess(text, protocol=PROTOCOL).unanswered) & PROTOCOL.on_request


@pytest.mark.parametrize(
    ("name", "domain", "level"),
    [
        ("audit_c", "substance", 0),
        ("single_alcohol", "substance", 0),
        ("single_drug", "substance", 0),
        ("bjmhs", "mental_health", 0),
        ("pc_ptsd_5", "mental_health", 1),
        ("phq_2", "mental_health", 1),
        ("gad_2", "mental_health", 1),
    ],
)
def test_a_positive_screen_says_no_more_than_it_found(name: str, domain: str, level: int) -> None:
    answers = {item: most_of(PROTOCOL.questions[item]) for item in ITEMS[name]}
    result = assess("", protocol=PROTOCOL, answers=answers)
    assert result.instruments[name].result == "positive"
    assert {key for key, found in result.scores.items() if found.band != "none"} == {domain}
    assert (result.scores[domain].band, result.response.level, result.flags) == ("low", level, ())


def most_of(question: Question) -> str:
    return "12" if question.kind == "number" else (question.choices or YES_NO)[-1]


def test_the_sex_that_is_known_sets_the_cut_off() -> None:
    """An answer before the text; where neither says it, the lower cut-off."""
    drinks = {
        "drinking_frequency": "monthly_2_to_4",
        "drinking_quantity": "3_or_4",
        "drinking_heavily": "never",
    }
    for text, gender, expected in (
        ("", None, "positive"),
        ("28yom drinking", None, "negative"),
        ("28yof drinking", None, "positive"),
        ("28yom drinking", "women", "positive"),
        ("", "men", "negative"),
        ("", "unknown", "positive"),
        ("", "trans", "positive"),
    ):
        answers = {**drinks, "gender": gender} if gender else drinks
        result = assess(text, protocol=PROTOCOL, answers=answers)
        assert result.instruments["audit_c"].result == expected, (text, gender)
