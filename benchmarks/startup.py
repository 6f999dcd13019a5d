"""What starting `triage score` costs, against a Typer hello-world on the same Typer.

    python benchmarks/startup.py [--rounds 31]

Whole processes, interleaved, caches warm in a folder of their own: hello-world, `score TEXT --near 80202
--json`, and `score TEXT --near 80202` in a real pseudo-terminal. Prints medians and ratios.
Must reach: JSON at most 1.6 x, rich output at most 2.3 x.
"""

from __future__ import annotations

import argparse
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TEXT = "RP states brother drunk, says he will kill himself, no weapons seen"
SOURCE = Path(__file__).parents[1] / "src"
HELLO = """\
import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    print(f"hello {name}")


app()
"""
TRIAGE = "from triage_cli.__main__ import run\n\nrun()\n"
"""As the `triage` script that pip writes."""
LIMITS = {"json": 1.6, "rich": 2.3}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--smoke", action="store_true", help="three rounds: does it run at all")
    options = parser.parse_args()
    rounds = 3 if options.smoke else options.rounds
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(folder), rounds)
    hello = statistics.median(times["hello"])
    import typer

    print(f"typer {typer.__version__}, Python {sys.version.split()[0]}, {rounds} rounds, medians")
    print(f"  hello-world          {hello:6.1f} ms")
    for name, limit in LIMITS.items():
        median = statistics.median(times[name])
        # Rounds are compared one by one, so that a busy moment of the machine falls on both sides.
        paired = statistics.median(one / base for one, base in zip(times[name], times["hello"], strict=True))
        verdict = "reached" if median / hello <= limit else "MISSED"
        print(f"  triage score ({name})  {median:6.1f} ms  {median / hello:.2f} x (paired {paired:.2f} x), "
              f"must be <= {limit} x: {verdict}")  # fmt: skip


def measure(folder: Path, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each run, after two rounds that warm the caches."""
    hello, triage = folder / "hello.py", folder / "triage.py"
    hello.write_text(HELLO, encoding="utf-8")
    triage.write_text(TRIAGE, encoding="utf-8")
    score = [sys.executable, str(triage), "score", TEXT, "--near", "80202"]
    # PYTHONDONTWRITEBYTECODE would have every run compile the sources again: an installed package does not.
    unwanted = ("TRIAGE_", "PYTHON", "NO_COLOR", "COLUMNS")
    env = {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}
    env |= {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_CONFIG_HOME": str(folder / "config"),
            "PYTHONPATH": str(SOURCE), "TERM": "xterm-256color"}  # fmt: skip
    runs: dict[str, Callable[[], None]] = {
        "hello": lambda: in_pipe([sys.executable, str(hello)], env, folder),
        "json": lambda: in_pipe([*score, "--json"], env, folder),
        "rich": lambda: in_terminal(score, env, folder),
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 2):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            if number > 1:
                times[name].append((time.perf_counter() - began) * 1000)
    return times


def in_pipe(command: list[str], env: dict[str, str], folder: Path) -> None:
    subprocess.run(command, env=env, cwd=folder, check=True, stdout=subprocess.PIPE)


def in_terminal(command: list[str], env: dict[str, str], folder: Path) -> None:
    """Run on a pseudo-terminal and read what it writes until it ends."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, env=env, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    while True:
        try:
            if not os.read(ours, 65536):
                break
        except OSError:  # the other end is closed: Linux says so with an error
            break
    os.close(ours)
    if process.wait():
        raise SystemExit(f"exit code {process.returncode}: {command}")


if __name__ == "__main__":
    main()
