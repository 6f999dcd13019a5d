"""Faults in the cases of a protocol."""

from __future__ import annotations

import pytest
from folders import FILES, Folder

from triage_cli.errors import Problem
from triage_cli.protocol.source import read_cases, read_source


def test_cases_are_read_only_where_asked_for(small: Folder) -> None:
    assert read_source(small.path, []).cases == []
    assert [case.id for case in read_source(small.path, [], with_cases=True).cases] == ["one.gun"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'gun = "present"', 'gun = "presnt"',
            (
                "cases/one.toml:2 [case one.gun]",
                "unknown assertion 'presnt'",
                "One of: present, possible, negated, historical, hypothetical, other",
            ),
        ),
        ("level = [3, 3]", "level = 3", ("cases/one.toml:4 [case one.gun] level", "3 is not a list", None)),
        (
            "level = [3, 3]",
            "level = [3]", ("cases/one.toml:4 [case one.gun] level", "[3] is not a list of 2",
            None),
        ),
        (
            "level = [3, 3]",
            'level = ["a", "b"]',
            ("cases/one.toml:4 [case one.gun] level", "['a', 'b'] is not a list of numbers", None),
        ),
        (
            '["police"]',
            '["cops"]', ("cases/one.toml:6 [case one.gun] send_any", "unknown send_any 'cops'",
            None),
        ),
        (
            '["weapon"]',
            '["wepon"]', ("cases/one.toml:5 [case one.gun] flags", "unknown flags 'wepon'",
            "Did you mean 'weapon'?"),
        ),
        (
            "[[case]]",
            "[[cases]]", ("cases/one.toml:1 cases", "unknown table or key 'cases'",
            "Did you mean 'case'?"),
        ),
    ],
)  # fmt: skip
def test_a_fault_in_a_case_is_named(
    small: Folder, old: str, new: str, expected: tuple[str, str, str | None]
) -> None:
    small.change("cases/one.toml", old, new)
    found: list[Problem] = []
    read_cases(small.path / "cases", found)
    place, what, fix = expected
    assert (found[0].place, found[0].what) == (place, what)
    assert fix is None or found[0].fix == fix


def test_a_case_used_twice_is_a_mistake(small: Folder) -> None:
    small.add("cases/two.toml", FILES["cases/one.toml"])
    found: list[Problem] = []
    read_cases(small.path / "cases", found)
    assert found == [Problem("cases [case one.gun]", "the id is used twice")]
