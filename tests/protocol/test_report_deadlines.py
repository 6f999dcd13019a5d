"""Faults in the deadlines of mandated reports: what is said, where it is, and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import Folder

from triage_cli.protocol.reporting import SENTENCES

ENTRY = """\
[[report]]
id = "CO.child"
call = { en = "at once", es = "de inmediato" }
to = { en = "the county", es = "al condado" }
hotline = "1-800-555-0100"
written = 24
source = "a law; https://example.org"
seen = 2026-11-23
"""
WORDS = "[reports]\n" + "".join(f'{key} = "{key}"\n' for key in SENTENCES)


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    small = Folder(tmp_path / "protocol").add("reporting.toml", ENTRY)
    for language in ("en", "es"):
        small.change(f"wording/{language}.toml", "[reports]\n", WORDS)
    return small


def test_entries_are_compiled(small: Folder) -> None:
    (report,) = small.compiled()["reports"]
    assert (report.id, report.written, report.counted, report.seen) == ("CO.child", 24, "call", "2026-11-23")


def test_a_protocol_without_deadlines_is_right(tmp_path: Path) -> None:
    assert Folder(tmp_path / "protocol").compiled()["reports"] == []


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ("CO.child", "XX.child", "reporting.toml:2 [report XX.child] id", "'XX' is not a state"),
        ("CO.child", "CO.elder", "reporting.toml:2 [report CO.elder] id", "'elder' is not reported"),
        ("written = 24", "written = 0", "reporting.toml:6 [report CO.child] written", "0 is no number of"),
        ("= 24", '= "soon"', "reporting.toml:6 [report CO.child] written", "'soon' is no deadline"),
        ("= 24", "= true", "reporting.toml:6 [report CO.child] written", "True is not a whole number"),
        ("; https://example.org", "", "reporting.toml:7 [report CO.child] source", "names no address"),
        ("2026-11-23", '"today"', "reporting.toml:8 [report CO.child] seen", "'today' is not a date"),
        ("seen = 2026-11-23\n", "", "reporting.toml:2 [report CO.child]", "'seen' is missing"),
        ("1-800-555-0100", "ask", "reporting.toml:5 [report CO.child] hotline", "'ask' is not a number"),
        ("hotline", "hotlin", "reporting.toml:5 [report CO.child] hotlin", "unknown key 'hotlin'"),
        (", es = \"al condado\"", "", "reporting.toml:2 [report CO.child] to", "has no wording in 'es'"),
        ("seen", 'counted = "day"\nseen', "reporting.toml:8 [report CO.child] counted", "unknown counted"),
        ("[[report]]", "[[reports]]", "reporting.toml:1 reports", "unknown table or key 'reports'"),
    ],
)  # fmt: skip
def test_a_fault_is_located(small: Folder, old: str, new: str, place: str, what: str) -> None:
    small.change("reporting.toml", old, new)
    assert [(p.place, p.what.startswith(what)) for p in small.problems()] == [(place, True)]


def test_an_entry_given_twice_is_one_mistake(small: Folder) -> None:
    (problem,) = small.add("reporting.toml", ENTRY).problems()
    assert problem.what == "the id 'CO.child' is used twice"


@pytest.mark.parametrize("key", SENTENCES)
def test_every_language_has_the_sentences_of_the_note(small: Folder, key: str) -> None:
    (problem,) = small.change("wording/es.toml", f'{key} = "{key}"\n', "").problems()
    assert (problem.place, problem.what) == ("wording/es.toml [reports]", f"{key!r} has no wording")


@pytest.mark.parametrize("said", ["{stat}: call", "call {", "call {0}", "{to.x}"])
def test_a_place_that_nothing_fills_is_a_mistake(small: Folder, said: str) -> None:
    small.change("wording/en.toml", 'child_in_state = "child_in_state"', f'child_in_state = "{said}"')
    (problem,) = small.problems()
    assert problem.place == "wording/en.toml [reports] child_in_state"
    assert problem.what == "has a place that nothing fills"
