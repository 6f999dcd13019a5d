"""Judged texts: read from TOML and JSON Lines, and what is told where the protocol judges otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from folders import Folder

from triage_cli.errors import DataError
from triage_cli.protocol import load_protocol
from triage_cli.protocol.cases import CaseResult, load_cases, run_cases
from triage_cli.protocol.model import Case
from triage_cli.protocol.protocol import Protocol


@pytest.fixture
def small(tmp_path: Path) -> Protocol:
    return load_protocol(Folder(tmp_path / "protocol").path)


def lines(path: Path, *cases: Any) -> Path:
    path.write_text("\n".join(case if isinstance(case, str) else json.dumps(case) for case in cases), "utf-8")
    return path


def judge(protocol: Protocol, text: str, **expected: Any) -> CaseResult:
    (result,) = run_cases([Case("one", text, "a test", **expected)], protocol)
    return result


def test_cases_of_a_folder(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "protocol")
    assert load_cases(folder.path / "cases") == [
        Case(
            "one.gun", "he has a gun", "a gun is a gun", (3, 3), flags=("weapon",), send_any=("police",),
            assertions={"gun": "present"},
        )
    ]  # fmt: skip


def test_cases_of_json_lines(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "cases.jsonl",
        {"id": "a", "text": "he has a gun", "level": [3, 4], "flags": ["weapon"], "about": "why it is so"},
        "",
        {"id": "b", "text": "says\u2028so", "why": "a separator inside a text ends no line"},
    )
    assert load_cases(path) == [
        Case("a", "he has a gun", "why it is so", (3, 4), flags=("weapon",)),
        Case("b", "says\u2028so", "a separator inside a text ends no line"),
    ]


@pytest.mark.parametrize(
    ("line", "place", "what"),
    [
        ('{"id": "a", "text": ', "x.jsonl:2", "not JSON: Expecting value: line 1 column 21 (char 20)"),
        ("[1]", "x.jsonl:2", "not a case"),
        ('"text"', "x.jsonl:2", "not a case"),
        ('{"id": "a", "text": "", "why": "", "levle": 2}', "x.jsonl:2 [case a] levle", "unknown key 'levle'"),
        ('{"id": "a", "text": "t", "why": "w", "level": 2}', "x.jsonl:2 [case a] level", "2 is not a list"),
        ('{"id": "a", "text": 5, "why": "w"}', "x.jsonl:2 [case a] text", "5 is not text"),
        ('{"id": "a", "why": "w"}', "x.jsonl:2 [case a]", "'text' is missing"),
        ('{"id": "a", "text": "", "why": "","flags":["x"]}', "x.jsonl:2 [case a] flags", "unknown flags 'x'"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_case_is_named(tmp_path: Path, line: str, place: str, what: str) -> None:
    path = lines(tmp_path / "x.jsonl", "", line)
    with pytest.raises(DataError) as caught:
        load_cases(path)
    assert [problem[:2] for problem in caught.value.problems] == [(place, what)]
    assert str(caught.value).startswith("1 mistake(s) in the cases:\n")


def test_a_file_that_is_not_utf_8_is_bad_data(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes('{"id": "señal"}'.encode("latin-1"))
    with pytest.raises(DataError) as caught:
        load_cases(path)
    assert caught.value.problems == (("x.jsonl", "cannot be read: UnicodeDecodeError", "Save it as UTF-8."),)


def test_brackets_nested_without_end_are_bad_data(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"x\.jsonl:1: not JSON"):
        load_cases(lines(tmp_path / "x.jsonl", "[" * 200_000))


def test_no_cases_at_all_are_bad_data(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there are no cases"):
        load_cases(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "expected", "wrong"),
    [
        ("he has a gun", {"level": (4, 4)}, ["level 3 is below 4"]),
        ("he has a gun", {"level": (0, 2)}, ["level 3 is above 2"]),
        ("hello", {"domains": ("domestic",)}, ["domain domestic not found"]),
        ("shots fired", {}, ["domain domestic found"]),
        ("shots fired", {"domains_optional": ("domestic",)}, []),
        ("shots fired", {"domains": ("domestic",)}, []),
        ("hello", {"flags": ("weapon",)}, ["flag weapon not set"]),
        ("gun", {"flags_not": ("weapon",)}, ["flag weapon set"]),
        ("gun", {"send_any": ("ems", "fire_rescue")}, ["sends none of ems, fire_rescue"]),
        ("gun", {"send_any": ("ems", "police")}, []),
        ("gun", {"send_not": ("police",)}, ["sends police"]),
        ("hello", {"assertions": {"gun": "present"}}, ["no evidence quotes 'gun'"]),
        ("no GUN", {"assertions": {"gun": "present"}}, ["'GUN' is read as negated, not present"]),
        ("no gun", {"assertions": {"gun": "negated"}, "level": (0, 0)}, []),
        ("", {"answers": {"weapon": "yes"}, "level": (3, 3)}, []),
    ],
)
def test_what_is_judged_otherwise_is_told(
    small: Protocol, text: str, expected: dict[str, Any], wrong: list[str]
) -> None:
    result = judge(small, text, **expected)
    assert list(result.wrong) == wrong


def test_a_level_too_low_is_under_triage_and_one_too_high_is_not(small: Protocol) -> None:
    assert judge(small, "gun", level=(4, 4)).under
    assert not judge(small, "gun", level=(0, 1)).under
    assert not judge(small, "gun", flags_not=("weapon",)).under
