"""`triage evaluate`: agreement with people, and the calls that they judged otherwise."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from support import DRUNK, Run
from triage_cli.cli import main

CASES = [
    # row 1: as judged; 2: under-triage, and a domain missed; 3: over-triage; 4: a false alarm; 5: not judged
    {"text": DRUNK, "level": [3, 4], "domains": ["mental_health", "substance"]},
    {"text": "zebrafish hums along", "level": 4, "domains": ["mental_health"]},
    {"text": "not breathing, blue", "level": 1, "domains": []},
    {"text": "she is drunk", "level": "2", "domains": ["domestic"], "domains_optional": ["mental_health"]},
    {"text": "he is suicidal", "level": None},
]


@pytest.fixture
def labelled(folder: Path) -> Path:
    path = folder / "labelled.jsonl"
    path.write_text("\n".join(map(json.dumps, CASES)), "utf-8")
    return path


def as_json(run: Run, *argv: str) -> dict[str, Any]:
    done = run("evaluate", *argv, "--json")
    assert done.code == 0
    data: dict[str, Any] = json.loads(done.out)
    return data


@pytest.mark.usefixtures("labelled")
def test_counts(run: Run) -> None:
    data = as_json(run, "labelled.jsonl")
    assert data["schema"] == "triage.evaluation/1"
    assert (data["calls"], data["judged"], data["levels"]["judged"]) == (5, 4, 4)
    levels = data["levels"]
    assert levels["matrix"] == [
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 0, 1, 0, 0],
        [0, 0, 0, 1, 0],  # of 3 to 4, the level that the tool gave
        [1, 0, 0, 0, 0],
    ]
    assert levels["under_triage"]["value"] == levels["over_triage"]["value"] == 0.25
    assert (levels["agree"]["value"], levels["emergencies_missed"]["of"]) == (0.5, 1)
    assert data["domains"]["mental_health"] | {} == {
        "both": 1, "only_tool": 0, "only_human": 1, "neither": 1, "low_alarms": 0,
        "precision": {"value": 1.0, "low": 0.2065, "high": 1.0, "of": 1},
        "recall": {"value": 0.5, "low": 0.0945, "high": 0.9055, "of": 2},
        "f1": {"value": 0.6667, "low": 0.1727, "high": 0.9504, "of": 2},
        "false_alarms": {"value": 0.0, "low": 0.0, "high": 0.7935, "of": 1},
    }  # fmt: skip
    assert data["domains"]["substance"]["only_tool"] == 1
    assert data["domains"]["domestic"]["only_human"] == 1


@pytest.mark.usefixtures("labelled")
def test_misses_come_with_their_evidence_and_without_the_call(run: Run) -> None:
    data = as_json(run, "labelled.jsonl")
    assert [(miss["row"], miss["under"]) for miss in data["misses"]] == [(2, True), (4, False), (3, False)]
    assert data["misses"][0]["wrong"] == ["level 0, judged 4: under-triage", "mental health missed"]
    assert data["misses"][1]["wrong"] == ["substance found (moderate), judged none", "domestic missed"]
    (drunk, *_) = data["misses"][1]["evidence"]
    assert (drunk["id"], drunk["counted"], drunk["why"]) == (
        "alcohol.intoxicated",
        True,
        "said to be drunk now",
    )
    assert "zebrafish" not in json.dumps(data)
    assert as_json(run, "labelled.jsonl", "--show-text")["misses"][0]["text"] == "zebrafish hums along"


@pytest.mark.usefixtures("labelled")
def test_in_a_pipe(run: Run) -> None:
    code, out, err = run("evaluate", "labelled.jsonl")
    assert code == 0
    assert err == "triage: labelled.jsonl: text from 'text', level from 'level', domains from 'domains'\n"
    assert "under-triage: 25.0 % of 4 (95 %: 4.6 to 69.9)" in out
    assert "kappa: -0.79 (quadratic weighted kappa; 1 is perfect, 0 is chance)" in out
    assert "recall: 50.0 % of 2 (95 %: 9.5 to 90.5)" in out
    assert "human 4:   1  ·  ·  ·  ·  emergency" in out
    assert "row 2: level 0, judged 4: under-triage; mental health missed\n  nothing was found" in out
    assert "  alcohol.intoxicated moderate (said to be drunk now)" in out
    assert "zebrafish" not in out
    assert "zebrafish" in run("evaluate", "labelled.jsonl", "--show-text").out
    assert "and 2 more: --limit 3 lists them" in run("evaluate", "labelled.jsonl", "--limit", "1").out


@pytest.mark.usefixtures("labelled")
@pytest.mark.parametrize("width", [60, 120])
def test_on_a_terminal_it_fits(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("triage_cli.commands.asking._usual_form", lambda: "text")
    assert main(["evaluate", "labelled.jsonl", "--no-color"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    heads = [line for line in lines if line.startswith(("tool", "human"))]
    assert [line.index("0") for line in heads[:1]] == [heads[1].rstrip().index("·")]


def test_a_band_from_which_a_domain_is_found(run: Run, folder: Path) -> None:
    (folder / "calls.csv").write_text("text,substance\nshe is drunk,yes\nhe is sober now,no\n", "utf-8")
    assert as_json(run, "calls.csv")["domains"]["substance"]["only_human"] == 0
    high = as_json(run, "calls.csv", "--found-from", "high")
    assert high["domains"]["substance"]["only_human"] == 1
    message = "triage: --found-from: 'hihg' is not a band\n  Did you mean 'high'?\n"
    assert run("evaluate", "calls.csv", "--found-from", "hihg") == (2, "", message)


def test_a_spreadsheet_with_a_column_for_each_domain(run: Run, folder: Path) -> None:
    (folder / "calls.csv").write_text(
        "Remarks;Human Level;Mental Health;Substance;DV\n"
        "he is suicidal;2-3;yes;no;\n"
        "she is drunk;moderate;no;high;none\n",
        "utf-8",
    )
    data = as_json(run, "calls.csv")
    assert data["levels"]["agree"]["value"] == 1
    assert {domain: found["both"] for domain, found in data["domains"].items()} == {
        "mental_health": 1, "substance": 1, "domestic": 0,
    }  # fmt: skip
    assert data["domains"]["domestic"]["neither"] == 1


def test_a_case_file_with_flags_and_units(run: Run, folder: Path) -> None:
    case = {"text": "he has a gun in his hand", "level": [3, 4], "flags": ["weapon"],
            "flags_not": ["medical"], "send_any": ["police"], "send_not": ["police"]}  # fmt: skip
    (folder / "cases.jsonl").write_text(json.dumps(case), "utf-8")
    data = as_json(run, "cases.jsonl")
    assert data["expected"] == {
        "flags": {"of": 1, "met": 1}, "flags_not": {"of": 1, "met": 1},
        "send_any": {"of": 1, "met": 1}, "send_not": {"of": 1, "met": 0},
    }  # fmt: skip
    assert data["misses"][0]["wrong"] == ["sends police"]


@pytest.mark.parametrize(
    ("name", "text", "argv", "code", "message"),
    [
        ("x.csv", b"", (), 4, "x.csv: is empty"),
        ("x.csv", b"text,level\n", (), 4, "x.csv: has names of columns and no rows"),
        ("x.csv", b"text,note\nzebrafish,1\n", (), 4, "x.csv:1: no column holds a human judgement"),
        ("x.csv", b"level\n1\n", (), 4, "x.csv:1: no column is known to hold what was said"),
        ("x.csv", b"text,level\nzebrafish,\n", (), 4, "x.csv: no row holds a human judgement"),
        (
            "x.csv",
            b"text,level\nzebrafish,urgnt\n",
            (),
            4,
            "x.csv:2 level: is no level, 0 to 4, and no range",
        ),
        ("x.csv", b"text,level\n\xf1,1\n", (), 4, "x.csv:2: holds bytes that are no UTF-8 text"),
        ("x.jsonl", b'{"text": "zebrafish", "level": 1}\n{"text"\n', (), 4, "x.jsonl:2: not JSON"),
        ("x.csv", b"text,levels\nzebrafish,1\n", ("--level-column", "level"), 2, "Did you mean 'levels'?"),
        ("x.csv", b"text,level\nzebrafish,1\n", ("--limit", "-1"), 2, "--limit -1: must be 0 or more"),
    ],
)
def test_bad_input(
    run: Run, folder: Path, name: str, text: bytes, argv: tuple[str, ...], code: int, message: str
) -> None:
    (folder / name).write_bytes(text)
    done = run("evaluate", name, *argv)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert "zebrafish" not in done.err


def test_every_label_that_cannot_be_read_is_told(run: Run, folder: Path) -> None:
    (folder / "x.csv").write_text("text,level\n" + "x,nine\n" * 25 + "x,1\n", "utf-8")
    done = run("evaluate", "x.csv")
    assert done.code == 4
    assert (
        "25 row(s) hold a judgement that cannot be read. The first 20:\nx.csv:2 level: is no level"
        in done.err
    )
    assert "x.csv:21 " in done.err
    assert "x.csv:22 " not in done.err


def test_the_file_is_required(run: Run) -> None:
    done = run("evaluate")
    assert (done.code, done.out) == (2, "")
    assert "Missing argument 'LABELLED'" in done.err
    assert run("evaluate", "none.csv").code == 4


@pytest.mark.usefixtures("labelled")
def test_a_process_of_its_own(process: list[str]) -> None:
    done = subprocess.run(
        [*process, "evaluate", "labelled.jsonl", "--json"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["judged"] == 4
