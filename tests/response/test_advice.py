"""What to do and say, why, and what must be reported: sentences for every judgement, in every language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.assessment.assess import assess
from triage_cli.assessment.model import Override
from triage_cli.errors import UsageError
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.cases import load_cases
from triage_cli.response.advice import MOST, MOST_AVOID, Advised, advise
from triage_cli.vocabulary import LEVELS

PROTOCOL = load_protocol()
TEXTS = [case.text for case in load_cases(SHIPPED / "cases")]


def advised(text: str, language: str = "en", **options: object) -> Advised:
    return advise(assess(text, protocol=PROTOCOL, **options), language)  # type: ignore[arg-type]


@pytest.mark.parametrize(("level", "minutes"), [(0, None), (1, 1440), (2, 60), (3, 30), (4, 0)])
def test_each_level_has_its_name_and_its_time(level: int, minutes: int | None) -> None:
    found = advised("", override=Override(0, level, "seen"))
    assert (found.name, found.within_minutes) == (LEVELS[level], minutes)


def test_the_most_urgent_reason_comes_first() -> None:
    found = advised("she is drunk and she is not breathing")
    assert found.reasons[0] == PROTOCOL.wording().reasons["not_breathing"]
    assert len(found.reasons) > 1


def test_a_team_that_may_not_go_is_said() -> None:
    barred = PROTOCOL.wording().reasons["barred"]
    assert barred in advised("man pacing and talking to himself", answers={"weapon": "unknown"}).reasons
    assert barred not in advised("man pacing and talking to himself").reasons


def test_suspected_abuse_brings_the_note_on_mandated_reports() -> None:
    reports = PROTOCOL.wording().reports
    assert advised("a child is being beaten by his stepfather").report == (reports["child"],)
    assert advised("he is drunk").report == ()


def test_nothing_found_says_nothing() -> None:
    assert advised("the meeting is on tuesday")[2:] == ((), (), (), (), ())


@pytest.mark.parametrize("language", PROTOCOL.languages)
@given(text=st.sampled_from(TEXTS))
def test_advice_is_short_and_never_said_twice(language: str, text: str) -> None:
    found = advised(text, language)
    assert len(found.do_now) <= MOST
    assert len(found.say) <= MOST
    assert len(found.avoid) <= MOST_AVOID
    for sentences in found[2:]:
        assert len(sentences) == len(set(sentences))
        assert all(sentence.strip() for sentence in sentences)


@given(st.sampled_from(TEXTS))
def test_the_language_changes_words_and_nothing_else(text: str) -> None:
    result = assess(text, protocol=PROTOCOL)
    english, spanish = result.to_dict(language="en"), result.to_dict(language="es")
    for data in (english, spanish):
        for key in ("reasons", "do_now", "say", "avoid", "report"):
            data["response"][key] = len(data["response"][key])
    assert english == spanish


def test_another_language_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no wording in 'fr'"):
        advised("he is drunk", "fr")
