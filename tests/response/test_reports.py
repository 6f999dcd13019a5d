"""The note on mandated reports: the state's deadline where it is known, in every language and format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support import DRUNK, Run
from triage_cli.assessment.assess import assess
from triage_cli.interview.interview import begin
from triage_cli.interview.machine import start
from triage_cli.protocol import load_protocol
from triage_cli.protocol.reporting import REPORTED
from triage_cli.render.guided import Guide
from triage_cli.render.words import Words
from triage_cli.response.advice import advise
from triage_cli.response.reports import Reporting, report_note

PROTOCOL = load_protocol()
CHILD = "Teacher says the student has belt marks on his back from his father"


def note(kind: str, state: str | None, language: str = "en") -> str:
    return report_note(kind, PROTOCOL, language, state)


@pytest.mark.parametrize(
    ("state", "kind", "language", "expected"),
    [
        ("CA", "child", "en", "CA: call the county welfare department, police or sheriff at once; "
                              "in writing within 36 hours of learning of it."),
        ("PA", "child", "en", "PA: call ChildLine (1-800-932-0313) at once; "
                              "in writing within 48 hours of the call."),
        ("pa", "child", "es", "PA: llame a ChildLine (1-800-932-0313) de inmediato; "
                              "por escrito en 48 horas desde la llamada."),
        ("MN", "child", "en", "in writing within 72 hours of the call (working days only)."),
        ("MN", "child", "es", "por escrito en 72 horas desde la llamada (solo días hábiles)."),
        ("WA", "child", "en", "in writing if they ask for it."),
        ("CO", "adult", "en", "no written report is due after it."),
        ("MA", "adult", "es", "en 48 horas desde la llamada."),
    ],
)  # fmt: skip
def test_a_known_state_brings_its_deadline(state: str, kind: str, language: str, expected: str) -> None:
    assert expected in note(kind, state, language)


@pytest.mark.parametrize("language", PROTOCOL.languages)
@pytest.mark.parametrize("kind", REPORTED)
@pytest.mark.parametrize("state", [None, "", "TX", "nowhere"])
def test_without_a_known_state_it_is_the_states_deadline(state: str | None, kind: str, language: str) -> None:
    assert note(kind, state, language) == PROTOCOL.wording(language).reports[kind]


def test_a_state_may_be_known_for_children_only() -> None:
    assert "PA.adult" not in PROTOCOL.reports
    assert note("adult", "PA") == PROTOCOL.wording().reports["adult"]


@pytest.mark.parametrize("language", PROTOCOL.languages)
@pytest.mark.parametrize("report_id", PROTOCOL.reports)
def test_every_entry_says_at_once_and_leaves_nothing_unfilled(report_id: str, language: str) -> None:
    state, _, kind = report_id.partition(".")
    said = note(kind, state, language)
    assert {"en": "at once", "es": "de inmediato"}[language] in said
    assert "{" not in said
    assert said.count("  ") == 0


def test_every_format_tells_the_deadline_and_the_agencys_own_line(run: Run, folder: Path) -> None:
    own = "Call 844-555-0100 at once."
    (folder / "settings.toml").write_text(f'state = "PA"\nmandated_report = "{own}"\n', "utf-8")
    deadline = "PA: call ChildLine (1-800-932-0313) at once; in writing within 48 hours of the call."
    data = json.loads(run("score", CHILD, "--json", "--limit", "0").out)
    assert deadline in data["response"]["report"][0]
    assert data["response"]["report"][1:] == [own]
    for form in ("text", "plain", "print"):
        shown = " ".join(run("score", CHILD, "--format", form, "--limit", "0").out.split())
        assert deadline in shown, form
        assert own in shown, form
    assert "ChildLine" not in run("score", DRUNK, "--limit", "0").out


def test_a_state_that_is_none_is_a_mistake_in_the_settings(run: Run, folder: Path) -> None:
    (folder / "settings.toml").write_text('agency = "A"\nstate = "Colorado"\n', "utf-8")
    outcome = run("score", CHILD)
    assert outcome.code == 4
    assert "settings.toml:2: 'Colorado' is not a state" in outcome.err
    assert 'Two letters: state = "CO"' in outcome.err


@pytest.mark.parametrize(("language", "call"), [("en", "call ChildLine"), ("es", "llame a ChildLine")])
def test_the_screen_of_a_live_call_tells_it_too(language: str, call: str) -> None:
    result = assess(CHILD, protocol=PROTOCOL)
    told = advise(result, language, Reporting("PA", "Ask for Ana.")).report
    assert call in told[0]
    assert told[1:] == ("Ask for Ana.",)
    state = start(begin(CHILD, PROTOCOL))
    lines = Guide(Words(PROTOCOL, language), 120, 60, reporting=Reporting("PA", None)).lines(state)
    drawn = " ".join(" ".join("".join(part.text for part in line) for line in lines).split())
    assert "1-800-932-0313" in drawn
