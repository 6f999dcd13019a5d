"""What the README shows is what the tool says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from triage_cli.cli import COMMANDS, main

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def test_the_example_is_what_comes_out(capsys: pytest.CaptureFixture[str]) -> None:
    command = re.search(r"^pip install \. && triage (.*)$", README, re.M)
    shown = re.search(r"```text\n(.*?)\n```", README, re.S)
    assert command
    assert shown
    assert main(shlex.split(command[1])) == 0
    printed = capsys.readouterr().out.partition("WHERE NEXT")[0].strip()
    assert printed == shown[1]


def test_the_two_commands_of_a_fresh_machine_stand_in_it() -> None:
    assert 'pip install . && triage score "RP states brother drunk' in README
    assert "pip install -e '.[dev]' && pytest" in README


def test_every_command_is_told() -> None:
    for name in COMMANDS:
        assert f"triage {name}" in README, name


def test_every_page_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\((docs/[^)#]+)\)", README):
        assert (Path(__file__).parents[1] / target).exists(), target
