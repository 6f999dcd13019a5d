"""`triage protocol explain`: everything that was considered, and why it counted or did not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support import DRUNK, Run
from triage_cli.cli import main

SAID = "RP Kowalski says brother drunnk, will kill himself, no weapons, abused as a child"


def test_the_outcome_in_plain_lines(run: Run) -> None:
    code, out, err = run("protocol", "explain", SAID)
    assert (code, err) == (0, "")
    titles = [line for line in out.splitlines() if line.isupper()]
    assert titles == ["COUNTED", "NOT COUNTED", "SET ASIDE", "WORDS", "CONCLUDED"]
    assert "counts: “will kill himself” suicide.intent: mental health high; flag suicidal;" in out
    assert "negated: “weapons” weapon.any, because of “no” (a weapon is mentioned)" in out
    assert "said already: “kill himself” suicide.ideation: within “will kill himself”, suicide.intent" in out
    assert "words of time: “child” people.child: within “as a child”" in out
    assert "read as: drunnk → drunk" in out
    assert "unknown: Kowalski" in out
    assert "rule: 3 suicide_intent: co_responder, from “will kill himself”" in out


def test_the_same_as_json(run: Run) -> None:
    code, out, err = run("protocol", "explain", SAID, "--json")
    assert (code, err) == (0, "")
    data = json.loads(out)
    assert data["schema"] == "triage.explanation/1"
    assert [(word["written"], word["read_as"]) for word in data["spelt"]] == [("drunnk", "drunk")]
    assert [word["written"] for word in data["unknown"]] == ["Kowalski"]
    reasons = {aside["reason"] for aside in data["set_aside"]}
    assert {"hidden", "time"} <= reasons
    for aside in (*data["set_aside"], *data["spelt"], *data["unknown"]):
        assert SAID[aside["start"] : aside["end"]] == aside.get("quote", aside.get("written"))
    scored = json.loads(run("score", SAID, "--json", "--limit", "0").out)
    keys = ("id", "assertion", "counted", "start", "end")
    assert [[item[key] for key in keys] for item in data["evidence"]] == [
        [item[key] for key in keys] for item in scored["evidence"]
    ]
    assert data["level"] == scored["response"]["level"]


def test_a_call_type_is_explained_beside_the_text(run: Run) -> None:
    out = run("protocol", "explain", "male on the porch", "--type", "5150 psychiatric").out
    assert "call type: call_type." in out
    assert run("protocol", "explain", "--type", "5150").code == 0


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_to_explain(run: Run, text: str) -> None:
    code, out, err = run("protocol", "explain", text)
    assert (code, out) == (2, "")
    assert err.startswith("triage: the call description is empty")


def test_a_text_that_says_nothing(run: Run) -> None:
    assert "Nothing counts." in run("protocol", "explain", "the weather is fine").out


def test_from_a_file(run: Run, folder: Path) -> None:
    (folder / "call.txt").write_text(DRUNK, "utf-8")
    assert run("protocol", "explain", "--file", "call.txt").out == run("protocol", "explain", DRUNK).out


@pytest.mark.parametrize("width", [60, 120])
def test_on_a_terminal_it_fits(
    folder: Path, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("triage_cli.commands.asking._usual_form", lambda: "text")
    assert main(["protocol", "explain", SAID, "--no-color"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert "suicide.intent" in " ".join(lines)
