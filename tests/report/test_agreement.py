"""Measures of agreement: the published worked values, and the ends of the scale."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_cli.report import agreement, labels
from triage_cli.report.agreement import (
    Counts,
    f1,
    false_alarms,
    precision,
    quadratic,
    recall,
    weighted_kappa,
    wilson,
)

NUMBERS = st.integers(0, 500)


@pytest.mark.parametrize("module", [agreement, labels])
def test_worked_values(module: object) -> None:
    done = doctest.testmod(module)  # type: ignore[arg-type]
    assert done.attempted
    assert not done.failed


def test_nothing_to_count_has_no_rate() -> None:
    assert wilson(0, 0) == (None, None, None, 0)
    assert f1(Counts(0, 0, 0, 40)) == (None, None, None, 0)
    assert weighted_kappa([[0, 0], [0, 0]]) is None
    assert weighted_kappa([[7, 0], [0, 0]]) is None


def test_the_ends_of_the_scale_stay_on_it() -> None:
    assert wilson(0, 7)[:2] == (0, 0)
    assert (wilson(7, 7).value, wilson(7, 7).high) == (1, 1)


def test_a_table_of_counts() -> None:
    counts = Counts(both=30, only_tool=10, only_human=5, neither=55)
    assert precision(counts).value == pytest.approx(0.75)
    assert recall(counts).value == pytest.approx(30 / 35)
    assert false_alarms(counts).value == pytest.approx(10 / 65)
    assert f1(counts).value == pytest.approx(60 / 75)


def test_perfect_and_opposite_judges() -> None:
    assert weighted_kappa([[5, 0], [0, 5]]) == 1
    assert weighted_kappa([[0, 5], [5, 0]]) == -1


def test_a_far_miss_weighs_more_than_a_near_one() -> None:
    near = weighted_kappa([[9, 1, 0], [0, 10, 0], [0, 0, 10]])
    far = weighted_kappa([[9, 0, 1], [0, 10, 0], [0, 0, 10]])
    assert near is not None
    assert far is not None
    assert near > far


@given(NUMBERS, NUMBERS)
def test_an_interval_holds_its_rate(hits: int, others: int) -> None:
    rate = wilson(hits, hits + others)
    if rate.value is not None:
        assert rate.low is not None
        assert rate.high is not None
        assert 0 <= rate.low <= rate.value <= rate.high <= 1


@given(NUMBERS, NUMBERS, NUMBERS)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(both: int, tool: int, human: int) -> None:
    counts = Counts(both, tool, human, 3)
    one, other, mean = precision(counts).value, recall(counts).value, f1(counts)
    if one and other:
        assert mean.value == pytest.approx(2 * one * other / (one + other))
        assert mean.low is not None
        assert mean.high is not None
        assert mean.low <= mean.value <= mean.high


@given(st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=3, max_size=3))
def test_kappa_is_the_same_from_both_sides(table: list[list[int]]) -> None:
    turned = [list(column) for column in zip(*table, strict=True)]
    one, other = weighted_kappa(table), weighted_kappa(turned, quadratic)
    assert (one is None) is (other is None)
    if one is not None:
        assert one == pytest.approx(other)
        assert -1 <= one <= 1
