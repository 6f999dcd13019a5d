"""What is told beside a result: on standard error only, and a count only where a person looks on."""

from __future__ import annotations

import io

import pytest

from triage_cli.commands.reporting import counted, note


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_count_on_a_terminal_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    assert list(counted(range(1_200))) == list(range(1_200))
    assert screen.getvalue() == "\rtriage: 500 calls\rtriage: 1,000 calls\r\x1b[K"


def test_no_count_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(counted(range(1_200)))) == 1_200
    note("a note")
    assert capsys.readouterr() == ("", "triage: a note\n")
