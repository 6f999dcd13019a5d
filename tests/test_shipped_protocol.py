"""The protocol that is shipped: right, complete, and judged by its cases."""

from __future__ import annotations

import importlib
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from triage_cli.assessment.assess import assess
from triage_cli.errors import Problem
from triage_cli.protocol import SHIPPED, load_protocol
from triage_cli.protocol.cases import load_cases, run_cases
from triage_cli.protocol.protocol import compile_folder
from triage_cli.report.agreement import f1, recall
from triage_cli.vocabulary import DOMAINS

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"
SHARED = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside the project")


def _measures(name: str) -> Any:
    """A part of the benchmark `quality.py`: the figures that are held here are those that it prints."""
    if str(BENCHMARKS) not in sys.path:
        sys.path.append(str(BENCHMARKS))
    return importlib.import_module(f"measures.{name}")


measure: Any = _measures("figures")
labelled: Any = _measures("labelled")


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


@needs_data
def test_the_shared_vignettes_pass_whole() -> None:
    results = run_cases(load_cases(SHARED / "vignettes.jsonl"), load_protocol())
    assert [(result.case.id, list(result.wrong)) for result in results if result.wrong] == []


@needs_data
@pytest.mark.parametrize(
    ("domain", "least"), [("mental_health", 0.97), ("substance", 0.97), ("domestic", 0.97)]
)
def test_call_types_of_the_train_part_are_read(domain: str, least: float) -> None:
    rows = train(labelled.call_type_rows(SHARED))
    counts = labelled.counted(rows, found_by_type(), domain)
    assert measure.value_of(f1(counts)) >= least


@needs_data
def test_call_types_that_concern_no_domain_raise_none() -> None:
    quiet = [row for row in train(labelled.call_type_rows(SHARED)) if not row.domains and not row.either]
    assert sum(bool(found_by_type()[row.number]) for row in quiet) <= len(quiet) * 0.001


@needs_data
def test_a_campus_log_gives_few_false_alarms() -> None:
    quiet = [row for row in train(labelled.campus_rows(SHARED)) if not row.domains and not row.either]
    assert sum(bool(found_in_log()[row.number]) for row in quiet) <= len(quiet) * 0.01


@needs_data
@pytest.mark.parametrize("domain", ["substance", "domestic"])
def test_what_a_campus_log_shows_is_found(domain: str) -> None:
    counts = labelled.counted(train(labelled.campus_rows(SHARED)), found_in_log(), domain)
    assert measure.value_of(recall(counts)) >= 0.94


@needs_data
def test_negation_and_spelling_of_the_train_part() -> None:
    misses = measure.Misses()
    figures = [
        *labelled.measure_assertion(SHARED, load_protocol(), misses, 1),
        *labelled.measure_misspellings(SHARED, load_protocol(), misses, 1),
    ]
    told = {one.name: one.value for one in figures}
    assert told["negated F1, train"] >= 0.97
    assert told["read as the word meant, train"] >= 0.99


def test_corrections_are_one_a_row_and_of_known_domains() -> None:
    for name in ("call_type_corrections.csv", "campus_corrections.csv"):
        rows = labelled.read_csv(labelled.CORRECTIONS / name)
        numbers = [int(row["row"]) for row in rows]
        assert numbers == sorted(set(numbers))
        labels = {label.removesuffix("?") for row in rows for label in row["label"].split(";")}
        assert labels <= {*DOMAINS, "none"}
        assert all(len(row["sha1"]) == 12 for row in rows)


def test_a_third_is_set_aside_by_the_text_alone() -> None:
    parts = [measure.part_of(f"row {number}") for number in range(3000)]
    assert parts == [measure.part_of(f"row {number}") for number in range(3000)]
    assert 0.30 < parts.count("test") / len(parts) < 0.37


def test_the_test_part_is_never_listed() -> None:
    misses = measure.Misses()
    misses.add("test", "a row")
    misses.add("train", "another")
    assert misses.lines == ["another"]


def train(rows: list[Any]) -> list[Any]:
    return [row for row in rows if row.part == "train"]


@cache
def found_by_type() -> dict[int, frozenset[str]]:
    protocol = load_protocol()
    rows = train(labelled.call_type_rows(SHARED))
    return {row.number: labelled.found_in(row, protocol, label=True) for row in rows}


@cache
def found_in_log() -> dict[int, frozenset[str]]:
    protocol = load_protocol()
    rows = train(labelled.campus_rows(SHARED))
    return {row.number: labelled.found_in(row, protocol, label=False) for row in rows}


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
