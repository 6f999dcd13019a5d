"""What responders are offered: the plan first where life is in question, numbers from the directory only."""

from __future__ import annotations

import re

import pytest

from triage_cli.assessment.assess import assess
from triage_cli.directory.book import Directory
from triage_cli.protocol import load_protocol
from triage_cli.response.wellness import offered

PROTOCOL = load_protocol()
ALWAYS = [
    "private", "peers", "assistance_programme", "therapist", "lines_for_all", "no_debriefing", "screens",
]  # fmt: skip
PLAN = [
    "not_alone", "plan_warning_signs", "plan_what_helps", "plan_people", "plan_professionals",
    "plan_safer_place",
]  # fmt: skip
SCREENS = ["pc_ptsd_5", "phq_2", "gad_2"]


def shown(text: str = "", positive: tuple[str, ...] = (), **answers: str) -> list[str]:
    result = assess(text, protocol=PROTOCOL, answers=answers)
    known = result.signs | set(result.flags)
    return [support.id for support in offered(known, set(positive), PROTOCOL)]


def test_peers_and_the_assistance_programme_are_always_offered() -> None:
    assert shown() == ALWAYS
    assert shown().index("peers") < shown().index("assistance_programme") < shown().index("therapist")


@pytest.mark.parametrize("answer", ["yes", "unknown", "refused"])
def test_thoughts_of_suicide_or_an_open_answer_bring_the_plan_first(answer: str) -> None:
    found = shown(own_suicidal_thoughts=answer)
    assert found[: 1 + len(PLAN)] == ["private", *PLAN]
    assert "distance" not in found
    assert shown(own_suicidal_thoughts=answer, own_means="yes")[:3] == ["private", "not_alone", "distance"]


def test_words_alone_bring_the_plan() -> None:
    assert "not_alone" in shown("I keep thinking about killing myself")
    assert "not_alone" not in shown("I cannot stop seeing that crash")
    assert shown(own_suicidal_thoughts="no") == ALWAYS


def test_the_line_of_officers_is_for_law_enforcement_only() -> None:
    roles = PROTOCOL.questions["responder_role"].choices
    assert [role for role in roles if "officers_line" in shown(responder_role=role)] == ["law_enforcement"]
    assert all("lines_for_all" in shown(responder_role=role) for role in roles)


@pytest.mark.parametrize(
    ("key", "answer", "support"),
    [
        ("incident_when", "week", "first_days"),
        ("sleep_quality", "hardly", "sleep"),
        ("drinking_more", "yes", "drinking"),
        ("someone_to_talk_to", "no", "someone_close"),
    ],
)
def test_an_answer_brings_what_helps_with_it(key: str, answer: str, support: str) -> None:
    assert set(shown(**{key: answer})) == {*ALWAYS, support}


def test_a_positive_screen_is_explained_and_a_negative_one_clears_nobody() -> None:
    assert [found for found in shown(positive=tuple(SCREENS)) if found in SCREENS] == SCREENS
    for language in PROTOCOL.languages:
        for screen in SCREENS:
            means, means_not = PROTOCOL.wording(language).wellness[screen]
            assert ("does not mean" if language == "en" else "No significa") in means_not
            assert means != means_not


@pytest.mark.parametrize("language", PROTOCOL.languages)
def test_numbers_stand_in_the_directory_only(language: str) -> None:
    sentences = [line for lines in PROTOCOL.wording(language).wellness.values() for line in lines]
    assert not [line for line in sentences if re.search(r"\d{3}", line.replace("911", ""))]


def test_every_place_is_an_entry_that_ships() -> None:
    directory = Directory.load()
    named = [slug for support in PROTOCOL.support for slug in support.places]
    assert "copline" in named
    assert [slug for slug in named if directory.get(slug) is None] == []
