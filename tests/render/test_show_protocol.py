"""`triage protocol show`."""

from __future__ import annotations

import pytest

from support import Run
from triage_cli.errors import UsageError
from triage_cli.protocol import SHIPPED
from triage_cli.protocol.source import Source, read_source
from triage_cli.render.show import show_data, show_text


@pytest.fixture(scope="module")
def source() -> Source:
    """The shipped protocol, read once."""
    return read_source(SHIPPED, [])


def test_the_command_shows_one_entry_with_its_source_and_terms(run: Run) -> None:
    code, out, err = run("protocol", "show", "suicide.intent")
    assert (code, err) == (0, "")
    assert out.startswith("cue suicide.intent\n")
    assert "\n  domain: mental_health\n" in out
    assert "\n  terms:\n    " in out
    assert "\n  place: cues/suicide.toml:" in out


def test_overview_names_topics_and_counts(source: Source) -> None:
    data = show_data(source, None)
    assert data["counts"]["cues"] == sum(data["topics"].values()) > 100
    out = show_text(data)
    assert out.startswith(f"{data['name']} {data['version']}, in en")
    assert "More: triage protocol show cues|ladder|questions|needs|instruments|TOPIC|ID" in out


def test_a_question_and_a_rule_of_one_name_are_both_shown(source: Source) -> None:
    entries = show_data(source, "suicide_plan")["entries"]
    assert [entry["is"] for entry in entries] == ["rule", "question"]
    assert all(entry["source"] for entry in entries)


@pytest.mark.parametrize("what", ["cues", "ladder", "questions", "needs", "instruments"])
def test_lists_have_a_line_each(source: Source, what: str) -> None:
    lines = show_text(show_data(source, what)).splitlines()
    assert len(lines) == show_data(source, None)["counts"][what]


def test_a_topic_lists_its_cues(source: Source) -> None:
    entries = show_data(source, "suicide")["entries"]
    assert len(entries) == show_data(source, None)["topics"]["suicide"]


@pytest.mark.parametrize(
    ("what", "fix"),
    [("suicide.intnt", "Did you mean 'suicide.intent'?"), ("zzzz", "See all with: triage protocol show")],
)
def test_an_unknown_name_has_a_nearest(source: Source, what: str, fix: str) -> None:
    with pytest.raises(UsageError) as caught:
        show_data(source, what)
    assert str(caught.value) == f"the protocol has no {what!r}\n  {fix}"
