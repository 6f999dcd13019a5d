"""A quick command loads only what it needs: real processes, looked at from inside."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support import DRUNK, SOURCE

HEAVY = ("rich", "httpx", "rapidfuzz", "tomllib", "tomli_w", "opening_hours", "zoneinfo", "typer.rich_utils")
LOOK = """\
import io, sys
sys.path.insert(0, {source!r})
from triage_cli.cli import main
code, out = 0, sys.stdout
for _ in range({times}):
    sys.stdout = io.StringIO()
    code = main({argv!r}) or code
sys.stdout = out
print(code, *sorted(name for name in {heavy!r} if name in sys.modules))
"""


def loaded(*argv: str) -> str:
    """The exit code and the heavy modules that a run loads."""
    # The first process fills the caches, the second is looked at.
    for _ in range(2):
        code = LOOK.format(source=str(SOURCE), argv=argv, heavy=HEAVY, times=1)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("form", ["--json", "--plain"])
def test_score_loads_nothing_heavy(form: str) -> None:
    assert loaded("score", DRUNK, "--near", "80202", form) == "0"


@pytest.mark.usefixtures("folder")
def test_find_by_kind_loads_nothing_heavy() -> None:
    assert loaded("find", "--need", "detox", "--near", "80202", "--json") == "0"


@pytest.mark.usefixtures("folder")
def test_help_loads_nothing_heavy() -> None:
    assert loaded("--help") == "0"
