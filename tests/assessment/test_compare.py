"""What differs between two assessments, and by what."""

from __future__ import annotations

import pytest

from triage_cli.assessment.assess import assess
from triage_cli.assessment.compare import Difference, compare


def difference(one: str, other: str) -> Difference:
    found = compare(assess(one), assess(other))
    assert found is not None
    return found


def test_the_same_judgement_is_no_difference() -> None:
    assert compare(assess("he is drunk"), assess("She is drunk.")) is None


@pytest.mark.parametrize(
    ("one", "other", "direction"),
    [
        ("he is suicidal", "nothing to report", "lowered"),
        ("nothing to report", "he is suicidal", "raised"),
        ("he is suicidal with a gun in his hand", "he is suicidal with a gun in his hand and drunk", "more"),
        ("he is suicidal with a gun in his hand and drunk", "he is suicidal with a gun in his hand", "less"),
    ],
)
def test_directions(one: str, other: str, direction: str) -> None:
    assert difference(one, other).direction == direction


def test_rules_and_cues_that_hold_in_one_only() -> None:
    found = difference("he is drunk", "he is drunk, not breathing")
    assert found.changed == ("level", "send", "flags") or "level" in found.changed
    assert found.rules[0] == ()
    assert "not_breathing" in found.rules[1]
    assert "alcohol.intoxicated" not in found.cues[0]
    assert any(cue.startswith("medical.") for cue in found.cues[1])


def test_a_cue_that_counts_otherwise_says_how() -> None:
    found = difference("he is suicidal", "he was suicidal five years ago")
    assert any(cue.startswith("suicide.ideation (") and "past" not in cue for cue in found.cues[0])
    assert any(cue.startswith("suicide.ideation (") and "past" in cue for cue in found.cues[1])
