"""Entry point: `triage` and `python -m triage_cli`."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line and leave with its exit code."""
    from triage_cli.cli import main

    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
