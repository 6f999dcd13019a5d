"""Scores: the highest band that counted evidence supports, and a number that grows within it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.assessment.model import Evidence, Score
from triage_cli.assessment.scores import scores_of
from triage_cli.vocabulary import BANDS, DOMAINS

LIMITS = {"none": (0, 0), "low": (1, 29), "moderate": (30, 59), "high": (60, 84), "critical": (85, 100)}


def item(name: str, band: str | None, domain: str | None = "substance", counted: bool = True) -> Evidence:
    return Evidence(name, "text", domain, None, band, "present", counted, None, None, None, "why")


def score(*evidence: Evidence, domain: str = "substance") -> Score:
    return scores_of(evidence, LIMITS)[domain]


def test_nothing_found_is_nothing_in_every_domain_in_their_order() -> None:
    assert list(scores_of([], LIMITS).items()) == [(domain, Score(0, "none")) for domain in DOMAINS]
    assert list(scores_of([item("a", "low", "domestic")], LIMITS)) == list(DOMAINS)


@pytest.mark.parametrize(("band", "one"), [("low", 12), ("moderate", 42), ("high", 70), ("critical", 91)])
def test_one_piece_stands_at_two_fifths_of_its_band(band: str, one: int) -> None:
    assert score(item("a", band)) == Score(one, band)


def test_further_rules_raise_the_number_and_the_same_rule_again_does_not() -> None:
    pieces = [item(name, "moderate") for name in "abc"]
    assert [score(*pieces[:n]).score for n in (1, 2, 3)] == [42, 49, 53]
    assert score(pieces[0], pieces[0]) == score(pieces[0])


def test_the_highest_band_sets_the_range_and_lower_pieces_fill_it() -> None:
    assert score(item("a", "low"), item("b", "high")) == Score(75, "high")


def test_what_is_not_counted_or_has_no_band_or_domain_adds_nothing() -> None:
    rest = (item("b", "critical", counted=False), item("c", None), item("d", "critical", None))
    assert score(item("a", "low"), *rest) == score(item("a", "low"))


def test_domains_do_not_touch_each_other() -> None:
    found = scores_of([item("a", "high", "domestic"), item("a", "low")], LIMITS)
    assert found == {
        "mental_health": Score(0, "none"), "substance": Score(12, "low"), "domestic": Score(70, "high"),
    }  # fmt: skip


PIECES = st.builds(
    item,
    st.sampled_from("abcdefgh"),
    st.sampled_from([None, *BANDS[1:]]),
    st.sampled_from([None, *DOMAINS]),
    st.booleans(),
)


@given(st.lists(PIECES, max_size=30), PIECES)
def test_another_piece_never_lowers_and_every_score_lies_in_its_band(
    pieces: list[Evidence], more: Evidence
) -> None:
    before, after = scores_of(pieces, LIMITS), scores_of([*pieces, more], LIMITS)
    for domain in DOMAINS:
        assert after[domain].score >= before[domain].score
        assert BANDS.index(after[domain].band) >= BANDS.index(before[domain].band)
        low, high = LIMITS[after[domain].band]
        assert low <= after[domain].score <= high


@given(st.lists(PIECES, max_size=12))
def test_the_order_of_evidence_changes_nothing(pieces: list[Evidence]) -> None:
    assert scores_of(pieces, LIMITS) == scores_of(pieces[::-1], LIMITS)
