"""The protocol that is shipped: right, complete, and judged by its cases."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from triage_cli.assessment.assess import assess
from triage_cli.errors import Problem
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.cases import load_cases, run_cases
from triage_cli.protocol.protocol import compile_folder

SHARED = Path(__file__).parents[2] / "shared" / "data"
OWN = Path(__file__).parent / "data"


def test_the_shipped_files_have_no_mistake() -> None:
    problems: list[Problem] = []
    compile_folder(SHIPPED, problems)
    assert problems == []


def test_every_rule_carries_its_source() -> None:
    protocol = load_protocol()
    for rule in (*protocol.rules, *protocol.questions.values(), *protocol.cues):
        assert rule.source, rule.id


def test_there_are_hundreds_of_cues_in_every_topic() -> None:
    cues = [cue for cue in load_protocol().cues if not cue.look_alike]
    assert len(cues) >= 300
    assert {cue.domain for cue in cues} == {None, "mental_health", "substance", "domestic"}


def test_every_case_is_judged_as_written_or_known_to_be_missed() -> None:
    results = run_cases(load_cases(SHIPPED / "cases"), load_protocol())
    assert len(results) >= 150
    assert [(result.case.id, list(result.wrong)) for result in results if result.failed] == []
    assert sum(bool(result.case.known_miss) for result in results) <= len(results) * 0.03


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside the project")
def test_the_shared_vignettes_pass_whole() -> None:
    results = run_cases(load_cases(SHARED / "vignettes.jsonl"), load_protocol())
    assert [(result.case.id, list(result.wrong)) for result in results if result.wrong] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside the project")
def test_a_campus_log_gives_few_false_alarms() -> None:
    protocol = load_protocol()
    corrected = {
        row["row"]: row
        for row in csv.DictReader((OWN / "campus_corrections.csv").read_text("utf-8").splitlines())
    }
    rows = list(csv.DictReader((SHARED / "campus_incidents.csv").read_text("utf-8").splitlines()))
    quiet = alarms = 0
    for number, row in enumerate(rows, 1):
        label = row["label"]
        if correction := corrected.get(str(number)):
            content = f"{row['incident_type']}|{row['narrative']}".encode()
            assert correction["sha1"] == hashlib.sha1(content).hexdigest()[:12], (
                "the log is another than was corrected"
            )
            label = correction["label"]
        if label == "none":
            quiet += 1
            found = assess(row["narrative"], protocol=protocol).scores.values()
            alarms += any(score.band != "none" for score in found)
    assert alarms / quiet <= 0.02


def test_the_assessment_is_the_contracts_json() -> None:
    data = assess("he is drunk and has no place to sleep", answers={"weapon": "no"}).to_dict()
    assert list(json.loads(json.dumps(data))) == [
        "schema",
        "protocol",
        "text",
        "scores",
        "flags",
        "evidence",
        "instruments",
        "response",
        "needs",
        "barriers",
        "unanswered",
        "answers",
    ]
