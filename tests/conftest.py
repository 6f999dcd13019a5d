"""What every test has: folders of its own, and the command line in this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from support import SOURCE, Outcome

# No deadline: the first example of a process pays for what the others find ready.
settings.register_profile("triage", deadline=None)
settings.register_profile("triage-ci", deadline=None, derandomize=True, database=None)
settings.load_profile("triage-ci" if os.environ.get("CI") == "true" else "triage")


@pytest.fixture(scope="session")
def _warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests: compiling the protocol takes a second."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _clean_environment(_warm_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable, settings or cache of the person who runs the tests reaches them."""
    for name in [name for name in os.environ if name.startswith("TRIAGE_")]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(_warm_cache))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    path = tmp_path / "here"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """`run("score", "text")` runs the command line in this process, in an empty folder."""
    from triage_cli.cli import main

    def go(*argv: str) -> Outcome:
        capsys.readouterr()
        code = main(argv)
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return go


@pytest.fixture
def process(folder: Path) -> list[str]:
    """The beginning of a command that runs the command line in a process of its own."""
    return [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(SOURCE)!r})\n"
            "from triage_cli.__main__ import run\nrun()"]  # fmt: skip
