"""The command tree: help, versions, mistakes, and what happens when something goes wrong."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support import DRUNK, Run
from triage_cli import __version__, cli


@pytest.mark.parametrize("argv", [(), ("--help",), ("-h",), ("help",)])
def test_overview_names_every_command_and_the_safety_note(run: Run, argv: tuple[str, ...]) -> None:
    code, out, err = run(*argv)
    assert (code, err) == (0, "")
    assert all(f"  {name}" in out for name in cli.COMMANDS)
    assert "In danger call 911; in crisis call or text 988." in out


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"triage {__version__}\n", "")


def test_an_unknown_command_names_the_nearest(run: Run) -> None:
    message = "triage: there is no command 'scor'. Did you mean 'score'?\n  See all with: triage --help\n"
    assert run("scor") == (2, "", message)


def test_an_unknown_option_names_the_nearest(run: Run) -> None:
    code, out, err = run("score", "--overide", "1")
    assert (code, out) == (2, "")
    assert err == (
        "triage score: No such option: --overide (Possible options: --override)\n"
        "  See how with: triage score --help\n"
    )


@pytest.mark.parametrize("name", list(cli.COMMANDS))
def test_every_command_has_help(run: Run, name: str) -> None:
    code, out, err = run(name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: triage {name}")


def test_a_defect_shows_neither_traceback_nor_call_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"could not read {DRUNK}")

    monkeypatch.setattr("triage_cli.assessment.assess.assess", broken)
    code, out, err = run("score", DRUNK)
    assert (code, out) == (1, "")
    assert err.startswith("triage: a defect of ours (RuntimeError at commands/scoring.py:")
    assert "Traceback" not in err
    assert "drunk" not in err


def test_interruption_has_its_own_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("triage_cli.assessment.assess.assess", interrupted)
    assert run("score", DRUNK).code == 130


@pytest.mark.parametrize("form", ["--json", "--plain"])
def test_a_closed_pipe_is_no_error(process: list[str], form: str) -> None:
    command = [*process, "score", DRUNK, form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == ("", 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "argv",
    [
        ("score", DRUNK, "--plain"),
        ("score", DRUNK, "--json"),
        ("score", DRUNK, "--format", "text"),
        ("protocol", "show", "cues"),
        ("--help",),
        ("--version",),
        ("score", "--help"),
        ("protocol", "show", "--help"),
    ],
    ids=lambda argv: " ".join(argv[-2:]),
)
def test_a_full_disk_is_said_plainly(
    process: list[str], argv: tuple[str, ...], unbuffered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*process, *argv], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    message = (
        "triage: the output cannot be written: No space left on device\n  Make room, or write it elsewhere.\n"
    )
    assert (done.returncode, done.stderr) == (4, message)


@pytest.mark.parametrize("argv", [("--help",), ("score", "--help"), ("score", DRUNK, "--format", "text")])
def test_a_closed_pipe_is_no_error_for_help_and_columns_either(
    process: list[str], argv: tuple[str, ...]
) -> None:
    command = [*process, *argv]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == ("", 0)


def test_output_that_is_closed_is_said_plainly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    code, _, err = run("score", DRUNK)
    assert code == 4
    assert err.startswith("triage: the output cannot be written: standard output is closed\n")


@pytest.mark.parametrize(
    ("argv", "at_fault"),
    [
        (("protocol", "audit", "--limit", "x"), "triage protocol audit"),
        (("protocol", "explain", "two", "words"), "triage protocol explain"),
        (("protocol", "adit"), "triage protocol"),
        (("find", "--limit", "x"), "triage find"),
    ],
)
def test_a_usage_error_names_the_command_that_it_is_about(
    run: Run, argv: tuple[str, ...], at_fault: str
) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert err.startswith(f"{at_fault}: ")
    assert f"see how with: {at_fault} --help\n" in err.lower()
