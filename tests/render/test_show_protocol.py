"""`triage protocol show`."""

from __future__ import annotations

import json

from support import Run


def test_overview_names_topics_and_counts(run: Run) -> None:
    data = json.loads(run("protocol", "show", "--json").out)
    assert data["counts"]["cues"] == sum(data["topics"].values()) > 100
    out = run("protocol", "show").out
    assert out.startswith(f"{data['name']} {data['version']}, in en")
    assert "More: triage protocol show cues|ladder|questions|needs|instruments|TOPIC|ID" in out


def test_an_entry_has_its_source_and_terms(run: Run) -> None:
    out = run("protocol", "show", "suicide.intent").out
    assert out.startswith("cue suicide.intent\n")
    assert "\n  domain: mental_health\n" in out
    assert "\n  terms:\n    " in out
    assert "\n  place: cues/suicide.toml:" in out


def test_a_question_and_a_rule_of_one_name_are_both_shown(run: Run) -> None:
    entries = json.loads(run("protocol", "show", "suicide_plan", "--json").out)["entries"]
    assert [entry["is"] for entry in entries] == ["rule", "question"]
    assert all(entry["source"] for entry in entries)


def test_lists_have_a_line_each(run: Run) -> None:
    for what in ("cues", "ladder", "questions", "needs", "instruments"):
        count = json.loads(run("protocol", "show", "--json").out)["counts"][what]
        assert len(run("protocol", "show", what).out.splitlines()) == count


def test_an_unknown_name_has_a_nearest(run: Run) -> None:
    message = "triage: the protocol has no 'suicide.intnt'\n  Did you mean 'suicide.intent'?\n"
    assert run("protocol", "show", "suicide.intnt") == (2, "", message)
    message = "triage: the protocol has no 'zzzz'\n  See all with: triage protocol show\n"
    assert run("protocol", "show", "zzzz") == (2, "", message)
