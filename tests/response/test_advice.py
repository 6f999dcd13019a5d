"""What to do and say, why, and what must be reported: sentences for every judgement, in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.assessment.assess import assess
from triage_cli.assessment.conditions import CONDITIONS, holds
from triage_cli.assessment.model import Override
from triage_cli.errors import UsageError
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.cases import load_cases
from triage_cli.protocol.model import Rule
from triage_cli.response.advice import MOST, MOST_AVOID, Advised, advise
from triage_cli.vocabulary import LEVELS

PROTOCOL = load_protocol()
LONGEST = {"do_now": 85, "say": 85, "avoid": 70}
"""Characters of a line of advice, by kind."""
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


def test_what_not_to_say_changes_with_the_state() -> None:
    assert advised("he says he will kill himself").avoid == (
        "“There is so much to live for.” “Think of the family.”",
    )
    assert "“Why not just leave?” “What set it off?”" in advised("my husband hit me").avoid
    assert advised("what are your opening hours").avoid == ()


def test_every_language_has_the_same_advice_in_the_same_order() -> None:
    shapes = [
        [
            (advice.when, len(advice.do_now), len(advice.say), len(advice.avoid))
            for advice in PROTOCOL.wording(language).advice
        ]
        for language in PROTOCOL.languages
    ]
    assert all(shape == shapes[0] for shape in shapes)


def test_a_situation_has_one_entry() -> None:
    situations = [advice.when for advice in PROTOCOL.wording().advice]
    assert len(situations) == len(set(situations))


@pytest.mark.parametrize("language", PROTOCOL.languages)
@pytest.mark.parametrize("kind", LONGEST)
def test_no_line_is_longer_than_can_be_read_at_once(kind: str, language: str) -> None:
    lines = {line for advice in PROTOCOL.wording(language).advice for line in getattr(advice, kind)}
    assert not {line for line in lines if len(line) > LONGEST[kind]}


@pytest.mark.parametrize("language", PROTOCOL.languages)
def test_what_not_to_say_quotes_the_sentence(language: str) -> None:
    lines = {line for advice in PROTOCOL.wording(language).advice for line in advice.avoid}
    assert not {line for line in lines if line.count("“") != line.count("”") or not line.startswith("“")}


EMERGENCIES = [rule for rule in PROTOCOL.rules if rule.level == 4]
FACTS = sorted(
    {sign for cue in PROTOCOL.cues for sign in cue.signs}
    | {sign for question in PROTOCOL.questions.values() for sign in question.signs}
    | {fact for condition in CONDITIONS.values() for fact in condition.opens}
)


@pytest.mark.parametrize("rule", EMERGENCIES, ids=lambda rule: rule.id)
def test_every_emergency_says_what_to_do(rule: Rule) -> None:
    for facts in least_facts(rule.when):
        known = facts | {one.flag for one in PROTOCOL.rules if one.flag and holds(one.when, facts)}
        assert any(advice.do_now and holds(advice.when, known) for advice in PROTOCOL.wording().advice), facts


def least_facts(when: str) -> Iterator[set[str]]:
    """The smallest sets of facts with which it holds: one, or two, or one set of more."""
    condition = CONDITIONS.get(when)
    if condition is None:
        yield {when}
        return
    for opening in condition.opens:
        pairs = [{opening, other} for other in FACTS if condition.check({opening, other})]
        if condition.check({opening}):
            yield {opening}
        elif pairs:
            yield from pairs
        else:
            facts = set(FACTS)
            for fact in FACTS:
                if fact != opening and condition.check(facts - {fact}):
                    facts.remove(fact)
            yield facts


def test_words_of_an_acute_screen_bring_the_full_evaluation() -> None:
    """ASQ item 5 (INSTRUMENTS 1): not left alone, means away, full evaluation at once."""
    said = advised("my brother is sad", answers={"suicidal_now": "yes"}).do_now
    assert said[:2] == (
        "Stay on the line. Someone stays with them, if that is possible and safe.",
        "Distance from any means, only if safe; a full suicide evaluation now, not later.",
    )


def test_another_language_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no wording in 'fr'"):
        advised("he is drunk", "fr")
