"""A figure, its goal and how it is told; which part of the data a row is in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from triage_cli.report.agreement import Counts, Rate, precision, recall, wilson

TEST_BELOW = 0x55
"""A row whose text's SHA-1 begins with a byte below this is in the test part: one in three."""
PARTS = ("train", "test")


class Figure(NamedTuple):
    """One measured figure."""

    area: str
    name: str
    value: float | None
    """None where it could not be measured: `note` says why."""
    goal: str = ""
    """As in "<= 0.01"; empty where it is only reported."""
    met: bool | None = None
    note: str = ""


class Misses:
    """What was judged otherwise, in the train part only."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, part: str, line: str) -> None:
        if part != "test":
            self.lines.append(line)


def part_of(text: str) -> str:
    """The part that a row belongs to, by its text alone."""
    return "test" if hashlib.sha1(text.encode()).digest()[0] < TEST_BELOW else "train"


def judged(area: str, name: str, value: float, goal: str, note: str = "") -> Figure:
    """A figure held against its goal: ">= 0.93" or "<= 6"."""
    sign, _, limit = goal.partition(" ")
    met = value >= float(limit) if sign == ">=" else value <= float(limit)
    return Figure(area, name, value, goal, met, note)


def skipped(area: str, name: str, why: str, goal: str = "") -> Figure:
    return Figure(area, name, None, goal, None, f"skipped: {why}")


def ratio(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def value_of(rate: Rate) -> float:
    """The proportion; where nothing was there to be found, nothing was missed."""
    return 1.0 if rate.value is None else round(rate.value, 4)


def counts_of(pairs: Iterable[tuple[bool, bool]]) -> Counts:
    """Pairs of (is there, was found), counted."""
    both = list(pairs)
    return Counts(
        *(both.count(kind) for kind in ((True, True), (False, True), (True, False), (False, False)))
    )


def share(part: int, whole: int) -> str:
    _, low, high, _ = wilson(part, whole)
    return f"{part} of {whole}" + ("" if low is None else f", 95 % {low:.3f} to {high:.3f}")


def details(counts: Counts) -> str:
    """Precision and recall with their 95 % intervals."""
    said = []
    for name, (value, low, high, of) in (("P", precision(counts)), ("R", recall(counts))):
        said.append(f"{name} -" if value is None else f"{name} {value:.3f} ({low:.2f} to {high:.2f}, n {of})")
    return ", ".join(said)
