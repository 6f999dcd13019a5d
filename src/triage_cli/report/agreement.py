"""Measures of agreement between two judges, as pure functions of counts.

Worked values in the docstrings are the published ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt
from typing import NamedTuple

Z_95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


class Rate(NamedTuple):
    """A proportion with its 95 % interval; None where nothing was counted."""

    value: float | None
    low: float | None
    high: float | None
    of: int
    """How many it is a proportion of."""


NO_RATE = Rate(None, None, None, 0)


def wilson(hits: int, of: int, z: float = Z_95) -> Rate:
    """A proportion with its score interval (Wilson 1927), which holds for few cases and for 0 and 1.

    The values of Newcombe 1998 (Stat Med 17:857), table I, method 3:

    >>> [tuple(round(v, 4) for v in wilson(*n)[1:3]) for n in ((81, 263), (15, 148), (0, 20), (1, 29))]
    [(0.2553, 0.3662), (0.0624, 0.1605), (0.0, 0.1611), (0.0061, 0.1718)]
    """
    if not of:
        return NO_RATE
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    # At 0 and at 1 the interval ends there exactly; rounding must not move it.
    low, high = (0.0 if hits == 0 else middle - half), (1.0 if hits == of else middle + half)
    return Rate(share, low, high, of)


class Counts(NamedTuple):
    """One judge against the other for one yes-or-no question."""

    both: int
    """True positives."""
    only_tool: int
    """False positives: false alarms."""
    only_human: int
    """False negatives: misses."""
    neither: int


def precision(counts: Counts) -> Rate:
    """Of what the tool found, the part that is right."""
    return wilson(counts.both, counts.both + counts.only_tool)


def recall(counts: Counts) -> Rate:
    """Of what is there, the part that the tool found."""
    return wilson(counts.both, counts.both + counts.only_human)


def false_alarms(counts: Counts) -> Rate:
    """Of the calls without it, the part in which the tool found it."""
    return wilson(counts.only_tool, counts.only_tool + counts.neither)


def f1(counts: Counts) -> Rate:
    """The harmonic mean of precision and recall, with an interval.

    F1 is no proportion, but F* = TP / (TP + FP + FN) is one, and F1 = 2 F* / (1 + F*) grows with it
    (Hand, Christen, Kirielle 2021, Mach Learn 110:451): the ends of Wilson's interval of F* are taken
    through the same formula.

    >>> round(f1(Counts(3, 1, 1, 0)).value, 4)
    0.75
    """
    star = wilson(counts.both, counts.both + counts.only_tool + counts.only_human)
    return star._replace(value=_f_of(star.value), low=_f_of(star.low), high=_f_of(star.high))


def _f_of(star: float | None) -> float | None:
    return None if star is None else 2 * star / (1 + star)


def quadratic(one: int, other: int) -> float:
    """The usual weight of a disagreement between ordered categories: the square of its size."""
    return float((one - other) ** 2)


def weighted_kappa(
    table: Sequence[Sequence[int]], weight: Callable[[int, int], float] = quadratic
) -> float | None:
    """Agreement beyond chance, where a larger disagreement weighs more (Cohen 1968, Psychol Bull 70:213).

    `table[human][tool]` counts cases. None where chance alone explains all: one category, or no case.

    Cohen's own example, with weights of disagreement that he chose (per 100 of 200 cases):

    >>> cohen = [[44, 7, 9], [5, 20, 5], [1, 3, 6]]
    >>> given = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
    >>> round(weighted_kappa(cohen, lambda one, other: given[one][other]), 3)
    0.348

    Two readers of 85 mammograms (Boyd et al. 1982; Stata manual, `kap`, weights w2):

    >>> round(weighted_kappa([[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]), 4)
    0.6714
    """
    size = range(len(table))
    total = sum(map(sum, table))
    rows = [sum(row) for row in table]
    columns = [sum(row[place] for row in table) for place in size]
    seen = sum(weight(i, j) * table[i][j] for i in size for j in size)
    by_chance = sum(weight(i, j) * rows[i] * columns[j] for i in size for j in size)
    return 1 - seen * total / by_chance if by_chance else None
