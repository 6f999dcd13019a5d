"""What a human judged, in every way that people write it down."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from triage_cli.batch.rows import open_table
from triage_cli.errors import DataError, UsageError
from triage_cli.report.labels import Judgement, find_labels, judgement_of

SAID = "zebrafish brother"


def judged(folder: Path, rows: list[dict[str, Any]], **options: str) -> list[Any]:
    """The judgement of each row, or the first mistake in it as text."""
    path = folder / "calls.csv"
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), "utf-8")
    with open_table(path) as table:
        labels = find_labels(table, **options)
        found = [judgement_of(labels, row.number, row.values) for row in table.rows]
    return [one if isinstance(one, Judgement) else str(one[0]) for one in found]


def level(folder: Path, value: str) -> Any:
    (found,) = judged(folder, [{"text": "x", "level": value}])
    return found if isinstance(found, str) else found.level


@pytest.mark.parametrize(
    ("value", "expected"),
    [("3", (3, 3)), ("3.0", (3, 3)), ("Urgent", (3, 3)), ("2-3", (2, 3)), ("[2, 3]", (2, 3)),
     ("2 to 3", (2, 3)), ("3–2", (2, 3)), ("none", (0, 0)), ("", None), ("?", None), ("unknown", None)],
)  # fmt: skip
def test_levels(tmp_path: Path, value: str, expected: tuple[int, int] | None) -> None:
    assert level(tmp_path, value) == expected


@pytest.mark.parametrize(
    ("value", "fix"), [("urgnt", "Did you mean 'urgent'?"), ("7", "One of: none, routine")]
)
def test_what_is_no_level(tmp_path: Path, value: str, fix: str) -> None:
    message = level(tmp_path, value)
    assert message.startswith("calls.csv:2 level: is no level, 0 to 4, and no range as 2-3\n    ")
    assert fix in message


def test_a_column_for_each_domain(tmp_path: Path) -> None:
    rows = [
        {"text": "x", "Mental Health": "yes", "substance": "0", "DV": "moderate"},
        {"text": "x", "Mental Health": "", "substance": "X", "DV": "unknown"},
        {"text": "x", "Mental Health": "maybe", "substance": "no", "DV": "no"},
    ]
    assert judged(tmp_path, rows) == [
        Judgement(None, {"mental_health": "yes", "substance": "none", "domestic": "moderate"}),
        Judgement(None, {"substance": "yes"}),
        "calls.csv:4 Mental Health: is neither yes, no nor a band\n"
        "    One of: yes, none, low, moderate, high, critical",
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [("mental_health;substance", {"mental_health", "substance"}), ("DV, MH", {"domestic", "mental_health"}),
     ("domestic violence|substance use", {"domestic", "substance"}), ("none", set()), ("", set()),
     ("other", set())],
)  # fmt: skip
@pytest.mark.parametrize("column", ["domains", "label", "human_domains"])
def test_one_column_that_lists_the_domains(tmp_path: Path, column: str, value: str, found: set[str]) -> None:
    (judgement,) = judged(tmp_path, [{"text": "x", column: value}])
    assert {domain for domain, band in judgement.bands.items() if band == "yes"} == found
    assert len(judgement.bands) == 3


def test_an_unknown_domain_names_the_nearest(tmp_path: Path) -> None:
    (message,) = judged(tmp_path, [{"text": "x", "label": "substances;domestik"}])
    assert message == ("calls.csv:2 label: names something that is no domain\n    Did you mean 'domestic'?")


def test_a_message_never_shows_a_cell(tmp_path: Path) -> None:
    for options in ({"level": "text"}, {"domains": "text"}):
        (message,) = judged(tmp_path, [{"text": SAID, "level": "2"}], **options)
        assert "zebrafish" not in message


def test_the_human_columns_stand_beside_the_output_of_the_tool(tmp_path: Path) -> None:
    own = {"text": "x", "level": "4", "mental_health_score": "97"}
    (judgement,) = judged(tmp_path, [{**own, "human_level": "1", "human_substance": "yes"}])
    assert judgement == Judgement((1, 1), {"substance": "yes"})
    with pytest.raises(DataError, match="no column holds a human judgement"):
        judged(tmp_path, [own])


def test_columns_by_option(tmp_path: Path) -> None:
    rows = [{"text": "x", "grade": "2", "what": "mh", "level": "4", "domains": "none"}]
    (judgement,) = judged(tmp_path, rows, level="grade", domains="what")
    assert (judgement.level, judgement.bands["mental_health"]) == ((2, 2), "yes")
    with pytest.raises(
        UsageError, match=r"--level-column: calls.csv has no column 'grad'\n  Did you mean 'grade'"
    ):
        judged(tmp_path, rows, level="grad")


def test_a_case_file(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    case = {"text": "x", "level": [2, 3], "domains": ["domestic"], "domains_optional": ["substance"],
            "flags": ["weapon"], "flags_not": [], "send_any": ["police"], "send_not": ["ems"]}  # fmt: skip
    wrong = {**case, "flags": ["wepon"]}
    path.write_text("\n".join(map(json.dumps, (case, wrong))), "utf-8")
    with open_table(path) as table:
        labels = find_labels(table)
        first, second = (judgement_of(labels, row.number, row.values) for row in table.rows)
    assert first == Judgement(
        (2, 3),
        {"mental_health": "none", "domestic": "yes"},
        {"flags": ["weapon"], "flags_not": [], "send_any": ["police"], "send_not": ["ems"]},
    )
    assert isinstance(second, list)
    assert str(second[0]) == (
        "cases.jsonl:2 flags: names something that is not known\n    Did you mean 'weapon'?"
    )
