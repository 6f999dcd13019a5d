"""What a caller said stays out of every error, whatever goes wrong and wherever."""

from __future__ import annotations

from pathlib import Path
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
    "place",
    [
        "triage_cli.narrative.lexicon.Lexicon.find",
        "triage_cli.interview.interview.judge",
        "triage_cli.interview.interview.next_question",
        "triage_cli.interview.interview.open_questions",
        "triage_cli.interview.record.to_record",
        "triage_cli.commands.casefile.json.dumps",
        "triage_cli.commands.calling.deliver",
    ],
)
@pytest.mark.parametrize("kind", [ValueError, RecursionError, MemoryError])
def test_a_defect_in_a_guided_call_never_shows_or_keeps_what_was_said(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str, kind: type[Exception]
) -> None:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise kind(f"while asking about {SAID!r}") from ValueError(SAID)

    monkeypatch.setattr(place, fail)
    result = run("call", SAID, "--plain", "--save", "case.json", "-a", "where_now=zebrafish mews")
    assert result.code == 1
    assert f"a defect of ours ({kind.__name__} at " in result.err
    assert "Traceback" not in result.err
    assert not said_in(result.err)
    for path in folder.iterdir():
        assert not said_in(path.read_text(encoding="utf-8"))


def test_nothing_of_a_call_is_kept_unless_it_is_asked_for(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, config = tmp_path / "cache", tmp_path / "config"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config))
    assert run("call", SAID, "-a", "where_now=zebrafish mews", "--near", "80202").code == 0
    assert list(folder.iterdir()) == []
    assert not config.exists()
    for path in cache.rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            assert b"zebrafish" not in data
            assert b"quinceanera" not in data


@pytest.mark.parametrize(
    "record",
    [
        f'{{"text": "{SAID}", "case": {{"version": 1, "given": {{}}, "events": [["{SAID}", "", ""]]}}}}',
        f'{{"text": "{SAID}", "case": {{"version": 1, "given": {{}}, "events": [["fact", "", "{SAID}"]]}}}}',
        f'{{"text": "{SAID}", "case": {{"version": "1", "given": {{}}, "events": "{SAID}"}}}}',
        f'{{"text": "{SAID}", \n',
    ],
)
def test_a_saved_case_that_cannot_be_read_is_not_recited(run: Run, folder: Path, record: str) -> None:
    (folder / "case.json").write_text(record, encoding="utf-8")
    result = run("call", "--resume", "case.json")
    assert result.code == 4
    assert "case.json" in result.err
    assert "zebrafish brother" not in result.err


def said_in(text: str) -> bool:
    """Whether any word of the call is in it."""
    return any(word in text for word in ("zebrafish", "quinceanera", "mews"))


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
        ("call", SAID, "--answer", "wepon=no"),
        ("call", SAID, "--answer", "weapon=maybe"),
        ("call", SAID, "--near", "nowhere at all"),
        ("call", SAID, "--with-text"),
        ("call", SAID, "--save", "nowhere/case.json"),
        ("call", SAID, "--resume", "nowhere.json"),
        ("call", SAID, "--answers", "nowhere.toml"),
        ("call", SAID, "--discreet"),
        ("call", SAID, "--no-such-option"),
        ("call", SAID, "--file", "nowhere.txt"),
        ("call", *SAID.split()),
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
