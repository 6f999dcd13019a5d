"""Needs: kinds of resources, most helpful first, each once."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from triage_cli.assessment.conditions import Index
from triage_cli.protocol import load_protocol
from triage_cli.protocol.model import Need
from triage_cli.response.needs import needs_of
from triage_cli.vocabulary import KINDS

PROTOCOL = load_protocol()
SIGNS = sorted({sign for cue in PROTOCOL.cues for sign in cue.signs})


class Made:
    """As much of a protocol as needs are read from."""

    def __init__(self, *needs: Need) -> None:
        self.needs = needs
        self.need_index = Index([need.when for need in needs])


def needed(protocol: Any, *known: str) -> tuple[str, ...]:
    return needs_of(set(known), protocol)


def test_the_first_of_each_situation_comes_before_the_second_of_any() -> None:
    made = Made(
        Need("homeless", ("shelter", "food", "day_center")), Need("intoxicated", ("detox", "shelter"))
    )
    assert needed(made, "homeless", "intoxicated") == ("shelter", "detox", "food", "day_center")
    assert needed(made, "intoxicated") == ("detox", "shelter")
    assert needed(made, "weapon") == ()
    assert needed(made) == ()


def test_a_named_condition_brings_its_needs() -> None:
    made = Made(Need("homeless_veteran", ("veteran_services",)))
    assert needed(made, "homeless") == ()
    assert needed(made, "homeless", "veteran") == ("veteran_services",)


@given(st.frozensets(st.sampled_from(SIGNS), max_size=6), st.sampled_from(SIGNS))
def test_needs_are_of_the_vocabulary_each_once_and_another_fact_takes_none_away(
    known: frozenset[str], more: str
) -> None:
    found = needs_of(known, PROTOCOL)
    assert len(found) == len(set(found))
    assert set(found) <= set(KINDS)
    assert set(found) <= set(needs_of(known | {more}, PROTOCOL))
