"""What a caller said stays out of every error, whatever goes wrong and wherever."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest

from support import Run

SAID = "zebrafish brother drunk, quinceanera"


@pytest.mark.parametrize(
    "place",
    [
        "triage_cli.narrative.lexicon.Lexicon.find",
        "triage_cli.narrative.normalise.Reading.joined",
        "triage_cli.narrative.hearing.read_persons",
        "triage_cli.assessment.assess.climb",
        "triage_cli.assessment.assess.scores_of",
    ],
)
@pytest.mark.parametrize("kind", [ValueError, RecursionError, MemoryError])
@pytest.mark.parametrize("form", ["--json", "--plain"])
def test_a_defect_anywhere_never_shows_what_was_said(
    run: Run, monkeypatch: pytest.MonkeyPatch, place: str, kind: type[Exception], form: str
) -> None:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise kind(f"while reading {SAID!r}") from ValueError(SAID)

    monkeypatch.setattr(place, fail)
    result = run("score", SAID, form)
    assert result.code == 1
    assert result.out == ""
    assert f"a defect of ours ({kind.__name__} at " in result.err
    assert "Traceback" not in result.err
    assert "zebrafish" not in result.err
    assert "quinceanera" not in result.err


@pytest.mark.parametrize(
    "argv",
    [
        ("score", SAID, "--answer", "wepon=no"),
        ("score", SAID, "--answer", "weapon=maybe"),
        ("score", SAID, "--near", "nowhere at all"),
        ("score", SAID, "--override", "9", "--reason", "seen"),
        ("score", SAID, "--lang", "fr"),
        ("score", SAID, "--format", "xml"),
        ("score", SAID, "--protocol", "nowhere"),
        ("score", SAID, "--resources", "nowhere.toml"),
        ("score", SAID, "--no-such-option"),
        ("score", *SAID.split()),
        ("score", SAID, "--file", "nowhere.txt"),
        ("protocol", "explain", SAID, "--protocol", "nowhere"),
        ("protocol", "explain", *SAID.split()),
        ("protocol", "diff", "shipped", "shipped", "--calls", SAID),
        ("evaluate", SAID),
        ("evaluate", *SAID.split()),
        ("find", *SAID.split()),
        (SAID,),
        tuple(SAID.split()),
    ],
    ids=lambda argv: " ".join(argv)[:60],
)
def test_a_usage_error_never_repeats_what_was_said(run: Run, argv: tuple[str, ...]) -> None:
    result = run(*argv)
    assert result.code in (2, 4)
    assert result.err.strip()
    for word in SAID.replace(",", "").split():
        assert word not in result.err
